"""What the machine can say about each checklist item, from the records and the findings of a file.

A machine can show that something is there, missing or contradictory. Whether it is enough, believed or known to somebody is
for people: such items stay open, with the evidence beside them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from lkjip_xl.audit.finding import Grade
from lkjip_xl.audit.paper.answer import (
    NO,
    NOT_APPLICABLE,
    OPEN,
    PARTLY,
    YES,
    Answer,
    Coverage,
    coverage,
    is_filled,
    judged,
    listed,
    place,
)
from lkjip_xl.audit.paper.checklist_items import Item, Way, aspects
from lkjip_xl.audit.paper.checklist_subject import Subject
from lkjip_xl.audit.paper.source import PaperFile
from lkjip_xl.checks.finding import Finding
from lkjip_xl.definition.own_sheets import BUDGET
from lkjip_xl.intake.submission import Record, Submission
from lkjip_xl.values import Value, is_blank

_ATTACHED: Final = (("pk", "Lampiran PK"), ("pk_program", "Lampiran PK Program"))
_BUDGET_SHEETS: Final = (BUDGET, "DPA")
_LINE_LEVELS: Final = ("Program", "Kegiatan", "Sub Kegiatan")
_UNITS: Final = {"no_sasaran": "sasaran", "kode_indikator": "indikator"}
_PROFILE: Final = ("nama_instansi", "alamat", "kepala_nama", "tujuan", "tugas", "fungsi")


def answers(file: PaperFile) -> dict[str, Answer]:
    """Item code → answer, for all items."""
    found: dict[str, Answer] = {}
    for aspect in aspects():
        for item in aspect.items:
            found[item.code] = _answer(file, item, found)
    return found


def _answer(file: PaperFile, item: Item, before: Mapping[str, Answer]) -> Answer:
    if file.submission is None or file.check is None:
        return Answer(OPEN, "Bukan buku kerja standar; tidak ada bukti otomatis." if item.way is not Way.REVIEWER else "")
    if item.way is Way.CONDITIONAL:
        return _conditional(item, before)
    if not item.evidence:
        return Answer(OPEN)
    return _EVIDENCE[item.evidence](Subject(file, file.submission, file.check), item)


def _conditional(item: Item, before: Mapping[str, Answer]) -> Answer:
    """An explanation is called for only where another item is not met."""
    listed_codes = " dan ".join(item.unless)
    if all(before[code].result == YES for code in item.unless):
        return Answer(NOT_APPLICABLE, f"Butir {listed_codes} terpenuhi.")
    state = ", ".join(f"{code}: {before[code].result or 'diisi pereviu'}" for code in item.unless)
    return Answer(OPEN, f"Jawaban {state}. Penjelasannya dinilai pereviu.")


def _profile(subject: Subject, _: Item) -> Answer:
    submission = subject.submission
    data, records = submission.sheets.get("instansi"), submission.records("instansi")
    if data is None or not records:
        return Answer(NO, "Lembar Instansi tidak ada.", "Instansi")
    lacking = [place(data, records[0], key) for key in _PROFILE if not is_filled(records[0], key)]
    people = _rows_of(submission, "sdm", "SDM")
    return judged([Coverage("Profil instansi", len(_PROFILE), tuple(lacking)), people], machine=False)


def _targets(subject: Subject, _: Item) -> Answer:
    return judged([_target_coverage(subject.submission)], machine=True)


def _target_coverage(submission: Submission) -> Coverage:
    """A target is there where either of the two columns of sheet PK holds one."""
    data, records = submission.sheets.get("pk"), submission.records("pk")
    if data is None or not records:
        return Coverage("Target PK", 1, ("PK",))
    lacking = [
        place(data, record, "target_murni")
        for record in records
        if not (is_filled(record, "target_murni") or is_filled(record, "target_perubahan"))
    ]
    return Coverage("Target PK", len(records), tuple(lacking))


def _achievement(subject: Subject, item: Item) -> Answer:
    """The tables of chapter III: figures complete, no table missing, and no figure of them unsupported."""
    submission = subject.submission
    figures = [
        _target_coverage(submission),
        _rows_needed(coverage(submission, "realisasi", "realisasi", "Realisasi")),
        _rows_needed(coverage(submission, "realisasi", "realisasi_n1", "Realisasi tahun lalu")),
        _rows_needed(coverage(submission, "analisis", "penyebab", "Analisis penyebab")),
    ]
    answer = judged(figures, machine=True)
    against = subject.against(item)
    wrong = [finding for finding in subject.file.result.findings if finding.grade is Grade.KRITIS]
    if answer.result == NO or figures[1].nothing:
        return Answer(NO, answer.evidence, answer.places)
    if not against and not wrong:
        return answer
    notes = [f"{len(against)} temuan konsistensi ({', '.join(sorted({f.code for f in against}))})"] if against else []
    notes += [f"{len(wrong)} temuan Kritis pada angka"] if wrong else []
    places = [*(answer.places.split("; ") if answer.places else ()), *_places(against)]
    places += [f"{f.sheet}!{f.cell}" for f in wrong if f.cell]
    return Answer(PARTLY, f"{answer.evidence} {'; '.join(notes)}.", listed(places))


def _attachments(subject: Subject, _: Item) -> Answer:
    return judged([_rows_of(subject.submission, key, name) for key, name in _ATTACHED], machine=False)


def _finances(subject: Subject, item: Item) -> Answer:
    submission = subject.submission
    lines = [record for record in submission.records("dpa") if record.values.get("tingkat") in _LINE_LEVELS]
    parts = [
        _rows_needed(coverage(submission, "dpa", "pagu", "Pagu", lines)),
        _rows_needed(coverage(submission, "dpa", "realisasi_anggaran", "Realisasi anggaran", lines)),
    ]
    answer = judged(parts, machine=True)
    against = subject.against(item)
    wrong = [
        finding
        for finding in subject.file.result.findings
        if finding.code == "A10" or (finding.grade is Grade.KRITIS and finding.sheet in _BUDGET_SHEETS)
    ]
    if answer.result == NO or not (against or wrong):
        return answer
    evidence = f"{answer.evidence} {len(against) + len(wrong)} temuan pada angka anggaran."
    places = [*(answer.places.split("; ") if answer.places else ()), *_places(against)]
    return Answer(PARTLY, evidence, listed([*places, *(f"{f.sheet}!{f.cell}" for f in wrong if f.cell)]))


def _reliability(subject: Subject, _: Item) -> Answer:
    counts = subject.file.result.counts()
    contradictions = subject.file.contradictions
    evidence = f"{counts[Grade.KRITIS]} temuan Kritis, {counts[Grade.TINGGI]} Tinggi, {contradictions} GALAT konsistensi."
    if not (subject.file.open_findings or contradictions):
        return Answer(OPEN, evidence)
    return Answer(NO if counts[Grade.KRITIS] else PARTLY, evidence, "Lembar Temuan dan Konsistensi")


def _agreement(subject: Subject, item: Item) -> Answer:
    """Whether two documents name the same: both are there, and no finding touches any of what they name."""
    submission = subject.submission
    names = {key: data.definition.name for key, data in submission.sheets.items()}
    absent = [names.get(key, key) for key in item.sheets if not submission.records(key)]
    if absent:
        return Answer(NO, f"Lembar {' dan '.join(absent)} tidak berisi.", listed(absent))
    units = {str(record.values.get(item.per)) for record in submission.records(item.sheets[0])}
    against = subject.against(item)
    counted = f"{len(units)} {_UNITS[item.per]}"
    if not against:
        return Answer(YES, f"{counted} pada {names[item.sheets[0]]} sesuai dengan {names[item.sheets[1]]}.")
    touched = {subject.unit(finding, item.per) for finding in against}
    codes = ", ".join(sorted({finding.code for finding in against}))
    return Answer(
        NO if touched >= units else PARTLY, f"{len(against)} temuan ({codes}) atas {counted}.", listed(_places(against))
    )


def _comparisons(subject: Subject, _: Item) -> Answer:
    parts = [
        _rows_needed(coverage(subject.submission, "realisasi", "realisasi_n1", "Realisasi tahun lalu")),
        _rows_needed(coverage(subject.submission, "realisasi", "nasional", "Pembanding nasional")),
    ]
    return judged(parts, machine=True)


def _measured_goals(subject: Subject, _: Item) -> Answer:
    """Every sasaran of the Renstra needs an indicator of its own in the PK."""
    submission = subject.submission
    measured = {record.values.get("no_sasaran") for record in submission.records("pk") if is_filled(record, "indikator")}
    data = submission.sheets.get("renstra")
    goals: dict[Value, Record] = {}
    for record in submission.records("renstra"):
        if not is_blank(record.values.get("no_sasaran")):
            goals.setdefault(record.values["no_sasaran"], record)
    lacking = [place(data, record, "no_sasaran") for goal, record in goals.items() if goal not in measured] if data else []
    return judged([_rows_needed(Coverage("Sasaran dengan indikator PK", len(goals), tuple(lacking)))], machine=False)


def _smart(subject: Subject, _: Item) -> Answer:
    submission = subject.submission
    parts = [
        _rows_needed(coverage(submission, "pk", "satuan", "Satuan")),
        _target_coverage(submission),
        _rows_needed(coverage(submission, "renstra", "formulasi", "Formulasi")),
        _rows_needed(coverage(submission, "renstra", "polaritas", "Polaritas")),
    ]
    return judged(parts, machine=False)


def _column(sheet: str, field: str, what: str) -> Callable[[Subject, Item], Answer]:
    """The check of an item that one column speaks for: what is lacking counts against it, fullness proves nothing."""
    return lambda subject, _: judged([_rows_needed(coverage(subject.submission, sheet, field, what))], machine=False)


def _rows_needed(found: Coverage) -> Coverage:
    """A sheet without a single row lacks everything."""
    return found if found.total else Coverage(found.what, 1, (f"{found.what} (tidak ada baris)",))


def _rows_of(submission: Submission, sheet: str, what: str) -> Coverage:
    """Whether a sheet holds any row at all."""
    count = len(submission.records(sheet))
    return Coverage(f"Baris {what}", max(count, 1), () if count else (what,))


def _places(findings: list[Finding]) -> list[str]:
    return [f"{finding.sheet}!{finding.cell}" if finding.cell else finding.sheet or "Seluruh berkas" for finding in findings]


_EVIDENCE: Final[Mapping[str, Callable[[Subject, Item], Answer]]] = {
    "data_penting": _profile,
    "target": _targets,
    "capaian": _achievement,
    "lampiran": _attachments,
    "upaya": _column("analisis", "solusi", "Solusi"),
    "keuangan": _finances,
    "sumber_data": _column("renstra", "sumber_data", "Sumber Data"),
    "penanggung_jawab": _column("renstra", "penanggung_jawab", "Penanggung Jawab"),
    "keandalan": _reliability,
    "kesesuaian": _agreement,
    "pembanding": _comparisons,
    "sasaran_terukur": _measured_goals,
    "smart": _smart,
}
"""The name of a check in the data → the check."""
