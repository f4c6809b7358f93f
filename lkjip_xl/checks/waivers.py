"""Recorded exceptions (sheet Pengecualian): a finding that somebody accepted, with the reason, who, and until when.

A waived finding stays visible with its waiver; it no longer stops anything. What cannot be read cannot be waived: findings
about the file, its headings and unreadable values, and those about the waivers themselves. A waiver that has ended, fits
nothing or names no known code is a finding itself. Whether a waiver has ended is judged by the date of the report, never by
today's clock: the same file gives the same findings on every day (docs/keputusan/0009).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Final, NamedTuple

from lkjip_xl.address import cell_place, column_number
from lkjip_xl.checks.catalogue import entries, phrase
from lkjip_xl.checks.examination import Examination
from lkjip_xl.checks.finding import Finding
from lkjip_xl.checks.shown import plain_number, plain_text
from lkjip_xl.indonesian import date_text, read_date
from lkjip_xl.intake.names import normalised
from lkjip_xl.intake.submission import Record, SheetData, Submission
from lkjip_xl.values import Value, is_number, number

SHEET: Final = "pengecualian"
NEVER_WAIVED: Final = ("BKS-", "KOL-", "NIL-", "PGC-")
"""Families of codes about what cannot be read, and about waivers."""
UNREADABLE: Final = ("BKS-", "KOL-", "NIL-", "SKM-")
"""Families of codes after which a rule may not have seen everything."""
MAX_WAIVERS: Final = 500
"""More rows than this are no exceptions any more; each is compared with every finding of its code."""
MAX_REASON: Final = 1000
KEY_FIELDS: Final = (
    "kode_indikator", "indikator", "kode", "uraian", "kode_program", "program",
    "no_sasaran", "sasaran", "kelompok", "jenis", "bagian",
)  # fmt: skip
"""Fields that tell a row from the others: any of them may stand in Sel atau Kunci."""

_AREA: Final = re.compile(r"\$?([A-Z]{1,3})\$?([1-9][0-9]{0,6})(?::\$?([A-Z]{1,3})\$?([1-9][0-9]{0,6}))?\Z")


class Waiver(NamedTuple):
    """One row of sheet Pengecualian. ``sheet`` and ``key`` are normalised, "" for all; ``areas`` as (first row, first
    column, last row, last column); ``until`` is None where nothing ends it."""

    record: Record
    code: str
    sheet: str
    key: str
    areas: tuple[tuple[int, int, int, int], ...]
    until: date | None
    text: str

    def fits(self, finding: Finding, names: frozenset[str]) -> bool:
        """True where this waiver is about the finding; ``names`` are what identifies the finding's row."""
        if self.sheet and self.sheet != normalised(finding.sheet):
            return False
        if not self.key:
            return True
        if self.key in names:
            return True
        if not finding.cell or not self.areas:
            return False
        row, column = cell_place(finding.cell)
        return any(top <= row <= bottom and left <= column <= right for top, left, bottom, right in self.areas)


def reporting_date(submission: Submission) -> date | None:
    """The day a report of this submission bears: its signing date; where that is unreadable the last day of the year after
    the reporting year, so that doubt counts against a waiver. None where neither can be read."""
    form = submission.form("instansi")
    signed = read_date(_text(form.get("tanggal")))
    if signed is not None:
        return signed
    year = number(form.get("tahun"))
    return date(int(year) + 1, 12, 31) if year is not None and 1900 <= year <= 9000 else None


def apply_waivers(examination: Examination, on: date | None = None) -> None:
    """Mark the findings that a waiver accepts and add the findings about the waivers; ``on`` replaces the reporting date."""
    data = examination.submission.sheets.get(SHEET)
    if data is None or not data.records:
        return
    day = on or reporting_date(examination.submission)
    by_code: dict[str, list[int]] = {}
    for place, finding in enumerate(examination.findings):
        by_code.setdefault(finding.code, []).append(place)
    names = _Names(examination.submission)
    waivers = list(_read(examination, data))
    if day is None and any(waiver.until for waiver in waivers):
        examination.skip("masa_pengecualian")
    unused: list[Waiver] = []
    for waiver in waivers:
        of_code = by_code.get(waiver.code, ())
        found = [place for place in of_code if waiver.fits(examination.findings[place], names.of(place, examination))]
        if found:
            _use(examination, data, waiver, found, day)
        else:
            unused.append(waiver)
    _tell_unused(examination, data, unused)


