"""Capaian kinerja: F1 and F2/F2b, with cap and floor, and the comparison with the national figure.

F1 realisasi / target x 100. F2 (2T - R) / T x 100 for negative indicators (LAN 239/2003). F2b T / R x 100 (practice of some
offices). Target 0, a blank or text: no percentage, never 0 %, 100 % or #DIV/0!.
"""

from __future__ import annotations

from typing import NamedTuple

from lkjip_xl.compute.excel import finite, same_text
from lkjip_xl.compute.formula import Formula, Ref
from lkjip_xl.compute.settings import Settings
from lkjip_xl.values import CellError, Value, number

NEGATIVE = "Negatif"


class AchievementRule(NamedTuple):
    """Which formula an indicator takes: its polarity and the office's settings."""

    negative: bool
    inverse: bool
    cap: float | None
    floor: float | None

    @classmethod
    def of(cls, polarity: Value, settings: Settings) -> AchievementRule:
        """The rule for a polarity cell's value ("Negatif", anything else counts as positive)."""
        return cls(
            negative=same_text(polarity, NEGATIVE),
            inverse=settings.rumus_negatif == "T/R",
            cap=settings.batas_capaian,
            floor=settings.batas_bawah,
        )


def achievement(target: Value, actual: Value, rule: AchievementRule) -> Value:
    """Capaian in percent; ``""`` where it cannot be computed, ``#NUM!`` where it is no number Excel can hold."""
    t, r = number(target), number(actual)
    if t is None or r is None or t == 0:
        return ""
    if not rule.negative:
        found = finite(r / t * 100)
    elif not rule.inverse:
        found = finite((2 * t - r) / t * 100)
    elif r == 0:
        return ""
    else:
        found = finite(t / r * 100)
    if isinstance(found, CellError):
        return found
    if rule.cap is not None:
        found = min(rule.cap, found)
    if rule.floor is not None:
        found = max(rule.floor, found)
    return found


def achievement_formula(target: Ref, actual: Ref, rule: AchievementRule) -> Formula:
    """The same as a formula over a target cell and a realisasi cell."""
    if not rule.negative:
        core = "{1}/{0}*100"
    elif rule.inverse:
        core = "{0}/{1}*100"
    else:
        core = "(2*{0}-{1})/{0}*100"
    if rule.cap is not None:
        core = f"MIN({rule.cap:g},{core})"
    if rule.floor is not None:
        core = f"MAX({rule.floor:g},{core})"
    impossible = "OR({0}=0,{1}=0)" if rule.negative and rule.inverse else "{0}=0"
    template = f'IF(AND(ISNUMBER({{0}}),ISNUMBER({{1}})),IF({impossible},"",{core}),"")'
    return Formula(template, (target, actual), achievement(target.value, actual.value, rule))


def reason_formula(target: Ref, actual: Ref, rule: AchievementRule) -> Formula:
    """Why there is no percentage: words for the Keterangan column, blank where there is one."""
    t, r = number(target.value), number(actual.value)
    value = ""
    if t is None:
        value = "Target belum diisi"
    elif r is None:
        value = "Realisasi belum diisi"
    elif t == 0:
        value = "Target 0"
    elif rule.negative and rule.inverse and r == 0:
        value = "Realisasi 0"
    last = 'IF({1}=0,"Realisasi 0","")' if rule.negative and rule.inverse else '""'
    template = (
        'IF(NOT(ISNUMBER({0})),"Target belum diisi",IF(NOT(ISNUMBER({1})),"Realisasi belum diisi",'
        f'IF({{0}}=0,"Target 0",{last})))'
    )
    return Formula(template, (target, actual), value)


def national_formula(actual: Ref, national: Ref, rule: AchievementRule, when_blank: str) -> Formula:
    """Tercapai / Belum Tercapai against the national figure, by polarity."""
    r, n = number(actual.value), number(national.value)
    sign = "<=" if rule.negative else ">="
    value = when_blank
    if r is not None and n is not None:
        reached = r <= n if rule.negative else r >= n
        value = "Tercapai" if reached else "Belum Tercapai"
    template = (
        f'IF(AND(ISNUMBER({{0}}),ISNUMBER({{1}})),IF({{0}}{sign}{{1}},"Tercapai","Belum Tercapai"),"{when_blank}")'
    )
    return Formula(template, (actual, national), value)
