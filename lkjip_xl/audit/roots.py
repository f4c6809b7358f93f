"""Which wrong cells are wrong by themselves, and which only because another one is.

A typed number in a chain makes every later cell differ from its official value; an edited cache makes later caches stale. Such
followers are listed in the finding of the cell they follow from, and get none of their own.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from lkjip_xl.audit.evaluate.grid import Area, CellId, Slot, place

MAX_ROOTS: Final = 4
"""So many causes are kept for one follower."""


class RootSearch:
    """Walks from followers up through their precedents to the causes.

    ``roots`` are the cells with a finding of their own, ``followers`` the cells that may only follow (with their precedents).
    """

    def __init__(self, roots: Iterable[CellId], followers: Mapping[CellId, tuple[Slot, ...]]) -> None:
        self._roots = set(roots)
        self._followers = followers
        self._known: dict[CellId, tuple[CellId, ...]] = {}
        self._by_sheet: dict[int, list[tuple[int, int, CellId]]] = {}
        for cell in sorted(self._roots | set(followers)):
            sheet, row, column = place(cell)
            self._by_sheet.setdefault(sheet, []).append((row, column, cell))

    def causes(self, cell: CellId) -> tuple[CellId, ...]:
        """The roots a follower follows from, nearest first; empty where there is none."""
        if cell in self._known:
            return self._known[cell]
        self._known[cell] = ()  # a circle ends here
        found: dict[CellId, None] = {}
        later: list[CellId] = []
        for precedent in self._suspects(self._followers[cell]):
            if precedent in self._roots:
                found[precedent] = None
            elif precedent in self._followers and precedent != cell:
                later.append(precedent)
        for precedent in later:
            if len(found) >= MAX_ROOTS:
                break
            found.update(dict.fromkeys(self.causes(precedent)))
        self._known[cell] = tuple(found)[:MAX_ROOTS]
        return self._known[cell]

    def _suspects(self, slots: tuple[Slot, ...]) -> Iterable[CellId]:
        """The precedents that are roots or followers."""
        for slot in slots:
            if not isinstance(slot, Area):
                yield slot
                continue
            bottom, right = slot.top + slot.rows - 1, slot.left + slot.columns - 1
            for row, column, cell in self._by_sheet.get(slot.sheet, ()):
                if slot.top <= row <= bottom and slot.left <= column <= right:
                    yield cell
