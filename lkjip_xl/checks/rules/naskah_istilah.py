"""The old name of the report in the narrative: LAKIP beside LKjIP (PermenPANRB 53/2014 calls it Laporan Kinerja)."""

from __future__ import annotations

import re
from typing import Final

from lkjip_xl.checks.examination import Examination
from lkjip_xl.checks.narrative.passages import Prose, Sentence
from lkjip_xl.checks.narrative.sentences import word_set
from lkjip_xl.checks.view import View

_OLD_NAME: Final = re.compile(
    r"\b(?:(?:dokumen|laporan)\s+)?LAKIP\b|\bLaporan\s+Akuntabilitas\s+Kinerja(?:\s+Instansi(?:\s+Pemerintah)?)?\b", re.IGNORECASE
)
_OF_OTHERS: Final = word_set("evaluasi lhe peraturan permenpan permenpanrb perpres inpres keputusan nilai predikat hasil")
"""Words of a sentence that may well quote a document of the time when the report had its old name."""


def examine_terms(examination: Examination, view: View, prose: Prose) -> None:
    """NSK-14, once per piece of prose that goes into the report."""
    told: set[tuple[str, int]] = set()
    for sentence in prose.sentences:
        passage = sentence.passage
        found = _old_name(sentence)
        if found and (passage.sheet, passage.record.row) not in told:
            told.add((passage.sheet, passage.record.row))
            data = view.submission.sheets[passage.sheet]
            examination.add_at("NSK-14", data, passage.record, passage.key, found)


def _old_name(sentence: Sentence) -> str:
    if sentence.passage.single or _OF_OTHERS.intersection(sentence.words):
        return ""
    match = _OLD_NAME.search(sentence.text)
    return match[0] if match else ""
