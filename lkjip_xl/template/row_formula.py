"""Official formulas of computed columns as they stand in a given row, and of the year bands above the headings."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

from lkjip_xl.address import absolute, cell_name, quote_sheet
from lkjip_xl.compute.formula import Formula, Ref
from lkjip_xl.definition.sheets import ColumnDef, SheetDef, YearBand, sheet_def, sheet_defs
from lkjip_xl.template.book import InputBook
from lkjip_xl.values import Value, number

_HOLE = re.compile(r"\{(?:([A-Za-z ]+)\.)?([a-z0-9_]+)\}")


@cache
def _by_name() -> dict[str, SheetDef]:
    return {definition.name: definition for definition in sheet_defs()}


def row_formula(definition: SheetDef, column: ColumnDef, row: int) -> str:
    """The formula (with ``=``) of a computed column in a row.

    ``{key}`` becomes a cell of that row, ``{Sheet.key}`` the cell of a form field.
    """

    if definition.layout == "formulir":
        row = 0
    return "".join([piece if isinstance(piece, str) else piece(row) for piece in _pieces(definition.key, column.key)])


@cache
def _pieces(sheet_key: str, column_key: str) -> tuple[str | Callable[[int], str], ...]:
    """The formula of a column cut at its holes: literal text, and what writes the cell of a row between."""
    definition = sheet_def(sheet_key)
    found: list[str | Callable[[int], str]] = []
    literal, *rest = _HOLE.split(definition.by_key[column_key].formula)
    found.append(literal)
    for sheet, key, literal in zip(rest[::3], rest[1::3], rest[2::3], strict=True):
        if sheet is None:
            found.append(_cell_of_row(definition, key))
        else:
            other = _by_name()[sheet]
            found.append(f"{quote_sheet(other.name)}!{absolute(*other.place(key, 0))}")
        found.append(literal)
    return tuple(found)


def _cell_of_row(definition: SheetDef, key: str) -> Callable[[int], str]:
    return lambda row: cell_name(*definition.place(key, row))


def band_formula(book: InputBook, band: YearBand) -> Formula:
    """The calendar year of a column: a year field of Instansi plus a shift, blank when unknown or after the period."""
    source = book.form_ref("instansi", band.source)
    year = number(source.value)
    shift = f"{band.shift:+d}" if band.shift else ""
    if not band.until:
        value: Value = "" if year is None else year + band.shift
        return Formula(f'IF(ISNUMBER({{0}}),{{0}}{shift},"")', (source,), value)
    until: Ref = book.form_ref("instansi", band.until)
    last = number(until.value)
    value = "" if year is None or last is None or year + band.shift > last else year + band.shift
    template = f'IF(AND(ISNUMBER({{0}}),ISNUMBER({{1}})),IF({{0}}{shift}>{{1}},"",{{0}}{shift}),"")'
    return Formula(template, (source, until), value)
