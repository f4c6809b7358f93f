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


POINT_CHANGES: Final = frozenset(
    {
        Kind.RANGE_SHORTER, Kind.RANGE_LONGER, Kind.RANGE_OTHER, Kind.COMPARISON, Kind.FUNCTION, Kind.TEXT,
        Kind.LOST_REFERENCE, Kind.OUTSIDE, Kind.CONSTANT_FOR_REFERENCE,
    }
)  # fmt: skip
"""Differences that equal values on some inputs do not excuse: they show only at a bound or in a branch not taken."""

_FRAGILE: Final = frozenset({Kind.CONSTANT, Kind.OPERATOR})
"""The same inside a comparison: another bound."""

_COMMUTATIVE_CALLS: Final = frozenset({"SUM", "PRODUCT", "MIN", "MAX", "COUNT", "COUNTA", "AVERAGE", "AND", "OR"})
_COMMUTATIVE: Final = frozenset({"+", "*", "=", "<>"})


class Side(NamedTuple):
    """A formula: its tree, and where its slots lead."""

    tree: Node
    slots: Sequence[Slot]


class Difference(NamedTuple):
    """One difference; ``below_comparison`` where it stands inside a comparison or a criterion."""

    kind: Kind
    below_comparison: bool


def differences(found: Side, official: Side) -> list[Difference]:
    """Every difference, in reading order; empty for formulas that say the same."""
    if _canonical(found.tree, found.slots) == _canonical(official.tree, official.slots):
        same = found.tree == official.tree and tuple(found.slots) == tuple(official.slots)
        return [] if same else [Difference(Kind.ORDER, below_comparison=False)]
    if _constant_added(found, official):
        return [Difference(Kind.CONSTANT_ADDED, below_comparison=False)]
    return list(_compare(found, official, found.tree, official.tree, inside=False))


def main_kind(listed: Sequence[Difference]) -> Kind:
    """The difference to name: a lost reference explains all others, else the first one."""
    for wanted in (Kind.LOST_REFERENCE, Kind.OUTSIDE):
        if any(found.kind is wanted for found in listed):
            return wanted
    return listed[0].kind


def may_mean_the_same(listed: Sequence[Difference]) -> bool:
    """True where equal values on probing inputs settle that two formulas mean the same (A04)."""
    return not any(found.kind in POINT_CHANGES or (found.below_comparison and found.kind in _FRAGILE) for found in listed)


def _compare(found: Side, official: Side, a: Node, b: Node, *, inside: bool) -> Iterator[Difference]:
    if isinstance(a, SlotNode) and isinstance(b, SlotNode):
        if (kind := _slot_kind(found.slots[a.index], official.slots[b.index])) is not None:
            yield Difference(kind, inside)
    elif isinstance(a, Failure) and a != b:
        yield Difference(Kind.LOST_REFERENCE, inside)
    elif isinstance(a, Outside) and a != b:
        yield Difference(Kind.OUTSIDE, inside)
    elif isinstance(a, Number | Text | Logical) and isinstance(b, SlotNode):
        yield Difference(Kind.CONSTANT_FOR_REFERENCE, inside)
    elif type(a) is not type(b):
        yield _structure(a, inside)
    elif isinstance(a, Number | Text | Logical | Missing | Failure | Outside):
        if a != b:
            yield Difference(Kind.TEXT if isinstance(a, Text) else Kind.CONSTANT, inside)
    else:
        yield from _compare_parts(found, official, a, b, inside=inside)


def _compare_parts(found: Side, official: Side, a: Node, b: Node, *, inside: bool) -> Iterator[Difference]:
    """Two nodes of one type that have parts."""
    if isinstance(a, Binary) and isinstance(b, Binary):
        if a.operator != b.operator:
            compares = a.operator in COMPARISONS or b.operator in COMPARISONS
            yield Difference(Kind.COMPARISON if compares else Kind.OPERATOR, inside)
        inside = inside or b.operator in COMPARISONS
    elif isinstance(a, Call) and isinstance(b, Call):
        if a.name != b.name:
            yield Difference(Kind.FUNCTION, inside)
        inside = inside or (b.name.endswith(("IF", "IFS")) and b.name != "IF")
    first, second = children(a), children(b)
    if len(first) != len(second):
        yield _structure(a, inside)
        return
    for left, right in zip(first, second, strict=True):
        yield from _compare(found, official, left, right, inside=inside)


def _structure(node: Node, inside: bool) -> Difference:
    """Another structure; a lost reference or one outside the workbook somewhere in it says more."""
    for part in walk(node):
        if isinstance(part, Failure):
            return Difference(Kind.LOST_REFERENCE, inside)
        if isinstance(part, Outside):
            return Difference(Kind.OUTSIDE, inside)
    return Difference(Kind.STRUCTURE, inside)


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
