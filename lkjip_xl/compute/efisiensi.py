"""Tingkat efisiensi: F6 capaian - penyerapan (points), its variants F6b, and the PMK formulas F7 and F8.

Inputs are the cells of Tabel f/g of the same indicator. Results are ``""`` where they cannot be computed; 0 %/0 % has
none, so nothing that spent and did nothing is called efficient.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from lkjip_xl.compute.excel import count, n, total
from lkjip_xl.compute.formula import Formula, Range, Ref
from lkjip_xl.values import CellError, Value, number


@dataclass(frozen=True, slots=True)
class EfficiencyCells:
    """The cells one indicator's efficiency is computed from."""

    achievement: Ref
    absorption: Ref
    target: Ref
    actual: Ref
    budget: Ref
    spent: Ref


def _difference(cells: EfficiencyCells) -> Formula:
    a, s = number(cells.achievement.value), number(cells.absorption.value)
    value: Value = "" if a is None or s is None else a - s
    return Formula('IF(AND(ISNUMBER({0}),ISNUMBER({1})),{0}-{1},"")', (cells.achievement, cells.absorption), value)


def _ratio(cells: EfficiencyCells) -> Formula:
    a, s = number(cells.achievement.value), number(cells.absorption.value)
    value: Value = "" if a is None or s is None or s == 0 else a / s
    template = 'IF(AND(ISNUMBER({0}),ISNUMBER({1})),IF({1}=0,"",{0}/{1}),"")'
    return Formula(template, (cells.achievement, cells.absorption), value)


def _remainder(cells: EfficiencyCells) -> Formula:
    a, s = number(cells.achievement.value), number(cells.absorption.value)
    value: Value = "" if a is None or s is None or a < 100 else 100 - s
    template = 'IF(AND(ISNUMBER({0}),ISNUMBER({1})),IF({0}>=100,100-{1},""),"")'
    return Formula(template, (cells.achievement, cells.absorption), value)


def _pmk249(cells: EfficiencyCells) -> Formula:
    used = (cells.target, cells.actual, cells.budget, cells.spent)
    t, r, p, s = (number(ref.value) for ref in used)
    value: Value = ""
    if t is not None and r is not None and p is not None and s is not None and t != 0 and r != 0 and p != 0:
        value = (1 - (s / r) / (p / t)) * 100
    template = 'IF(COUNT({0},{1},{2},{3})<4,"",IF(OR({0}=0,{1}=0,{2}=0),"",(1-({3}/{1})/({2}/{0}))*100))'
    return Formula(template, used, value)


def _pmk22(cells: EfficiencyCells) -> Formula:
    used = (cells.achievement, cells.budget, cells.spent)
    a, p, s = (number(ref.value) for ref in used)
    value: Value = ""
    if a is not None and p is not None and s is not None and a != 0 and p != 0:
        value = (p * a / 100 - s) / (p * a / 100) * 100
    template = 'IF(COUNT({0},{1},{2})<3,"",IF(OR({0}=0,{1}=0),"",({1}*{0}/100-{2})/({1}*{0}/100)*100))'
    return Formula(template, used, value)


_BY_SETTING: dict[str, Callable[[EfficiencyCells], Formula]] = {
    "Selisih": _difference,
    "Rasio": _ratio,
    "Sisa anggaran": _remainder,
    "PMK 249/2011": _pmk249,
    "PMK 22/2021": _pmk22,
}

FOOTNOTES: dict[str, str] = {
    "Selisih": "Tingkat Efisiensi = % capaian kinerja - % penyerapan anggaran",
    "Rasio": "Tingkat Efisiensi = % capaian kinerja : % penyerapan anggaran",
    "Sisa anggaran": "Tingkat Efisiensi = 100% - % penyerapan anggaran, bila target kinerja tercapai",
    "PMK 249/2011": (
        "Efisiensi (PMK 249/PMK.02/2011) = rata-rata (1 - (realisasi anggaran : realisasi kinerja) : "
        "(pagu : target kinerja)) x 100%; "
        "NE = 50% + (E : 20 x 50), antara 0 dan 100"
    ),
    "PMK 22/2021": (
        "Efisiensi (PMK 22/PMK.02/2021) = (jumlah pagu x capaian - jumlah realisasi) : jumlah pagu x capaian x 100%, "
        "antara -20 dan 20; "
        "NE = 50% + (E : 20 x 50)"
    ),
}


def efficiency_formula(cells: EfficiencyCells, setting: str) -> Formula:
    """The efficiency of one indicator by the office's setting; KeyError for a setting this module does not know."""
    return _BY_SETTING[setting](cells)


def status_formula(efficiency: Ref) -> Formula:
    """Efisien / Cukup efisien / Tidak efisien by the difference: above 5, -5 to 5, below -5 (e-SAKIP Banjarnegara)."""
    e = number(efficiency.value)
    value = "" if e is None else "Efisien" if e > 5 else "Cukup efisien" if e >= -5 else "Tidak efisien"
    template = 'IF(ISNUMBER({0}),IF({0}>5,"Efisien",IF({0}>=-5,"Cukup efisien","Tidak efisien")),"")'
    return Formula(template, (efficiency,), value)


def pmk22_total_formula(achievements: Range, budgets: Range, spent: Range) -> Formula:
    """F8 over all indicators of the sasaran, clipped to -20..20."""
    plain = [n(value) for value in (*achievements.values, *budgets.values)]
    error = next((value for value in plain if isinstance(value, CellError)), None)
    half = len(achievements.values)
    wanted = sum(float(a) * float(b) for a, b in zip(plain[:half], plain[half:], strict=True)) / 100
    paid = total(spent.values)
    value: Value
    if error is not None:
        value = error
    elif wanted == 0 or count(spent.values) == 0:
        value = ""
    elif isinstance(paid, CellError):
        value = paid
    else:
        value = max(-20.0, min(20.0, (wanted - float(paid or 0)) / wanted * 100))
    product = "SUMPRODUCT({0},{1})/100"
    template = f'IF(OR({product}=0,COUNT({{2}})=0),"",MAX(-20,MIN(20,({product}-SUM({{2}}))/({product})*100)))'
    return Formula(template, (achievements, budgets, spent), value)


def score_formula(efficiency: Ref) -> Formula:
    """NE = 50 + E / 20 x 50, kept between 0 and 100 (a report that forgot the bounds printed 235 %)."""
    e = number(efficiency.value)
    value: Value = "" if e is None else max(0.0, min(100.0, 50 + e / 20 * 50))
    return Formula('IF(ISNUMBER({0}),MAX(0,MIN(100,50+{0}/20*50)),"")', (efficiency,), value)
