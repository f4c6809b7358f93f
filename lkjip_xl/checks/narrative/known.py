"""Every figure the workbook and its report hold: what prose may quote.

Inputs as they are, and what the official tables compute from them: sums by program and kind, capaian, kemajuan, penyerapan,
efisiensi, shares of the budget, averages, remainders and gaps. Rather a figure too many than one too few: an unknown figure is
told to the user.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, combinations
from typing import Final

from lkjip_xl.checks.naming import text
from lkjip_xl.checks.narrative.amounts import Amount, KnownFigures, amounts
from lkjip_xl.checks.narrative.budget_figures import (
    Pair,
    row_percents,
    row_rupiah,
    share_of,
    total_percents,
    total_rupiah,
    totals_by_level,
)
from lkjip_xl.checks.standing import Standing
from lkjip_xl.checks.view import View
from lkjip_xl.compute.anggaran import percent
from lkjip_xl.compute.columns import compute_column
from lkjip_xl.values import Value, number

_NAMES: Final = {"renstra": ("indikator", "formulasi"), "pk": ("indikator",), "dpa": ("uraian", "indikator", "keterangan")}


class TableFigures:
    """Everything prose may quote, computed when first asked for: totals and indicators, then the single rows of sheet DPA."""

    def __init__(self, view: View, stands: Sequence[Standing]) -> None:
        self._view = view
        self._stands = stands
        self._made: dict[tuple[bool, bool], KnownFigures] = {}
        self._totals: dict[str, Pair] | None = None

    def holds(self, amount: Amount) -> bool:
        """True where a table holds what the figure can mean."""
        return any(self._known(amount.percent, rows).holds(amount) for rows in (False, True))

    def _known(self, percents: bool, rows: bool) -> KnownFigures:
        if (percents, rows) not in self._made:
            values = self._rows(percents) if rows else self._all_but_rows(percents)
            self._made[percents, rows] = KnownFigures(values)
        return self._made[percents, rows]

    def _rows(self, percents: bool) -> Iterator[float]:
        records = self._view.submission.records("dpa")
        if not percents:
            return row_rupiah(records)
        return chain(row_percents(self._view, records), _quoted_in_names(self._view))

    def _all_but_rows(self, percents: bool) -> Iterator[float]:
        view, stands = self._view, self._stands
        if self._totals is None:
            self._totals = totals_by_level(view)
        if not percents:
            return total_rupiah(view, self._totals)
        return chain(
            (0.0, 100.0),
            _input_figures(view),
            _of_indicators(view, stands),
            total_percents(view, self._totals),
            _efficiencies(view, stands, self._totals),
            _of_staff(view),
        )


def _quoted_in_names(view: View) -> Iterator[float]:
    """Percentages that stand in names and formulas of the workbook, such as ``Minimal 80%``."""
    for key, fields in _NAMES.items():
        for record in view.submission.records(key):
            for field in fields:
                value = record.values[field]
                if type(value) is str and "%" in value:
                    for amount in amounts(value):
                        yield from (reading.value for reading in amount.readings)


def _input_figures(view: View) -> Iterator[float]:
    """Every number of the sheets about performance, and what sheet Realisasi computes from them."""
    for key in ("pk", "renstra", "realisasi", "dukungan"):
        for record in view.submission.records(key):
            yield from _numbers(record.values.values())
    for record in view.submission.records("realisasi"):
        yield from _numbers(compute_column(name, record.values, {}) for name in ("hasil_hitung", "kumulatif_tw"))


def _of_indicators(view: View, stands: Sequence[Standing]) -> Iterator[float]:
    """Capaian with and without cap, kemajuan and growth, gaps, averages per sasaran and over all, the share that met."""
    goals: dict[str, list[Standing]] = {}
    for standing in stands:
        goals.setdefault(standing.goal, []).append(standing)
        yield from _of_one(standing)
    for group in (*goals.values(), list(stands)):
        for mean in _means(view, group):
            yield from (mean, 100 - mean)
        for state in ("met", "exceeded"):
            yield from _numbers(percent(sum(getattr(one, state) is said for one in group), len(group)) for said in (True, False))


def _means(view: View, group: Sequence[Standing]) -> Iterator[float]:
    """The average capaian: as it is, by the office's cap and floor, and by the caps in use elsewhere."""
    reached = [standing.achievement for standing in group if standing.achievement is not None]
    if not reached:
        return
    highest, lowest = view.settings.batas_capaian, view.settings.batas_bawah
    for cap, floor in {(None, None), (highest, lowest), (100.0, None), (120.0, None)}:
        yield sum(_bounded(value, cap, floor) for value in reached) / len(reached)


def _bounded(value: float, cap: float | None, floor: float | None) -> float:
    value = value if cap is None else min(cap, value)
    return value if floor is None else max(floor, value)


def _of_one(standing: Standing) -> Iterator[float]:
    actual, target, reached = standing.actual, standing.target, standing.achievement
    if reached is not None:
        yield from (reached, reached - 100)
        yield from (cap for cap in (120.0, 150.0, 200.0) if reached > cap)
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
        if actual:
            yield other / actual * 100
    known = [value for value in standing.past if value is not None]
    yield from (first - second for first, second in combinations(known, 2))


def _efficiencies(view: View, stands: Sequence[Standing], totals: Mapping[str, Pair]) -> Iterator[float]:
    """Tingkat efisiensi by each formula a setting can choose: of every indicator, every sasaran, and the whole office."""
    goals: dict[str, list[Standing]] = {}
    for standing in stands:
        goals.setdefault(standing.goal, []).append(standing)
    for group in goals.values():
        yield from _ministry(view, group)
        for standing in group:
            absorbed = number(percent(*reversed(share_of(view, standing.indicator))))
            reached = _reached(view, standing)
            if reached is not None and absorbed is not None:
                yield reached - absorbed
                yield from (reached / absorbed,) if absorbed else ()
    for budget, spent in totals.values():
        whole = number(percent(spent, budget))
        if whole is not None:
            yield from (mean - whole for mean in _means(view, stands))


def _ministry(view: View, group: Sequence[Standing]) -> Iterator[float]:
    """E and NE of PMK 249/2011 and PMK 22/2021 for the indicators of a sasaran and the sasaran itself."""
    older: list[float] = []
    wanted_all = spent_all = 0.0
    for standing in group:
        budget, spent = share_of(view, standing.indicator)
        planned_each = budget / standing.target if standing.target else 0.0
        if standing.actual and planned_each:
            older.append((1 - (spent / standing.actual) / planned_each) * 100)
        wanted = budget * (_reached(view, standing) or 0.0) / 100
        wanted_all, spent_all = wanted_all + wanted, spent_all + spent
        if wanted:
            yield from _with_score((wanted - spent) / wanted * 100)
    for efficiency in older:
        yield from _with_score(efficiency)
    if older:
        yield from _with_score(sum(older) / len(older))
    if wanted_all:
        yield from _with_score((wanted_all - spent_all) / wanted_all * 100)


def _reached(view: View, standing: Standing) -> float | None:
    """Capaian as the tables print it, by the office's cap and floor."""
    if standing.achievement is None:
        return None
    return _bounded(standing.achievement, view.settings.batas_capaian, view.settings.batas_bawah)


def _with_score(efficiency: float) -> Iterator[float]:
    """E, clipped as PMK 22/2021 says, and NE made of it."""
    yield from (efficiency, max(-20.0, min(20.0, efficiency)), max(0.0, min(100.0, 50 + efficiency / 20 * 50)))


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
