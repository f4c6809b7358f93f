"""The LibreOffice of a computer: where its tools lie, what its Python says of itself, and where it keeps extensions.

Pure decisions over a ``Machine``; the places are those that LibreOffice documents for its packages.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePath, PurePosixPath, PureWindowsPath
from typing import Final

from lkjip_xl.addin.locations import System, path_type, roaming_folder, system_of
from lkjip_xl.addin.machine import Machine

_KEY: Final = "SOFTWARE\\LibreOffice\\UNO\\InstallPath"
"""Where LibreOffice's installer on Windows writes its folder ``program``, for programs that look for it."""
_SYSTEM_PYTHON: Final = PurePosixPath("/usr/bin/python3")
"""Debian, Fedora and others build LibreOffice against the Python of the system."""
_QUESTION: Final = """
import sys
sys.path[:] = [path for path in sys.path if path]
import json

def loads(name):
    try:
        __import__(name)
    except Exception:
        return False
    return True

said = {"python": "%d.%d" % sys.version_info[:2], "uno": loads("uno")}
sys.path[:0] = sys.argv[1:]
said["xlwings"] = loads("xlwings")
said["lkjip_xl"] = __import__("lkjip_xl.version").version.TOOL_VERSION if loads("lkjip_xl.addin.libreoffice.front") else ""
print(json.dumps(said))
"""
"""Asked of LibreOffice's Python. Not with ``-I``: LibreOffice's own start script hands it its modules in PYTHONPATH."""


@dataclass(frozen=True, slots=True)
class Office:
    """``unopkg`` installs extensions; ``python`` is the interpreter that runs them."""

    unopkg: PurePath
    python: PurePath


@dataclass(frozen=True, slots=True)
class OfficeAnswer:
    """What LibreOffice's Python says: its version (``3.11``), whether it has the bridge ``uno`` and reaches xlwings, and the
    version of lkjip_xl that it loads from the given folders ("" where it does not)."""

    python: str
    bridge: bool
    xlwings: bool
    version: str


def find_office(machine: Machine) -> Office | None:
    """The first LibreOffice with its tools; None where there is none that could install an extension."""
    windows = system_of(machine.platform) is System.WINDOWS
    names = ("unopkg.com", "unopkg.exe") if windows else ("unopkg",)
    for folder in _program_folders(machine):
        for name in names:
            if machine.is_file(folder / name):
                return Office(folder / name, _office_python(machine, folder))
    return None


def _program_folders(machine: Machine) -> Iterator[PurePath]:
    system = system_of(machine.platform)
    if system is System.WINDOWS:
        for root in ("HKCU", "HKLM"):
            named = machine.registry(f"{root}\\{_KEY}").get("")
            if isinstance(named, str) and named:
                yield PureWindowsPath(named)
        for variable in ("ProgramW6432", "ProgramFiles", "ProgramFiles(x86)"):
            if machine.environ.get(variable):
                yield PureWindowsPath(machine.environ[variable], "LibreOffice", "program")
    elif system is System.MACOS:
        for applications in ("/Applications", f"{machine.home}/Applications"):
            yield PurePosixPath(applications, "LibreOffice.app/Contents/MacOS")
    else:
        for name in ("soffice", "libreoffice", "unopkg"):  # the last may be a script far from the folder it starts from
            found = machine.program(name)
            if found is not None:
                yield found.parent
        yield from (PurePosixPath(lib, "libreoffice/program") for lib in ("/usr/lib", "/usr/lib64"))
        newest_first = sorted(machine.folders(PurePosixPath("/opt")), reverse=True)
        yield from (path / "program" for path in newest_first if path.name.startswith("libreoffice"))


def _office_python(machine: Machine, folder: PurePath) -> PurePath:
    own = {
        System.WINDOWS: folder / "python.exe",
        System.MACOS: folder.parent / "Resources" / "python",
    }.get(system_of(machine.platform), folder / "python")
    if system_of(machine.platform) is System.OTHER and not machine.is_file(own):
        return _SYSTEM_PYTHON
    return own


def ask_office(machine: Machine, office: Office, paths: Sequence[str]) -> OfficeAnswer | None:
    """What LibreOffice's Python says when it imports from these folders; None where it gives no answer."""
    said = machine.answer([str(office.python), "-X", "utf8", "-c", _QUESTION, *paths])
    try:
        content = json.loads(said or "")
        return OfficeAnswer(
            str(content["python"]), content["uno"] is True, content["xlwings"] is True, str(content["lkjip_xl"] or "")
        )
    except (ValueError, KeyError, TypeError):
        return None


def profile(machine: Machine) -> PurePath:
    """LibreOffice's folder of this user."""
    system = system_of(machine.platform)
    if system is System.WINDOWS:
        return roaming_folder(machine.environ, machine.home) / "LibreOffice" / "4"
    if system is System.MACOS:
        return PurePosixPath(machine.home, "Library/Application Support/LibreOffice/4")
    named = PurePosixPath(machine.environ.get("XDG_CONFIG_HOME", ""))
    return (named if named.is_absolute() else PurePosixPath(machine.home, ".config")) / "libreoffice" / "4"


def own_folder(machine: Machine) -> PurePath:
    """Where the extension's file is kept for this user, to be installed from."""
    system = system_of(machine.platform)
    if system is System.WINDOWS:
        return roaming_folder(machine.environ, machine.home) / "lkjip"
    if system is System.MACOS:
        return PurePosixPath(machine.home, "Library/Application Support/lkjip")
    named = path_type(machine.platform)(machine.environ.get("XDG_DATA_HOME", ""))
    return (named if named.is_absolute() else PurePosixPath(machine.home, ".local/share")) / "lkjip"
