"""Daftar Tabel: every table of the report with a link, and the tables left out with the reason."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from lkjip_xl.address import quote_sheet
from lkjip_xl.definition.own_sheets import LIST_OF_TABLES
from lkjip_xl.tables.context import Context
from lkjip_xl.tables.layout import Column, TableSheet, TableSpec
from lkjip_xl.tables.office import office_title, year_title
from lkjip_xl.workbook.model import Link, SheetModel

COLUMNS = (Column("NO", 6), Column("LEMBAR", 24), Column("JUDUL", 78))


class Entry(NamedTuple):
    """A table in the list: its sheet and its title."""

    sheet: str
    title: str


def build(context: Context, entries: Sequence[Entry], omitted: Sequence[str]) -> SheetModel:
    """The list, first sheet of the report."""
    titles = (year_title(context, "DAFTAR TABEL LAPORAN KINERJA TAHUN "), office_title(context))
    table = TableSheet(TableSpec(LIST_OF_TABLES, titles, COLUMNS))
    table.start()
    for number, entry in enumerate(entries, 1):
        table.sheet.links.append(Link(table.row, 2, f"{quote_sheet(entry.sheet)}!A1", f"Buka lembar {entry.sheet}"))
        table.body([("teks+tengah", number), ("tautan", entry.sheet), ("teks", entry.title)])
    table.gap(4)
    table.footnotes(*omitted)
    return table.finish()
