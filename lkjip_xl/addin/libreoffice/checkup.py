"""``lkjip addin dokter`` for LibreOffice: facts in, verdicts out, in the order in which to mend."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from lkjip_xl.addin.installed_file import FileState
from lkjip_xl.addin.libreoffice.extension import NO_OFFICE, Extension, examine_extension, has_package
from lkjip_xl.addin.libreoffice.office import Office, OfficeAnswer, ask_office, find_office
from lkjip_xl.addin.libreoffice.oxt import FILE_NAME, library_paths, running_python
from lkjip_xl.addin.machine import Machine
from lkjip_xl.addin.probes import Level, Verdict
from lkjip_xl.errors import LkjipError
from lkjip_xl.version import TOOL_VERSION

PACKAGE: Final = "paket"
REINSTALL: Final = 'Jalankan "lkjip addin pasang" (di Windows dan macOS: dengan --libreoffice), lalu buka kembali LibreOffice.'


def diagnose_office(machine: Machine) -> list[Verdict]:
    """Every verdict on LibreOffice and the extension in it."""
    office = find_office(machine)
    if office is None:
        return [Verdict("libreoffice", Level.BAD, "LibreOffice tidak ditemukan.", NO_OFFICE)]
    verdicts = [Verdict("libreoffice", Level.GOOD, f"LibreOffice: {office.unopkg.parent}")]
    try:
        found = examine_extension(machine, office)
    except LkjipError as error:
        return [*verdicts, Verdict("ekstensi", Level.BAD, "Isi LibreOffice tidak dapat dilihat.", str(error))]
    paths = found.paths or library_paths()
    answer = ask_office(machine, office, paths)
    python = python_verdicts(office, answer, found.python or running_python())
    lost = bool(found.paths) and not has_package(machine, found.paths)
    return [
        *verdicts,
        *(verdict for verdict in python if not (lost and verdict.name == PACKAGE)),  # one cause, one verdict
        extension_file(found),
        *_recorded(machine, found),
    ]


def python_verdicts(office: Office, answer: OfficeAnswer | None, wanted: str) -> Iterator[Verdict]:
    """LibreOffice's Python: there, of the version that lkjip_xl is installed for, with the bridge and our packages."""
    if answer is None:
        advice = "Pasang jembatan Python LibreOffice (Debian/Ubuntu: python3-uno)."
        yield Verdict("python", Level.BAD, f"Python milik LibreOffice tidak menjawab: {office.python}.", advice)
        return
    yield same_python(answer, wanted)
    yield bridge(answer)
    if answer.python == wanted:
        yield package(answer)


def same_python(answer: OfficeAnswer, wanted: str) -> Verdict:
    """Compiled packages load only in the Python version that they were installed for."""
    if answer.python == wanted:
        return Verdict("python", Level.GOOD, f"LibreOffice dan lkjip_xl memakai Python {wanted}.")
    text = f"LibreOffice memakai Python {answer.python}, sedangkan lkjip_xl dipasang untuk Python {wanted}."
    advice = f"Pasang lkjip_xl dengan Python {answer.python} (uv: uv tool install --python {answer.python}), lalu pasang lagi."
    return Verdict("python", Level.BAD, text, advice)


def bridge(answer: OfficeAnswer) -> Verdict:
    """``uno``, through which Python reaches the open workbook."""
    if answer.bridge:
        return Verdict("jembatan-python", Level.GOOD, "Jembatan Python LibreOffice (uno) ada.")
    text = "Jembatan Python LibreOffice (uno) tidak ada."
    return Verdict("jembatan-python", Level.BAD, text, "Debian/Ubuntu: pasang python3-uno. Lainnya: pasang ulang LibreOffice.")


def package(answer: OfficeAnswer) -> Verdict:
    """lkjip_xl and xlwings, loaded by LibreOffice's own Python from the folders that the extension names."""
    name = PACKAGE
    if not answer.xlwings:
        advice = 'Pasang dengan: pip install "lkjip-xl[excel]" (uv: uv tool install "lkjip-xl[excel]").'
        return Verdict(name, Level.BAD, "Paket xlwings tidak ada; tombol tidak dapat menghubungi LibreOffice.", advice)
    if not answer.version:
        advice = "Pasang lkjip_xl di tempat yang boleh dibaca pengguna ini, lalu pasang lagi ekstensinya."
        return Verdict(name, Level.BAD, "LibreOffice tidak dapat memuat lkjip_xl.", advice)
    if answer.version != TOOL_VERSION:
        text = f"Tombol menjalankan lkjip_xl {answer.version}, sedangkan perintah ini versi {TOOL_VERSION}."
        return Verdict(name, Level.BAD, text, REINSTALL)
    return Verdict(name, Level.GOOD, f"LibreOffice memuat lkjip_xl {answer.version}.")


def extension_file(found: Extension) -> Verdict:
    """The extension as LibreOffice has it."""
    name = "ekstensi"
    match found.state:
        case FileState.MISSING:
            return Verdict(name, Level.BAD, "Ekstensi LKjIP belum dipasang.", REINSTALL)
        case FileState.UNREADABLE:
            return Verdict(name, Level.BAD, "Ekstensi LKjIP rusak, atau dipasang untuk semua pengguna.", REINSTALL)
        case FileState.OTHER_VERSION:
            text = f"Ekstensi yang terpasang versi {found.version or 'lama'}, sedangkan lkjip_xl versi {TOOL_VERSION}."
            return Verdict(name, Level.BAD, text, REINSTALL)
    if not found.active:
        advice = "LibreOffice: Perkakas > Manajer Ekstensi (Tools > Extension Manager) > LKjIP > Aktifkan (Enable)."
        return Verdict(name, Level.BAD, "Ekstensi LKjIP terpasang tetapi dimatikan.", advice)
    if found.state is FileState.CHANGED:
        text = f"Ekstensi versi {found.version} terpasang, tetapi isinya bukan buatan versi ini."
        return Verdict(name, Level.WARNING, text, REINSTALL)
    return Verdict(name, Level.GOOD, f"{FILE_NAME} terpasang, versi {found.version}.")


def _recorded(machine: Machine, found: Extension) -> Iterator[Verdict]:
    if not found.paths:
        return
    if has_package(machine, found.paths):
        yield Verdict("jalur", Level.GOOD, f"lkjip_xl ada di tempat yang disebut ekstensi: {found.paths[0]}")
    else:
        text = f"lkjip_xl tidak ada lagi di tempat yang disebut ekstensi: {found.paths[0]}"
        yield Verdict("jalur", Level.BAD, text, f"Lingkungan Python mungkin dihapus atau dipindah. {REINSTALL}")
