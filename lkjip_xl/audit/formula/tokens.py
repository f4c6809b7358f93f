"""Cutting a formula's text into tokens.

First the references are taken out (``cut``): what is left is the shape of the formula, and thousands of formulas in a column
share one. Only shapes are cut further (``tokens``) and parsed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from lkjip_xl.audit.formula.reference import AreaRef, CellRef, Reference, read_reference

CELL_MARK: Final = "\x01"
AREA_MARK: Final = "\x02"
"""Stand for a reference in a shape. XML cannot hold these characters, so no formula of a file has them."""

_CELL = r"\$?[A-Za-z]{1,3}\$?[0-9]{1,7}"
_LETTERS = r"\$?[A-Za-z]{1,3}"
_DIGITS = r"\$?[0-9]{1,7}"
_SHEET = r"(?:'(?:[^'\[\]]|'')+'|[^\W\d][\w.]*)!"
_REFERENCE = rf"{_CELL}(?::{_CELL})?|{_LETTERS}:{_LETTERS}|{_DIGITS}:{_DIGITS}"
_NAME = r"(?:[^\W\d]|\\)[\w.\\?]*"
_BRACKET = r"\[(?:[^\[\]']|'.|\[(?:[^\[\]']|'.)*\])*\]"  # table column, or the number of another workbook
_QUOTED = r"'(?:[^']|'')*'"
_STRING = r'"(?:[^"]|"")*"'

_CUT: Final = re.compile(rf"({_STRING}|(?<![\w.!$\]'#])(?:{_SHEET})?(?:{_REFERENCE})(?![\w.(\[!?\\$])|{_QUOTED}|{_BRACKET})")
_TOKEN: Final = re.compile(
    rf"""
      (?P<space>[ \t\r\n\xa0]+)
    | (?P<text>{_STRING})
    | (?P<slot>[\x01\x02])
    | (?P<failure>\#(?:REF!(?:{_CELL}(?::{_CELL})?)?
                    |DIV/0!|VALUE!|NAME\?|NUM!|N/A|NULL!|SPILL!|CALC!|FIELD!|GETTING_DATA|BLOCKED!|CONNECT!|BUSY!))
    | (?P<number>(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-9]+)?(?![\w.]))
    | (?P<call>[^\W\d][\w.]*[ ]*\()
    | (?P<outside>(?:(?:{_QUOTED}|(?:{_BRACKET})?[\w.:]*)!(?:{_REFERENCE}|[\x01\x02]|{_NAME}|\#REF!)|{_BRACKET}|{_NAME})
                  (?:{_BRACKET})?)
    | (?P<operator><>|<=|>=|[-+*/^&=<>%:])
    | (?P<bracket>[(){{}}])
    | (?P<comma>[,;])
    | (?P<at>@)
    """,
    re.VERBOSE,
)
_SPLIT_AREA: Final = re.compile(r"\x01[ \t\r\n\xa0]*:[ \t\r\n\xa0]*\x01")


class FormulaError(ValueError):
    """A text that is no formula. The message is for developers; users see the catalogue's words (A13)."""


class TooDeepError(FormulaError):
    """A formula nested or chained deeper than is followed here. It may be one all the same."""


class Token(NamedTuple):
    """A piece of a shape: its kind (a group name of the grammar) and its text."""

    kind: str
    text: str


def cut(text: str) -> tuple[str, tuple[Reference, ...]]:
    """The shape of a formula (without ``=``) and its references in order."""
    pieces = _CUT.split(text)
    if len(pieces) == 1:
        return text, ()
    references: list[Reference] = []
    for position in range(1, len(pieces), 2):
        piece = pieces[position]
        if piece[0] in '"[' or (piece[0] == "'" and piece[-1] == "'"):
            continue
        found = read_reference(piece)
        if found is not None:
            references.append(found)
            pieces[position] = AREA_MARK if type(found) is AreaRef else CELL_MARK
    shape = "".join(pieces)
    if ":" in shape and _SPLIT_AREA.search(shape):
        return _joined(shape, references)
    return shape, tuple(references)


def _joined(shape: str, references: list[Reference]) -> tuple[str, tuple[Reference, ...]]:
    """Areas written as two cells (``A1 : B2``, ``DPA!A1:DPA!B2``) made one reference."""
    while match := _SPLIT_AREA.search(shape):
        index = shape.count(CELL_MARK, 0, match.start()) + shape.count(AREA_MARK, 0, match.start())
        first, last = references[index], references[index + 1]
        if type(first) is not CellRef or type(last) is not CellRef or last.sheet not in ("", first.sheet):
            return shape.replace(match[0], f"{CELL_MARK}::{CELL_MARK}"), tuple(references)  # no formula of any program
        (top, bottom), (left, right) = sorted((first.row, last.row)), sorted((first.column, last.column))
        references[index : index + 2] = [AreaRef(first.sheet, top, left, bottom, right)]
        shape = shape[: match.start()] + AREA_MARK + shape[match.end() :]
    return shape, tuple(references)


def tokens(shape: str) -> Iterator[Token]:
    """The tokens of a shape. FormulaError at the first character that fits nothing."""
    position = 0
    while position < len(shape):
        match = _TOKEN.match(shape, position)
        if match is None or match.end() == position or match.lastgroup is None:
            raise FormulaError(f"position {position}")
        yield Token(match.lastgroup, match[0])
        position = match.end()
