"""Arguments of functions, as functions see them: a reference is not the same as its value.

``SUM(A1)`` passes over a text in A1 that ``SUM("x")`` stumbles over; ``SUMIFS`` needs whole areas.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from lkjip_xl.audit.evaluate.coercion import NotComputableError, numeric
from lkjip_xl.audit.evaluate.grid import Area, CellId, Slot
from lkjip_xl.values import CellError, Value

Get = Callable[[CellId], Value]
Read = Callable[[Area], Sequence[Value]]
"""All values of an area in reading order, blanks included."""
Compiled = Callable[[Sequence[Slot], Get, Read], Value]


@dataclass(frozen=True, slots=True)
class Argument:
    """An argument: its value as an expression, and which slot it is where it is a plain reference."""

    value: Compiled
    kind: Literal["sel", "area", "nilai", "kosong"]
    index: int = -1

    def values(self, slots: Sequence[Slot], get: Get, read: Read) -> Sequence[Value]:
        """The values of a reference, or the one value of an expression."""
        if self.kind == "area":
            area = slots[self.index]
            assert isinstance(area, Area)
            return read(area)
        return (self.value(slots, get, read),)

    def area(self, slots: Sequence[Slot]) -> Area | None:
        """The area, where the argument is one."""
        found = slots[self.index] if self.kind == "area" else None
        return found if isinstance(found, Area) else None


def operands(arguments: Sequence[Argument], slots: Sequence[Slot], get: Get, read: Read) -> Iterator[float | CellError]:
    """What SUM, AVERAGE, MIN and MAX work with: numbers in references, everything that is a number among the rest."""
    for argument in arguments:
        if argument.kind == "nilai":
            yield numeric(argument.value(slots, get, read))
        elif argument.kind == "kosong":
            yield 0.0
        else:
            for value in argument.values(slots, get, read):
                kind = type(value)
                if kind is float or kind is int:
                    yield float(value)  # type: ignore[arg-type]
                elif kind is CellError:
                    yield value  # type: ignore[misc]


def numbers(arguments: Sequence[Argument], slots: Sequence[Slot], get: Get, read: Read) -> list[float] | CellError:
    """The operands, or the first error among them."""
    found: list[float] = []
    for operand in operands(arguments, slots, get, read):
        if isinstance(operand, CellError):
            return operand
        found.append(operand)
    return found


def same_size(first: Area, second: Area) -> bool:
    """True where two areas have equally many rows and columns."""
    return (first.rows, first.columns) == (second.rows, second.columns)


def matching(area: Area, argument: Argument, slots: Sequence[Slot]) -> Area:
    """The area of an argument that is read beside another one; both must have one size, and be cut alike."""
    other = argument.area(slots)
    if other is None or not same_size(area, other):
        raise NotComputableError("ukuran")
    return other
