"""Formulas of a workbook in the form in which they are compared: a shape that many share, and the references of each.

Two formulas say the same when their trees are equal and every reference leads to the same place. What Excel itself does not
distinguish never reaches the tree (audit.md §3, A03).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from lkjip_xl.audit.formula.parse import MAX_LENGTH, parse
from lkjip_xl.audit.formula.reference import AreaRef, CellRef, Reference
from lkjip_xl.audit.formula.tokens import FormulaError, cut
from lkjip_xl.audit.formula.tree import Node

MAX_SHAPES: Final = 20_000
"""Different shapes in one workbook; an honest one has some hundred. What comes after is not checked, and said so."""


@dataclass(frozen=True, slots=True, eq=False)
class Shape:
    """A tree that all formulas of the same shape share; the same object for equal trees."""

    tree: Node


@dataclass(frozen=True, slots=True)
class Parsed:
    """A formula: its shape and its references in the order of the tree's slots."""

    shape: Shape
    references: tuple[Reference, ...]


class TooManyShapesError(Exception):
    """The workbook holds more different formulas than are looked at."""


class FormulaBook:
    """Parses the formulas of one workbook; every shape once."""

    def __init__(self) -> None:
        self._by_text: dict[str, Shape | FormulaError] = {}
        self._by_tree: dict[Node, Shape] = {}

    def parse(self, text: str) -> Parsed:
        """A formula without ``=``. FormulaError where it is none, TooManyShapesError where the book is full."""
        if len(text) > MAX_LENGTH:
            raise FormulaError("too long")
        shape, references = cut(text)
        return Parsed(self.shape(shape), references)

    def shape(self, text: str) -> Shape:
        """The shape of a text whose references have been cut out."""
        found = self._by_text.get(text)
        if found is None:
            found = self._by_text[text] = self._new(text)
        if isinstance(found, FormulaError):
            raise found
        return found

    def _new(self, text: str) -> Shape | FormulaError:
        if len(self._by_text) >= MAX_SHAPES:
            raise TooManyShapesError
        try:
            tree = parse(text)
        except FormulaError as error:
            return error
        return self._by_tree.setdefault(tree, Shape(tree))


def resolved(parsed: Parsed, sheet: str) -> tuple[Reference, ...]:
    """The references with every sheet named, names in small letters, as they are compared."""
    own = sheet.casefold()
    return tuple(
        reference._replace(sheet=reference.sheet.casefold() if reference.sheet else own) for reference in parsed.references
    )


def same(first: Parsed, second: Parsed, sheet: str) -> bool:
    """True where two formulas on one sheet say the same, ``$`` and writing apart."""
    return first.shape is second.shape and resolved(first, sheet) == resolved(second, sheet)


def areas(parsed: Parsed) -> Iterator[AreaRef]:
    """The areas a formula looks at."""
    return (reference for reference in parsed.references if isinstance(reference, AreaRef))


def cells(parsed: Parsed) -> Iterator[CellRef]:
    """The single cells a formula looks at."""
    return (reference for reference in parsed.references if isinstance(reference, CellRef))
