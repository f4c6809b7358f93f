"""What of the add-in is on this computer, as facts; what is wrong about them is the doctor's to say."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePath

from lkjip_xl.addin.install import here
from lkjip_xl.addin.installed_file import AddinFile, FileState, examine
from lkjip_xl.addin.interpreter import Answer, ask
from lkjip_xl.addin.locations import path_type
from lkjip_xl.addin.machine import Machine
from lkjip_xl.addin.settings import INTERPRETER, read_settings
from lkjip_xl.addin.xlam import FILE_NAME
from lkjip_xl.version import TOOL_VERSION


@dataclass(frozen=True, slots=True)
class Setup:
    """lkjip.conf and the Python that the buttons start. ``readable`` is False for a file that the add-in cannot read; where
    lkjip.conf names no Python, ``interpreter`` is the one that IT wrote into the add-in itself."""

    path: PurePath
    present: bool
    readable: bool = True
    interpreter: str = ""
    found: bool = False
    answer: Answer | None = None


@dataclass(frozen=True, slots=True)
class Status:
    """``setup`` is None when only a folder was looked at."""

    path: PurePath
    file: AddinFile
    setup: Setup | None

    @property
    def is_sound(self) -> bool:
        """The add-in of this version is there and its Python answers with the same version."""
        if self.file.state not in (FileState.SAME, FileState.CHANGED):
            return False
        return self.setup is None or (self.setup.answer is not None and self.setup.answer.version == TOOL_VERSION)


def status(machine: Machine, folder: str | None = None) -> Status:
    """Look at this user's installation, or at the add-in in a folder. Raises UsageError where there is no Excel."""
    if folder is not None:
        path = path_type(machine.platform)(folder) / FILE_NAME
        return Status(path, examine(machine.read(path)), None)
    places = here(machine)
    file = examine(machine.read(places.addin))
    return Status(places.addin, file, read_setup(machine, places.settings, file))


def read_setup(machine: Machine, path: PurePath, file: AddinFile) -> Setup:
    """Read lkjip.conf, and ask the Python that it or else the add-in names."""
    data = machine.read(path)
    values = {} if data is None else read_settings(data)
    interpreter = (values or {}).get(INTERPRETER, "") or file.interpreter
    program = path_type(machine.platform)(interpreter)
    found = bool(interpreter) and machine.is_file(program)
    answer = ask(machine, program) if found else None
    return Setup(path, data is not None, values is not None, interpreter, found, answer)
