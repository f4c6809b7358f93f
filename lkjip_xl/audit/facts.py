"""The four facts about every computed cell (issue 4): what is there, whether its formula is the official one, whether its
cached value is what its own formula gives, and whether it is what the official formula gives on the workbook's inputs.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from enum import StrEnum
from functools import cache, partial
from typing import Final, NamedTuple

from lkjip_xl.audit.difference import Kind, Side, differences, main_kind
from lkjip_xl.audit.evaluate.coercion import NotComputableError
from lkjip_xl.audit.evaluate.grid import LOST, Area, CellId, Slot, cell_id
from lkjip_xl.audit.evaluate.grid import place as placed
from lkjip_xl.audit.evaluate.recalculation import Plan, Recalculation
from lkjip_xl.audit.formula.tokens import AREA_MARK, CELL_MARK, cut
from lkjip_xl.audit.formula.tree import Binary, walk
from lkjip_xl.audit.meaning import MeaningTest
from lkjip_xl.audit.placement import Placement, Placements
from lkjip_xl.audit.tolerance import Unit, same_value
from lkjip_xl.reader.raw import RawCell
from lkjip_xl.values import Value, number
from lkjip_xl.workbook.model import Cell, SheetModel

MAX_COMPARED: Final = 5_000
"""Formulas that differ and are looked at closely; of the rest it is said only that they differ."""


class State(StrEnum):
    """(a) What is there."""

    FORMULA = "rumus"
    VALUE = "nilai"
    BLANK = "kosong"


class Match(StrEnum):
    """(b) Whether the formula is the official one."""

    OFFICIAL = "resmi"
    EQUIVALENT = "setara"
    DIFFERENT = "beda"
    BROKEN = "rusak"
    NONE = "tidak ada"


class CellFacts(NamedTuple):
    """What is known about one computed cell. Nothing here is a judgement yet.

    ``official_sheet``, ``official_row`` and ``official_column`` are its place in the official workbook. ``own_holds`` (c) and
    ``official_holds`` (d) are None where the fact could not be established. ``recomputed`` is what the cell's own formula gives.
    ``largest`` is the largest number among the precedents where that was needed to compare.
    """

    cell: CellId
    sheet: str
    row: int
    column: int
    official_sheet: str
    official_row: int
    official_column: int
    state: State
    formula: str | None
    official_formula: str
    match: Match
    kind: Kind | None
    cached: Value
    has_cache: bool
    recomputed: Value
    own_holds: bool | None
    official_value: Value
    official_holds: bool | None
    unit: Unit
    precedents: tuple[Slot, ...]

    @property
    def found_value(self) -> Value:
        """The value a reader sees: the cached one; the recomputed one where the file carries none."""
        return self.cached if self.has_cache or self.state is not State.FORMULA else self.recomputed

    @property
    def difference(self) -> float | None:
        """Found less official, None where one of them is no number."""
        found, official = number(self.found_value), number(self.official_value)
        return None if found is None or official is None else found - official

    @property
    def impact(self) -> float | None:
        """The money effect in rupiah; None in a cell that holds none. A value that is no number counts as 0."""
        if self.unit != "rupiah":
            return None
        return (number(self.found_value) or 0.0) - (number(self.official_value) or 0.0)


class FactFinder:
    """Establishes the facts of a workbook, sheet by sheet."""

    def __init__(self, recalculation: Recalculation, placements: Placements) -> None:
        self._recalculation = recalculation
        self._book = recalculation.book
        self._placements = placements
        self._plain = placements.in_place
        self._meaning = MeaningTest(recalculation)
        self._compared = 0

    def facts(self, model: SheetModel) -> Iterator[CellFacts]:
        """The facts of every official formula of a sheet that has a place in the file."""
        placement = self._placements.get(model.name)
        if placement is None:
            return
        raw_cells = self._recalculation.grid
        for row, column, cell in model.cells():
            if cell.formula is None:
                continue
            place = placement.place(row, column)
            if place is None:
                continue
            found = cell_id(placement.number, *place)
            raw = raw_cells.formulas.get(found)
            if raw is None:
                yield self._typed(placement, (row, column), place, cell, raw_cells.typed.get(found))
            else:
                yield self._formula(placement, (row, column), found, cell, raw)

    def others(self, known: Collection[CellId]) -> Iterator[CellFacts]:
        """The facts of formulas that stand at no official place: (a) and (c) only."""
        recalculation = self._recalculation
        grid = recalculation.grid
        for cell, raw in grid.formulas.items():
            if cell in known:
                continue
            plan, done = recalculation.plans.get(cell), cell not in recalculation.not_done
            slots = plan.slots if plan else ()
            recomputed = recalculation.values[cell] if done else None
            own = self._same(raw.value, recomputed, "", plan) if raw.kind and done else None
            yield CellFacts(
                cell, grid.names[placed(cell)[0]], raw.row, raw.column, "", 0, 0, State.FORMULA, raw.formula, "", Match.NONE,
                None, raw.value, raw.kind != "", recomputed, own, None, None, "", slots,
            )  # fmt: skip

    def official_text(self, text: str, placement: Placement) -> str:
        """An official formula (with ``=``) as it would read in the file."""
        if self._plain:
            return text
        shape, references = cut(text[1:])
        pieces = iter(references)

        def moved(_: str) -> str:
            reference = self._placements.moved(next(pieces), placement.official)
            return "#REF!" if reference is None else reference.on(placement.found)

        return "=" + "".join(moved(letter) if letter in (CELL_MARK, AREA_MARK) else letter for letter in shape)

    def _typed(
        self, placement: Placement, official: tuple[int, int], place: tuple[int, int], cell: Cell, value: Value
    ) -> CellFacts:
        unit = unit_of(cell.style)
        state = State.BLANK if value is None or value == "" else State.VALUE
        return CellFacts(
            cell=cell_id(placement.number, *place), sheet=placement.found, row=place[0], column=place[1],
            official_sheet=placement.official, official_row=official[0], official_column=official[1],
            state=state, formula=None, official_formula=self.official_text(cell.formula or "", placement),
            match=Match.NONE, kind=None, cached=value, has_cache=value is not None, recomputed=value, own_holds=None,
            official_value=cell.value, official_holds=same_value(value, cell.value, unit), unit=unit, precedents=(),
        )  # fmt: skip

    def _formula(self, placement: Placement, official: tuple[int, int], found: CellId, cell: Cell, raw: RawCell) -> CellFacts:
        recalculation, unit, cached = self._recalculation, unit_of(cell.style), raw.value
        plan = recalculation.plans.get(found)
        match, kind, official_formula = self._match(placement, found, cell.formula or "", raw)
        done = found not in recalculation.not_done
        recomputed = recalculation.values[found] if done else None
        has_cache = raw.kind != ""
        slots = plan.slots if plan else ()
        own = self._same(cached, recomputed, unit, plan) if has_cache and done else None
        seen = cached if has_cache else recomputed
        holds = self._same(seen, cell.value, unit, plan) if has_cache or done else None
        return CellFacts(
            found, placement.found, raw.row, raw.column, placement.official, official[0], official[1],
            State.FORMULA, raw.formula, official_formula, match, kind, raw.value, has_cache, recomputed, own,
            cell.value, holds, unit, slots,
        )  # fmt: skip

    def _match(self, placement: Placement, found: CellId, official: str, raw: RawCell) -> tuple[Match, Kind | None, str]:
        """(b), the kind of difference, and the official formula as the file would write it."""
        if self._plain and raw.formula == official[1:]:
            return Match.OFFICIAL, None, official
        text = self.official_text(official, placement)
        plan = self._recalculation.plans.get(found)
        if plan is None:
            return (Match.BROKEN if found in self._recalculation.broken else Match.DIFFERENT), None, text
        wanted = self._official_plan(official[1:], placement)
        if plan.shape is wanted.shape and plan.slots == wanted.slots:
            return Match.OFFICIAL, None, text
        return (*self._difference(plan, wanted), text)

    def _official_plan(self, text: str, placement: Placement) -> Plan:
        shape, references = cut(text)
        slots = tuple(self._placements.slot(reference, placement) for reference in references)
        return self._recalculation.plan_of(self._book.shape(shape), slots)

    def _difference(self, plan: Plan, wanted: Plan) -> tuple[Match, Kind]:
        self._compared += 1
        if self._compared > MAX_COMPARED:
            return Match.DIFFERENT, Kind.STRUCTURE
        listed = differences(Side(plan.shape.tree, plan.slots), Side(wanted.shape.tree, wanted.slots))
        if not listed:
            return Match.OFFICIAL, Kind.STRUCTURE
        same = LOST not in wanted.slots and self._meaning.same(plan, wanted, listed)
        return (Match.EQUIVALENT if same else Match.DIFFERENT), main_kind(listed)

    def _same(self, first: Value, second: Value, unit: Unit, plan: Plan | None) -> bool:
        """``same_value`` within the tolerance that the formula's precedents give; equal ones need none."""
        if first.__class__ is second.__class__ and first == second:
            return True
        return same_value(first, second, unit, partial(self._largest, plan))

    def _largest(self, plan: Plan | None) -> float:
        """The largest number among the precedents, worked out only when asked. It counts for sums and differences, where a
        small result carries the noise of large operands; after a division it would let an absorption of 95 % pass for 90 %."""
        if plan is None or any(isinstance(node, Binary) and node.operator == "/" for node in walk(plan.shape.tree)):
            return 0.0
        most = 0.0
        for slot in plan.slots:
            for value in self._values(slot):
                most = max(most, abs(number(value) or 0.0))
        return most

    def _values(self, slot: Slot) -> Sequence[Value]:
        """What stands in a precedent, as the file has it; nothing where looking is too much work."""
        view = self._recalculation.cached_view
        try:
            return view.read(slot) if isinstance(slot, Area) else (view.get(slot),)
        except NotComputableError:
            return ()


@cache
def unit_of(style: str) -> Unit:
    """What a cell of an official sheet holds, by its style name."""
    return "rupiah" if ":rupiah" in style else "persen" if ":persen" in style else ""
