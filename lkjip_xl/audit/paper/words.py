"""The paper's own words, schemas/kertas_kerja.json: aspect, criterion and effect of every rule family, and the KKR status."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from typing import Any

from lkjip_xl.audit.finding import Grade
from lkjip_xl.definition.resources import data_folder

FILE_NAME = "kertas_kerja.json"


@dataclass(frozen=True, slots=True)
class RuleWords:
    """What a working paper says about every finding of a rule (KKR columns Aspek, Kriteria, Akibat)."""

    aspect: str
    criterion: str
    effect: str


@cache
def _document() -> dict[str, Any]:
    found: dict[str, Any] = json.loads((data_folder("schemas") / FILE_NAME).read_text("utf-8"))
    return found


@cache
def rule_words(code: str, *, general: bool = False) -> RuleWords:
    """The words of a rule: those of the longest beginning of its code. ``general`` for a workbook without official formulas,
    where another criterion applies to some. KeyError for a family that nobody described."""
    found = _longest("aturan", code)
    if found is None:
        raise KeyError(code)
    other = _longest("umum", code) if general else None
    return RuleWords(found["aspek"], (other or found)["kriteria"], (other or found)["akibat"])


def _longest(part: str, code: str) -> dict[str, str] | None:
    listed: dict[str, dict[str, str]] = _document()[part]
    return next((listed[code[:length]] for length in range(len(code), 0, -1) if code[:length] in listed), None)


def status_of(grade: Grade) -> str:
    """The status that a finding has in the draft; the reviewer may choose another."""
    text: str = _document()["status"][grade]
    return text


def status_choices() -> list[str]:
    """What the reviewer may choose as status."""
    return list(_document()["pilihan_status"])


def verdict(key: str) -> str:
    """The verdict about one file in words."""
    text: str = _document()["putusan"][key]
    return text


def statement_paragraphs(office: str, year: str) -> list[str]:
    """The draft of the Pernyataan Telah Direviu; pieces in square brackets are our own words."""
    return [text.format(instansi=office, tahun=year) for text in _document()["pernyataan"]["paragraf"]]


def statement_source() -> str:
    """Where the draft's words come from, for the reviewer."""
    text: str = _document()["pernyataan"]["asal"]
    return text
