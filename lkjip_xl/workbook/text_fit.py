"""How high a row must be so that wrapped text is not clipped, without Excel at hand.

Excel and LibreOffice fit a row to its text only while nobody has set its height, and never for merged cells; the official
tables are full of those. So heights are estimated here, from Arial's own character widths (equal to Helvetica's and
Liberation Sans's), a little on the generous side.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache
from math import ceil
from typing import Final, NamedTuple

from lkjip_xl.values import CellError
from lkjip_xl.workbook import styles
from lkjip_xl.workbook.model import Area, Cell, SheetModel

DEFAULT_HEIGHT: Final = 15.0
DEFAULT_WIDTH: Final = 8.43
MAX_HEIGHT: Final = 409.0
"""Excel refuses more, in points."""

# Advance widths of Arial in 1/1000 em for U+0020..U+007E, as the font's metrics file gives them.
_ASCII: Final = (
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556, 556,
    556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778,
    667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556, 556, 278, 556,
    556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
)  # fmt: skip
_LATIN_AVERAGE: Final = 611
_OTHER: Final = 1000
_UNIT: Final = 4
"""Widths are kept in units of 4/1000 em: they then fit in a byte, and a word is measured by two calls into C."""

_BYTE_WIDTHS: Final = bytes(
    -(-(_ASCII[code - 32] if 32 <= code < 127 else 0 if code < 32 else _LATIN_AVERAGE) // _UNIT) for code in range(256)
)
_NARROW_DIGIT: Final = 7
_CELL_PADDING: Final = 5
_PIXELS_PER_POINT: Final = 96 / 72
_SCREEN_SLACK: Final = 1.02
"""Hinted text on the screen and on printers runs wider than the metrics say."""
_BOLD: Final = 1.09
_INDENT_PIXELS: Final = 11.5
_LINE: Final = 1.275
"""Line height as a part of the font size: 12.75 points for Arial 10."""
_LINE_PADDING: Final = 2.25

_PREFIX: Final = re.compile(r'"([^"]*)"@')


class Look(NamedTuple):
    """What of a style decides how much room its text takes."""

    wraps: bool
    size: float
    bold: bool
    indent: int
    prefix: str


@cache
def look(style: str) -> Look:
    """The Look of a style name; ``prefix`` is what a number format such as ``"▪ "@`` puts before the text."""
    found = styles.properties(style)
    prefix = _PREFIX.search(str(found.get("num_format", "")))
    return Look(
        wraps=bool(found.get("text_wrap")),
        size=float(found["font_size"]),
        bold=bool(found.get("bold")),
        indent=int(found.get("indent", 0)),
        prefix=prefix[1] if prefix else "",
    )


def column_pixels(width: float) -> int:
    """Pixels of a column of this width in characters, at 96 dpi."""
    return int(width * _NARROW_DIGIT + _CELL_PADDING)


@lru_cache(maxsize=16_384)
def _word_units(word: str) -> int:
    """Width of a word in units of 4/1000 em."""
    if word.isascii():
        return sum(word.encode("ascii").translate(_BYTE_WIDTHS))
    return sum(_BYTE_WIDTHS[code] if (code := ord(char)) < 256 else -(-_OTHER // _UNIT) for char in word)


def line_count(text: str, pixels: float, *, size: float = styles.FONT_SIZE, bold: bool = False, indent: int = 0) -> int:
    """How many lines the text takes in a column of so many pixels, wrapped at spaces; a word too long for one line is broken.

    Never fewer for a narrower column, a larger size or a deeper indent. An empty text takes one line.
    """
    em = size * _PIXELS_PER_POINT
    room = max(pixels - _CELL_PADDING - indent * _INDENT_PIXELS, em)
    scale = em * _UNIT / 1000 * _SCREEN_SLACK * (_BOLD if bold else 1.0)
    limit = room / scale
    return sum(_wrapped(paragraph, limit, em / scale) for paragraph in text.split("\n"))


def _wrapped(paragraph: str, limit: float, em: float) -> int:
    """Lines of one paragraph, everything in width units.

    A broken word fills its lines but for half a character each. Programs break it at hyphens and slashes first, which
    leaves more room unused: such a word is given a line more.
    """
    if len(paragraph) * em <= limit:
        return 1
    lines, used = 1, 0.0
    space = _word_units(" ")
    for word in paragraph.split(" "):
        width = _word_units(word)
        after = used + space + width if used else float(width)
        if after <= limit:
            used = after
            continue
        lines += used > 0
        if width <= limit:
            used = width
            continue
        whole = max(limit - em / 2, em / 2)
        pieces = ceil(width / whole)
        lines += pieces - 1 + ("-" in word or "/" in word)
        used = width - (pieces - 1) * whole
    return lines


def lines_height(lines: int, size: float = styles.FONT_SIZE) -> float:
    """Points that so many lines take, in the steps of 0.75 that Excel keeps, at most 409."""
    points = lines * size * _LINE + (_LINE_PADDING if lines > 1 else 0.0)
    return min(ceil(points / 0.75) * 0.75, MAX_HEIGHT)


def row_height(parts: Iterable[tuple[str, float, str]]) -> float:
    """Points a row needs for its cells, given as (text, column width in characters, style name)."""
    return max((cell_height(text, column_pixels(width), style) for text, width, style in parts), default=DEFAULT_HEIGHT)


@lru_cache(maxsize=16384)
def cell_height(text: str, pixels: int, style: str) -> float:
    """Points one text needs in a cell of this style and so many pixels."""
    seen = look(style)
    if not seen.wraps:
        return lines_height(1, seen.size)
    lines = line_count(seen.prefix + text, pixels, size=seen.size, bold=seen.bold, indent=seen.indent)
    return lines_height(lines, seen.size)


def fit_heights(sheet: SheetModel) -> None:
    """Give a height to every row that has none and needs more than the default one.

    Heights that are set already are kept. Cells in a merge are measured over the merged width; what a vertical merge lacks
    is spread over those of its rows that may grow.
    """
    pixels = _Columns(sheet.widths)
    fixed = frozenset(sheet.heights)
    covered, tall = _merged(sheet.merges)
    for row, cells in sheet.rows.items():
        if row in fixed:
            continue
        needed = DEFAULT_HEIGHT
        for column, cell in enumerate(cells, 1):
            if cell is None:
                continue
            style, text, _ = cell
            if not text or not isinstance(text, str) or isinstance(text, CellError):
                continue
            if (row, column) in covered:
                area = covered[row, column]
                if area is None or area[2] > row:
                    continue
                room = pixels.span(column, area[3])
            else:
                room = pixels[column]
            height = cell_height(text, room, style)
            if height > needed:
                needed = height
        if needed > DEFAULT_HEIGHT:
            sheet.heights[row] = needed
    for area in tall:
        _stretch(sheet, area, pixels, fixed)


class _Columns(dict[int, int]):
    """Column → pixels, default width where none is set."""

    def __init__(self, widths: dict[int, float]) -> None:
        super().__init__({column: column_pixels(width) for column, width in widths.items()})

    def __missing__(self, column: int) -> int:
        return column_pixels(DEFAULT_WIDTH)

    def span(self, first: int, last: int) -> int:
        return self[first] if first == last else sum(self[column] for column in range(first, last + 1))


def _merged(merges: Iterable[Area]) -> tuple[dict[tuple[int, int], Area | None], list[Area]]:
    """For every cell inside a merge: the area if the cell is its first, None if it is hidden by it. And the vertical merges."""
    covered: dict[tuple[int, int], Area | None] = {}
    tall: list[Area] = []
    for area in merges:
        top, left, bottom, right = area
        for row in range(top, bottom + 1):
            for column in range(left, right + 1):
                covered[row, column] = None
        covered[top, left] = area
        if bottom > top:
            tall.append(area)
    return covered, tall


def _stretch(sheet: SheetModel, area: Area, pixels: _Columns, fixed: frozenset[int]) -> None:
    """Let the rows of a vertical merge grow together until its text fits."""
    top, left, bottom, right = area
    cell: Cell | None = sheet.cell(top, left)
    if cell is None or not isinstance(cell.value, str) or not cell.value:
        return
    rows = range(top, bottom + 1)
    growing = [row for row in rows if row not in fixed]
    seen = look(cell.style)
    if not growing or not seen.wraps:
        return
    lines = line_count(seen.prefix + cell.value, pixels.span(left, right), size=seen.size, bold=seen.bold, indent=seen.indent)
    needed = lines * seen.size * _LINE + _LINE_PADDING
    missing = needed - sum(sheet.heights.get(row, DEFAULT_HEIGHT) for row in rows)
    if missing > 0:
        share = ceil(missing / len(growing) / 0.75) * 0.75
        for row in growing:
            sheet.heights[row] = min(sheet.heights.get(row, DEFAULT_HEIGHT) + share, MAX_HEIGHT)
