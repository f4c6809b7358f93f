"""The comparisons a report must show (PermenPANRB 88/2021, pelaporan kinerja 3.b; PermenPANRB 53/2014 Lampiran II): years
before and a national benchmark. What is missing is told on the blank cell where it belongs.

The third comparison, with the medium-term target, is told by the rules of target.py.
"""

from __future__ import annotations

from typing import Final

from lkjip_xl.checks.examination import Examination
from lkjip_xl.checks.indicator_join import Indicator
from lkjip_xl.checks.naming import text
from lkjip_xl.checks.rule_run import RuleRun
from lkjip_xl.checks.standing import PAST_YEARS, Readings
from lkjip_xl.checks.view import View
from lkjip_xl.values import number

NEW_INDICATOR: Final = (
    "baru", "pertama", "belum diukur", "tidak diukur", "belum tersedia", "tidak tersedia", "belum ada", "tidak ada",
)  # fmt: skip
"""Words of a remark that say why there is nothing to compare with."""


def examine(examination: Examination, view: View) -> None:
    """Findings on missing comparisons."""
    run = RuleRun(examination, view)
    if view.can_read("aturan_pembanding", "realisasi", "pk"):
        for indicator in view.indicators:
            _past_years(run, indicator)
        _national(run)


def _past_years(run: RuleRun, indicator: Indicator) -> None:
    record = indicator.records.get("realisasi")
    if record is None or "pk" not in indicator.records:
        return
    filled = [key for key in PAST_YEARS if record.values[key] is not None]
    if len(filled) > 1 and filled[0] == PAST_YEARS[0]:
        return
    if not filled or filled[0] != PAST_YEARS[0]:
        remark = text(record.values["keterangan"]).casefold()
        if any(word in remark for word in NEW_INDICATOR) or not run.is_open("realisasi", record, PAST_YEARS[0]):
            return
        run.add("BDG-02" if filled else "BDG-01", "realisasi", record, PAST_YEARS[0])
    elif run.is_open("realisasi", record, PAST_YEARS[1]):
        run.add("BDG-03", "realisasi", record, PAST_YEARS[1])


def _national(run: RuleRun) -> None:
    """A sasaran none of whose indicators has a benchmark; a benchmark nobody can look up."""
    goals: dict[str, list[Indicator]] = {}
    readings = Readings(run.examination, run.view)
    for indicator in run.view.indicators:
        record = indicator.records.get("realisasi")
        if record is None or "pk" not in indicator.records:
            continue
        goals.setdefault(readings.goal(indicator), []).append(indicator)
        unsourced = number(record.values["nasional"]) is not None and record.values["sumber_nasional"] is None
        if unsourced and run.is_open("realisasi", record, "sumber_nasional"):
            run.add("BDG-05", "realisasi", record, "sumber_nasional")
    for goal, indicators in goals.items():
        records = [indicator.records["realisasi"] for indicator in indicators]
        lacking = bool(goal) and all(record.values["nasional"] is None for record in records)
        if lacking and run.is_open("realisasi", records[0], "nasional"):
            run.add("BDG-04", "realisasi", records[0], "nasional", no_sasaran=goal)
