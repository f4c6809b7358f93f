"""What one pass over a workbook gives: every cell with its formula, cached value, type, style and address.

Nothing here knows LKjIP. The file reader fills these records; the live Excel adapter will fill the same ones.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from lkjip_xl.address import cell_name
from lkjip_xl.values import Value


class RawCell(NamedTuple):
    """One cell that holds a value or a formula.

    ``value`` is the typed value, or for a formula the cached one (``None`` where the file carries no cache).
    ``formula`` is the text without the leading ``=``, shared formulas already expanded; ``None`` for a typed value.
    ``kind`` tells how the value is stored: ``n`` number, ``s`` text, ``b`` boolean, ``e`` error, ``d`` ISO date,
    ``""`` for a formula without a cached value. ``style`` indexes ``RawWorkbook.styles``.
    """

    row: int
    column: int
    value: Value
    formula: str | None
    kind: str
    style: int

    @property
    def address(self) -> str:
        return cell_name(self.row, self.column)


class RawStyle(NamedTuple):
    """The part of a cell format that changes what a value means."""

    number_format: str
    locked: bool
    is_date: bool


class Note(NamedTuple):
    """Something the reader met that is not a refusal but must not pass in silence (a macro, a hidden row, an array formula)."""

    code: str
    sheet: str
    cell: str
    detail: str


class RawTable(NamedTuple):
    """An Excel Table: its name and its area as (first row, first column, last row, last column), headings included."""

    name: str
    area: tuple[int, int, int, int]
    columns: tuple[str, ...]


@dataclass(slots=True)
class RawSheet:
    """One worksheet: cells by row in column order, and what surrounds them."""

    name: str
    part: str
    state: str = "visible"
    rows: dict[int, list[RawCell]] = field(default_factory=dict)
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    tables: list[RawTable] = field(default_factory=list)
    related: list[str] = field(default_factory=list)
    protected: bool = False

    def cells(self) -> Iterator[RawCell]:
        """Every cell, top to bottom, left to right."""
        for number in sorted(self.rows):
            yield from self.rows[number]

    def cell(self, row: int, column: int) -> RawCell | None:
        """The cell at this place, or None where the sheet holds neither value nor formula."""
        for found in self.rows.get(row, ()):
            if found.column == column:
                return found
        return None


@dataclass(slots=True)
class RawWorkbook:
    """A whole workbook as read. ``sha256`` and ``size`` are of the file's bytes; ``parts`` lists the package's members."""

    name: str
    sha256: str
    size: int
    sheets: list[RawSheet] = field(default_factory=list)
    styles: list[RawStyle] = field(default_factory=list)
    names: dict[str, str] = field(default_factory=dict)
    parts: list[str] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    date1904: bool = False
    application: str = ""

    def sheet(self, name: str) -> RawSheet | None:
        """The sheet with exactly this name, or None."""
        for found in self.sheets:
            if found.name == name:
                return found
        return None
