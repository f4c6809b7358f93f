"""One target per indicator: Renstra of the year, Perjanjian Kinerja and DPA say the same (APIP finding 1: target Renstra and
PK differ without an explanation)."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from lkjip_xl.checks.catalogue import phrase
from lkjip_xl.checks.examination import Examination
from lkjip_xl.checks.precision import same_figure
from lkjip_xl.checks.rule_run import RuleRun, quoted
from lkjip_xl.checks.rules.periode import LONGEST, period, report_year
from lkjip_xl.checks.shown import plain_number
from lkjip_xl.checks.units import unit_key
from lkjip_xl.checks.view import Indicator, View, text
from lkjip_xl.intake.submission import Record

_NAMED: Final = re.compile(
    r"\b(?:minimal|minimum|paling sedikit|sekurang-kurangnya)\s+(\d{1,3}(?:,\d+)?)\s*(?:%|persen)", re.IGNORECASE
)


def examine(examination: Examination, view: View) -> None:
    """TGT-01 to TGT-09."""
    run = RuleRun(examination, view)
    if view.can_read("aturan_target", "pk", "renstra", "instansi"):
        for indicator in view.indicators:
            _missing_targets(run, indicator)
            _plan(run, indicator)
    if view.can_read("aturan_target", "pk", "dpa"):
        for indicator in view.indicators:
            _budget(run, indicator)
    if view.can_read("aturan_target", "pk", "realisasi"):
        for indicator in view.indicators:
            _zero(run, indicator)
    _zero_in_dpa(run)
    _named_targets(run)


def year_field(run: RuleRun, year: int | None) -> str:
    """The Renstra column of a calendar year; "" where the year is unknown or the sheet has no column for it."""
    first = run.number("instansi", run.form("instansi"), "renstra_awal")
    if first is None or year is None or not 0 <= year - first < LONGEST:
        return ""
    return f"target_{year - int(first) + 1}"


class Used(NamedTuple):
    """The target the tables use, and where it stands on sheet PK."""

    record: Record
    key: str
    value: float


def used_target(run: RuleRun, indicator: Indicator) -> Used | None:
    """The target of the year; None where it is blank, faulty or reported, or where nobody knows which of two is used."""
    record = indicator.records.get("pk")
    if record is None:
        return None
    key = run.view.target_field(indicator)
    if record.values["target_perubahan"] is not None and not run.is_open("instansi", run.form("instansi"), "jenis_anggaran"):
        return None
    value = run.number("pk", record, key)
    return None if value is None else Used(record, key, value)


def _missing_targets(run: RuleRun, indicator: Indicator) -> None:
    """TGT-04: without a final target there is no comparison with the medium term (PermenPANRB 53/2014, Lampiran II III.A.3).
    TGT-05: without the target of the year nobody sees whether PK follows the Renstra."""
    record = indicator.records.get("renstra")
    years, year = period(run), report_year(run)
    if record is None or years is None or not indicator.key:
        return
    final, current = year_field(run, years[1]), year_field(run, year)
    for code, key, of_year in (("TGT-04", final, years[1]), ("TGT-05", current, year)):
        if key and record.values[key] is None and run.is_open("renstra", record, key):
            run.add(code, "renstra", record, key, tahun=str(of_year))


def _plan(run: RuleRun, indicator: Indicator) -> None:
    """TGT-01 on the sheet that stands alone, TGT-02 where only the changed target left the plan."""
    used, planned = used_target(run, indicator), indicator.records.get("renstra")
    key = year_field(run, report_year(run))
    if used is None or planned is None or not key or _other_units(run, indicator):
        return
    plan = run.number("renstra", planned, key)
    if plan is None or same_figure(used.value, plan):
        return
    there = {"lain": plain_number(plan), "letak": run.place("renstra", planned, key)}
    first = run.number("pk", used.record, "target_murni")
    if used.key == "target_perubahan" and first is not None and same_figure(first, plan):
        run.add("TGT-02", "pk", used.record, used.key, **there)
    elif _stands(run, indicator, used) and not _budget_agrees(run, indicator, plan):
        here = {"lain": plain_number(used.value), "letak": run.place("pk", used.record, used.key)}
        run.add("TGT-01", "renstra", planned, key, dokumen=phrase("dokumen_pk"), **here)
    else:
        run.add("TGT-01", "pk", used.record, used.key, dokumen=phrase("dokumen_renstra"), **there)


def _other_units(run: RuleRun, indicator: Indicator) -> bool:
    """True where PK and Renstra count in different units: that has its finding, and the figures cannot be compared."""
    return unit_key(text(indicator.value("pk", "satuan"))) != unit_key(text(indicator.value("renstra", "satuan")))


def comparable_rows(run: RuleRun, indicator: Indicator) -> list[Record]:
    """DPA rows of the same indicator in the same unit as on PK."""
    unit = unit_key(indicator.unit)
    return [record for record in run.view.dpa_rows(indicator) if unit_key(text(record.values["satuan"])) == unit]


def _budget_agrees(run: RuleRun, indicator: Indicator, target: float) -> bool:
    found = (run.number("dpa", record, "target") for record in comparable_rows(run, indicator))
    return any(value is not None and same_figure(value, target) for value in found)


def _stands(run: RuleRun, indicator: Indicator, used: Used) -> bool:
    """True where a second cell says what PK says: sheet DPA, or both targets of PK."""
    both = (run.number("pk", used.record, key) for key in ("target_murni", "target_perubahan"))
    return _budget_agrees(run, indicator, used.value) or all(value == used.value for value in both)


def _budget(run: RuleRun, indicator: Indicator) -> None:
    """TGT-03, unless the target on PK has its finding."""
    used = used_target(run, indicator)
    if used is None:
        return
    for record in comparable_rows(run, indicator):
        value = run.number("dpa", record, "target")
        if value is not None and not same_figure(value, used.value):
            here = run.place("pk", used.record, used.key)
            run.add("TGT-03", "dpa", record, "target", lain=plain_number(used.value), letak=here)


def _zero(run: RuleRun, indicator: Indicator) -> None:
    """TGT-06, TGT-07: no percentage can be computed; where less is better a target of 0 is sound, but the result still needs
    words."""
    used = used_target(run, indicator)
    actual = run.number("realisasi", indicator.records.get("realisasi"), "realisasi")
    if used is not None and used.value == 0 and actual:
        code = "TGT-07" if run.view.rule(indicator).negative else "TGT-06"
        run.add(code, "pk", used.record, used.key, realisasi=plain_number(actual))


def _zero_in_dpa(run: RuleRun) -> None:
    """TGT-08: a cancelled output (refocusing) has neither target nor realisasi."""
    for record in run.view.submission.records("dpa"):
        if record.values["target"] == 0 and record.values["realisasi"]:
            target, actual = run.number("dpa", record, "target"), run.number("dpa", record, "realisasi")
            if target is not None and actual is not None:
                run.add("TGT-08", "dpa", record, "target", realisasi=plain_number(actual))


def _named_targets(run: RuleRun) -> None:
    """TGT-09: a name that says ``minimal 80%`` beside another target."""
    for record in run.view.percent_rows():
        name = record.values["indikator"]
        if isinstance(name, str) and _may_name_a_target(name.casefold()) and (named := _NAMED.search(name)) is not None:
            target = run.number("dpa", record, "target")
            if target is not None and target != float(named[1].replace(",", ".")):
                run.add("TGT-09", "dpa", record, "target", nama=quoted(name), dinamai=named[1])


def _may_name_a_target(name: str) -> bool:
    """False for nearly every name, at once."""
    return "minim" in name or "sedikit" in name or "kurangnya" in name
