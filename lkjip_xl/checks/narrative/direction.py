"""Changes against last year told in the wrong direction: kemajuan without its minus, "meningkat" for a fall."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from lkjip_xl.checks.catalogue import phrase
from lkjip_xl.checks.narrative.amounts import Amount, KnownFigures, amounts
from lkjip_xl.checks.narrative.passages import Passage, Prose
from lkjip_xl.checks.narrative.sentences import span, word_set, words
from lkjip_xl.checks.shown import plain_number, plain_text
from lkjip_xl.checks.standing import Standing
from lkjip_xl.checks.typed_number import read_typed_number

_UP: Final = word_set("naik meningkat peningkatan kenaikan bertambah")
_DOWN: Final = word_set("turun menurun penurunan berkurang mundur kemunduran")
_PROGRESS: Final = "kemajuan"
_SPEAKS_OF_CHANGE: Final = _UP | _DOWN | {_PROGRESS}
_NEGATIONS: Final = word_set("tidak belum bukan tanpa")
_FROM_TO: Final = re.compile(
    r"\b(?P<way>naik|meningkat|turun|menurun)\b[^.;\n]{0,60}?\bdari\s+(?P<first>\d[\d.,]*\d|\d)\s?%?\s+(?:pada\s+tahun\s+\d{4}\s+)?"
    r"menjadi\s+(?P<second>\d[\d.,]*\d|\d)",
    re.IGNORECASE,
)


def wrong_direction(prose: Prose) -> Iterator[tuple[Passage, str, str]]:
    """(passage, clause, facts) of every change that certainly goes the other way."""
    for sentence in prose.sentences:
        passage, parts = sentence.passage, sentence.clauses
        if not _SPEAKS_OF_CHANGE.intersection(sentence.words):
            continue
        for match in _FROM_TO.finditer(sentence.text):
            if (facts := _contradicts_itself(match)) is not None:
                yield passage, match[0], facts
        for place, clause in enumerate(parts):
            told = [amount for amount in amounts(clause) if amount.percent]
            way = _way(clause) if told else None
            if way is None:
                continue
            subjects, first = prose.spoken_of(parts, place)
            for amount in told:
                facts = _contradicted(amount, way, subjects or passage.pool)
                if facts:
                    yield passage, span(sentence.text, parts, first, place), facts


def _way(clause: str) -> int | None:
    """1 for a rise, -1 for a fall, 0 for kemajuan, whose sign tells; None where the clause says nothing plain."""
    plain = set(words(clause))
    up, down = bool(plain & _UP), bool(plain & _DOWN)
    if plain & _NEGATIONS or (up and down):
        return None
    if up or down:
        return 1 if up else -1
    return 0 if _PROGRESS in plain else None


def _contradicted(amount: Amount, way: int, subjects: Sequence[Standing]) -> str:
    """The facts, where the figure is a change of these indicators and every such change goes the other way; else ""."""
    told = way or (-1 if amount.negative else 1)
    wrong: list[str] = []
    for standing in subjects:
        before, now = standing.past[0], standing.actual
        if before is None or now is None or before == now:
            continue
        changes = [now - before] + ([(now - before) / abs(before) * 100] if before else [])
        if not KnownFigures(changes).holds(amount):
            continue
        if (now > before) == (told > 0):
            return ""
        wrong.append(
            phrase(
                "fakta_perubahan",
                indikator=plain_text(standing.indicator.name),
                arah=phrase("naik" if now > before else "turun"),
                lalu=plain_number(before),
                kini=plain_number(now),
            )
        )
    return "; ".join(wrong)


def _contradicts_itself(match: re.Match[str]) -> str | None:
    """``naik dari 20,4 menjadi 19,2`` is wrong by itself; numbers that read in two ways are left alone."""
    first, second = (read_typed_number(match[name]) for name in ("first", "second"))
    if first is None or second is None or first.ambiguous or second.ambiguous:
        return None
    one = first.english if first.indonesian is None else first.indonesian
    other = second.english if second.indonesian is None else second.indonesian
    if one is None or other is None or one == other:
        return None
    rises = other > one
    if rises == (match["way"].casefold() in _UP):
        return None
    return phrase("fakta_dari_menjadi", arah=phrase("naik" if rises else "turun"))
