"""Rules A05, A07 and A08: the stored value of a formula against what the formula gives, with the tolerance of audit.md §3.

Only causes become signals: a cell whose stored value follows from the stored values of the cells it looks at is listed with
the cell it follows from.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterator
from typing import Final

from lkjip_xl.address import cell_name
from lkjip_xl.audit.catalogue import make_finding, phrase
from lkjip_xl.audit.evaluate.coercion import NotComputableError
from lkjip_xl.audit.evaluate.grid import CellId, place
from lkjip_xl.audit.facts import CellFacts
from lkjip_xl.audit.finding import AuditFinding
from lkjip_xl.audit.roots import RootSearch
from lkjip_xl.audit.tolerance import kind, same_value
from lkjip_xl.audit.umum.signal import Signal
from lkjip_xl.audit.umum.survey import Survey
from lkjip_xl.checks.shown import plain_number
from lkjip_xl.values import Value, number

MOST_ALONE: Final = 5
"""So many stale cells of one column are told one by one; more have one cause: a file that was not calculated again."""


def stored_signals(survey: Survey) -> Iterator[Signal]:
    """A05 and A08."""
    wrong = {facts.cell: facts for facts in survey.case.facts if facts.own_holds is False and not _equal(survey, facts)}
    roots = [cell for cell, facts in wrong.items() if _stands_alone(survey, facts)]
    alone = dict.fromkeys(roots)
    followers = {cell: facts.precedents for cell, facts in wrong.items() if cell not in alone}
    search = RootSearch(roots, followers)
    affected: dict[CellId, list[CellId]] = defaultdict(list)
    for cell in followers:
        causes = search.causes(cell)
        for cause in causes:
            affected[cause].append(cell)
        if not causes:
            alone[cell] = None
    by_column = Counter(_column(cell) for cell in alone)
    for cell in alone:
        together = by_column[_column(cell)] > MOST_ALONE
        yield _signal(survey, wrong[cell], tuple(affected[cell]), _column(cell) if together else cell)


def missing_caches(survey: Survey) -> Iterator[AuditFinding]:
    """A07, once per sheet."""
    first: dict[str, tuple[str, int]] = {}
    for facts in survey.case.facts:
        if not facts.has_cache:
            cell, count = first.get(facts.sheet, (cell_name(facts.row, facts.column), 0))
            first[facts.sheet] = (cell, count + 1)
    for sheet, (cell, count) in first.items():
        yield make_finding("A07", sheet=sheet, banyak=str(count), pertama=cell, ditemukan=str(count))


def _column(cell: CellId) -> tuple[int, int]:
    sheet, _, column = place(cell)
    return sheet, column


def _equal(survey: Survey, facts: CellFacts) -> bool:
    """The comparison once more, now with the unit that the heading tells."""
    return same_value(facts.cached, facts.recomputed, survey.unit(facts.cell))


def _stands_alone(survey: Survey, facts: CellFacts) -> bool:
    """True where the stored value is not even what the formula gives on the stored values of its precedents."""
    if not survey.evidence.take_for(survey.case.recalculation.plans[facts.cell]):
        return True
    try:
        shallow = survey.case.recalculation.shallow(facts.cell)
    except NotComputableError:
        return True
    return not same_value(facts.cached, shallow, survey.unit(facts.cell), lambda: abs(number(facts.recomputed) or 0.0))


def _signal(survey: Survey, facts: CellFacts, affected: tuple[CellId, ...], cause: Hashable) -> Signal:
    stored, right = number(facts.cached), number(facts.recomputed)
    other_kind = kind(facts.cached) != kind(facts.recomputed)
    money = survey.is_money(facts.cell)
    impact = (stored or 0.0) - (right or 0.0) if money else _largest(survey, affected)
    words = {"selisih": difference_words(facts.cached, facts.recomputed)}
    return Signal(
        "A08" if other_kind else "A05", "", facts.cell, impact, facts.recomputed, words=words, affected=affected, cause=cause
    )


def _largest(survey: Survey, cells: tuple[CellId, ...]) -> float | None:
    """The largest rupiah difference among followers."""
    found = []
    for cell in cells:
        if survey.is_money(cell):
            cached, right = number(survey.case.grid.cached(cell)), number(survey.case.recalculation.values.get(cell))
            found.append((cached or 0.0) - (right or 0.0))
    return max(found, key=abs, default=None)


def difference_words(found: Value, right: Value) -> str:
    """``, selisih 1.000`` between two numbers, "" for anything else."""
    first, second = number(found), number(right)
    if first is None or second is None:
        return ""
    return phrase("selisih", angka=plain_number(round(first - second, 9)))
