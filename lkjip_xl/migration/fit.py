"""Do the carried values fit the current definition? What does not is carried as it is and listed: validation then marks it."""

from __future__ import annotations

from collections.abc import Iterator

from lkjip_xl.definition.sheets import ColumnDef, SheetDef, sheet_defs
from lkjip_xl.migration.rows import Misfit, Row, Rows
from lkjip_xl.values import CellError, Value, is_number
from lkjip_xl.version import TEMPLATE_VERSION

NOT_IN_LIST = "bukan pilihan kolom {heading} di lembar {sheet} (pilihan: {choices}); dibawa apa adanya"
WRONG_KIND = "kolom {heading} di lembar {sheet} memerlukan {kind}; dibawa apa adanya"
NEW_FIELD = "kolom wajib yang baru pada versi {version} dan tidak dapat diisi dari berkas lama; {count} baris kosong, isi sendiri"
NEW_LINE = "isian wajib yang baru pada versi {version} dan tidak dapat diisi dari berkas lama; isi sendiri"


def list_unfit(rows: Rows) -> Iterator[Misfit]:
    """Values that do not fit their column, and required columns for which the old file has nothing."""
    for definition in sheet_defs():
        records = rows.get(definition.key, [])
        for column in definition.columns:
            if column.computed:
                continue
            for row in records:
                value = row.values.get(column.key)
                if value is not None and (reason := _unfit(definition, column, value)):
                    yield Misfit(*row.where(column.key), value, reason)
            if column.required:
                yield from _unfilled(definition, column, records)


def _unfit(definition: SheetDef, column: ColumnDef, value: Value) -> str:
    facts = {"heading": column.heading, "sheet": definition.name}
    if column.choices and not isinstance(value, bool | CellError):
        if value in column.choices:
            return ""
        return NOT_IN_LIST.format(**facts, choices=", ".join(map(str, column.choices)))
    if not _has_kind(column, value):
        kind = "bilangan bulat" if "integer" in column.types else "angka" if "number" in column.types else "teks"
        return WRONG_KIND.format(**facts, kind=kind)
    return ""


def _has_kind(column: ColumnDef, value: Value) -> bool:
    if isinstance(value, bool | CellError):
        return False
    if isinstance(value, str):
        return "string" in column.types
    if isinstance(value, int | float) and is_number(value):
        return "number" in column.types or ("integer" in column.types and float(value).is_integer())
    return False


def _unfilled(definition: SheetDef, column: ColumnDef, records: list[Row]) -> Iterator[Misfit]:
    """A field that no column of the old template leads to. One that the file merely lacks has been told already."""
    blank = [row for row in records if row.values.get(column.key) is None and column.key not in row.places]
    if blank:
        form = definition.layout == "formulir"
        reason = (NEW_LINE if form else NEW_FIELD).format(version=TEMPLATE_VERSION, count=len(blank))
        yield Misfit(definition.name, "", f"{'uraian' if form else 'kolom'} {column.heading}", reason)
