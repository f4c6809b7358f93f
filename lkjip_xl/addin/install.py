"""Put the add-in where Excel loads it for this user, or take it away. Excel itself is never started."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePath, PurePosixPath, PureWindowsPath
from typing import Final

from lkjip_xl.addin.apple_script import apple_script
from lkjip_xl.addin.interpreter import ask, button_interpreter, checked_interpreter
from lkjip_xl.addin.locations import Locations, is_store_app, path_type, user_locations
from lkjip_xl.addin.machine import Machine
from lkjip_xl.addin.settings import INTERPRETER, VERSION, settings_text
from lkjip_xl.addin.xlam import FILE_NAME, build_xlam
from lkjip_xl.errors import LkjipError, UsageError
from lkjip_xl.version import TOOL_VERSION

NO_EXCEL: Final = (
    "Excel hanya ada di Windows dan macOS. Untuk LibreOffice: lkjip addin pasang --libreoffice. Untuk menyiapkan berkas bagi "
    "komputer lain: lkjip addin pasang --folder FOLDER"
)
_STORE_PYTHON: Final = (
    "Python dari Microsoft Store menyimpan berkas di tempat yang tidak dilihat Excel. Pasang lkjip_xl dengan Python dari "
    "python.org atau uv, lalu ulangi."
)


@dataclass(frozen=True, slots=True)
class Installed:
    """Files written, and the interpreter that the buttons start ("" for a folder: the user's lkjip.conf names it)."""

    files: tuple[PurePath, ...]
    interpreter: str


def install(machine: Machine) -> Installed:
    """Install for this user: the add-in, lkjip.conf, and on macOS the script. Running it again renews everything.

    Raises UsageError where there is no Excel or this Python cannot serve it, LkjipError where Excel holds the file.
    """
    places = here(machine)
    if is_store_app(machine.python) or is_store_app(machine.base_python):
        raise UsageError(_STORE_PYTHON)
    interpreter = checked_interpreter(button_interpreter(machine))
    if ask(machine, machine.python) is None:
        raise UsageError(
            f"{machine.python} tidak menemukan lkjip_xl bila dijalankan tersendiri (-I). Paket yang dipasang dengan "
            "--user tidak terlihat; pasang dengan uv, pipx, atau di lingkungan virtual."
        )
    contents = {places.addin: build_xlam(), places.settings: settings_text({INTERPRETER: interpreter, VERSION: TOOL_VERSION})}
    if places.script is not None:
        contents[places.script] = apple_script(interpreter)
    for path, data in contents.items():
        _write(machine, path, data)
    return Installed(tuple(contents), interpreter)


def install_in_folder(machine: Machine, folder: str, interpreter: str = "") -> Installed:
    """Write the add-in alone into a folder, on any system: for IT, who hand it on.

    ``interpreter`` is where Python lies on the computers that will use it. Raises UsageError for one that cannot be used.
    """
    if interpreter:
        written = PureWindowsPath if "\\" in interpreter else PurePosixPath
        interpreter = checked_interpreter(written(interpreter))
    path = path_type(machine.platform)(folder) / FILE_NAME
    _write(machine, path, build_xlam(interpreter))
    return Installed((path,), interpreter)


def uninstall(machine: Machine, folder: str | None = None) -> tuple[PurePath, ...]:
    """Remove what ``install`` wrote; the files that were there. Raises LkjipError where Excel holds the add-in."""
    if folder is not None:
        paths = [path_type(machine.platform)(folder) / FILE_NAME]
    else:
        places = here(machine)
        paths = [path for path in (places.addin, places.settings, places.script) if path is not None]
    return tuple(path for path in paths if _remove(machine, path))


def here(machine: Machine) -> Locations:
    """Where this user's files belong. Raises UsageError where there is no Excel."""
    places = user_locations(machine.platform, machine.environ, machine.home)
    if places is None:
        raise UsageError(NO_EXCEL)
    return places


def _write(machine: Machine, path: PurePath, data: bytes) -> None:
    try:
        machine.write(path, data)
    except PermissionError:
        raise _in_use(machine, path) from None


def _remove(machine: Machine, path: PurePath) -> bool:
    try:
        return machine.remove(path)
    except PermissionError:
        raise _in_use(machine, path) from None


def _in_use(machine: Machine, path: PurePath) -> LkjipError:
    """Why a file cannot be replaced: another program holds it, or the folder is closed to this user."""
    if machine.is_file(path) and machine.may_write(path.parent):
        return LkjipError(f"{path} sedang dipakai. Tutup semua jendela Excel, lalu ulangi.")
    return LkjipError(f"Folder {path.parent} tidak boleh ditulisi. Minta izin kepada pengelola komputer, atau pakai --folder.")
