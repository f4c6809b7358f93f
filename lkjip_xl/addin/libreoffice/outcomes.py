"""``lkjip addin`` for LibreOffice: what each action prints, for people and as JSON."""

from __future__ import annotations

from typing import Any, Final

from lkjip_xl.addin.installed_file import FileState
from lkjip_xl.addin.libreoffice.checkup import python_verdicts
from lkjip_xl.addin.libreoffice.extension import (
    Extension,
    examine_extension,
    examine_file,
    has_package,
    install_extension,
    require_office,
    uninstall_extension,
    write_extension,
)
from lkjip_xl.addin.libreoffice.office import ask_office
from lkjip_xl.addin.libreoffice.oxt import FILE_NAME, library_paths, running_python
from lkjip_xl.addin.locations import path_type
from lkjip_xl.addin.machine import Machine
from lkjip_xl.addin.outcome import DONE, NOT_WELL, Outcome, Request
from lkjip_xl.addin.probes import Level
from lkjip_xl.errors import UsageError
from lkjip_xl.version import TOOL_VERSION

NEXT: Final = "Tutup semua jendela LibreOffice, lalu buka lagi: bilah alat dan menu LKjIP muncul di Calc."


def install_outcome(request: Request, machine: Machine) -> Outcome:
    """Put the extension into this user's LibreOffice, or only its file into a folder."""
    if request.folder is not None:
        path = write_extension(machine, request.folder)
        lines = [f"Dibuat: {path}", f"Untuk komputer dengan Python {running_python()} dan lkjip_xl di: {library_paths()[0]}"]
        return Outcome(DONE, lines, {"aplikasi": "LibreOffice", "berkas": [str(path)], "python": running_python()})
    office = require_office(machine)
    answer = ask_office(machine, office, library_paths())
    for verdict in python_verdicts(office, answer, running_python()):
        if verdict.level is Level.BAD:
            raise UsageError(f"{verdict.text} {verdict.advice}")
    path = install_extension(machine, office)
    lines = [f"Ditulis: {path}", f"Dipasang di: {office.unopkg.parent}", f"Python: {running_python()}", NEXT]
    return Outcome(DONE, lines, {"aplikasi": "LibreOffice", "berkas": [str(path)], "python": running_python()})


def uninstall_outcome(request: Request, machine: Machine) -> Outcome:
    """Take the extension out, or remove its file from a folder."""
    if request.folder is not None:
        path = path_type(machine.platform)(request.folder) / FILE_NAME
        removed = [path] if machine.remove(path) else []
    else:
        removed = [*uninstall_extension(machine, require_office(machine))]
    lines = [f"Dihapus: {path}" for path in removed] or ["Ekstensi LKjIP memang tidak terpasang."]
    return Outcome(DONE, lines, {"aplikasi": "LibreOffice", "dihapus": [str(path) for path in removed]})


def status_outcome(request: Request, machine: Machine) -> Outcome:
    """What of the extension is there, and whether the place it names still holds lkjip_xl."""
    if request.folder is not None:
        path = path_type(machine.platform)(request.folder) / FILE_NAME
        found = examine_file(machine.read(path))
        place, sound = str(path), found.state is FileState.SAME
    else:
        office = require_office(machine)
        found = examine_extension(machine, office)
        place = str(found.folder or office.unopkg.parent)
        sound = found.active and found.state in (FileState.SAME, FileState.CHANGED) and has_package(machine, found.paths)
    lines = [f"Ekstensi LibreOffice: {place}", f"  {_state_line(found)}"]
    if found.paths:
        lost = "" if has_package(machine, found.paths) else " (tidak ditemukan di komputer ini)"
        lines.append(f"  Python {found.python}, lkjip_xl di {found.paths[0]}{lost}")
    if not sound and request.folder is None:
        lines.append("Belum siap. Sebab dan caranya: lkjip addin dokter (di Windows dan macOS: dengan --libreoffice)")
    return Outcome(DONE if sound else NOT_WELL, lines, _status_content(found, place, machine, sound=sound))


def _state_line(found: Extension) -> str:
    match found.state:
        case FileState.MISSING:
            return "tidak ada"
        case FileState.UNREADABLE:
            return "rusak, atau dipasang untuk semua pengguna"
        case FileState.OTHER_VERSION:
            return f"versi {found.version or 'tidak diketahui'}; lkjip_xl versi {TOOL_VERSION}"
    off = "" if found.active else "; dimatikan di Manajer Ekstensi"
    same = "sama dengan buatan versi ini" if found.state is FileState.SAME else "isinya berbeda dari buatan versi ini"
    return f"versi {found.version}, {same}{off}"


def _status_content(found: Extension, place: str, machine: Machine, *, sound: bool) -> dict[str, Any]:
    extension = {
        "letak": place,
        "keadaan": str(found.state),
        "versi": found.version,
        "aktif": found.active,
        "python": found.python,
        "jalur": list(found.paths),
        "jalur_ada": has_package(machine, found.paths),
    }
    return {"aplikasi": "LibreOffice", "siap": sound, "ekstensi": extension}
