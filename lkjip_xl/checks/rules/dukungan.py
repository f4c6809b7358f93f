"""Which program serves which indicator: weights of a program make 100, every row leads to an indicator and to DPA lines."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from lkjip_xl.checks.examination import Examination
from lkjip_xl.checks.rule_run import RuleRun, guess, listed, quoted
from lkjip_xl.checks.rules.program import possible_programs
from lkjip_xl.checks.shown import plain_number
from lkjip_xl.checks.view import Line, View, code_key, text
from lkjip_xl.intake.names import normalised
from lkjip_xl.intake.submission import Record
from lkjip_xl.values import number

WHOLE: Final = 100.0
WEIGHT_TOLERANCE: Final = 0.05
"""Three thirds are typed as 33,33 each."""


def examine(examination: Examination, view: View) -> None:
    """DKG-01 to DKG-11."""
    run = RuleRun(examination, view)
    if not view.can_read("aturan_dukungan", "dukungan"):
        return
    records = view.submission.records("dukungan")
    if not records:
        examination.add("DKG-10", sheet=view.submission.sheets["dukungan"].found_name)
        return
    if view.can_read("aturan_dukungan", "pk"):
        unknown = _unknown_indicators(run, records)
        _unsupported(run, unknown)
    _doubled(run, records)
    _weights(run, records)
    if view.can_read("aturan_dukungan", "dpa") and view.programs:
        _details(run, records)
        _left_out(run, records)
        _idle(run, records)


def is_detail(record: Record) -> bool:
    """True for a row that only chooses lines to print, without a weight."""
    return record.values["kegiatan"] is not None or record.values["sub_kegiatan"] is not None


def program_key(view: View, record: Record) -> str:
    """What tells a row's program from others: its DPA row, or its name where DPA does not know it."""
    line = view.program(record.values["kode_program"], record.values["program"])
    return _line_key(line) if line else normalised(text(record.values["program"]))


def _line_key(line: Line) -> str:
    return f"baris {line.record.row}"


def _unknown_indicators(run: RuleRun, records: Iterable[Record]) -> set[str]:
    """DKG-05, once per code: an indicator that neither PK nor Renstra has. The row is not used."""
    known = {
        code_key(record.values["kode_indikator"]) for sheet in ("pk", "renstra") for record in run.view.submission.records(sheet)
    }
    unknown: set[str] = set()
    lonely = [indicator.key for indicator in run.view.indicators if "pk" in indicator.records and not indicator.supports]
    for record in records:
        code = code_key(record.values["kode_indikator"])
        if not known or code in known or code in unknown or not run.text("dukungan", record, "kode_indikator"):
            continue
        unknown.add(code)
        run.add("DKG-05", "dukungan", record, "kode_indikator", dugaan=guess(lonely[0] if len(lonely) == 1 else ""))
    return unknown


def _unsupported(run: RuleRun, unknown: set[str]) -> None:
    """DKG-08, unless as many unknown codes may stand for these indicators."""
    lonely = [indicator for indicator in run.view.indicators if "pk" in indicator.records and not indicator.supports]
    if len(lonely) <= len(unknown):
        return
    for indicator in lonely:
        if run.is_open("pk", indicator.records["pk"], "kode_indikator"):
            run.add("DKG-08", "pk", indicator.records["pk"], "kode_indikator", nama=quoted(indicator.name))


def _doubled(run: RuleRun, records: Iterable[Record]) -> None:
    """DKG-03 the same pair with two weights, DKG-04 the same line chosen twice."""
    first: dict[tuple[str, ...], Record] = {}
    for record in records:
        parts = (normalised(text(record.values[key])) for key in ("kegiatan", "sub_kegiatan"))
        pair = (code_key(record.values["kode_indikator"]), program_key(run.view, record), *parts)
        earlier = first.setdefault(pair, record)
        if earlier is not record and run.is_open("dukungan", record, "kode_indikator", "program"):
            code = "DKG-04" if is_detail(record) else "DKG-03"
            run.add(code, "dukungan", record, "program", letak=run.place("dukungan", earlier, "program"))


def _weights(run: RuleRun, records: Iterable[Record]) -> None:
    """DKG-01 more than 100: a part is counted twice. DKG-02 less: a part of the budget serves no indicator."""
    rows: dict[str, list[Record]] = {}
    doubtful: set[str] = set()
    for record in records:
        doubtful |= _doubts(run, record)
        if not is_detail(record):
            rows.setdefault(program_key(run.view, record), []).append(record)
    for key, same in rows.items():
        weights = [run.number("dukungan", record, "bobot") for record in same]
        known = [weight for weight in weights if weight is not None]
        total = round(sum(known), 6)
        if key in doubtful or len(known) < len(weights) or abs(total - WHOLE) <= WEIGHT_TOLERANCE:
            continue
        code = "DKG-01" if total > WHOLE else "DKG-02"
        facts = {"jumlah": plain_number(total), "program": quoted(same[0].values["program"])}
        run.add(code, "dukungan", same[0], "bobot", **facts)


