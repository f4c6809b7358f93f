"""One question of the doctor each: facts in, verdict out. Nothing here touches a computer."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import PurePath
from typing import Final

from lkjip_xl.addin.installed_file import AddinFile, FileState
from lkjip_xl.addin.interpreter import Answer
from lkjip_xl.addin.locations import is_in_onedrive, is_on_network, is_store_app
from lkjip_xl.addin.machine import RegistryValue
from lkjip_xl.addin.status import Setup
from lkjip_xl.addin.xlam import FILE_NAME
from lkjip_xl.version import TOOL_VERSION

REINSTALL: Final = 'Jalankan "lkjip addin pasang", lalu buka kembali Excel.'
INTERNET_ZONE: Final = 3
"""From this zone on (3 internet, 4 restricted) Office blocks the macros of a file."""


class Level(StrEnum):
    """How a verdict counts: GAGAL keeps the buttons from working, PERINGATAN may."""

    GOOD = "BAIK"
    WARNING = "PERINGATAN"
    BAD = "GAGAL"


@dataclass(frozen=True, slots=True)
class Verdict:
    """``name`` is stable and meant for programs; ``text`` says what is, ``advice`` what to do ("" where all is well)."""

    name: str
    level: Level
    text: str
    advice: str = ""


def addin_file(file: AddinFile, *, was_installed: bool) -> Verdict:
    """The add-in in its place. A missing file after an installation points at a virus scanner."""
    name = "berkas-pengaya"
    match file.state:
        case FileState.SAME:
            return Verdict(name, Level.GOOD, f"{FILE_NAME} terpasang, versi {file.version}.")
        case FileState.CHANGED:
            text = f"{FILE_NAME} versi {file.version} terpasang, tetapi isinya bukan buatan versi ini."
            return Verdict(name, Level.WARNING, text, f"Wajar bila ditandatangani bagian TI. Bila tidak: {REINSTALL}")
        case FileState.OTHER_VERSION:
            text = f"{FILE_NAME} yang terpasang versi {file.version or 'lama'}, sedangkan lkjip_xl versi {TOOL_VERSION}."
            return Verdict(name, Level.BAD, text, REINSTALL)
        case FileState.UNREADABLE:
            return Verdict(name, Level.BAD, f"{FILE_NAME} rusak.", REINSTALL)
    if was_installed:
        advice = "Antivirus mungkin mengarantinanya: minta bagian TI mengecualikan berkas itu, lalu pasang lagi."
        return Verdict(name, Level.BAD, f"{FILE_NAME} pernah dipasang, tetapi sekarang tidak ada.", advice)
    return Verdict(name, Level.BAD, f"{FILE_NAME} belum dipasang.", REINSTALL)


def web_mark(zone: bytes | None) -> Verdict:
    """The mark that Windows puts on files from the internet, in the stream Zone.Identifier beside the file."""
    name = "tanda-internet"
    found = re.search(rb"(?im)^\s*ZoneId\s*=\s*(\d+)", zone or b"")
    if found is None or int(found[1]) < INTERNET_ZONE:
        return Verdict(name, Level.GOOD, "Berkas tidak bertanda dari internet.")
    advice = f'Hapus tandanya: klik kanan {FILE_NAME} > Properties > Unblock. Atau jalankan "lkjip addin pasang".'
    return Verdict(name, Level.BAD, "Berkas bertanda dari internet; Excel memblokir makronya.", advice)


def quarantine(attribute: str | None) -> Verdict:
    """The same mark on macOS, the attribute com.apple.quarantine."""
    name = "tanda-internet"
    if not (attribute or "").strip():
        return Verdict(name, Level.GOOD, "Berkas tidak dikarantina macOS.")
    return Verdict(name, Level.BAD, "Berkas dikarantina macOS karena berasal dari internet.", REINSTALL)


def settings_file(setup: Setup) -> Verdict:
    """Where the buttons learn which Python to start: lkjip.conf, or the add-in as IT built it."""
    name = "setelan"
    if not setup.readable:
        return Verdict(name, Level.BAD, f"{setup.path.name} tidak terbaca; tombol tidak tahu letak Python.", REINSTALL)
    if not setup.interpreter:
        return Verdict(name, Level.BAD, f"{setup.path.name} tidak ada atau tidak menyebut letak Python.", REINSTALL)
    return Verdict(name, Level.GOOD, f"Tombol menjalankan {setup.interpreter}.")


def interpreter(setup: Setup) -> Verdict:
    """The Python that lkjip.conf names: there, and of this version when started as a button starts it."""
    name = "python"
    if not setup.found:
        text = f"Python tidak ditemukan: {setup.interpreter or '(belum disetel)'}."
        return Verdict(name, Level.BAD, text, f"Lingkungan Python mungkin dihapus atau dipindah. {REINSTALL}")
    if setup.answer is None:
        text = "Python ada, tetapi lkjip_xl tidak dapat dijalankan dengannya."
        advice = "Pasang lkjip_xl dengan uv, pipx, atau di lingkungan virtual (bukan --user), lalu pasang lagi pengayanya."
        return Verdict(name, Level.BAD, text, advice)
    if setup.answer.version != TOOL_VERSION:
        text = f"Tombol menjalankan lkjip_xl {setup.answer.version}, sedangkan perintah ini versi {TOOL_VERSION}."
        return Verdict(name, Level.BAD, text, REINSTALL)
    return Verdict(name, Level.GOOD, f"Python menjawab dengan lkjip_xl {setup.answer.version}.")


def xlwings_package(answer: Answer) -> Verdict:
    """xlwings, through which Python reaches the open workbook."""
    if answer.xlwings:
        return Verdict("xlwings", Level.GOOD, f"xlwings {answer.xlwings} terpasang.")
    advice = 'Pasang dengan: pip install "lkjip-xl[excel]" (uv: uv tool install "lkjip-xl[excel]").'
    return Verdict("xlwings", Level.BAD, "Paket xlwings tidak ada; Python tidak dapat menghubungi Excel.", advice)


def bitness(answer: Answer) -> Verdict:
    """32-bit Python works with any Excel, but pandas has no package for it."""
    if answer.bits == 64:
        return Verdict("bit", Level.GOOD, "Python 64-bit. Excel boleh 32-bit atau 64-bit.")
    text = f"Python {answer.bits}-bit: sebagian paket (pandas) tidak tersedia untuknya."
    return Verdict("bit", Level.WARNING, text, "Pasang Python 64-bit, juga bila Excel-nya 32-bit.")


def store_python(paths: Iterable[PurePath]) -> Verdict:
    """Python from the Microsoft Store, whose files in %APPDATA% other programs do not see."""
    if any(map(is_store_app, paths)):
        text = "Python berasal dari Microsoft Store; berkas yang ditulisnya tidak terlihat oleh Excel."
        return Verdict("python-store", Level.BAD, text, "Pasang Python dari python.org atau dengan uv, lalu pasang lagi.")
    return Verdict("python-store", Level.GOOD, "Python bukan dari Microsoft Store.")


def startup_folder(folder: PurePath, environ: Mapping[str, str], *, may_write: bool) -> Verdict:
    """Excel's start-up folder: open to the user, on this computer, not synchronised."""
    name = "folder-mulai"
    if not may_write:
        advice = 'Minta izin tulis, atau minta bagian TI memasang dengan "lkjip addin pasang --folder".'
        return Verdict(name, Level.BAD, f"Folder {folder} tidak boleh ditulisi.", advice)
    if is_on_network(folder):
        advice = "Makro dari jaringan diblokir kecuali bagian TI mengizinkannya (Allow Trusted Locations on my network)."
        return Verdict(name, Level.WARNING, f"Folder {folder} dialihkan ke jaringan.", advice)
    if is_in_onedrive(folder, environ):
        advice = "Keluarkan folder AppData dari OneDrive, atau minta bagian TI memakai folder tepercaya."
        return Verdict(name, Level.WARNING, f"Folder {folder} disinkronkan OneDrive.", advice)
    return Verdict(name, Level.GOOD, f"Folder {folder} dapat ditulisi.")


