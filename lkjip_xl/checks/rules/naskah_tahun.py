"""Years, periods and numbers of indicators in the narrative against the workbook."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from lkjip_xl.checks.catalogue import phrase
from lkjip_xl.checks.examination import Examination
from lkjip_xl.checks.narrative.numbers import number_at_end, number_word
from lkjip_xl.checks.narrative.passages import Passage, Prose, Sentence, read_year
from lkjip_xl.checks.narrative.sentences import excerpt, word_set
from lkjip_xl.checks.view import View

_REPORT: Final = re.compile(
    r"\b(?:LKjIP|LKIP|LAKIP|LKj|Laporan\s+(?:Akuntabilitas\s+)?Kinerja)\b(?P<between>[^.;\n]{0,160}?)\btahun\s+(?:anggaran\s+)?"
    r"(?P<year>20\d\d)\b(?!\s?[-–/]\s?\d|\s?s\.?\s?d\b)(?P<after>\s+ini\b)?",
    re.IGNORECASE,
)
_PERIOD: Final = re.compile(
    r"\b(?:Renstra|Rencana\s+Strategis|jangka\s+menengah)\b(?P<between>[^.;\n]{0,160}?)\b(?P<first>20\d\d)\s?"
    r"(?:-|–|s\.?\s?d\.?|sampai(?:\s+dengan)?|hingga)\s?(?P<last>20\d\d)\b",
    re.IGNORECASE,
)
_OTHER_REPORTS: Final = word_set(
    "dibanding dibandingkan perbandingan sebelumnya lalu evaluasi lhe rekomendasi tindak sejak hingga berikutnya mendatang depan"
)
"""Words of a sentence that may well speak of the report of another year."""
_OTHER_THINGS: Final = re.compile(
    r"\b(?:nomor|no|tahun|renstra|rencana|rpjmd|rpjmn|peraturan|permen\w*|perpres|undang|keputusan|sebelum\w*)\b", re.IGNORECASE
)
"""What between "Laporan Kinerja" and a year makes the year one of something else, such as a regulation."""
_TOTAL_BEFORE: Final = word_set(
    "dari terhadap memiliki mempunyai menetapkan ditetapkan terdiri atas sebanyak meliputi mencakup dengan"
)
_PART_AFTER: Final = word_set(
    "yang belum telah sudah tidak masih mencapai tercapai memenuhi melampaui melebihi memerlukan perlu dapat program kegiatan "
    "sub tujuan"
)
_COUNTED: Final = word_set("indikator iku sasaran")
_KIND_WORDS: Final = word_set("kinerja utama sasaran iku strategis")


def examine_years(examination: Examination, view: View, prose: Prose) -> None:
    """Findings on sheet Naskah: the report's year, the Renstra period, how many indicators and sasaran there are."""
    first, last = read_year(view, "renstra_awal"), read_year(view, "renstra_akhir")
    goals = {standing.goal for standing in prose.stands}
    for passage in prose.passages:
        if passage.of_goal and goals and not passage.pool:
            _unknown_goal(examination, view, passage, goals)
    for sentence in prose.sentences:
        passage = sentence.passage
        if passage.single:
            continue
        for quote, year in _wrong_years(sentence, prose.year):
            _add(examination, view, passage, "NSK-09", quote, tahun=str(prose.year), tahun_naskah=year)
        if first is not None and last is not None:
            for quote in _wrong_periods(sentence.text, first, last):
                _add(examination, view, passage, "NSK-10", quote, periode=f"{first}-{last}")
        for quote, facts in _wrong_counts(prose, sentence):
            _add(examination, view, passage, "NSK-11", quote, fakta=facts)


def _unknown_goal(examination: Examination, view: View, passage: Passage, goals: set[str]) -> None:
    """A text for a sasaran that does not exist is printed nowhere."""
    data = view.submission.sheets[passage.sheet]
    if not examination.is_settled(data, passage.record, "no_sasaran"):
        listed = ", ".join(sorted(goals - {""}, key=lambda goal: (len(goal), goal)))
        examination.add_at("NSK-12", data, passage.record, "no_sasaran", passage.record.values["no_sasaran"], daftar=listed)


