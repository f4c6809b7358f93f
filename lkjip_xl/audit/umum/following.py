"""Signals that only follow from others: a parent that differs because one of its parts was typed over has no finding of its own.

The finding of the cause lists them as affected.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from lkjip_xl.audit.evaluate.grid import Area, CellId, Slot, cell_id, place
from lkjip_xl.audit.evaluate.recalculation import Recalculation
from lkjip_xl.audit.umum.signal import Signal

MOST_CELLS: Final = 4_000
"""Cells that are walked through for one signal."""
CAUSES: Final = frozenset({"A05", "A10", "B01", "B02", "B03", "B09", "B10", "C01", "C02", "C03", "C06"})
FOLLOWERS: Final = frozenset({("A10", "bagian"), ("A10", "triwulan"), ("B11", "")})
"""Cases that compare two figures without blaming the formula itself."""


def with_followers(signals: Sequence[Signal], recalculation: Recalculation) -> list[Signal]:
    """The signals without followers; each cause knows its own."""
    may_follow = [signal for signal in signals if _may_follow(signal)]
    causes = [signal for signal in signals if signal.code in CAUSES and not _may_follow(signal)]
    if not may_follow or not causes:
        return list(signals)
    walk = _Walk(recalculation, {signal.cell for signal in causes})
    affected: dict[CellId, list[CellId]] = defaultdict(list)
    dropped: set[int] = set()
    for signal in may_follow:
        cause = walk.cause(signal)
        if cause is not None:
            affected[cause].append(signal.cell)
            dropped.add(id(signal))
    kept = []
    for signal in signals:
        if id(signal) in dropped:
            continue
        followers = affected.pop(signal.cell, []) if signal.code in CAUSES else []
        kept.append(replace(signal, affected=(*signal.affected, *followers)) if followers else signal)
    return kept


def _may_follow(signal: Signal) -> bool:
    """A quarter sum that leaves out a quarter, or is typed, is a cause itself."""
    return (signal.code, signal.variant) in FOLLOWERS and not signal.words.get("sebab")


class _Walk:
    """Looks for causes behind a cell."""

    def __init__(self, recalculation: Recalculation, causes: set[CellId]) -> None:
        self._recalculation = recalculation
        self._causes = causes
        self._rows: dict[tuple[int, int], list[int]] = defaultdict(list)
        for cell in sorted(causes):
            sheet, row, column = place(cell)
            self._rows[sheet, column].append(row)

    def cause(self, signal: Signal) -> CellId | None:
        """The nearest cause among what the signal compared and what its formula looks at."""
        plan = self._recalculation.plans.get(signal.cell)
        queue: list[CellId] = list(self._cells((*signal.rests_on, *(plan.slots if plan else ()))))
        seen = {signal.cell}
        for cell in queue:
            if cell in self._causes:
                return cell
            if cell in seen:
                continue
            seen.add(cell)
            further = self._recalculation.plans.get(cell)
            if further is not None and len(queue) < MOST_CELLS:
                queue.extend(self._cells(further.slots))
        return None

    def _cells(self, slots: Iterable[Slot]) -> Iterator[CellId]:
        """Single cells, and of areas the causes and formulas in them."""
        for slot in slots:
            if not isinstance(slot, Area):
                yield slot
                continue
            for column in range(slot.left, slot.left + min(slot.columns, 200)):
                rows = self._rows.get((slot.sheet, column), [])
                start = bisect_left(rows, slot.top)
                if start < len(rows) and rows[start] < slot.top + slot.rows:
                    yield cell_id(slot.sheet, rows[start], column)
            for number, cell in enumerate(self._recalculation.grid.formulas_in(slot)):
                if number >= MOST_CELLS:
                    break
                yield cell
