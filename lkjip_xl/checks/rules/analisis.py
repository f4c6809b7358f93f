"""The analysis of causes and solutions: there where a target was missed, and about its own indicator (PermenPANRB 53/2014
Lampiran II item 5; PermenPANRB 88/2021, pelaporan kinerja 3.b items 7 and 9)."""

from __future__ import annotations

from typing import Final

from lkjip_xl.checks.examination import Examination
from lkjip_xl.checks.indicator_join import Indicator
from lkjip_xl.checks.naming import text
from lkjip_xl.checks.narrative.mentions import Mentions
from lkjip_xl.checks.rule_run import RuleRun, quoted
from lkjip_xl.checks.shown import plain_number
from lkjip_xl.checks.standing import EXPLANATIONS, Standing, standings
from lkjip_xl.checks.view import View
from lkjip_xl.intake.names import normalised
from lkjip_xl.intake.submission import Record

SHORTEST_COPY: Final = 20
"""Letters from which an equal analysis is no chance."""
PROVENANCE: Final = {"formulasi": "ANL-07", "sumber_data": "ANL-05", "penanggung_jawab": "ANL-06"}
"""Columns of sheet Renstra without which a figure cannot be traced → code."""


def examine(examination: Examination, view: View) -> None:
    """Findings on sheet Analisis, and on blank provenance on sheet Renstra."""
    run = RuleRun(examination, view)
    if view.can_read("aturan_analisis", "analisis", "pk", "realisasi"):
        stands = standings(examination, view)
        for standing in stands:
            _missed(run, standing)
        _copies(run, stands)
        _strangers(run, stands)
    if view.can_read("aturan_analisis", "renstra"):
        for indicator in view.indicators:
            _provenance(run, indicator)


def _missed(run: RuleRun, standing: Standing) -> None:
    """A missed target wants causes and solutions. That an indicator has no row at all is told by sasaran_indikator.py."""
    record = standing.indicator.records.get("analisis")
    if standing.met is not False or record is None:
        return
    facts = {"angka": plain_number(standing.actual or 0), "target": plain_number(standing.target or 0)}
    explained = any(record.values[key] is not None for key in EXPLANATIONS)
    if not explained and run.is_open("analisis", record, "penyebab"):
        run.add("ANL-01", "analisis", record, "penyebab", **facts)
    elif explained and record.values["solusi"] is None and run.is_open("analisis", record, "solusi"):
        run.add("ANL-02", "analisis", record, "solusi", **facts)


def _copies(run: RuleRun, stands: list[Standing]) -> None:
    """The same analysis for several indicators. Neighbours of one sasaran may share one: the table merges their cells."""
    first: dict[str, tuple[int, Standing, Record]] = {}
    for place, standing in enumerate(stands):
        record = standing.indicator.records.get("analisis")
        cause = normalised(text(record.values["penyebab"])) if record is not None else ""
        if record is None or len(cause) < SHORTEST_COPY:
            continue
        earlier = first.get(cause)
        if earlier is not None:
            before, other, other_record = earlier
            shared = before == place - 1 and other.goal == standing.goal
            facts = {"lain": quoted(other.indicator.name), "letak_lain": run.place("analisis", other_record, "penyebab")}
            run.add("ANL-04" if shared else "ANL-03", "analisis", record, "penyebab", **facts)
        first[cause] = (place, standing, record)


def _strangers(run: RuleRun, stands: list[Standing]) -> None:
    """An analysis that names another indicator and not its own."""
    mentions = Mentions([standing.indicator for standing in stands])
    for standing in stands:
        record = standing.indicator.records.get("analisis")
        if record is None or type(record.values["penyebab"]) is not str:
            continue
        named = mentions.named(text(record.values["penyebab"]))
        if named and all(indicator is not standing.indicator for indicator in named):
            facts = {"lain": quoted(named[0].name), "indikator": quoted(standing.indicator.name)}
            run.add("ANL-08", "analisis", record, "penyebab", **facts)


def _provenance(run: RuleRun, indicator: Indicator) -> None:
    record = indicator.records.get("renstra")
    if record is None or record.values["indikator"] is None:
        return
    for key, code in PROVENANCE.items():
        if record.values[key] is None and run.is_open("renstra", record, key):
            run.add(code, "renstra", record, key)