def _add(examination: Examination, view: View, passage: Passage, code: str, value: str, **facts: str) -> None:
    data = view.submission.sheets[passage.sheet]
    examination.add_at(code, data, passage.record, passage.key, value, nilai=excerpt(value), **facts)


def _wrong_years(sentence: Sentence, year: int | None) -> Iterator[tuple[str, str]]:
    """``LKjIP Tahun 2023 ini`` in the report of 2024. A regulation's year (``Nomor 53 Tahun 2014``) is none of it."""
    comparing = bool(_OTHER_REPORTS.intersection(sentence.words))
    for match in _REPORT.finditer(sentence.text):
        other = year is not None and int(match["year"]) != year
        if other and not _OTHER_THINGS.search(match["between"]) and (match["after"] or not comparing):
            yield match[0], match["year"]


def _wrong_periods(sentence: str, first: int, last: int) -> Iterator[str]:
    """A Renstra period that overlaps the workbook's and is not it. Earlier and later periods may be spoken of."""
    for match in _PERIOD.finditer(sentence):
        told = int(match["first"]), int(match["last"])
        overlaps = told[0] < last and told[1] > first
        if overlaps and told != (first, last) and "rpjmd" not in match["between"].casefold():
            yield match[0]


def _wrong_counts(prose: Prose, sentence: Sentence) -> Iterator[tuple[str, str]]:
    """``terhadap 2 (dua) indikator kinerja utama`` where there are four; ``2 (tiga)`` anywhere."""
    plain = sentence.words
    if not _COUNTED.intersection(plain):
        return
    goals = {standing.goal for standing in prose.stands if standing.goal}
    for place, word in enumerate(plain):
        what = {"indikator": "indikator", "iku": "indikator", "sasaran": "sasaran"}.get(word)
        told = number_at_end(plain[:place]) if what else None
        if what is None or told is None or not prose.stands or (word == "sasaran" and plain[place - 1] == "indikator"):
            continue
        start = _start_of_number(plain, place)
        quote = _quote(sentence.text, plain[start : place + 1])
        if _disagrees_with_itself(plain[start:place]):
            yield quote, phrase("fakta_angka_huruf")
            continue
        right = _right_counts(prose, sentence.passage, what, goals, spoken_of_goal="sasaran" in plain)
        total = len(prose.stands) if what == "indikator" else len(goals)
        in_total = plain[start - 1 : start] != [] and plain[start - 1] in _TOTAL_BEFORE and not _is_part(plain, place)
        if told not in right and (in_total or (told > total and not _is_part(plain, place))):
            yield quote, phrase(f"fakta_banyak_{what}", jumlah=str(total))


def _quote(sentence: str, told: Sequence[str]) -> str:
    """The words as the sentence writes them: ``2 (dua) Indikator``."""
    match = re.search(r"[\s().,]+".join(map(re.escape, told)), sentence, re.IGNORECASE)
    return match[0] if match else " ".join(told)


def _right_counts(prose: Prose, passage: Passage, what: str, goals: set[str], *, spoken_of_goal: bool) -> set[int]:
    """The counts that are right: all, those of the passage's sasaran, or of any sasaran where the sentence names one."""
    if what == "sasaran":
        return {len(goals)}
    right = {len(prose.stands), len(passage.pool)}
    if spoken_of_goal:
        right |= {sum(standing.goal == goal for standing in prose.stands) for goal in goals}
    return right


def _start_of_number(plain: Sequence[str], place: int) -> int:
    start = place
    while start and (number_word(plain[start - 1]) is not None or plain[start - 1] in ("puluh", "belas")):
        start -= 1
    return start


def _disagrees_with_itself(told: Sequence[str]) -> bool:
    """``2 (tiga)``: digits and words that differ."""
    if len(told) < 2 or not told[0].isdigit():
        return False
    return number_at_end(told[1:]) not in (None, int(told[0]))


def _is_part(plain: Sequence[str], place: int) -> bool:
    """True where what follows makes the count one of some indicators only, or of the indicators of something else."""
    after = place + 1
    while after < len(plain) and plain[after] in _KIND_WORDS:
        after += 1
    return after < len(plain) and plain[after] in _PART_AFTER
