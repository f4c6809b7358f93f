"""The Python that the buttons start: which one, whether it may stand in lkjip.conf, and what it says of itself."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import PurePath

from lkjip_xl.addin.locations import System, system_of
from lkjip_xl.addin.machine import Machine
from lkjip_xl.errors import UsageError


@dataclass(frozen=True, slots=True)
class Answer:
    """What an interpreter says of itself: version of lkjip_xl and of xlwings ("" where missing), and its bits."""

    version: str
    xlwings: str
    bits: int


def button_interpreter(machine: Machine) -> PurePath:
    """The Python of the buttons: on Windows the one without a console window, where it lies beside the running one."""
    quiet = machine.python.with_name("pythonw.exe")
    if system_of(machine.platform) is System.WINDOWS and machine.is_file(quiet):
        return quiet
    return machine.python


def checked_interpreter(path: PurePath) -> str:
    """The path as it may stand in lkjip.conf.

    Raises UsageError for one that the launcher refuses: not a full path, or with a quote, a percent sign (WScript.Shell
    would expand it) or a line break.
    """
    text = str(path)
    if not path.is_absolute():
        raise UsageError(f"Letak Python harus jalur penuh: {text}")
    if any(sign in text for sign in '"%\r\n'):
        raise UsageError(f'Letak Python tidak boleh memuat tanda kutip atau "%": {text}. Pasang lkjip_xl di folder lain.')
    return text


def ask(machine: Machine, interpreter: PurePath) -> Answer | None:
    """What an interpreter answers when it is started exactly as a button starts it; None where it gives no answer."""
    talking = interpreter.with_name("python.exe") if interpreter.name.lower() == "pythonw.exe" else interpreter
    said = machine.answer([str(talking), "-I", "-X", "utf8", "-m", "lkjip_xl.addin.pita", "--versi"])
    try:
        content = json.loads(said or "")
        return Answer(str(content["versi"]), str(content["xlwings"] or ""), int(content["bit"]))
    except (ValueError, KeyError, TypeError):
        return None
