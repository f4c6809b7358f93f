"""Figures of the budget that prose may quote: amounts and their sums, penyerapan, shares of the whole."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

from lkjip_xl.checks.indicator_join import Indicator
from lkjip_xl.checks.naming import text
from lkjip_xl.checks.view import View
from lkjip_xl.compute.anggaran import percent
from lkjip_xl.compute.columns import EXPENSES, compute_column
from lkjip_xl.values import number


def rupiah_figures(view: View) -> Iterator[float | None]:
    """Amounts of DPA, PK Program and Instansi, and what is allotted to indicators; sums, differences and remainders."""
    for record in view.submission.records("dpa"):
        budget, spent = number(record.values["pagu"]), number(record.values["realisasi_anggaran"])
        yield from (budget, spent)
        if budget is not None and spent is not None:
            yield budget - spent
    for pairs in pairs_by_level(view).values():
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
        shares = share_of(view, indicator)
        yield shares
        goals.setdefault(text(indicator.value("pk", "no_sasaran")), []).append(shares)
    for shared in goals.values():
        yield sum(first for first, _ in shared), sum(second for _, second in shared)


def share_of(view: View, indicator: Indicator) -> tuple[float, float]:
    """Pagu and realisasi allotted to an indicator by the weights of its programs."""
    budget = spent = 0.0
    for record in indicator.supports:
        weight = number(record.values["bobot"])
        line = view.program(record.values["kode_program"], record.values["program"])
        if weight is not None and line is not None:
            budget += (number(line.record.values["pagu"]) or 0.0) * weight / 100
            spent += (number(line.record.values["realisasi_anggaran"]) or 0.0) * weight / 100
    return budget, spent


def budget_percents(view: View) -> Iterator[float]:
    """Penyerapan and what is left, efisiensi of DPA lines, shares of programs, kinds and indicators in the whole."""
    forms = {key: view.submission.form(key) for key in ("instansi", "pengaturan")}
    for record in view.submission.records("dpa"):
        reached = number(compute_column("capaian_dpa", record.values, forms))
        yield from () if reached is None else (reached,)
        budget, spent = number(record.values["pagu"]), number(record.values["realisasi_anggaran"])
        if budget is not None and spent is not None:
            yield from _absorbed(budget, spent, reached)
    for pairs in pairs_by_level(view).values():
        yield from _absorbed(sum(first for first, _ in pairs), sum(second for _, second in pairs), None)
    wholes: dict[str, float] = {}
    for line in view.programs:
        for kind in ("", text(line.record.values["jenis_program"])):
            wholes[kind] = wholes.get(kind, 0.0) + (number(line.record.values["pagu"]) or 0.0)
    form = view.submission.form("instansi")
    parts = [number(line.record.values["pagu"]) for line in view.programs] + [number(form.get(key)) for key in EXPENSES]
    parts += [budget for budget, _ in _allotted(view)]
    for part in parts:
        for whole in wholes.values():
            share = number(percent(part, whole))
            yield from () if share is None else (share,)
    for budget, spent in _allotted(view):
        yield from _absorbed(budget, spent, None)


def pairs_by_level(view: View) -> dict[str, list[tuple[float, float]]]:
    """(pagu, realisasi) of the DPA rows by level, and by level and kind of program."""
    groups: dict[str, list[tuple[float, float]]] = {}
    for record in view.submission.records("dpa"):
        budget, spent = number(record.values["pagu"]), number(record.values["realisasi_anggaran"])
        if budget is None and spent is None:
            continue
        level = text(record.values["tingkat"])
        for group in {level, f"{level} {text(record.values['jenis_program'])}"}:
            groups.setdefault(group, []).append((budget or 0.0, spent or 0.0))
    return groups


def _absorbed(budget: float, spent: float, reached: float | None) -> Iterator[float]:
    share = number(percent(spent, budget))
    if share is None:
        return
    yield from (share, 100 - share)
    if reached is not None:
        yield reached - share
