"""The facts of every formula of any workbook: what is there (a) and whether its stored value is what it gives (c); issue 4.

The tolerance is that of audit.md §3; for sums and differences it looks at the largest number that went in, as far as the
budget goes. A difference that only this could settle is then left open, never called wrong.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from lkjip_xl.audit.evaluate.coercion import NotComputableError
from lkjip_xl.audit.evaluate.grid import Area, CellId, place
from lkjip_xl.audit.evaluate.recalculation import Plan, Recalculation
from lkjip_xl.audit.facts import CellFacts, Match, State
from lkjip_xl.audit.formula.tree import Binary, walk
from lkjip_xl.audit.tolerance import same_value
from lkjip_xl.audit.umum.additions import Budget
from lkjip_xl.reader.raw import RawCell
from lkjip_xl.values import Value, number

LARGE_APART: Final = 1_000.0
"""A difference of this size is none of rounding: it would need numbers of a trillion."""


def stored_facts(recalculation: Recalculation, budget: Budget) -> Iterator[CellFacts]:
    """One record a formula, in the order of the sheets."""
    grid = recalculation.grid
    for cell, raw in grid.formulas.items():
        plan, done = recalculation.plans.get(cell), cell not in recalculation.not_done
        recomputed = recalculation.values[cell] if done else None
        holds = _holds(recalculation, cell, raw, plan, budget) if raw.kind and done else None
        match = Match.BROKEN if cell in recalculation.broken else Match.NONE
        yield CellFacts(
            cell, grid.names[place(cell)[0]], raw.row, raw.column, "", 0, 0, State.FORMULA, raw.formula, "", match, None,
            raw.value, raw.kind != "", recomputed, holds, None, None, "", plan.slots if plan else (),
        )  # fmt: skip


def _holds(recalculation: Recalculation, cell: CellId, raw: RawCell, plan: Plan | None, budget: Budget) -> bool | None:
    recomputed = recalculation.values[cell]
    if same_value(raw.value, recomputed):
        return True
    apart = _apart(raw.value, recomputed)
    if plan is None or apart is None or apart >= LARGE_APART or _divides(plan):
        return False
    if not budget.take_for(plan):
        return None
    try:
        return same_value(raw.value, recomputed, "", lambda: _largest(recalculation, plan))
    except NotComputableError:
        return None


def _apart(first: Value, second: Value) -> float | None:
    a, b = number(first), number(second)
    return None if a is None or b is None else abs(a - b)


def _divides(plan: Plan) -> bool:
    """After a division large operands would let an absorption of 95 % pass for 90 %."""
    return any(isinstance(node, Binary) and node.operator == "/" for node in walk(plan.shape.tree))


def _largest(recalculation: Recalculation, plan: Plan) -> float:
    most = 0.0
    for slot in plan.slots:
        values = recalculation.read(slot) if isinstance(slot, Area) else (recalculation.get(slot),)
        most = max(most, *(abs(number(value) or 0.0) for value in values), 0.0)
    return most
