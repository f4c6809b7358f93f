"""The three staff tables against each other, and the head of the office against them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

from lkjip_xl.checks.budget_tree import SUB
from lkjip_xl.checks.catalogue import phrase
from lkjip_xl.checks.examination import Examination
from lkjip_xl.checks.ranks import PPPK, read_rank
from lkjip_xl.checks.rule_run import RuleRun
from lkjip_xl.checks.rules.kepala import examine_head
from lkjip_xl.checks.shown import plain_number
from lkjip_xl.checks.view import View, text
from lkjip_xl.intake.names import normalised
from lkjip_xl.intake.submission import Record

STAFF, RANKS, EDUCATION = "Pegawai", "Kepangkatan", "Pendidikan"
SEXES: Final = ("laki_laki", "perempuan")
_TOTAL: Final = re.compile(r"(?:sub\s*)?(?:jumlah|total)\b", re.IGNORECASE)
_WORD: Final = re.compile(r"[a-z0-9]+")


class Side(NamedTuple):
    """A total of one table: what it is of, its rows, and the sums that would be right to find elsewhere."""

    group: str
    rows: Sequence[Record]
    total: float
    accepted: frozenset[float]


def examine(examination: Examination, view: View) -> None:
    """SDM-01 to SDM-10."""
    run = RuleRun(examination, view)
    if view.can_read("aturan_pegawai", "sdm"):
        records = view.submission.records("sdm")
        groups = {group: [r for r in records if r.values["kelompok"] == group] for group in (STAFF, RANKS, EDUCATION)}
        totals = _total_rows(run, groups)
        _doubled(run, groups)
        _staff_words(run, groups[STAFF])
        uncertain = totals | _uncertain_groups(run, records)
        for key in SEXES:
            _compare(run, {group: rows for group, rows in groups.items() if group not in uncertain}, key)
        _ranks(run, groups[RANKS])
        if STAFF not in uncertain:
            _salaries(run, groups[STAFF])
    examine_head(run)


def _total_rows(run: RuleRun, groups: dict[str, list[Record]]) -> set[str]:
    """SDM-09: a total typed as a row is counted as people. The groups that hold one."""
    found = set()
    for group, rows in groups.items():
        for record in rows:
            if _TOTAL.match(text(record.values["uraian"])):
                found.add(group)
                if run.is_open("sdm", record, "uraian"):
                    run.add("SDM-09", "sdm", record, "uraian", kelompok=group)
    return found


def _doubled(run: RuleRun, groups: dict[str, list[Record]]) -> None:
    """SDM-02: one line twice in a group; golongan are compared as golongan, however they are written."""
    for group, rows in groups.items():
        first: dict[str, Record] = {}
        for record in rows:
            name = run.text("sdm", record, "uraian")
            rank = read_rank(name) if group == RANKS else None
            key = rank.golongan if rank is not None and rank.is_known and "/" in rank.golongan else normalised(name)
            earlier = first.setdefault(key, record)
            if name and earlier is not record:
                run.add("SDM-02", "sdm", record, "uraian", kelompok=group, letak=run.place("sdm", earlier, "uraian"))


def _words(record: Record) -> set[str]:
    return set(_WORD.findall(text(record.values["uraian"]).casefold()))


def _is_pppk(record: Record) -> bool:
    words = _words(record)
    return bool(words & {"pppk", "p3k"}) and "non" not in words


def _is_pns(record: Record) -> bool:
    words = _words(record)
    return bool(words & {"pns", "cpns", "asn"}) and not words & {"non", "pppk", "p3k"}


def _staff_words(run: RuleRun, staff: list[Record]) -> None:
    """SDM-08: ASN are PNS and PPPK together (UU 20/2023 article 5); a row ASN beside a row PPPK means something else."""
    pppk = next((record for record in staff if _is_pppk(record)), None)
    for record in staff:
        if pppk is not None and _is_pns(record) and not _words(record) & {"pns", "cpns"} and run.text("sdm", record, "uraian"):
            run.add("SDM-08", "sdm", record, "uraian", letak=run.place("sdm", pppk, "uraian"))


def _uncertain_groups(run: RuleRun, records: Sequence[Record]) -> set[str]:
    """Groups that may lack a row: one whose kelompok is faulty belongs with its neighbours."""
    found: set[str] = set()
    for at, record in enumerate(records):
        if not run.is_open("sdm", record, "kelompok"):
            neighbours = records[max(0, at - 1) : at + 2]
            found |= {text(other.values["kelompok"]) for other in neighbours if other is not record}
    return found


def _sum(run: RuleRun, rows: Sequence[Record], key: str) -> float | None:
    """The people of some rows; None without rows, or where one of them is blank or faulty."""
    values = [run.number("sdm", record, key) for record in rows]
    known = [value for value in values if value is not None]
    return sum(known) if known and len(known) == len(values) else None


def _staff_side(run: RuleRun, staff: Sequence[Record], key: str) -> Side | None:
    """PNS and PPPK together. ``accepted`` adds what a row ASN alone would mean where it includes PPPK."""
    pns, pppk = [record for record in staff if _is_pns(record)], [record for record in staff if _is_pppk(record)]
    pure = [record for record in pns if _words(record) & {"pns", "cpns"}]
    rows = [*(pure or pns), *pppk]
    total = _sum(run, rows, key)
    if total is None:
        return None
    other = None if pure else _sum(run, pns, key)
    return Side(STAFF, rows, total, frozenset({total} if other is None else {total, other}))


def _compare(run: RuleRun, groups: dict[str, list[Record]], key: str) -> None:
    """SDM-01 where the tables do not count the same people."""
    staff = _staff_side(run, groups.get(STAFF, ()), key)
    others = [side for group in (RANKS, EDUCATION) if (side := _side(run, groups, group, key)) is not None]
    if staff is None:
        if len(others) == 2 and others[0].total != others[1].total:
            _report(run, others[1], others[0], key)
        return
    wrong = [side for side in others if not staff.accepted & side.accepted]
    agreeing = len(wrong) == 2 and wrong[0].total == wrong[1].total
    if wrong and (len(others) == 1 or agreeing):
        _report(run, staff, wrong[0], key)
        return
    for side in wrong:
        _report(run, side, staff, key)


def _side(run: RuleRun, groups: dict[str, list[Record]], group: str, key: str) -> Side | None:
    """Kepangkatan may leave PPPK out, Pendidikan may count non-ASN too: then those people are taken off or left in."""
    rows = groups.get(group, [])
    total = _sum(run, rows, key)
    if total is None:
        return None
    staff = groups.get(STAFF, [])
    if group == EDUCATION:
        others = staff
    else:
        names_pppk = any(read_rank(text(record.values["uraian"])).golongan in PPPK[4:] for record in rows)
        others = [] if names_pppk else [record for record in staff if _is_pns(record)]
    usual = _staff_side(run, staff, key)
    fits = usual is not None and _sum(run, others, key) == total
    return Side(group, rows, total, usual.accepted | {total} if usual is not None and fits else frozenset({total}))


def _report(run: RuleRun, at: Side, against: Side, key: str) -> None:
    record = at.rows[0]
    if run.is_open("sdm", record, key):
        facts = {"jumlah": plain_number(at.total), "jumlah_lain": plain_number(against.total)}
        facts |= {"kelompok": _called(at.group), "lain": _called(against.group)}
        run.add("SDM-01", "sdm", record, key, **facts)


def _called(group: str) -> str:
    return phrase("pegawai_asn") if group == STAFF else group


def _ranks(run: RuleRun, rows: Sequence[Record]) -> None:
    """SDM-04 pangkat and golongan that do not belong together, SDM-05 a golongan that does not exist, SDM-06 neither."""
    for record in rows:
        name = run.text("sdm", record, "uraian")
        rank = read_rank(name)
        if not name or _words(record) & {"pppk", "p3k"}:
            continue
        if rank.disagrees:
            run.add("SDM-04", "sdm", record, "uraian", golongan=rank.written, seharusnya=rank.of_name)
        elif rank.golongan and not rank.is_known:
            run.add("SDM-05", "sdm", record, "uraian", golongan=rank.golongan)
        elif not rank.golongan:
            run.add("SDM-06", "sdm", record, "uraian")


def _salaries(run: RuleRun, staff: Sequence[Record]) -> None:
    """SDM-10: who is paid (sub kegiatan Penyediaan Gaji dan Tunjangan ASN, orang/bulan) and who is on the staff table."""
    sides = [_staff_side(run, staff, key) for key in SEXES]
    people = sum(side.total for side in sides if side is not None)
    if None in sides or not people:
        return
    for record in run.view.submission.records("dpa"):
        name = record.values["uraian"]
        if not isinstance(name, str) or "gaji" not in (plain := name.casefold()) or "tunjangan asn" not in plain:
            continue
        unit, paid = run.text("dpa", record, "satuan").casefold(), run.number("dpa", record, "realisasi")
        if record.values["tingkat"] == SUB and "orang" in unit and paid is not None and paid not in (people, people * 12):
            run.add("SDM-10", "dpa", record, "realisasi", jumlah=plain_number(people))
