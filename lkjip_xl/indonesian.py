"""Numbers as Indonesian text: dots between thousands, a comma before decimals, rounded half-up; dates as Indonesians write
them."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

MONTHS: Final = (
    "januari", "februari", "maret", "april", "mei", "juni", "juli", "agustus", "september", "oktober", "november", "desember",
)  # fmt: skip
_NUMERIC_DATE: Final = re.compile(r"([0-9]{1,2})[-/]([0-9]{1,2})[-/]([0-9]{4})\Z")
_WORDED_DATE: Final = re.compile(r"(?:([0-9]{1,2})\s+)?([A-Za-z]+)\s+([0-9]{4})\Z")
_YEAR: Final = re.compile(r"[0-9]{4}\Z")


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


def read_date(text: str) -> date | None:
    """The last day a text can mean: ``31-12-2025``, ``15 Januari 2025``, ``Januari 2025`` (its 31st), ``2025`` (31
    December). None for anything else and for a day the calendar does not have."""
    plain = text.strip()
    if _YEAR.match(plain):
        return _day(int(plain), 12, 31)
    if numeric := _NUMERIC_DATE.match(plain):
        return _day(int(numeric[3]), int(numeric[2]), int(numeric[1]))
    worded = _WORDED_DATE.match(plain)
    if worded is None or worded[2].casefold() not in MONTHS:
        return None
    month = MONTHS.index(worded[2].casefold()) + 1
    return _day(int(worded[3]), month, int(worded[1]) if worded[1] else None)


def date_text(day: date) -> str:
    """31 December 2025 → ``31-12-2025``."""
    return day.strftime("%d-%m-%Y")


def _day(year: int, month: int, day: int | None) -> date | None:
    """The day, the last of the month where none is given; None where the calendar has no such day."""
    try:
        return date(year, month, monthrange(year, month)[1] if day is None else day)
    except ValueError:
        return None
