"""``lkjip impor``: read the export, show or make the changes, print what was found."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lkjip_xl.answers.machine import to_text
from lkjip_xl.checks.shown import plain_text
from lkjip_xl.errors import UsageError
from lkjip_xl.impor.export import read_export
from lkjip_xl.impor.grid import read_grids
from lkjip_xl.impor.plan import Change, Import, patch_plan, plan_import
from lkjip_xl.indonesian import number_text
from lkjip_xl.intake.binding import bind
from lkjip_xl.ooxml.refusals import clean_name
from lkjip_xl.reader.workbook_reader import read_workbook
from lkjip_xl.values import is_number
from lkjip_xl.workbook.delivery import deliver
from lkjip_xl.workbook.patch import apply_patch

DONE, FOUND = 0, 1


@dataclass(frozen=True, slots=True)
class Request:
    """The command's options, named as on the command line. ``keluaran`` None and ``lihat``: show only."""

    ekspor: Path
    buku: Path
    keluaran: Path | None
    lihat: bool = False
    timpa: bool = False


def run(request: Request, *, as_json: bool) -> int:
    """Preview or make an import: 0 where everything found its place, 1 where something was left out."""
    _refuse_output(request)
    data = request.buku.read_bytes()
    submission = bind(read_workbook(data, name=request.buku.name))
    if "dpa" not in submission.sheets:
        raise UsageError(f"Buku kerja {request.buku.name} tidak mempunyai lembar DPA. Pakai templat standar.")
    made = plan_import(submission, read_export(read_grids(request.ekspor)), overwrite=request.timpa)
    skipped: list[str] = []
    if not request.lihat and request.keluaran is not None:
        result = apply_patch(data, patch_plan(made, clean_name(request.ekspor.name)))
        skipped = [skip.sentence for skip in result.skipped]
        deliver(result.data, request.keluaran)
    if as_json:
        print(to_text(_object(request, data, made, skipped)))
    else:
        print("\n".join(_lines(request, made, skipped)))
    return FOUND if skipped or any(problem.code != "TIDAK_DI_EKSPOR" for problem in made.problems) else DONE


def _refuse_output(request: Request) -> None:
    target = request.keluaran
    if target is None:
        if request.lihat:
            return
        raise UsageError("Sebutkan salinan yang dibuat dengan -o, atau pakai --lihat untuk melihat saja.")
    if target.suffix.casefold() not in (".xlsx", ".xlsm"):
        raise UsageError(f"Nama keluaran harus berakhiran .xlsx: {target.name}")
    if not target.parent.is_dir():
        raise UsageError(f"Folder keluaran tidak ada: {target.parent}")
    for given in (request.buku, request.ekspor):
        if target.exists() and given.exists() and target.samefile(given):
            raise UsageError("Keluaran sama dengan berkas masukan. Berkas masukan tidak pernah ditimpa; pilih nama lain.")
    if target.exists() and not request.lihat and not request.timpa:
        raise UsageError(f"Berkas keluaran sudah ada: {target}. Pilih nama lain, atau tambahkan --timpa untuk menggantinya.")


def _before(change: Change) -> str:
    if change.before is None:
        return "kosong"
    return number_text(float(change.before)) if is_number(change.before) else plain_text(str(change.before))


def _lines(request: Request, made: Import, skipped: list[str]) -> list[str]:
    lines = [
        f"{plain_text(change.sheet)}!{change.cell}  {change.code}  {plain_text(change.name)[:50]}  {change.field}: "
        f"{_before(change)} → {number_text(change.after)}"
        for change in made.changes
    ]
    lines += [f"{problem.code}: {plain_text(problem.sentence)}" for problem in made.problems]
    lines += skipped
    done = "akan diisi" if request.lihat else "diisi"
    lines.append(f"{len(made.changes)} sel {done}, {made.same} sudah sama, {len(made.problems)} temuan.")
    if not request.lihat:
        lines.append(f"Salinan dibuat: {request.keluaran}")
    return lines


def _object(request: Request, data: bytes, made: Import, skipped: list[str]) -> dict[str, Any]:
    return {
        "ekspor": str(request.ekspor),
        "buku": str(request.buku),
        "sha256": hashlib.sha256(data).hexdigest(),
        "keluaran": None if request.lihat else str(request.keluaran),
        "perubahan": [
            {
                "lembar": change.sheet,
                "sel": change.cell,
                "kode": change.code,
                "kolom": change.field,
                "sebelum": change.before,
                "sesudah": change.after,
                "baris_ekspor": list(change.rows),
            }
            for change in made.changes
        ],
        "sudah_sama": made.same,
        "temuan": [
            {"kode": problem.code, "baris": problem.row or None, "perihal": problem.subject, "pesan": problem.sentence}
            for problem in made.problems
        ],
        "tidak_dikerjakan": skipped,
    }
