"""Every formula of a workbook worked out from its typed cells, once, in the order in which they need one another.

The work is bounded: cells looked at inside areas are counted, circles are found, what cannot be done is listed with its
reason and takes its cached value, so that the rest can still be judged.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from lkjip_xl.audit.evaluate.arguments import Compiled, Get
from lkjip_xl.audit.evaluate.budget import MAX_STEPS, Budget
from lkjip_xl.audit.evaluate.coercion import NotComputableError
from lkjip_xl.audit.evaluate.compile import compile_tree
from lkjip_xl.audit.evaluate.families import Families
from lkjip_xl.audit.evaluate.grid import LOST, LOST_VALUE, Area, CellId, Grid, Slot, cell_id, is_huge
from lkjip_xl.audit.formula.normalise import FormulaBook, Shape, TooManyShapesError
from lkjip_xl.audit.formula.parse import MAX_LENGTH
from lkjip_xl.audit.formula.tokens import FormulaError, TooDeepError, cut
from lkjip_xl.values import Value

MAX_REMEMBERED: Final = 2_000_000
"""Values kept of areas that several formulas read."""


class Reason(NamedTuple):
    """Why a cell was not recalculated: a key of the catalogue, and a function's name or ""."""

    key: str
    detail: str = ""


class Plan(NamedTuple):
    """A formula ready to run."""

    shape: Shape
    run: Compiled
    slots: tuple[Slot, ...]


class View:
    """One set of values for the cells of a grid: how to get a cell and how to read an area."""

    def __init__(self, get: Get, budget: Budget) -> None:
        self.get = get
        self.budget = budget

    def read(self, area: Area) -> Sequence[Value]:
        """The values of an area in reading order. NotComputableError where they are too many."""
        if area.sheet == LOST:
            return (LOST_VALUE,)
        if is_huge(area):
            raise NotComputableError("batas")
        self.budget.spend((area.bottom - area.top + 1) * (area.right - area.left + 1))
        get = self.get
        found: list[Value] = []
        for row in range(area.top, area.bottom + 1):
            first = cell_id(area.sheet, row, area.left)
            found.extend([get(cell) for cell in range(first, first + area.right - area.left + 1)])
        return found

    def value(self, plan: Plan) -> Value:
        """What a formula gives on these values: a blank as 0, as in a cell. NotComputableError where it is out of reach."""
        try:
            found = plan.run(plan.slots, self.get, self.read)
            return 0.0 if found is None else found
        except RecursionError as error:
            raise NotComputableError("dalam") from error


