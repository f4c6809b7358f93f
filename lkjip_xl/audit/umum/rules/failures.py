"""Rule C06: error values, where they begin. A formula that only passes on the error of a cell it looks at is not told again."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator

from lkjip_xl.audit.catalogue import make_finding
from lkjip_xl.audit.evaluate.grid import LOST, Area, CellId, Slot, place
from lkjip_xl.audit.finding import AuditFinding
from lkjip_xl.audit.umum.signal import Signal
from lkjip_xl.audit.umum.survey import Survey
from lkjip_xl.checks.shown import plain_text
from lkjip_xl.values import CellError


def failure_signals(survey: Survey) -> Iterator[Signal]:
    """Formulas that give an error by themselves, and typed errors; one cause a column."""
    recalculation, grid = survey.case.recalculation, survey.case.grid
    failed = sorted(cell for cell, value in recalculation.values.items() if type(value) is CellError and cell != LOST)
    by_column: dict[tuple[int, int], list[int]] = defaultdict(list)
    for cell in failed:
        sheet, row, column = place(cell)
        by_column[sheet, column].append(row)
    errors = set(failed)
    for cell in failed:
        variant = "rumus" if cell in grid.formulas else "masukan"
        plan = recalculation.plans.get(cell)
        if plan is None or not any(_holds_error(survey, slot, cell, errors, by_column) for slot in plan.slots):
            yield Signal("C06", variant, cell, cause=place(cell)[2])


def broken_numbers(survey: Survey) -> list[AuditFinding]:
    """C06 for texts such as ``1e400`` in the place of a number."""
    return [
        make_finding("C06", "angka_rusak", sheet=note.sheet, cell=note.cell, isi=f"“{plain_text(note.detail)}”")
        for note in survey.case.workbook.notes
        if note.code == "BAD_NUMBER" and note.cell
    ]


def _holds_error(
    survey: Survey, slot: Slot, own: CellId, errors: set[CellId], by_column: dict[tuple[int, int], list[int]]
) -> bool:
    if not isinstance(slot, Area):
        return slot in errors and slot != own
    right = slot.left + slot.columns - 1
    for (sheet, column), rows in by_column.items():
        if sheet != slot.sheet or not slot.left <= column <= right or not survey.budget.take(1):
            continue
        start = bisect_left(rows, slot.top)
        if start < len(rows) and rows[start] < slot.top + slot.rows:
            return True
    return False
