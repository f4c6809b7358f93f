"""From a formula's tree to code that can be run for every cell of its shape: nested closures over a closed list of functions.

Nothing in a formula becomes Python source. What is not on the list raises NotComputableError when it is reached.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from lkjip_xl.audit.evaluate.aggregates import AGGREGATES
from lkjip_xl.audit.evaluate.arguments import Argument, Compiled, Get, Read
from lkjip_xl.audit.evaluate.branches import BRANCHES
from lkjip_xl.audit.evaluate.coercion import (
    DIVISION_ERROR,
    NUMBER_ERROR,
    NotComputableError,
    finite,
    numeric,
    order,
    text_of,
)
from lkjip_xl.audit.evaluate.grid import Slot as Target
from lkjip_xl.audit.evaluate.scalars import SCALARS
from lkjip_xl.audit.formula.tree import (
    COMPARISONS,
    JOINING,
    Array,
    Binary,
    Call,
    Failure,
    Logical,
    Missing,
    Negation,
    Node,
    Number,
    Outside,
    Percent,
    Slot,
    Text,
)
from lkjip_xl.values import CellError, Value

FUNCTIONS: Final = {**AGGREGATES, **SCALARS, **BRANCHES}
"""Every function that is recalculated here: name → (code, fewest arguments, most arguments)."""


def compile_tree(node: Node) -> Compiled:
    """The code of a tree: takes the formula's slots, and how to get a cell and read an area."""
    if isinstance(node, Slot):
        return _not_here("larik") if node.area else _cell(node.index)
    if isinstance(node, Number | Text | Logical):
        return _constant(node.value)
    if isinstance(node, Failure):
        return _constant(CellError(node.text))
    if isinstance(node, Missing):
        return _constant(None)
    if isinstance(node, Negation):
        return _negation(compile_tree(node.operand))
    if isinstance(node, Percent):
        return _arithmetic("/", compile_tree(node.operand), _constant(100.0))
    if isinstance(node, Binary):
        return _binary(node)
    if isinstance(node, Call):
        return _call(node)
    return _not_here("luar" if isinstance(node, Outside) else "larik" if isinstance(node, Array) else "fungsi")


def _constant(value: Value) -> Compiled:
    return lambda slots, get, read: value


def _cell(index: int) -> Compiled:
    def run(slots: Sequence[Target], get: Get, read: Read) -> Value:
        return get(slots[index])  # type: ignore[arg-type]

    return run


def _not_here(reason: str, detail: str = "") -> Compiled:
    def run(slots: Sequence[Target], get: Get, read: Read) -> Value:
        raise NotComputableError(reason, detail)

    return run


def _negation(operand: Compiled) -> Compiled:
    def run(slots: Sequence[Target], get: Get, read: Read) -> Value:
        value = numeric(operand(slots, get, read))
        return value if isinstance(value, CellError) else -value

    return run


def _binary(node: Binary) -> Compiled:
    if node.operator in JOINING:
        failed = next((side for side in (node.left, node.right) if isinstance(side, Failure)), None)
        return _constant(CellError(failed.text)) if failed else _not_here("larik")
    if node.operator in ("=", "<>") and isinstance(node.right, Text):
        return _text_equality(node.operator, compile_tree(node.left), node.right.value)
    left, right = compile_tree(node.left), compile_tree(node.right)
    if node.operator in COMPARISONS:
        return _comparison(node.operator, left, right)
    return _joined_text(left, right) if node.operator == "&" else _arithmetic(node.operator, left, right)


def _text_equality(operator: str, left: Compiled, wanted: str) -> Compiled:
    """``cell="text"``, by far the most frequent comparison."""
    folded, when_equal = wanted.casefold(), operator == "="

    def run(slots: Sequence[Target], get: Get, read: Read) -> Value:
        value = left(slots, get, read)
        if value is None:
            return (folded == "") is when_equal
        if type(value) is str:
            return (value == wanted or value.casefold() == folded) is when_equal
        return value if type(value) is CellError else not when_equal

    return run


_VERDICTS: Final[dict[str, Callable[[int], bool]]] = {
    "=": lambda found: found == 0,
    "<>": lambda found: found != 0,
    "<": lambda found: found < 0,
    ">": lambda found: found > 0,
    "<=": lambda found: found <= 0,
    ">=": lambda found: found >= 0,
}


def _comparison(operator: str, left: Compiled, right: Compiled) -> Compiled:
    verdict = _VERDICTS[operator]

    def run(slots: Sequence[Target], get: Get, read: Read) -> Value:
        found = order(left(slots, get, read), right(slots, get, read))
        return found if isinstance(found, CellError) else verdict(found)

    return run


def _joined_text(left: Compiled, right: Compiled) -> Compiled:
    def run(slots: Sequence[Target], get: Get, read: Read) -> Value:
        first, second = text_of(left(slots, get, read)), text_of(right(slots, get, read))
        if isinstance(first, CellError):
            return first
        return second if isinstance(second, CellError) else first + second

    return run


def _power(base: float, exponent: float) -> Value:
    if base == 0 and exponent == 0:
        return NUMBER_ERROR
    if base == 0 and exponent < 0:
        return DIVISION_ERROR
    try:
        result = base**exponent
    except OverflowError:
        return NUMBER_ERROR
    return NUMBER_ERROR if isinstance(result, complex) else finite(result)


_ARITHMETIC: Final[dict[str, Callable[[float, float], Value]]] = {
    "+": lambda a, b: finite(a + b),
    "-": lambda a, b: finite(a - b),
    "*": lambda a, b: finite(a * b),
    "/": lambda a, b: DIVISION_ERROR if b == 0 else finite(a / b),
    "^": _power,
}


def _arithmetic(operator: str, left: Compiled, right: Compiled) -> Compiled:
    operate = _ARITHMETIC[operator]

    def run(slots: Sequence[Target], get: Get, read: Read) -> Value:
        first, second = numeric(left(slots, get, read)), numeric(right(slots, get, read))
        if isinstance(first, CellError):
            return first
        return second if isinstance(second, CellError) else operate(first, second)

    return run


def _call(node: Call) -> Compiled:
    found = FUNCTIONS.get(node.name)
    if found is None:
        return _not_here("fungsi", node.name)
    make, fewest, most = found
    if not fewest <= len(node.arguments) <= most:
        return _not_here("argumen", node.name)
    return make([_argument(argument) for argument in node.arguments])


def _argument(node: Node) -> Argument:
    if isinstance(node, Slot):
        return Argument(compile_tree(node), "area" if node.area else "sel", node.index)
    return Argument(compile_tree(node), "kosong" if isinstance(node, Missing) else "nilai")
