"""The long way from a cell element to its address, style and value: every form the format allows, and the odd ones noted."""

from __future__ import annotations

import re
from typing import Final

from lkjip_xl.address import cell_name, column_number
from lkjip_xl.ooxml.refusals import refusal
from lkjip_xl.reader.cell_text import number_value, unescaped
from lkjip_xl.reader.raw import RawSheet
from lkjip_xl.reader.reading import Reading
from lkjip_xl.reader.row_book import RowBook
from lkjip_xl.values import ERROR_TEXTS, CellError, Value

_ADDRESS: Final = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")
_BOOLEANS: Final[dict[str, bool]] = {"1": True, "0": False, "true": True, "false": False}
_STYLE_DIGITS = 6
_INDEX_DIGITS = 9


class CellValues:
    """Reads attributes and text of the cells of one sheet."""

    def __init__(self, sheet: RawSheet, reading: Reading, rows: RowBook) -> None:
        self._sheet = sheet
        self._reading = reading
        self._rows = rows

    def column(self, address: str | None) -> int:
        """The column of a cell in the open row; an address of another row or outside the sheet is refused."""
        if address is None:
            column = self._rows.next_column()
        else:
            match = _ADDRESS.fullmatch(address)
            if match is None or int(match[2]) != self._rows.row:
                raise self._rows.outside(f"sel {address}")
            column = column_number(match[1])
        if column > self._reading.limits.max_column:
            raise self._rows.outside(f"sel {address or cell_name(self._rows.row, column)}")
        return column

    def style(self, text: str | None, column: int) -> int:
        """The index of a style attribute; 0 and a note where there is no such style."""
        if text is None:
            return 0
        if text.isdecimal() and len(text) <= _STYLE_DIGITS and int(text) < len(self._reading.styles):
            return int(text)
        self._note("BAD_STYLE", column, text)
        return 0

    def value(self, kind: str, text: str | None, column: int) -> tuple[Value, str]:
        """Value and kind of a cell. An element without text is blank, except for the empty text a formula returns."""
        if text is None or (not text.strip() and kind not in {"str", "inlineStr"}):
            return None, ""
        if len(text) > self._reading.limits.text:
            self._reading.long_texts = True
        if kind == "n":
            return self._number(text, column), "n"
        if kind == "s":
            return self._string(text.strip(), column), "s"
        if kind in {"str", "inlineStr"}:
            return unescaped(text), "s"
        if kind == "e":
            return self._error(text.strip(), column), "e"
        if kind == "b":
            return self._boolean(text.strip(), column), "b"
        if kind == "d":
            return text.strip(), "d"
        self._note("BAD_TYPE", column, kind)
        return text, "s"

    def _number(self, text: str, column: int) -> Value:
        number = number_value(text)
        if number is None:
            self._note("BAD_NUMBER", column, text)
            return text
        return number

    def _string(self, index: str, column: int) -> Value:
        """Any index that the string table does not have makes the sheet unreadable: programs guess differently."""
        if index.isdecimal() and len(index) <= _INDEX_DIGITS and int(index) < len(self._reading.strings):
            return self._reading.strings[int(index)]
        raise refusal("SST_INDEX", sheet=self._sheet.name, cell=cell_name(self._rows.row, column))

    def _error(self, text: str, column: int) -> CellError:
        if text not in ERROR_TEXTS:
            self._note("UNKNOWN_ERROR", column, text)
        return CellError(text)

    def _boolean(self, text: str, column: int) -> Value:
        value = _BOOLEANS.get(text)
        if value is None:
            self._note("BAD_BOOLEAN", column, text)
            return text
        return value

    def _note(self, code: str, column: int, detail: str) -> None:
        self._reading.notes.add(code, self._sheet.name, cell_name(self._rows.row, column), detail)
