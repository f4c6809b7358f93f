"""Where things stand in a worksheet part: rows, what surrounds them, and cells that need attention.

The parser sees every byte, but reports no tag inside ``sheetData``: hundreds of thousands of calls would cost more than
all the rest. Rows are found by pattern there, which is exact once it is known that the part is well formed and what its
comments, CDATA sections and instructions cover: elsewhere a ``<`` can only begin a tag. Cells are not listed: a plan
touches few, and ``sheet_edit`` looks into the rows it needs.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from lkjip_xl.ooxml.area import Area
from lkjip_xl.ooxml.limits import Limits
from lkjip_xl.ooxml.refusals import refusal
from lkjip_xl.workbook.patch.plan import Place
from lkjip_xl.workbook.patch.xml_tree import attributes_of, tag_end

_ROW_DIGITS = 7
_ROW_NUMBER = re.compile(rb"""\sr\s*=\s*["']([^"']*)["']""")


class RowSpan(NamedTuple):
    """A row element and what follows it up to the next one: its bytes from ``begin`` to ``end``."""

    number: int
    begin: int
    end: int


class Outer(NamedTuple):
    """A direct child of the worksheet element."""

    name: str
    attributes: dict[str, str]
    begin: int
    end: int


class MetCell(NamedTuple):
    """A cell found by what it holds: its row, and where its tag begins."""

    row: RowSpan
    begin: int
    attributes: dict[str, str]
    formula: dict[str, str]


@dataclass
class SheetMap:
    """``tag`` is the name of the ``sheetData`` element as written; its rows lie between ``rows_begin`` and ``rows_end``,
    which are the same for a self-closing one. ``clear`` is ``data`` with comments and the like blanked out."""

    part: str
    data: bytes
    limits: Limits
    tag: str = ""
    clear: bytes = b""
    rows_begin: int = 0
    rows_end: int = 0
    outer: list[Outer] = field(default_factory=list)
    columns: list[tuple[int, int, str]] = field(default_factory=list)
    merges: list[Area] = field(default_factory=list)

    @property
    def prefix(self) -> str:
        """What stands before the names of elements here, colon included."""
        return self.tag[: -len("sheetData")]

    @cached_property
    def rows(self) -> list[RowSpan]:
        """Every row, in the order of the part."""
        name = self.prefix.encode() + b"row"
        pattern = re.compile(rb"""<(?:[\w.-]+:)?row(?=[\s/>])([^>"']*(?:"[^"]*"[^>"']*|'[^']*'[^>"']*)*)>""")
        found: list[tuple[int, int]] = []
        last = 0
        for match in pattern.finditer(self.clear, self.rows_begin, self.rows_end):
            if not match[0].startswith(b"<" + name) or b"xmlns" in match[1] or len(found) >= self.limits.max_row:
                raise refusal("XML_STRUCTURE", part=self.part)
            last = self._number(match[1], last)
            found.append((last, match.start()))
        begins = [begin for _, begin in found]
        return [RowSpan(number, begin, end) for (number, begin), end in zip(found, [*begins, self.rows_end][1:], strict=True)]

    def outer_named(self, name: str) -> Outer | None:
        """The first direct child of this name."""
        return next((found for found in self.outer if found.name == name), None)

    @cached_property
    def special_formulas(self) -> list[MetCell]:
        """The cells with a shared, array or data table formula, in the order of the part."""
        kinds = rb"""\bt\s*=\s*["'](?:shared|array|dataTable)["']"""
        pattern = re.compile(rb"<%bf\s[^>]*?%b[^>]*>" % (self.prefix.encode(), kinds))
        found: list[MetCell] = []
        begin = done = 0
        for match in pattern.finditer(self.clear, self.rows_begin, self.rows_end):
            row = self._row_around(match.start())
            begin = self._last_cell(max(row.begin, done), match.start()) or begin
            if begin < row.begin:
                raise refusal("XML_STRUCTURE", part=self.part)
            done = match.end()
            found.append(MetCell(row, begin, self._attributes(begin), self._attributes(match.start())))
        return found

    def styled_cells(self, styles: frozenset[str]) -> Iterator[MetCell]:
        """The cells with one of these values of ``s``, in the order of the part."""
        if not styles:
            return
        listed = b"|".join(sorted(style.encode() for style in styles))
        pattern = re.compile(rb"""<%bc\s(?:[^>]*?\s)?s\s*=\s*["'](?:%b)["'][^>]*>""" % (self.prefix.encode(), listed))
        for match in pattern.finditer(self.clear, self.rows_begin, self.rows_end):
            yield MetCell(self._row_around(match.start()), match.start(), self._attributes(match.start()), {})

    def anchors(self, places: Iterable[Place]) -> dict[Place, Place]:
        """Each place with the cell that stands for it: the first of the merged area it lies in, or itself. In order."""
        ordered = sorted(places)
        merged = areas_around(ordered, self.merges)
        return {place: merged[place][:2] if place in merged else place for place in ordered}

    def _row_around(self, place: int) -> RowSpan:
        at = bisect_right(self._begins, place) - 1
        if at < 0:
            raise refusal("XML_STRUCTURE", part=self.part)
        return self.rows[at]

    @cached_property
    def _begins(self) -> list[int]:
        return [row.begin for row in self.rows]

    def _last_cell(self, after: int, before: int) -> int:
        """Where the last cell tag between two places begins; 0 for none."""
        opening = b"<%bc" % self.prefix.encode()
        while (before := self.clear.rfind(opening, after, before)) >= 0:
            if self.clear[before + len(opening) : before + len(opening) + 1] in b" \t\r\n/>":
                return before
        return 0

    def _attributes(self, begin: int) -> dict[str, str]:
        return attributes_of(self.data[begin : tag_end(self.data, begin)].decode("utf-8", "replace"))

    def _number(self, attributes: bytes, last: int) -> int:
        match = _ROW_NUMBER.search(attributes)
        text = match[1].decode("latin-1") if match else str(last + 1)
        number = int(text) if text.isascii() and text.isdecimal() and len(text) <= _ROW_DIGITS else 0
        if not 1 <= number <= self.limits.max_row:
            raise refusal("GRID", sheet=self.part, cell=f"baris {text}")
        return number


def areas_around(places: Iterable[Place], areas: Iterable[Area]) -> dict[Place, Area]:
    """The places that lie in one of the areas, each with its area; quick for many of both."""
    ordered = sorted(places)
    found: dict[Place, Area] = {}
    for area in areas:
        for place in ordered[bisect_left(ordered, (area[0], 0)) : bisect_left(ordered, (area[2] + 1, 0))]:
            if area[1] <= place[1] <= area[3]:
                found[place] = area
    return found
