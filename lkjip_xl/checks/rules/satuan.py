"""Units: one unit per indicator on every sheet, and percent typed as percent points, not as a fraction."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from lkjip_xl.checks.examination import Examination
from lkjip_xl.checks.figures import QUARTERS, Figure, figures
from lkjip_xl.checks.rule_run import RuleRun
from lkjip_xl.checks.shown import plain_number
from lkjip_xl.checks.units import is_percent, unit_key
from lkjip_xl.checks.view import Indicator, View
from lkjip_xl.intake.submission import Record
from lkjip_xl.values import number

FRACTION_LIMIT: Final = 1.5
"""A percentage up to this may be a fraction (0.993 for 99.3) …"""
ORDINARY: Final = 10
"""… where the other figures of the indicator are all above this."""

_QUOTED: Final = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')


def examine(examination: Examination, view: View) -> None:
    """SAT-01 to SAT-04. Figures that are off by 100 are told first: everything computed from them is off too."""
    run = RuleRun(examination, view)
    _percent_formats(run)
    for indicator in view.indicators:
        if is_percent(indicator.unit):
            _fractions(run, list(figures(indicator)))
    _fractions_in_dpa(run)
    if view.can_read("aturan_satuan", "pk", "renstra"):
        for indicator in view.indicators:
            _agreement_and_plan(run, indicator)
    if view.can_read("aturan_satuan", "pk", "dpa"):
        for indicator in view.indicators:
            _agreement_and_budget(run, indicator)


def shows_percent(number_format: str) -> bool:
    """True for a number format that multiplies by 100 for show: a % outside quotes."""
    return "%" in number_format and "%" in _QUOTED.sub("", number_format)


def _percent_formats(run: RuleRun) -> None:
    styles = {at for at, style in enumerate(run.view.submission.workbook.styles) if shows_percent(style.number_format)}
    if not styles:
        return
    for figure in _percentages(run.view):
        data = run.view.submission.sheets[figure.sheet]
        cell = data.raw_cell(figure.record, figure.key)
        if cell is not None and cell.style in styles and run.is_open(figure.sheet, figure.record, figure.key):
            seen = plain_number(round(figure.value * 100, 10))
            run.add("SAT-03", figure.sheet, figure.record, figure.key, tampak=seen)


def _percentages(view: View) -> Iterator[Figure]:
    """Every typed figure whose unit is percent."""
    for indicator in view.indicators:
        if is_percent(indicator.unit):
            yield from figures(indicator)
    for record in view.percent_rows():
        yield from _dpa_row(record)


def _dpa_row(record: Record) -> list[Figure]:
    """Target and realisasi of a DPA row."""
    values = ((key, number(record.values[key])) for key in ("target", "realisasi"))
    return [Figure("dpa", record, key, value) for key, value in values if value is not None]


def _fractions(run: RuleRun, row: Sequence[Figure]) -> None:
    """SAT-04 on figures that look like fractions beside ordinary percentages. Quarters may well begin low."""
    small = [figure for figure in row if 0 < figure.value <= FRACTION_LIMIT]
    if not small:
        return
    others = [figure for figure in row if figure.value > FRACTION_LIMIT and figure.key not in QUARTERS]
    if not others or min(figure.value for figure in others) <= ORDINARY:
        return
    quarters = [figure for figure in row if figure.key in QUARTERS and figure.value > 0]
    lowest_quarters = len(quarters) < 2 or any(figure.value > FRACTION_LIMIT for figure in quarters)
    beside = max(figure.value for figure in others)
    for figure in small:
        if figure.key in QUARTERS and lowest_quarters:
            continue
        _report_fraction(run, figure, beside)


def _report_fraction(run: RuleRun, figure: Figure, beside: float) -> None:
    if run.is_open(figure.sheet, figure.record, figure.key):
        likely = plain_number(round(figure.value * 100, 10))
        run.add("SAT-04", figure.sheet, figure.record, figure.key, lain=plain_number(beside), dugaan=likely)


def _fractions_in_dpa(run: RuleRun) -> None:
    for record in run.view.percent_rows():
        target, actual = record.values["target"], record.values["realisasi"]
        if isinstance(target, int | float) and isinstance(actual, int | float):
            low, high = min(target, actual), max(target, actual)
            if 0 < low <= FRACTION_LIMIT and high > ORDINARY:
                _fractions(run, _dpa_row(record))


def _agreement_and_plan(run: RuleRun, indicator: Indicator) -> None:
    agreed, planned = indicator.records.get("pk"), indicator.records.get("renstra")
    if agreed is None or planned is None:
        return
    unit, other = run.text("pk", agreed, "satuan"), run.text("renstra", planned, "satuan")
    if unit and other and unit_key(unit) != unit_key(other):
        run.add("SAT-01", "pk", agreed, "satuan", lain=other, letak=run.place("renstra", planned, "satuan"))


def _agreement_and_budget(run: RuleRun, indicator: Indicator) -> None:
    agreed = indicator.records.get("pk")
    unit = run.text("pk", agreed, "satuan")
    if agreed is None or not unit:
        return
    for record in _differing(run, indicator, unit):
        run.add("SAT-02", "dpa", record, "satuan", lain=unit, letak=run.place("pk", agreed, "satuan"))


def _differing(run: RuleRun, indicator: Indicator, unit: str) -> Iterable[Record]:
    for record in run.view.dpa_rows(indicator):
        other = run.text("dpa", record, "satuan")
        if other and unit_key(other) != unit_key(unit):
            yield record
