"""A table sheet: headings found wherever they stand, one record for every row that holds an entry."""

from __future__ import annotations

from lkjip_xl.definition.sheets import SheetDef
from lkjip_xl.intake.names import normalised
from lkjip_xl.intake.submission import Record, SheetData
from lkjip_xl.intake.trim import lacks_result, trimmed
from lkjip_xl.reader.raw import RawCell, RawSheet
from lkjip_xl.values import Value

HEADING_SEARCH_ROWS = 15
"""Headings are looked for in this many rows from the top; the row with most known headings is the heading row."""
LEAST_HEADINGS = 2
"""A single matching word is no heading row: the sheet's title may be one."""
MAX_UNKNOWN_HEADINGS = 200

def bind_table(definition: SheetDef, sheet: RawSheet) -> SheetData:
    """The records of a table sheet. Without a heading row nothing is read and every column counts as missing."""
    data = SheetData(definition, sheet.name, _heading_row(definition, sheet), raw=sheet)
    if data.heading_row:
        _bind_headings(data, sheet.rows[data.heading_row])
        _read_records(data, sheet)
    data.missing.extend(column.key for column in definition.columns if column.key not in data.columns)
    return data


def _heading_row(definition: SheetDef, sheet: RawSheet) -> int:
    wanted = {normalised(column.heading) for column in definition.columns}
    best, most = 0, LEAST_HEADINGS - 1
    for row in range(1, HEADING_SEARCH_ROWS + 1):
        texts = {normalised(cell.value) for cell in sheet.rows.get(row, ()) if isinstance(cell.value, str)}
        if len(texts & wanted) > most:
            best, most = row, len(texts & wanted)
    return best


def _bind_headings(data: SheetData, cells: list[RawCell]) -> None:
    keys = {normalised(column.heading): column.key for column in data.definition.columns}
    for cell in cells:
        text = trimmed(cell.value)
        if text is None:
            continue
        key = keys.get(normalised(text)) if isinstance(text, str) else None
        if key is None:
            if len(data.unknown) < MAX_UNKNOWN_HEADINGS:
                data.unknown.append((str(text), cell.address))
        elif key in data.columns:
            data.duplicated.append((key, cell.address))
        else:
            data.columns[key] = cell.column


def _read_records(data: SheetData, sheet: RawSheet) -> None:
    """One record per row with an entry in an input column. What stands in a computed column is not data: it is left to
    the audit, which finds it through ``SheetData.raw_cell``; what was typed there is listed."""
    by_key = data.definition.by_key
    inputs = {column: key for key, column in data.columns.items() if not by_key[key].computed}
    computed = {column: key for key, column in data.columns.items() if by_key[key].computed}
    blank: dict[str, Value] = dict.fromkeys(by_key)
    for row in sorted(sheet.rows):
        if row <= data.heading_row:
            continue
        values: dict[str, Value] | None = None
        for cell in sheet.rows[row]:
            key = inputs.get(cell.column)
            if key is None:
                if cell.formula is None and cell.column in computed:
                    data.typed_over.append((row, computed[cell.column]))
                continue
            value = trimmed(cell.value)
            if value is not cell.value:
                data.padded.append((row, key))
            if value is None:
                if not lacks_result(cell):
                    continue
                data.unfinished.add(key)
            if values is None:
                values = blank.copy()
            values[key] = value
        if values is not None:
            data.records.append(Record(row, values))
