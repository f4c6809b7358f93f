"""A second engine for functions that our own evaluator does not know: formualizer (extra ``lkjip-xl[audit]``), where installed.

It runs in the guarded child process only. audit.md §4: equal to Excel's own cache in 26,703 of 26,716 cells; the rest were
TODAY() and results near zero, so volatile formulas are never asked for.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from importlib.util import find_spec
from typing import Any, Final

from lkjip_xl.audit.evaluate.grid import CellId, place
from lkjip_xl.audit.evaluate.recalculation import Reason, Recalculation
from lkjip_xl.audit.formula.tree import Call, Outside, walk
from lkjip_xl.audit.umum.rules.wording import VOLATILE
from lkjip_xl.values import CellError, Value

REASONS: Final = frozenset({"fungsi", "larik", "argumen", "kriteria", "ukuran", "luar"})
"""Why our own evaluator gave up where another engine may go on."""
MOST_CELLS: Final = 20_000
_ERRORS: Final = {
    "Div": "#DIV/0!", "Na": "#N/A", "Name": "#NAME?", "Null": "#NULL!", "Num": "#NUM!", "Ref": "#REF!", "Value": "#VALUE!",
}  # fmt: skip
_UNKNOWN: Final = frozenset({"Name", "Nimpl", "NImpl", "Error", "Circ", "Cancelled", "Spill", "Calc"})


def is_installed() -> bool:
    """True where formualizer can be imported."""
    return find_spec("formualizer") is not None


def mark_volatile(recalculation: Recalculation) -> None:
    """Say of volatile formulas that they change, instead of that their function is unknown (B08)."""
    for cell, reason in list(recalculation.not_done.items()):
        if reason.key == "fungsi" and reason.detail in VOLATILE:
            recalculation.not_done[cell] = Reason("volatil", reason.detail)


def complete(recalculation: Recalculation, data: bytes) -> int:
    """Work out with formualizer what is left; returns how many cells it could. What it cannot stays not checked."""
    asked = [cell for cell, reason in recalculation.not_done.items() if reason.key in REASONS][:MOST_CELLS]
    asked = [cell for cell in asked if not _is_out_of_reach(recalculation, cell)]
    if not asked:
        return 0
    import formualizer

    workbook = formualizer.load_workbook_bytes(data)
    done = 0
    for cell in asked:
        sheet, row, column = place(cell)
        try:
            answer = workbook.evaluate_cell(recalculation.grid.names[sheet], row, column)
        except Exception as error:  # the engine's own errors have no common base; the cell stays not checked, with the reason
            recalculation.not_done[cell] = Reason("pembanding", recalculation.not_done[cell].detail or type(error).__name__)
            continue
        known, value = _value(answer, date1904=recalculation.grid.workbook.date1904)
        if not known:
            recalculation.not_done[cell] = Reason("pembanding", recalculation.not_done[cell].detail)
            continue
        recalculation.values[cell] = value
        del recalculation.not_done[cell]
        done += 1
    return done


def _is_out_of_reach(recalculation: Recalculation, cell: CellId) -> bool:
    """True for formulas that look at another workbook or change with every calculation."""
    tree = recalculation.plans[cell].shape.tree if cell in recalculation.plans else None
    if tree is None:
        return True
    return any(
        (isinstance(node, Outside) and "[" in node.text and "!" in node.text)
        or (isinstance(node, Call) and node.name in VOLATILE)
        for node in walk(tree)
    )


def _value(answer: Any, *, date1904: bool) -> tuple[bool, Value]:
    """(known, value) of what the engine gave."""
    if isinstance(answer, Mapping):
        kind = str(answer.get("kind", ""))
        return kind in _ERRORS and kind not in _UNKNOWN, CellError(_ERRORS.get(kind, "#NAME?"))
    if isinstance(answer, datetime | date | time | timedelta):
        return True, _serial(answer, date1904=date1904)
    if answer is None or isinstance(answer, bool | int | float | str):
        return True, answer
    return False, None


def _serial(moment: datetime | date | time | timedelta, *, date1904: bool) -> float:
    """A date as the number a cell holds."""
    if isinstance(moment, timedelta):
        return moment / timedelta(days=1)
    if isinstance(moment, time):
        return (moment.hour * 3600 + moment.minute * 60 + moment.second) / 86400
    epoch = datetime(1904, 1, 1) if date1904 else datetime(1899, 12, 30)
    full = moment if isinstance(moment, datetime) else datetime(moment.year, moment.month, moment.day)
    return (full.replace(tzinfo=None) - epoch) / timedelta(days=1)
