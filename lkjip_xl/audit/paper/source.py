"""One examined file as the paper's sheets see it: the audit, the cross-table checks, and what the file says about itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from lkjip_xl.audit.finding import AuditFinding, Grade
from lkjip_xl.audit.grouping import group_findings
from lkjip_xl.audit.paper.words import verdict
from lkjip_xl.audit.run import AuditResult, Status
from lkjip_xl.checks.run import CheckResult, check
from lkjip_xl.checks.shown import plain_text
from lkjip_xl.intake.submission import Submission
from lkjip_xl.values import CellError, is_blank

OPEN_GRADES = (Grade.KRITIS, Grade.TINGGI)
"""Findings of these grades keep a statement from being drafted (issue 4)."""


@dataclass(frozen=True, slots=True)
class PaperFile:
    """A file of the paper under its number. ``check`` is None where the rules between tables do not apply: the file was not
    examined, or it is no workbook of ours. ``modified`` is the document's own time of its last change ("" where unknown)."""

    number: int
    result: AuditResult
    check: CheckResult | None = None
    modified: str = ""

    @property
    def name(self) -> str:
        """The file's name as sheets show it."""
        return plain_text(self.result.name, 120)

    @property
    def examined(self) -> bool:
        return self.result.status is Status.EXAMINED

    @property
    def submission(self) -> Submission | None:
        """The records of a workbook of ours."""
        return self.result.case.submission if self.result.case else None

    @property
    def kind(self) -> str:
        """What kind of workbook it is, in words."""
        if not self.examined:
            return "-"
        if self.result.case is None:
            return "Buku kerja lain (tanpa rumus resmi)"
        return "Laporan" if self.result.case.report else "Buku kerja standar"

    @property
    def findings(self) -> list[AuditFinding]:
        """Every finding, most serious first, then by money effect; a workbook without official formulas keeps its ranking."""
        groups = group_findings(self.result.findings, ranked=self.result.general is not None)
        return [finding for group in groups for finding in group.findings]

    @property
    def open_findings(self) -> int:
        """Findings that keep the statement from being drafted: Kritis and Tinggi."""
        counts = self.result.counts()
        return sum(counts[grade] for grade in OPEN_GRADES)

    @property
    def contradictions(self) -> int:
        """GALAT of the cross-table checks that no exception accepts; as heavy as Tinggi."""
        return sum(finding.blocks for finding in self.check.findings) if self.check else 0

    @property
    def verdict(self) -> str:
        """The verdict about the file in words."""
        if not self.examined:
            return verdict("tidak_diperiksa")
        if self.open_findings or self.contradictions:
            return verdict("berat")
        return verdict("catatan" if self.result.has_findings else "bersih")

    def field(self, key: str) -> str:
        """A field of sheet Instansi as text; "" where it is blank, faulty or absent."""
        value = self.submission.form("instansi").get(key) if self.submission else None
        if is_blank(value) or isinstance(value, CellError):
            return ""
        if isinstance(value, float) and value.is_integer():
            value = int(value)
        return plain_text(str(value), 200)


def paper_files(results: Sequence[AuditResult], modified: Sequence[str]) -> list[PaperFile]:
    """The files in the order they were given, numbered from 1; the cross-table checks run here."""
    return [
        PaperFile(number, result, check(result.case.submission) if result.case else None, time)
        for number, (result, time) in enumerate(zip(results, modified, strict=True), 1)
    ]
