"""Rupiah and percent figures written in prose, with the precision they were written with."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from math import isfinite
from typing import Final, NamedTuple

from lkjip_xl.checks.typed_number import read_typed_number

_RUPIAH: Final = re.compile(
    r"(?<![^\W\d_])Rp\.?\s*(?P<body>\d[\d.,]*\d|\d)(?:,-)?(?:\s*(?P<scale>ribu|juta|jt|mil[iy]ar|trili?y?un|(?-i:M|T))\b)?",
    re.IGNORECASE,
)
_PERCENT: Final = re.compile(
    r"(?P<sign>(?<![\w.,])[-\u2212]\s?)?(?<![\w.,])(?P<body>\d[\d.,]*\d|\d)\s?(?:%|persen\b|prosen\b)", re.IGNORECASE
)
_SCALES: Final = {
    "ribu": 3, "juta": 6, "jt": 6, "miliar": 9, "milyar": 9, "m": 9, "triliun": 12, "trilyun": 12, "t": 12,
}  # fmt: skip


class Reading(NamedTuple):
    """One number a figure can mean, and the unit of its last digit: ``4,7 miliar`` is 4.7e9 with a step of 1e8."""

    value: float
    step: float


class Amount(NamedTuple):
    """A figure as written. ``readings`` are what it can mean in Indonesian and in English style; none for garbled digits."""

    written: str
    percent: bool
    readings: tuple[Reading, ...]
    negative: bool = False


def amounts(text: str) -> Iterator[Amount]:
    """The rupiah figures of a text, then its percent figures."""
    for match in _RUPIAH.finditer(text):
        scale = _SCALES.get((match["scale"] or "").casefold(), 0)
        written = match[0].strip()
        yield Amount(written, False, _readings(f"Rp {match['body']}", match["body"], scale))
    for match in _PERCENT.finditer(text):
        yield Amount(match[0].strip(), True, _readings(match["body"], match["body"], 0), bool(match["sign"]))


def _readings(text: str, body: str, scale: int) -> tuple[Reading, ...]:
    number = read_typed_number(text)
    if number is None:
        return ()
    found = []
    for value, mark in ((number.indonesian, ","), (number.english, ".")):
        if value is not None:
            decimals = len(body.rpartition(mark)[2]) if mark in body and _is_decimal(body, mark, value) else 0
            found.append(Reading(value * 10.0**scale, 10.0 ** (scale - decimals)))
    return tuple(dict.fromkeys(found))


def _is_decimal(body: str, mark: str, value: float) -> bool:
    """True where the last mark parts decimals, not thousands, in the reading that gave this value."""
    whole = "".join(filter(str.isdigit, body[: body.rindex(mark)]))
    return int(whole or 0) == int(value)


class KnownFigures:
    """Figures of the tables, without their signs, to be asked for at the precision prose writes: half-up as tables print
    them, or cut off as people do."""

    def __init__(self, values: Iterable[float]) -> None:
        self._values = sorted({abs(value) for value in values if isfinite(value)})

    def __contains__(self, reading: Reading) -> bool:
        noise = min(reading.step / 1000, 1e-9 * max(1.0, reading.value))
        place = bisect_left(self._values, reading.value - reading.step / 2 - noise)
        return place < len(self._values) and self._values[place] < reading.value + reading.step - noise

    def holds(self, amount: Amount) -> bool:
        """True where a table holds what the figure can mean."""
        return any(reading in self for reading in amount.readings)
