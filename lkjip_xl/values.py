"""The values a cell can hold, and how they behave in arithmetic, as a spreadsheet sees them."""

from __future__ import annotations

from typing import Final


class CellError(str):
    """An Excel error value such as ``#REF!``: not text, not blank, not a number."""

    __slots__ = ()


Value = None | bool | int | float | str | CellError
"""Blank is ``None``; an empty string is what a formula returns to look blank; 0 is a value."""

ERROR_TEXTS: Final = frozenset(
    {"#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A", "#GETTING_DATA", "#SPILL!", "#CALC!", "#FIELD!",
     "#BLOCKED!", "#UNKNOWN!", "#CONNECT!", "#EXTERNAL!", "#PYTHON!", "#BUSY!"}
)


def is_number(value: Value) -> bool:
    """True where Excel's ISNUMBER is true: an int or float, not a bool, not number-like text."""
    return isinstance(value, int | float) and not isinstance(value, bool)


def number(value: Value) -> float | None:
    """The value as a double, or None where ISNUMBER would be false."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return float(value)
    return None


def is_blank(value: Value) -> bool:
    """True where ``cell=""`` is true in a formula: blank or empty text."""
    return value is None or value == ""
