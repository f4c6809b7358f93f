"""Catatan Laporan: the machine-readable stamp, the settings used, the findings, and what was not carried over."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from lkjip_xl.address import absolute, quote_sheet
from lkjip_xl.definition.own_sheets import NOTES, STAMP_PREFIX
from lkjip_xl.definition.sheets import sheet_def
from lkjip_xl.tables.context import Context
from lkjip_xl.tables.layout import Column, TableSheet, TableSpec
from lkjip_xl.version import TEMPLATE_ID, TEMPLATE_VERSION, TOOL_VERSION
from lkjip_xl.workbook.model import SheetModel

COLUMNS = (Column("BUTIR", 34), Column("ISI", 44), Column("TEMPAT", 22), Column("KETERANGAN", 70))
NOTHING = "Tidak ada."


class Source(NamedTuple):
    """The submitted file a report was made from."""

    name: str
    sha256: str
    template_version: str


class NoteRow(NamedTuple):
    """A finding or a thing left out, as printed: what, where, explanation."""

    head: str
    detail: str
    place: str
    text: str


def _section(table: TableSheet, title: str) -> None:
    table.gap()
    table.line("label+tebal", title)


def _rows(table: TableSheet, rows: Sequence[NoteRow]) -> None:
    for row in rows:
        table.body([("teks", row.head), ("teks", row.detail), ("teks", row.place), ("teks", row.text)])
    if not rows:
        table.line("label", NOTHING)


def build(
    context: Context, source: Source, findings: Sequence[NoteRow], left_out: Sequence[NoteRow]
) -> tuple[SheetModel, dict[str, str]]:
    """The sheet, and named cells ``lkjip_cap_*`` for programs that read the stamp."""
    table = TableSheet(TableSpec(NOTES, ("CATATAN LAPORAN",), COLUMNS, landscape=True))
    table.start()
    names: dict[str, str] = {}
    stamp = {
        "templat": ("Templat", TEMPLATE_ID),
        "versi_templat": ("Versi templat", TEMPLATE_VERSION),
        "versi_templat_sumber": ("Versi templat berkas sumber", source.template_version),
        "versi_alat": ("Versi lkjip_xl", TOOL_VERSION),
        "berkas": ("Berkas sumber", source.name),
        "sha256": ("SHA-256 berkas sumber", source.sha256),
    }
    for key, (label, text) in stamp.items():
        names[f"{STAMP_PREFIX}{key}"] = f"={quote_sheet(NOTES)}!{absolute(table.row, 2)}"
        table.body([("teks", label), ("teks", text), ("teks", ""), ("teks", "")])
    _section(table, "Pengaturan yang dipakai")
    for column in sheet_def("pengaturan").columns:
        ref = context.book.form_ref("pengaturan", column.key)
        value = column.default if ref.value is None else ref.value
        names[f"{STAMP_PREFIX}pengaturan_{column.key}"] = f"={quote_sheet(NOTES)}!{absolute(table.row, 2)}"
        table.body([("teks", column.heading), ("teks", value), ("teks", ""), ("teks", column.help)])
    _section(table, "Temuan pada berkas sumber")
    _rows(table, findings)
    _section(table, "Isi berkas sumber yang tidak dibawa ke laporan")
    _rows(table, left_out)
    return table.finish(), names
