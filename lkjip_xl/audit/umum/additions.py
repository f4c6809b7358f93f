"""Formulas that only add: ``SUM(F12:F18)``, ``F10+F15+F20``, and which rows (or columns) they add.

``expand`` follows totals of totals in one column down to the rows that are no totals themselves.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

from lkjip_xl.audit.evaluate.grid import Area, CellId, Grid, Slot, place
from lkjip_xl.audit.evaluate.recalculation import Plan
from lkjip_xl.audit.formula.tree import Binary, Call, Node, Number
from lkjip_xl.audit.formula.tree import Slot as Reference

MOST_TIMES: Final = 1_000
"""So often a row is counted at most: chains of doublings would make endless numbers."""
_ROUNDING: Final = frozenset({"ROUND", "ROUNDUP", "ROUNDDOWN"})


class Budget:
    """How many cells of ranges may still be looked at; when it is spent, pattern rules stop and the report says so."""

    def __init__(self, steps: int) -> None:
        self.left = steps

    def take(self, steps: int) -> bool:
        """True while there is room."""
        self.left -= steps
        return self.left >= 0

    def take_for(self, plan: Plan) -> bool:
        """``take`` for every cell that a formula looks at, where there is room for all of them."""
        steps = sum(slot.rows * slot.columns if isinstance(slot, Area) else 1 for slot in plan.slots)
        return steps <= self.left and self.take(steps)

    @property
    def spent(self) -> bool:
        return self.left < 0


class Addition(NamedTuple):
    """A total over one column of its own sheet: ``rows`` as often as they are added, ``areas`` and ``singles`` as written."""

    cell: CellId
    row: int
    column: int
    rows: tuple[int, ...]
    areas: tuple[tuple[int, int], ...]
    singles: tuple[int, ...]


def terms(plan: Plan) -> tuple[Slot, ...] | None:
    """The slots that a formula adds, or None where it does anything else."""
    found: list[Slot] = []
    return tuple(found) if _collect(plan.shape.tree, plan.slots, found) and found else None


def _collect(node: Node, slots: tuple[Slot, ...], found: list[Slot]) -> bool:
    if isinstance(node, Reference):
        found.append(slots[node.index])
        return True
    if isinstance(node, Binary) and node.operator == "+":
        return _collect(node.left, slots, found) and _collect(node.right, slots, found)
    if isinstance(node, Call) and node.name in _ROUNDING and len(node.arguments) == 2 and isinstance(node.arguments[1], Number):
        return _collect(node.arguments[0], slots, found)
    if isinstance(node, Call) and node.name == "SUM":
        return all(_collect(argument, slots, found) for argument in node.arguments)
    return False


def vertical(cell: CellId, plan: Plan, budget: Budget) -> Addition | None:
    """The formula as a total over its own column, None where it is none."""
    sheet, row, column = place(cell)
    slots = terms(plan)
    if slots is None:
        return None
    areas: list[tuple[int, int]] = []
    singles: list[int] = []
    for slot in slots:
        if isinstance(slot, Area):
            if slot.sheet != sheet or slot.columns != 1 or slot.left != column or slot.top <= row <= slot.bottom:
                return None
            areas.append((slot.top, slot.bottom))
        else:
            other, at, own = place(slot)
            if slot < 0 or other != sheet or own != column or at == row:
                return None
            singles.append(at)
    if not budget.take(len(singles) + sum(last - first + 1 for first, last in areas)):
        return None
    rows = [found for first, last in areas for found in range(first, last + 1)] + singles
    return Addition(cell, row, column, tuple(rows), tuple(areas), tuple(singles))


def additions_of(grid: Grid, plans: Mapping[CellId, Plan], budget: Budget) -> dict[int, dict[int, dict[int, Addition]]]:
    """Every total over its own column: sheet → column → row."""
    found: dict[int, dict[int, dict[int, Addition]]] = {}
    for cell, plan in plans.items():
        if budget.spent:
            break
        addition = vertical(cell, plan, budget)
        if addition is not None:
            found.setdefault(place(cell)[0], {}).setdefault(addition.column, {})[addition.row] = addition
    return found


class Expansion:
    """How often every plain row of one column goes into each of its totals."""

    def __init__(self, totals: Mapping[int, Addition], budget: Budget) -> None:
        self._totals = totals
        self._budget = budget
        self._known: dict[int, Counter[int]] = {}

    def of(self, row: int) -> Counter[int]:
        """Plain rows → how often they are counted in the total at ``row``; empty inside a circle."""
        stack, opened = [row], set[int]()
        while stack:
            current = stack[-1]
            if current in self._known:
                stack.pop()
                continue
            waiting = [below for below in self._below(current) if below not in self._known and below not in opened]
            if waiting and current not in opened and not self._budget.spent:
                opened.add(current)
                stack.extend(waiting)
                continue
            self._known[current] = self._count(current)
            stack.pop()
        return self._known[row]

    def _below(self, row: int) -> Iterator[int]:
        return (found for found in dict.fromkeys(self._totals[row].rows) if found in self._totals)

    def _count(self, row: int) -> Counter[int]:
        counted: Counter[int] = Counter()
        for found, times in Counter(self._totals[row].rows).items():
            if found not in self._totals:
                counted[found] += times
                continue
            inner = self._known.get(found, Counter())
            if not self._budget.take(len(inner)):
                break
            for below, often in inner.items():
                counted[below] = min(counted[below] + often * times, MOST_TIMES)
        return counted
