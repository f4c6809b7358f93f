"""The rows of one sheet: numbered, counted against the limits, put in order."""

from __future__ import annotations

from lkjip_xl.address import cell_name
from lkjip_xl.errors import RefusedFileError
from lkjip_xl.ooxml.refusals import refusal
from lkjip_xl.ooxml.xml_pass import is_true
from lkjip_xl.reader.raw import RawCell, RawSheet
from lkjip_xl.reader.reading import Reading

_ROW_DIGITS = 7
_NO_HEIGHT = frozenset({"0", "0.0"})


def is_hidden_row(named: dict[str, str]) -> bool:
    """Whether the attributes of a row hide it: filtered rows and rows without height included."""
    return is_true(named.get("hidden")) or named.get("ht") in _NO_HEIGHT


class RowBook:
    """Takes rows wherever they stand: out of order, twice, or without a number.

    Cells must be new: a place written twice is read differently by every program, so it is refused.
    """

    def __init__(self, sheet: RawSheet, reading: Reading) -> None:
        self._sheet = sheet
        self._reading = reading
        self._elements = 0
        self._cells: list[RawCell] = []
        self._taken: set[int] | None = None
        self._last = 0
        self._unordered: set[int] = set()
        self.row = 0

    def is_open(self, row: int) -> bool:
        """True where the row has cells already, or is no row of the sheet."""
        return row in self._sheet.rows or row > self._reading.limits.max_row

    def add_plain(self, row: int, cells: list[RawCell], seen: int, *, hidden: bool) -> None:
        """A whole row that is new and in order; ``seen`` counts its cell elements, blank ones included."""
        self._enter(row, hidden=hidden)
        self._count(seen)
        self._cells = cells
        self.close()

    def open(self, number: str | None, *, hidden: bool) -> list[RawCell]:
        """Begin a row (one below the last where it has no number) and return the list its cells go to."""
        if number is None:
            row = self.row + 1
        elif number.isdecimal() and len(number) <= _ROW_DIGITS:
            row = int(number)
        else:
            raise self.outside(f"baris {number}")
        if not 1 <= row <= self._reading.limits.max_row:
            raise self.outside(f"baris {row}")
        self._enter(row, hidden=hidden)
        self._cells = self._sheet.rows.get(row, [])
        self._taken = {cell.column for cell in self._cells} if self._cells else None
        self._last = 0
        return self._cells

    def next_column(self) -> int:
        """The column of a cell without an address."""
        return self._last + 1

    def place(self, column: int) -> None:
        """Take a place in the open row."""
        self._count(1)
        if self._taken is None and column <= self._last:
            self._taken = {cell.column for cell in self._cells} | {self._last}
        if self._taken is not None:
            if column in self._taken:
                raise refusal("CELL_DUPLICATE", sheet=self._sheet.name, cell=cell_name(self.row, column))
            self._taken.add(column)
            self._unordered.add(self.row)
        self._last = column

    def close(self) -> None:
        """End the open row; it is kept if it holds anything."""
        if self._cells and self.row not in self._sheet.rows:
            self._sheet.rows[self.row] = self._cells
            self._reading.rows += 1
            if self._reading.rows > self._reading.limits.rows:
                raise refusal("ROWS", limit=self._reading.limits.rows)

    def finish(self) -> None:
        """Put the cells of unordered rows in column order."""
        for row in self._unordered:
            if row in self._sheet.rows:
                self._sheet.rows[row].sort(key=lambda cell: cell.column)

    def outside(self, place: str) -> RefusedFileError:
        """The error for a place that is not on the sheet."""
        return refusal("GRID", sheet=self._sheet.name, cell=place)

    def _enter(self, row: int, *, hidden: bool) -> None:
        self._elements += 1
        if self._elements > self._reading.limits.max_row:
            raise refusal("ROWS", limit=self._reading.limits.max_row)
        self.row = row
        if hidden:
            self._sheet.hidden_rows.add(row)

    def _count(self, cells: int) -> None:
        self._reading.cells += cells
        if self._reading.cells > self._reading.limits.cells:
            raise refusal("CELLS", limit=self._reading.limits.cells)
