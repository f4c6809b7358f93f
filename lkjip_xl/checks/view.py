"""A submission as the rules see it: indicators joined over all sheets, programs as a tree; every value keeps its record.

Sheets are joined by indicator code, then by normalised name, never by row. What cannot be joined is a finding of the
consistency rules, not a guess.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from lkjip_xl.checks.budget_tree import BudgetTree, Line, make_tree
from lkjip_xl.checks.indicator_join import INDICATOR_SHEETS, Indicator, join
from lkjip_xl.checks.likeness import NameJudge
from lkjip_xl.checks.naming import code_key, same_name, text
from lkjip_xl.checks.same_indicator import match_rows
from lkjip_xl.checks.units import is_percent
from lkjip_xl.compute.capaian import AchievementRule
from lkjip_xl.compute.settings import Settings, read_settings
from lkjip_xl.intake.submission import Record, SheetData, Submission
from lkjip_xl.values import Value, number

__all__ = [
    "INDICATOR_SHEETS", "Indicator", "Line", "View", "code_key", "make_view", "same_name", "text",
]  # fmt: skip


@dataclass(slots=True)
class View:
    """The joined submission. ``target`` is the target a year's tables use, by the same rule as the computed column."""

    submission: Submission
    indicators: list[Indicator]
    tree: BudgetTree
    settings: Settings
    names: NameJudge = field(default_factory=NameJudge)
    lacking: dict[str, list[str]] = field(default_factory=dict)
    """Sheet key → what could not be compared because the sheet cannot be read (names of phrases of the catalogue)."""
    _dpa_rows: dict[int, list[Record]] | None = None
    _percent_rows: list[Record] | None = None

    @property
    def programs(self) -> list[Line]:
        """The programs of sheet DPA."""
        return self.tree.programs

    def data(self, key: str) -> SheetData | None:
        """A sheet, or None where the file does not hold it."""
        return self.submission.sheets.get(key)

    def can_read(self, subject: str, *sheets: str) -> bool:
        """True where every sheet named was found with its headings. What is missing is told once, at the end: ``subject``
        (a phrase of the catalogue) could not be checked."""
        unreadable = [key for key in sheets if not self._is_readable(key)]
        for key in unreadable:
            subjects = self.lacking.setdefault(key, [])
            if subject not in subjects:
                subjects.append(subject)
        return not unreadable

    def _is_readable(self, key: str) -> bool:
        data = self.submission.sheets.get(key)
        return data is not None and len(data.missing) < len(data.definition.columns)

    def target(self, indicator: Indicator) -> float | None:
        """The target of the year: the changed one under P.APBD where it is given, else the first one."""
        return number(indicator.value("pk", self.target_field(indicator)))

    def target_field(self, indicator: Indicator) -> str:
        """The column of sheet PK that holds the target of the year."""
        changed = number(indicator.value("pk", "target_perubahan"))
        under_change = text(self.submission.form("instansi").get("jenis_anggaran")) == "P.APBD"
        return "target_perubahan" if under_change and changed is not None else "target_murni"

    def rule(self, indicator: Indicator) -> AchievementRule:
        """Which capaian formula the indicator takes."""
        return AchievementRule.of(indicator.value("renstra", "polaritas"), self.settings)

    def program(self, kode: Value, name: Value) -> Line | None:
        """The program of sheet DPA with this kode, else with this name."""
        return self.tree.program(kode, name)

    def dpa_rows(self, indicator: Indicator) -> list[Record]:
        """The program rows of sheet DPA (Indikator Lanjutan included) that carry this indicator."""
        if self._dpa_rows is None:
            self._dpa_rows = match_rows(self.indicators, self.tree, self.names)
        return self._dpa_rows.get(id(indicator), [])

    def percent_rows(self) -> list[Record]:
        """Rows of sheet DPA whose unit is percent."""
        if self._percent_rows is None:
            records = self.submission.records("dpa")
            percent = {unit for unit in {record.values["satuan"] for record in records} if is_percent(text(unit))}
            self._percent_rows = [record for record in records if record.values["satuan"] in percent]
        return self._percent_rows

    def lines(self) -> Iterator[tuple[Line, int]]:
        """Every line of the tree with its depth: 0 program, 1 kegiatan, 2 sub kegiatan."""
        return self.tree.lines()


def make_view(submission: Submission) -> View:
    """Join a submission."""
    indicators = join({key: submission.records(key) for key in INDICATOR_SHEETS}, submission.records("dukungan"))
    return View(submission, indicators, make_tree(submission.records("dpa")), read_settings(submission.form("pengaturan")))
