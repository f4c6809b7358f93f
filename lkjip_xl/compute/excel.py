"""What a few Excel functions return, blanks, text and error values included. Only those our formulas use."""

from __future__ import annotations

from collections.abc import Iterable

from lkjip_xl.values import CellError, Value, is_number, number


def numbers(values: Iterable[Value]) -> list[float]:
    """What SUM and AVERAGE see in a range: numbers only."""
    return [found for value in values if (found := number(value)) is not None]


def first_error(values: Iterable[Value]) -> CellError | None:
    """The error a range passes on to SUM or AVERAGE: the first one in reading order."""
    for value in values:
        if isinstance(value, CellError):
            return value
    return None


def total(values: Iterable[Value]) -> Value:
    """SUM over a range."""
    listed = list(values)
    error = first_error(listed)
    return error if error is not None else sum(numbers(listed))


def average(values: Iterable[Value]) -> Value:
    """AVERAGE over a range; ``#DIV/0!`` without a number, so guard it with COUNT as our formulas do."""
    listed = list(values)
    error = first_error(listed)
    if error is not None:
        return error
    found = numbers(listed)
    return sum(found) / len(found) if found else CellError("#DIV/0!")


def count(values: Iterable[Value]) -> int:
    """COUNT over a range: numbers only; errors and text are passed over."""
    return len(numbers(values))


def n(value: Value) -> float | CellError:
    """N(cell): numbers as they are, TRUE 1, text and blank 0, errors as they are."""
    if isinstance(value, CellError):
        return value
    if isinstance(value, bool):
        return float(value)
    return number(value) or 0.0


def same_text(value: Value, text: str) -> bool:
    """``cell="text"``: Excel compares text without regard to case."""
    return isinstance(value, str) and value.casefold() == text.casefold()


def general(value: Value) -> str:
    """How ``&`` turns a value into text. Enough for years and whole numbers; other doubles as 15 digits."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return f"{value:.15g}" if is_number(value) else str(value)
