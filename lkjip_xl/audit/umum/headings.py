"""Headings as offices draw them: several rows, merged across and down, without tables.

A sheet is cut into blocks, each below its own heading rows. What a column holds (rupiah, kinerja, persen, a quarter) is read
from its heading; form E.81 and its kin name columns in many ways, their numbers differ from application to application
(domain.md §3.3), so everything goes by words.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from typing import Final

from lkjip_xl.checks.typed_number import is_placeholder
from lkjip_xl.reader.raw import RawCell, RawSheet
from lkjip_xl.values import CellError, Value, is_number

MAX_SPAN: Final = 400
"""Cells of one merge whose text counts for every cell below it; larger ones are titles or crafted."""
MAX_SPREAD: Final = 50_000
"""Cells to which merged texts are spread on one sheet."""
HEADING_ROWS: Final = 12
"""Rows of one heading."""
_TITLE_SHARE: Final = 0.7
_LETTER: Final = re.compile(r"[^\W\d_]|%")
_NUMBERED: Final = re.compile(r"\s*\(?\s*([0-9]{1,2})\s*\)?\s*(?:=.*)?\Z", re.DOTALL)
_QUARTER: Final = re.compile(r"\b(?:triwulan|tri wulan|tribulan|tw|trw)\W{0,6}(?:ke\W{0,3})?(iv|iii|ii|i|[1-4])\b")
_UP_TO: Final = re.compile(r"s\s*[./]\s*d\b|sampai|kumulatif|akumulasi")
_QUARTERS: Final = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_MONEY: Final = re.compile(r"\brp\b|rupiah|anggaran|pagu|belanja|keuangan|\bkeu\b|biaya|pendapatan|nilai kontrak")
_RATE: Final = re.compile(r"%|\bpersen|prosent|tingkat capaian|tingkat penyerapan")
"""Says percent wherever it stands: ``Tingkat capaian (%) / Rp`` holds no rupiah."""
_PERCENT: Final = re.compile(r"%|\bpersen|prosent|\bpenyerapan\b|\bserapan\b|rasio|\bcapaian\b")
_PERFORMANCE: Final = frozenset({"k", "kinerja", "fisik", "volume", "vol", "target fisik", "output"})


class Kind(StrEnum):
    """What the numbers of a column are."""

    MONEY = "rupiah"
    PERFORMANCE = "kinerja"
    PERCENT = "persen"
    OTHER = ""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a block: its heading parts from top to bottom, what it holds, and its quarter (0 for none)."""

    number: int
    parts: tuple[str, ...]
    kind: Kind
    quarter: int

    @property
    def heading(self) -> str:
        """The parts as one line."""
        return " / ".join(self.parts)


@dataclass(frozen=True, slots=True)
class Block:
    """Rows ``first`` to ``last`` below one heading. ``columns`` holds the columns with numbers."""

    first: int
    last: int
    columns: Mapping[int, Column]


def blocks_of(sheet: RawSheet) -> list[Block]:
    """The blocks of a sheet, top to bottom; one without headings where there are none."""
    rows = sorted(sheet.rows)
    if not rows:
        return []
    numeric = numeric_columns(sheet)
    texts = _spread_texts(sheet)
    headings = _heading_rows(sheet, rows, numeric, texts)
    found: list[Block] = []
    starts = _starts(headings)
    if not starts or min(starts[0]) > rows[0]:
        end = min(starts[0]) - 1 if starts else rows[-1]
        found.append(Block(rows[0], end, {column: Column(column, (), Kind.OTHER, 0) for column in numeric}))
    for position, lines in enumerate(starts):
        last = min(starts[position + 1]) - 1 if position + 1 < len(starts) else rows[-1]
        columns = {column: _column(column, _parts(column, lines, texts)) for column in sorted(numeric)}
        found.append(Block(max(lines) + 1, last, columns))
    return [block for block in found if block.first <= block.last]


def numeric_columns(sheet: RawSheet) -> set[int]:
    """Columns with at least two numbers or formulas, and more of them than texts."""
    figures: Counter[int] = Counter()
    texts: Counter[int] = Counter()
    for cell in sheet.cells():
        if cell.formula is not None or is_number(cell.value):
            figures[cell.column] += 1
        elif isinstance(cell.value, str):
            texts[cell.column] += 1
    return {column for column, number in figures.items() if number >= 2 and number * 2 >= texts[column]}


