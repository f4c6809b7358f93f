"""Hands the bytes of a worksheet to the parser, after taking out the rows that ``plain_rows`` can read by itself.

The parser gets everything up to and including the ``<sheetData>`` tag, every row that is not plain, and everything
after the last row: for it, the part is a smaller but complete document. Rows are taken out only while it is certain
that the parser stands directly in ``sheetData``: right behind that tag, or right behind the end of a row that the
parser has reported. As soon as that is not certain the rest of the part goes to the parser unseen.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from enum import Enum, auto

from lkjip_xl.ooxml.limits import Limits
from lkjip_xl.ooxml.xml_pass import GuardedParser
from lkjip_xl.reader.cell_pass import CellPass
from lkjip_xl.reader.plain_rows import ROW_END, PlainRows

_SHEET_DATA = b"<sheetData"
_SHEET_DATA_END = b"</sheetData"
_ROW_END = ROW_END.encode()
_CONTROLS = bytes({*range(0x20)} - {0x09, 0x0A})
_NOT_CHARACTERS = (b"\xef\xbf\xbe", b"\xef\xbf\xbf")
_PATIENCE = 32
"""Rows that may be not plain before the short way is given up, unless more were plain."""


class _State(Enum):
    HEAD = auto()
    ROWS = auto()
    REST = auto()


class SheetFeed:
    """Feeds one worksheet part. ``cells`` gives the cell pass once the parser has reported ``sheetData``."""

    def __init__(self, parser: GuardedParser, cells: Callable[[], CellPass | None], limits: Limits) -> None:
        self._parser = parser
        self._cells = cells
        self._largest = limits.xml_token
        self._state = _State.HEAD
        self._kept = b""
        self._plain: PlainRows | None = None
        self._taken = self._left = 0

    def run(self, pieces: Iterable[bytes], plain_rows: Callable[[CellPass], PlainRows]) -> None:
        """Feed the whole part; ``plain_rows`` makes the short way for a cell pass."""
        for piece in pieces:
            data = self._kept + piece
            self._kept = b""
            if self._state is _State.HEAD:
                data = self._head(data, plain_rows)
            if self._state is _State.ROWS:
                data = self._rows(data)
            if self._state is _State.REST:
                self._parser.feed(data)
            else:
                self._kept = data
            cells = self._cells()
            if cells:
                cells.check()
        self._parser.feed(self._kept)
        self._parser.close()

    def _head(self, data: bytes, plain_rows: Callable[[CellPass], PlainRows]) -> bytes:
        """Feed up to the end of the ``<sheetData>`` tag; return what follows."""
        at = data.find(_SHEET_DATA)
        end = data.find(b">", at) + 1 if at >= 0 else 0
        if not end:
            if len(data) > self._largest:
                self._state = _State.REST
            return data
        tag = self._parser.fed + at
        self._parser.feed(data[:end])
        cells = self._cells()
        if cells and cells.begin == tag and data[end - 2 : end] != b"/>" and self._parser.is_utf8:
            self._state = _State.ROWS
            self._plain = plain_rows(cells)
        else:
            self._state = _State.REST
        return data[end:]

    def _rows(self, data: bytes) -> bytes:
        """Read or feed all complete rows; return what follows them."""
        end = data.rfind(_ROW_END) + len(_ROW_END)
        if end < len(_ROW_END):
            if len(data) > self._largest or _SHEET_DATA_END in data:
                self._state = _State.REST
            return data
        block, rest = data[:end], data[end:]
        if _is_clean(block):
            self._block(block)
        else:
            self._feed_rows(block)
        if _SHEET_DATA_END in rest:
            self._state = _State.REST
        return rest

    def _block(self, block: bytes) -> None:
        try:
            text = block.decode()
        except UnicodeDecodeError:
            self._feed_rows(block)
            return
        place = 0
        while place < len(text) and self._plain:
            before, place = place, self._plain.take(text, place)
            self._taken += place > before
            if place == len(text):
                return
            end = text.find(ROW_END, place) + len(ROW_END)
            self._feed_rows(text[place:end].encode())
            place = end
            if self._state is _State.REST:
                self._parser.feed(text[place:].encode())
                return

    def _feed_rows(self, rows: bytes) -> None:
        """Let the parser read rows, then see whether it stands behind the last of them."""
        self._parser.feed(rows)
        self._left += 1
        cells = self._cells()
        aligned = cells is not None and cells.row_end == self._parser.fed
        if not aligned or (self._left > _PATIENCE and self._left > self._taken):
            self._state = _State.REST


def _is_clean(block: bytes) -> bool:
    """True where the bytes hold no character that XML forbids, and no carriage return, which XML would change."""
    return len(block.translate(None, _CONTROLS)) == len(block) and not any(bad in block for bad in _NOT_CHARACTERS)
