"""Formulas of one column that differ only in a row number: their references are worked out by arithmetic, not by reading.

``=IF(DPA!$K$14="","",DPA!$K$14)`` in row 18 and ``=IF(DPA!$K$15="","",DPA!$K$15)`` in row 19 are one text with a mark in the
place of row - 4. That is taken for granted only after the formula has been read for other rows, too, and every reference
followed; a text that fits no family is read as ever.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from lkjip_xl.address import MAX_ROW
from lkjip_xl.audit.evaluate.grid import LOST, ROW_STEP, Grid, Slot, cell_id
from lkjip_xl.audit.formula.reference import AreaRef, CellRef, Reference
from lkjip_xl.audit.formula.tokens import cut

_MARK: Final = "\x03"
"""Stands for the moving row number; XML cannot hold this character, so no formula of a file has it."""
_MOST: Final = 6
"""Families of one column; an official one has one or two."""
_PROBES: Final = (7, 54_321, 1_000_000)
"""Rows for which a text is read before it is believed to be a family: of one, five and seven digits."""


class _Part(NamedTuple):
    """One reference of a family: a slot that never changes, the cell number for row 0, or an area whose ends may move."""

    fixed: Slot | None
    start: int = 0
    area: AreaRef | None = None
    moving: tuple[bool, bool] = (False, False)


class Family(NamedTuple):
    """``template``: the text with marks; ``offset``: the marked row less that of the formula's own cell."""

    template: str
    offset: int
    shape: str
    parts: tuple[_Part, ...]

    def slots(self, row: int, grid: Grid, sheet: int) -> tuple[Slot, ...]:
        """What the formula in this row looks at."""
        moved = row + self.offset
        step = moved * ROW_STEP
        return tuple(
            [
                fixed if fixed is not None else start + step if area is None else _area(area, moving, moved, grid, sheet)
                for fixed, start, area, moving in self.parts
            ]
        )


class _Read(NamedTuple):
    """The formula of a column that was read last."""

    row: int
    text: str
    shape: str
    references: tuple[Reference, ...]


class Families:
    """The families of a workbook, by sheet and column."""

    def __init__(self, grid: Grid) -> None:
        self._grid = grid
        self._families: dict[int, list[Family]] = {}
        self._last: dict[int, _Read] = {}

    def read(self, text: str, sheet: int, row: int, column: int) -> tuple[str, tuple[Slot, ...]]:
        """The shape of a formula (without ``=``) and what it looks at. FormulaError as from ``cut``."""
        key = cell_id(sheet, 0, column)
        known = self._families.get(key, ())
        for family in known:
            moved = row + family.offset
            if 0 < moved <= MAX_ROW and text.replace(str(moved), _MARK) == family.template:
                return family.shape, family.slots(row, self._grid, sheet)
        shape, references = cut(text)
        if len(known) < _MOST:
            self._learn(key, _Read(row, text, shape, references), sheet)
        slot = self._grid.slot
        return shape, tuple([slot(reference, sheet) for reference in references])

    def _learn(self, key: int, now: _Read, sheet: int) -> None:
        before = self._last.get(key)
        self._last[key] = now
        if before is None or before.shape != now.shape or not now.references:
            return
        offset = _offset(before, now)
        if offset is None or now.row + offset < 1:
            return
        template = now.text.replace(str(now.row + offset), _MARK)
        moving = _moving(template, now, offset)
        if moving is not None:
            parts = [self._part(reference, ends, sheet) for reference, ends in zip(now.references, moving, strict=True)]
            self._families.setdefault(key, []).insert(0, Family(template, offset, now.shape, tuple(parts)))

    def _part(self, reference: Reference, moving: tuple[bool, bool], sheet: int) -> _Part:
        slot = self._grid.slot(reference, sheet)
        if not any(moving) or slot == LOST:
            return _Part(slot)
        if isinstance(reference, CellRef):
            assert isinstance(slot, int)
            return _Part(None, slot - reference.row * ROW_STEP)
        return _Part(None, 0, reference, moving)


def _area(area: AreaRef | None, moving: tuple[bool, bool], row: int, grid: Grid, sheet: int) -> Slot:
    assert area is not None
    top, bottom = row if moving[0] else area.top, row if moving[1] else area.bottom
    return grid.slot(area._replace(top=min(top, bottom), bottom=max(top, bottom)), sheet)


def _ends(reference: Reference) -> tuple[int, int]:
    return (reference.row, reference.row) if isinstance(reference, CellRef) else (reference.top, reference.bottom)


def _offset(before: _Read, now: _Read) -> int | None:
    """The one distance by which every moving reference stands from its formula; None where there is none, or several."""
    found = {
        end - now.row
        for old, new in zip(before.references, now.references, strict=True)
        for start, end in zip(_ends(old), _ends(new), strict=True)
        if start != end
    }
    return found.pop() if len(found) == 1 else None


def _moving(template: str, now: _Read, offset: int) -> list[tuple[bool, bool]] | None:
    """Which ends of each reference move with the marked row; None where the text does not behave like a family."""
    rows = (now.row + offset, *_PROBES)
    readings = [cut(template.replace(_MARK, str(row))) for row in rows]
    if any(shape != now.shape or len(references) != len(now.references) for shape, references in readings):
        return None
    found = []
    for place, reference in enumerate(now.references):
        seen = [references[place] for _, references in readings]
        if any(_but_rows(other) != _but_rows(reference) for other in seen):
            return None
        ends = [_end_moves([_ends(other)[end] for other in seen], rows) for end in (0, 1)]
        if None in ends:
            return None
        found.append((bool(ends[0]), bool(ends[1])))
    return found


def _but_rows(reference: Reference) -> tuple[object, ...]:
    if isinstance(reference, CellRef):
        return (CellRef, reference.sheet, reference.column)
    return (AreaRef, reference.sheet, reference.left, reference.right)


def _end_moves(found: list[int], rows: tuple[int, ...]) -> bool | None:
    if found == list(rows):
        return True
    return False if len(set(found)) == 1 else None
