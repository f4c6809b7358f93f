"""Findings as people read them: most serious first, what moves money before what does not, equal ones together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from lkjip_xl.audit.finding import GRADES, AuditFinding, Grade
from lkjip_xl.checks.grouping import join_cells


@dataclass(frozen=True, slots=True)
class AuditGroup:
    """Findings of one rule and case on one sheet under one heading."""

    code: str
    grade: Grade
    title: str
    sheet: str
    heading: str
    findings: tuple[AuditFinding, ...]

    @property
    def cells(self) -> str:
        """The cells in short form: ``K7:K9, K12``."""
        return join_cells(finding.cell for finding in self.findings if finding.cell)

    @property
    def impact(self) -> float:
        """The largest money effect among them, without its sign; 0 where none moves money."""
        return max(abs(finding.evidence.impact or 0.0) for finding in self.findings)


def group_findings(findings: Sequence[AuditFinding], *, ranked: bool = False) -> list[AuditGroup]:
    """The groups by grade, then by money effect, then in the order of the findings; ``ranked`` findings keep their order. No
    finding is lost."""
    alike: dict[tuple[str, str, str, str], list[AuditFinding]] = {}
    for finding in findings:
        alike.setdefault((finding.code, finding.variant, finding.sheet, finding.heading), []).append(finding)
    groups = [
        AuditGroup(listed[0].code, listed[0].grade, listed[0].title, listed[0].sheet, listed[0].heading, tuple(listed))
        for listed in alike.values()
    ]
    if ranked:
        return groups
    return sorted(groups, key=lambda group: (GRADES.index(group.grade), -group.impact))
