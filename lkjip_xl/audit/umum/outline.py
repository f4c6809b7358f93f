"""The order of rows in a block: program > kegiatan > sub kegiatan by code, totals by their label.

Codes are those of Permendagri 90/2019 and its successors, ``2.12.02`` > ``2.12.02.2.01`` > ``2.12.02.2.01.0001``
(domain.md §6), in one column or before the name; a code's parent is the nearest row above whose code it continues.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from lkjip_xl.audit.umum.headings import Block
from lkjip_xl.reader.raw import RawSheet
from lkjip_xl.values import CellError, Value

LEAST_CODES: Final = 3
MAX_LABEL: Final = 80
_CODE: Final = re.compile(r"\s*([0-9Xx]{1,4}(?:\s?\.\s?[0-9Xx]{1,4}){1,9})\.?(?:\s*\Z|\s+(?=[^\W\d]))")
_TOTAL: Final = re.compile(r"\s*(?:sub\s*-?\s*total|subtotal|grand\s+total|total|jumlah|jml)\b[\s.:]*", re.IGNORECASE)
_PART: Final = re.compile(
    r"\s*(?:sub\s*-?\s*total|subtotal)|(?:total|jumlah|jml)\s+(?:sub\s+)?(?:program|kegiatan|sasaran|bidang)\b", re.IGNORECASE
)
_WORDS: Final = re.compile(r"[^\W\d_]{2,}")


@dataclass(frozen=True, slots=True)
class Outline:
    """``codes``: row → code; ``children``: row → rows right below it in the order of codes; ``tops``: rows without a parent.

    ``totals`` are rows labelled as total of the table, ``subtotals`` those of a group; ``labels`` the words of a row.
    ``ends`` gives the last row of what belongs to a coded row.
    """

    codes: Mapping[int, tuple[str, ...]]
    children: Mapping[int, tuple[int, ...]]
    tops: tuple[int, ...]
    totals: tuple[int, ...]
    subtotals: tuple[int, ...]
    labels: Mapping[int, str]
    ends: Mapping[int, int]

    def depth(self, row: int) -> int:
        """Parts of a row's code; 0 without a code, -1 for a total."""
        if row in self.totals or row in self.subtotals:
            return -1
        return len(self.codes.get(row, ()))


def outline_of(sheet: RawSheet, block: Block) -> Outline:
    """The outline of a block."""
    labels: dict[int, str] = {}
    totals: list[int] = []
    subtotals: list[int] = []
    by_column: dict[int, dict[int, tuple[str, ...]]] = {}
    for row in sorted(sheet.rows):
        if not block.first <= row <= block.last:
            continue
        texts = [(cell.column, cell.value) for cell in sheet.rows[row] if type(cell.value) is str and cell.formula is None]
        for column, text in texts:
            match = _CODE.match(text[:200])
            if match:
                by_column.setdefault(column, {})[row] = tuple(part.strip() for part in match[1].split("."))
        labels[row] = _label(texts)
        word = next((text for _, text in texts if _TOTAL.match(text)), "")
        if word:
            (subtotals if _PART.match(word) else totals).append(row)
    codes = _best(by_column)
    for row in (*totals, *subtotals):
        codes.pop(row, None)
    return _linked(codes, totals, subtotals, labels, block)


def _best(by_column: Mapping[int, dict[int, tuple[str, ...]]]) -> dict[int, tuple[str, ...]]:
    """The codes of the column that has most of them, the leftmost of several."""
    counts = Counter({column: len(codes) for column, codes in by_column.items()})
    column = max(sorted(counts), key=lambda found: counts[found], default=0)
    return dict(by_column[column]) if counts[column] >= LEAST_CODES else {}


def _linked(
    codes: dict[int, tuple[str, ...]], totals: list[int], subtotals: list[int], labels: dict[int, str], block: Block
) -> Outline:
    children: dict[int, list[int]] = {}
    tops: list[int] = []
    ends: dict[int, int] = {}
    open_rows: list[int] = []
    borders = set(totals)
    for row in sorted({*codes, *borders}):
        while open_rows and (row in borders or not _continues(codes[row], codes[open_rows[-1]])):
            ends[open_rows.pop()] = row - 1
        if row in borders:
            continue
        if open_rows:
            children.setdefault(open_rows[-1], []).append(row)
        else:
            tops.append(row)
        open_rows.append(row)
    ends.update(dict.fromkeys(open_rows, block.last))
    return Outline(
        codes, {row: tuple(below) for row, below in children.items()}, tuple(tops), tuple(totals), tuple(subtotals), labels, ends
    )


def _continues(code: tuple[str, ...], above: tuple[str, ...]) -> bool:
    return len(code) > len(above) and code[: len(above)] == above


def _label(texts: Sequence[tuple[int, Value]]) -> str:
    """The first words of a row that are no code."""
    for _, text in texts:
        if isinstance(text, str) and type(text) is not CellError and _WORDS.search(text) and not _CODE.fullmatch(text[:200]):
            plain = " ".join(text[:200].split())
            return plain if len(plain) <= MAX_LABEL else plain[: MAX_LABEL - 1] + "…"
    return ""
