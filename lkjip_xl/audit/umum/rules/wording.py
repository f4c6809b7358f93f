"""Rules B04, B07 and B08: what a formula's text alone tells: notes grouped by shape, never accusations (audit.md §2)."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from lkjip_xl.audit.evaluate.coercion import NotComputableError
from lkjip_xl.audit.evaluate.compile import compile_tree
from lkjip_xl.audit.evaluate.grid import place
from lkjip_xl.audit.evaluate.recalculation import Plan
from lkjip_xl.audit.formula.normalise import Shape
from lkjip_xl.audit.formula.tree import COMPARISONS, Binary, Call, Node, Number, children, walk
from lkjip_xl.audit.umum.signal import Signal
from lkjip_xl.audit.umum.survey import Survey
from lkjip_xl.checks.shown import plain_number
from lkjip_xl.values import CellError

TOLERATED: Final = frozenset({0.0, 1.0, 2.0, 4.0, 12.0, 100.0, 1000.0})
"""Numbers that say nothing: none, one, a half, quarters, months, percent, thousands (audit.md B04)."""
VOLATILE: Final = frozenset({"NOW", "TODAY", "RAND", "RANDBETWEEN", "RANDARRAY", "OFFSET", "INDIRECT", "CELL", "INFO"})
_PARAMETERS: Final = frozenset(
    {"ROUND", "ROUNDUP", "ROUNDDOWN", "TRUNC", "INDEX", "VLOOKUP", "HLOOKUP", "LEFT", "RIGHT", "MID", "CHAR", "TEXT", "MROUND",
     "CEILING", "FLOOR", "SUBSTITUTE", "REPT", "OFFSET", "DATE", "LARGE", "SMALL", "SUBTOTAL", "AGGREGATE", "CHOOSE", "IFS"}
)  # fmt: skip
"""Functions whose numbers are settings, no figures."""


def wording_signals(survey: Survey) -> Iterator[Signal]:
    """B04, B07 and B08."""
    for cell, plan in survey.case.recalculation.plans.items():
        facts = _facts(plan.shape)
        if facts.numbers:
            yield Signal("B04", "", cell, words={"angka": ", ".join(map(plain_number, facts.numbers))}, cause=facts.numbers)
        if facts.volatile:
            yield Signal("B08", "", cell, words={"fungsi": facts.volatile}, cause=facts.volatile)
        if facts.guarded and _hides(survey, plan):
            yield Signal("B07", "", cell, cause=place(cell)[2])


class _Facts:
    __slots__ = ("guarded", "numbers", "volatile")

    def __init__(self, tree: Node) -> None:
        self.numbers = tuple(dict.fromkeys(_typed_numbers(tree)))
        self.volatile = next((node.name for node in walk(tree) if isinstance(node, Call) and node.name in VOLATILE), "")
        self.guarded = isinstance(tree, Call) and tree.name in ("IFERROR", "IFNA") and len(tree.arguments) == 2


@lru_cache(maxsize=20_000)
def _facts(shape: Shape) -> _Facts:
    return _Facts(shape.tree)


def _typed_numbers(tree: Node) -> Iterator[float]:
    """Numbers that are part of a calculation; thresholds of comparisons and settings of functions are none."""
    stack = [tree]
    while stack:
        node = stack.pop()
        if isinstance(node, Number) and abs(node.value) not in TOLERATED:
            yield node.value
        elif isinstance(node, Binary) and node.operator in COMPARISONS:
            stack += [side for side in (node.left, node.right) if not isinstance(side, Number)]
        elif isinstance(node, Call) and node.name in _PARAMETERS:
            stack += [argument for argument in node.arguments if not isinstance(argument, Number)]
        else:
            stack += children(node)


def _hides(survey: Survey, plan: Plan) -> bool:
    """True where IFERROR hides an error right now."""
    tree = plan.shape.tree
    if not isinstance(tree, Call) or not survey.budget.take(5):
        return False
    try:
        inner = compile_tree(tree.arguments[0])(plan.slots, survey.case.recalculation.get, survey.case.recalculation.read)
    except (NotComputableError, RecursionError):
        return False
    return type(inner) is CellError
