"""The rows and cells of a mapped worksheet, looked into one row at a time and remembered.

Tags are found by pattern, which is exact in the ``clear`` bytes of a map: see ``sheet_map``.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cached_property
from itertools import accumulate

from lkjip_xl.address import column_number
from lkjip_xl.ooxml.refusals import refusal
from lkjip_xl.workbook.patch.plan import Place
from lkjip_xl.workbook.patch.sheet_map import MetCell, RowSpan, SheetMap
from lkjip_xl.workbook.patch.xml_tree import Node, attributes_of, parse_piece, tag_end

_ADDRESS = re.compile(rb"""\sr\s*=\s*["']([^"']*)["']""")
_CELL_ADDRESS = re.compile(rb"([A-Z]{1,3})([1-9][0-9]{0,6})")


class Element:
    """A row or a cell: ``begin`` to ``inner`` is its start tag, ``close`` to ``end`` its end tag. A self-closing element has
    ``inner == close == end``."""

    def __init__(self, sheet: SheetMap, name: str, begin: int, inner: int) -> None:
        self._sheet = sheet
        self.tag = sheet.prefix + name
        self.begin, self.inner = begin, inner

    @cached_property
    def attributes(self) -> dict[str, str]:
        """Attributes by name as written."""
        return attributes_of(self._sheet.data[self.begin : self.inner].decode())

    @property
    def self_closing(self) -> bool:
        return self._sheet.data[self.inner - 2 : self.inner] == b"/>"

    @cached_property
    def close(self) -> int:
        """Where the end tag begins. Neither rows nor cells lie in one another, so it is the next one."""
        if self.self_closing:
            return self.inner
        closing = re.compile(rb"</%b\s*>" % self.tag.encode()).search(self._sheet.clear, self.inner, self._sheet.rows_end)
        if closing is None:
            raise refusal("XML_STRUCTURE", part=self._sheet.part)
        return closing.start()

    @property
    def end(self) -> int:
        return self.inner if self.self_closing else tag_end(self._sheet.data, self.close)

    @property
    def blank(self) -> bool:
        """Nothing but space between the tags."""
        return not self._sheet.clear[self.inner : self.close].strip()

    def has(self, name: str) -> bool:
        """Whether an element of this name (without prefix) lies inside."""
        pattern = rb"<%b[\s/>]" % (self._sheet.prefix + name).encode()
        return re.compile(pattern).search(self._sheet.clear, self.inner, self.close) is not None

    @cached_property
    def parsed(self) -> Node:
        """The element with all that is in it; places count from ``begin``."""
        return parse_piece(self._sheet.data[self.begin : self.end], self._sheet.part, self._sheet.limits)


class Row(Element):
    """A row element and its cells by column, in the order of the part."""

    def __init__(self, sheet: SheetMap, span: RowSpan) -> None:
        super().__init__(sheet, "row", span.begin, tag_end(sheet.data, span.begin))
        self.cells: dict[int, Element] = {}
        pattern = re.compile(rb"""<%bc(?=[\s/>])[^>"']*(?:"[^"]*"[^>"']*|'[^']*'[^>"']*)*>""" % sheet.prefix.encode())
        column = 0
        for match in pattern.finditer(sheet.clear, self.inner, span.end):
            column = self._column(match[0], span.number, column)
            self.cells[column] = Element(sheet, "c", match.start(), match.end())

    @cached_property
    def columns(self) -> dict[int, int]:
        """Where a cell begins → its column."""
        return {cell.begin: column for column, cell in self.cells.items()}

    def _column(self, tag: bytes, row: int, last: int) -> int:
        given = _ADDRESS.search(tag)
        if given is None:
            return last + 1
        address = _CELL_ADDRESS.fullmatch(given[1])
        if address is None or int(address[2]) != row or b"xmlns" in tag:
            raise refusal("GRID", sheet=self._sheet.part, cell=f"sel {given[1].decode('latin-1')}")
        return column_number(address[1].decode())


class SheetRows:
    """Finds rows and cells by number. A row number may stand in the part more than once."""

    def __init__(self, sheet: SheetMap) -> None:
        self._sheet = sheet
        self._highest = list(accumulate((span.number for span in sheet.rows), max))
        self._spans: dict[int, list[RowSpan]] = {}
        for span in sheet.rows:
            self._spans.setdefault(span.number, []).append(span)
        self._rows: dict[int, list[Row]] = {}

    def rows(self, number: int) -> list[Row]:
        """The elements of a row; none for a row that is not there."""
        found = self._rows.get(number)
        if found is None:
            found = self._rows[number] = [Row(self._sheet, span) for span in self._spans.get(number, ())]
        return found

    def cell(self, row: int, column: int) -> Element | None:
        """The cell element at this place."""
        return next((found.cells[column] for found in self.rows(row) if column in found.cells), None)

    def place_for(self, row: int) -> int:
        """Where a new row belongs: before the first one with a higher number."""
        at = bisect_right(self._highest, row)
        return self._sheet.rows[at].begin if at < len(self._sheet.rows) else self._sheet.rows_end

    def place_of(self, met: MetCell) -> Place | None:
        """Row and column of a cell that the map met; None for one that is not where it says."""
        row = met.row.number
        address = _CELL_ADDRESS.fullmatch(met.attributes.get("r", "").encode())
        if address is not None and int(address[2]) == row:
            return row, column_number(address[1].decode())
        column = next((found.columns[met.begin] for found in self.rows(row) if met.begin in found.columns), 0)
        return (row, column) if column else None
