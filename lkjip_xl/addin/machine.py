"""What installer and doctor need of a computer, behind one small protocol: the decisions are made elsewhere, on plain data."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import Final, Protocol

RegistryValue = int | str | bytes

ANSWER_SECONDS: Final = 60
MAX_READ: Final = 16 << 20
_TEMPORARY: Final = "~$lkjip-"
"""Excel opens whatever lies in its start-up folder, except files with this beginning."""


@dataclass(frozen=True, slots=True)
class Ended:
    """A program that ran to its end: its exit code, and everything it printed."""

    code: int
    text: str


class Machine(Protocol):
    """A computer with its user. Paths are pure, so that a test on Linux can hold a Windows computer.

    ``platform`` is Python's ``sys.platform``; ``python`` the running interpreter and ``base_python`` the folder of the
    Python that its environment was made from.
    """

    platform: str
    environ: Mapping[str, str]
    home: str
    python: PurePath
    base_python: PurePath

    def read(self, path: PurePath) -> bytes | None:
        """A file's content; None where there is no such file. OSError where it may not be read."""

    def is_file(self, path: PurePath) -> bool: ...

    def write(self, path: PurePath, data: bytes) -> None:
        """Put a file in place at once, with its folders. OSError where that is not possible; then the old file stays."""

    def remove(self, path: PurePath) -> bool:
        """Delete a file; False where there was none. OSError where it is in use."""

    def may_write(self, folder: PurePath) -> bool:
        """Whether a file can be made in this folder, which need not exist yet."""

    def registry(self, key: str) -> Mapping[str, RegistryValue]:
        """All values of a registry key written as ``HKCU\\...`` or ``HKLM\\...``; empty where there is none."""

    def answer(self, command: Sequence[str]) -> str | None:
        """What a program prints; None where it cannot be started, fails, or does not end."""

    def run(self, command: Sequence[str]) -> Ended | None:
        """Let a program do something, with its messages in English where it has a choice; None where it cannot be started
        or does not end."""

    def program(self, name: str) -> PurePath | None:
        """The real file behind a command that people can type; None where there is none."""

    def folders(self, folder: PurePath) -> Sequence[PurePath]:
        """The folders in a folder; none where it cannot be read."""


class ThisMachine:
    """The computer this runs on."""

    def __init__(self) -> None:
        self.platform: str = sys.platform
        self.environ: Mapping[str, str] = os.environ
        self.home = str(Path("~").expanduser())
        self.python: PurePath = PurePath(sys.executable)
        self.base_python: PurePath = PurePath(sys.base_prefix)

    def read(self, path: PurePath) -> bytes | None:
        try:
            with Path(path).open("rb") as file:
                return file.read(MAX_READ)
        except (FileNotFoundError, NotADirectoryError):
            return None

    def is_file(self, path: PurePath) -> bool:
        return Path(path).is_file()

    def write(self, path: PurePath, data: bytes) -> None:
        folder = Path(path).parent
        folder.mkdir(parents=True, exist_ok=True)
        number, name = tempfile.mkstemp(prefix=_TEMPORARY, dir=folder)
        try:
            with os.fdopen(number, "wb") as file:
                file.write(data)
            Path(name).chmod(0o644)
            Path(name).replace(path)
        except OSError as error:
            Path(name).unlink(missing_ok=True)
            error.filename = str(path)
            raise

    def remove(self, path: PurePath) -> bool:
        try:
            Path(path).unlink()
        except (FileNotFoundError, NotADirectoryError):
            return False
        return True

    def may_write(self, folder: PurePath) -> bool:
        place = Path(folder)
        while not place.exists() and place != place.parent:
            place = place.parent
        try:
            with tempfile.TemporaryFile(prefix=_TEMPORARY, dir=place):
                return True
        except OSError:
            return False

    def registry(self, key: str) -> Mapping[str, RegistryValue]:
        found: dict[str, RegistryValue] = {}
        if sys.platform == "win32":
            import winreg

            root, _, below = key.partition("\\")
            hive = winreg.HKEY_LOCAL_MACHINE if root == "HKLM" else winreg.HKEY_CURRENT_USER
            with contextlib.suppress(OSError), winreg.OpenKey(hive, below) as opened:
                for number in range(winreg.QueryInfoKey(opened)[1]):
                    name, value, _ = winreg.EnumValue(opened, number)
                    found[name] = value
        return found

    def answer(self, command: Sequence[str]) -> str | None:
        try:
            done = subprocess.run(
                list(command), capture_output=True, timeout=ANSWER_SECONDS, check=True, stdin=subprocess.DEVNULL
            )
        except (OSError, subprocess.SubprocessError):
            return None
        return done.stdout.decode("utf-8", "replace")

    def run(self, command: Sequence[str]) -> Ended | None:
        try:
            done = subprocess.run(
                list(command),
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                timeout=ANSWER_SECONDS,
                check=False,
                stdin=subprocess.DEVNULL,
                env={**self.environ, "LC_ALL": "C.UTF-8"},
            )
        except (OSError, subprocess.SubprocessError):
            return None
        return Ended(done.returncode, done.stdout.decode("utf-8", "replace"))

    def program(self, name: str) -> PurePath | None:
        found = shutil.which(name, path=self.environ.get("PATH"))
        return None if found is None else Path(found).resolve()

    def folders(self, folder: PurePath) -> Sequence[PurePath]:
        try:
            return [path for path in Path(folder).iterdir() if path.is_dir()]
        except OSError:
            return []
