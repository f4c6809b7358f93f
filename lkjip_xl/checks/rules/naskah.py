"""Statements about targets in the narrative that the figures contradict (reviewer's checklist PermenPANRB 53/2014 Lampiran
III: information that is accurate, reliable and valid)."""

from __future__ import annotations

from typing import Final

from lkjip_xl.checks.examination import Examination
from lkjip_xl.checks.narrative.claims import Claim, Kind, claims, short_missed, speaks_of_targets
from lkjip_xl.checks.narrative.passages import PLANS, Prose, Sentence, read_prose
from lkjip_xl.checks.narrative.sentences import excerpt, span, word_set, words
from lkjip_xl.checks.narrative.verdict import Verdict, about, counted, in_general
from lkjip_xl.checks.rules import naskah_angka, naskah_istilah, naskah_tahun
from lkjip_xl.checks.standing import Standing
from lkjip_xl.checks.view import View

_CODES: Final = {Kind.REACHED: "NSK-01", Kind.EXCEEDED: "NSK-02", Kind.MISSED: "NSK-03"}
COUNTED: Final = "NSK-04"
_OF_INDICATORS: Final = word_set("indikator kinerja capaian sasaran iku")
"""A statement about nobody in particular counts only in a sentence about one of these."""
LONGEST_CLAUSE: Final = 120
"""Words of the longest clause that counts as a plain statement."""


def examine(examination: Examination, view: View) -> None:
    """Findings on the prose of sheets Naskah, Analisis and Realisasi (Keterangan): statements, figures, years and counts."""
    prose = read_prose(examination, view)
    if not prose.passages:
        return
    if view.can_read("aturan_naskah", "pk", "realisasi"):
        _statements(examination, view, prose)
    naskah_angka.examine_figures(examination, view, prose)
    naskah_tahun.examine_years(examination, view, prose)
    naskah_istilah.examine_terms(examination, view, prose)


def _statements(examination: Examination, view: View, prose: Prose) -> None:
    """Sentences that say tercapai, melampaui or belum where the figures say otherwise."""
    told: set[tuple[str, int, str, str]] = set()
    for sentence in prose.sentences:
        passage = sentence.passage
        for quote, code, verdict in _wrong(prose, sentence):
            key = (passage.sheet, passage.record.row, code, quote)
            if key not in told:
                told.add(key)
                data = view.submission.sheets[passage.sheet]
                facts = {"fakta": verdict.facts, "nilai": excerpt(quote)}
                examination.add_at(code, data, passage.record, passage.key, quote, **facts)


def _wrong(prose: Prose, sentence: Sentence) -> list[tuple[str, str, Verdict]]:
    """(quotation, code, verdict) of every wrong statement of a sentence."""
    found: list[tuple[str, str, Verdict]] = []
    passage, parts = sentence.passage, sentence.clauses
    counted_from: int | None = None
    for place, clause in enumerate(parts):
        plain = words(clause)
        if len(plain) > LONGEST_CLAUSE or not speaks_of_targets(plain):
            continue
        subjects, named_at = prose.spoken_of(parts, place)
        together = named_at == place
        if not subjects and passage.single:
            subjects = passage.pool
        stated = list(claims(plain, prose.year, _own_words(subjects)))
        if not stated and counted_from is not None and (short := short_missed(plain)) is not None:
            stated = [short]
        for claim in stated:
            if claim.count is not None and not passage.single:
                counted_from = place if counted_from is None else counted_from
                verdict, code, first = _count_verdict(prose, sentence, claim), COUNTED, counted_from
            else:
                verdict = about(claim, subjects, together=together) if subjects else _general(sentence, claim)
                code, first = _CODES[verdict.kind] if verdict else "", named_at
            if verdict is not None:
                found.append((span(sentence.text, parts, first, place), code, verdict))
    return found


def _own_words(subjects: tuple[Standing, ...]) -> frozenset[str]:
    return frozenset(word for standing in subjects for word in words(standing.indicator.name))


def _general(sentence: Sentence, claim: Claim) -> Verdict | None:
    passage = sentence.passage
    if passage.part in PLANS or not _OF_INDICATORS.intersection(sentence.words):
        return None
    return in_general(claim, passage.pool)


def _count_verdict(prose: Prose, sentence: Sentence, claim: Claim) -> Verdict | None:
    """Counts in a text about the whole office may speak of one sasaran where the sentence names a sasaran."""
    passage = sentence.passage
    if not {"indikator", "iku"}.intersection(sentence.words):
        return None
    pools: list[tuple[Standing, ...]] = [passage.pool]
    if not passage.of_goal and "sasaran" in sentence.words:
        goals = {standing.goal for standing in prose.stands}
        pools += [tuple(s for s in prose.stands if s.goal == goal) for goal in goals]
    return counted(claim, pools)
