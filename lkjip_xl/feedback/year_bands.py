"""The years above the headings of the submitted file: their official formulas over the file's own cells, and their values."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from lkjip_xl.compute.formula import Ref
from lkjip_xl.definition.sheets import ColumnDef
from lkjip_xl.intake.submission import SheetData, Submission
from lkjip_xl.reader.raw import RawCell
from lkjip_xl.template.row_formula import band_over
from lkjip_xl.values import Value

OFFICE = "instansi"


class YearCell(NamedTuple):
    """A formula cell above a heading, with the formula and value it should have."""

    data: SheetData
    column: ColumnDef
    cell: RawCell
    formula: str
    value: Value


def year_cells(submission: Submission) -> Iterator[YearCell]:
    """Every cell above a heading with a year that holds some formula; what else stands there is the office's own."""
    for data in submission.sheets.values():
        for column in data.definition.columns:
            band, place = column.year_band, data.columns.get(column.key)
            if band is None or place is None or data.raw is None or data.heading_row < 2:
                continue
            cell = data.raw.cell(data.heading_row - 1, place)
            source = _office_field(submission, band.source)
            until = _office_field(submission, band.until) if band.until else None
            if cell is None or cell.formula is None or source is None or (band.until and until is None):
                continue
            formula = band_over(source, until, band.shift)
            yield YearCell(data, column, cell, formula.text(data.found_name), formula.value)


def _office_field(submission: Submission, key: str) -> Ref | None:
    """The cell of a field of sheet Instansi, where the file has it."""
    office = submission.sheets.get(OFFICE)
    if office is None or key not in office.field_rows or key not in office.columns:
        return None
    return Ref(office.found_name, office.field_rows[key], office.columns[key], submission.form(OFFICE)[key])
