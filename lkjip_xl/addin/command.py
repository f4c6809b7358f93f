"""``lkjip addin pasang | lepas | status | dokter``: what each prints, for people and as JSON."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from typing import Any

from lkjip_xl.addin.doctor import diagnose
from lkjip_xl.addin.install import install, install_in_folder, uninstall
from lkjip_xl.addin.installed_file import FileState
from lkjip_xl.addin.libreoffice import outcomes
from lkjip_xl.addin.libreoffice.checkup import diagnose_office
from lkjip_xl.addin.locations import System, system_of
from lkjip_xl.addin.machine import Machine, ThisMachine
from lkjip_xl.addin.outcome import DONE, FAILED, NOT_WELL, Outcome, Request
from lkjip_xl.addin.probes import Level, Verdict
from lkjip_xl.addin.status import Setup, Status, status
from lkjip_xl.errors import LkjipError, UsageError
from lkjip_xl.faults import describe
from lkjip_xl.version import TOOL_VERSION


def run(action: str, request: Request, *, as_json: bool = False, machine: Machine | None = None) -> int:
    """Do one action and print its outcome; a fault is one sentence and exit code 2."""
    try:
        outcome = _checked(action, request, machine or ThisMachine())
    except (LkjipError, OSError) as error:
        code, sentence = describe(error)
        print(f"lkjip: {sentence}", file=sys.stderr)
        outcome = Outcome(FAILED, [], {"galat": {"kode": code, "pesan": sentence}})
    if as_json:
        print(json.dumps({"perintah": action, "versi": TOOL_VERSION, **outcome.content}, indent=2))
    else:
        for line in outcome.lines:
            print(line)
    return outcome.code


def _checked(action: str, request: Request, machine: Machine) -> Outcome:
    office = for_libreoffice(request, machine)
    if request.python and (action != "pasang" or request.folder is None or request.libreoffice):
        raise UsageError("--python hanya dipakai bersama: pasang --folder FOLDER, untuk pita Excel")
    if action == "dokter" and request.folder is not None:
        raise UsageError("dokter memeriksa komputer ini; tidak dipakai bersama --folder.")
    return (_FOR_LIBREOFFICE if office else _FOR_EXCEL)[action](request, machine)


def for_libreoffice(request: Request, machine: Machine) -> bool:
    """Whether LibreOffice is meant: asked for, or all there can be here. A folder alone means the file for Excel."""
    return request.libreoffice or (request.folder is None and system_of(machine.platform) is System.OTHER)


def _install(request: Request, machine: Machine) -> Outcome:
    if request.folder is not None:
        done = install_in_folder(machine, request.folder, request.python)
        lines = [f"Dibuat: {done.files[0]}"]
    else:
        done = install(machine)
        lines = [*(f"Ditulis: {path}" for path in done.files), f"Python: {done.interpreter}", *_next_steps(machine)]
    return Outcome(DONE, lines, {"berkas": [str(path) for path in done.files], "python": done.interpreter})


def _next_steps(machine: Machine) -> list[str]:
    lines = ["Tutup semua jendela Excel, lalu buka lagi: tab LKjIP muncul di pita."]
    if system_of(machine.platform) is System.MACOS:
        lines.append("Pada penekanan tombol pertama macOS bertanya apakah Excel boleh dikendalikan: pilih OK.")
    return lines


def _uninstall(request: Request, machine: Machine) -> Outcome:
    removed = uninstall(machine, request.folder)
    lines = [f"Dihapus: {path}" for path in removed] or ["Pengaya LKjIP memang tidak terpasang."]
    return Outcome(DONE, lines, {"dihapus": [str(path) for path in removed]})


def _status(request: Request, machine: Machine) -> Outcome:
    found = status(machine, request.folder)
    lines = [f"Pengaya: {found.path}", f"  {_file_line(found)}"]
    if found.setup is not None:
        lines += [f"Setelan: {found.setup.path}", f"  {_setup_line(found.setup)}"]
        if not found.is_sound:
            lines.append("Belum siap. Sebab dan caranya: lkjip addin dokter")
    elif found.file.interpreter:
        lines.append(f"  Python pada komputer pemakai: {found.file.interpreter}")
    return Outcome(DONE if found.is_sound else NOT_WELL, lines, _status_content(found))


def _file_line(found: Status) -> str:
    match found.file.state:
        case FileState.MISSING:
            return "tidak ada"
        case FileState.SAME:
            return f"versi {found.file.version}, sama dengan buatan versi ini"
        case FileState.CHANGED:
            return f"versi {found.file.version}, isinya berbeda dari buatan versi ini (ditandatangani atau diubah)"
        case FileState.OTHER_VERSION:
            return f"versi {found.file.version or 'tidak diketahui'}; lkjip_xl versi {TOOL_VERSION}"
        case FileState.UNREADABLE:
            return "rusak"


def _setup_line(setup: Setup) -> str:
    if not setup.interpreter:
        return "tidak menyebut letak Python" if setup.present else "tidak ada"
    if not setup.found:
        return f"Python tidak ditemukan: {setup.interpreter}"
    answer = f"menjawab versi {setup.answer.version}" if setup.answer else "tidak menjawab"
    return f"Python {setup.interpreter} {answer}"


def _status_content(found: Status) -> dict[str, Any]:
    file, setup = found.file, found.setup
    addin = {"letak": str(found.path), "keadaan": str(file.state), "versi": file.version, "sha256": file.sha256}
    content: dict[str, Any] = {"siap": found.is_sound, "pengaya": addin | {"python": file.interpreter}, "setelan": None}
    if setup is not None:
        content["setelan"] = {
            "letak": str(setup.path),
            "ada": setup.present,
            "python": setup.interpreter,
            "python_ada": setup.found,
            "menjawab_versi": setup.answer.version if setup.answer else None,
        }
    return content


def _doctor(_: Request, machine: Machine) -> Outcome:
    return _judged(diagnose(machine), {})


def _office_doctor(_: Request, machine: Machine) -> Outcome:
    return _judged(diagnose_office(machine), {"aplikasi": "LibreOffice"})


def _judged(verdicts: list[Verdict], content: dict[str, Any]) -> Outcome:
    lines: list[str] = []
    for verdict in verdicts:
        lines.append(f"{verdict.level}  {verdict.text}")
        if verdict.advice:
            lines.append(f"  Saran: {verdict.advice}")
    bad = [verdict for verdict in verdicts if verdict.level is Level.BAD]
    lines.append(f"{len(bad)} hal membuat tombol tidak bekerja." if bad else "Tidak ditemukan penghalang.")
    listed = [{"nama": v.name, "tingkat": str(v.level), "keadaan": v.text, "saran": v.advice} for v in verdicts]
    return Outcome(NOT_WELL if bad else DONE, lines, {**content, "hasil": listed})


_Action = Callable[[Request, Machine], Outcome]

_FOR_EXCEL: dict[str, _Action] = {
    "pasang": _install,
    "lepas": _uninstall,
    "status": _status,
    "dokter": _doctor,
}

_FOR_LIBREOFFICE: dict[str, _Action] = {
    "pasang": outcomes.install_outcome,
    "lepas": outcomes.uninstall_outcome,
    "status": outcomes.status_outcome,
    "dokter": _office_doctor,
}
