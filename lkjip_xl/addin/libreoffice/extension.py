"""The extension of this user: put in with LibreOffice's own ``unopkg``, taken out with it, and looked at where it lies.

LibreOffice itself is never started. ``unopkg`` speaks through its exit code and a few fixed English sentences.
"""

from __future__ import annotations

import io
import json
import re
import zipfile
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any, Final

from lkjip_xl.addin.installed_file import FileState
from lkjip_xl.addin.libreoffice.office import Office, find_office, own_folder, profile
from lkjip_xl.addin.libreoffice.oxt import COMPONENT, DESCRIPTION, FILE_NAME, IDENTIFIER, PLACE, build_oxt, parts
from lkjip_xl.addin.locations import path_type
from lkjip_xl.addin.machine import Ended, Machine
from lkjip_xl.errors import LkjipError, UsageError
from lkjip_xl.version import TOOL_VERSION

NO_OFFICE: Final = (
    "unopkg, pemasang ekstensi milik LibreOffice, tidak ditemukan. Pasang LibreOffice (Debian/Ubuntu: libreoffice-calc dan "
    "python3-uno). LibreOffice dari Flatpak atau Snap tidak dapat menjalankan lkjip_xl."
)
_MAX_PART: Final = 65536
_CACHE: Final = "$UNO_USER_PACKAGES_CACHE"
"""How ``unopkg list`` names the folder of this user's extensions."""
_LOCKED: Final = (
    "LibreOffice sedang terbuka atau pernah berhenti mendadak. Tutup semua jendela LibreOffice, lalu ulangi. Bila tetap "
    "begini, hapus berkas {}"
)
_ROOT: Final = (
    "unopkg tidak boleh dijalankan sebagai root. Jalankan perintah ini tanpa sudo, sebagai pengguna yang memakai LibreOffice."
)


@dataclass(frozen=True, slots=True)
class Extension:
    """The extension as LibreOffice has it. ``folder`` is where it is unpacked, ``paths`` are the folders it imports from and
    ``python`` the version they are for; ``active`` is False for one that was switched off in the extension manager."""

    state: FileState
    version: str = ""
    active: bool = False
    folder: PurePath | None = None
    python: str = ""
    paths: tuple[str, ...] = ()


def require_office(machine: Machine) -> Office:
    """LibreOffice's tools. Raises UsageError where they are not there."""
    office = find_office(machine)
    if office is None:
        raise UsageError(NO_OFFICE)
    return office


def install_extension(machine: Machine, office: Office) -> PurePath:
    """Write lkjip.oxt for the running Python and give it to LibreOffice, in place of an older one; the written file.

    Raises LkjipError with what ``unopkg`` says against it.
    """
    path = own_folder(machine) / FILE_NAME
    machine.write(path, build_oxt())
    ended = machine.run([str(office.unopkg), "add", "--force", "--suppress-license", str(path)])
    if ended is None or ended.code:
        machine.remove(path)
        raise refusal(ended)
    return path


def write_extension(machine: Machine, folder: str) -> PurePath:
    """Write lkjip.oxt alone into a folder: for computers on which lkjip_xl lies in the same place."""
    path = path_type(machine.platform)(folder) / FILE_NAME
    machine.write(path, build_oxt())
    return path


def uninstall_extension(machine: Machine, office: Office) -> tuple[PurePath, ...]:
    """Take the extension out of LibreOffice and remove its file; what was there."""
    removed: list[PurePath] = []
    found = examine_extension(machine, office)
    if found.state is not FileState.MISSING:
        ended = machine.run([str(office.unopkg), "remove", IDENTIFIER])
        if ended is None or ended.code:
            raise refusal(ended)
        removed += [found.folder] if found.folder is not None else []
    path = own_folder(machine) / FILE_NAME
    return (*removed, path) if machine.remove(path) else tuple(removed)


def examine_extension(machine: Machine, office: Office) -> Extension:
    """What LibreOffice has of the extension. Raises LkjipError where ``unopkg`` cannot say."""
    ended = machine.run([str(office.unopkg), "list"])
    if ended is None or ended.code:
        raise refusal(ended)
    listed = read_list(ended.text)
    if listed is None:
        return Extension(FileState.MISSING)
    version, address, active = listed
    folder = unpacked(profile(machine), address)
    if folder is None:
        return Extension(FileState.UNREADABLE, version, active)
    return examine_folder(machine, folder, version, active=active)


