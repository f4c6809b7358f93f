"""What a cell holds that is no plain value: error values, numbers as text, formulas without a result, merged cells.

These come before the schema: a cell explained here gets no further finding, and a stand-in takes the place of a value the
schema engine cannot hold. Nothing is repaired.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Iterator, Mapping
from operator import itemgetter
from typing import Final, NamedTuple

from lkjip_xl.address import cell_name
from lkjip_xl.checks.catalogue import phrase
from lkjip_xl.checks.examination import Examination
from lkjip_xl.checks.shown import plain_number, plain_text
from lkjip_xl.checks.typed_number import TypedNumber, is_placeholder, read_typed_number
from lkjip_xl.definition.sheets import ColumnDef
from lkjip_xl.intake.submission import Record, SheetData
from lkjip_xl.intake.trim import lacks_result
from lkjip_xl.reader.raw import RawCell
from lkjip_xl.values import CellError, Value

LONGEST_PLACEHOLDER: Final = 20
_NUMBERS_OR_BLANK: Final = frozenset({int, float, type(None)})
_TEXTS_TOO: Final = _NUMBERS_OR_BLANK | {str}
MAX_MERGED_CELLS: Final = 100_000
"""Cells under merges that are looked at per sheet; a hostile file can overlap merges without end."""


class _Plan(NamedTuple):
    """What to look for in a column. Cells stored as ``fine`` need no look (unless their style shows a date)."""

    column: ColumnDef
    numeric: bool
    placeholder_is_blank: bool
    fine: str

    @property
    def wanted(self) -> str:
        """What the column holds, in a word."""
        return phrase("jenis_angka" if self.numeric else "jenis_teks")


def examine_values(examination: Examination) -> None:
    """Findings on single cells, before the schema."""
    styles = examination.submission.workbook.styles
    dates = frozenset(number for number, style in enumerate(styles) if style.is_date)
    for data in examination.submission.sheets.values():
        _merged_cells(examination, data)
        plans = {column.key: _plan(data, column) for column in data.definition.columns if not column.computed}
        for record, key, cell in _doubtful_cells(data, plans, dates):
            _judge(examination, data, record, plans[key], cell, is_date=cell.style in dates)


def examine_spaces(examination: Examination) -> None:
    """Surrounding whitespace where it matters: codes, keys and dropdowns are compared by formulas. Runs after the schema,
    whose findings say more about the same cell."""
    for data in examination.submission.sheets.values():
        watched = [
            column.key
            for column in data.definition.columns
            if not column.computed and (column.is_key or column.format == "kode" or "string" in map(_json_type, column.choices))
        ]
        for record, key, typed in _padded(data, watched):
            if not examination.is_settled(data, record, key):
                read = record.values[key]
                examination.add_at("NIL-09", data, record, key, typed, dibaca=f"“{plain_text(str(read))}”")


def _padded(data: SheetData, keys: Collection[str]) -> Iterator[tuple[Record, str, str]]:
    """Texts that were read as another text: (record, field, what stands in the cell)."""
    if data.definition.layout == "formulir":
        places = [(record, key) for record in data.records for key in keys]
    else:
        by_row = {record.row: record for record in data.records} if data.padded else {}
        places = [(by_row[row], key) for row, key in data.padded if row in by_row and key in keys]
    for record, key in places:
        cell, read = data.raw_cell(record, key), record.values[key]
        if cell is not None and type(cell.value) is str and type(read) is str and cell.value != read:
            yield record, key, cell.value


def _json_type(value: Value) -> str:
    return "string" if isinstance(value, str) else "number"


def _plan(data: SheetData, column: ColumnDef) -> _Plan:
    numeric = bool(column.types & {"number", "integer"})
    pattern = "pattern" in data.definition.schema["properties"][column.key]
    mixed = numeric and "string" in column.types
    fine = "" if mixed or pattern or column.choices else "n" if numeric else "ns"
    return _Plan(column, numeric, numeric or pattern or bool(column.choices), fine)


def _doubtful_cells(
    data: SheetData, plans: Mapping[str, _Plan], dates: frozenset[int]
) -> Iterator[tuple[Record, str, RawCell]]:
    """Input cells of records that are not plainly what their column wants."""
    if data.raw is None:
        return
    if data.definition.layout == "formulir":
        for record in data.records:
            for key in plans:
                if (cell := data.raw_cell(record, key)) is not None:
                    yield record, key, cell
        return
    rows_read = [record.values for record in data.records]
    doubtful = {
        key: plan
        for key, plan in plans.items()
        if key in data.columns
        and (key in data.unfinished or (plan.numeric and dates) or _holds_doubts(map(itemgetter(key), rows_read), plan))
    }
    by_column = {data.columns[key]: (key, plan.fine) for key, plan in doubtful.items()}
    rows = data.raw.rows if by_column else {}
    for record in data.records if by_column else ():
        for cell in rows[record.row]:
            found = by_column.get(cell.column)
            if found is None or (cell.kind in found[1] and cell.kind and cell.style not in dates):
                continue
            yield record, found[0], cell


def _holds_doubts(values: Iterable[Value], plan: _Plan) -> bool:
    """True where some cell of a column needs a look. Told from the values of the whole column: most columns are as they
    should be, and looking at every cell of a large sheet costs more than everything else here."""
    if plan.fine:
        return not set(map(type, values)) <= (_NUMBERS_OR_BLANK if plan.numeric else _TEXTS_TOO)
    strange = set(values) - set(plan.column.choices)
    if not set(map(type, strange)) <= _TEXTS_TOO:
        return True
    texts = [value for value in strange if isinstance(value, str)]
    return bool(texts) and (plan.numeric or any(is_placeholder(text) for text in texts if len(text) <= LONGEST_PLACEHOLDER))


def _judge(
    examination: Examination, data: SheetData, record: Record, plan: _Plan, cell: RawCell, *, is_date: bool
) -> None:
    column, value = plan.column, record.values[plan.column.key]
    if lacks_result(cell):
        examination.add_at("NIL-06", data, record, column.key, None)
        examination.stand_in(data, record, column.key, "?")
    elif isinstance(value, CellError):
        examination.add_at("NIL-01", data, record, column.key, value)
        examination.stand_in(data, record, column.key, str(value))
    elif isinstance(value, bool):
        examination.add_at("NIL-07", data, record, column.key, value, jenis_isi=plan.wanted)
    elif plan.numeric and (is_date or cell.kind == "d") and value is not None:
        examination.add_at("NIL-08", data, record, column.key, value)
    elif isinstance(value, str) and value not in column.choices:
        if plan.placeholder_is_blank and is_placeholder(value):
            examination.add_at("NIL-05", data, record, column.key, value, jenis_isi=plan.wanted)
        elif plan.numeric and (found := read_typed_number(value)):
            _typed_number(examination, data, record, column, value, found)


def _typed_number(
    examination: Examination, data: SheetData, record: Record, column: ColumnDef, value: str, found: TypedNumber
) -> None:
    """Say how the text reads, in the words of its style."""
    if found.unit:
        examination.add_at("NIL-04", data, record, column.key, value, satuan=f"“{plain_text(found.unit)}”")
        return
    if found.ambiguous and found.indonesian is not None and found.english is not None:
        readings = {"indonesia": plain_number(found.indonesian), "inggris": plain_number(found.english)}
        facts = {f"terbaca_{style}": text for style, text in readings.items()}
        facts |= {f"ketikan_{style}": text.replace(".", "") for style, text in readings.items()}
        examination.add_at("NIL-03", data, record, column.key, value, **facts)
        return
    reading = plain_number((found.english if found.indonesian is None else found.indonesian) or 0.0)
    style = phrase("gaya_inggris" if found.indonesian is None else "gaya_indonesia")
    examination.add_at("NIL-02", data, record, column.key, value, terbaca=reading, ketikan=reading.replace(".", ""), gaya=style)


def _merged_cells(examination: Examination, data: SheetData) -> None:
    """One finding per merge in the rows of a table; the cells it hides are settled with it."""
    if data.raw is None or data.definition.layout == "formulir" or not data.records:
        return
    rows = [record.row for record in data.records]
    inputs = {column: key for key, column in data.columns.items() if not data.definition.by_key[key].computed}
    budget = MAX_MERGED_CELLS
    for first_row, first_column, last_row, last_column in data.raw.merges:
        inside = rows[bisect_left(rows, first_row) : bisect_right(rows, last_row)]
        columns = [column for column in inputs if first_column <= column <= last_column]
        if first_row <= data.heading_row or not inside or not columns or budget <= 0:
            continue
        budget -= len(inside) * len(columns)
        area = f"{cell_name(first_row, first_column)}:{cell_name(last_row, last_column)}"
        first = data.raw.cell(first_row, first_column)
        heading = data.definition.by_key[inputs[columns[0]]].heading
        examination.add("NIL-10", sheet=data.found_name, cell=area, heading=heading, value=first.value if first else None)
        covered = {cell_name(row, column) for row in inside for column in columns}
        covered.discard(cell_name(first_row, first_column))
        examination.settled.update((data.found_name, cell) for cell in covered)
