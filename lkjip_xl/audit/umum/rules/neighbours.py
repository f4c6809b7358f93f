"""Rules B02 and B03: a formula unlike its neighbours, and a typed number where they have a formula.

Nine of ten such oddities are no errors (audit.md §2): only those that change the value become signals, and they stay patterns.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import Final

from lkjip_xl.address import cell_name
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
MOST_TERMS: Final = 12


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
    for (row, kind), listed in by_row.items():
        if len(listed) < LEAST_COLUMNS:
            continue
        rows, agreeing = Counter(tuple(sorted(total.rows)) for total in listed).most_common(1)[0]
        if agreeing < max(2, SHARE * len(listed)):
            continue
        for total in listed:
            if tuple(sorted(total.rows)) != rows:
                yield from _unlike_row(survey, view, row, total, rows, agreeing)
        yield from _typed_in_row(survey, view, row, kind, rows, agreeing)


def _typed_in_row(survey: Survey, view: View, row: int, kind: Kind, rows: tuple[int, ...], agreeing: int) -> Iterator[Signal]:
    """Typed numbers where the other columns of the same kind add up rows."""
    found = survey.block_of(view, row)
    for column, described in found[0].columns.items() if found else ():
        raw = view.cell(row, column)
        value = survey.number(view, row, column)
        if described.kind is not kind or raw is None or raw.formula is not None or value is None:
            continue
        parts = [part for other in rows if (part := survey.number(view, other, column)) is not None]
        if not parts or not survey.budget.take(len(rows)) or same_value(value, sum(parts), "rupiah"):
            continue
        cell = cell_id(view.number, row, column)
        words = {
            "baris": survey.label(cell),
            "selisih": difference_words(value, sum(parts)),
            "banyak": str(agreeing),
        }
        right = "=" + "+".join(cell_name(other, column) for other in rows) if len(rows) <= MOST_TERMS else ""
        impact = value - sum(parts) if survey.is_money(cell) else None
        yield Signal("B03", "baris", cell, impact, sum(parts), right, words, cause=("baris", row))


def _unlike_row(survey: Survey, view: View, row: int, total: Addition, rows: tuple[int, ...], agreeing: int) -> Iterator[Signal]:
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
