"""A1 addresses: column letters, cell references, sheet names in formulas. Rows and columns count from 1."""

from __future__ import annotations

import re
from functools import lru_cache

MAX_ROW = 1_048_576
MAX_COLUMN = 16_384

_PLAIN_SHEET = re.compile(r"[A-Za-z_][A-Za-z0-9_]*\Z")
_CELL = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})(?::[A-Z]{1,3}[1-9][0-9]{0,6})?\Z")
_LOOKS_LIKE_CELL = re.compile(r"(?i)[A-Z]{1,3}[0-9]+\Z|R[0-9]*C[0-9]*\Z|[RC]\Z|TRUE\Z|FALSE\Z")


@lru_cache(maxsize=1024)
def column_letters(column: int) -> str:
    """1 → A, 27 → AA, 16384 → XFD."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


@lru_cache(maxsize=1024)
def column_number(letters: str) -> int:
    """A → 1, XFD → 16384. Expects capital letters only."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def cell_name(row: int, column: int) -> str:
    """(5, 3) → C5."""
    return f"{column_letters(column)}{row}"


def cell_place(name: str) -> tuple[int, int]:
    """C5 → (5, 3); of an area such as B5:C9 the place of its first cell. ValueError for anything else."""
    match = _CELL.match(name)
    if match is None:
        raise ValueError(f"not a cell: {name!r}")
    return int(match[2]), column_number(match[1])


def absolute(row: int, column: int) -> str:
    """(5, 3) → $C$5."""
    return f"${column_letters(column)}${row}"


@lru_cache(maxsize=1024)
def quote_sheet(name: str) -> str:
    """A sheet name as a formula writes it: quoted unless it is a plain word that cannot be taken for a cell."""
    if _PLAIN_SHEET.match(name) and not _LOOKS_LIKE_CELL.match(name):
        return name
    return "'" + name.replace("'", "''") + "'"
