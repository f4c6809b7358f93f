"""Units of indicators: which are one unit, and by what a quotient is multiplied."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

PERCENT: Final = "%"
_WORD_PERCENT: Final = re.compile(r"\b(?:persen|prosen|percent)\b")
_PER: Final = re.compile(r"per(\d{2,9})(?!\d)")


@lru_cache(maxsize=1024)
def unit_key(unit: str) -> str:
    """A unit for comparing: ``Persen`` and ``%`` are one, ``per 100.000`` and ``Per 100000`` are one; "" for none."""
    plain = _WORD_PERCENT.sub(PERCENT, unit.casefold())
    kept = "".join(letter for letter in plain if letter.isalnum() or letter in "%‰")
    return re.sub(r"%+", PERCENT, kept)


def is_percent(unit: str) -> bool:
    """True for percent, however it is written."""
    return unit_key(unit) == PERCENT


def multiplier(unit: str) -> int | None:
    """What pembilang / penyebut is multiplied by to come out in this unit: 100 for %, 100000 for ``per 100.000``; None for
    a unit that does not tell."""
    key = unit_key(unit)
    if key == PERCENT:
        return 100
    if key in ("‰", "permil"):
        return 1000
    match = _PER.match(key)
    return int(match[1]) if match else None
