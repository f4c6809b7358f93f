"""Official formulas of computed columns as they stand in a given row, and of the year bands above the headings."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import NamedTuple

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


class Hole(NamedTuple):
    """A place in an official formula where a cell goes: a field of the same row, or of the form sheet ``sheet``."""

    sheet: SheetDef | None
    key: str


@cache
def formula_parts(sheet_key: str, column_key: str) -> tuple[str | Hole, ...]:
    """The official formula of a computed column (with ``=``), cut at its holes."""
    literal, *rest = _HOLE.split(sheet_def(sheet_key).by_key[column_key].formula)
    found: list[str | Hole] = [literal]
    for sheet, key, literal in zip(rest[::3], rest[1::3], rest[2::3], strict=True):
        found += [Hole(_by_name()[sheet] if sheet else None, key), literal]
    return tuple(found)


@cache
def _pieces(sheet_key: str, column_key: str) -> tuple[str | Callable[[int], str], ...]:
    """The formula's parts with what writes the cell of a row in place of each hole."""
    definition = sheet_def(sheet_key)

    def writer(hole: Hole) -> str | Callable[[int], str]:
        if hole.sheet is None:
            return lambda row: cell_name(*definition.place(hole.key, row))
        return f"{quote_sheet(hole.sheet.name)}!{absolute(*hole.sheet.place(hole.key, 0))}"

    return tuple(part if isinstance(part, str) else writer(part) for part in formula_parts(sheet_key, column_key))


def band_formula(book: InputBook, band: YearBand) -> Formula:
    """The calendar year of a column: a year field of Instansi plus a shift, blank when unknown or after the period."""
    until = book.form_ref("instansi", band.until) if band.until else None
    return band_over(book.form_ref("instansi", band.source), until, band.shift)


def band_over(source: Ref, until: Ref | None, shift_by: int) -> Formula:
    """The same over given cells, wherever they stand."""
    year = number(source.value)
    shift = f"{shift_by:+d}" if shift_by else ""
    if until is None:
        value: Value = "" if year is None else year + shift_by
        return Formula(f'IF(ISNUMBER({{0}}),{{0}}{shift},"")', (source,), value)
    last = number(until.value)
    value = "" if year is None or last is None or year + shift_by > last else year + shift_by
    template = f'IF(AND(ISNUMBER({{0}}),ISNUMBER({{1}})),IF({{0}}{shift}>{{1}},"",{{0}}{shift}),"")'
    return Formula(template, (source, until), value)
