"""Every formula the report can write, by name, with how many cells it looks at: the subject of the two-engine tests."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import product

from lkjip_xl.compute import anggaran, capaian, display, efisiensi, kategori, kemajuan, rata_rata, ringkasan
from lkjip_xl.compute.capaian import AchievementRule
from lkjip_xl.compute.formula import Formula
from lkjip_xl.values import Value
from tests.compute.lembar import Lembar

Make = Callable[[Lembar, Sequence[Value]], Formula]

RULES = tuple(
    AchievementRule(negative, inverse, cap, floor)
    for negative, inverse, cap, floor in product((False, True), (False, True), (None, 100.0, 120.0, 150.0, 200.0), (None, 0.0))
    if negative or not inverse
)


@dataclass(frozen=True, slots=True)
class Rumus:
    """A formula over ``cells`` values; ``several`` means any number of rounds of them (ranges, weighted sums)."""

    make: Make
    cells: int
    several: bool = False


def _rule_name(rule: AchievementRule) -> str:
    way = "F1" if not rule.negative else "F2b" if rule.inverse else "F2"
    return f"{way}-{rule.cap or 'tanpa'}-{'tanpa' if rule.floor is None else 0}"


def _refs(function: Callable[..., Formula], *more: object) -> Make:
    return lambda sheet, values: function(*(sheet.ref(value) for value in values), *more)


def _column(function: Callable[..., Formula], *more: object) -> Make:
    return lambda sheet, values: function(sheet.range(values), *more)


def _efficiency(setting: str) -> Make:
    return lambda sheet, values: efisiensi.efficiency_formula(efisiensi.EfficiencyCells(*map(sheet.ref, values)), setting)


def _allocation(sheet: Lembar, values: Sequence[Value]) -> Formula:
    refs = [sheet.ref(value) for value in values]
    return anggaran.allocation_formula(list(zip(refs[::2], refs[1::2], strict=True)))


def _level_total(sheet: Lembar, values: Sequence[Value]) -> Formula:
    amounts, levels, kinds = (sheet.range(values[start::3]) for start in range(3))
    return anggaran.level_total_formula(amounts, (levels, "Program"), (kinds, "Urusan"))


def _pmk22_total(sheet: Lembar, values: Sequence[Value]) -> Formula:
    return efisiensi.pmk22_total_formula(*(sheet.range(values[start::3]) for start in range(3)))


FORMULAS: dict[str, Rumus] = {
    **{_rule_name(rule): Rumus(_refs(capaian.achievement_formula, rule), 2) for rule in RULES},
    **{f"alasan-{_rule_name(rule)}": Rumus(_refs(capaian.reason_formula, rule), 2) for rule in RULES if rule.cap is None},
    **{f"nasional-{rule.negative}": Rumus(_refs(capaian.national_formula, rule, "-"), 2) for rule in RULES if rule.cap == 150},
    "F3-selisih": Rumus(_refs(kemajuan.difference, "n/a"), 2),
    **{f"F3-{_rule_name(rule)}": Rumus(_refs(kemajuan.against_final_target, rule), 2) for rule in RULES if rule.cap == 100},
    "F4-alokasi": Rumus(_allocation, 2, several=True),
    "F4-jumlah": Rumus(_level_total, 3, several=True),
    "F5": Rumus(_refs(anggaran.percent_formula), 2),
    "jumlah": Rumus(_column(anggaran.sum_formula), 1, several=True),
    **{f"F6-{setting}": Rumus(_efficiency(setting), 6) for setting in efisiensi.FOOTNOTES},
    "F6-status": Rumus(_refs(efisiensi.status_formula), 1),
    "F8-jumlah": Rumus(_pmk22_total, 3, several=True),
    "NE": Rumus(_refs(efisiensi.score_formula), 1),
    "F9": Rumus(_column(rata_rata.mean_formula), 1, several=True),
    **{f"kategori-{name}": Rumus(_refs(kategori.category_formula, scale), 1) for name, scale in kategori.scales().items()},
    "banyaknya": Rumus(_column(ringkasan.count_formula), 1, several=True),
    "terbesar": Rumus(_column(ringkasan.largest_formula), 1, several=True),
    "tercapai": Rumus(_column(ringkasan.at_least_formula, 100), 1, several=True),
    "sampai-100": Rumus(_refs(ringkasan.reached_formula), 1),
    "tampil": Rumus(_refs(display.shown, 'tidak "ada"'), 1),
    "butir": Rumus(_refs(display.bullets, "✓"), 1),
    "label": Rumus(lambda sheet, values: display.labelled("TAHUN ", sheet.ref(values[0]), " (n)"), 1),
    "label-teks": Rumus(lambda sheet, values: display.labelled_text("Sumber: ", sheet.ref(values[0])), 1),
    "gabung": Rumus(lambda sheet, values: display.joined(tuple(map(sheet.ref, values)), ", "), 2),
}


def build(name: str, values: Sequence[Value]) -> tuple[Lembar, Formula]:
    """The formula of this name over these values, and the sheet they stand on."""
    sheet = Lembar()
    return sheet, FORMULAS[name].make(sheet, values)
