"""Rules B02 and B03: a formula unlike its neighbours, and a typed number where they have a formula.

Nine of ten such oddities are no errors (audit.md §2): only those that change the value become signals, and they stay patterns.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import Final

from lkjip_xl.audit.evaluate.coercion import NotComputableError
from lkjip_xl.audit.evaluate.grid import cell_id
from lkjip_xl.audit.tolerance import same_value
from lkjip_xl.audit.umum.additions import Addition
from lkjip_xl.audit.umum.headings import Kind
from lkjip_xl.audit.umum.rules.stored import difference_words
from lkjip_xl.audit.umum.runs import SHARE, Run, expected_plan, expected_text, expected_value, runs_of
from lkjip_xl.audit.umum.signal import Signal
from lkjip_xl.audit.umum.survey import Survey, View
from lkjip_xl.values import is_number, number

MOST_UNLIKE: Final = 0.25
"""Where more of a run differs, the run is no rule."""
LEAST_COLUMNS: Final = 3
STEP_FORMULA: Final = 5


def neighbour_signals(survey: Survey) -> Iterator[Signal]:
    """B02 along columns and rows, B03 along columns."""
    for view, block, outline in survey.parts():
        for run in runs_of(survey, view, block, outline):
            if not survey.budget.take(STEP_FORMULA * (len(run.others) + len(run.typed))):
                return
            most = max(1, MOST_UNLIKE * run.agreeing)
            if len(run.others) <= most:
                yield from (signal for row in run.others for signal in _unlike(survey, run, row))
            if len(run.typed) <= most:
                yield from (signal for row in run.typed for signal in _typed(survey, run, row))
    for view in survey.views:
        yield from _rows(survey, view)


def _unlike(survey: Survey, run: Run, row: int) -> Iterator[Signal]:
    """A formula that gives another value than the one of most rows would give here."""
    wanted = expected_value(survey, expected_plan(survey, run, row))
    found = survey.value(run.view, row, run.column)
    if wanted is None or same_value(found, wanted, "rupiah"):
        return
    yield _signal(survey, run, row, "B02", "kolom")


def _typed(survey: Survey, run: Run, row: int) -> Iterator[Signal]:
    wanted = expected_value(survey, expected_plan(survey, run, row))
    if wanted is None:
        return
    equal = same_value(survey.value(run.view, row, run.column), wanted, "rupiah")
    yield _signal(survey, run, row, "B03", "sama" if equal else "lain")


def _signal(survey: Survey, run: Run, row: int, code: str, variant: str) -> Signal:
    cell = cell_id(run.view.number, row, run.column)
    wanted = expected_value(survey, expected_plan(survey, run, row))
    found = survey.value(run.view, row, run.column)
    money = survey.is_money(cell) and is_number(wanted) and (found is None or is_number(found))
    impact = (number(found) or 0.0) - (number(wanted) or 0.0) if money and variant != "sama" else None
    words = {
        "baris": survey.label(cell),
        "selisih": difference_words(found, wanted),
        "banyak": str(run.agreeing),
    }
    return Signal(code, variant, cell, impact, wanted, expected_text(survey, run, row), words, cause=(run.column, run.depth))


def _rows(survey: Survey, view: View) -> Iterator[Signal]:
    """Totals of one row that add other rows than the same row's other columns of their kind."""
    by_row: dict[tuple[int, Kind], list[Addition]] = defaultdict(list)
    for column, totals in view.additions.items():
        for row, total in totals.items():
            block = survey.block_of(view, row)
            if block is not None and column in block[0].columns:
                by_row[row, block[0].columns[column].kind].append(total)
    for (row, _), listed in by_row.items():
        if len(listed) < LEAST_COLUMNS:
            continue
        rows, agreeing = Counter(tuple(sorted(total.rows)) for total in listed).most_common(1)[0]
        if agreeing < max(2, SHARE * len(listed)):
            continue
        for total in listed:
            if tuple(sorted(total.rows)) != rows:
                yield from _unlike_row(survey, view, row, total, rows, agreeing)


def _unlike_row(
    survey: Survey, view: View, row: int, total: Addition, rows: tuple[int, ...], agreeing: int
) -> Iterator[Signal]:
    if not survey.budget.take(len(rows)):
        return
    wanted = sum(survey.number(view, other, total.column) or 0.0 for other in rows)
    try:
        found = number(survey.case.recalculation.value(survey.case.recalculation.plans[total.cell]))
    except NotComputableError:
        return
    if found is None or same_value(found, wanted, "rupiah"):
        return
    words = {
        "baris": survey.label(total.cell),
        "selisih": difference_words(found, wanted),
        "banyak": str(agreeing),
    }
    impact = found - wanted if survey.is_money(total.cell) else None
    yield Signal("B02", "baris", total.cell, impact, wanted, words=words, cause=(row, total.rows))
