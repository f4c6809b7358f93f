"""Where an indicator stands this year: target, realisasi, past years, and whether the target was met.

Met and exceeded are judged on the figures as they are printed (Pengaturan: Angka Desimal), because the narrative is written
by people who read the printed tables; by polarity, and without cap or floor.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from lkjip_xl.checks.examination import Examination
from lkjip_xl.checks.indicator_join import Indicator
from lkjip_xl.checks.naming import text
from lkjip_xl.checks.view import View
from lkjip_xl.compute.capaian import AchievementRule, achievement
from lkjip_xl.indonesian import half_up
from lkjip_xl.values import number

PAST_YEARS: Final = ("realisasi_n1", "realisasi_n2", "realisasi_n3", "realisasi_n4", "realisasi_n5")
EXPLANATIONS: Final = ("penyebab", "hambatan")
LARGEST_PRINTED: Final = 1e15
"""Figures beyond this are compared as they are: rounding them would change nothing."""


class Standing(NamedTuple):
    """An indicator with its figures; None where a figure is blank or unreadable. ``goal`` is the number of its sasaran as
    text. ``achievement`` is capaian in percent, neither capped nor floored. ``certain`` is False where a figure or the polarity
    has a finding about its value: then nothing is known about the target."""

    indicator: Indicator
    goal: str
    rule: AchievementRule
    decimals: int
    target: float | None
    actual: float | None
    past: tuple[float | None, ...]
    achievement: float | None
    certain: bool = True

    @property
    def met(self) -> bool | None:
        """True where the target was met, by polarity; None where a figure is missing."""
        if self.target is None or self.actual is None or not self.certain:
            return None
        return not self._better(self.target, self.actual)

    @property
    def exceeded(self) -> bool | None:
        """True where the result is better than the target; None where a figure is missing."""
        if self.target is None or self.actual is None or not self.certain:
            return None
        return self._better(self.actual, self.target)

    @property
    def fell(self) -> bool | None:
        """True where the result is worse than last year's; None where a figure is missing."""
        before = self.past[0]
        if before is None or self.actual is None or not self.certain:
            return None
        return self._better(before, self.actual)

    def _better(self, first: float, second: float) -> bool:
        one, other = printed(first, self.decimals), printed(second, self.decimals)
        return one < other if self.rule.negative else one > other

    @property
    def explained(self) -> bool:
        """True where the office wrote something about this result: causes, obstacles, or a remark beside the figure."""
        written = [self.indicator.value("analisis", key) for key in EXPLANATIONS]
        return any(text(value) for value in (*written, self.indicator.value("realisasi", "keterangan")))


def printed(value: float, decimals: int) -> float:
    """The figure as a table prints it."""
    return float(half_up(value, decimals)) if abs(value) < LARGEST_PRINTED else value


class Readings:
    """Figures and words of indicators, those with a finding about their value left out."""

    def __init__(self, examination: Examination, view: View) -> None:
        self._view = view
        self._broken = {
            (finding.sheet, finding.cell) for finding in examination.findings if finding.code.startswith(("NIL-", "SKM-"))
        }

    def is_broken(self, indicator: Indicator, sheet: str, key: str) -> bool:
        """True where the field's cell has a finding about its value."""
        data, record = self._view.data(sheet), indicator.records.get(sheet)
        if data is None or record is None or not self._broken:
            return False
        return (data.found_name, data.address(record, key)) in self._broken

    def figure(self, indicator: Indicator, sheet: str, key: str) -> float | None:
        """The number in a field; None where it is blank, no number, or broken."""
        return None if self.is_broken(indicator, sheet, key) else number(indicator.value(sheet, key))

    def goal(self, indicator: Indicator) -> str:
        """The number of the indicator's sasaran as text, from sheet PK, else from Renstra; "" where neither can be read."""
        for sheet in ("pk", "renstra"):
            if not self.is_broken(indicator, sheet, "no_sasaran") and (goal := text(indicator.value(sheet, "no_sasaran"))):
                return goal
        return ""


def standings(examination: Examination, view: View) -> list[Standing]:
    """Every indicator that has a row on sheet PK, in its order."""
    readings = Readings(examination, view)
    found = []
    for indicator in view.indicators:
        if "pk" not in indicator.records:
            continue
        rule = view.rule(indicator)._replace(cap=None, floor=None)
        target_field = view.target_field(indicator)
        target = readings.figure(indicator, "pk", target_field)
        actual = readings.figure(indicator, "realisasi", "realisasi")
        past = tuple(readings.figure(indicator, "realisasi", key) for key in PAST_YEARS)
        judged = (("pk", "target_murni"), ("pk", "target_perubahan"), ("realisasi", "realisasi"), ("renstra", "polaritas"))
        certain = not any(readings.is_broken(indicator, sheet, key) for sheet, key in judged)
        reached = number(achievement(target, actual, rule)) if certain else None
        decimals = view.settings.desimal
        goal = readings.goal(indicator)
        found.append(Standing(indicator, goal, rule, decimals, target, actual, past, reached, certain))
    return found
