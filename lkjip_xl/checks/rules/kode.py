"""Codes and order of sheet DPA: a child stands below its parent and carries the parent's code; no code twice
(Permendagri 90/2019 and its updates: urusan.bidang.program.kegiatan.sub)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from lkjip_xl.checks.budget_tree import FURTHER_INDICATOR, REVENUE, SUB, is_below
from lkjip_xl.checks.catalogue import phrase
from lkjip_xl.checks.examination import Examination
from lkjip_xl.checks.rule_run import RuleRun
from lkjip_xl.checks.view import Line, View, text
from lkjip_xl.intake.submission import Record
from lkjip_xl.values import Value

SUB_DOTS: Final = 5
"""Dots in a sub kegiatan's code; two or four digits follow the last."""


def examine(examination: Examination, view: View) -> None:
    """KOD-01 to KOD-06."""
    run = RuleRun(examination, view)
    if not view.can_read("aturan_kode", "dpa"):
        return
    for record in view.tree.orphans:
        _orphan(run, record)
    _doubled_codes(run)
    parents = (*view.programs, *(activity for program in view.programs for activity in program.children))
    for line in parents:
        _below(run, line)
    if any(line.record.values["kode"] is None for line, _ in view.lines()):
        for lines in (view.programs, *(line.children for line in parents)):
            _doubled_names(run, lines)
    _digits(run)


def _orphan(run: RuleRun, record: Record) -> None:
    """KOD-04, KOD-05: rows whose parent does not stand above them are left out of the table."""
    if not run.is_open("dpa", record, "tingkat"):
        return
    level = text(record.values["tingkat"])
    if level == FURTHER_INDICATOR:
        run.add("KOD-05", "dpa", record, "tingkat")
    else:
        run.add("KOD-04", "dpa", record, "tingkat", induk=phrase("induk_sub" if level == SUB else "induk_kegiatan"))


def _below(run: RuleRun, line: Line) -> None:
    """KOD-01 on the children with another code, or on the line itself where all its children agree on another one."""
    parent = line.record.values["kode"]
    if not isinstance(parent, str) or not line.certain:
        return
    start = f"{parent}."
    strange = []
    for child in line.children:
        kode = child.record.values["kode"]
        if isinstance(kode, str) and not kode.startswith(start) and not is_below(kode, parent):
            strange.append(child.record)
    if not strange or not run.is_open("dpa", line.record, "kode"):
        return
    coded = [child for child in line.children if child.record.values["kode"] is not None]
    others = {text(record.values["kode"]).rpartition(".")[0] for record in strange}
    if len(strange) == len(coded) > 1 and len(others) == 1:
        first = strange[0]
        letak = run.place("dpa", first, "kode")
        run.add("KOD-01", "dpa", line.record, "kode", lain=text(first.values["kode"]), letak=letak, hubungan=phrase("di_bawah"))
        return
    for record in strange:
        if run.text("dpa", record, "kode"):
            letak = run.place("dpa", line.record, "kode")
            run.add("KOD-01", "dpa", record, "kode", lain=parent, letak=letak, hubungan=phrase("di_atas"))


def _doubled_codes(run: RuleRun) -> None:
    """KOD-02. Rows of pendapatan may share an account; an Indikator Lanjutan may repeat the code of its row."""
    coded = [record for record in run.view.submission.records("dpa") if record.values["kode"] is not None]
    if len({record.values["kode"] for record in coded}) == len(coded):
        return
    first: dict[Value, Record] = {}
    for record in coded:
        if record.values["tingkat"] in (REVENUE, FURTHER_INDICATOR):
            continue
        earlier = first.setdefault(record.values["kode"], record)
        if earlier is not record and run.is_open("dpa", record, "kode"):
            run.add("KOD-02", "dpa", record, "kode", letak=run.place("dpa", earlier, "kode"))


def _doubled_names(run: RuleRun, lines: Sequence[Line]) -> None:
    """KOD-06: one name twice under one parent; with two different codes they are two lines."""
    names = [text(line.record.values["uraian"]).casefold() for line in lines]
    if len(set(names)) == len(names):
        return
    first: dict[str, Line] = {}
    for name, line in zip(names, lines, strict=True):
        earlier = first.setdefault(name, line)
        codes = [line.record.values["kode"], earlier.record.values["kode"]]
        if name and earlier is not line and None in codes and run.is_open("dpa", line.record, "uraian", "kode"):
            run.add("KOD-06", "dpa", line.record, "uraian", letak=run.place("dpa", earlier.record, "uraian"))


def _digits(run: RuleRun) -> None:
    """KOD-03: nomenklatur of two generations in one sheet (2 digits until Kepmendagri 050-5889/2021, then 4)."""
    subs = [record for record in run.view.submission.records("dpa") if record.values["tingkat"] == SUB]
    lengths: dict[int, list[Record]] = {2: [], 4: []}
    for record in subs:
        kode = record.values["kode"]
        if isinstance(kode, str) and (digits := len(kode) - kode.rfind(".") - 1) in lengths and kode.count(".") == SUB_DOTS:
            lengths[digits].append(record)
    rarer = min(lengths.values(), key=len)
    if rarer and run.text("dpa", rarer[0], "kode"):
        counts = {f"digit_{digits}": str(len(records)) for digits, records in lengths.items()}
        run.add("KOD-03", "dpa", rarer[0], "kode", **counts)
