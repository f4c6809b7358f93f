"""Pangkat and golongan of civil servants (PP 99/2000; PPPK: Perpres 98/2020), as people write them."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

GOLONGAN: Final = {
    "juru muda": "I/a", "juru muda tingkat i": "I/b", "juru": "I/c", "juru tingkat i": "I/d",
    "pengatur muda": "II/a", "pengatur muda tingkat i": "II/b", "pengatur": "II/c", "pengatur tingkat i": "II/d",
    "penata muda": "III/a", "penata muda tingkat i": "III/b", "penata": "III/c", "penata tingkat i": "III/d",
    "pembina": "IV/a", "pembina tingkat i": "IV/b", "pembina utama muda": "IV/c", "pembina utama madya": "IV/d",
    "pembina utama": "IV/e",
}  # fmt: skip
"""Pangkat → golongan."""
KNOWN: Final = frozenset(GOLONGAN.values())
PPPK: Final = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV", "XVI", "XVII")
"""Golongan of PPPK; I to IV alone may also mean all of a golongan of PNS."""

_LETTER_FORM: Final = re.compile(r"(?<![A-Z])([IVX]+)(?:\s*[/.\-]\s*([A-Z])|\s?([A-H]))(?![A-Z])")
_ROMAN: Final = re.compile(r"(?<![A-Z])([IVXL]+)(?![A-Z])")
_LEVEL: Final = re.compile(r"\b(?:tkt?|tingkat)\b[\s.]*(?:i|1)\b")


class Rank(NamedTuple):
    """What a text says: ``golongan`` written in it (``IV/c``, or ``IX`` alone), and the one its pangkat has; "" for none."""

    written: str
    of_name: str

    @property
    def golongan(self) -> str:
        return self.written or self.of_name

    @property
    def is_known(self) -> bool:
        """True for a golongan that exists; a text without any golongan is not known either."""
        return self.golongan in KNOWN or self.golongan in PPPK

    @property
    def disagrees(self) -> bool:
        """True where pangkat and golongan of one text do not belong together."""
        return bool(self.written and self.of_name) and "/" in self.written and self.written != self.of_name


def read_rank(text: str) -> Rank:
    """The golongan in a text such as ``Pembina Tk. I (IV/b)``, ``Golongan III / a``, ``Kelas IX``."""
    plain = _LEVEL.sub("tingkat i", text.casefold())
    words = re.sub(r"[^a-z]+", " ", plain).strip()
    name = max((name for name in GOLONGAN if re.search(rf"\b{name}\b", words)), key=len, default="")
    rest = _LEVEL.sub(" ", text.casefold()).upper()
    return Rank(_written(rest), GOLONGAN.get(name, ""))


def _written(text: str) -> str:
    letter_form = _LETTER_FORM.search(text)
    if letter_form is not None:
        return f"{letter_form[1]}/{(letter_form[2] or letter_form[3]).lower()}"
    alone = _ROMAN.search(text)
    return alone[1] if alone else ""
