"""Numbers that were typed as text: what they may mean in Indonesian and in English style.

Nothing is repaired here. A text with one possible meaning is shown with that meaning; one with two (``1.234`` is one
thousand two hundred thirty-four in Indonesian and one point two in English) is shown with both, and the user decides.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final, NamedTuple

MAX_LENGTH = 60

_SIGNS = str.maketrans({"\u2212": "-", "\u2013": "-", "\u2019": "'", "\u00a0": " ", "\u202f": " "})
_TEXT: Final = re.compile(
    r"""(?P<open>\()?\s*(?P<sign1>[-+])?\s*
    (?P<currency>Rp\.?|IDR)?\s*(?P<sign2>[-+])?\s*
    (?P<body>[0-9](?:[0-9.,' ]*[0-9])?)
    (?P<dash>,-{1,2}|,--|\.-)?\s*
    (?P<close>\))?\s*
    (?P<percent>%|persen\b)?\s*
    (?P<unit>[^\W\d_][^0-9]*|\([^0-9()]*\))?\Z""",
    re.VERBOSE | re.IGNORECASE,
)
_PLAIN: Final = re.compile(r"[0-9]+\Z")
_DOT_GROUPS: Final = re.compile(r"[1-9][0-9]{0,2}(?:\.[0-9]{3})+(,[0-9]+)?\Z")
_COMMA_GROUPS: Final = re.compile(r"[1-9][0-9]{0,2}(?:,[0-9]{3})+(\.[0-9]+)?\Z")
_LOOSE_GROUPS: Final = re.compile(r"[1-9][0-9]{0,2}(?:[ '][0-9]{3})+([.,][0-9]+)?\Z")
_DECIMAL_COMMA: Final = re.compile(r"[0-9]+,[0-9]+\Z")
_DECIMAL_DOT: Final = re.compile(r"[0-9]+\.[0-9]+\Z")

_PLACEHOLDERS: Final = frozenset(
    {"-", "--", "---", "–", "—", "n/a", "na", "n.a.", "nihil", "tidak ada", "tidak ada data", "kosong", "belum ada", "x", "..."}
)


class TypedNumber(NamedTuple):
    """A number found in a text. ``indonesian`` and ``english`` are its readings, None where that style cannot read it."""

    indonesian: float | None
    english: float | None
    percent: bool
    unit: str

    @property
    def ambiguous(self) -> bool:
        """True where the two styles read different numbers."""
        return self.indonesian is not None and self.english is not None and self.indonesian != self.english


def read_typed_number(text: str) -> TypedNumber | None:
    """The number a text stands for, or None where it is no number.

    Understands ``99,30%``, ``Rp 1.234.567,-``, ``(1.000)``, ``1,234.50``, ``1 234 567``, no-break spaces, full-width
    digits and a unit behind the number (``12 orang``). A currency mark ``Rp`` settles ``Rp 1.234`` as Indonesian.
    """
    if len(text) > MAX_LENGTH:
        return None
    match = _TEXT.match(unicodedata.normalize("NFKC", text.translate(_SIGNS)).strip())
    if match is None or bool(match["open"]) != bool(match["close"]):
        return None
    indonesian, english = _readings(match["body"])
    if match["dash"] or (match["currency"] and "." in match["body"] and indonesian is not None):
        english = None
    if indonesian is None and english is None:
        return None
    sign = -1 if match["open"] or "-" in (match["sign1"], match["sign2"]) else 1
    unit = (match["unit"] or "").strip()
    return TypedNumber(_signed(indonesian, sign), _signed(english, sign), bool(match["percent"]), unit)


def is_placeholder(text: str) -> bool:
    """True for what people type where they have no figure: ``-``, ``n/a``, ``nihil``."""
    return text.strip().casefold() in _PLACEHOLDERS


def _readings(body: str) -> tuple[float | None, float | None]:
    """(Indonesian reading, English reading) of digits and marks."""
    if _PLAIN.match(body):
        return float(body), float(body)
    if loose := _LOOSE_GROUPS.match(body):
        plain = body.replace(" ", "").replace("'", "")
        if not loose[1]:
            return float(plain), float(plain)
        return (float(plain.replace(",", ".")), None) if loose[1][0] == "," else (None, float(plain))
    indonesian = english = None
    if _DOT_GROUPS.match(body):
        indonesian = float(body.replace(".", "").replace(",", "."))
    elif _DECIMAL_COMMA.match(body):
        indonesian = float(body.replace(",", "."))
    if _COMMA_GROUPS.match(body):
        english = float(body.replace(",", ""))
    elif _DECIMAL_DOT.match(body):
        english = float(body)
    return indonesian, english


def _signed(value: float | None, sign: int) -> float | None:
    return None if value is None else sign * value
