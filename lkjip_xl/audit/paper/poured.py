"""A list too long to lay out in memory: its rows are poured into the finished package one by one.

A report of 20,000 DPA rows has 300,000 computed cells, each a row of Peta Sel. As cells of a model they cost 1.4 GB. So the
model holds two pattern rows, which get their formats from the ordinary writer; here they are replaced by the rows themselves,
on their way into the ZIP. Texts stand in their cells (inline), because the table of shared strings would hold them all again.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from io import BytesIO
from typing import IO, Final, NamedTuple
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from lkjip_xl.address import cell_name, column_letters
from lkjip_xl.values import Value
from lkjip_xl.workbook.model import Cell, SheetModel
from lkjip_xl.workbook.text_safety import cell_text, escaped, reads_as_formula

PATTERN_ROWS: Final = 2
_QUOTED: Final = "=x"
"""A text that the writer marks as quoted, whatever its column's style."""
_LEVEL: Final = 5
"""Compression of a poured sheet: a third faster than the default, and hardly larger."""
_ROWS_PER_PIECE: Final = 512
_MOST_WAITING: Final = 4
"""Pieces that are made ahead of the writing."""
_MOST_KNOWN: Final = 4_000
"""Texts whose XML is remembered; most of a list are the same few words."""
_SIGNS: Final = frozenset("=+-@")
_DATE: Final = (1980, 1, 1, 0, 0, 0)


class Pour(NamedTuple):
    """The rows of one sheet: its name, its first row, how many there are, and where they come from when they are needed."""

    sheet: str
    first: int
    length: int
    rows: Callable[[], Iterable[Sequence[Value]]]


def put_pattern(sheet: SheetModel, first: int, styles: Sequence[str]) -> None:
    """The two rows from which the formats of a poured list are taken: plain cells, and cells whose text looks like a formula."""
    sheet.rows[first] = [Cell(style) for style in styles]
    sheet.rows[first + 1] = [Cell(style, _QUOTED) for style in styles]


def pour(package: bytes, numbers: dict[str, int], pours: Sequence[Pour]) -> bytes:
    """The package with the rows in place of the patterns. ``numbers``: sheet name → its number in the package, from 1."""
    if not pours:
        return package
    parts = {f"xl/worksheets/sheet{numbers[one.sheet]}.xml": one for one in pours}
    made = BytesIO()
    with ZipFile(BytesIO(package)) as source, ZipFile(made, "w", ZIP_DEFLATED) as target:
        for item in source.infolist():
            content = source.read(item)
            found = parts.get(item.filename)
            entry = ZipInfo(item.filename, _DATE)
            entry.compress_type, entry.external_attr = ZIP_DEFLATED, item.external_attr
            if found is None:
                target.writestr(entry, content)
            else:
                entry._compresslevel = _LEVEL  # type: ignore[attr-defined]  # open() has no argument for it
                with target.open(entry, "w", force_zip64=False) as stream:
                    _write_aside(stream, _poured(content.decode(), found))
    return made.getvalue()


def _write_aside(stream: IO[bytes], pieces: Iterable[str]) -> None:
    """Write the pieces in order while the next ones are made: compressing needs no interpreter, so a second core does it."""
    waiting: deque[Future[int]] = deque()
    with ThreadPoolExecutor(max_workers=1) as aside:
        for piece in pieces:
            waiting.append(aside.submit(stream.write, piece.encode()))
            if len(waiting) > _MOST_WAITING:
                waiting.popleft().result()
        for written in waiting:
            written.result()


def _poured(xml: str, one: Pour) -> Iterator[str]:
    """The sheet's XML, piece by piece."""
    plain, quoted = (_row_of(xml, row) for row in (one.first, one.first + 1))
    last = cell_name(one.first + one.length - 1, len(_formats(plain)))
    head, tail = xml[: xml.index(plain)], xml[xml.index(quoted) + len(quoted) :]
    yield re.sub(r'<dimension ref="[^"]*"/>', f'<dimension ref="A1:{last}"/>', head, count=1)
    writer = _RowXml(_formats(plain), _formats(quoted))
    piece: list[str] = []
    number = one.first
    for number, values in enumerate(one.rows(), one.first):
        piece.append(writer.row(number, values))
        if len(piece) >= _ROWS_PER_PIECE:
            yield "".join(piece)
            piece.clear()
    if number != one.first + one.length - 1:
        raise ValueError(f"sheet {one.sheet!r}: {one.length} rows were announced, the last is {number}")
    yield "".join([*piece, tail])


def _row_of(xml: str, row: int) -> str:
    start = xml.index(f'<row r="{row}"')
    return xml[start : xml.index("</row>", start) + len("</row>")]


def _formats(row: str) -> list[str]:
    """`` s="12"`` of every cell of a pattern row."""
    return re.findall(r'<c r="[A-Z]+[0-9]+"( s="[0-9]+")', row)


class _RowXml:
    """Turns rows of values into ``<row>`` elements."""

    def __init__(self, plain: Sequence[str], quoted: Sequence[str]) -> None:
        starts = [f'<c r="{column_letters(column)}' for column in range(1, len(plain) + 1)]
        self._columns = [(start, f'"{one}', f'"{other}') for start, one, other in zip(starts, plain, quoted, strict=True)]
        self._known: dict[str, str] = {}

    def row(self, number: int, values: Sequence[Value]) -> str:
        """One row. Empty text is written, too: it keeps the text to its left from running over."""
        known, row = self._known, str(number)
        out = ['<row r="', row, '">']
        add = out.append
        for value, (start, plain, quoted) in zip(values, self._columns, strict=True):
            kind = value.__class__
            if kind is str:
                body = known.get(value) or self._text(value)  # type: ignore[arg-type]
                style = quoted if value[:1] in _SIGNS and reads_as_formula(value) else plain  # type: ignore
                add(f"{start}{row}{style}{body}")
            elif kind is int or kind is float:
                if value - value != 0:  # type: ignore[operator]
                    raise ValueError(f"row {row}: {value!r} is not a finite number")
                add(f"{start}{row}{plain}><v>{value!r}</v></c>")
            elif kind is bool:
                add(f'{start}{row}{plain} t="b"><v>{value:d}</v></c>')
            else:
                add(f"{start}{row}{plain}/>")
        add("</row>")
        return "".join(out)

    def _text(self, text: str) -> str:
        """What follows the format of a text cell. A text met for the first time is remembered."""
        shown = cell_text(text)
        space = ' xml:space="preserve"' if shown != shown.strip() or "\n" in shown else ""
        made = f' t="inlineStr"><is><t{space}>{escaped(shown)}</t></is></c>'
        if len(self._known) >= _MOST_KNOWN:
            self._known.clear()
        self._known[text] = made
        return made
