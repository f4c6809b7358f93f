"""A submission as the rules see it: indicators joined over all sheets, programs as a tree; every value keeps its record.

Sheets are joined by indicator code, then by normalised name, never by row. What cannot be joined is a finding of the
consistency rules, not a guess.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from lkjip_xl.checks.shown import shown
from lkjip_xl.compute.capaian import AchievementRule
from lkjip_xl.compute.settings import Settings, read_settings
from lkjip_xl.intake.names import normalised
from lkjip_xl.intake.submission import Record, SheetData, Submission
from lkjip_xl.values import Value, number

INDICATOR_SHEETS = ("pk", "renstra", "realisasi", "analisis")
"""Sheets with one row per indicator, the leading one first."""


def text(value: Value) -> str:
    """A cell's text for comparing and showing; blank is ""."""
    return "" if value is None else value if isinstance(value, str) else shown(value)


def same_name(first: Value, second: Value) -> bool:
    """True for names that differ at most in case, spaces and punctuation."""
    return bool(text(first)) and normalised(text(first)) == normalised(text(second))


@dataclass(slots=True)
class Indicator:
    """One indicator with its record on every sheet that has one. ``key`` is its code, or its name where it has no code."""

    key: str
    records: dict[str, Record] = field(default_factory=dict)
    supports: list[Record] = field(default_factory=list)

    def value(self, sheet: str, key: str) -> Value:
        """A field of this indicator's row on a sheet; None where the sheet has no such row."""
        record = self.records.get(sheet)
        return record.values[key] if record else None

    @property
    def name(self) -> str:
        return next((text(self.records[sheet].values["indikator"]) for sheet in INDICATOR_SHEETS if sheet in self.records), "")

    @property
    def unit(self) -> str:
        return text(self.value("pk", "satuan") or self.value("renstra", "satuan")).strip()


@dataclass(slots=True)
class Line:
    """A program, kegiatan or sub kegiatan of sheet DPA with what belongs to it and its further indicator rows."""

    record: Record
    children: list[Line] = field(default_factory=list)
    more_indicators: list[Record] = field(default_factory=list)

    def named(self, value: Value) -> bool:
        """True where the value is this line's kode or its uraian."""
        return same_name(value, self.record.values["kode"]) or same_name(value, self.record.values["uraian"])


@dataclass(slots=True)
class View:
    """The joined submission. ``target`` is the target a year's tables use, by the same rule as the computed column."""

    submission: Submission
    indicators: list[Indicator]
    programs: list[Line]
    settings: Settings

    def data(self, key: str) -> SheetData | None:
        """A sheet, or None where the file does not hold it."""
        return self.submission.sheets.get(key)

    def target(self, indicator: Indicator) -> float | None:
        """The target of the year: the changed one under P.APBD where it is given, else the first one."""
        changed = number(indicator.value("pk", "target_perubahan"))
        if text(self.submission.form("instansi").get("jenis_anggaran")) == "P.APBD" and changed is not None:
            return changed
        return number(indicator.value("pk", "target_murni"))

    def rule(self, indicator: Indicator) -> AchievementRule:
        """Which capaian formula the indicator takes."""
        return AchievementRule.of(indicator.value("renstra", "polaritas"), self.settings)

    def program(self, kode: Value, name: Value) -> Line | None:
        """The program of sheet DPA with this kode, else with this name."""
        for wanted in (kode, name):
            found = next((line for line in self.programs if line.named(wanted)), None)
            if found is not None:
                return found
        return None

    def lines(self) -> Iterator[tuple[Line, int]]:
        """Every line of the tree with its depth: 0 program, 1 kegiatan, 2 sub kegiatan."""
        for program in self.programs:
            yield program, 0
            for activity in program.children:
                yield activity, 1
                for sub in activity.children:
                    yield sub, 2


def _join(submission: Submission) -> list[Indicator]:
    found: list[Indicator] = []
    by_code: dict[str, Indicator] = {}
    by_name: dict[str, Indicator] = {}
    for sheet in INDICATOR_SHEETS:
        for record in submission.records(sheet):
            code, name = normalised(text(record.values["kode_indikator"])), normalised(text(record.values["indikator"]))
            indicator = by_code.get(code) if code else None
            if indicator is None and name:
                indicator = by_name.get(name)
            if indicator is None or sheet in indicator.records:
                indicator = Indicator(text(record.values["kode_indikator"]) or text(record.values["indikator"]))
                found.append(indicator)
            indicator.records[sheet] = record
            if code:
                by_code.setdefault(code, indicator)
            if name:
                by_name.setdefault(name, indicator)
    for record in submission.records("dukungan"):
        supported = by_code.get(normalised(text(record.values["kode_indikator"])))
        if supported is not None:
            supported.supports.append(record)
    return found


def _tree(submission: Submission) -> list[Line]:
    programs: list[Line] = []
    last: Line | None = None
    homes: dict[str, Callable[[], list[Line] | None]] = {
        "Program": lambda: programs,
        "Kegiatan": lambda: programs[-1].children if programs else None,
        "Sub Kegiatan": lambda: programs[-1].children[-1].children if programs and programs[-1].children else None,
    }
    for record in submission.records("dpa"):
        level = text(record.values["tingkat"])
        if level == "Indikator Lanjutan":
            if last is not None:
                last.more_indicators.append(record)
            continue
        home = homes[level]() if level in homes else None
        last = None
        if home is not None:
            last = Line(record)
            home.append(last)
    return programs


def make_view(submission: Submission) -> View:
    """Join a submission."""
    return View(submission, _join(submission), _tree(submission), read_settings(submission.form("pengaturan")))