class Recalculation(View):
    """The recalculated workbook. ``values`` holds typed and computed cells, ``not_done`` why a cell has only its cache."""

    def __init__(self, grid: Grid, book: FormulaBook, *, max_steps: int = MAX_STEPS) -> None:
        self.grid = grid
        self.values: dict[CellId, Value] = dict(grid.typed)
        self.values[LOST] = LOST_VALUE
        super().__init__(self.values.get, Budget(max_steps))
        self.plans: dict[CellId, Plan] = {}
        self.broken: dict[CellId, FormulaError] = {}
        self.not_done: dict[CellId, Reason] = {}
        self.book = book
        self._code: dict[Shape, Compiled] = {}
        self._complete: set[Area] = set()
        self._remembered: dict[Area, list[Value]] = {}
        self._room = MAX_REMEMBERED
        self.second_looks = Budget(max_steps)
        self.cached_view = View(grid.cached, self.second_looks)
        self._plan_all()
        for cell, plan in self.plans.items():
            if cell in self.values:
                continue
            if self.budget.is_spent or self._pending(plan):
                self._settle(cell)
            else:
                self._compute(cell)

    def plan(self, text: str, sheet: int) -> Plan:
        """Any formula (without ``=``) as if it stood on a sheet of this workbook."""
        shape_text, references = cut(text)
        shape = self.book.shape(shape_text)
        slot = self.grid.slot
        return self.plan_of(shape, tuple([slot(reference, sheet) for reference in references]))

    def plan_of(self, shape: Shape, slots: tuple[Slot, ...]) -> Plan:
        """A formula of a known shape on given cells."""
        return Plan(shape, self._compiled(shape), slots)

    def read(self, area: Area) -> Sequence[Value]:
        """The values of an area; remembered, because many formulas read the same one."""
        found = self._remembered.get(area)
        if found is not None:
            self.budget.spend(len(found))
        else:
            found = list(super().read(area))
            if len(found) <= self._room and area in self._complete:
                self._room -= len(found)
                self._remembered[area] = found
        return found

    def with_changes(self, changes: Mapping[CellId, Value]) -> Changed:
        """This workbook with other values in some typed cells."""
        return Changed(self, changes)

    def shallow(self, cell: CellId) -> Value:
        """The cell's own formula on the cached values of its precedents. NotComputableError where it is out of reach."""
        return self.cached_view.value(self.plans[cell])

    def _plan_all(self) -> None:
        sheet_bits = cell_id(1, 0, 0)
        families, shape_of = Families(self.grid), self.book.shape
        for cell, raw in self.grid.formulas.items():
            text = raw.formula or ""
            try:
                if not text or len(text) > MAX_LENGTH:
                    raise FormulaError("empty" if not text else "too long")
                shape, slots = families.read(text, cell // sheet_bits, raw.row, raw.column)
                self.plans[cell] = self.plan_of(shape_of(shape), slots)
            except TooDeepError:
                self._give_up(cell, Reason("dalam"))
            except FormulaError as error:
                self.broken[cell] = error
                self._give_up(cell, Reason("rumus"))
            except TooManyShapesError:
                self._give_up(cell, Reason("ragam"))

    def _compiled(self, shape: Shape) -> Compiled:
        code = self._code.get(shape)
        if code is None:
            code = self._code[shape] = compile_tree(shape.tree)
        return code

    def _give_up(self, cell: CellId, reason: Reason) -> None:
        self.not_done[cell] = reason
        self.values[cell] = self.grid.cached(cell)

    def _settle(self, cell: CellId) -> None:
        """Compute a cell after everything it needs; the stack is a list, so that no chain is too long."""
        stack, opened = [cell], set[CellId]()
        values, plans = self.values, self.plans
        while stack:
            current = stack[-1]
            if current in values:
                stack.pop()
                continue
            if self.budget.is_spent:
                self._give_up(current, Reason("batas"))
                continue
            pending = self._pending(plans[current])
            if pending and current not in opened:
                opened.add(current)
                if opened.isdisjoint(pending):
                    stack.extend(pending)
                    continue
            if pending:
                self._give_up(current, Reason("melingkar"))
            else:
                self._compute(current)
            opened.discard(current)
            stack.pop()

    def _pending(self, plan: Plan) -> list[CellId]:
        """The formulas that have to be computed first."""
        values, plans = self.values, self.plans
        found: list[CellId] = []
        for slot in plan.slots:
            if type(slot) is int:
                if slot not in values and slot in plans:
                    found.append(slot)
            elif type(slot) is Area and slot not in self._complete:
                inside = list(self.grid.formulas_in(slot))
                self.budget.note(len(inside))
                waiting = [cell for cell in inside if cell not in values]
                if waiting:
                    found += waiting
                else:
                    self._complete.add(slot)
        return found

    def _compute(self, cell: CellId) -> None:
        try:
            self.values[cell] = self.value(self.plans[cell])
        except NotComputableError as error:
            self._give_up(cell, Reason(error.reason, error.detail))


class Changed(View):
    """A recalculated workbook with other values in some typed cells; only what is asked for is worked out again."""

    def __init__(self, base: Recalculation, changes: Mapping[CellId, Value]) -> None:
        self._base = base
        self._values: dict[CellId, Value] = dict(changes)
        super().__init__(self._get, base.second_looks)

    def _get(self, cell: CellId) -> Value:
        if cell in self._values:
            return self._values[cell]
        plan = self._base.plans.get(cell)
        if plan is None or cell in self._base.not_done:
            return self._base.values.get(cell)
        self._values[cell] = self._base.values.get(cell)  # a circle ends here
        self._values[cell] = found = self.value(plan)
        return found
