"""Computers made of dictionaries: a Windows one and a macOS one, to install on and to examine."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import PurePath, PurePosixPath, PureWindowsPath

from lkjip_xl.addin.libreoffice.office import profile
from lkjip_xl.addin.libreoffice.oxt import COMPONENT, FILE_NAME, IDENTIFIER, library_paths, running_python
from lkjip_xl.addin.machine import Ended, RegistryValue
from lkjip_xl.version import TOOL_VERSION

WINDOWS_HOME = "C:\\Users\\Budi S"
WINDOWS_SCRIPTS = f"{WINDOWS_HOME}\\AppData\\Roaming\\uv\\tools\\lkjip-xl\\Scripts"
MAC_HOME = "/Users/budi"
MAC_PYTHON = f"{MAC_HOME}/.local/share/uv/tools/lkjip-xl/bin/python"


def answer(version: str = TOOL_VERSION, xlwings: str | None = "0.37.8", bits: int = 64) -> str:
    """What ``pita --versi`` prints."""
    return json.dumps({"versi": version, "xlwings": xlwings, "bit": bits})


UNPACKED = ("user", "uno_packages", "cache", "uno_packages", "lu1.tmp_", FILE_NAME)


def version_of(extension: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(extension)) as package:
        found = re.search(r'<version value="([^"]*)"', package.read("description.xml").decode())
    assert found is not None
    return found[1]


def listing(version: str, *, active: bool = True) -> str:
    """What ``unopkg list`` of LibreOffice 7.4 prints with another extension before ours."""
    address = f"vnd.sun.star.expand:$UNO_USER_PACKAGES_CACHE/uno_packages/lu1.tmp_/{FILE_NAME}"
    return (
        "All deployed user extensions:\n\n"
        "Identifier: org.lain\n  Version: 9.9\n  URL: vnd.sun.star.expand:$UNO_USER_PACKAGES_CACHE/x/lain.oxt\n"
        "  is registered: yes\n  Media-Type: application/vnd.sun.star.package-bundle\n  Description: id.go.lkjip\n\n"
        f"Identifier: {IDENTIFIER}\n  Version: {version}\n  URL: {address}\n  is registered: {'yes' if active else 'no'}\n"
        "  Media-Type: application/vnd.sun.star.package-bundle\n  Description: \n  bundled Packages: {\n"
        f"      URL: {address}/{COMPONENT}\n      is registered: yes\n  }}\n"
    )


class FakeMachine:
    """``closed`` folders may not be written, ``in_use`` files not replaced; ``answers`` maps a program to its output."""

    def __init__(self, platform: str, home: str, python: PurePath, base_python: PurePath) -> None:
        self.platform = platform
        self.home = home
        self.python = python
        self.base_python = base_python
        self.environ: Mapping[str, str] = {}
        self.files: dict[PurePath, bytes] = {}
        self.closed: set[PurePath] = set()
        self.in_use: set[PurePath] = set()
        self.keys: dict[str, dict[str, RegistryValue]] = {}
        self.answers: dict[str, str] = {}
        self.asked: list[list[str]] = []
        self.ran: list[list[str]] = []
        self.programs: dict[str, PurePath] = {}
        self.extension: bytes | None = None
        self.refusal: Ended | None = None
        self.switched_off = False

    def read(self, path: PurePath) -> bytes | None:
        return self.files.get(path)

    def is_file(self, path: PurePath) -> bool:
        return path in self.files

    def write(self, path: PurePath, data: bytes) -> None:
        self._guard(path)
        self.files[path] = data

    def remove(self, path: PurePath) -> bool:
        if path not in self.files:
            return False
        self._guard(path)
        del self.files[path]
        return True

    def may_write(self, folder: PurePath) -> bool:
        return not self.closed & {folder, *folder.parents}

    def registry(self, key: str) -> Mapping[str, RegistryValue]:
        return self.keys.get(key, {})

    def answer(self, command: Sequence[str]) -> str | None:
        self.asked.append(list(command))
        return self.answers.get(command[0])

    def run(self, command: Sequence[str]) -> Ended | None:
        """LibreOffice's unopkg: ``refusal`` is what it says instead of working."""
        self.ran.append(list(command))
        if self.refusal is not None or command[0] not in map(str, self.files):
            return self.refusal
        if command[1] == "add":
            self.extension = self.files[type(self.python)(command[-1])]
            self._unpack(self.extension)
        elif command[1] == "remove":
            self.extension = None
        elif command[1] == "list" and self.extension is not None:
            return Ended(0, listing(version_of(self.extension), active=not self.switched_off))
        return Ended(0, "")

    def _unpack(self, data: bytes) -> None:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            for name in package.namelist():
                self.files[profile(self).joinpath(*UNPACKED, *name.split("/"))] = package.read(name)

    def program(self, name: str) -> PurePath | None:
        return self.programs.get(name)

    def folders(self, folder: PurePath) -> Sequence[PurePath]:
        depth = len(folder.parts)
        return list({type(path)(*path.parts[: depth + 1]) for path in self.files if folder in path.parents})

    def _guard(self, path: PurePath) -> None:
        if path in self.in_use or not self.may_write(path.parent):
            raise PermissionError(13, "denied", str(path))


