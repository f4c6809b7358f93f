"""What the stages of a check share: the submission, the findings so far, and the cells that need no further finding."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from lkjip_xl.checks.catalogue import make_finding, not_checked
from lkjip_xl.checks.finding import Finding, Severity
from lkjip_xl.intake.submission import Record, SheetData, Submission
from lkjip_xl.values import Value


@dataclass(slots=True)
class Examination:
    """One run over one submission.

    ``settled`` holds (sheet, cell) of cells that a finding explains already; later stages leave them alone, so that one
    mistake is told once. ``stand_ins`` replace values a later stage cannot work with, by (definition key, record row).
    """

    submission: Submission
    findings: list[Finding] = field(default_factory=list)
    not_checked: list[tuple[str, str]] = field(default_factory=list)
    settled: set[tuple[str, str]] = field(default_factory=set)
    stand_ins: dict[tuple[str, int], dict[str, Value]] = field(default_factory=dict)

    def add(
        self, code: str, *, sheet: str = "", cell: str = "", heading: str = "", value: Value = None, **facts: str
    ) -> None:
        """Make a finding. A finding on a cell settles that cell; an INFO does not, for it explains no mistake."""
        finding = make_finding(code, sheet=sheet, cell=cell, heading=heading, value=value, **facts)
        self.findings.append(finding)
        if cell and finding.severity is not Severity.INFO:
            self.settled.add((sheet, cell))

    def add_at(self, code: str, data: SheetData, record: Record, key: str, value: Value, **facts: str) -> None:
        """Make a finding on a field of a record."""
        column = data.definition.by_key[key]
        self.add(
            code, sheet=data.found_name, cell=data.address(record, key), heading=column.heading, value=value,
            bantuan=column.help, **facts,
        )

    def is_settled(self, data: SheetData, record: Record, key: str) -> bool:
        """True where the field's cell needs no further finding; a field without a cell has its finding on the heading."""
        cell = data.address(record, key)
        return not cell or (data.found_name, cell) in self.settled

    def skip(self, name: str, **facts: str) -> None:
        """Record what could not be checked and why."""
        self.not_checked.append(not_checked(name, **facts))

    def stand_in(self, data: SheetData, record: Record, key: str, value: Value) -> None:
        """Let later stages see another value in a field whose own value has been reported."""
        self.stand_ins.setdefault((data.definition.key, record.row), {})[key] = value

    def rows(self, data: SheetData) -> list[Mapping[str, Value]]:
        """The values of every record, stand-ins in place."""
        if not self.stand_ins:
            return [record.values for record in data.records]
        key = data.definition.key
        return [
            {**record.values, **other} if (other := self.stand_ins.get((key, record.row))) else record.values
            for record in data.records
        ]
