"""``validasi --tandai``: a copy of the submitted file with the sheet Temuan first and every faulty cell marked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from lkjip_xl.address import cell_place
from lkjip_xl.checks.catalogue import phrase
from lkjip_xl.checks.finding import Finding
from lkjip_xl.checks.run import CheckResult
from lkjip_xl.feedback.findings_sheet import FILLS, WAIVED_FILL, findings_sheet, marks_of
from lkjip_xl.workbook.patch import Mark, PatchPlan, PatchResult, apply_patch

LONGEST_NOTE: Final = 1000
"""Characters of a note; what is longer is read on the sheet Temuan."""


def _note(findings: Sequence[Finding]) -> str:
    parts = []
    for finding in findings:
        text = f"{finding.severity} {finding.code}: {finding.message}\nSaran: {finding.advice}"
        if finding.waiver:
            text += f"\n{phrase('pengecualian_dibaca', pengecualian=finding.waiver)}"
        parts.append(text)
    note = "\n\n".join(parts)
    return note if len(note) <= LONGEST_NOTE else note[: LONGEST_NOTE - 1] + "…"


def marked_copy(data: bytes, file_name: str, result: CheckResult) -> PatchResult:
    """The file's bytes with its findings written into it. Marks of an earlier run are replaced, not piled up; every part that
    need not change keeps its bytes. Raises RefusedFileError where the package cannot be changed safely."""
    marks = {
        sheet: {
            cell_place(cell): Mark(WAIVED_FILL if listed[0].waiver else FILLS[listed[0].severity], _note(listed))
            for cell, listed in cells.items()
        }
        for sheet, cells in marks_of(result.findings).items()
    }
    return apply_patch(data, PatchPlan(marks=marks, first_sheet=findings_sheet(file_name, result), remove_marks=True))
