"""Computers made of dictionaries: a Windows one and a macOS one, to install on and to examine."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import PurePath, PurePosixPath, PureWindowsPath

from lkjip_xl.addin.machine import RegistryValue
from lkjip_xl.version import TOOL_VERSION

WINDOWS_HOME = "C:\\Users\\Budi S"
WINDOWS_SCRIPTS = f"{WINDOWS_HOME}\\AppData\\Roaming\\uv\\tools\\lkjip-xl\\Scripts"
MAC_HOME = "/Users/budi"
MAC_PYTHON = f"{MAC_HOME}/.local/share/uv/tools/lkjip-xl/bin/python"


def answer(version: str = TOOL_VERSION, xlwings: str | None = "0.37.8", bits: int = 64) -> str:
    """What ``pita --versi`` prints."""
    return json.dumps({"versi": version, "xlwings": xlwings, "bit": bits})


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
    """A computer without Excel."""
    return FakeMachine("linux", "/home/budi", PurePosixPath("/usr/bin/python3"), PurePosixPath("/usr"))
