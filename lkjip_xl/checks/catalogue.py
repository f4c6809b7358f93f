"""The catalogue of findings, schemas/katalog_temuan.json: the only place that holds their words.

A rule gives a code and its facts; this module makes the Finding. A code or a placeholder that the catalogue and the rule
do not agree on is a fault of the program and raises KeyError.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from typing import Any, NamedTuple

from lkjip_xl.checks.finding import Finding, Severity
from lkjip_xl.checks.shown import plain_text, shown
from lkjip_xl.definition.resources import data_folder
from lkjip_xl.values import Value

FILE_NAME = "katalog_temuan.json"


class Entry(NamedTuple):
    """One code of the catalogue. ``message``, ``expected`` and ``advice`` are templates with ``{placeholders}``."""

    severity: Severity
    title: str
    message: str
    expected: str
    advice: str
    source: str


@cache
def _document() -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((data_folder("schemas") / FILE_NAME).read_text("utf-8"))
    return loaded


@cache
def entries() -> Mapping[str, Entry]:
    """Every entry by its code, in the order of the file."""
    return {
        code: Entry(
            severity=Severity(item["tingkat"]),
            title=item["judul"],
            message=item["pesan"],
            expected=item.get("harapan", ""),
            advice=item["saran"],
            source=item["sumber"],
        )
        for code, item in _document().items()
        if not code.startswith("_")
    }


def make_finding(
    code: str, *, sheet: str = "", cell: str = "", heading: str = "", value: Value = None, **facts: str
) -> Finding:
    """The Finding of a code at a place. ``facts`` fill the placeholders beside the place, the heading and the value."""
    entry = entries()[code]
    known = {"lembar": plain_text(sheet), "sel": cell, "kolom": heading, "nilai": shown(value), **facts}
    known["tempat"] = place_text(sheet, cell)
    known["harapan"] = entry.expected.format_map(known)
    return Finding(
        code=code,
        severity=entry.severity,
        sheet=sheet,
        cell=cell,
        heading=heading,
        value=value,
        expected=known["harapan"],
        message=entry.message.format_map(known),
        advice=entry.advice.format_map(known).strip(),
        facts=known,
    )


def message_at(finding: Finding, place: str) -> str:
    """The finding's message with another wording of the place, for lists that stand under a sheet's name or join cells."""
    return entries()[finding.code].message.format_map({**finding.facts, "tempat": place})


def place_text(sheet: str, cell: str) -> str:
    """``Lembar DPA sel K7``, ``Lembar DPA``, or ``Berkas`` for a finding about the whole file."""
    if not sheet:
        return phrase("berkas")
    name = plain_text(sheet) if sheet == sheet.strip() else shown(sheet)
    return phrase("sel", lembar=name, sel=cell) if cell else phrase("lembar", lembar=name)


def phrase(name: str, **facts: str) -> str:
    """A piece of a sentence from the catalogue."""
    text: str = _document()["_frasa"][name]
    return text.format_map(facts)


def not_checked(name: str, **facts: str) -> tuple[str, str]:
    """(what, why) of something that could not be checked."""
    item = _document()["_tidak_diperiksa"][name]
    return item["apa"].format_map(facts), item["sebab"].format_map(facts)
