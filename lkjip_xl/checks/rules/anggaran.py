"""Rupiah that must add up: program = sum of its kegiatan = sum of their sub kegiatan; PK, DPA and belanja agree.

One mistake is told once: at the lowest level that explains it, and on the very cell where a slip of the typing hand (two digits
swapped, a zero lost) explains the difference to the rupiah.
"""

from __future__ import annotations

from collections.abc import Sequence
from operator import gt
from typing import Final, NamedTuple, cast

from lkjip_xl.checks.catalogue import phrase
from lkjip_xl.checks.examination import Examination
from lkjip_xl.checks.precision import same_rupiah
from lkjip_xl.checks.rule_run import RuleRun
from lkjip_xl.checks.rules.program import agreed_rows
from lkjip_xl.checks.shown import plain_number
from lkjip_xl.checks.slips import is_slip, slip_at
from lkjip_xl.checks.view import Line, View, text
from lkjip_xl.compute.columns import EXPENSES
from lkjip_xl.intake.submission import Record
from lkjip_xl.values import number

SUMS: Final = (("ANG-01", "pagu"), ("ANG-02", "realisasi_anggaran"))
SLIP: Final = "ANG-06"
NUMBERS: Final = frozenset({int, float})


class Amount(NamedTuple):
    """Rupiah in a field of a record."""

    sheet: str
    record: Record
    key: str
    value: float


def examine(examination: Examination, view: View) -> None:
    """ANG-01 to ANG-06."""
    run = RuleRun(examination, view)
    if view.can_read("aturan_jumlah", "dpa"):
        doubtful = [program for program in view.programs if not _is_sound(program)]
        for program in doubtful:
            _overspent(run, program)
        for program in doubtful:
            for code, key in SUMS:
                _levels(run, program, code, key)
    if view.can_read("aturan_jumlah", "pk_program", "dpa"):
        _agreement(run)
    if view.can_read("aturan_jumlah", "instansi", "dpa"):
        _kinds(run)


def _overspent(run: RuleRun, line: Line) -> bool:
    """ANG-03 on the lowest lines that spent more than they had; what lies above them follows. True where one was found.
    A line that is not the sum of its children is told by ANG-02, which knows the right figure."""
    below = [_overspent(run, child) for child in line.children]
    budget, spent = number(line.record.values["pagu"]), number(line.record.values["realisasi_anggaran"])
    if any(below) or budget is None or spent is None or spent <= budget or same_rupiah(spent, budget):
        return any(below)
    if _gap(run, line, "realisasi_anggaran"):
        return False
    if run.is_open("dpa", line.record, "pagu", "realisasi_anggaran"):
        run.add("ANG-03", "dpa", line.record, "realisasi_anggaran", pagu=plain_number(budget), lebih=_money(spent - budget))
    return True


def _is_sound(program: Line) -> bool:
    """True where every sum of a program is exact and nothing is overspent: the usual case, seen at once. False says only that
    a look is needed."""
    try:
        if program.record.values["realisasi_anggaran"] > program.record.values["pagu"]:  # type: ignore[operator]
            return False
        for line in (program, *program.children):
            if line.children:
                own, below = line.record.values, [child.record.values for child in line.children]
                budgets: list[float] = [values["pagu"] for values in below]  # type: ignore[misc]
                spent: list[float] = [values["realisasi_anggaran"] for values in below]  # type: ignore[misc]
                if any(map(gt, spent, budgets)) or sum(budgets) != own["pagu"] or sum(spent) != own["realisasi_anggaran"]:
                    return False
    except TypeError:  # a blank, a text: the look will leave it alone
        return False
    return True


def _levels(run: RuleRun, program: Line, code: str, key: str) -> None:
    """Kegiatan against their sub kegiatan, and the program against its kegiatan, unless wrong kegiatan explain it."""
    gaps = [_gap(run, activity, key) for activity in program.children]
    gap = _gap(run, program, key)
    explained = gap != 0 and same_rupiah(gap, -sum(gaps))
    for activity, missing in zip(program.children, gaps, strict=True):
        if missing:
            _report_level(run, activity, code, key, missing, stands=gap == 0)
    if gap and not explained:
        _report_level(run, program, code, key, gap, stands=False)


def _gap(run: RuleRun, line: Line, key: str) -> float:
    """What the line holds beyond the sum of its children; 0 where they agree or cannot be compared."""
    total = number(line.record.values[key])
    parts = [child.record.values[key] for child in line.children]
    if total is None or not parts or not line.certain:
        return 0.0
    if not set(map(type, parts)) <= NUMBERS:
        return 0.0
    below = float(sum(cast("list[float]", parts)))
    if total == below or same_rupiah(total, below):
        return 0.0
    if not all(run.is_open("dpa", part.record, key) for part in (line, *line.children)):
        return 0.0
    return round(total - below, 2)