def _use(examination: Examination, data: SheetData, waiver: Waiver, found: list[int], day: date | None) -> None:
    """Mark the findings, unless the waiver has ended or nobody can tell."""
    record = waiver.record
    if waiver.until is not None and day is None:
        return
    if waiver.until is not None and day is not None and waiver.until < day:
        facts = {"acuan": date_text(day), "kode_temuan": waiver.code}
        examination.add_at("PGC-03", data, record, "berlaku_sampai", record.values["berlaku_sampai"], **facts)
        return
    if waiver.until is None:
        examination.add_at("PGC-06", data, record, "berlaku_sampai", None, kode_temuan=waiver.code)
    for place in found:
        if not examination.findings[place].waiver:
            examination.findings[place] = replace(examination.findings[place], waiver=waiver.text)


def _tell_unused(examination: Examination, data: SheetData, unused: Sequence[Waiver]) -> None:
    """Waivers that fit no finding. While something cannot be read nobody knows: their findings may be hidden by that."""
    hidden = any(f.code.startswith(UNREADABLE) and f.blocks and f.sheet != data.found_name for f in examination.findings)
    if unused and hidden:
        examination.skip("pengecualian_terpakai")
        return
    for waiver in unused:
        examination.add_at("PGC-04", data, waiver.record, "kode_temuan", waiver.code)


def _read(examination: Examination, data: SheetData) -> Iterator[Waiver]:
    """The rows that can be used; what keeps the others from it becomes a finding, unless the schema has told it already."""
    for place, record in enumerate(data.records, 1):
        if place > MAX_WAIVERS:
            examination.add_at(
                "PGC-07", data, record, "kode_temuan", record.values["kode_temuan"], urutan=str(place), batas=str(MAX_WAIVERS)
            )
            return
        waiver = _waiver(examination, data, record)
        if waiver is not None:
            yield waiver


def _waiver(examination: Examination, data: SheetData, record: Record) -> Waiver | None:
    values = record.values
    code, reason, who = (_text(values[key]) for key in ("kode_temuan", "alasan", "ditetapkan_oleh"))
    if not code or not reason or not who or examination.is_settled(data, record, "kode_temuan"):
        return None
    if code.startswith(NEVER_WAIVED):
        examination.add_at("PGC-02", data, record, "kode_temuan", code)
        return None
    if code not in entries():
        examination.add_at("PGC-01", data, record, "kode_temuan", code)
        return None
    ends = _text(values["berlaku_sampai"])
    until = read_date(ends)
    if ends and until is None:
        if not examination.is_settled(data, record, "berlaku_sampai"):
            examination.add_at("PGC-05", data, record, "berlaku_sampai", values["berlaku_sampai"])
        return None
    key = _text(values["sel_atau_kunci"])
    facts = {"alasan": plain_text(reason, MAX_REASON), "oleh": plain_text(who, MAX_REASON)}
    text = phrase("pengecualian", sampai=date_text(until), **facts) if until else phrase("pengecualian_tanpa_batas", **facts)
    return Waiver(record, code, normalised(_text(values["lembar_temuan"])), normalised(key), _areas(key), until, text)


def _areas(key: str) -> tuple[tuple[int, int, int, int], ...]:
    """The cells a key names: ``K7``, ``K7:K9``, ``K7, K9``; nothing where it is no list of cells."""
    found = []
    for part in key.replace(";", ",").split(","):
        match = _AREA.match(part.strip().upper())
        if match is None:
            return ()
        top, left = int(match[2]), column_number(match[1])
        bottom, right = (int(match[4]), column_number(match[3])) if match[4] else (top, left)
        found.append((min(top, bottom), min(left, right), max(top, bottom), max(left, right)))
    return tuple(found)


class _Names:
    """What identifies the rows of findings, looked up once per finding."""

    def __init__(self, submission: Submission) -> None:
        self._sheets = {data.found_name: data for data in submission.sheets.values()}
        self._rows: dict[str, dict[int, Record]] = {}
        self._known: dict[int, frozenset[str]] = {}

    def of(self, place: int, examination: Examination) -> frozenset[str]:
        """Normalised names of the finding at this place: its heading, the key fields of its row, its facts about them."""
        if place not in self._known:
            finding = examination.findings[place]
            record = self._record(finding)
            texts = [finding.heading, *(finding.facts.get(key, "") for key in KEY_FIELDS)]
            if record is not None:
                texts += [_text(record.values[key]) for key in KEY_FIELDS if key in record.values]
            self._known[place] = frozenset(normalised(text) for text in texts if text)
        return self._known[place]

    def _record(self, finding: Finding) -> Record | None:
        data = self._sheets.get(finding.sheet)
        if data is None or not finding.cell or data.definition.layout == "formulir":
            return None
        if finding.sheet not in self._rows:
            self._rows[finding.sheet] = {record.row: record for record in data.records}
        return self._rows[finding.sheet].get(cell_place(finding.cell)[0])


def _text(value: Value) -> str:
    """A cell as text: a year typed as a number reads like one typed as text."""
    if isinstance(value, int | float) and is_number(value):
        return plain_number(value)
    return value.strip() if isinstance(value, str) else ""
