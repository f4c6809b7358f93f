"""Tingkat kemajuan (F3): realisasi n - realisasi n-1, signed, in points; or the share of the target at the end of the Renstra."""

from __future__ import annotations

from lkjip_xl.compute.capaian import AchievementRule, achievement_formula
from lkjip_xl.compute.excel import finite
from lkjip_xl.compute.formula import Formula, Ref
from lkjip_xl.values import Value, number


def difference(actual: Ref, last_year: Ref, when_blank: str) -> Formula:
    """Realisasi this year less last year's; ``when_blank`` where one of them is missing."""
    now, before = number(actual.value), number(last_year.value)
    value: Value = when_blank if now is None or before is None else finite(now - before)
    template = f'IF(AND(ISNUMBER({{0}}),ISNUMBER({{1}})),{{0}}-{{1}},"{when_blank}")'
    return Formula(template, (actual, last_year), value)


def against_final_target(final_target: Ref, actual: Ref, rule: AchievementRule) -> Formula:
    """Realisasi this year in percent of the target at the end of the Renstra period, by polarity and without cap."""
    plain = AchievementRule(rule.negative, rule.inverse, None, None)
    return achievement_formula(final_target, actual, plain)
