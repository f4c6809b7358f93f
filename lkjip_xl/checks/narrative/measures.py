"""Tingkat kemajuan and tingkat efisiensi of a named indicator, told in prose, against what the tables compute."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from lkjip_xl.checks.catalogue import phrase
from lkjip_xl.checks.narrative.amounts import Amount, KnownFigures, amounts
from lkjip_xl.checks.narrative.budget_figures import share_of
from lkjip_xl.checks.narrative.passages import Passage, Prose
from lkjip_xl.checks.narrative.sentences import span
from lkjip_xl.checks.shown import plain_number, plain_text
from lkjip_xl.checks.standing import Standing
from lkjip_xl.checks.view import View
from lkjip_xl.compute.anggaran import percent
from lkjip_xl.compute.capaian import achievement
from lkjip_xl.values import number

PROGRESS, EFFICIENCY = "kemajuan", "efisiensi"
_MEASURE: Final = re.compile(rf"\btingkat\s+({PROGRESS}|{EFFICIENCY})\b", re.IGNORECASE)
DIFFERENCES: Final = {PROGRESS: "Selisih tahun lalu", EFFICIENCY: "Selisih"}
"""The settings under which a measure is a plain difference; under the others nothing is said."""
SHOWN_DECIMALS: Final = 4


class WrongMeasure(NamedTuple):
    """A figure that is not what the tables compute for the indicator the clause names."""

    passage: Passage
    clause: str
    amount: Amount
    facts: str


def wrong_measures(view: View, prose: Prose) -> Iterator[WrongMeasure]:
    """Every clause with one measure, one figure and one indicator whose figure is another. A lost minus of kemajuan is told
    by the rule on directions."""
    for sentence in prose.sentences:
        if not _MEASURE.search(sentence.text):
            continue
        for place, clause in enumerate(sentence.clauses):
            measures = {match[1].casefold() for match in _MEASURE.finditer(clause)}
            told = [amount for amount in amounts(clause) if amount.percent]
            subjects, first = prose.spoken_of(sentence.clauses, place)
            if len(measures) != 1 or len(told) != 1 or len(subjects) != 1:
                continue
            [measure], [amount], [standing] = measures, told, subjects
            exact = _exact(view, measure, standing)
            if exact is not None and not _says(measure, amount, exact, standing):
                yield WrongMeasure(
                    sentence.passage,
                    span(sentence.text, sentence.clauses, first, place),
                    amount,
                    _facts(measure, standing, exact),
                )


def _exact(view: View, measure: str, standing: Standing) -> float | None:
    """The measure as the tables compute it; None where a figure is missing or another formula was chosen."""
    chosen = view.settings.definisi_kemajuan if measure == PROGRESS else view.settings.rumus_efisiensi
    if chosen != DIFFERENCES[measure] or not standing.certain or standing.actual is None:
        return None
    if measure == PROGRESS:
        return None if standing.past[0] is None else standing.actual - standing.past[0]
    budget, spent = share_of(view, standing.indicator)
    reached = number(achievement(standing.target, standing.actual, view.rule(standing.indicator)))
    absorbed = number(percent(spent, budget))
    return None if reached is None or absorbed is None else reached - absorbed


def _says(measure: str, amount: Amount, exact: float, standing: Standing) -> bool:
    others: Sequence[float] = ()
    if measure == PROGRESS and standing.past[0]:
        others = (exact / abs(standing.past[0]) * 100,)
    if not KnownFigures((exact, *others)).holds(amount):
        return False
    return measure == PROGRESS or amount.negative == (exact < 0) or KnownFigures((0.0,)).holds(amount)


def _facts(measure: str, standing: Standing, exact: float) -> str:
    name = plain_text(standing.indicator.name)
    return phrase(f"fakta_{measure}", indikator=name, besar=plain_number(round(exact, SHOWN_DECIMALS)))
