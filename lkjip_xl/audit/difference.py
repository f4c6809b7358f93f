"""In what way a formula differs from the official one: the words an inspector needs to see at once (audit.md A03).

Both formulas come as a tree and the cells its slots point at, already in the places of the audited file.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import StrEnum
from typing import Any, Final, NamedTuple

from lkjip_xl.audit.evaluate.grid import Area, Slot, place
from lkjip_xl.audit.formula.tree import (
    COMPARISONS,
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
    Text,
    children,
    walk,
)
from lkjip_xl.audit.formula.tree import Slot as SlotNode


class Kind(StrEnum):
    """The kinds of difference; each has its words in the catalogue."""

    RANGE_SHORTER = "rentang_pendek"
    RANGE_LONGER = "rentang_panjang"
    RANGE_OTHER = "rentang_lain"
    REFERENCE = "acuan"
    LOST_REFERENCE = "acuan_hilang"
    OUTSIDE = "luar"
    OPERATOR = "operator"
    COMPARISON = "pembanding"
    FUNCTION = "fungsi"
    CONSTANT = "konstanta"
    CONSTANT_FOR_REFERENCE = "konstanta_untuk_acuan"
    CONSTANT_ADDED = "konstanta_ditambah"
    TEXT = "teks"
    ORDER = "urutan"
    STRUCTURE = "susunan"


_ANOTHER_WAY: Final = frozenset({Kind.STRUCTURE, Kind.ORDER, Kind.REFERENCE, Kind.CONSTANT_ADDED})
_TOGETHER: Final = _ANOTHER_WAY | {
    Kind.OPERATOR, Kind.COMPARISON, Kind.CONSTANT, Kind.CONSTANT_FOR_REFERENCE, Kind.TEXT,
}  # fmt: skip
"""Kinds that may be another way to write the same; those of the second set only where several go together
(``IF(x<>"",x,"")`` for ``IF(x="","",x)``)."""

_COMMUTATIVE_CALLS: Final = frozenset({"SUM", "PRODUCT", "MIN", "MAX", "COUNT", "COUNTA", "AVERAGE", "AND", "OR"})
_COMMUTATIVE: Final = frozenset({"+", "*", "=", "<>"})


class Side(NamedTuple):
    """A formula: its tree, and where its slots lead."""

    tree: Node
    slots: Sequence[Slot]


class Difference(NamedTuple):
    """One difference, and the two parts in which it lies; ``several`` where more than one lies in them."""

    kind: Kind
    found: Node
    official: Node
    several: bool = False

    @property
    def decided_by_value(self) -> bool:
        """True where equal values settle that the parts mean the same. Any other difference changes the meaning, even where
        some inputs give equal values: another bound, function or word shows only in a branch that these do not take."""
        return self.kind in (_TOGETHER if self.several else _ANOTHER_WAY)


def differences(found: Side, official: Side) -> list[Difference]:
    """Every difference, in reading order; empty for formulas that say the same."""
    if _canonical(found.tree, found.slots) == _canonical(official.tree, official.slots):
        same = found.tree == official.tree and tuple(found.slots) == tuple(official.slots)
        return [] if same else [Difference(Kind.ORDER, found.tree, official.tree)]
    if _constant_added(found, official):
        return [Difference(Kind.CONSTANT_ADDED, found.tree, official.tree)]
    return list(_compare(found, official, found.tree, official.tree))


def main_kind(listed: Sequence[Difference]) -> Kind:
    """The difference to name: a lost reference explains all others, else the first one."""
    for wanted in (Kind.LOST_REFERENCE, Kind.OUTSIDE):
        if any(found.kind is wanted for found in listed):
            return wanted
    return listed[0].kind


def _compare(found: Side, official: Side, a: Node, b: Node) -> Iterator[Difference]:
    if isinstance(a, SlotNode) and isinstance(b, SlotNode):
        if (kind := _slot_kind(found.slots[a.index], official.slots[b.index])) is not None:
            yield Difference(kind, a, b)
    elif isinstance(a, Failure | Outside) and a != b:
        yield Difference(Kind.LOST_REFERENCE if isinstance(a, Failure) else Kind.OUTSIDE, a, b)
    elif isinstance(a, Number | Text | Logical) and isinstance(b, SlotNode):
        yield Difference(Kind.CONSTANT_FOR_REFERENCE, a, b)
    elif type(a) is not type(b):
        yield Difference(_structure(a), a, b)
    elif isinstance(a, Number | Text | Logical | Missing | Failure | Outside):
        if a != b:
            yield Difference(Kind.TEXT if isinstance(a, Text) else Kind.CONSTANT, a, b)
    else:
        yield from _compare_parts(found, official, a, b)


def _compare_parts(found: Side, official: Side, a: Node, b: Node) -> Iterator[Difference]:
    """Two nodes of one type that have parts. Differences in several parts are one difference of the whole."""
    own = _own_difference(a, b)
    first, second = children(a), children(b)
    if len(first) != len(second):
        yield Difference(_structure(a), a, b)
        return
    parts = [list(_compare(found, official, left, right)) for left, right in zip(first, second, strict=True)]
    listed = [difference for part in parts for difference in part]
    if (own is not None) + sum(map(bool, parts)) > 1:
        kinds = [*([own] if own else []), *(difference.kind for difference in listed)]
        yield Difference(min(kinds, key=lambda kind: kind in _TOGETHER), a, b, several=True)
    elif own is not None:
        yield Difference(own, a, b)
    else:
        yield from listed


def _own_difference(a: Node, b: Node) -> Kind | None:
    """What differs in two nodes themselves, their parts apart."""
    if isinstance(a, Binary) and isinstance(b, Binary) and a.operator != b.operator:
        compares = a.operator in COMPARISONS or b.operator in COMPARISONS
        return Kind.COMPARISON if compares else Kind.OPERATOR
    if isinstance(a, Call) and isinstance(b, Call) and a.name != b.name:
        return Kind.FUNCTION
    return None


def _structure(node: Node) -> Kind:
    """Another structure; a lost reference or one outside the workbook somewhere in it says more."""
    for part in walk(node):
        if isinstance(part, Failure):
            return Kind.LOST_REFERENCE
        if isinstance(part, Outside):
            return Kind.OUTSIDE
    return Kind.STRUCTURE


def _slot_kind(found: Slot, official: Slot) -> Kind | None:
    if found == official:
        return None
    if not isinstance(found, Area) and not isinstance(official, Area):
        return Kind.REFERENCE
    a, b = _extent(found), _extent(official)
    if a[0] != b[0]:
        return Kind.RANGE_OTHER
    if _within(a, b):
        return Kind.RANGE_SHORTER
    return Kind.RANGE_LONGER if _within(b, a) else Kind.RANGE_OTHER


def _extent(slot: Slot) -> tuple[int, int, int, int, int]:
    """Sheet, top, left, bottom, right of a slot, the whole of it."""
    if isinstance(slot, Area):
        return slot.sheet, slot.top, slot.left, slot.top + slot.rows - 1, slot.left + slot.columns - 1
    sheet, row, column = place(slot)
    return sheet, row, column, row, column


def _within(inner: tuple[int, int, int, int, int], outer: tuple[int, int, int, int, int]) -> bool:
    return outer[1] <= inner[1] and outer[2] <= inner[2] and inner[3] <= outer[3] and inner[4] <= outer[4]


def _constant_added(found: Side, official: Side) -> bool:
    """True for the official formula with a number put to it: ``=SUM(A1:A9)+5000``."""
    tree = found.tree
    if not isinstance(tree, Binary) or tree.operator not in "+-*/^":
        return False
    wanted = _canonical(official.tree, official.slots)
    for constant, rest in ((tree.right, tree.left), (tree.left, tree.right)):
        plain = constant.operand if isinstance(constant, Negation | Percent) else constant
        if isinstance(plain, Number) and _canonical(rest, found.slots) == wanted:
            return True
    return False


def _canonical(node: Node, slots: Sequence[Slot]) -> Any:
    """A form in which operands that may change places stand in one order."""
    if isinstance(node, SlotNode):
        return ("slot", repr(slots[node.index]))
    if isinstance(node, Binary):
        sides = [_canonical(node.left, slots), _canonical(node.right, slots)]
        if node.operator in _COMMUTATIVE:
            sides = _flat(node, slots) if node.operator in "+*" else sides
            sides.sort(key=repr)
        return (node.operator, *sides)
    if isinstance(node, Call):
        arguments = [_canonical(argument, slots) for argument in node.arguments]
        if node.name in _COMMUTATIVE_CALLS:
            arguments.sort(key=repr)
        return (node.name, *arguments)
    if isinstance(node, Negation | Percent):
        return (type(node).__name__, _canonical(node.operand, slots))
    return ("larik", repr(node)) if isinstance(node, Array) else (type(node).__name__, repr(node))


def _flat(node: Binary, slots: Sequence[Slot]) -> list[Any]:
    """The operands of a chain of one operator: ``a+b+c``."""
    found: list[Any] = []
    for side in (node.left, node.right):
        if isinstance(side, Binary) and side.operator == node.operator:
            found += _flat(side, slots)
        else:
            found.append(_canonical(side, slots))
    return found
