"""The same indicators, under the same code and the same name, on PK, Renstra, Realisasi and Analisis (Lampiran III
PermenPANRB 53/2014, III.1 to III.5); and each of them once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from lkjip_xl.checks.examination import Examination
from lkjip_xl.checks.likeness import Likeness
from lkjip_xl.checks.rule_run import RuleRun, guess, listed, quoted
from lkjip_xl.checks.view import INDICATOR_SHEETS, Indicator, View, code_key, text
from lkjip_xl.definition.sheets import sheet_def
from lkjip_xl.intake.names import normalised
from lkjip_xl.intake.submission import Record

REFERENCE_ORDER = ("renstra", "pk", "realisasi", "analisis")
"""Whose name counts where the sheets disagree half and half: the plan comes before the agreement."""


def examine(examination: Examination, view: View) -> None:
    """IND-01 to IND-07."""
    run = RuleRun(examination, view)
    if not view.can_read("aturan_indikator", "pk"):
        return
    sheets = [key for key in INDICATOR_SHEETS if view.submission.records(key)]
    for sheet in sheets:
        _doubled_codes(run, sheet)
        _doubled_names(run, sheet)
    for indicator in view.indicators:
        _codes(run, indicator)
        _names(run, indicator)
    if "pk" in sheets:
        _sets(run, sheets)


def _doubled_codes(run: RuleRun, sheet: str) -> None:
    """IND-04: tables take the first row of a code; what stands in the second is lost."""
    first: dict[str, Record] = {}
    for record in run.view.submission.records(sheet):
        code = code_key(run.text(sheet, record, "kode_indikator"))
        if code and (earlier := first.setdefault(code, record)) is not record:
            run.add("IND-04", sheet, record, "kode_indikator", letak=run.place(sheet, earlier, "kode_indikator"))


def _doubled_names(run: RuleRun, sheet: str) -> None:
    """IND-05, unless the code is doubled too: that is told already."""
    first: dict[str, Record] = {}
    for record in run.view.submission.records(sheet):
        name = normalised(run.text(sheet, record, "indikator"))
        earlier = first.setdefault(name, record) if name else record
        if earlier is not record and run.is_open(sheet, record, "kode_indikator"):
            run.add("IND-05", sheet, record, "indikator", letak=run.place(sheet, earlier, "indikator"))


def _codes(run: RuleRun, indicator: Indicator) -> None:
    """IND-03: a row joined by its name, under another code than PK has."""
    leader = indicator.records.get("pk") or indicator.records.get("renstra")
    sheet = "pk" if "pk" in indicator.records else "renstra"
    wanted = run.text(sheet, leader, "kode_indikator")
    if leader is None or not wanted:
        return
    for other, record in indicator.records.items():
        code = run.text(other, record, "kode_indikator")
        if code and code_key(code) != code_key(wanted):
            letak = run.place(sheet, leader, "kode_indikator")
            run.add("IND-03", other, record, "kode_indikator", seharusnya=wanted, letak=letak)


def _names(run: RuleRun, indicator: Indicator) -> None:
    """IND-06 and IND-07 on the sheets whose name differs from the one most sheets use."""
    names = {sheet: run.text(sheet, record, "indikator") for sheet, record in indicator.records.items()}
    names = {sheet: names[sheet] for sheet in REFERENCE_ORDER if names.get(sheet)}
    if len(names) < 2:
        return
    counts = Counter(normalised(name) for name in names.values())
    most = max(counts.values())
    source = next(sheet for sheet in names if counts[normalised(names[sheet])] == most)
    for sheet, name in names.items():
        likeness = run.view.names.compare(name, names[source])
        if likeness is Likeness.SAME:
            continue
        code = "IND-06" if likeness is Likeness.VARIANT else "IND-07"
        letak = run.place(source, indicator.records[source], "indikator")
        run.add(code, sheet, indicator.records[sheet], "indikator", lain=quoted(names[source]), letak=letak)


def _sets(run: RuleRun, sheets: list[str]) -> None:
    """IND-01 for indicators of PK that other sheets lack, IND-02 for rows no indicator of PK belongs to. A row that looks
    like the lacking one is told as that, once."""
    lacking: dict[int, list[str]] = {}
    agreed = [indicator for indicator in run.view.indicators if "pk" in indicator.records]
    for sheet in sheets[1:]:
        missing = [indicator for indicator in agreed if sheet not in indicator.records]
        for record in _rows_of_their_own(run, sheet):
            near = _nearest(run, record, missing)
            if near is not None:
                missing.remove(near)
            run.add("IND-02", sheet, record, "kode_indikator", dugaan=guess(near.key if near else ""))
        for indicator in missing:
            lacking.setdefault(id(indicator), []).append(sheet_def(sheet).name)
    for indicator in agreed:
        record = indicator.records["pk"]
        if id(indicator) in lacking and run.is_open("pk", record, "kode_indikator"):
            run.add("IND-01", "pk", record, "kode_indikator", lembar_lain=listed(lacking[id(indicator)]))


def _rows_of_their_own(run: RuleRun, sheet: str) -> Iterator[Record]:
    """Rows that belong to no indicator of PK, and have no finding that says why."""
    for indicator in run.view.indicators:
        record = indicator.records.get(sheet)
        if record is None or "pk" in indicator.records or not run.is_open(sheet, record, "kode_indikator", "indikator"):
            continue
        if indicator.key:
            yield record


def _nearest(run: RuleRun, record: Record, missing: list[Indicator]) -> Indicator | None:
    name = text(record.values["indikator"])
    return next((indicator for indicator in missing if run.view.names.alike(indicator.name, name)), None)
