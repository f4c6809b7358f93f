"""The records of the submitted file, as a migration takes them, and what of their cells a plain value cannot carry."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from lkjip_xl.checks.shown import plain_number
from lkjip_xl.definition.sheets import FORM_VALUE_COLUMN
from lkjip_xl.indonesian import date_text
from lkjip_xl.intake.submission import Record, SheetData, Submission
from lkjip_xl.intake.trim import lacks_result, trimmed
from lkjip_xl.migration.rows import Misfit, Place, Row, Rows
from lkjip_xl.reader.raw import RawCell, RawWorkbook
from lkjip_xl.values import Value, is_number

TYPED_OVER = "diketik di kolom yang dihitung; di berkas baru tempatnya diisi rumus resmi"
FORMULA = "rumus di sel isian; yang dibawa hasilnya, {value}"
NO_RESULT = "rumus tanpa hasil tersimpan; di berkas baru kosong. Buka dan simpan berkas lama di Excel, lalu ulangi"
DATE = "tanggal Excel; dibawa sebagai teks {value}"
PERCENT = "angka berformat persen; dibawa sebagai {value} tanpa format persen. Periksa satuannya"
LAST_SERIAL = 2_958_465
"""31 December 9999, the last day Excel knows."""


@dataclass(frozen=True, slots=True)
class _Styles:
    """Which cell styles change what a number means."""

    dates: frozenset[int]
    percents: frozenset[int]
    date1904: bool

    @classmethod
    def of(cls, workbook: RawWorkbook) -> _Styles:
        dates = frozenset(number for number, style in enumerate(workbook.styles) if style.is_date)
        percents = frozenset(number for number, style in enumerate(workbook.styles) if "%" in style.number_format)
        return cls(dates, percents, workbook.date1904)


def read_rows(submission: Submission) -> tuple[Rows, list[Misfit]]:
    """Records by key of the old definition, and the cells that lose something on the way: formulas, dates, percent formats,
    what was typed over a formula."""
    styles = _Styles.of(submission.workbook)
    rows: Rows = {}
    misfits: list[Misfit] = []
    for key, data in submission.sheets.items():
        places = _places(data)
        made = [Row({k: v for k, v in record.values.items() if k in places}, record.row, places) for record in data.records]
        rows[key] = made
        for row, field, cell in _input_cells(data, made):
            misfits.extend(_lost(data, row, field, cell, styles))
        misfits.extend(Misfit(data.found_name, cell.address, cell.value, TYPED_OVER) for cell in _typed_over(data))
    return rows, misfits


def _places(data: SheetData) -> dict[str, Place]:
    """Where every input field stands; column 0 for one the file lacks."""
    inputs = [column.key for column in data.definition.columns if not column.computed]
    return {key: Place(data.found_name, data.columns.get(key, 0), data.field_rows.get(key, 0)) for key in inputs}


def _input_cells(data: SheetData, rows: list[Row]) -> Iterator[tuple[Row, str, RawCell]]:
    """The cells of input fields, with their record."""
    if data.raw is None or not rows:
        return
    if data.definition.layout == "formulir":
        for field, place in rows[0].places.items():
            cell = data.raw.cell(place.row, place.column) if place.column else None
            if cell is not None:
                yield rows[0], field, cell
        return
    fields = {place.column: field for field, place in rows[0].places.items() if place.column}
    for row in rows:
        for cell in data.raw.rows[row.row]:
            if cell.column in fields:
                yield row, fields[cell.column], cell


def _typed_over(data: SheetData) -> Iterator[RawCell]:
    """Values without a formula where the template computes."""
    if data.definition.layout == "tabel":
        for row, key in data.typed_over:
            cell = data.raw_cell(Record(row, {}), key)
            if cell is not None and trimmed(cell.value) is not None:
                yield cell
        return
    for column in data.definition.columns:
        row = data.field_rows.get(column.key, 0) if column.computed else 0
        cell = data.raw.cell(row, data.columns.get(column.key, FORM_VALUE_COLUMN)) if row and data.raw else None
        if cell is not None and cell.formula is None and trimmed(cell.value) is not None:
            yield cell


def _lost(data: SheetData, row: Row, field: str, cell: RawCell, styles: _Styles) -> Iterator[Misfit]:
    """What a cell is besides its value. A date becomes text: as a bare number nobody would know it again."""
    value = cell.value
    if cell.style in styles.dates and is_number(value) and (day := _day(value, styles.date1904)):
        row.values[field] = day
        yield Misfit(data.found_name, cell.address, value, DATE.format(value=day))
    elif cell.style in styles.percents and isinstance(value, int | float) and is_number(value):
        yield Misfit(data.found_name, cell.address, value, PERCENT.format(value=plain_number(value)))
    if cell.formula is None:
        return
    if lacks_result(cell):
        yield Misfit(data.found_name, cell.address, f"={cell.formula}", NO_RESULT)
    else:
        yield Misfit(data.found_name, cell.address, f"={cell.formula}", FORMULA.format(value=_shown(row.values[field])))


def _day(serial: Value, date1904: bool) -> str:
    """A day number as ``31-12-2025``; "" for a number that is no day, such as a time."""
    if not isinstance(serial, int | float) or not 1 <= serial <= LAST_SERIAL - 1462:
        return ""
    first = date(1904, 1, 1) if date1904 else date(1899, 12, 30)
    return date_text(first + timedelta(days=int(serial)))


def _shown(value: Value) -> str:
    if isinstance(value, int | float) and is_number(value):
        return plain_number(value)
    return "kosong" if value is None else str(value)
