"""Do two formulas mean the same? Decided by value, on the actual inputs and on probing ones (audit.md A04), not by algebra.

The probes change the typed cells that both formulas rest on: other numbers, zeros, other texts, numbers where nothing or a text
stands, and exactly the bounds and words that stand in the formulas.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice, product
from random import Random
from typing import Final

from lkjip_xl.audit.difference import Difference
from lkjip_xl.audit.evaluate.coercion import NotComputableError
from lkjip_xl.audit.evaluate.compile import compile_tree
from lkjip_xl.audit.evaluate.grid import LOST, Area, CellId
from lkjip_xl.audit.evaluate.recalculation import Plan, Recalculation
from lkjip_xl.audit.formula.normalise import Shape
from lkjip_xl.audit.formula.tree import Binary, Node, Number, Slot, Text, walk
from lkjip_xl.audit.tolerance import same_value
from lkjip_xl.values import CellError, Value

Changes = dict[CellId, Value]
MAX_LEAVES: Final = 20_000
"""Typed cells below a formula that probes may change; beyond that the question stays open."""
SINGLE: Final = 12
"""So many cells are also changed one by one."""
MAX_CONSTANTS: Final = 8
MAX_BRANCHES: Final = 64
WORK: Final = 20_000_000
"""Cells probed in one workbook: a file full of altered formulas must not take forever."""
_SEED: Final = 20_240_101


class MeaningTest:
    """Compares formulas of one workbook by value, within a budget of work."""

    def __init__(self, recalculation: Recalculation) -> None:
        self._recalculation = recalculation
        self._work_left = WORK

    def same(self, found: Plan, official: Plan, listed: Sequence[Difference]) -> bool:
        """True where every difference is another way to write the same: the two parts in which it lies give equal values on the
        actual inputs and on every probe. Parts are compared, not whole formulas, so that a branch not taken hides nothing."""
        return all(
            difference.decided_by_value
            and self._equal_parts(_part(found, difference.found), _part(official, difference.official))
            for difference in listed
        )

    def _equal_parts(self, first: Plan, second: Plan) -> bool:
        leaves = self._leaves((first, second))
        if leaves is None:
            return False
        for changes in self._probes(leaves, (first, second)):
            self._work_left -= len(leaves) + 20
            if self._work_left < 0 or not self._equal(first, second, changes):
                return False
        return True

    def _equal(self, first: Plan, second: Plan, changes: Changes) -> bool:
        try:
            one, other = (self._recalculation.with_changes(changes).value(plan) for plan in (first, second))
        except NotComputableError:
            return False
        return same_value(one, other)

    def _leaves(self, plans: Sequence[Plan]) -> list[CellId] | None:
        """The typed and blank cells below formulas, in order of discovery; None where there are too many."""
        recalculation = self._recalculation
        seen: set[CellId] = set()
        found: list[CellId] = []
        waiting = [iter(_cells(recalculation, plan)) for plan in plans]
        while waiting:
            for cell in waiting.pop():
                if cell in seen:
                    continue
                seen.add(cell)
                if len(seen) > MAX_LEAVES:
                    return None
                plan = recalculation.plans.get(cell)
                if plan is None or cell in recalculation.not_done:
                    found.append(cell)
                else:
                    waiting.append(iter(_cells(recalculation, plan)))
        return sorted(found)

    def _probes(self, leaves: Sequence[CellId], plans: Sequence[Plan]) -> Iterator[Changes]:
        """Other inputs of the kind that stands there: numbers stay numbers. That ``A1+A2`` fails where ``SUM(A1:A2)`` passes over
        a text makes no other formula of it."""
        actual = {cell: self._recalculation.values.get(cell) for cell in leaves}
        random = Random(_SEED)
        yield {}
        yield {cell: _scaled(value, random, 1.05, 1.95) for cell, value in actual.items()}
        yield {cell: random.uniform(1, 90) if _no_text(value) else value for cell, value in actual.items()}
        yield {cell: _renamed(value, number) for number, (cell, value) in enumerate(actual.items())}
        yield {cell: value if _is_number(value) else random.uniform(100, 900) for cell, value in actual.items()}
        yield {cell: 0.0 if _is_number(value) else value for cell, value in actual.items()}
        yield {cell: _scaled(value, random, -3.0, -0.2) for cell, value in actual.items()}
        if len(leaves) <= SINGLE:
            for cell, value in actual.items():
                for other in (0.0, 7.5) if _is_number(value) else ("x",):
                    yield {cell: other}
        yield from self._branches(actual, plans, random)
        yield from self._bounds(plans)

    def _branches(self, actual: Changes, plans: Sequence[Plan], random: Random) -> Iterator[Changes]:
        """Every combination of the words that cells are compared with, so that every branch is taken once."""
        words: dict[CellId, dict[Value, None]] = {}
        for plan in plans:
            for node in walk(plan.shape.tree):
                match node:
                    case Binary("=" | "<>", Slot(index, False), Text(word)) if word:
                        cell = plan.slots[index]
                        if isinstance(cell, int):
                            words.setdefault(cell, {self._recalculation.values.get(cell): None})[word] = None
        numbers = {cell: _scaled(value, random, 1.1, 1.9) for cell, value in actual.items()}
        for chosen in islice(product(*words.values()), MAX_BRANCHES):
            yield numbers | dict(zip(words, chosen, strict=True))

    def _bounds(self, plans: Sequence[Plan]) -> Iterator[Changes]:
        """Every cell that both formulas look at directly, set to each number and word that stands in them."""
        nodes = [node for plan in plans for node in walk(plan.shape.tree)]
        numbers = dict.fromkeys(node.value for node in nodes if isinstance(node, Number))
        words = dict.fromkeys(node.value for node in nodes if isinstance(node, Text))
        direct = [cell for cell in dict.fromkeys(_cells(self._recalculation, plans[0])) if cell != LOST][:SINGLE]
        for cell in direct:
            if _is_number(self._recalculation.values.get(cell)):
                for number in islice(numbers, MAX_CONSTANTS):
                    for value in (number, number - 0.001, number + 0.001):
                        yield {cell: value}
            else:
                for word in islice(words, MAX_CONSTANTS):
                    yield {cell: word}


def _part(plan: Plan, node: Node) -> Plan:
    """A part of a formula as a formula of its own."""
    return plan if node is plan.shape.tree else Plan(Shape(node), compile_tree(node), plan.slots)


def _cells(recalculation: Recalculation, plan: Plan) -> Iterator[CellId]:
    """The cells that a formula (or a part of one) looks at directly."""
    for node in walk(plan.shape.tree):
        if not isinstance(node, Slot):
            continue
        slot = plan.slots[node.index]
        if isinstance(slot, Area):
            yield from recalculation.grid.ids(slot)
        elif slot != LOST:
            yield slot


def _is_number(value: Value) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _no_text(value: Value) -> bool:
    return value is None or _is_number(value)


def _scaled(value: Value, random: Random, low: float, high: float) -> Value:
    factor = random.uniform(low, high)
    if not isinstance(value, int | float) or isinstance(value, bool):
        return value
    return value * factor if value else factor


def _renamed(value: Value, number: int) -> Value:
    if isinstance(value, str) and type(value) is not CellError:
        return f"{value} {number}"
    return value