def read_list(text: str) -> tuple[str, str, bool] | None:
    """(version, address, active) of our extension in what ``unopkg list`` prints; None where it is not listed."""
    for block in re.split(r"(?m)^(?=Identifier:)", text):
        if re.match(rf"Identifier:[ \t]*{re.escape(IDENTIFIER)}[ \t]*$", block, re.MULTILINE) is None:
            continue
        said = dict(re.findall(r"(?m)^  (Version|URL|is registered):[ \t]*(.*?)[ \t]*$", block.partition("bundled Packages")[0]))
        return said.get("Version", ""), said.get("URL", ""), said.get("is registered") == "yes"
    return None


def unpacked(user: PurePath, address: str) -> PurePath | None:
    """The folder behind an address of ``unopkg list`` within a user's profile; None for an extension installed for everybody."""
    beginning, cache, rest = address.partition(_CACHE)
    pieces = [piece for piece in rest.split("/") if piece]
    if beginning != "vnd.sun.star.expand:" or not cache or ".." in pieces:
        return None
    return user.joinpath("user", "uno_packages", "cache", *pieces)


def examine_folder(machine: Machine, folder: PurePath, version: str, *, active: bool) -> Extension:
    """Compare an unpacked extension with the one that this version builds for the same place."""
    place = _place(machine.read(folder / PLACE))
    if place is None:
        return Extension(FileState.UNREADABLE, version, active, folder)
    python, paths = place
    state = FileState.OTHER_VERSION
    if version == TOOL_VERSION:
        wanted = parts(paths, python)
        # LibreOffice rewrites nothing, but may leave compiled files beside the component: only our parts are looked at.
        same = all(machine.read(folder.joinpath(*name.split("/"))) == data for name, data in wanted.items())
        state = FileState.SAME if same else FileState.CHANGED
    return Extension(state, version, active, folder, python, paths)


def examine_file(data: bytes | None) -> Extension:
    """What an lkjip.oxt in a folder is."""
    if data is None:
        return Extension(FileState.MISSING)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            found = {name: package.read(name) for name in (PLACE, DESCRIPTION) if package.getinfo(name).file_size <= _MAX_PART}
    except (zipfile.BadZipFile, KeyError, OSError, ValueError, NotImplementedError, RuntimeError, zlib.error):
        return Extension(FileState.UNREADABLE)
    place = _place(found.get(PLACE))
    if place is None:
        return Extension(FileState.UNREADABLE)
    python, paths = place
    said = re.search(rb'<version value="([^"]{1,40})"', found.get(DESCRIPTION, b""))
    version = said[1].decode("ascii", "replace") if said else ""
    same = FileState.SAME if data == build_oxt(paths, python) else FileState.CHANGED
    return Extension(same if version == TOOL_VERSION else FileState.OTHER_VERSION, version, True, None, python, paths)


def _place(data: bytes | None) -> tuple[str, tuple[str, ...]] | None:
    try:
        content: Any = json.loads(data or b"")
        python, paths = content["python"], content["jalur"]
    except (ValueError, KeyError, TypeError):
        return None
    if not (isinstance(python, str) and python and isinstance(paths, list) and all(isinstance(path, str) for path in paths)):
        return None
    return python, tuple(paths)


def has_package(machine: Machine, paths: Sequence[str]) -> bool:
    """Whether lkjip_xl still lies in one of the folders that the extension imports from."""
    kind = path_type(machine.platform)
    return any(machine.is_file(kind(path) / "lkjip_xl" / "__init__.py") for path in paths)


def refusal(ended: Ended | None) -> LkjipError:
    """Why ``unopkg`` did not do it, in words for the user."""
    if ended is None:
        return LkjipError("unopkg tidak dapat dijalankan atau tidak selesai. Tutup semua jendela LibreOffice, lalu ulangi.")
    if "as root" in ended.text:
        return UsageError(_ROOT)
    lock = re.search(r"(?m)^.*[/\\]\.lock\s*$", ended.text)
    if lock is not None:
        return LkjipError(_LOCKED.format(lock[0].strip()))
    if COMPONENT.rpartition("/")[2] in ended.text or "PythonLoader" in ended.text or "pyuno" in ended.text:
        return LkjipError(
            "LibreOffice tidak dapat menjalankan Python. Pasang jembatannya (Debian/Ubuntu: python3-uno), lalu ulangi."
        )
    said = re.search(r"(?m)^ERROR: (?:Exception occurred: )?(.{1,200})", ended.text)
    return LkjipError(f"unopkg gagal: {said[1] if said else f'kode {ended.code}'}")
