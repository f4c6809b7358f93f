"""The slow half of the cell pass: whatever the fast path does not expect, from missing addresses to numbers that are none."""

from __future__ import annotations

import re
from typing import Final

from lkjip_xl.address import cell_name, column_number
from lkjip_xl.errors import RefusedFileError
from lkjip_xl.intake.cell_text import number_value, unescaped
from lkjip_xl.intake.raw import RawCell, RawSheet
from lkjip_xl.intake.reading import Reading
from lkjip_xl.intake.refusals import refusal
from lkjip_xl.intake.xml_pass import NameGuard, is_true
from lkjip_xl.values import ERROR_TEXTS, CellError, Value

_ADDRESS: Final = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")
_BOOLEANS: Final[dict[str, bool]] = {"1": True, "0": False, "true": True, "false": False}
_ROW_DIGITS = 7
_STYLE_DIGITS = 6


class RowBook:
    """Opens and closes rows, wherever they stand: out of order, twice, or without a number."""

    def __init__(self, sheet: RawSheet, reading: Reading, guard: NameGuard) -> None:
        self._sheet = sheet
        self._reading = reading
        self._guard = guard
        self._elements = 0
        self._row = 0
        self._cells: list[RawCell] = []
        self._taken: set[int] | None = None
        self._unordered: set[int] = set()

    def open(self, attributes: list[str]) -> tuple[int, list[RawCell], int]:
        """Row number, its cells so far, and the last column that is taken for certain."""
        limits = self._reading.limits
        self._elements += 1
        if self._elements > limits.max_row:
            raise refusal("ROWS", limit=limits.max_row)
        named = dict(zip(attributes[::2], attributes[1::2], strict=True))
        text = named.get("r")
        if text is None:
            self._row += 1
        elif text.isdecimal() and len(text) <= _ROW_DIGITS:
            self._row = int(text)
        else:
            raise self.outside(f"baris {text}")
        if not 1 <= self._row <= limits.max_row:
            raise self.outside(f"baris {self._row}")
        if is_true(named.get("hidden")):
            self._sheet.hidden_rows.add(self._row)
        if len(named) > 2:
            self._guard.see("row", attributes)
        self._taken = None
        self._cells = self._sheet.rows.get(self._row, [])
        return self._row, self._cells, limits.max_column if self._cells else 0

    def close(self) -> None:
        """Keep the row if it holds anything."""
        if self._cells and self._row not in self._sheet.rows:
            self._sheet.rows[self._row] = self._cells
            self._reading.rows += 1
            if self._reading.rows > self._reading.limits.rows:
                raise refusal("ROWS", limit=self._reading.limits.rows)

    def out_of_order(self, column: int, last: int) -> int:
        """A column that does not lie right of the last one: refused if taken. Returns the new ``last``."""
        if self._taken is None:
            self._taken = {cell.column for cell in self._cells} | {last}
            self._taken.discard(self._reading.limits.max_column if self._row in self._sheet.rows else 0)
        if column in self._taken:
            raise refusal("CELL_DUPLICATE", sheet=self._sheet.name, cell=cell_name(self._row, column))
        self._taken.add(column)
        self._unordered.add(self._row)
        return self._reading.limits.max_column

    def finish(self) -> None:
        """Put the cells of unordered rows in column order."""
        for row in self._unordered:
            if row in self._sheet.rows:
                self._sheet.rows[row].sort(key=lambda cell: cell.column)

    def outside(self, place: str) -> RefusedFileError:
        """The error for a place that is not on the sheet."""
        return refusal("GRID", sheet=self._sheet.name, cell=place)


class CellOddities:
    """Cell attributes and cell values that the fast path leaves alone."""

    def __init__(self, sheet: RawSheet, reading: Reading, guard: NameGuard, rows: RowBook) -> None:
        self._sheet = sheet
        self._reading = reading
        self._guard = guard
        self._rows = rows

    def attributes(self, flat: list[str], row: int, last: int) -> tuple[int, int, str]:
        """Column, style and type of a cell, from attributes in any order. Fills the memos of the fast path."""
        named = dict(zip(flat[::2], flat[1::2], strict=True))
        if len(named) > 3 or not named.keys() <= {"r", "s", "t"}:
            self._guard.see("c", flat)
        address = named.get("r")
        column = last + 1 if address is None else self._column(address, row)
        if not row or column > self._reading.limits.max_column:
            raise self._rows.outside(f"sel {address or cell_name(row, column)}")
        return column, self._style(named.get("s"), row, column), named.get("t", "n")

    def _column(self, address: str, row: int) -> int:
        match = _ADDRESS.fullmatch(address)
        if match is None or int(match[2]) != row:
            raise self._rows.outside(f"sel {address}")
        column = column_number(match[1])
        if column <= self._reading.limits.max_column:
            self._reading.column_of[match[1]] = column
        return column

    def _style(self, text: str | None, row: int, column: int) -> int:
        if text is None:
            return 0
        known = self._reading.style_of.get(text)
        if known is not None:
            return known
        if text.isdecimal() and len(text) <= _STYLE_DIGITS and int(text) < len(self._reading.styles):
            self._reading.style_of[text] = int(text)
            return int(text)
        self._note("BAD_STYLE", row, column, text)
        return 0

    def number(self, text: str, row: int, column: int) -> Value:
        """The value of a number cell whose text is not plain digits."""
        if not text.strip():
            return None
        number = number_value(text)
        if number is None:
            self._note("BAD_NUMBER", row, column, text)
            return text
        return number

    def string(self, text: str, row: int, column: int) -> Value:
        """The shared string for an index with space around it; any other odd index makes the sheet unreadable."""
        index = text.strip()
        if not index:
            return None
        if index.isdecimal() and len(index) < 10 and int(index) < len(self._reading.strings):
            return self._reading.strings[int(index)]
        raise refusal("SST_INDEX", sheet=self._sheet.name, cell=cell_name(row, column))

    def typed(self, kind: str, text: str | None, row: int, column: int) -> tuple[Value, str]:
        """Value and kind of a cell that is neither number nor shared string nor the text of a formula."""
        if text is None or (text == "" and kind != "inlineStr"):
            return None, ""
        if kind == "inlineStr":
            return unescaped(text), "s"
        if kind == "e":
            return self._error(text.strip(), row, column), "e"
        if kind == "b":
            return self._boolean(text.strip(), row, column), "b"
        if kind == "d":
            return text.strip(), "d"
        self._note("BAD_TYPE", row, column, kind)
        return text, "s"

    def _error(self, text: str, row: int, column: int) -> CellError:
        if text not in ERROR_TEXTS:
            self._note("UNKNOWN_ERROR", row, column, text)
        return CellError(text)

    def _boolean(self, text: str, row: int, column: int) -> Value:
        value = _BOOLEANS.get(text)
        if value is None:
            self._note("BAD_BOOLEAN", row, column, text)
            return text
        return value

    def _note(self, code: str, row: int, column: int, detail: str) -> None:
        self._reading.notes.add(code, self._sheet.name, cell_name(row, column), detail)
