"""Rule D09: numbers that a conditional format does not show."""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterator
from typing import Final

from lkjip_xl.address import cell_name
from lkjip_xl.audit.case import Case
from lkjip_xl.audit.catalogue import make_finding
from lkjip_xl.audit.colours import BLACK, WHITE, Conditional, alike
from lkjip_xl.audit.conditions import Condition
from lkjip_xl.audit.evaluate.coercion import NotComputableError
from lkjip_xl.audit.evaluate.grid import cell_id
from lkjip_xl.audit.finding import AuditFinding
from lkjip_xl.audit.formula.normalise import TooManyShapesError
from lkjip_xl.audit.formula.tokens import FormulaError
from lkjip_xl.audit.rules.hidden import shows_nothing
from lkjip_xl.ooxml.area import Area
from lkjip_xl.reader.raw import RawCell, RawSheet
from lkjip_xl.values import CellError, number

_COMPARED: Final[dict[str, Callable[[float, float], bool]]] = {
    "equal": operator.eq,
    "notEqual": operator.ne,
    "greaterThan": operator.gt,
    "greaterThanOrEqual": operator.ge,
    "lessThan": operator.lt,
    "lessThanOrEqual": operator.le,
}
MOST_CELLS: Final = 1_000_000
"""Cells that are looked at for the conditions of one workbook."""


def examine_conditions(case: Case) -> Iterator[AuditFinding]:
    """One finding for a condition that hides numbers now; a note where it may, and nobody here can tell. A 0 that is not shown
    misleads nobody."""
    formats = case.look.colours.conditional
    budget = MOST_CELLS
    for position, sheet in enumerate(case.workbook.sheets):
        for condition in case.look.conditions.get(sheet.part, ()):
            format = formats[condition.format] if condition.format < len(formats) else Conditional()
            if budget < 0 or not (shows_nothing(format.number_format) or format.letters or format.ground):
                continue
            holds = _test(case, position, condition)
            hidden = []
            for cell in _cells(sheet, condition.areas):
                budget -= 1
                value = number(case.recalculation.values.get(cell_id(position, cell.row, cell.column)))
                if value and _hides(case, cell, format) and (holds is None or holds(value)):
                    hidden.append((cell, value))
            if hidden:
                first, value = hidden[0]
                yield make_finding(
                    "D09", "mungkin" if holds is None else "kini", sheet=sheet.name, cell=cell_name(first.row, first.column),
                    value=value, banyak=str(len(hidden)), ditemukan=f"{condition.format} {condition.formulas}",
                )  # fmt: skip


def _cells(sheet: RawSheet, areas: tuple[Area, ...]) -> Iterator[RawCell]:
    for top, left, bottom, right in areas:
        rows = range(top, bottom + 1) if bottom - top < len(sheet.rows) else sorted(sheet.rows)
        for row in rows:
            if top <= row <= bottom:
                yield from (cell for cell in sheet.rows.get(row, ()) if left <= cell.column <= right)


def _hides(case: Case, cell: RawCell, format: Conditional) -> bool:
    """True where the cell's number cannot be seen once the format applies; what it leaves alone stays the cell's own."""
    if shows_nothing(format.number_format):
        return True
    colours = case.look.colours
    known = cell.style < len(colours.letters)
    letters = format.letters or (colours.letters[cell.style] if known else BLACK)
    ground = format.ground or (colours.grounds[cell.style] if known else WHITE)
    return alike(letters, ground)


def _test(case: Case, sheet: int, condition: Condition) -> Callable[[float], bool] | None:
    """What the condition asks of a number; None where that needs more than constants."""
    limits = [_constant(case, sheet, formula) for formula in condition.formulas]
    if not limits or None in limits:
        return None
    first, last = limits[0] or 0.0, limits[-1] or 0.0
    if condition.kind == "expression":
        return lambda _: bool(first)
    if condition.kind != "cellIs":
        return None
    if condition.operator in ("between", "notBetween"):
        low, high = sorted((first, last))
        return lambda value: (low <= value <= high) is (condition.operator == "between")
    compare = _COMPARED.get(condition.operator)
    return None if compare is None else lambda value: compare(value, first)


def _constant(case: Case, sheet: int, formula: str) -> float | None:
    """The number that a formula without references gives (TRUE is 1)."""
    try:
        plan = case.recalculation.plan(formula, sheet)
        value = None if plan.slots else case.recalculation.cached_view.value(plan)
    except (FormulaError, TooManyShapesError, NotComputableError):
        return None
    if value is None or isinstance(value, str | CellError):
        return None
    return float(value)
