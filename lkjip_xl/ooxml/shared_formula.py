"""Formula text moved to another cell: what Excel means by a shared formula, written once and used by many cells.

Only relative references move. Text in quotes, sheet names, names, functions, structured references, error values and
numbers stay as they are. A reference that leaves the sheet becomes ``#REF!``, as in Excel.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from lkjip_xl.address import MAX_COLUMN, MAX_ROW, column_letters, column_number

_TOKEN = re.compile(
    r"""
      "(?:[^"]|"")*+"?+                                              # text, to the end where it is not closed
    | '(?:[^']|'')*+'?+                                              # quoted sheet name
    | \[(?:[^\[\]']|'.|\[(?:[^\[\]']|'.)*\])*\]                      # structured reference, other workbook
    | \#[A-Za-z_/0-9]+[!?]?                                          # error value
    | [\w.]+(?::[\w.]+)?!                                            # plain sheet name, also Sheet1:Sheet3!
    | (?P<columns>\$?[A-Za-z]{1,3}:\$?[A-Za-z]{1,3})(?![\w.(\[!?\\$])
    | (?P<rows>\$?[0-9]{1,7}:\$?[0-9]{1,7})(?![\w.(\[!?\\$])
    | (?P<cell>\$?[A-Za-z]{1,3}\$?[0-9]{1,7})(?![\w.(\[!?\\$])
    | (?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-9]+)?               # number: 1E5 holds no cell E5
    | [\w.$?\\]+                                                     # function or name
    """,
    re.VERBOSE,
)
_HALF = re.compile(r"(\$?)([A-Za-z]*)(\$?)([0-9]*)")
_LOST = "#REF!"


class _Reference(NamedTuple):
    """One corner of a reference. 0 stands for the part a whole row or column does not name."""

    text: str
    column: int
    column_fixed: bool
    row: int
    row_fixed: bool

    def moved(self, rows: int, columns: int) -> str:
        row = self.row if self.row_fixed or not self.row else self.row + rows
        column = self.column if self.column_fixed or not self.column else self.column + columns
        if (self.row and not 1 <= row <= MAX_ROW) or (self.column and not 1 <= column <= MAX_COLUMN):
            return _LOST
        if row == self.row and column == self.column:
            return self.text
        letters = ("$" if self.column_fixed else "") + column_letters(column) if column else ""
        return letters + (("$" if self.row_fixed else "") + str(row) if row else "")


class MovableFormula:
    """A formula cut once into fixed text and references, so that moving it costs little."""

    __slots__ = ("_parts",)

    def __init__(self, text: str) -> None:
        self._parts: list[str | _Reference] = []
        done = 0
        for match in _TOKEN.finditer(text):
            corners = _corners(match)
            if corners:
                self._parts.append(text[done : match.start()])
                self._parts.extend(corners)
                done = match.end()
        self._parts.append(text[done:])

    def moved(self, rows: int, columns: int) -> str:
        """The text for a cell that lies so many rows below and columns to the right."""
        return "".join([part if isinstance(part, str) else part.moved(rows, columns) for part in self._parts])


def moved(text: str, rows: int, columns: int) -> str:
    """A formula's text (with or without ``=``) as it reads after being filled ``rows`` down and ``columns`` right."""
    return MovableFormula(text).moved(rows, columns)


def _corners(match: re.Match[str]) -> list[str | _Reference]:
    """The references in a token, with the colon of a range; nothing for any other token or a name such as ``XFE1``."""
    found = match["cell"] or match["columns"] or match["rows"]
    if not found:
        return []
    halves = [_reference(half) for half in found.split(":")]
    corners = [half for half in halves if half is not None]
    if len(corners) < len(halves):
        return []
    return [corners[0]] if len(corners) == 1 else [corners[0], ":", corners[1]]


def _reference(text: str) -> _Reference | None:
    match = _HALF.fullmatch(text)
    if match is None:
        return None
    first, letters, second, digits = match.groups()
    column = column_number(letters.upper()) if letters else 0
    row = int(digits) if digits else 0
    if column > MAX_COLUMN or row > MAX_ROW or digits.startswith("0"):
        return None
    if not letters:
        return _Reference(text, 0, False, row, bool(first))
    return _Reference(text, column, bool(first), row, bool(second))
