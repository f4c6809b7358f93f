"""Programs on PK Program and Dukungan against sheet DPA: by kode, then by name."""

from __future__ import annotations

from collections.abc import Iterator

from lkjip_xl.checks.examination import Examination
from lkjip_xl.checks.likeness import Likeness
from lkjip_xl.checks.rule_run import RuleRun, guess, quoted
from lkjip_xl.checks.view import Line, View, code_key, text
from lkjip_xl.intake.names import normalised
from lkjip_xl.intake.submission import Record

UNKNOWN = {"pk_program": "PRG-07", "dukungan": "PRG-03"}
"""A program DPA does not know: on Dukungan its share of the budget is lost."""


def examine(examination: Examination, view: View) -> None:
    """PRG-01 to PRG-08."""
    run = RuleRun(examination, view)
    for sheet in UNKNOWN:
        if view.can_read("aturan_program", sheet, "dpa") and view.programs:
            told: set[tuple[str, str]] = set()
            near = [_row(run, sheet, record, told) for record in view.submission.records(sheet)]
            if sheet == "pk_program" and near:
                _doubled(run)
                _without_agreement(run, [line for line in near if line is not None])


def agreed_rows(run: RuleRun) -> Iterator[tuple[Line, list[Record]]]:
    """Programs of DPA with their rows on PK Program, where it is clear which rows those are."""
    rows: dict[int, tuple[Line, list[Record]]] = {}
    doubtful: set[int] = set()
    for record in run.view.submission.records("pk_program"):
        lines = possible_programs(run, "pk_program", record)
        for line in lines:
            rows.setdefault(line.record.row, (line, []))[1].append(record)
        if len(lines) > 1:
            doubtful |= {line.record.row for line in lines}
    yield from (found for row, found in rows.items() if row not in doubtful)


def possible_programs(run: RuleRun, sheet: str, record: Record) -> list[Line]:
    """The programs a row may stand for: two where its kode and its name point to two, and that has its finding."""
    kode, name = record.values["kode_program"], record.values["program"]
    found = run.view.program(kode, name)
    if found is None or kode is None or run.is_open(sheet, record, "kode_program"):
        return [] if found is None else [found]
    possible = (run.view.tree.by_code(kode), run.view.tree.by_name(name))
    return list({line.record.row: line for line in possible if line is not None}.values())


def _row(run: RuleRun, sheet: str, record: Record, told: set[tuple[str, str]]) -> Line | None:
    """Judge the kode and the name of a row. The program a row of an unknown name may mean."""
    if run.view.tree.exactly(record.values["kode_program"], record.values["program"]) is not None:
        return None
    kode, name = run.text(sheet, record, "kode_program"), run.text(sheet, record, "program")
    by_code, by_name = run.view.tree.by_code(kode), run.view.tree.by_name(name)
    found = by_code or by_name or run.view.program(*(record.values[key] for key in ("kode_program", "program")))
    if (code_key(kode), normalised(name)) in told:
        return None
    told.add((code_key(kode), normalised(name)))
    if found is None:
        return _unknown(run, sheet, record, name)
    if kode and by_code is None and by_name is not None:
        _wrong_code(run, sheet, record, by_name)
    elif by_code is not None and by_name is not None and by_code is not by_name:
        facts = {"lain": quoted(by_code.record.values["uraian"]), "letak": run.place("dpa", by_code.record, "kode")}
        run.add("PRG-02", sheet, record, "kode_program", nama=quoted(name), **facts)
    else:
        _name(run, sheet, record, name, found)
    return None


def _unknown(run: RuleRun, sheet: str, record: Record, name: str) -> Line | None:
    """PRG-03, PRG-07."""
    if not name:
        return None
    near = next((line for line in run.view.programs if run.view.names.alike(name, text(line.record.values["uraian"]))), None)
    run.add(UNKNOWN[sheet], sheet, record, "program", dugaan=guess(text(near.record.values["uraian"]) if near else ""))
    return near


def _wrong_code(run: RuleRun, sheet: str, record: Record, line: Line) -> None:
    """PRG-01, where DPA has a kode for the program of that name."""
    right = run.text("dpa", line.record, "kode")
    if right:
        letak = run.place("dpa", line.record, "kode")
        run.add("PRG-01", sheet, record, "kode_program", seharusnya=right, letak=letak)


def _name(run: RuleRun, sheet: str, record: Record, name: str, line: Line) -> None:
    """PRG-04 and PRG-05: another name than on DPA. Programs stand in capitals there; that is no difference."""
    official = run.text("dpa", line.record, "uraian")
    if not name or not official:
        return
    likeness = run.view.names.compare(name, official)
    if likeness is not Likeness.SAME:
        code = "PRG-04" if likeness is Likeness.VARIANT else "PRG-05"
        run.add(code, sheet, record, "program", lain=quoted(official), letak=run.place("dpa", line.record, "uraian"))


def _doubled(run: RuleRun) -> None:
    """PRG-06: one program twice under one sumber dana."""
    for _, records in agreed_rows(run):
        first: dict[str, Record] = {}
        for record in records:
            source = normalised(text(record.values["sumber_dana"]))
            earlier = first.setdefault(source, record)
            if earlier is not record and run.is_open("pk_program", record, "program"):
                run.add("PRG-06", "pk_program", record, "program", letak=run.place("pk_program", earlier, "program"))


def _without_agreement(run: RuleRun, near: list[Line]) -> None:
    """PRG-08: a program with a budget that the Perjanjian Kinerja does not name, not even under a like name."""
    rows = run.view.submission.records("pk_program")
    known = {line.record.row for record in rows for line in possible_programs(run, "pk_program", record)}
    known |= {line.record.row for line in near}
    for line in run.view.programs:
        if line.record.row not in known and run.text("dpa", line.record, "uraian"):
            run.add("PRG-08", "dpa", line.record, "uraian")
