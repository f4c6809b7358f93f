"""Statements about targets in the narrative that the figures contradict (reviewer's checklist PermenPANRB 53/2014 Lampiran
III: information that is accurate, reliable and valid)."""

from __future__ import annotations

from typing import Final

from lkjip_xl.checks.examination import Examination
from lkjip_xl.checks.narrative.claims import Claim, Kind, claims, short_missed
from lkjip_xl.checks.narrative.passages import PLANS, Passage, Prose, read_prose
from lkjip_xl.checks.narrative.sentences import excerpt, span, word_set, words
from lkjip_xl.checks.narrative.verdict import Verdict, about, counted, in_general
from lkjip_xl.checks.standing import Standing
from lkjip_xl.checks.view import View

_CODES: Final = {Kind.REACHED: "NSK-01", Kind.EXCEEDED: "NSK-02", Kind.MISSED: "NSK-03"}
COUNTED: Final = "NSK-04"
_OF_INDICATORS: Final = word_set("indikator kinerja capaian sasaran iku")
"""A statement about nobody in particular counts only in a sentence about one of these."""


def examine(examination: Examination, view: View) -> None:
    """Findings on sentences of Naskah, Analisis and Realisasi (Keterangan) that say tercapai, melampaui or belum."""
    prose = read_prose(examination, view)
    if not prose.passages or not view.can_read("aturan_naskah", "pk", "realisasi"):
        return
    told: set[tuple[str, int, str, str]] = set()
    for passage, sentence, parts in prose.sentences():
        for quote, code, verdict in _wrong(prose, passage, sentence, parts):
            key = (passage.sheet, passage.record.row, code, quote)
            if key not in told:
                told.add(key)
                data = view.submission.sheets[passage.sheet]
                facts = {"fakta": verdict.facts, "nilai": excerpt(quote)}
                examination.add_at(code, data, passage.record, passage.key, quote, **facts)


def _wrong(prose: Prose, passage: Passage, sentence: str, parts: list[str]) -> list[tuple[str, str, Verdict]]:
    """(quotation, code, verdict) of every wrong statement of a sentence."""
    found: list[tuple[str, str, Verdict]] = []
    counted_from: int | None = None
    for place, clause in enumerate(parts):
        subjects, named_at = prose.spoken_of(parts, place)
        together = named_at == place
        if not subjects and passage.single:
            subjects = passage.pool
        plain = words(clause)
        stated = list(claims(plain, prose.year, _own_words(subjects)))
        if not stated and counted_from is not None and (short := short_missed(plain)) is not None:
            stated = [short]
        for claim in stated:
            if claim.count is not None and not passage.single:
                counted_from = place if counted_from is None else counted_from
                verdict, code, first = _count_verdict(prose, passage, sentence, claim), COUNTED, counted_from
            else:
                verdict = about(claim, subjects, together=together) if subjects else _general(passage, sentence, claim)
                code, first = _CODES[verdict.kind] if verdict else "", named_at
            if verdict is not None:
                found.append((span(sentence, parts, first, place), code, verdict))
    return found


def _own_words(subjects: tuple[Standing, ...]) -> frozenset[str]:
    return frozenset(word for standing in subjects for word in words(standing.indicator.name))


def _general(passage: Passage, sentence: str, claim: Claim) -> Verdict | None:
    if passage.part in PLANS or not _OF_INDICATORS.intersection(words(sentence)):
        return None
    return in_general(claim, passage.pool)


def _count_verdict(prose: Prose, passage: Passage, sentence: str, claim: Claim) -> Verdict | None:
    """Counts in a text about the whole office may speak of one sasaran where the sentence names a sasaran."""
    plain = words(sentence)
    if not {"indikator", "iku"}.intersection(plain):
        return None
    pools: list[tuple[Standing, ...]] = [passage.pool]
    if not passage.of_goal and "sasaran" in plain:
        goals = {standing.goal for standing in prose.stands}
        pools += [tuple(s for s in prose.stands if s.goal == goal) for goal in goals]
    return counted(claim, pools)
