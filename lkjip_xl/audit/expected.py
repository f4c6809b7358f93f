"""What should be there: the official sheets for a workbook's own inputs, and where its input sheets stand in the file.

The input cells of the file are bound as for a report; from them come the same SheetModels that ``lkjip laporan`` writes, with
every official formula and, computed by the Python twins, every official value.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from lkjip_xl.audit.evaluate.grid import Grid, cell_id
from lkjip_xl.audit.evaluate.recalculation import Recalculation
from lkjip_xl.audit.placement import Placement
from lkjip_xl.definition.own_sheets import NOTES, STAMP_NAME, is_report_sheet
from lkjip_xl.definition.sheets import FORM_VALUE_COLUMN, TABLE_HEADING_ROW, SheetDef, sheet_def, sheet_defs
from lkjip_xl.intake.submission import SheetData, Submission
from lkjip_xl.intake.trim import lacks_result
from lkjip_xl.reader.raw import RawSheet, RawWorkbook
from lkjip_xl.report import input_book, make_report
from lkjip_xl.template.book import InputBook
from lkjip_xl.template.input_sheets import input_sheet
from lkjip_xl.workbook.model import SheetModel

MOST_SPARE_ROWS = 5_000
"""Rows beyond the records whose computed cells are compared: a stray cell in the last row must not make a million rows."""


@dataclass(frozen=True, slots=True)
class Expected:
    """The official sheets by name: input sheets always, report sheets where the file is a report."""

    inputs: Mapping[str, SheetModel]
    report: Mapping[str, SheetModel]

    def model(self, name: str) -> SheetModel | None:
        """The official sheet of this name."""
        return self.inputs.get(name) or self.report.get(name)

    def models(self) -> Iterator[SheetModel]:
        """Every official sheet, report sheets first, as in a report."""
        yield from self.report.values()
        yield from self.inputs.values()


def is_report(workbook: RawWorkbook) -> bool:
    """True for a report: it carries the stamp, or at least one report sheet."""
    return STAMP_NAME in workbook.names or any(is_report_sheet(sheet.name) for sheet in workbook.sheets)


def with_results(workbook: RawWorkbook, recalculation: Recalculation) -> RawWorkbook:
    """The workbook with the recalculated value in every formula cell that carries none, so that inputs given as formulas are
    not taken for blanks. The audited cells themselves are not looked at here."""
    sheets = [_with_results(sheet, number, recalculation) for number, sheet in enumerate(workbook.sheets)]
    return replace(workbook, sheets=sheets)


def _with_results(sheet: RawSheet, number: int, recalculation: Recalculation) -> RawSheet:
    rows = {}
    for row, cells in sheet.rows.items():
        if any(lacks_result(cell) for cell in cells):
            rows[row] = [
                cell._replace(value=recalculation.values.get(cell_id(number, cell.row, cell.column)), kind="n")
                if lacks_result(cell)
                else cell
                for cell in cells
            ]
    return replace(sheet, rows={**sheet.rows, **rows}) if rows else sheet


def expect(submission: Submission, *, report: bool) -> Expected:
    """The official sheets for the inputs of a submission."""
    made = {sheet.name: sheet for sheet in make_report(submission, ()).sheets} if report else {}
    book = input_book(submission)
    inputs = {}
    for definition in sheet_defs():
        data = submission.sheets.get(definition.key)
        if data is None:
            continue
        blank_rows = _rows_in_use(data) if definition.layout == "tabel" else 0
        there = made.get(definition.name)  # a report brings its input sheets along
        if there is not None and max(there.rows) >= definition.first_row + blank_rows - 1:
            inputs[definition.name] = there
        else:
            inputs[definition.name] = input_sheet(book, definition, blank_rows=blank_rows)
    official = {name: sheet for name, sheet in made.items() if is_report_sheet(name) and name != NOTES}
    return Expected(inputs, official)


def _rows_in_use(data: SheetData) -> int:
    """Rows of a table down to the last cell in a computed column: a template has formulas in rows still blank."""
    if data.raw is None or not data.heading_row:
        return 0
    computed = {column for key, column in data.columns.items() if data.definition.by_key[key].computed}
    last = 0
    for row, cells in data.raw.rows.items():
        if row > max(last, data.heading_row) and any(cell.column in computed for cell in cells):
            last = row
    return max(0, min(last - data.heading_row, len(data.records) + MOST_SPARE_ROWS))


def input_placements(submission: Submission, grid: Grid, found_names: Mapping[str, str]) -> dict[str, Placement]:
    """Where every input sheet stands in the file, as the binding found it. ``found_names``: official name → name in the file
    of sheets that were recognised under another one."""
    book = input_book(submission)
    placements = {}
    for key, data in submission.sheets.items():
        definition = sheet_def(key)
        found = found_names.get(data.found_name, data.found_name)
        number = grid.sheet_number(found)
        if number is None or (definition.layout == "tabel" and not data.heading_row):
            continue
        rows = _form_rows(definition, data) if definition.layout == "formulir" else _table_rows(definition, data, book)
        columns = _columns(definition, data)
        placements[definition.name] = Placement(definition.name, found, number, rows, columns)
    return placements


def _table_rows(definition: SheetDef, data: SheetData, book: InputBook) -> dict[int, int] | None:
    """Official row → row in the file, None where they are the same; the year band stands above the headings."""
    shift = data.heading_row - TABLE_HEADING_ROW
    placed = book.sheets[definition.key]
    kept = all(record.row == there.row + shift for record, there in zip(data.records, placed, strict=True))
    if not shift and kept:
        return None
    heads = {TABLE_HEADING_ROW: data.heading_row, TABLE_HEADING_ROW - 1: data.heading_row - 1}
    if not kept:
        return heads | {there.row: record.row for record, there in zip(data.records, placed, strict=True)}
    last = max([data.heading_row, *(data.raw.rows if data.raw else ())])
    return heads | {row - shift: row for row in range(data.heading_row + 1, last + 1)}


def _form_rows(definition: SheetDef, data: SheetData) -> dict[int, int] | None:
    rows = {definition.place(key, 0)[0]: row for key, row in data.field_rows.items()}
    whole = len(rows) == len(definition.columns)
    return None if whole and all(official == found for official, found in rows.items()) else rows


def _columns(definition: SheetDef, data: SheetData) -> dict[int, int] | None:
    if definition.layout == "formulir":
        found = next(iter(data.columns.values()), FORM_VALUE_COLUMN)
        return None if found == FORM_VALUE_COLUMN else {FORM_VALUE_COLUMN: found, FORM_VALUE_COLUMN - 1: found - 1}
    columns = {definition.by_key[key].order: column for key, column in data.columns.items()}
    whole = len(columns) == len(definition.columns)
    return None if whole and all(official == found for official, found in columns.items()) else columns
