"""The guarded pass over a worksheet part that gives its map."""

from __future__ import annotations

import re
from typing import Final

from lkjip_xl.ooxml.area import parse_area
from lkjip_xl.ooxml.limits import Limits
from lkjip_xl.ooxml.package import PIECE
from lkjip_xl.ooxml.refusals import refusal
from lkjip_xl.ooxml.xml_pass import MAIN_NAMESPACES, GuardedParser, NameGuard
from lkjip_xl.workbook.patch.book import whole
from lkjip_xl.workbook.patch.draft import Draft
from lkjip_xl.workbook.patch.sheet_map import Outer, SheetMap
from lkjip_xl.workbook.patch.xml_tree import tag_end, tag_name

_CANDIDATE: Final = re.compile(rb"<(?:[\w.-]+:)?sheetData(?=[\s/>])")


def map_sheet(draft: Draft, part: str, limits: Limits) -> SheetMap:
    """The map of a worksheet part. Refused where it is no worksheet, not well formed, or has cells beyond the limits."""
    found = SheetMap(part, draft.read(part), limits)
    _Pass(found).run()
    name = found.prefix.encode() + b"c"
    cells = sum(found.clear.count(b"<" + name + after, found.rows_begin, found.rows_end) for after in (b" ", b">", b"/", b"\n"))
    if cells > limits.cells:
        raise refusal("CELLS", limit=limits.cells)
    return found


class _Pass:
    """Feeds the part in three stretches: with handlers up to the rows, without through them, with handlers again."""

    def __init__(self, found: SheetMap) -> None:
        self._found = found
        self._parser = GuardedParser(found.part, found.limits)
        self._guard = NameGuard(found.part, found.limits)
        self._uri = ""
        self._open: list[Outer | None] = []
        self._rows_at = -1
        self._rows_closed = False
        self._covered: list[tuple[int, int]] = []
        self._place = 0
        expat = self._parser.expat
        expat.StartElementHandler, expat.EndElementHandler = self._start, self._end
        expat.CommentHandler = lambda _: self._cover(b"-->")
        expat.ProcessingInstructionHandler = lambda *_: self._cover(b"?>")
        expat.StartCdataSectionHandler = lambda: self._cover(b"]]>")

    def run(self) -> None:
        """Pass over the whole part."""
        data = self._found.data
        for match in _CANDIDATE.finditer(data):
            if match.start() < self._place:
                continue
            self._feed(tag_end(data, match.start()))
            if self._rows_at == match.start():
                self._rows()
                break
        self._feed(len(data))
        self._parser.close()
        if self._rows_at < 0 or not self._rows_closed:
            raise self._guard.misplaced()
        self._found.clear = self._blanked()

    def _rows(self) -> None:
        """Pass over the inside of ``sheetData`` without a call per tag. Its end tag is the first one that the parser takes
        for one."""
        found, expat = self._found, self._parser.expat
        found.tag = tag_name(found.data, self._rows_at)
        found.rows_begin = found.rows_end = self._place
        if found.data[self._place - 2 : self._place] == b"/>":
            return
        closing = b"</" + found.tag.encode()
        expat.StartElementHandler = None
        end = found.data.find(closing, self._place)
        while end >= 0 and not self._rows_closed:
            expat.EndElementHandler = None
            self._feed(end)
            expat.EndElementHandler = self._close_rows
            self._feed(tag_end(found.data, end))
            found.rows_end = end
            end = found.data.find(closing, self._place)
        expat.StartElementHandler, expat.EndElementHandler = self._start, self._end

    def _close_rows(self, _: str) -> None:
        self._rows_closed = True
        self._end("")

    def _feed(self, until: int) -> None:
        data = self._found.data
        for place in range(self._place, until, PIECE):
            self._parser.feed(data[place : min(until, place + PIECE)])
        self._place = max(until, self._place)

    def _start(self, name: str, attributes: list[str]) -> None:
        uri, _, local = name.rpartition(" ")
        place = self._parser.expat.CurrentByteIndex
        if not self._uri:
            if uri not in MAIN_NAMESPACES or local != "worksheet":
                raise self._guard.misplaced()
            self._uri = uri
            return
        self._guard.enter(name, attributes)
        named = dict(zip(attributes[::2], attributes[1::2], strict=True))
        if self._open:
            self._open.append(None)
        else:
            self._open.append(Outer(local if uri == self._uri else "", named, place, tag_end(self._found.data, place)))
        if uri != self._uri:
            return
        if local == "sheetData" and len(self._open) == 1:
            if self._rows_at >= 0:
                raise self._guard.misplaced()
            self._rows_at = place
        elif local == "col":
            self._column(named)
        elif local == "mergeCell":
            self._merge(named)

    def _end(self, _: str) -> None:
        if not self._open:  # the end of the worksheet element itself
            return
        self._guard.leave()
        tag = self._open.pop()
        if tag is not None:
            data = self._found.data
            if data[tag.end - 2 : tag.end] != b"/>":
                tag = tag._replace(end=tag_end(data, self._parser.expat.CurrentByteIndex))
            elif tag.begin == self._rows_at:
                self._rows_closed = True
            self._found.outer.append(tag)

    def _cover(self, closing: bytes) -> None:
        begin = self._parser.expat.CurrentByteIndex
        self._covered.append((begin, self._found.data.index(closing, begin) + len(closing)))

    def _blanked(self) -> bytes:
        """The part with spaces where nothing is markup."""
        if not self._covered:
            return self._found.data
        clear = bytearray(self._found.data)
        for begin, end in self._covered:
            clear[begin:end] = b" " * (end - begin)
        return bytes(clear)

    def _column(self, named: dict[str, str]) -> None:
        if named.get("style", "0") != "0" and len(self._found.columns) < self._found.limits.max_column:
            self._found.columns.append((whole(named.get("min")), whole(named.get("max")), named["style"]))

    def _merge(self, named: dict[str, str]) -> None:
        found = self._found
        area = parse_area(named.get("ref", ""), found.limits)
        if area is None:
            raise refusal("GRID", sheet=found.part, cell=f"sel gabungan {named.get('ref')}")
        if len(found.merges) >= found.limits.merges:
            raise refusal("MERGES", sheet=found.part, limit=found.limits.merges)
        found.merges.append(area)
