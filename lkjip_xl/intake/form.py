"""A form sheet: one field a row, its label in one column and its value in the next."""

from __future__ import annotations

from collections import Counter

from lkjip_xl.definition.sheets import SheetDef
from lkjip_xl.intake.names import normalised
from lkjip_xl.intake.submission import Record, SheetData
from lkjip_xl.intake.table import MAX_UNKNOWN_HEADINGS
from lkjip_xl.intake.trim import lacks_result, trimmed
from lkjip_xl.reader.raw import RawSheet
from lkjip_xl.values import Value

FORM_HEADINGS = ("Uraian", "Isi", "Keterangan")
MAX_ROWS = 2000
"""Labels are looked for in this many rows; the largest form has about thirty."""


def bind_form(definition: SheetDef, sheet: RawSheet) -> SheetData:
    """The one record of a form sheet; blank fields that have a default get it.

    The label column is the one with most known labels, so an inserted column is followed.
    """
    label_column = _label_column(definition, sheet)
    data = SheetData(definition, sheet.name, 0, raw=sheet)
    if label_column:
        _bind_labels(data, sheet, label_column)
    data.missing.extend(column.key for column in definition.columns if column.key not in data.field_rows)
    data.records.append(Record(min(data.field_rows.values(), default=0), _values(data, sheet)))
    return data


def _label_column(definition: SheetDef, sheet: RawSheet) -> int:
    wanted = {normalised(column.heading) for column in definition.columns}
    matches: Counter[int] = Counter()
    for row in sorted(sheet.rows)[:MAX_ROWS]:
        for cell in sheet.rows[row]:
            if isinstance(cell.value, str) and normalised(cell.value) in wanted:
                matches[cell.column] += 1
    return min(matches, key=lambda column: (-matches[column], column), default=0)


def _bind_labels(data: SheetData, sheet: RawSheet, label_column: int) -> None:
    keys = {normalised(column.heading): column.key for column in data.definition.columns}
    heading = normalised(FORM_HEADINGS[0])
    unknown: list[tuple[int, str, str]] = []
    for row in sorted(sheet.rows)[:MAX_ROWS]:
        cell = sheet.cell(row, label_column)
        text = trimmed(cell.value) if cell else None
        if cell is None or not isinstance(text, str):
            continue
        key = keys.get(normalised(text))
        if key is None:
            if normalised(text) == heading and not data.heading_row:
                data.heading_row = row
            else:
                unknown.append((row, text, cell.address))
        elif key in data.field_rows:
            data.duplicated.append((key, cell.address))
        else:
            data.field_rows[key] = row
            data.columns[key] = label_column + 1
    first = data.heading_row or min(data.field_rows.values())
    data.unknown.extend((text, place) for row, text, place in unknown[:MAX_UNKNOWN_HEADINGS] if row > first)


def _values(data: SheetData, sheet: RawSheet) -> dict[str, Value]:
    values: dict[str, Value] = {}
    for column in data.definition.columns:
        row = data.field_rows.get(column.key)
        cell = sheet.cell(row, data.columns[column.key]) if row else None
        value = None if cell is None or column.computed else trimmed(cell.value)
        blank = value is None and not (cell is not None and lacks_result(cell))
        values[column.key] = column.default if blank else value
    return values
