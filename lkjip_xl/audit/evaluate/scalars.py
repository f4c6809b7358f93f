"""Functions over single values: rounding, text, information."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from decimal import ROUND_DOWN, ROUND_HALF_UP, ROUND_UP, Context, Decimal
from typing import Final

from lkjip_xl.audit.evaluate.arguments import Argument, Compiled, Get, Read
from lkjip_xl.audit.evaluate.coercion import (
    DIVISION_ERROR,
    NUMBER_ERROR,
    VALUE_ERROR,
    NotComputableError,
    finite,
    numeric,
    text_of,
)
from lkjip_xl.audit.evaluate.grid import Slot
from lkjip_xl.compute.excel import capitals
from lkjip_xl.values import CellError, Value

Maker = Callable[[Sequence[Argument]], Compiled]
_CONTEXT: Final = Context(prec=400)
_WHOLE_DIGITS: Final = 15
_MAX_TEXT: Final = 32_767


def _numeric(function: Callable[..., Value], defaults: tuple[float, ...] = ()) -> Maker:
    """A function of numbers; ``defaults`` (one for every argument) stand in for those left out."""

    def make(arguments: Sequence[Argument]) -> Compiled:
        def run(slots: Sequence[Slot], get: Get, read: Read) -> Value:
            found: list[float] = []
            for argument in arguments:
                value = numeric(argument.value(slots, get, read))
                if isinstance(value, CellError):
                    return value
                found.append(value)
            return function(*found, *defaults[len(found) :]) if defaults else function(*found)

        return run

    return make


def _textual(function: Callable[..., Value]) -> Maker:
    """A function of texts."""

    def make(arguments: Sequence[Argument]) -> Compiled:
        def run(slots: Sequence[Slot], get: Get, read: Read) -> Value:
            found: list[str] = []
            for argument in arguments:
                text = text_of(argument.value(slots, get, read))
                if isinstance(text, CellError):
                    return text
                found.append(text)
            return function(*found)

        return run

    return make


def _test(function: Callable[[Value], bool]) -> Maker:
    """An information function: errors are answers, not failures."""

    def make(arguments: Sequence[Argument]) -> Compiled:
        value = arguments[0].value

        def run(slots: Sequence[Slot], get: Get, read: Read) -> Value:
            return function(value(slots, get, read))

        return run

    return make


def rounded(value: float, digits: float, how: str = ROUND_HALF_UP) -> Value:
    """ROUND as spreadsheets do it: half away from zero, on the 15 digits that the double stands for."""
    places = int(digits)
    if not -300 <= places <= 300:
        raise NotComputableError("fungsi", "ROUND")
    if abs(value) >= 10.0**_WHOLE_DIGITS and places >= 0:
        return value
    exact = Decimal(f"{value:.{_WHOLE_DIGITS}g}")
    return finite(float(exact.quantize(Decimal(1).scaleb(-places), rounding=how, context=_CONTEXT)))


def _modulo(value: float, divisor: float) -> Value:
    return DIVISION_ERROR if divisor == 0 else finite(value - divisor * math.floor(value / divisor))


def _root(value: float) -> Value:
    return NUMBER_ERROR if value < 0 else math.sqrt(value)


def _character(value: float) -> Value:
    code = int(value)
    if not 1 <= code <= 255:
        return VALUE_ERROR
    if code > 126:
        raise NotComputableError("fungsi", "CHAR")  # above ASCII it depends on the system's code page
    return chr(code)


def _substitute(arguments: Sequence[Argument]) -> Compiled:
    """SUBSTITUTE(text, old, new[, which])."""

    def run(slots: Sequence[Slot], get: Get, read: Read) -> Value:
        texts = [text_of(argument.value(slots, get, read)) for argument in arguments[:3]]
        for text in texts:
            if isinstance(text, CellError):
                return text
        whole, old, new = map(str, texts)
        if len(arguments) < 4:
            return _bounded(whole.replace(old, new) if old else whole)
        which = numeric(arguments[3].value(slots, get, read))
        if isinstance(which, CellError):
            return which
        if which < 1:
            return VALUE_ERROR
        pieces = whole.split(old) if old else [whole]
        at = int(which)
        return whole if at >= len(pieces) else _bounded(old.join(pieces[:at]) + new + old.join(pieces[at:]))

    return run


def _bounded(text: str) -> Value:
    return text if len(text) <= _MAX_TEXT else VALUE_ERROR


def _n(value: Value) -> Value:
    if type(value) is CellError:
        return value
    return float(value) if isinstance(value, bool | int | float) else 0.0


def _value_of(function: Callable[[Value], Value]) -> Maker:
    def make(arguments: Sequence[Argument]) -> Compiled:
        value = arguments[0].value
        return lambda slots, get, read: function(value(slots, get, read))

    return make


def _is_number(value: Value) -> bool:
    kind = type(value)
    return kind is float or kind is int


SCALARS: Final[dict[str, tuple[Maker, int, int]]] = {
    "ABS": (_numeric(abs), 1, 1),
    "SIGN": (_numeric(lambda value: float((value > 0) - (value < 0))), 1, 1),
    "INT": (_numeric(lambda value: float(math.floor(value))), 1, 1),
    "SQRT": (_numeric(_root), 1, 1),
    "MOD": (_numeric(_modulo), 2, 2),
    "ROUND": (_numeric(rounded), 2, 2),
    "ROUNDUP": (_numeric(lambda value, digits: rounded(value, digits, ROUND_UP)), 2, 2),
    "ROUNDDOWN": (_numeric(lambda value, digits: rounded(value, digits, ROUND_DOWN)), 2, 2),
    "TRUNC": (_numeric(lambda value, digits: rounded(value, digits, ROUND_DOWN), (0.0, 0.0)), 1, 2),
    "CHAR": (_numeric(_character), 1, 1),
    "UPPER": (_textual(capitals), 1, 1),
    "LOWER": (_textual(str.lower), 1, 1),
    "TRIM": (_textual(lambda text: " ".join(part for part in text.split(" ") if part)), 1, 1),
    "LEN": (_textual(lambda text: float(len(text.encode("utf-16-le")) // 2)), 1, 1),
    "EXACT": (_textual(lambda first, second: first == second), 2, 2),
    "CONCATENATE": (_textual(lambda *texts: _bounded("".join(texts))), 1, 255),
    "SUBSTITUTE": (_substitute, 3, 4),
    "ISNUMBER": (_test(_is_number), 1, 1),
    "ISTEXT": (_test(lambda value: type(value) is str), 1, 1),
    "ISNONTEXT": (_test(lambda value: type(value) is not str), 1, 1),
    "ISBLANK": (_test(lambda value: value is None), 1, 1),
    "ISLOGICAL": (_test(lambda value: isinstance(value, bool)), 1, 1),
    "ISERROR": (_test(lambda value: type(value) is CellError), 1, 1),
    "ISERR": (_test(lambda value: type(value) is CellError and value != "#N/A"), 1, 1),
    "ISNA": (_test(lambda value: type(value) is CellError and value == "#N/A"), 1, 1),
    "N": (_value_of(_n), 1, 1),
    "T": (_value_of(lambda value: value if isinstance(value, str) else ""), 1, 1),
}
"""Name → (code, fewest arguments, most arguments)."""
