"""References inside formulas: one cell, or an area of cells, on a sheet named in the formula or on its own.

The grammar is A1 only. A cell beyond Excel's grid is no reference (``XFE1`` is a name).
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final, NamedTuple

from lkjip_xl.address import MAX_COLUMN, MAX_ROW, cell_name, column_letters, column_number, quote_sheet

_PARTS: Final = re.compile(
    r"(?:(?P<quoted>'(?:[^']|'')*')!|(?P<plain>[^'!]+)!)?"
    r"(?:\$?(?P<left>[A-Za-z]{1,3}))?(?:\$?(?P<top>[0-9]{1,7}))?(?::(?:\$?(?P<right>[A-Za-z]{1,3}))?(?:\$?(?P<bottom>[0-9]{1,7}))?)?\Z"
)


class CellRef(NamedTuple):
    """One cell. ``sheet`` is "" for the sheet the formula stands on. ``$`` marks mean nothing here and are not kept."""

    sheet: str
    row: int
    column: int

    def on(self, sheet: str) -> str:
        """The reference as a formula on ``sheet`` writes it."""
        return _prefix(self.sheet, sheet) + cell_name(self.row, self.column)


class AreaRef(NamedTuple):
    """A rectangle of cells, corners in order. Whole columns and rows reach to the end of the grid."""

    sheet: str
    top: int
    left: int
    bottom: int
    right: int

    def on(self, sheet: str) -> str:
        """The reference as a formula on ``sheet`` writes it."""
        prefix = _prefix(self.sheet, sheet)
        if (self.top, self.bottom) == (1, MAX_ROW):
            return f"{prefix}{column_letters(self.left)}:{column_letters(self.right)}"
        if (self.left, self.right) == (1, MAX_COLUMN):
            return f"{prefix}{self.top}:{self.bottom}"
        return f"{prefix}{cell_name(self.top, self.left)}:{cell_name(self.bottom, self.right)}"

    def holds(self, row: int, column: int) -> bool:
        """True where the cell lies inside."""
        return self.top <= row <= self.bottom and self.left <= column <= self.right


Reference = CellRef | AreaRef


def _prefix(own: str, sheet: str) -> str:
    return "" if not own or own == sheet else quote_sheet(own) + "!"


@lru_cache(maxsize=1 << 17)
def read_reference(text: str) -> Reference | None:
    """``'Tabel 1f'!$F$7`` → CellRef, ``B5:B9`` and ``B:B`` → AreaRef; None for what only looks like one (``XFE1``)."""
    match = _PARTS.match(text)
    if match is None:
        return None
    quoted, plain, left, top, right, bottom = match.groups()
    sheet = quoted[1:-1].replace("''", "'") if quoted else plain or ""
    first = _corner(left, top)
    if first is None:
        return None
    if right is None and bottom is None:
        return CellRef(sheet, *first) if first[0] and first[1] else None
    second = _corner(right, bottom)
    if second is None or (first[0] > 0) != (second[0] > 0) or (first[1] > 0) != (second[1] > 0):
        return None
    rows = sorted((first[0], second[0])) if first[0] else [1, MAX_ROW]
    columns = sorted((first[1], second[1])) if first[1] else [1, MAX_COLUMN]
    return AreaRef(sheet, rows[0], columns[0], rows[1], columns[1])


def _corner(letters: str | None, digits: str | None) -> tuple[int, int] | None:
    """(row, column), 0 for the part a whole row or column does not name; None outside the grid."""
    if (not letters and not digits) or (digits and digits.startswith("0")):
        return None
    column = column_number(letters.upper()) if letters else 0
    row = int(digits) if digits else 0
    return None if column > MAX_COLUMN or row > MAX_ROW else (row, column)
