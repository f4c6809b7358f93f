"""Periksa Rumus: every computed cell of the open workbook against the official formula and value."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from lkjip_xl.addin.buttons.audit_sheet import audit_sheet
from lkjip_xl.addin.buttons.desk import Desk, Said
from lkjip_xl.addin.buttons.opened import FINDINGS, open_book, without
from lkjip_xl.addin.buttons.validate import mark_formula, show_findings, unmarked, writable
from lkjip_xl.audit.build import build_case
from lkjip_xl.audit.cell_rules import CELL_RULES, examined
from lkjip_xl.audit.finding import AuditFinding, Grade
from lkjip_xl.audit.recognise import is_ours
from lkjip_xl.checks.finding import Severity
from lkjip_xl.errors import UsageError
from lkjip_xl.feedback.findings_sheet import FILLS
from lkjip_xl.reader.raw import RawWorkbook
from lkjip_xl.workbook.live.cells import MarkRule
from lkjip_xl.workbook.live.guard import quiet
from lkjip_xl.workbook.model import SheetModel

_NOT_OURS: Final = (
    "Buku kerja ini bukan buku kerja standar LKjIP, sehingga tidak ada rumus resmi untuk dibandingkan. "
    "Untuk buku kerja lain: lkjip periksa --umum BERKAS."
)
_SERIOUS: Final = {
    Grade.KRITIS: Severity.GALAT,
    Grade.TINGGI: Severity.GALAT,
    Grade.SEDANG: Severity.PERINGATAN,
    Grade.RENDAH: Severity.PERINGATAN,
    Grade.INFO: Severity.INFO,
}


def run(desk: Desk) -> Said:
    """Audit, list, mark; end on the sheet Temuan."""
    with quiet(desk.app) as progress:
        progress.say("membaca buku kerja …")
        opened = open_book(desk, formats=True)
        workbook = without(opened.whole, set(opened.made[FINDINGS]))
        if not is_ours(workbook):
            raise UsageError(_NOT_OURS)
        dependents = writable(opened)
        progress.say("memeriksa rumus …")
        findings = audit(workbook)
        progress.say("menulis temuan …")
        model = audit_sheet(desk.book.name, findings)
        skipped = show_findings(desk, opened, model, _rules(findings, model), dependents)
    return Said(_sentence(findings) + unmarked(skipped))


def audit(workbook: RawWorkbook) -> list[AuditFinding]:
    """Findings of the rules about cells. Those about the package (hidden things, names, protection, origin) need the file:
    ``lkjip periksa``."""
    return examined(build_case(workbook), workbook, CELL_RULES)


def _rules(findings: Sequence[AuditFinding], model: SheetModel) -> dict[str, list[MarkRule]]:
    """Sheet → rules, most serious first; grades of one colour share a rule."""
    found: dict[str, set[Severity]] = {}
    for finding in findings:
        if finding.sheet and finding.cell:
            found.setdefault(finding.sheet, set()).add(_SERIOUS[finding.grade])
    grades = {severity: [grade.value for grade in Grade if _SERIOUS[grade] is severity] for severity in Severity}
    return {
        sheet: [MarkRule(mark_formula(model, sheet, grades[level]), FILLS[level]) for level in Severity if level in levels]
        for sheet, levels in found.items()
    }


def _sentence(findings: Sequence[AuditFinding]) -> str:
    serious = sum(finding.grade is not Grade.INFO for finding in findings)
    if not findings:
        return "Rumus selesai diperiksa: tidak ada temuan."
    return f"Rumus selesai diperiksa: {serious} temuan, {len(findings) - serious} keterangan. Rinciannya di lembar Temuan."
