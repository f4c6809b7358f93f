"""Computed columns in which somebody typed: HIT-01 a wrong value, HIT-02 the right one.

A cell with a formula, even a wrong one, is the audit's business. The report computes these columns itself; what is typed there
is seen by people who read the submitted file, and does not follow when an input changes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

from lkjip_xl.checks.examination import Examination
from lkjip_xl.checks.precision import agrees
from lkjip_xl.checks.shown import shown
from lkjip_xl.checks.view import View
from lkjip_xl.compute.columns import compute_column
from lkjip_xl.definition.sheets import ColumnDef
from lkjip_xl.intake.submission import Record, SheetData
from lkjip_xl.intake.trim import trimmed
from lkjip_xl.reader.raw import RawCell
from lkjip_xl.values import Value, is_blank, number

FORMS: Final = ("instansi", "pengaturan")
SHOWN_DECIMALS: Final = 4
"""Decimals of a computed figure in a message."""
_OPERAND: Final = re.compile(r"\{([a-z0-9_]+)\}")


def examine(examination: Examination, view: View) -> None:
    """L + P = jumlah, penyerapan, target dipakai …: every typed value in a computed column."""
    forms = {key: view.submission.form(key) for key in FORMS}
    for data in view.submission.sheets.values():
        for record, column, cell in _typed_cells(data):
            if any(examination.is_settled(data, record, key) for key in (*operands(column), column.key)):
                continue
            expected = compute_column(column.compute, record.values, forms)
            code = "HIT-02" if _says(cell.value, expected) else "HIT-01"
            examination.add_at(code, data, record, column.key, cell.value, seharusnya=_shown(expected))


@cache
def operands(column: ColumnDef) -> tuple[str, ...]:
    """The fields of the same row that a computed column's formula reads."""
    return tuple(dict.fromkeys(_OPERAND.findall(column.formula)))


def _typed_cells(data: SheetData) -> Iterator[tuple[Record, ColumnDef, RawCell]]:
    if data.definition.layout == "formulir":
        computed = [column.key for column in data.definition.columns if column.computed]
        places = [(record, key) for record in data.records for key in computed]
    else:
        by_row = {record.row: record for record in data.records} if data.typed_over else {}
        places = [(by_row[row], key) for row, key in data.typed_over if row in by_row]
    for record, key in places:
        cell = data.raw_cell(record, key)
        if cell is not None and _is_typed(cell):
            yield record, data.definition.by_key[key], cell


def _is_typed(cell: RawCell) -> bool:
    return cell.formula is None and trimmed(cell.value) is not None


def _says(typed: Value, expected: Value) -> bool:
    """True where the typed value is the computed one, rounded at most; a dash where there is nothing to compute is no lie."""
    figure, exact = number(typed), number(expected)
    if figure is not None and exact is not None:
        return agrees(figure, exact)
    return is_blank(expected) and type(typed) is str


def _shown(expected: Value) -> str:
    if isinstance(expected, float):
        return shown(round(expected, SHOWN_DECIMALS))
    return shown(None if is_blank(expected) else expected)
