"""Figures in the narrative: rupiah and percentages that no table holds, measures that are other figures, and changes told in
the wrong direction.

Figures are compared at the precision they were written with. The reviewer's question is "where does this number come from?"
(PermenPANRB 53/2014 Lampiran III, II.2 and II.5).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from lkjip_xl.checks.examination import Examination
from lkjip_xl.checks.narrative.amounts import Amount, amounts
from lkjip_xl.checks.narrative.direction import wrong_direction
from lkjip_xl.checks.narrative.known import TableFigures
from lkjip_xl.checks.narrative.measures import WrongMeasure, wrong_measures
from lkjip_xl.checks.narrative.passages import Passage, Prose
from lkjip_xl.checks.narrative.sentences import excerpt, word_set
from lkjip_xl.checks.view import View

SHEETS: Final = ("pk", "renstra", "realisasi", "dpa", "dukungan", "instansi")
"""Where the figures of the tables come from."""
RUPIAH_CODE, PERCENT_CODE, OTHER_CODE, DIRECTION_CODE = "NSK-05", "NSK-06", "NSK-07", "NSK-08"
MEASURE_CODE: Final = "NSK-13"
LEAST_RUPIAH: Final = 1_000_000.0
"""Amounts below this are tariffs and fines rather than budgets."""
MOST_LISTED: Final = 5
_OF_RESULTS: Final = word_set(
    "capaian realisasi target penyerapan serapan terserap efisiensi kemajuan kinerja terealisasi tercapai mencapai dicapai "
    "anggaran"
)
"""Words of a sentence whose percentages are results, which a table must hold."""


def examine_figures(examination: Examination, view: View, prose: Prose) -> None:
    """Findings on figures in prose."""
    if not view.can_read("aturan_angka_naskah", *SHEETS):
        return
    measures = list(wrong_measures(view, prose))
    found = list(_unknown(view, prose, measures))
    if found and _has_broken_figures(examination, view):
        examination.skip("angka_naskah")
        found = []
    for passage, code, written in found:
        listed = ", ".join(written[:MOST_LISTED]) + (", …" if len(written) > MOST_LISTED else "")
        _add(examination, view, passage, code, listed, nilai=excerpt(listed))
    for wrong in measures:
        _add(examination, view, wrong.passage, MEASURE_CODE, wrong.clause, fakta=wrong.facts, nilai=excerpt(wrong.clause))
    for passage, clause, facts in wrong_direction(prose):
        _add(examination, view, passage, DIRECTION_CODE, clause, fakta=facts, nilai=excerpt(clause))


def _add(examination: Examination, view: View, passage: Passage, code: str, value: str, **facts: str) -> None:
    examination.add_at(code, view.submission.sheets[passage.sheet], passage.record, passage.key, value, **facts)


def _unknown(view: View, prose: Prose, measures: Sequence[WrongMeasure]) -> Iterator[tuple[Passage, str, list[str]]]:
    """(passage, code, figures as written) of the figures that no table holds; a measure already told is left out."""
    tables = TableFigures(view, prose.stands)
    told = {(id(wrong.passage), wrong.amount) for wrong in measures}
    of_passage: dict[tuple[int, str], tuple[Passage, list[str]]] = {}
    for sentence in prose.sentences:
        for amount in amounts(sentence.text):
            if tables.holds(amount) or (id(sentence.passage), amount) in told:
                continue
            about_results = bool(_OF_RESULTS.intersection(sentence.words)) or any(map(prose.named, sentence.clauses))
            code = _code(sentence.passage, amount, about_results=about_results)
            of_passage.setdefault((id(sentence.passage), code), (sentence.passage, []))[1].append(amount.written)
    for (_, code), (passage, written) in of_passage.items():
        yield passage, code, list(dict.fromkeys(written))


def _code(passage: Passage, amount: Amount, *, about_results: bool) -> str:
    """Prose that goes into the report as it is must hold; remarks and analyses may quote other sources."""
    if passage.single:
        return OTHER_CODE
    if not amount.percent:
        small = bool(amount.readings) and max(reading.value for reading in amount.readings) < LEAST_RUPIAH
        return OTHER_CODE if small else RUPIAH_CODE
    return PERCENT_CODE if about_results else OTHER_CODE


def _has_broken_figures(examination: Examination, view: View) -> bool:
    """True where a figure of the tables cannot be read: what is computed from it is not known."""
    names = {data.found_name for key in SHEETS if (data := view.data(key)) is not None}
    return any(f.sheet in names and f.code.startswith(("NIL-", "SKM-")) and f.value is not None for f in examination.findings)
