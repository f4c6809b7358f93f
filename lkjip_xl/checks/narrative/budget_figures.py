"""Figures of the budget that prose may quote: amounts and their sums, penyerapan, shares of the whole.

The figures people quote are nearly always totals and programs; those of single DPA rows come apart, for they are many.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations

from lkjip_xl.checks.budget_tree import PROGRAM
from lkjip_xl.checks.indicator_join import Indicator
from lkjip_xl.checks.naming import text
from lkjip_xl.checks.view import View
from lkjip_xl.compute.anggaran import percent
from lkjip_xl.compute.columns import EXPENSES, compute_column
from lkjip_xl.intake.submission import Record
from lkjip_xl.values import number

Pair = tuple[float, float]
"""(pagu, realisasi) in rupiah."""


def totals_by_level(view: View) -> dict[str, Pair]:
    """Sums over DPA rows by level, and by level and kind of program."""
    totals: dict[str, Pair] = {}
    for record in view.submission.records("dpa"):
        values = record.values
        budget, spent = number(values["pagu"]) or 0.0, number(values["realisasi_anggaran"]) or 0.0
        level = text(values["tingkat"])
        kind = values["jenis_program"]
        for group in (level,) if kind is None else (level, f"{level} {text(kind)}"):
            before = totals.get(group, (0.0, 0.0))
            totals[group] = (before[0] + budget, before[1] + spent)
    return totals


def total_rupiah(view: View, totals: Mapping[str, Pair]) -> Iterator[float]:
    """Totals, programs, PK Program, belanja and its sums, and what is allotted to indicators; with remainders."""
    agreed = [number(record.values["anggaran"]) or 0.0 for record in view.submission.records("pk_program")]
    yield from (*agreed, sum(agreed))
    form = view.submission.form("instansi")
    kinds = [value for key in EXPENSES if (value := number(form.get(key))) is not None]
    for size in range(1, len(kinds) + 1):
        yield from (sum(chosen) for chosen in combinations(kinds, size))
    for budget, spent in (*totals.values(), *allotted(view)):
        yield from (budget, spent, budget - spent)
    yield from row_rupiah(line.record for line in view.programs)


def row_rupiah(records: Iterable[Record]) -> Iterator[float]:
    """Pagu, realisasi and remainder of DPA rows."""
    for record in records:
        budget, spent = number(record.values["pagu"]), number(record.values["realisasi_anggaran"])
        yield from (value for value in (budget, spent) if value is not None)
        if budget is not None and spent is not None:
            yield budget - spent


def total_percents(view: View, totals: Mapping[str, Pair]) -> Iterator[float]:
    """Penyerapan and what is left of totals, programs and indicators; shares of programs, kinds and indicators."""
    for pair in (*totals.values(), *allotted(view)):
        yield from absorbed(pair, None)
    yield from row_percents(view, (line.record for line in view.programs))
    form = view.submission.form("instansi")
    parts = [number(line.record.values["pagu"]) for line in view.programs] + [number(form.get(key)) for key in EXPENSES]
    parts += [budget for budget, _ in allotted(view)]
    wholes = [pair[0] for group, pair in totals.items() if group.startswith(PROGRAM)]
    for part in parts:
        for whole in wholes:
            share = number(percent(part, whole))
            yield from () if share is None else (share,)


def row_percents(view: View, records: Iterable[Record]) -> Iterator[float]:
    """Capaian, penyerapan and their difference of DPA rows, and the figures they come from."""
    forms = {key: view.submission.form(key) for key in ("instansi", "pengaturan")}
    for record in records:
        values = record.values
        reached = number(compute_column("capaian_dpa", values, forms))
        budget, spent = number(values["pagu"]), number(values["realisasi_anggaran"])
        yield from (value for value in (reached, number(values["target"]), number(values["realisasi"])) if value is not None)
        if budget is not None and spent is not None:
            yield from absorbed((budget, spent), reached)


def absorbed(pair: Pair, reached: float | None) -> Iterator[float]:
    """Penyerapan, what is left, and capaian less penyerapan."""
    share = number(percent(pair[1], pair[0]))
    if share is None:
        return
    yield from (share, 100 - share)
    if reached is not None:
        yield reached - share


def allotted(view: View) -> Iterator[Pair]:
    """Pagu and realisasi of every indicator and of every sasaran."""
    goals: dict[str, Pair] = {}
    for indicator in view.indicators:
        budget, spent = share_of(view, indicator)
        yield budget, spent
        goal = text(indicator.value("pk", "no_sasaran"))
        before = goals.get(goal, (0.0, 0.0))
        goals[goal] = (before[0] + budget, before[1] + spent)
    yield from goals.values()


def share_of(view: View, indicator: Indicator) -> Pair:
    """Pagu and realisasi allotted to an indicator by the weights of its programs."""
    budget = spent = 0.0
    for record in indicator.supports:
        weight = number(record.values["bobot"])
        line = view.program(record.values["kode_program"], record.values["program"])
        if weight is not None and line is not None:
            budget += (number(line.record.values["pagu"]) or 0.0) * weight / 100
            spent += (number(line.record.values["realisasi_anggaran"]) or 0.0) * weight / 100
    return budget, spent
