"""What the answers of the checklist look at: one file with its records and the findings of the checks."""

from __future__ import annotations

from dataclasses import dataclass

from lkjip_xl.address import cell_place
from lkjip_xl.audit.paper.checklist_items import Item
from lkjip_xl.audit.paper.source import PaperFile
from lkjip_xl.checks.finding import Finding, Severity
from lkjip_xl.checks.run import CheckResult
from lkjip_xl.intake.submission import Submission


@dataclass(frozen=True, slots=True)
class Subject:
    """A file that has records."""

    file: PaperFile
    submission: Submission
    check: CheckResult

    def against(self, item: Item) -> list[Finding]:
        """Findings that count against an item; INFO and waived ones do not."""
        return [
            finding
            for finding in self.check.findings
            if finding.code in item.codes and not finding.waiver and finding.severity is not Severity.INFO
        ]

    def unit(self, finding: Finding, field: str) -> str:
        """What the row of a finding names in a column; "" where it stands on no row that has it."""
        row = cell_place(finding.cell)[0] if finding.cell else 0
        data = next((data for data in self.submission.sheets.values() if data.found_name == finding.sheet), None)
        record = next((record for record in data.records if record.row == row), None) if data else None
        return str(record.values.get(field)) if record else ""
