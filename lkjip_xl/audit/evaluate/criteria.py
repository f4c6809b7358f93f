"""Criteria of SUMIF, COUNTIF and their kin: ``"Program"``, ``">=100"``, ``"<>"``, wildcards."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from lkjip_xl.audit.evaluate.coercion import NotComputableError
from lkjip_xl.values import CellError, Value, is_number

Test = Callable[[Value], bool]
_OPERATOR: Final = re.compile(r"(<>|<=|>=|<|>|=)?(.*)\Z", re.DOTALL)
_NUMBER: Final = re.compile(r"[-+]?[0-9]+(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?\Z")
_LOCAL: Final = re.compile(r"[-+]?[0-9][0-9.,/:% -]*\Z")


def criterion(value: Value) -> Test:
    """The test a criterion stands for. A text that is a number only in some locale is NotComputableError."""
    if type(value) is CellError:
        raise NotComputableError("kriteria")
    if value is None:
        return _number_test("=", 0.0)
    if isinstance(value, bool):
        return lambda found: found is value
    if isinstance(value, int | float):
        return _number_test("=", float(value))
    match = _OPERATOR.match(value)
    assert match is not None
    operator, operand = match[1] or "", match[2]
    if operand == "":
        return _blank_test(operator)
    if _NUMBER.match(operand):
        return _number_test(operator or "=", float(operand))
    if _LOCAL.match(operand) or operand.upper() in ("TRUE", "FALSE"):
        raise NotComputableError("lokal")
    return _text_test(operator or "=", operand)


def _blank_test(operator: str) -> Test:
    if operator == "<>":
        return lambda found: found is not None
    if operator == "=":
        return lambda found: found is None
    if operator == "":
        return lambda found: found is None or found == ""
    raise NotComputableError("kriteria")


def _number_test(operator: str, wanted: float) -> Test:
    """Numbers only; ``=`` also takes a text of the same plain digits, and ``<>`` whatever is not equal."""

    def equal(found: Value) -> bool:
        if isinstance(found, int | float) and not isinstance(found, bool):
            return float(found) == wanted
        return isinstance(found, str) and _NUMBER.match(found) is not None and float(found) == wanted

    if operator == "=":
        return equal
    if operator == "<>":
        return lambda found: not equal(found)
    tests: dict[str, Callable[[float], bool]] = {
        "<": lambda found: found < wanted,
        ">": lambda found: found > wanted,
        "<=": lambda found: found <= wanted,
        ">=": lambda found: found >= wanted,
    }
    compare = tests[operator]
    return lambda found: is_number(found) and compare(float(found))  # type: ignore[arg-type]


def _text_test(operator: str, wanted: str) -> Test:
    if operator not in ("=", "<>"):
        raise NotComputableError("kriteria")
    matches = _wildcards(wanted.casefold()) if re.search(r"[*?~]", wanted) else wanted.casefold().__eq__

    def equal(found: Value) -> bool:
        return type(found) is str and bool(matches(found.casefold()))

    return equal if operator == "=" else lambda found: not equal(found)


def _wildcards(pattern: str) -> Callable[[str], bool]:
    """``*`` any text, ``?`` one character, ``~`` takes the next one as it is. The pieces between the stars are looked for one
    after the other, so that no pattern can take long."""
    pieces = [re.compile(piece, re.DOTALL) for piece in _pieces(pattern)]

    def matches(text: str) -> bool:
        if len(pieces) == 1:
            return pieces[0].fullmatch(text) is not None
        first = pieces[0].match(text)
        if first is None:
            return False
        position = first.end()
        for piece in pieces[1:-1]:
            found = piece.search(text, position)
            if found is None:
                return False
            position = found.end()
        length = len(re.sub(r"\\(.)", r"\1", pieces[-1].pattern, flags=re.DOTALL))
        return len(text) - position >= length and pieces[-1].match(text, len(text) - length) is not None

    return matches


def _pieces(pattern: str) -> list[str]:
    """Regular expressions of what stands between the stars; each letter of one matches one letter."""
    found = [""]
    position = 0
    while position < len(pattern):
        letter = pattern[position]
        if letter == "~" and pattern[position + 1 : position + 2] in ("*", "?", "~"):
            position += 1
            found[-1] += re.escape(pattern[position])
        elif letter == "*":
            found.append("")
        else:
            found[-1] += "." if letter == "?" else re.escape(letter)
        position += 1
    return found