def _doubts(run: RuleRun, record: Record) -> set[str]:
    """Programs whose weights are not known: the row may stand for two programs, or may or may not be one with a weight."""
    lines = possible_programs(run, "dukungan", record)
    unsure = len(lines) > 1 or not run.is_open("dukungan", record, "program", "bobot", "kegiatan", "sub_kegiatan")
    return set(map(_line_key, lines)) if unsure else set()


def _details(run: RuleRun, records: Iterable[Record]) -> None:
    """DKG-06 lines that are not of the program, DKG-07 lines without the weight row they belong to."""
    weighted = {
        (code_key(record.values["kode_indikator"]), key)
        for record in records
        if not is_detail(record)
        for key in (program_key(run.view, record), *map(_line_key, possible_programs(run, "dukungan", record)))
    }
    told: set[tuple[str, str]] = set()
    for record in records:
        if not is_detail(record) or not run.is_open("dukungan", record, "bobot", "kegiatan", "sub_kegiatan"):
            continue
        pair = (code_key(record.values["kode_indikator"]), program_key(run.view, record))
        if pair not in weighted and pair not in told and run.is_open("dukungan", record, "kode_indikator", "program"):
            told.add(pair)
            run.add("DKG-07", "dukungan", record, "program", indikator=text(record.values["kode_indikator"]))
        line = run.view.program(record.values["kode_program"], record.values["program"])
        if line is not None and line.certain:
            _detail(run, record, line)


def _detail(run: RuleRun, record: Record, program: Line) -> None:
    activity_name, sub_name = run.text("dukungan", record, "kegiatan"), run.text("dukungan", record, "sub_kegiatan")
    activity = next((line for line in program.children if line.named(activity_name)), None)
    if activity_name and activity is None:
        dugaan = _near(run, activity_name, program.children)
        run.add("DKG-06", "dukungan", record, "kegiatan", induk=quoted(program.record.values["uraian"]), dugaan=dugaan)
        return
    above = [activity] if activity is not None else program.children
    subs = [sub for line in above for sub in line.children]
    if sub_name and not any(sub.named(sub_name) for sub in subs):
        home = activity or program
        dugaan = _near(run, sub_name, subs)
        run.add("DKG-06", "dukungan", record, "sub_kegiatan", induk=quoted(home.record.values["uraian"]), dugaan=dugaan)


def _near(run: RuleRun, name: str, lines: Iterable[Line]) -> str:
    names = (text(line.record.values["uraian"]) for line in lines)
    return guess(next((other for other in names if run.view.names.alike(name, other)), ""))


def _left_out(run: RuleRun, records: Iterable[Record]) -> None:
    """DKG-11: the whole budget of a program is counted for one indicator, but the lines printed for it leave a kegiatan out."""
    chosen: dict[tuple[str, str], list[Record]] = {}
    for record in records:
        if is_detail(record):
            pair = (code_key(record.values["kode_indikator"]), program_key(run.view, record))
            chosen.setdefault(pair, []).append(record)
    for record in records:
        details = chosen.get((code_key(record.values["kode_indikator"]), program_key(run.view, record)))
        if is_detail(record) or not details or run.number("dukungan", record, "bobot") != WHOLE:
            continue
        line = run.view.program(record.values["kode_program"], record.values["program"])
        lacking = [] if line is None or not line.certain else [child for child in line.children if not _is_chosen(child, details)]
        fine = all(_tells_its_activity(run, detail) for detail in details)
        if lacking and fine and run.is_open("dukungan", record, "program"):
            names = listed([quoted(child.record.values["uraian"]) for child in lacking[:3]])
            run.add("DKG-11", "dukungan", record, "program", kegiatan=names, jumlah=str(len(lacking)))


def _is_chosen(activity: Line, details: Iterable[Record]) -> bool:
    return any(
        activity.named(detail.values["kegiatan"]) or any(sub.named(detail.values["sub_kegiatan"]) for sub in activity.children)
        for detail in details
    )


def _idle(run: RuleRun, records: Iterable[Record]) -> None:
    """DKG-09: a program of an urusan that serves no indicator."""
    used = {program_key(run.view, record) for record in records}
    for line in run.view.programs:
        idle = text(line.record.values["jenis_program"]) == "Urusan" and _line_key(line) not in used
        if idle and run.is_open("dpa", line.record, "uraian") and number(line.record.values["pagu"]):
            run.add("DKG-09", "dpa", line.record, "uraian")


def _tells_its_activity(run: RuleRun, detail: Record) -> bool:
    """True where it is certain which kegiatan a detail chooses: a wrong sub kegiatan under a right kegiatan does not matter."""
    key = "kegiatan" if text(detail.values["kegiatan"]) else "sub_kegiatan"
    return run.is_open("dukungan", detail, "kegiatan", key)
