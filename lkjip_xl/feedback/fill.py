"""``isi``: the computed columns of the submitted file itself, filled with the official formula and its value."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from lkjip_xl.address import absolute, cell_name, cell_place, quote_sheet
from lkjip_xl.compute.columns import Forms, compute_column
from lkjip_xl.definition.sheets import ColumnDef, sheet_defs
from lkjip_xl.feedback.year_bands import year_cells
from lkjip_xl.intake.submission import Record, SheetData, Submission
from lkjip_xl.reader.raw import RawCell
from lkjip_xl.template.row_formula import Hole, formula_parts
from lkjip_xl.values import CellError, Value, is_number
from lkjip_xl.workbook.patch import CellPatch, PatchPlan, PatchResult, apply_patch

TYPED: Final = "diketik, bukan rumus"
OTHER_FORMULA: Final = "rumus lain"
NO_OPERAND: Final = "kolom sumbernya tidak ada dalam berkas"
_EXACT: Final = 1e-9


@dataclass(frozen=True, slots=True)
class Filled:
    """A computed cell that was filled or renewed: what stood there, and the formula and value that stand there now."""

    sheet: str
    cell: str
    heading: str
    before: str
    formula: str
    value: Value


@dataclass(frozen=True, slots=True)
class Kept:
    """A computed cell that was left as it is, and why."""

    sheet: str
    cell: str
    heading: str
    value: Value
    reason: str


@dataclass(slots=True)
class Filling:
    """What filling a file comes to: cells to patch, what changes, what is kept."""

    patches: dict[str, dict[tuple[int, int], CellPatch]] = field(default_factory=dict)
    filled: list[Filled] = field(default_factory=list)
    kept: list[Kept] = field(default_factory=list)


def _cell_of(submission: Submission, data: SheetData, hole: Hole, row: int) -> str | None:
    """The cell of a hole as a formula in ``row`` of ``data`` writes it; None where the file has no such field."""
    home = data if hole.sheet is None else submission.sheets.get(hole.sheet.key)
    column = home.columns.get(hole.key) if home else None
    if home is None or column is None:
        return None
    if home.definition.layout == "tabel":
        return cell_name(row, column)
    place = home.field_rows.get(hole.key)
    if place is None:
        return None
    return cell_name(place, column) if home is data else f"{quote_sheet(home.found_name)}!{absolute(place, column)}"


def _formula(submission: Submission, data: SheetData, column: ColumnDef, row: int) -> str | None:
    """The official formula of a computed cell with the file's own addresses, which need not be the template's; None where an
    operand is missing."""
    pieces = []
    for part in formula_parts(data.definition.key, column.key):
        piece = part if isinstance(part, str) else _cell_of(submission, data, part, row)
        if piece is None:
            return None
        pieces.append(piece)
    return "".join(pieces)


def _plain(formula: str) -> str:
    """A formula for comparing: no spaces, no dollar signs, no leading ``=``, capitals."""
    return formula.removeprefix("=").replace(" ", "").replace("$", "").upper()


def _same(first: Value, second: Value) -> bool:
    if is_number(first) and is_number(second):
        return abs(float(first or 0) - float(second or 0)) <= _EXACT * max(1.0, abs(float(first or 0)))
    return (first in (None, "") and second in (None, "")) or (type(first) is type(second) and first == second)


def _shown(cell: RawCell | None) -> str:
    if cell is None:
        return ""
    return f"={cell.formula}" if cell.formula is not None else str(cell.value)


def _computed_cells(submission: Submission) -> Iterator[tuple[SheetData, Record, ColumnDef]]:
    for data in submission.sheets.values():
        columns = [column for column in data.definition.columns if column.computed]
        for record in data.records:
            for column in columns:
                if data.address(record, column.key):
                    yield data, record, column


def plan_filling(submission: Submission, *, overwrite: bool) -> Filling:
    """Decide for every computed cell of every record. Blank ones are filled, the official formula with an old or missing
    value is renewed, typed values and other formulas are kept and reported unless ``overwrite``. Years above the headings
    are renewed only."""
    forms: Forms = {
        definition.key: submission.form(definition.key) or {column.key: None for column in definition.columns}
        for definition in sheet_defs()
        if definition.layout == "formulir"
    }
    filling = Filling()
    for data, record, column in _computed_cells(submission):
        address = data.address(record, column.key)
        cell = data.raw_cell(record, column.key)
        row, _ = cell_place(address)
        formula = _formula(submission, data, column, row)
        here = (data.found_name, address, column.heading)
        present = cell.value if cell else None
        if formula is None:
            filling.kept.append(Kept(*here, present, NO_OPERAND))
            continue
        value = compute_column(column.compute, record.values, forms)
        official = cell is not None and cell.formula is not None and _plain(cell.formula) == _plain(formula)
        if official and cell is not None and cell.kind and _same(cell.value, value):
            continue
        empty = cell is None or (cell.formula is None and cell.value in (None, ""))
        if not (official or empty or overwrite):
            filling.kept.append(Kept(*here, present, TYPED if cell is not None and cell.formula is None else OTHER_FORMULA))
            continue
        _fill(filling, here, cell, formula, value)
    for band in year_cells(submission):
        official = _plain(str(band.cell.formula)) == _plain(band.formula)
        if official and not (band.cell.kind and _same(band.cell.value, band.value)):
            here = (band.data.found_name, band.cell.address, band.column.heading)
            _fill(filling, here, band.cell, band.formula, band.value)
    return filling


def _fill(filling: Filling, here: tuple[str, str, str], cell: RawCell | None, formula: str, value: Value) -> None:
    sheet, address, _ = here
    filling.patches.setdefault(sheet, {})[cell_place(address)] = CellPatch("" if value is None else value, formula)
    filling.filled.append(Filled(*here, _shown(cell), formula, value))


def filled_copy(data: bytes, filling: Filling) -> PatchResult:
    """The file's bytes with the planned cells written; everything else keeps its bytes."""
    return apply_patch(data, PatchPlan(cells=filling.patches))


def plain_value(value: Value) -> Value:
    """A value for JSON: error values as their text."""
    return str(value) if isinstance(value, CellError) else value
