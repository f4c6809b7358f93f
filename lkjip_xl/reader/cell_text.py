"""The text inside a cell element as a value: numbers as XML Schema writes them, and Excel's escaped characters."""

from __future__ import annotations

import re
from typing import Final

INTEGER_LIMIT: Final = 10**15
"""Integers below this are exact in a spreadsheet, which keeps 15 digits; larger ones are read as doubles."""

_NUMBER = re.compile(r"\s*[-+]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-9]{1,4})?\s*", re.ASCII)
_ESCAPED = re.compile(r"(?:_x[0-9A-Fa-f]{4}_)+")
_LARGEST = 1.7976931348623157e308
_MAX_DIGITS = 400


def number_value(text: str) -> int | float | None:
    """The number a cell holds, or None where the text is none (``NaN``, ``1e400``, ``1,5``, ``1_0``)."""
    if len(text) > _MAX_DIGITS or not _NUMBER.fullmatch(text):
        return None
    number = float(text)
    if not -_LARGEST <= number <= _LARGEST:
        return None
    integral = not ("." in text or "e" in text or "E" in text)
    return int(number) if integral and -INTEGER_LIMIT < number < INTEGER_LIMIT else number


def unescaped(text: str) -> str:
    """Excel writes characters that XML cannot hold as ``_x000D_``, and the text ``_x000D_`` itself as ``_x005F_x000D_``."""
    return _ESCAPED.sub(_decode, text) if "_x" in text else text


def _decode(match: re.Match[str]) -> str:
    codes = [int(code, 16) for code in match[0][2:-1].split("__x")]
    joined = b"".join(code.to_bytes(2, "little") for code in codes)
    try:
        return joined.decode("utf-16-le")
    except UnicodeDecodeError:
        return match[0]
