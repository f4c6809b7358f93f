"""Rules A10 (counted twice) and B01, B09, B10 on totals as they are written, for tables whose order no code tells.

B01: a range stops short of, or starts behind, a number beside it. B09: a range reaches into another group. B10: chosen
cells leave out one of their kind. About half of all B01 are no errors (audit.md §2), so all but the double count are patterns.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from typing import Final

from lkjip_xl.audit.evaluate.grid import CellId, cell_id
from lkjip_xl.audit.umum.additions import Addition
from lkjip_xl.audit.umum.headings import Block
from lkjip_xl.audit.umum.outline import Outline
from lkjip_xl.audit.umum.rules.parts import listed
from lkjip_xl.audit.umum.signal import Signal
from lkjip_xl.audit.umum.survey import Survey, View

MOST_GAP: Final = 3
"""Numbers beside a range that may have been left out by mistake; more are another table."""


def range_signals(survey: Survey, proven: Collection[CellId]) -> Iterator[Signal]:
    """Double counts in every total, the patterns only where no order of codes decides. ``proven`` totals are told already."""
    for view in survey.views:
        for column, totals in view.additions.items():
            if survey.budget.spent:
                return
            bad = {row for row in totals if cell_id(view.number, row, column) in proven}
            yield from _Column(survey, view, column, totals, bad).signals()


class _Column:
    """The totals of one column of one sheet."""

    def __init__(self, survey: Survey, view: View, column: int, totals: Mapping[int, Addition], bad: set[int]) -> None:
        self._survey, self._view, self._column, self._totals = survey, view, column, totals
        self._claimed = Counter(row for total in totals.values() for row in set(total.rows))
        self._bad = bad

    def signals(self) -> Iterator[Signal]:
        for row in sorted(self._totals, key=lambda found: len(self._view.expansions[self._column].of(found))):
            total = self._totals[row]
            if row in self._bad or not self._bad.isdisjoint(total.rows):
                self._bad.add(row)
                continue
            found = self._twice(total)
            if found is not None:
                self._bad.add(row)
                yield found
                continue
            block = self._survey.block_of(self._view, row)
            if block is not None and not _coded(block[1], row):
                yield from self._patterns(total, block[0])

    def _patterns(self, total: Addition, block: Block) -> Iterator[Signal]:
        overlap = self._overlap(total)
        if overlap:
            yield self._signal(total, "B09", "", overlap, sign=1)
            return
        for variant, rows in self._beside(total, block):
            yield self._signal(total, "B01", variant, rows, sign=-1)
        missing = self._left_out(total, block)
        if missing:
            yield self._signal(total, "B10", "", missing, sign=-1)

    def _twice(self, total: Addition) -> Signal | None:
        """A10: rows that go into a total more than once, where none of its parts counts them twice already."""
        counted = self._view.expansions[self._column].of(total.row)
        rows = sorted(row for row, times in counted.items() if times > 1 and self._number(row))
        if not rows:
            return None
        culprit, direct = self._crossing(total)
        extra = sum((counted[row] - 1) * (self._number(row) or 0.0) for row in rows)
        cell = cell_id(self._view.number, culprit, self._column)
        if culprit != total.row:
            self._bad.add(culprit)
        label = self._survey.label(cell)
        words = {"rinci": listed(direct or rows, self._column), "baris": label, "selisih": "", "bagian": ""}
        value = self._number(culprit) or 0.0
        money = self._survey.is_money(cell)
        variant = "bagian_ganda" if culprit == total.row else "bagian_lebih"
        return Signal("A10", variant, cell, extra if money else None, value - extra, words=words,
                      cause=(culprit, variant, tuple(rows)))  # fmt: skip

    def _crossing(self, total: Addition) -> tuple[int, list[int]]:
        """The part of a total that adds another part of it: that one reaches too far, not the total."""
        direct = set(total.rows)
        for part in sorted(direct & self._totals.keys()):
            reached = [row for row in set(self._totals[part].rows) & direct if row != part and row in self._totals]
            if reached:
                return part, reached
        return total.row, []

    def _overlap(self, total: Addition) -> list[int]:
        """Rows in a range that a neighbouring total claims too, while each has rows of its own."""
        mine = set(total.rows)
        for row, other in self._totals.items():
            theirs = set(other.rows)
            common = mine & theirs
            if row == total.row or not common or row in mine or total.row in theirs or mine <= theirs or theirs <= mine:
                continue
            if not self._survey.budget.take(len(common)):
                return []
            reaches = min(mine) < row < max(mine) or len(mine) > len(theirs)
            filled = [found for found in common if self._number(found)]
            if reaches and filled and len(filled) <= MOST_GAP:
                return filled
        return []

    def _beside(self, total: Addition, block: Block) -> Iterator[tuple[str, list[int]]]:
        """Numbers right before or behind the only range of a total that no total counts."""
        if len(total.areas) != 1 or total.singles:
            return
        first, last = total.areas[0]
        after = self._loose(range(last + 1, min(last + MOST_GAP + 2, block.last + 1)), total)
        before = self._loose(range(first - 1, max(first - MOST_GAP - 2, block.first - 1), -1), total)
        if after and len(after) <= MOST_GAP:
            yield "pendek", after
        if before and len(before) <= MOST_GAP:
            yield "terlambat", before

    def _loose(self, rows: range, total: Addition) -> list[int]:
        """Neighbouring rows with numbers that nothing counts, up to the first row that is something else."""
        found = []
        outline = self._survey.block_of(self._view, total.row)
        for row in rows:
            if row == total.row or row in self._totals or self._claimed[row] or self._number(row) is None:
                break
            if outline is not None and outline[1].depth(row) < 0:
                break
            raw = self._view.cell(row, self._column)
            if raw is not None and raw.formula is not None and _summarises(raw.formula):
                break
            found.append(row)
        return found

    def _left_out(self, total: Addition, block: Block) -> list[int]:
        """Totals between the chosen cells of a total (or between them and it) that no total counts."""
        chosen = set(total.singles)
        if len(chosen) < 2 or total.areas or not all(row in self._totals for row in chosen):
            return []
        low, high = min(*chosen, total.row), max(*chosen, total.row)
        span = range(max(low, block.first), min(high if total.row > max(chosen) else block.last, block.last) + 1)
        found = []
        for row in span:
            other = self._totals.get(row)
            if other is None or row == total.row or row in chosen or self._claimed[row] or total.row in other.rows:
                continue
            if not set(other.rows) & chosen and self._number(row):
                found.append(row)
        return found

    def _signal(self, total: Addition, code: str, variant: str, rows: list[int], *, sign: int) -> Signal:
        cell = cell_id(self._view.number, total.row, self._column)
        amount = sum(self._number(row) or 0.0 for row in rows)
        words = {"rinci": listed(rows, self._column), "baris": self._survey.label(cell)}
        impact = sign * amount if self._survey.is_money(cell) else None
        value = self._number(total.row)
        computed = None if value is None else value - sign * amount
        return Signal(code, variant, cell, impact, computed, words=words, cause=(total.row, tuple(rows)))

    def _number(self, row: int) -> float | None:
        return self._survey.number(self._view, row, self._column)


def _coded(outline: Outline, row: int) -> bool:
    """True for a row that rule A10 judges by the order of codes."""
    return row in outline.children or (row in outline.totals and len(outline.tops) > 0)


def _summarises(formula: str) -> bool:
    """True for a formula that summarises in its own way (a mean, a difference): it is no part of the range."""
    upper = formula.upper()
    return any(name in upper for name in ("AVERAGE", "MAX(", "MIN(", "COUNT", "SUM", "TOTAL"))
