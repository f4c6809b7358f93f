"""Values as operators see them: what counts as a number, a text, true or false, and how two values compare.

Where the answer depends on the user's locale ("1,5" as a number) nothing is guessed: NotComputableError says so.
"""

from __future__ import annotations

import re
from typing import Final

from lkjip_xl.compute.excel import general
from lkjip_xl.values import CellError, Value

VALUE_ERROR: Final = CellError("#VALUE!")
NUMBER_ERROR: Final = CellError("#NUM!")
DIVISION_ERROR: Final = CellError("#DIV/0!")
_PLAIN: Final = re.compile(r"\s*[-+]?[0-9]+\s*\Z")
_DIGIT: Final = re.compile(r"\d")
_NEAR: Final = 1e-14


class NotComputableError(Exception):
    """This formula cannot be recalculated here. ``reason`` is a key of the catalogue, ``detail`` a function's name or ""."""

    def __init__(self, reason: str, detail: str = "") -> None:
        super().__init__(reason, detail)
        self.reason = reason
        self.detail = detail


def numeric(value: Value) -> float | CellError:
    """The value as an operand of ``+``: blank 0, TRUE 1; text ``#VALUE!`` unless it is plain digits."""
    kind = type(value)
    if kind is float:
        return value  # type: ignore[return-value]
    if kind is int or kind is bool:
        return float(value)  # type: ignore[arg-type]
    if value is None:
        return 0.0
    if kind is CellError:
        return value  # type: ignore[return-value]
    return _from_text(str(value))


def _from_text(text: str) -> float | CellError:
    if _PLAIN.match(text):
        return float(text)
    if _DIGIT.search(text):
        raise NotComputableError("lokal")
    return VALUE_ERROR


def finite(value: float) -> float | CellError:
    """A result as a cell holds it: ``#NUM!`` where it left the range of doubles."""
    return value if value - value == 0 else NUMBER_ERROR


def truth(value: Value) -> bool | CellError:
    """The value as a condition: numbers other than 0 are true, a blank is false, text is ``#VALUE!`` unless TRUE/FALSE."""
    if value is None:
        return False
    if type(value) is CellError:
        return value
    if isinstance(value, str):
        upper = value.upper()
        return upper == "TRUE" if upper in ("TRUE", "FALSE") else VALUE_ERROR
    return value != 0


def text_of(value: Value) -> str | CellError:
    """The value as ``&`` spells it."""
    return value if type(value) is CellError else general(value)


def order(first: Value, second: Value) -> int | CellError:
    """-1, 0 or 1: numbers before text before booleans; text without regard to case; a blank is like what it meets.

    Numbers are compared as Excel does, by 15 significant digits.
    """
    if type(first) is CellError:
        return first
    if type(second) is CellError:
        return second
    if first is None:
        first = _blank_like(second)
    if second is None:
        second = _blank_like(first)
    ranks = _rank(first), _rank(second)
    if ranks[0] != ranks[1]:
        return -1 if ranks[0] < ranks[1] else 1
    if isinstance(first, str) and isinstance(second, str):
        a, b = first.casefold(), second.casefold()
        return 0 if a == b else -1 if a < b else 1
    return _number_order(float(first or 0), float(second or 0))


def _number_order(first: float, second: float) -> int:
    if first == second or _equal_digits(first, second):
        return 0
    return -1 if first < second else 1


def _equal_digits(first: float, second: float) -> bool:
    if abs(first - second) > _NEAR * max(abs(first), abs(second)):
        return False
    return f"{first:.15g}" == f"{second:.15g}"


def _blank_like(other: Value) -> Value:
    if isinstance(other, bool):
        return False
    return "" if isinstance(other, str) else 0.0


def _rank(value: Value) -> int:
    if isinstance(value, bool):
        return 2
    return 1 if isinstance(value, str) else 0
