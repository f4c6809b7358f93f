"""Where an indicator stands this year: target, realisasi, past years, and whether the target was met.

Met and exceeded are judged on the figures as they are printed (Pengaturan: Angka Desimal), because the narrative is written
by people who read the printed tables; by polarity, and without cap or floor.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

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


@dataclass(frozen=True, slots=True)
class Standing:
    """An indicator with its figures; None where a figure is blank or unreadable. ``goal`` is the number of its sasaran as
    text. ``achievement`` is capaian in percent, neither capped nor floored."""

    indicator: Indicator
    goal: str
    rule: AchievementRule
    decimals: int
    target: float | None
    actual: float | None
    past: tuple[float | None, ...]
    achievement: float | None

    @property
    def met(self) -> bool | None:
        """True where the target was met, by polarity; None where a figure is missing."""
        if self.target is None or self.actual is None:
            return None
        return not self._better(self.target, self.actual)

    @property
    def exceeded(self) -> bool | None:
        """True where the result is better than the target; None where a figure is missing."""
        if self.target is None or self.actual is None:
            return None
        return self._better(self.actual, self.target)

    @property
    def fell(self) -> bool | None:
        """True where the result is worse than last year's; None where a figure is missing."""
        before = self.past[0]
        if before is None or self.actual is None:
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


def goal_key(indicator: Indicator) -> str:
    """The number of the indicator's sasaran, as text."""
    return text(indicator.value("pk", "no_sasaran")) or text(indicator.value("renstra", "no_sasaran"))


def standings(examination: Examination, view: View) -> list[Standing]:
    """Every indicator that has a row on sheet PK, in its order. A figure whose cell has a finding about its value counts as
    missing."""
    broken = {
        (finding.sheet, finding.cell) for finding in examination.findings if finding.code.startswith(("NIL-", "SKM-"))
    }

    def figure(indicator: Indicator, sheet: str, key: str) -> float | None:
        data, record = view.data(sheet), indicator.records.get(sheet)
        if data is None or record is None or (data.found_name, data.address(record, key)) in broken:
            return None
        return number(record.values[key])

    found = []
    for indicator in view.indicators:
        if "pk" not in indicator.records:
            continue
        rule = replace(view.rule(indicator), cap=None, floor=None)
        target = figure(indicator, "pk", view.target_field(indicator))
        actual = figure(indicator, "realisasi", "realisasi")
        past = tuple(figure(indicator, "realisasi", key) for key in PAST_YEARS)
        reached = number(achievement(target, actual, rule))
        found.append(Standing(indicator, goal_key(indicator), rule, view.settings.desimal, target, actual, past, reached))
    return found
