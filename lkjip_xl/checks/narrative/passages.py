"""The pieces of prose in a workbook, each with its cell and with the indicators it is about."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from lkjip_xl.checks.examination import Examination
from lkjip_xl.checks.naming import text
from lkjip_xl.checks.narrative.mentions import Mentions
from lkjip_xl.checks.narrative.sentences import clauses, sentences, words
from lkjip_xl.checks.standing import Standing, standings
from lkjip_xl.checks.view import View
from lkjip_xl.intake.submission import Record
from lkjip_xl.values import number

PLANS: Final = ("Langkah Perbaikan", "Permasalahan Utama")
"""Parts that speak of what shall be done or of problems in general; only what they say of a named indicator is a statement."""
_OF_INDICATORS: Final = (("analisis", "penyebab"), ("analisis", "hambatan"), ("analisis", "solusi"), ("realisasi", "keterangan"))


class Passage(NamedTuple):
    """One cell of prose. ``pool`` are the indicators it can speak of: one on sheets Analisis and Realisasi (``single``),
    those of the sasaran or all on sheet Naskah."""

    sheet: str
    record: Record
    key: str
    text: str
    pool: tuple[Standing, ...]
    single: bool = False
    part: str = ""
    of_goal: bool = False


class Sentence(NamedTuple):
    """A sentence with the passage it stands in, its clauses, and its words."""

    passage: Passage
    text: str
    clauses: list[str]
    words: list[str]


@dataclass(slots=True)
class Prose:
    """All prose of a submission, and what it takes to judge it."""

    stands: list[Standing]
    mentions: Mentions
    year: int | None
    by_indicator: dict[int, Standing]
    passages: list[Passage] = field(default_factory=list)
    sentences: list[Sentence] = field(default_factory=list)

    def named(self, clause: str) -> tuple[Standing, ...]:
        """The indicators a clause names."""
        found = (self.by_indicator.get(id(indicator)) for indicator in self.mentions.named(clause))
        return tuple(standing for standing in found if standing is not None)

    def spoken_of(self, parts: Sequence[str], place: int) -> tuple[tuple[Standing, ...], int]:
        """The indicators named by a clause of a sentence, or else by the nearest clause before it; and the place of the
        clause that names them."""
        for back in range(place, -1, -1):
            if found := self.named(parts[back]):
                return found, back
        return (), place


def read_prose(examination: Examination, view: View) -> Prose:
    """Collect the prose of the sheets Naskah, Analisis and Realisasi; absent sheets have none."""
    stands = standings(examination, view)
    by_indicator = {id(standing.indicator): standing for standing in stands}
    year = read_year(view, "tahun")
    prose = Prose(stands, Mentions([s.indicator for s in stands]), year, by_indicator)
    prose.passages.extend(_narrative(view, stands))
    for standing in stands:
        for sheet, key in _OF_INDICATORS:
            record = standing.indicator.records.get(sheet)
            if record is not None and type(record.values[key]) is str:
                prose.passages.append(Passage(sheet, record, key, str(record.values[key]), (standing,), single=True))
    for passage in prose.passages:
        for sentence in sentences(passage.text):
            prose.sentences.append(Sentence(passage, sentence, clauses(sentence), words(sentence)))
    return prose


def read_year(view: View, key: str) -> int | None:
    """A year of sheet Instansi; None where it is none."""
    year = number(view.submission.form("instansi").get(key))
    return int(year) if year is not None and 1900 <= year <= 9999 else None


def _narrative(view: View, stands: list[Standing]) -> Iterator[Passage]:
    goals: dict[str, list[Standing]] = {}
    for standing in stands:
        goals.setdefault(standing.goal, []).append(standing)
    for record in view.submission.records("naskah"):
        if type(record.values["teks"]) is not str:
            continue
        goal, part = text(record.values["no_sasaran"]), text(record.values["bagian"])
        pool = goals.get(goal, []) if goal else stands
        yield Passage("naskah", record, "teks", record.values["teks"], tuple(pool), part=part, of_goal=bool(goal))
