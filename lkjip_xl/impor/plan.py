"""Which cells of the standard workbook an export fills: before, after, and where each amount comes from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from lkjip_xl.address import cell_place
from lkjip_xl.impor.export import Entry, Export, Key, Problem, code_key
from lkjip_xl.indonesian import number_text
from lkjip_xl.intake.submission import Record, SheetData, Submission
from lkjip_xl.values import Value, is_number
from lkjip_xl.workbook.patch import CellPatch, Mark, PatchPlan

FILL = "#E2EFDA"
"""Colour of an imported cell; its note says where the amount comes from."""
NEARLY = 0.005
"""Rupiah: amounts closer than this are the same."""
_TARGETS = (
    ("dpa", "kode", {"pagu": "pagu", "realisasi_anggaran": "realisasi_anggaran"}),
    ("pk_program", "kode_program", {"pagu": "anggaran"}),
)
_CONTINUED = "Indikator Lanjutan"
_SHORTEST, _LONGEST = 3, 6
"""Parts of a code from program to sub kegiatan; urusan and bidang have fewer, accounts more."""


@dataclass(frozen=True, slots=True)
class Change:
    """One cell to fill. ``rows`` are the rows of the export that the amount comes from."""

    sheet: str
    cell: str
    code: str
    name: str
    field: str
    before: Value
    after: float | int
    rows: tuple[int, ...]


@dataclass(slots=True)
class Import:
    """What an import changes, what it leaves, and how many cells hold the amount already."""

    changes: list[Change] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    same: int = 0


def plan_import(submission: Submission, export: Export, *, overwrite: bool) -> Import:
    """Match rows by code and compare. A cell that holds another amount is changed only with ``overwrite``."""
    made = Import(problems=list(export.problems))
    met: set[Key] = set()
    for sheet_key, code_field, fields in _TARGETS:
        data = submission.sheets.get(sheet_key)
        if data is None:
            continue
        rows = _rows_by_code(data, code_field, made)
        for key, (record, code) in rows.items():
            entry = export.entries.get(key)
            if entry is None:
                if sheet_key == "dpa":
                    sentence = f"Kode {code} pada lembar {data.found_name} baris {record.row} tidak ada dalam ekspor."
                    made.problems.append(Problem("TIDAK_DI_EKSPOR", 0, code, sentence))
                continue
            met.add(key)
            for source, target in fields.items():
                _compare(made, data, record, code, entry, (source, target), overwrite)
    for key, entry in export.entries.items():
        if key not in met and entry.amounts and _SHORTEST <= len(key) <= _LONGEST:
            sentence = f"Kode {entry.code} dalam ekspor tidak ada di buku kerja; tidak diimpor."
            made.problems.append(Problem("KODE_TAK_DIKENAL", entry.rows[0], entry.code, sentence))
    return made


def _rows_by_code(data: SheetData, code_field: str, made: Import) -> dict[Key, tuple[Record, str]]:
    found: dict[Key, tuple[Record, str]] = {}
    twice: set[Key] = set()
    for record, code, key in _coded(data, code_field):
        if key in found:
            twice.add(key)
            sentence = f"Kode {code} ada lebih dari sekali pada lembar {data.found_name} (baris {record.row}); tidak diisi."
            made.problems.append(Problem("KODE_GANDA_BUKU", 0, code, sentence))
        found.setdefault(key, (record, code))
    return {key: row for key, row in found.items() if key not in twice}


def _coded(data: SheetData, code_field: str) -> Iterator[tuple[Record, str, Key]]:
    for record in data.records:
        code = record.values.get(code_field)
        if isinstance(code, str) and record.values.get("tingkat") != _CONTINUED and (key := code_key(code)):
            yield record, code, key


def _compare(
    made: Import, data: SheetData, record: Record, code: str, entry: Entry, fields: tuple[str, str], overwrite: bool
) -> None:
    source, target = fields
    amount, before, cell = entry.amounts.get(source), record.values.get(target), data.address(record, target)
    if amount is None or not cell:
        return
    place = f"{data.found_name}!{cell}"
    if amount < 0:
        sentence = f"{target} kode {code} dalam ekspor negatif ({number_text(amount)}); tidak diimpor."
        made.problems.append(Problem("NEGATIF", entry.rows[0], code, sentence))
        return
    if is_number(before) and abs(float(before or 0) - amount) < NEARLY:
        made.same += 1
        return
    if before is not None:
        shown = number_text(float(before)) if is_number(before) and not isinstance(before, bool) else repr(str(before)[:40])
        done = "diganti" if overwrite else "tidak diganti tanpa --timpa"
        sentence = f"{place} kode {code}: {target} {shown} di buku kerja, {number_text(amount)} dalam ekspor; {done}."
        made.problems.append(Problem("BEDA", entry.rows[0], code, sentence))
        if not overwrite:
            return
    name = record.values.get("uraian") or record.values.get("program")
    made.changes.append(Change(data.found_name, cell, code, str(name or ""), target, before, amount, tuple(entry.rows)))


def patch_plan(made: Import, source: str) -> PatchPlan:
    """The changes for the patch writer; every filled cell gets a note that says where its amount comes from."""
    cells: dict[str, dict[tuple[int, int], CellPatch]] = {}
    marks: dict[str, dict[tuple[int, int], Mark]] = {}
    for change in made.changes:
        place = cell_place(change.cell)
        cells.setdefault(change.sheet, {})[place] = CellPatch(change.after)
        rows = ", ".join(map(str, change.rows[:5])) + (" …" if len(change.rows) > 5 else "")
        before = "kosong" if change.before is None else str(change.before)[:60]
        note = f"Diimpor dari {source}, baris {rows} (kode {change.code}). Sebelumnya: {before}."
        marks.setdefault(change.sheet, {})[place] = Mark(FILL, note)
    return PatchPlan(cells, marks)
