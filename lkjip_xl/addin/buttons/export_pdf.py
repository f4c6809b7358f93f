"""Ekspor > PDF: the report sheets as one file."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from lkjip_xl.addin.buttons.desk import Desk, Said
from lkjip_xl.addin.buttons.destination import beside, may_write
from lkjip_xl.addin.buttons.opened import REPORT
from lkjip_xl.definition.own_sheets import STAMP_NAME, is_report_sheet
from lkjip_xl.errors import UsageError
from lkjip_xl.workbook.live.guard import in_words, quiet
from lkjip_xl.workbook.live.locks import read_locks
from lkjip_xl.workbook.live.ownership import own_sheets

if TYPE_CHECKING:
    from xlwings import Book


def run(desk: Desk) -> Said:
    """Export the report sheets that can be seen; the workbook itself does not change."""
    book = desk.book
    with in_words():
        sheets = _report_sheets(book)
        active = book.sheets.active.name
    if not sheets:
        raise UsageError("Belum ada lembar laporan. Tekan Buat Laporan dulu.")
    # Sheets are left out of the PDF by hiding them for a moment, which a read-only workbook allows.
    replace(read_locks(book), read_only=False).refuse(sheets=True)
    target = beside(book, "_laporan.pdf")
    if not may_write(desk, target):
        return Said("PDF tidak dibuat.")
    target.unlink(missing_ok=True)  # where a reader holds the old file open, the system says so; Excel's error would not
    with quiet(desk.app) as progress:
        progress.say("menyimpan PDF …")
        try:
            book.to_pdf(str(target), include=list(sheets))
        finally:
            book.sheets[active].activate()
    return Said(f"PDF dibuat: {target}")


def _report_sheets(book: Book) -> list[str]:
    """Visible report sheets of an earlier click, or those of a report file."""
    made = set(own_sheets(book, REPORT))
    of_file = not made and STAMP_NAME in book.names
    return [
        sheet.name for sheet in book.sheets if is_report_sheet(sheet.name) and (of_file or sheet.name in made) and sheet.visible
    ]
