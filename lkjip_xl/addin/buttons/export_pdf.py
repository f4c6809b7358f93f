"""Ekspor > PDF: the report sheets as one file."""

from __future__ import annotations

from lkjip_xl.addin.buttons.desk import REPORT, Desk, Said
from lkjip_xl.addin.buttons.destination import beside, may_write
from lkjip_xl.definition.own_sheets import STAMP_NAME, is_report_sheet
from lkjip_xl.errors import UsageError
from lkjip_xl.workbook.live.guard import quiet
from lkjip_xl.workbook.live.ownership import own_sheets


def run(desk: Desk) -> Said:
    """Export the report sheets that are there; the workbook itself does not change."""
    book = desk.book
    sheets = own_sheets(book, REPORT)
    if not sheets and STAMP_NAME in book.names:
        sheets = [sheet.name for sheet in book.sheets if is_report_sheet(sheet.name)]
    if not sheets:
        raise UsageError("Belum ada lembar laporan. Tekan Buat Laporan dulu.")
    target = beside(book, "_laporan.pdf")
    if not may_write(desk, target):
        return Said("PDF tidak dibuat.")
    active = book.sheets.active.name
    with quiet(desk.app) as progress:
        progress.say("menyimpan PDF …")
        book.to_pdf(str(target), include=list(sheets))
        book.sheets[active].activate()
    return Said(f"PDF dibuat: {target}")
