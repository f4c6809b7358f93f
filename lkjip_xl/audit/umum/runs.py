"""Runs: formulas of one column and one level that look along their own row, as R1C1 sees them.

A run knows what most of its rows do, and can say what that formula would give in any other row.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from lkjip_xl.address import cell_name, quote_sheet
from lkjip_xl.audit.evaluate.coercion import NotComputableError
from lkjip_xl.audit.evaluate.grid import LOST, Area, CellId, Slot, cell_id, place
from lkjip_xl.audit.evaluate.recalculation import Plan
from lkjip_xl.audit.formula.tokens import AREA_MARK, CELL_MARK, cut
from lkjip_xl.audit.umum.headings import Block
from lkjip_xl.audit.umum.outline import Outline
from lkjip_xl.audit.umum.survey import Survey, View
from lkjip_xl.values import Value

LEAST_ROWS: Final = 4
SHARE: Final = 0.6
"""At least so many of a run's formulas say the same; audit.md §2 measured the rule with this share."""

Offset = tuple[str, int, int, int]
Key = tuple[int, tuple[Offset, ...]]
"""What a formula says seen from its own cell: its shape, and where each reference leads."""


@dataclass(frozen=True, slots=True)
class Run:
    """One column of one block at one level. ``key`` is what most rows say, ``model`` a row that says it."""

    view: View
    column: int
    depth: int
    keys: Mapping[int, Key]
    typed: tuple[int, ...]
    key: Key
    model: int
    agreeing: int

    @property
    def others(self) -> list[int]:
        """Rows with another formula."""
        return [row for row, key in self.keys.items() if key != self.key]


def relative_key(cell: CellId, plan: Plan, *, columns: bool = False) -> Key | None:
    """The key of a formula that looks along its row (or, with ``columns``, along its column); None for any other."""
    sheet, row, column = place(cell)
    offsets: list[Offset] = []
    along = False
    for slot in plan.slots:
        if isinstance(slot, Area):
            own = slot.sheet == sheet and (
                slot.columns == 1 and slot.left == column if columns else slot.rows == 1 and slot.top == row
            )
            first, last = (slot.top, slot.top + slot.rows - 1) if columns else (slot.left, slot.left + slot.columns - 1)
            at = row if columns else column
            offsets.append(("r", 1, first - at, last - at) if own else ("a", hash(slot), 0, 0))
        else:
            other, its_row, its_column = place(slot) if slot != LOST else (-1, 0, 0)
            own = other == sheet and (its_column == column if columns else its_row == row)
            step = its_row - row if columns else its_column - column
            offsets.append(("r", 0, step, 0) if own else ("a", slot, 0, 0))
        along = along or own
    return (id(plan.shape), tuple(offsets)) if along else None


def runs_of(survey: Survey, view: View, block: Block, outline: Outline) -> Iterator[Run]:
    """The runs of a block in which most rows say the same."""
    for column in block.columns:
        by_depth: dict[int, dict[int, Key]] = defaultdict(dict)
        typed: dict[int, list[int]] = defaultdict(list)
        for row in view.cells:
            if not block.first <= row <= block.last:
                continue
            plan = survey.plan(view, row, column)
            if plan is None:
                raw = view.cell(row, column)
                if raw is not None and raw.formula is None and survey.number(view, row, column) is not None:
                    typed[outline.depth(row)].append(row)
                continue
            key = relative_key(cell_id(view.number, row, column), plan)
            if key is not None:
                by_depth[outline.depth(row)][row] = key
        for depth, keys in by_depth.items():
            run = _run(view, column, depth, keys, tuple(typed[depth]))
            if run is not None:
                yield run


def _run(view: View, column: int, depth: int, keys: dict[int, Key], typed: tuple[int, ...]) -> Run | None:
    key, agreeing = Counter(keys.values()).most_common(1)[0]
    if agreeing < LEAST_ROWS or agreeing < SHARE * (len(keys) + len(typed)):
        return None
    model = next(row for row, found in keys.items() if found == key)
    return Run(view, column, depth, keys, typed, key, model, agreeing)


def expected_plan(survey: Survey, run: Run, row: int) -> Plan | None:
    """The formula that most rows of a run have, as it would stand in ``row``."""
    plan = survey.plan(run.view, run.model, run.column)
    if plan is None:
        return None
    slots = tuple(_moved(slot, run.view.number, run.model, row) for slot in plan.slots)
    return survey.case.recalculation.plan_of(plan.shape, slots)


def expected_value(survey: Survey, plan: Plan | None) -> Value:
    """What a formula gives on the recalculated values; None where it cannot be worked out."""
    if plan is None:
        return None
    try:
        return survey.case.recalculation.value(plan)
    except NotComputableError:
        return None


def expected_text(survey: Survey, run: Run, row: int) -> str:
    """The formula of most rows, written for ``row``, with ``=``."""
    plan = survey.plan(run.view, run.model, run.column)
    raw = run.view.cell(run.model, run.column)
    if plan is None or raw is None or raw.formula is None:
        return ""
    shape, _ = cut(raw.formula)
    moved = iter([_text(survey, run.view, _moved(slot, run.view.number, run.model, row)) for slot in plan.slots])
    return "=" + "".join(next(moved, "") if letter in (CELL_MARK, AREA_MARK) else letter for letter in shape)


def _text(survey: Survey, view: View, slot: Slot) -> str:
    if slot == LOST:
        return "#REF!"
    if isinstance(slot, Area):
        sheet = slot.sheet
        last = cell_name(slot.top + slot.rows - 1, slot.left + slot.columns - 1)
        text = f"{cell_name(slot.top, slot.left)}:{last}"
    else:
        sheet, row, column = place(slot)
        text = cell_name(row, column)
    return text if sheet == view.number or sheet < 0 else f"{quote_sheet(survey.case.grid.names[sheet])}!{text}"


def _moved(slot: Slot, sheet: int, model: int, row: int) -> Slot:
    """A reference along the model's row, moved to another row; any other stays."""
    if isinstance(slot, Area):
        same_row = slot.sheet == sheet and slot.top == model and slot.rows == 1
        return slot._replace(top=row, bottom=row) if same_row else slot
    if slot == LOST:
        return slot
    other, its_row, column = place(slot)
    return cell_id(sheet, row, column) if other == sheet and its_row == model else slot
