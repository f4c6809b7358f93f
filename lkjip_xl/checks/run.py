"""All checks, one run: every stage runs, and what could not be checked says why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import date
from typing import Final, NamedTuple

from lkjip_xl.address import cell_place
from lkjip_xl.checks.examination import Examination
from lkjip_xl.checks.finding import Finding, Severity
from lkjip_xl.checks.rules_stage import examine_rules
from lkjip_xl.checks.schema_stage import examine_schema
from lkjip_xl.checks.structure_stage import examine_structure
from lkjip_xl.checks.value_stage import examine_spaces, examine_values
from lkjip_xl.checks.waivers import apply_waivers
from lkjip_xl.intake.submission import Submission

STAGES: Final[tuple[Callable[[Examination], None], ...]] = (
    examine_structure,
    examine_values,
    examine_schema,
    examine_spaces,
    examine_rules,
)
"""In this order: a later stage leaves cells alone that an earlier one explained."""


class CheckResult(NamedTuple):
    """What the checks found. ``findings`` stand in reading order, those about the whole file first; ``not_checked`` lists
    (what, why) of everything that could not be checked."""

    findings: tuple[Finding, ...]
    not_checked: tuple[tuple[str, str], ...]

    @property
    def has_errors(self) -> bool:
        """True where at least one finding is a GALAT that no waiver accepts."""
        return any(finding.blocks for finding in self.findings)

    @property
    def waived(self) -> int:
        """Number of findings that a waiver accepts."""
        return sum(bool(finding.waiver) for finding in self.findings)

    def counts(self) -> dict[Severity, int]:
        """Number of findings of every severity, zeros included; waived ones are not counted."""
        found = Counter(finding.severity for finding in self.findings if not finding.waiver)
        return {severity: found[severity] for severity in Severity}


def check(submission: Submission, tanggal: date | None = None) -> CheckResult:
    """Run every stage on a submission. ``tanggal`` is the day on which waivers must be valid; without it, the date the
    workbook gives its report."""
    examination = Examination(submission)
    for stage in STAGES:
        stage(examination)
    apply_waivers(examination, tanggal)
    sheets = {sheet.name: number for number, sheet in enumerate(submission.workbook.sheets, 1)}

    def reading_order(finding: Finding) -> tuple[int, int, int, str]:
        row, column = cell_place(finding.cell) if finding.cell else (0, 0)
        return sheets.get(finding.sheet, 0) if finding.sheet else 0, row, column, finding.code

    return CheckResult(tuple(sorted(examination.findings, key=reading_order)), tuple(examination.not_checked))
