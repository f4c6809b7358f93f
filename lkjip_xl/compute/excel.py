"""What a few Excel functions return, blanks, text and error values included. Only those our formulas use."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from lkjip_xl.indonesian import half_up
from lkjip_xl.values import CellError, Value, is_number, number

NOISE_DECIMALS = 9
"""Decimals that a value is rounded to before it is compared with a bound: 8,1 / 9 x 100 is 89,99999999999999 as a double."""
_DIGITS = 15
_PLAIN_BELOW = 20
_PLAIN_ABOVE = -11


def finite(value: float) -> float | CellError:
    """A result as a cell holds it: ``#NUM!`` where it left the range of doubles."""
    return value if value - value == 0 else CellError("#NUM!")


def divide(a: float, b: float) -> float | CellError:
    """a / b: ``#DIV/0!`` by 0, ``#NUM!`` out of range."""
    return CellError("#DIV/0!") if b == 0 else finite(a / b)


def rounded(value: float) -> float:
    """ROUND(value, 9): a figure free of the noise that division leaves, for comparing with a bound."""
    return value if abs(value) >= 1e12 else float(half_up(value, NOISE_DECIMALS))


ROUNDED = f"ROUND({{0}},{NOISE_DECIMALS})"
"""The same in a formula, over operand 0."""


def numbers(values: Iterable[Value]) -> list[float]:
    """What SUM and AVERAGE see in a range: numbers only."""
    return [found for value in values if (found := number(value)) is not None]


def first_error(values: Iterable[Value]) -> CellError | None:
    """The error a range passes on to SUM or AVERAGE: the first one in reading order."""
    for value in values:
        if isinstance(value, CellError):
            return value
    return None


def total(values: Iterable[Value]) -> float | CellError:
    """SUM over a range."""
    listed = list(values)
    error = first_error(listed)
    return error if error is not None else finite(sum(numbers(listed)))


def product_total(first: Sequence[Value], second: Sequence[Value]) -> float | CellError:
    """SUMPRODUCT over two ranges of one size: what is no number counts as 0."""
    pairs = list(zip(first, second, strict=True))
    error = first_error(value for pair in pairs for value in pair)
    return error if error is not None else finite(sum((number(a) or 0.0) * (number(b) or 0.0) for a, b in pairs))


def average(values: Iterable[Value]) -> float | CellError:
    """AVERAGE over a range; ``#DIV/0!`` without a number, so guard it with COUNT as our formulas do."""
    listed = list(values)
    error = first_error(listed)
    if error is not None:
        return error
    found = numbers(listed)
    return finite(sum(found) / len(found)) if found else CellError("#DIV/0!")


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
    """How ``&`` turns a value into text: numbers with up to 15 digits, without exponent unless very large or very small."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if not is_number(value):
        return str(value)
    short = Decimal(f"{value:.{_DIGITS}g}").normalize()
    if short == 0:
        return "0"
    if _PLAIN_ABOVE < short.adjusted() < _PLAIN_BELOW + 1:
        return f"{short:f}"
    digits, _, exponent = f"{short:E}".partition("E")
    return f"{digits}E{int(exponent):+03d}"


def capitals(text: str) -> str:
    """UPPER: letter by letter, so that what has no single capital (ß, ﬁ) stays as it is."""
    return "".join(capital if len(capital := letter.upper()) == 1 else letter for letter in text)
