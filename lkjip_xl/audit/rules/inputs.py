"""The input cells of an audited workbook, in the names and places of the file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from lkjip_xl.audit.case import Case
from lkjip_xl.definition.sheets import ColumnDef
from lkjip_xl.intake.submission import SheetData
from lkjip_xl.reader.raw import RawCell
from lkjip_xl.values import Value


class InputCell(NamedTuple):
    """A filled input cell: its sheet in the file, its column of the definition, and the values of its record."""

    sheet: str
    column: ColumnDef
    cell: RawCell
    record: Mapping[str, Value]

    @property
    def numeric(self) -> bool:
        """True where only numbers belong."""
        return bool(self.column.types & {"number", "integer"}) and "string" not in self.column.types


def input_cells(case: Case) -> Iterator[InputCell]:
    """Every filled cell of an input column, sheet by sheet."""
    for data in case.submission.sheets.values():
        placement = case.placements.get(data.definition.name)
        if placement is not None and data.raw is not None:
            found = _form_cells(data) if data.definition.layout == "formulir" else _table_cells(data)
            yield from (InputCell(placement.found, *item) for item in found)


def _form_cells(data: SheetData) -> Iterator[tuple[ColumnDef, RawCell, Mapping[str, Value]]]:
    for record in data.records:
        for column in data.definition.columns:
            cell = None if column.computed else data.raw_cell(record, column.key)
            if cell is not None:
                yield column, cell, record.values


def _table_cells(data: SheetData) -> Iterator[tuple[ColumnDef, RawCell, Mapping[str, Value]]]:
    by_key = data.definition.by_key
    by_column = {column: by_key[key] for key, column in data.columns.items() if not by_key[key].computed}
    rows = data.raw.rows if data.raw else {}
    for record in data.records:
        for cell in rows[record.row]:
            column = by_column.get(cell.column)
            if column is not None:
                yield column, cell, record.values
