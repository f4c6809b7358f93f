"""Rupiah amounts as exports write them. ``1.234`` may be a thousand or a fraction: such text is said to be ambiguous, and only
the other amounts of its table may decide."""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import Enum

from lkjip_xl.values import Value, is_number

_CURRENCY = re.compile(r"(?i)^(rp\.?|idr)\s*")
_DOTS = re.compile(r"-?[0-9]{1,3}(\.[0-9]{3})+(,[0-9]{1,2})?\Z")
_COMMAS = re.compile(r"-?[0-9]{1,3}(,[0-9]{3})+(\.[0-9]{1,2})?\Z")
_PLAIN = re.compile(r"-?[0-9]+\Z")
_COMMA_DECIMAL = re.compile(r"-?[0-9]+,[0-9]{1,2}\Z")
_DOT_DECIMAL = re.compile(r"-?[0-9]+\.[0-9]{1,2}\Z")
_ONE_GROUP = re.compile(r"-?[0-9]{1,3}[.,][0-9]{3}\Z")


class Style(Enum):
    """How a table separates thousands."""

    DOTS = "1.234.567,89"
    COMMAS = "1,234,567.89"


class Unclear(Enum):
    """Why a text is no amount."""

    NOT_A_NUMBER = "bukan angka"
    AMBIGUOUS = "dapat dibaca dua cara"


Amount = float | int | Unclear | None
"""Rupiah; None for blank."""


def _bare(text: str) -> str:
    return _CURRENCY.sub("", text.strip().replace("\u00a0", " ")).strip()


def column_style(values: Iterable[Value]) -> Style | None:
    """How the amounts of a table are written, from those that can be read one way only; None where none decides or they
    contradict each other."""
    found = set()
    for value in values:
        if not isinstance(value, str):
            continue
        text = _bare(value)
        if _ONE_GROUP.match(text):
            continue
        if _DOTS.match(text) or _COMMA_DECIMAL.match(text):
            found.add(Style.DOTS)
        elif _COMMAS.match(text) or _DOT_DECIMAL.match(text):
            found.add(Style.COMMAS)
    return found.pop() if len(found) == 1 else None


def read_amount(value: Value, style: Style | None) -> Amount:
    """An amount in rupiah, or why it is none. Numbers of a spreadsheet stand for themselves."""
    if value is None or value == "":
        return None
    if is_number(value) and not isinstance(value, bool):
        assert isinstance(value, int | float)
        return value
    text = _bare(str(value))
    if text in ("", "-"):
        return None
    if _PLAIN.match(text):
        return int(text)
    if _ONE_GROUP.match(text) and style is None:
        return Unclear.AMBIGUOUS
    if style is not Style.COMMAS and (_DOTS.match(text) or _COMMA_DECIMAL.match(text)):
        return _number(text.replace(".", "").replace(",", "."))
    if style is not Style.DOTS and (_COMMAS.match(text) or _DOT_DECIMAL.match(text)):
        return _number(text.replace(",", ""))
    return Unclear.NOT_A_NUMBER


def _number(text: str) -> float | int:
    value = float(text)
    return int(value) if value.is_integer() else value
