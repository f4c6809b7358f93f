"""What a formula says, as a tree. References are numbered slots, so that formulas of one shape share one tree.

What Excel does not distinguish is gone already: case, spaces, ``$``, redundant brackets, a unary plus, ``_xlfn.``, ``;`` for
``,``. Trees are frozen and compare by content.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Number:
    value: float


@dataclass(frozen=True, slots=True)
class Text:
    value: str


@dataclass(frozen=True, slots=True)
class Logical:
    value: bool


@dataclass(frozen=True, slots=True)
class Failure:
    """An error constant such as ``#REF!``."""

    text: str


@dataclass(frozen=True, slots=True)
class Missing:
    """An argument left out: ``IF(A1,,2)``."""


@dataclass(frozen=True, slots=True)
class Slot:
    """The reference with this number, counted from 0 in reading order; ``area`` where it is more than one cell."""

    index: int
    area: bool


@dataclass(frozen=True, slots=True)
class Outside:
    """What this tool does not follow: a defined name, a table column, another workbook, several sheets at once."""

    text: str


@dataclass(frozen=True, slots=True)
class Call:
    name: str
    arguments: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Binary:
    operator: str
    left: Node
    right: Node


@dataclass(frozen=True, slots=True)
class Negation:
    operand: Node


@dataclass(frozen=True, slots=True)
class Percent:
    operand: Node


@dataclass(frozen=True, slots=True)
class Array:
    """An array constant, row by row."""

    rows: tuple[tuple[Node, ...], ...]


Node = Number | Text | Logical | Failure | Missing | Slot | Outside | Call | Binary | Negation | Percent | Array

COMPARISONS = frozenset({"=", "<>", "<", ">", "<=", ">="})
JOINING = frozenset({":", " ", ","})
"""Operators that make one reference of two; they stand in a Binary like the others."""


def children(node: Node) -> tuple[Node, ...]:
    """The parts directly below a node, left to right."""
    if isinstance(node, Call):
        return node.arguments
    if isinstance(node, Binary):
        return (node.left, node.right)
    if isinstance(node, Negation | Percent):
        return (node.operand,)
    if isinstance(node, Array):
        return tuple(item for row in node.rows for item in row)
    return ()


def walk(node: Node) -> Iterator[Node]:
    """The node and everything below it, left to right."""
    yield node
    for child in children(node):
        yield from walk(child)
