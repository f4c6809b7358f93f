"""The catalogue of the audit's findings, schemas/katalog_audit.json, and for any workbook schemas/katalog_umum.json: the only
places that hold their words.

A rule gives its code, a variant and facts; this module makes the finding. What the catalogue and the rule do not agree on is a
fault of the program and raises KeyError.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from lkjip_xl.audit.finding import NO_EVIDENCE, AuditFinding, Evidence, Grade, finding_id
from lkjip_xl.checks.catalogue import place_text
from lkjip_xl.checks.shown import plain_text, shown
from lkjip_xl.definition.resources import data_folder
from lkjip_xl.indonesian import rupiah_text
from lkjip_xl.values import Value

FILE_NAMES = ("katalog_audit.json", "katalog_umum.json")
MAX_AFFECTED = 6
"""So many affected cells are named in a message; all of them stand in the evidence."""
_NO_WORDS: Mapping[str, str] = {}
MAX_FORMULA = 300
"""Letters of a formula that a message shows; the whole of it stands in the evidence."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One case of one rule. ``message``, ``expected`` and ``advice`` are templates with ``{placeholders}``."""

    code: str
    variant: str
    grade: Grade
    title: str
    message: str
    expected: str
    advice: str
    source: str


@cache
def _document() -> dict[str, Any]:
    """Both files as one; the second adds rules, and cases of the first one's rules."""
    merged: dict[str, Any] = {}
    for name in FILE_NAMES:
        for code, item in json.loads((data_folder("schemas") / name).read_text("utf-8")).items():
            known = merged.setdefault(code, item)
            if known is item or isinstance(item, str):
                continue
            inner = "varian" if "varian" in item else None
            target, added = (known[inner], item[inner]) if inner else (known, item)
            target.update(added)
    return merged


@cache
def entries() -> Mapping[tuple[str, str], Entry]:
    """Every case by (code, variant), in the order of the file; a rule without variants has the variant ""."""
    found: dict[tuple[str, str], Entry] = {}
    for code, item in _document().items():
        if code.startswith("_"):
            continue
        for variant, words in item.get("varian", {"": {}}).items():
            merged = {**item, **words}
            found[code, variant] = Entry(
                code=code,
                variant=variant,
                grade=Grade(merged["tingkat"]),
                title=merged["judul"],
                message=merged["pesan"],
                expected=merged.get("harapan", ""),
                advice=merged["saran"],
                source=merged["sumber"],
            )
    return found


def make_finding(
    code: str,
    variant: str = "",
    *,
    sheet: str = "",
    cell: str = "",
    heading: str = "",
    value: Value = None,
    evidence: Evidence = NO_EVIDENCE,
    words: Mapping[str, str] = _NO_WORDS,
    **facts: str,
) -> AuditFinding:
    """The finding of a rule at a place. ``words`` and ``facts`` fill the placeholders beside the place, the values and the
    formulas."""
    entry = entries()[code, variant]
    known = {**_known(sheet, cell, heading, value, evidence), **words, **facts}
    known["harapan"] = entry.expected.format_map(known)
    message = entry.message.format_map(known)
    found = evidence.formula or ("" if value is None else repr(value)) or known.get("ditemukan", "")
    return AuditFinding(
        code=code,
        variant=variant,
        grade=entry.grade,
        sheet=sheet,
        cell=cell,
        heading=heading,
        value=value,
        expected=known["harapan"],
        title=entry.title,
        message=" ".join(filter(None, (message, *consequences(evidence)))),
        advice=entry.advice.format_map(known),
        id=finding_id(code, sheet, cell, evidence.official or known["harapan"], found),
        evidence=evidence,
        facts=known,
    )


def phrase(name: str, **facts: str) -> str:
    """A piece of a sentence from the catalogue."""
    text: str = _document()["_frasa"][name]
    return text.format_map(facts)


def reason_text(key: str, detail: str = "") -> str:
    """Why something was not recalculated, in words."""
    text: str = _document()["_tidak_diperiksa"][key]
    return text.format_map({"rinci": plain_text(detail)})


def fault_sentence(code: str) -> str:
    """The sentence for a file that was not examined for a reason of the audit itself."""
    text: str = _document()["_status"][code]
    return text


def formula_text(formula: str) -> str:
    """A formula as a message shows it: on one line, and not endless."""
    cut = formula if len(formula) <= MAX_FORMULA else formula[: MAX_FORMULA - 1] + "…"
    return "".join(letter if letter.isprintable() else " " for letter in cut)


def _known(sheet: str, cell: str, heading: str, value: Value, evidence: Evidence) -> dict[str, str]:
    return {
        "lembar": plain_text(sheet),
        "sel": cell,
        "kolom": heading,
        "nilai": shown(value),
        "tempat": place_text(sheet, cell),
        "rumus": formula_text(evidence.formula),
        "rumus_resmi": formula_text(evidence.official),
        "tersimpan": shown(evidence.stored),
        "terhitung": shown(evidence.computed),
    }


def consequences(evidence: Evidence) -> list[str]:
    """What a finding costs and what else it spoils, as closing sentences."""
    found = []
    if evidence.impact:
        found.append(phrase("dampak", rupiah=rupiah_text(evidence.impact)))
    if evidence.affected:
        listed = ", ".join(evidence.affected[:MAX_AFFECTED])
        more = len(evidence.affected) - MAX_AFFECTED
        rest = phrase("dan_lagi", banyak=str(more)) if more > 0 else ""
        found.append(phrase("akibat", banyak=str(len(evidence.affected)), sel=listed + rest))
    return found
