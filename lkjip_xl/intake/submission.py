"""A submitted workbook as records: every value under its field, every record with its row in the file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from lkjip_xl.address import cell_name
from lkjip_xl.definition.sheets import FORM_VALUE_COLUMN, SheetDef
from lkjip_xl.reader.raw import RawCell, RawSheet, RawWorkbook
from lkjip_xl.values import Value


class Record(NamedTuple):
    """One row of a table sheet, or the whole of a form sheet. ``values`` holds every declared column; blank is None."""

    row: int
    values: Mapping[str, Value]


@dataclass(slots=True)
class SheetData:
    """The records of one input sheet, and where each field stands in the submitted file.

    ``columns``: field → column number (on a form: the column of its value); ``field_rows``: field → row number (forms).
    ``unknown`` lists headings the definition does not know, as (text, cell address); ``missing`` the keys of fields that
    the sheet does not hold; ``duplicated`` the further places of a field that stands there twice, as (key, cell address).

    What binding a table sees on its way, so that nobody need look at every cell again, as (row, field): ``padded`` texts that
    were read without the whitespace around them, ``typed_over`` values without a formula in a computed column;
    ``unfinished`` are fields in which some formula has no result.
    """

    definition: SheetDef
    found_name: str
    heading_row: int
    columns: dict[str, int] = field(default_factory=dict)
    field_rows: dict[str, int] = field(default_factory=dict)
    records: list[Record] = field(default_factory=list)
    unknown: list[tuple[str, str]] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    duplicated: list[tuple[str, str]] = field(default_factory=list)
    raw: RawSheet | None = None
    padded: list[tuple[int, str]] = field(default_factory=list)
    typed_over: list[tuple[int, str]] = field(default_factory=list)
    unfinished: set[str] = field(default_factory=set)

    def address(self, record: Record, key: str) -> str:
        """Cell address of a field in the submitted file, or "" where the file has no such column."""
        place = self._place(record, key)
        return cell_name(*place) if place else ""

    def raw_cell(self, record: Record, key: str) -> RawCell | None:
        """The raw cell of a field: its formula, kind and style."""
        place = self._place(record, key)
        return self.raw.cell(*place) if place and self.raw else None

    def _place(self, record: Record, key: str) -> tuple[int, int] | None:
        if self.definition.layout == "formulir":
            row = self.field_rows.get(key)
            return (row, self.columns.get(key, FORM_VALUE_COLUMN)) if row else None
        column = self.columns.get(key)
        return (record.row, column) if column else None


@dataclass(slots=True)
class Submission:
    """Everything read from one standard workbook. ``sheets`` is keyed by definition key; a sheet that the file does not
    hold is absent. ``other_sheets`` are sheets this tool does not know; ``report_sheets`` those of an earlier report."""

    workbook: RawWorkbook
    template_id: str
    template_version: str
    sheets: dict[str, SheetData] = field(default_factory=dict)
    other_sheets: list[str] = field(default_factory=list)
    report_sheets: list[str] = field(default_factory=list)
    near_names: dict[str, str] = field(default_factory=dict)
    """Definition key of a missing sheet → name of an unknown sheet that looks like it."""
    left_out: list[tuple[str, str, str]] = field(default_factory=list)
    """(sheet, place, what): content of the file that a report does not carry over."""

    def records(self, key: str) -> list[Record]:
        """Records of a sheet; empty where the sheet is missing."""
        data = self.sheets.get(key)
        return data.records if data else []

    def form(self, key: str) -> Mapping[str, Value]:
        """The fields of a form sheet, defaults filled in; empty where the sheet is missing."""
        records = self.records(key)
        return records[0].values if records else {}
