"""Numbers as Indonesian text: dots between thousands, a comma before decimals, rounded half-up."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal


def half_up(value: float | Decimal, decimals: int) -> Decimal:
    """The value rounded half-up, as reports print it. A float counts as the shortest decimal that means it."""
    exact = value if isinstance(value, Decimal) else Decimal(repr(value))
    return exact.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)


def number_text(value: float | Decimal, decimals: int = 0) -> str:
    """1234567.891 → ``1.234.567,89`` with two decimals; a rounded zero has no sign."""
    rounded = half_up(value, decimals)
    if rounded == 0:
        rounded = abs(rounded)
    return f"{rounded:,.{decimals}f}".translate(str.maketrans(",.", ".,"))


def percent_text(value: float | Decimal, decimals: int = 2) -> str:
    """Percent points as text: 99.3 → ``99,30%``."""
    return number_text(value, decimals) + "%"


def rupiah_text(value: float | Decimal) -> str:
    """1234567 → ``Rp 1.234.567``; negative amounts carry the sign first."""
    rounded = half_up(value, 0)
    text = number_text(rounded.copy_abs())
    return f"-Rp {text}" if rounded < 0 else f"Rp {text}"
