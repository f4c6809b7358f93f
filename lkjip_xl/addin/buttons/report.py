"""Buat Laporan: the official tables as sheets of the open workbook, with formulas that look at its input sheets."""

from __future__ import annotations

from lkjip_xl.addin.buttons.desk import Desk, Said
from lkjip_xl.addin.buttons.opened import REPORT, dependents_on, open_submission
from lkjip_xl.checks.run import CheckResult, check
from lkjip_xl.definition.own_sheets import NOTES, STAMP_PREFIX, is_report_sheet
from lkjip_xl.report import build_report
from lkjip_xl.workbook.live.guard import quiet
from lkjip_xl.workbook.live.sheets import write_sheets


def run(desk: Desk) -> Said:
    """Make the report sheets, in place of those of an earlier click; the input sheets stay as they are."""
    with quiet(desk.app) as progress:
        progress.say("membaca buku kerja …")
        opened = open_submission(desk)
        dependents = dependents_on(opened, opened.made[REPORT])
        opened.locks.refuse(sheets=True, cells=dependents)
        progress.say("menyusun tabel …")
        result = check(opened.submission)
        workbook = build_report(opened.submission, result.findings).workbook
        models = [model for model in workbook.sheets if is_report_sheet(model.name)]
        write_sheets(
            desk.book,
            REPORT,
            models,
            replaces=opened.made[REPORT],
            names={name: target for name, target in workbook.names.items() if name.startswith(STAMP_PREFIX)},
            dependents=dependents,
            say=progress.say,
        )
        desk.book.sheets[workbook.active].activate()
    return Said(f"Laporan dibuat: {len(models)} lembar. {_findings(result)}")


def _findings(result: CheckResult) -> str:
    if not result.findings:
        return "Isiannya tanpa temuan."
    return f"Isiannya memiliki {len(result.findings)} temuan: lihat lembar {NOTES}, atau tekan Validasi untuk menandai selnya."