def windows() -> FakeMachine:
    """A healthy Windows computer with lkjip_xl installed by uv, the add-in not yet."""
    scripts = PureWindowsPath(WINDOWS_SCRIPTS)
    machine = FakeMachine("win32", WINDOWS_HOME, scripts / "python.exe", PureWindowsPath("C:\\Python312"))
    machine.environ = {"APPDATA": f"{WINDOWS_HOME}\\AppData\\Roaming", "OneDrive": f"{WINDOWS_HOME}\\OneDrive"}
    machine.files = {scripts / "python.exe": b"", scripts / "pythonw.exe": b""}
    machine.answers = {str(scripts / "python.exe"): answer()}
    machine.keys = {
        "HKLM\\SOFTWARE\\Classes\\Excel.Application\\CurVer": {"": "Excel.Application.16"},
        "HKLM\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\App Paths\\excel.exe": {
            "": "C:\\Program Files\\Microsoft Office\\root\\Office16\\EXCEL.EXE"
        },
    }
    return machine


def macos() -> FakeMachine:
    """A healthy Mac, likewise."""
    python = PurePosixPath(MAC_PYTHON)
    machine = FakeMachine("darwin", MAC_HOME, python, PurePosixPath("/opt/python"))
    excel = PurePosixPath("/Applications/Microsoft Excel.app/Contents/MacOS/Microsoft Excel")
    machine.files = {python: b"", excel: b""}
    machine.answers = {MAC_PYTHON: answer()}
    return machine


def linux() -> FakeMachine:
    """A computer without Excel and without LibreOffice."""
    return FakeMachine("linux", "/home/budi", PurePosixPath("/usr/bin/python3"), PurePosixPath("/usr"))


def office_answer(python: str = "", *, uno: bool = True, xlwings: bool = True, version: str = TOOL_VERSION) -> str:
    """What LibreOffice's Python answers, by default that all is well for the Python of this test."""
    return json.dumps({"python": python or running_python(), "uno": uno, "xlwings": xlwings, "lkjip_xl": version})


def debian() -> FakeMachine:
    """A healthy Debian desktop with LibreOffice, the extension not yet."""
    machine = linux()
    program = PurePosixPath("/usr/lib/libreoffice/program")
    machine.programs = {"soffice": program / "soffice", "unopkg": PurePosixPath("/usr/bin/unopkg")}
    machine.files = {program / "unopkg": b"", PurePosixPath("/usr/bin/unopkg"): b""}
    machine.files |= {PurePosixPath(library_paths()[0], "lkjip_xl", "__init__.py"): b""}
    machine.answers = {"/usr/bin/python3": office_answer()}
    return machine
