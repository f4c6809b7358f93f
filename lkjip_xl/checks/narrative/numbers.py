"""Small numbers as Indonesian words: ``dua`` is 2, ``sebelas`` 11, ``dua puluh satu`` 21."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

_UNITS: Final = ("nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan")
_WORDS: Final = {
    **{word: number for number, word in enumerate(_UNITS)},
    "sepuluh": 10,
    "sebelas": 11,
}
_LARGE: Final = frozenset({"ratus", "ribu", "juta", "seratus", "seribu"})
MOST_DIGITS: Final = 3


def number_word(word: str) -> int | None:
    """The number a single word stands for: a numeral, or digits up to 999; None for anything else."""
    if word.isascii() and word.isdigit():
        return int(word) if len(word) <= MOST_DIGITS else None
    return _WORDS.get(word)


def number_at_end(plain: Sequence[str]) -> int | None:
    """The number the last words stand for (``dua puluh satu``, ``tiga belas``, ``21``); None where they are none, or part
    of a number beyond 99."""
    tail = [*plain[-3:]]
    last = tail.pop() if tail else ""
    if last in ("belas", "puluh"):
        unit = _WORDS.get(tail[-1]) if tail else None
        return None if unit is None else unit + 10 if last == "belas" else unit * 10
    found = number_word(last)
    if found is None or (tail and tail[-1] in _LARGE):
        return None
    if tail and tail[-1] == "puluh":
        tens = _WORDS.get(tail[-2]) if len(tail) > 1 else None
        return None if tens is None else tens * 10 + found
    return found
