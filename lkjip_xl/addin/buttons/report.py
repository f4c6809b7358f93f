"""Buat Laporan: the official tables as sheets of the open workbook, with formulas that look at its input sheets."""

from __future__ import annotations

import re
from collections.abc import Collection

from lkjip_xl.addin.buttons.desk import REPORT, Desk, Opened, Said, open_book
from lkjip_xl.addin.buttons.validate import sentence
from lkjip_xl.address import quote_sheet
from lkjip_xl.checks.run import check
from lkjip_xl.definition.own_sheets import STAMP_PREFIX, is_report_sheet
from lkjip_xl.errors import UsageError
from lkjip_xl.report import build_report
from lkjip_xl.workbook.live.guard import quiet
from lkjip_xl.workbook.live.sheets import write_sheets


def run(desk: Desk) -> Said:
    """Make the report sheets, in place of those of an earlier click; the input sheets stay as they are."""
    with quiet(desk.app) as progress:
        progress.say("membaca buku kerja …")
        opened = open_book(desk)
        if not opened.submission.sheets:
            raise UsageError("Buku kerja ini tidak memuat lembar isian LKjIP. Buat dengan tombol Templat Baru.")
        progress.say("menyusun tabel …")
        result = check(opened.submission)
        workbook = build_report(opened.submission, result.findings).workbook
        models = [model for model in workbook.sheets if is_report_sheet(model.name)]
        write_sheets(
            desk.book,
            REPORT,
            models,
            names={name: target for name, target in workbook.names.items() if name.startswith(STAMP_PREFIX)},
            adopted=opened.made[REPORT],
            dependents=formulas_on(opened, opened.made[REPORT]),
            say=progress.say,
        )
        desk.book.sheets[workbook.active].activate()
    return Said(f"Laporan dibuat: {len(models)} lembar di akhir buku kerja ini. {sentence(result)}")


def formulas_on(opened: Opened, sheets: Collection[str]) -> dict[str, dict[tuple[int, int], str]]:
    """Formulas on the user's own sheets that look at these sheets: replacing a sheet turns them into #REF!."""
    if not sheets:
        return {}
    spelled = {quote_sheet(name) for name in sheets} | {f"'{name}'" for name in sheets}
    looks = re.compile("|".join(rf"(?<![\w.']){re.escape(name)}!" for name in spelled))
    ours = {name for names in opened.made.values() for name in names}
    found: dict[str, dict[tuple[int, int], str]] = {}
    for sheet in opened.whole.sheets:
        if sheet.name in ours:
            continue
        for cell in sheet.cells():
            if cell.formula is not None and looks.search(cell.formula):
                found.setdefault(sheet.name, {})[cell.row, cell.column] = f"={cell.formula}"
    return found
