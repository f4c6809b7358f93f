"""Tingkat efisiensi: F6 capaian - penyerapan (points), its variants F6b, and the PMK formulas F7 and F8.

Inputs are the cells of Tabel f/g of the same indicator. Results are ``""`` where they cannot be computed; 0 %/0 % has
none, so nothing that spent and did nothing is called efficient.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from lkjip_xl.compute.excel import ROUNDED, count, divide, finite, product_total, rounded, total
from lkjip_xl.compute.formula import Formula, Range, Ref
from lkjip_xl.values import CellError, Value, number


class EfficiencyCells(NamedTuple):
    """The cells one indicator's efficiency is computed from."""

    achievement: Ref
    absorption: Ref
    target: Ref
    actual: Ref
    budget: Ref
    spent: Ref


def _difference(cells: EfficiencyCells) -> Formula:
    a, s = number(cells.achievement.value), number(cells.absorption.value)
    value: Value = "" if a is None or s is None else finite(a - s)
    return Formula('IF(AND(ISNUMBER({0}),ISNUMBER({1})),{0}-{1},"")', (cells.achievement, cells.absorption), value)


def _ratio(cells: EfficiencyCells) -> Formula:
    a, s = number(cells.achievement.value), number(cells.absorption.value)
    value: Value = "" if a is None or s is None or s == 0 else finite(a / s)
    template = 'IF(AND(ISNUMBER({0}),ISNUMBER({1})),IF({1}=0,"",{0}/{1}),"")'
    return Formula(template, (cells.achievement, cells.absorption), value)


def _remainder(cells: EfficiencyCells) -> Formula:
    a, s = number(cells.achievement.value), number(cells.absorption.value)
    value: Value = "" if a is None or s is None or a < 100 else finite(100 - s)
    template = 'IF(AND(ISNUMBER({0}),ISNUMBER({1})),IF({0}>=100,100-{1},""),"")'
    return Formula(template, (cells.achievement, cells.absorption), value)


def _pmk249_efficiency(t: float, r: float, p: float, s: float) -> Value:
    per_result, per_target = divide(s, r), divide(p, t)
    if isinstance(per_result, CellError):
        return per_result
    if isinstance(per_target, CellError):
        return per_target
    ratio = divide(per_result, per_target)
    return ratio if isinstance(ratio, CellError) else finite((1 - ratio) * 100)


def _pmk249(cells: EfficiencyCells) -> Formula:
    used = (cells.target, cells.actual, cells.budget, cells.spent)
    t, r, p, s = (number(ref.value) for ref in used)
    value: Value = ""
    if t is not None and r is not None and p is not None and s is not None and t != 0 and r != 0 and p != 0:
        value = _pmk249_efficiency(t, r, p, s)
    template = 'IF(COUNT({0},{1},{2},{3})<4,"",IF(OR({0}=0,{1}=0,{2}=0),"",(1-({3}/{1})/({2}/{0}))*100))'
    return Formula(template, used, value)


def _pmk22(cells: EfficiencyCells) -> Formula:
    used = (cells.achievement, cells.budget, cells.spent)
    a, p, s = (number(ref.value) for ref in used)
    value: Value = ""
    if a is not None and p is not None and s is not None and a != 0 and p != 0:
        wanted = finite(p * a / 100)
        share = wanted if isinstance(wanted, CellError) else divide(wanted - s, wanted)
        value = share if isinstance(share, CellError) else finite(share * 100)
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
    found = number(efficiency.value)
    value = ""
    if found is not None:
        e = rounded(found)
        value = "Efisien" if e > 5 else "Cukup efisien" if e >= -5 else "Tidak efisien"
    template = f'IF(ISNUMBER({{0}}),IF({ROUNDED}>5,"Efisien",IF({ROUNDED}>=-5,"Cukup efisien","Tidak efisien")),"")'
    return Formula(template, (efficiency,), value)


def _clipped_share(wanted: float, paid: float | CellError) -> Value:
    """What of the wanted budget was left, in percent between -20 and 20."""
    left = paid if isinstance(paid, CellError) else finite(wanted - paid)
    share = left if isinstance(left, CellError) else finite(left / wanted * 100)
    return share if isinstance(share, CellError) else max(-20.0, min(20.0, share))


def pmk22_total_formula(achievements: Range, budgets: Range, spent: Range) -> Formula:
    """F8 over all indicators of the sasaran, clipped to -20..20."""
    product_value = product_total(achievements.values, budgets.values)
    wanted = product_value if isinstance(product_value, CellError) else product_value / 100
    value: Value
    if isinstance(wanted, CellError):
        value = wanted
    elif wanted == 0 or count(spent.values) == 0:
        value = ""
    else:
        value = _clipped_share(wanted, total(spent.values))
    product = "SUMPRODUCT({0},{1})/100"
    template = f'IF(OR({product}=0,COUNT({{2}})=0),"",MAX(-20,MIN(20,({product}-SUM({{2}}))/({product})*100)))'
    return Formula(template, (achievements, budgets, spent), value)


def score_formula(efficiency: Ref) -> Formula:
    """NE = 50 + E / 20 x 50, kept between 0 and 100 (a report that forgot the bounds printed 235 %)."""
    e = number(efficiency.value)
    plain = "" if e is None else finite(50 + e / 20 * 50)
    value: Value = plain if isinstance(plain, str) else max(0.0, min(100.0, plain))
    return Formula('IF(ISNUMBER({0}),MAX(0,MIN(100,50+{0}/20*50)),"")', (efficiency,), value)
