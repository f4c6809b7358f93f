"""Slips of the typing hand that explain a difference: two neighbouring digits swapped, zeros lost or added.

A swapped pair is the classic cause of a difference that 9 divides. A single wrong digit is not looked for: nearly every amount
could be explained by one.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

SHIFTS: Final = (10, 1000)
"""A digit too few or too many, or a whole group of three."""


def is_slip(typed: float, meant: float) -> bool:
    """True where ``typed`` is ``meant`` with two neighbouring digits swapped, or with zeros lost or added at its end."""
    if typed == meant or typed <= 0 or meant <= 0 or not float(typed).is_integer() or not float(meant).is_integer():
        return False
    if any(typed * shift == meant or meant * shift == typed for shift in SHIFTS):
        return True
    one, other = str(int(typed)), str(int(meant))
    if len(one) != len(other):
        return False
    differing = [at for at in range(len(one)) if one[at] != other[at]]
    if len(differing) != 2 or differing[1] != differing[0] + 1:
        return False
    first, second = differing
    return one[first] == other[second] and one[second] == other[first]


def slip_at(values: Sequence[float], gap: float) -> int | None:
    """The index of the one value that is a slip of itself plus ``gap``; None where none or several are."""
    found = [at for at, value in enumerate(values) if is_slip(value, round(value + gap, 2))]
    return found[0] if len(found) == 1 else None