def excel_program(path: str | None) -> Verdict:
    """Excel itself, by the path that Windows or macOS gives for it."""
    if not path:
        text = "Excel tidak ditemukan pada komputer ini."
        return Verdict("excel", Level.WARNING, text, "Abaikan bila Excel dapat dibuka; bila tidak, pasang Microsoft Excel.")
    if "windowsapps" in path.lower():
        text = "Excel berasal dari Microsoft Store; pengendaliannya oleh program lain kadang gagal."
        return Verdict("excel", Level.WARNING, text, "Bila tombol tidak bekerja, pasang Office dari office.com.")
    return Verdict("excel", Level.GOOD, f"Excel: {path}")


def macro_policy(settings: Mapping[str, RegistryValue]) -> Verdict:
    """Excel's trust settings; those of a group policy are to be merged over the user's own before."""
    name = "pengaturan-makro"
    if settings.get("DisableAllAddins") == 1:
        text = "Semua pengaya Excel dimatikan (Disable all Application Add-ins)."
        return Verdict(name, Level.BAD, text, "File > Options > Trust Center > Add-ins; bila terkunci, hubungi bagian TI.")
    if settings.get("RequireAddinSig") == 1:
        text = "Excel hanya menerima pengaya yang ditandatangani (Require Application Add-ins to be signed)."
        return Verdict(name, Level.BAD, text, f"Minta bagian TI menandatangani {FILE_NAME}; lihat docs/pasang-windows.md.")
    if settings.get("AllLocationsDisabled") == 1 and settings.get("VBAWarnings") != 1:
        text = "Lokasi tepercaya dimatikan, sehingga makro pengaya yang tidak ditandatangani tidak dijalankan."
        return Verdict(name, Level.BAD, text, f"Minta bagian TI menandatangani {FILE_NAME} atau mengizinkan lokasi tepercaya.")
    return Verdict(name, Level.GOOD, "Makro di folder mulai Excel boleh berjalan.")


def disabled_items(values: Iterable[RegistryValue]) -> Verdict:
    """Add-ins that Excel switched off after a crash; the registry holds their paths as UTF-16 inside binary values."""
    wanted = FILE_NAME.encode("utf-16-le")
    if any(isinstance(value, bytes) and wanted in value.lower() for value in values):
        advice = f"Excel: File > Options > Add-ins > Manage: Disabled Items > Go > pilih {FILE_NAME} > Enable."
        return Verdict("pengaya-dimatikan", Level.BAD, f"Excel mematikan {FILE_NAME} setelah mogok.", advice)
    return Verdict("pengaya-dimatikan", Level.GOOD, "Excel tidak mematikan pengaya ini.")


def script_file(data: bytes | None, expected: bytes) -> Verdict:
    """The AppleScript on macOS: there, and written for the Python that lkjip.conf names."""
    if data == expected:
        return Verdict("applescript", Level.GOOD, "Skrip untuk Excel terpasang.")
    text = "Skrip untuk Excel tidak ada." if data is None else "Skrip untuk Excel bukan buatan versi ini."
    return Verdict("applescript", Level.BAD, text, REINSTALL)
