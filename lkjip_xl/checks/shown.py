"""Values as messages show them: numbers in Indonesian style, texts quoted, cut and free of control characters."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

from lkjip_xl.indonesian import number_text, percent_text
from lkjip_xl.values import CellError, Value

MAX_TEXT = 80
_INVISIBLE: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]+")


def shown(value: Value) -> str:
    """How a message shows a value: ``99.3`` → ``99,3``, a text in “quotes”, an error value as it is, a blank as ``kosong``."""
    if value is None:
        return "kosong"
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, CellError):
        return plain_text(value)
    if isinstance(value, str):
        return f"“{plain_text(value)}”"
    return plain_number(value)


def plain_text(text: str, longest: int = MAX_TEXT) -> str:
    """The text on one line, without invisible characters, at most ``longest`` letters."""
    clean = _INVISIBLE.sub(" ", text)
    return clean if len(clean) <= longest else clean[: longest - 1] + "…"


def plain_number(value: float) -> str:
    """A number with all its decimals; dots between thousands from 10.000 on, so that a year stays a year."""
    exact = Decimal(repr(value))
    if not exact.is_finite() or abs(exact) >= Decimal(10) ** 18 or 0 < abs(exact) < Decimal("1e-9"):
        return repr(value)
    decimals = max(0, -int(exact.normalize().as_tuple().exponent))
    text = number_text(exact, decimals)
    return text.replace(".", "") if abs(exact) < 10_000 else text


def plain_percent(value: float, decimals: int = 2) -> str:
    """Percent points as a message shows them: ``105,88%``; figures that make no sense as they are."""
    return percent_text(value, decimals) if abs(value) < 1e15 else f"{plain_number(value)}%"