def _spread_texts(sheet: RawSheet) -> dict[tuple[int, int], str]:
    """The text of every cell, of merged cells in each cell below the merge; titles over the whole width are left out."""
    width = max((cells[-1].column for cells in sheet.rows.values() if cells), default=1)
    found = {
        (cell.row, cell.column): " ".join(cell.value.split())
        for cell in sheet.cells()
        if cell.formula is None and type(cell.value) is str and len(cell.value) < MAX_SPAN
    }
    room = MAX_SPREAD
    for top, left, bottom, right in sheet.merges:
        text = found.get((top, left))
        size = (bottom - top + 1) * (right - left + 1)
        if text is None or size > MAX_SPAN or room < size:
            continue
        room -= size
        if right - left + 1 >= _TITLE_SHARE * width and width > 3:
            del found[top, left]
            continue
        for row in range(top, bottom + 1):
            for column in range(left, right + 1):
                found.setdefault((row, column), text)
    return found


def _heading_rows(sheet: RawSheet, rows: list[int], numeric: set[int], texts: Mapping[tuple[int, int], str]) -> dict[int, bool]:
    """Heading rows → whether the row only numbers the columns."""
    counts: Counter[int] = Counter()
    for (row, column), text in texts.items():
        if column in numeric and _LETTER.search(text) and not is_placeholder(text):
            counts[row] += 1
    least = max(1, min(2, len(numeric)), round(0.3 * len(numeric)))
    found: dict[int, bool] = {}
    for row in rows:
        cells = sheet.rows[row]
        if _numbers_columns(cells):
            found[row] = True
        elif counts[row] >= least and not any(_is_figure(cell) for cell in cells if cell.column in numeric):
            found[row] = False
    for row, number in counts.items():  # rows that hold only the lower half of merges
        if row not in sheet.rows and number >= least:
            found[row] = False
    return found


def _is_figure(cell: RawCell) -> bool:
    """True for a formula or a number that is no year."""
    if cell.formula is not None:
        return True
    return is_number(cell.value) and not (type(cell.value) is int and 1990 <= cell.value <= 2100)


def _numbers_columns(cells: list[RawCell]) -> bool:
    """True for the row 1 2 3 … below the headings; ``(1)`` and ``12 = 8+9+10+11`` are numbers too."""
    numbers = [_ordinal(cell.value) for cell in cells if cell.value is not None and cell.formula is None]
    if len(numbers) < 4 or len(numbers) < len(cells) - 1 or None in numbers:
        return False
    steps = [second - first for first, second in pairwise(numbers) if first and second]
    return len(steps) == len(numbers) - 1 and all(0 <= step <= 2 for step in steps) and sum(steps) > 0 and numbers[0] in (1, 2)


def _ordinal(value: Value) -> int | None:
    if type(value) is int and 0 < value < 100:
        return value
    if isinstance(value, str) and not isinstance(value, CellError):
        match = _NUMBERED.match(value[:60])
        return int(match[1]) if match else None
    return None


def _starts(headings: Mapping[int, bool]) -> list[list[int]]:
    """Runs of heading rows, without the rows that number the columns where there are others."""
    runs: list[list[int]] = []
    for row in sorted(headings):
        if runs and row - runs[-1][-1] <= 1 and len(runs[-1]) < HEADING_ROWS:
            runs[-1].append(row)
        else:
            runs.append([row])
    return [run for run in runs if any(not headings[row] for row in run)]


def _parts(column: int, lines: list[int], texts: Mapping[tuple[int, int], str]) -> Iterator[str]:
    before = ""
    for row in lines:
        text = texts.get((row, column), "")
        if (text and text != before and _ordinal(text) is None) or text.casefold() in _QUARTERS:
            yield text
        before = text or before


def _column(number: int, parts: Iterator[str]) -> Column:
    listed = tuple(dict.fromkeys(parts))
    whole = " / ".join(listed).casefold()
    quarter = _QUARTER.search(whole)
    up_to = _UP_TO.search(whole)
    counts = quarter is not None and (up_to is None or up_to.start() > quarter.start())
    return Column(number, listed, _kind(listed), _QUARTERS[quarter[1]] if quarter and counts else 0)


def _kind(parts: tuple[str, ...]) -> Kind:
    """The lowest heading part that says something decides, but a rate stays a rate."""
    if any(_RATE.search(part.casefold()) for part in parts):
        return Kind.PERCENT
    for part in reversed(parts):
        plain = part.casefold().strip(" ().:")
        if plain in _PERFORMANCE or plain.endswith(("(k", "(kinerja")):
            return Kind.PERFORMANCE
        percent, money = _PERCENT.search(plain), _MONEY.search(plain)
        if plain in ("rp", "rupiah") or (money and not percent):
            return Kind.MONEY
        if percent:
            return Kind.PERCENT
    return Kind.OTHER
