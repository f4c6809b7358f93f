"""Every figure the workbook and its report hold: what prose may quote.

Inputs as they are, and what the official tables compute from them: sums by program and kind, capaian, kemajuan, penyerapan,
efisiensi, shares of the budget, averages, remainders and gaps. Rather a figure too many than one too few: an unknown figure is
told to the user.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations
from typing import Final

from lkjip_xl.checks.indicator_join import Indicator
from lkjip_xl.checks.naming import text
from lkjip_xl.checks.narrative.amounts import KnownFigures, amounts
from lkjip_xl.checks.standing import Standing, goal_key
from lkjip_xl.checks.view import View
from lkjip_xl.compute.anggaran import percent
from lkjip_xl.compute.columns import EXPENSES, compute_column
from lkjip_xl.values import Value, number

_NAMES: Final = {"renstra": ("indikator", "formulasi"), "pk": ("indikator",), "dpa": ("uraian", "indikator", "keterangan")}


def known_rupiah(view: View) -> KnownFigures:
    """Amounts of DPA, PK Program, Instansi and what is allotted to indicators; sums, differences and remainders."""
    return KnownFigures(value for value in _rupiah(view) if value is not None)


def known_percents(view: View, stands: Sequence[Standing], others: Iterable[float]) -> KnownFigures:
    """Percentages and indicator figures; ``others`` are figures found elsewhere, such as in names."""
    found = [0.0, 100.0, *others, *_input_figures(view), *_of_indicators(stands)]
    return KnownFigures([*found, *_of_budget(view), *_efficiencies(view, stands), *_of_staff(view)])


def quoted_in_names(view: View) -> Iterator[float]:
    """Percentages that stand in names and formulas of the workbook, such as ``Minimal 80%``."""
    for key, fields in _NAMES.items():
        for record in view.submission.records(key):
            for field in fields:
                value = record.values[field]
                if type(value) is str and "%" in value:
                    for amount in amounts(value):
                        yield from (reading.value for reading in amount.readings)


def _rupiah(view: View) -> Iterator[float | None]:
    for record in view.submission.records("dpa"):
        budget, spent = number(record.values["pagu"]), number(record.values["realisasi_anggaran"])
        yield from (budget, spent)
        if budget is not None and spent is not None:
            yield budget - spent
    for pairs in _groups(view).values():
        yield from _sums(pairs)
    agreed = [number(record.values["anggaran"]) for record in view.submission.records("pk_program")]
    yield from agreed
    yield sum(value for value in agreed if value is not None)
    form = view.submission.form("instansi")
    kinds = [value for key in EXPENSES if (value := number(form.get(key))) is not None]
    for size in range(1, len(kinds) + 1):
        yield from (sum(chosen) for chosen in combinations(kinds, size))
    for budget, spent in _allotted(view):
        yield from (budget, spent, budget - spent)


def _sums(pairs: Sequence[tuple[float, float]]) -> Iterator[float]:
    budget, spent = sum(first for first, _ in pairs), sum(second for _, second in pairs)
    yield from (budget, spent, budget - spent)


def _allotted(view: View) -> Iterator[tuple[float, float]]:
    """Pagu and realisasi of every indicator and of every sasaran."""
    goals: dict[str, list[tuple[float, float]]] = {}
    for indicator in view.indicators:
        shares = _share(view, indicator)
        yield shares
        goals.setdefault(goal_key(indicator), []).append(shares)
    for shared in goals.values():
        yield sum(first for first, _ in shared), sum(second for _, second in shared)


def _share(view: View, indicator: Indicator) -> tuple[float, float]:
    """Pagu and realisasi allotted to an indicator by the weights of its programs."""
    budget = spent = 0.0
    for record in indicator.supports:
        weight = number(record.values["bobot"])
        line = view.program(record.values["kode_program"], record.values["program"])
        if weight is not None and line is not None:
            budget += (number(line.record.values["pagu"]) or 0.0) * weight / 100
            spent += (number(line.record.values["realisasi_anggaran"]) or 0.0) * weight / 100
    return budget, spent


def _input_figures(view: View) -> Iterator[float]:
    """Every number of the sheets about performance, and what sheet Realisasi computes from them."""
    for key in ("pk", "renstra", "realisasi", "dukungan"):
        for record in view.submission.records(key):
            yield from _numbers(record.values.values())
    for record in view.submission.records("realisasi"):
        yield from _numbers(compute_column(name, record.values, {}) for name in ("hasil_hitung", "kumulatif_tw"))
    for record in view.submission.records("dpa"):
        yield from _numbers((record.values["target"], record.values["realisasi"]))


def _of_indicators(stands: Sequence[Standing]) -> Iterator[float]:
    """Capaian with and without cap, kemajuan and growth, gaps, averages per sasaran and over all, the share that met."""
    goals: dict[str, list[Standing]] = {}
    for standing in stands:
        goals.setdefault(standing.goal, []).append(standing)
        yield from _of_one(standing)
    for group in (*goals.values(), list(stands)):
        reached = [standing.achievement for standing in group if standing.achievement is not None]
        for limit in (None, 100.0, 120.0, 150.0, 200.0):
            if reached:
                mean = sum(value if limit is None else min(limit, value) for value in reached) / len(reached)
                yield from (mean, 100 - mean)
        for state in ("met", "exceeded"):
            yield from _numbers(percent(sum(getattr(one, state) is said for one in group), len(group)) for said in (True, False))


def _of_one(standing: Standing) -> Iterator[float]:
    actual, target, reached = standing.actual, standing.target, standing.achievement
    if reached is not None:
        yield from (reached, reached - 100)
        yield from (limit for limit in (120.0, 150.0, 200.0) if reached > limit)
    if actual is None:
        return
    compared = [*standing.past, target, number(standing.indicator.value("realisasi", "nasional"))]
    compared += [number(standing.indicator.value("renstra", f"target_{year}")) for year in range(1, 7)]
    for other in compared:
        if other is None:
            continue
        yield actual - other
        if other:
            yield from (actual / other * 100, (actual - other) / other * 100, (2 * other - actual) / other * 100)
    known = [value for value in standing.past if value is not None]
    yield from (first - second for first, second in combinations(known, 2))


def _of_budget(view: View) -> Iterator[float]:
    """Penyerapan and what is left, efisiensi of DPA lines, shares of programs, kinds and indicators in the whole."""
    forms = {key: view.submission.form(key) for key in ("instansi", "pengaturan")}
    for record in view.submission.records("dpa"):
        budget, spent = number(record.values["pagu"]), number(record.values["realisasi_anggaran"])
        if budget is not None and spent is not None:
            yield from _absorbed(budget, spent, number(compute_column("capaian_dpa", record.values, forms)))
    for pairs in _groups(view).values():
        yield from _absorbed(sum(first for first, _ in pairs), sum(second for _, second in pairs), None)
    wholes: dict[str, float] = {}
    for line in view.programs:
        for kind in ("", text(line.record.values["jenis_program"])):
            wholes[kind] = wholes.get(kind, 0.0) + (number(line.record.values["pagu"]) or 0.0)
    form = view.submission.form("instansi")
    parts = [number(line.record.values["pagu"]) for line in view.programs] + [number(form.get(key)) for key in EXPENSES]
    parts += [budget for budget, _ in _allotted(view)]
    yield from _numbers(percent(part, whole) for part in parts for whole in wholes.values())
    for budget, spent in _allotted(view):
        yield from _absorbed(budget, spent, None)


def _groups(view: View) -> dict[str, list[tuple[float, float]]]:
    """(pagu, realisasi) of the DPA rows by level, and by level and kind of program."""
    groups: dict[str, list[tuple[float, float]]] = {}
    for record in view.submission.records("dpa"):
        budget, spent = number(record.values["pagu"]), number(record.values["realisasi_anggaran"])
        if budget is None or spent is None:
            continue
        level = text(record.values["tingkat"])
        for group in {level, f"{level} {text(record.values['jenis_program'])}"}:
            groups.setdefault(group, []).append((budget, spent))
    return groups


def _absorbed(budget: float, spent: float, reached: float | None) -> Iterator[float]:
    share = number(percent(spent, budget))
    if share is None:
        return
    yield from (share, 100 - share)
    if reached is not None:
        yield reached - share


def _efficiencies(view: View, stands: Sequence[Standing]) -> Iterator[float]:
    """Tingkat efisiensi of every indicator by each formula a setting can choose, and of the whole office."""
    for standing in stands:
        budget, spent = _share(view, standing.indicator)
        absorbed = number(percent(spent, budget))
        if standing.achievement is None or absorbed is None:
            continue
        for reached in {standing.achievement, min(standing.achievement, view.settings.batas_capaian or standing.achievement)}:
            yield reached - absorbed
            if absorbed:
                yield reached / absorbed
            wanted = budget * reached / 100
            if wanted:
                yield from _with_score((wanted - spent) / wanted * 100)
        if standing.actual and standing.target and budget:
            yield from _with_score((1 - (spent / standing.actual) / (budget / standing.target)) * 100)
    reached_all = [standing.achievement for standing in stands if standing.achievement is not None]
    for pairs in _groups(view).values():
        whole = number(percent(sum(second for _, second in pairs), sum(first for first, _ in pairs)))
        if whole is not None and reached_all:
            yield sum(reached_all) / len(reached_all) - whole


def _with_score(efficiency: float) -> Iterator[float]:
    """E of the PMK formulas, clipped as they say, and NE made of it."""
    clipped = max(-20.0, min(20.0, efficiency))
    yield from (efficiency, clipped, max(0.0, min(100.0, 50 + efficiency / 20 * 50)))


def _of_staff(view: View) -> Iterator[float]:
    """Shares of men, women and rows in their table."""
    groups: dict[str, list[tuple[float, float]]] = {}
    for record in view.submission.records("sdm"):
        men, women = number(record.values["laki_laki"]), number(record.values["perempuan"])
        if men is not None and women is not None:
            groups.setdefault(text(record.values["kelompok"]), []).append((men, women))
    for rows in groups.values():
        whole = sum(men + women for men, women in rows)
        parts = [sum(men for men, _ in rows), sum(women for _, women in rows), *(men + women for men, women in rows)]
        yield from _numbers(percent(part, whole) for part in parts)


def _numbers(values: Iterable[Value]) -> Iterator[float]:
    for value in values:
        found = number(value)
        if found is not None:
            yield found
