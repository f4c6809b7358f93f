"""An export as plain rows of cells: .xlsx through the reader of submissions, CSV, or the HTML table that some applications call
.xls. What a file is decides its content, never its name."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from io import StringIO
from pathlib import Path

from lkjip_xl.errors import RefusedFileError
from lkjip_xl.ooxml.limits import DEFAULT_LIMITS, MIB
from lkjip_xl.ooxml.refusals import refusal, size
from lkjip_xl.reader.workbook_reader import read_workbook
from lkjip_xl.values import Value

MAX_ROWS, MAX_COLUMNS, MAX_TEXT = 100_000, 200, 32_767
_PLAIN = {"TEXT", "HTML"}


@dataclass(frozen=True, slots=True)
class Grid:
    """A table of an export: where it stands (sheet name, or what kind of file), and its rows as (row number, cells)."""

    name: str
    rows: tuple[tuple[int, tuple[Value, ...]], ...]


def read_grids(path: Path) -> list[Grid]:
    """Every table of an export. Raises RefusedFileError for a file that cannot be read, OSError where it is not given out."""
    with path.open("rb") as stream:
        data = stream.read(DEFAULT_LIMITS.file_size + 1)
    if len(data) > DEFAULT_LIMITS.file_size:
        raise refusal("FILE_SIZE", found=size(len(data)), limit=size(DEFAULT_LIMITS.file_size))
    try:
        workbook = read_workbook(data, name=path.name)
    except RefusedFileError as refused:
        if refused.code not in _PLAIN:
            raise
        text = _decoded(data)
        return _html_grids(text) if refused.code == "HTML" else [_csv_grid(text)]
    grids = []
    for sheet in workbook.sheets:
        rows = []
        for number in sorted(sheet.rows):
            cells: dict[int, Value] = {cell.column: cell.value for cell in sheet.rows[number] if cell.column <= MAX_COLUMNS}
            rows.append((number, tuple(cells.get(column) for column in range(1, max(cells, default=0) + 1))))
        grids.append(Grid(sheet.name, tuple(rows)))
    return grids


def _decoded(data: bytes) -> str:
    """Text in the encodings that exports come in; Latin letters of an unknown one stand for themselves."""
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if data.startswith(mark):
            return data.decode(encoding, "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def _csv_grid(text: str) -> Grid:
    """CSV with the separator that its first lines use most."""
    head = "\n".join(text.splitlines()[:20])
    separator = max(";\t,|", key=head.count)
    rows: list[tuple[int, tuple[Value, ...]]] = []
    try:
        for record in csv.reader(StringIO(text, newline=""), delimiter=separator):
            _check_rows(len(rows))
            rows.append((len(rows) + 1, tuple(cell.strip() or None for cell in record[:MAX_COLUMNS])))
    except csv.Error as error:
        raise refusal("NOT_ZIP") from error
    return Grid("CSV", tuple(rows))


def _check_rows(found: int) -> None:
    if found >= MAX_ROWS:
        raise refusal("ROWS", limit=MAX_ROWS)


class _Tables(HTMLParser):
    """The cells of every table; nothing is fetched, no script or style is read as text."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tables: list[list[list[str]]] = []
        self._open: list[list[list[str]]] = []
        self._cell: list[str] | None = None
        self._silent = 0
        self._rows = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("script", "style"):
            self._silent += 1
        elif tag == "table":
            self._end_cell()
            self._open.append([])
            self.tables.append(self._open[-1])
        elif tag == "tr" and self._open:
            self._end_cell()
            _check_rows(self._rows)
            self._rows += 1
            self._open[-1].append([])
        elif tag in ("td", "th") and self._open:
            self._begin_cell(dict(attrs).get("colspan") or "1")
        elif tag == "br" and self._cell is not None:
            self._cell.append(" ")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("script", "style"):
            self._silent = max(0, self._silent - 1)
        elif tag in ("td", "th", "tr"):
            self._end_cell()
        elif tag == "table" and self._open:
            self._end_cell()
            self._open.pop()

    def handle_data(self, data: str) -> None:
        if self._cell is not None and not self._silent:
            self._cell.append(data[:MAX_TEXT])

    def _begin_cell(self, span: str) -> None:
        self._end_cell()
        if not self._open[-1]:
            self._open[-1].append([])
        self._cell = []
        self._span = min(int(span), MAX_COLUMNS) if span.isascii() and span.isdecimal() else 1

    def _end_cell(self) -> None:
        if self._cell is None or not self._open or not self._open[-1]:
            self._cell = None
            return
        row = self._open[-1][-1]
        if len(row) < MAX_COLUMNS:
            row += [" ".join("".join(self._cell).split())[:MAX_TEXT], *[""] * (self._span - 1)]
        self._cell = None

    _span = 1


def _html_grids(text: str) -> list[Grid]:
    if len(text) > 16 * MIB:
        raise refusal("FILE_SIZE", found=size(len(text)), limit=size(16 * MIB))
    parser = _Tables()
    parser.feed(text)
    parser.close()
    return [Grid(f"Tabel {number}", tuple(_numbered(table))) for number, table in enumerate(parser.tables, 1) if table]


def _numbered(table: list[list[str]]) -> Iterator[tuple[int, tuple[Value, ...]]]:
    for number, row in enumerate(table, 1):
        yield number, tuple(cell or None for cell in row)
