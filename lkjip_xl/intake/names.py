"""Comparing the names people type: sheet names, headings and labels without case, spaces and punctuation."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from functools import lru_cache

MAX_LENGTH = 120
"""Names longer than this are never near misses of a heading; comparing them would only cost time."""
MAX_NAMES = 200
LIKENESS = 0.75
"""Share of equal letters (difflib) from which an unknown name is offered as a misspelling of a missing one."""


@lru_cache(maxsize=4096)
def normalised(text: str) -> str:
    """``" No.  SASARAN *"`` → ``"nosasaran"``: what is left when nobody cares how a name is written."""
    return "".join(letter for letter in unicodedata.normalize("NFKC", text).casefold() if letter.isalnum())


def near_pairs(missing: Iterable[str], unknown: Iterable[str]) -> dict[str, str]:
    """Each missing name with the unknown name that looks like it; the best pairs first, no unknown name used twice.

    Names are compared normalised. The answer is a suggestion for the user, never an assignment.
    """
    from difflib import SequenceMatcher

    scores: list[tuple[float, str, str]] = []
    candidates = [(name, normalised(name)) for name in unknown if len(name) <= MAX_LENGTH][:MAX_NAMES]
    for wanted in missing:
        matcher = SequenceMatcher(b=normalised(wanted), autojunk=False)
        for name, plain in candidates:
            matcher.set_seq1(plain)
            if plain and matcher.real_quick_ratio() >= LIKENESS and (score := matcher.ratio()) >= LIKENESS:
                scores.append((-score, wanted, name))
    pairs: dict[str, str] = {}
    used: set[str] = set()
    for _, wanted, name in sorted(scores):
        if wanted not in pairs and name not in used:
            pairs[wanted] = name
            used.add(name)
    return pairs
