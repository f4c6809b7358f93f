"""When two figures count as equal: as far as they were typed."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

LEAST: Final = 0.005
"""Half a unit of the second decimal: official tables print two."""
RUPIAH: Final = 0.005
_NOISE: Final = 1e-12


def step(value: float) -> float:
    """The unit of the last decimal typed: 99.3 → 0.1, 12 → 1."""
    exact = Decimal(repr(value))
    exponent = int(exact.normalize().as_tuple().exponent) if exact.is_finite() else 0
    return float(10.0 ** min(exponent, 0))


def agrees(typed: float, exact: float) -> bool:
    """True where a typed figure is the exact one, rounded to the decimals it was typed with (at least to two)."""
    return abs(typed - exact) <= max(LEAST, step(typed) / 2) + _NOISE * max(1.0, abs(exact))


def same_figure(first: float, second: float) -> bool:
    """True where two typed figures say the same: equal, or one is the other rounded to fewer decimals (but not to none:
    99 beside 99.3 is another figure)."""
    coarse = max(step(first), step(second))
    return abs(first - second) <= max(LEAST, min(coarse, 0.1) / 2) + _NOISE * max(1.0, abs(first))


def same_rupiah(first: float, second: float) -> bool:
    """True where two amounts are equal to the cent."""
    return abs(first - second) <= RUPIAH + _NOISE * max(1.0, abs(first))