def _report_level(run: RuleRun, line: Line, code: str, key: str, gap: float, *, stands: bool) -> None:
    whole = Amount("dpa", line.record, key, number(line.record.values[key]) or 0.0)
    parts = [Amount("dpa", child.record, key, number(child.record.values[key]) or 0.0) for child in line.children]
    if not _report_slip(run, whole, parts, gap, stands=stands):
        below = phrase("anak_program" if text(line.record.values["tingkat"]) == "Program" else "anak_kegiatan")
        run.add(code, *whole[:3], jumlah=plain_number(round(whole.value - gap, 2)), selisih=_money(abs(gap)), anak=below)


def _report_slip(run: RuleRun, whole: Amount, parts: Sequence[Amount], gap: float, *, stands: bool) -> bool:
    """ANG-06 on the one part whose digits explain the gap. The sum itself may be the slip, unless it ``stands``."""
    at = slip_at([part.value for part in parts], gap)
    if at is None or (not stands and is_slip(whole.value, round(whole.value - gap, 2))):
        return False
    part = parts[at]
    place = run.place(whole.sheet, whole.record, whole.key)
    run.add(
        SLIP, part.sheet, part.record, part.key, dugaan=plain_number(round(part.value + gap, 2)), letak=place,
        total=plain_number(whole.value), selisih=_money(abs(gap)),
    )  # fmt: skip
    return True


def _agreement(run: RuleRun) -> None:
    """ANG-04: what the Perjanjian Kinerja promises for a program is its pagu. Rows of one program (two sumber dana) add up."""
    if _agrees_exactly(run):
        return
    for line, records in agreed_rows(run):
        budget = run.number("dpa", line.record, "pagu")
        amounts = [run.number("pk_program", record, "anggaran") for record in records]
        known = [amount for amount in amounts if amount is not None]
        if budget is None or len(known) < len(amounts) or same_rupiah(sum(known), budget):
            continue
        gap = round(sum(known) - budget, 2)
        letak = run.place("dpa", line.record, "pagu")
        run.add(
            "ANG-04", "pk_program", records[0], "anggaran", jumlah=plain_number(sum(known)), pagu=plain_number(budget),
            letak=letak, selisih=_money(abs(gap)),
        )  # fmt: skip


def _agrees_exactly(run: RuleRun) -> bool:
    """True where every row of PK Program is a program of DPA by its very kode and name, with its very pagu, once."""
    seen: set[int] = set()
    for record in run.view.submission.records("pk_program"):
        values = record.values
        line = run.view.tree.exactly(values["kode_program"], values["program"])
        if line is None or line.record.row in seen or line.record.values["pagu"] != values["anggaran"]:
            return False
        seen.add(line.record.row)
    return True


def _kinds(run: RuleRun) -> None:
    """ANG-05: belanja by kind and pagu of all programs are one sum, unless the Perjanjian Kinerja shows the DPA to be wrong."""
    form = run.form("instansi")
    kinds = [key for key in EXPENSES if form is not None and form.values[key] is not None]
    total = _dpa_total(run) if kinds else None
    if form is None or total is None:
        return
    parts = [Amount("instansi", form, key, value) for key in kinds if (value := run.number("instansi", form, key)) is not None]
    kinds_total = sum(part.value for part in parts)
    agreed = _agreed_total(run)
    if len(parts) < len(kinds) or same_rupiah(kinds_total, total):
        return
    if agreed is not None and same_rupiah(agreed, kinds_total):
        return
    gap = round(total - kinds_total, 2)
    if not _slip_of_kind(run, parts, total, gap):
        facts = {"jumlah": plain_number(round(kinds_total, 2)), "pagu": plain_number(total), "selisih": _money(abs(gap))}
        run.add("ANG-05", "instansi", form, parts[0].key, **facts)


def _slip_of_kind(run: RuleRun, parts: Sequence[Amount], total: float, gap: float) -> bool:
    at = slip_at([part.value for part in parts], gap)
    if at is None:
        return False
    part = parts[at]
    run.add(
        SLIP, part.sheet, part.record, part.key, dugaan=plain_number(round(part.value + gap, 2)), letak=phrase("jumlah_dpa"),
        total=plain_number(total), selisih=_money(abs(gap)),
    )  # fmt: skip
    return True


def _dpa_total(run: RuleRun) -> float | None:
    amounts = [run.number("dpa", program.record, "pagu") for program in run.view.programs]
    known = [amount for amount in amounts if amount is not None]
    if not known or len(known) < len(amounts) or not run.view.tree.has_all_programs:
        return None
    return round(sum(known), 2)


def _agreed_total(run: RuleRun) -> float | None:
    records = run.view.submission.records("pk_program")
    amounts = [number(record.values["anggaran"]) for record in records]
    known = [amount for amount in amounts if amount is not None]
    return round(sum(known), 2) if known and len(known) == len(amounts) else None


def _money(amount: float) -> str:
    return f"Rp {plain_number(round(amount, 2))}"
