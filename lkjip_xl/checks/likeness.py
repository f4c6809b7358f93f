"""Are two names the same, the same written otherwise, or two different names?"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from enum import Enum
from typing import Final

from lkjip_xl.intake.names import normalised

LIKENESS: Final = 0.8
"""Share of equal letters (difflib) from which two names count as variants of one."""
MAX_LENGTH: Final = 500
"""Letters that are compared; input columns for names are not longer."""
MAX_COMPARISONS: Final = 2000
"""Letter-by-letter comparisons in one run. A workbook with more wrong names than this gets the coarse answer for the rest."""

_DIGITS: Final = re.compile(r"\d+")


class Likeness(Enum):
    """SAME: at most capitals and spaces differ. VARIANT: spelling or a word differs. OTHER: two names."""

    SAME = "same"
    VARIANT = "variant"
    OTHER = "other"


def spoken(name: str) -> str:
    """A name without regard to capitals and the width of spaces, as a reader hears it."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


@dataclass(slots=True)
class NameJudge:
    """Compares names; remembers its answers and how many comparisons it has made."""

    made: int = 0
    answers: dict[tuple[str, str], Likeness] = field(default_factory=dict)

    def compare(self, first: str, second: str) -> Likeness:
        """How two names relate. Names with different numbers in them (``usia 0-5``, ``usia 0-18``) are two names, however
        alike the rest is."""
        if first == second:
            return Likeness.SAME
        one, other = sorted((first, second))
        if (one, other) not in self.answers:
            self.answers[one, other] = self._compare(one, other)
        return self.answers[one, other]

    def alike(self, first: str, second: str) -> bool:
        """True for one name, variants included."""
        return self.compare(first, second) is not Likeness.OTHER

    def _compare(self, first: str, second: str) -> Likeness:
        if spoken(first) == spoken(second):
            return Likeness.SAME
        one, other = normalised(first), normalised(second)
        if one == other:
            return Likeness.VARIANT
        if _DIGITS.findall(one) != _DIGITS.findall(other):
            return Likeness.OTHER
        return Likeness.VARIANT if self._near(one[:MAX_LENGTH], other[:MAX_LENGTH]) else Likeness.OTHER

    def _near(self, one: str, other: str) -> bool:
        from difflib import SequenceMatcher

        matcher = SequenceMatcher(None, one, other, autojunk=False)
        if matcher.real_quick_ratio() < LIKENESS or matcher.quick_ratio() < LIKENESS:
            return False
        self.made += 1
        return self.made > MAX_COMPARISONS or matcher.ratio() >= LIKENESS
