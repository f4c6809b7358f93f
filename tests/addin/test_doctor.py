"""The doctor: every verdict from plain data, and whole examinations of computers made of dictionaries."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import PurePosixPath, PureWindowsPath

import pytest

from lkjip_xl.addin import probes
from lkjip_xl.addin.doctor import diagnose, office_version
from lkjip_xl.addin.install import install
from lkjip_xl.addin.installed_file import AddinFile, FileState
from lkjip_xl.addin.interpreter import Answer
from lkjip_xl.addin.machine import RegistryValue
from lkjip_xl.addin.probes import Level, Verdict
from lkjip_xl.addin.settings import settings_text
from lkjip_xl.addin.status import Setup
from lkjip_xl.addin.xlam import build_xlam
from lkjip_xl.errors import UsageError
from lkjip_xl.version import TOOL_VERSION
from tests.addin.machines import MAC_PYTHON, WINDOWS_SCRIPTS, FakeMachine, answer, linux, macos, windows
from tests.addin.test_install import ADDIN, CONF, MAC_SCRIPT

SECURITY = "Software\\Microsoft\\Office\\16.0\\Excel\\Security"
POLICY = "Software\\Policies\\Microsoft\\Office\\16.0\\Excel\\Security"
Spoil = Callable[[FakeMachine], object]


def healthy(machine: FakeMachine) -> FakeMachine:
    install(machine)
    return machine


def bad(machine: FakeMachine) -> dict[str, Level]:
    """Names of the verdicts that are not good."""
    return {verdict.name: verdict.level for verdict in diagnose(machine) if verdict.level is not Level.GOOD}


@pytest.mark.parametrize("machine", [windows, macos])
def test_a_healthy_computer_has_nothing_to_mend(machine: Callable[[], FakeMachine]) -> None:
    verdicts = diagnose(healthy(machine()))
    assert all(verdict.level is Level.GOOD and not verdict.advice for verdict in verdicts)
    assert len({verdict.name for verdict in verdicts}) == len(verdicts)


def set_key(key: str, **values: RegistryValue) -> Spoil:
    return lambda machine: machine.keys.setdefault(key, {}).update(values)


def python_says(text: str) -> Spoil:
    return lambda machine: machine.answers.update({f"{WINDOWS_SCRIPTS}\\python.exe": text})


def put(path: PureWindowsPath, data: bytes) -> Spoil:
    return lambda machine: machine.files.update({path: data})


def drop(path: PureWindowsPath) -> Spoil:
    return lambda machine: machine.files.pop(path)


DISABLED = "HKCU\\Software\\Microsoft\\Office\\16.0\\Excel\\Resiliency\\DisabledItems"
BLOB = b"\x01\0\0\0" + str(ADDIN).upper().encode("utf-16-le") + b"\0\0"
STORE_EXCEL: dict[str, RegistryValue] = {
    "": "C:\\Program Files\\WindowsApps\\Microsoft.Office.Desktop.Excel_16\\Office16\\EXCEL.EXE"
}
APP_PATH = "HKLM\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\App Paths\\excel.exe"

WINDOWS_CASES: dict[str, tuple[Spoil, dict[str, Level]]] = {
    "antivirus took it": (drop(ADDIN), {"berkas-pengaya": Level.BAD}),
    "edited": (put(ADDIN, b"x"), {"berkas-pengaya": Level.BAD}),
    "mark of the web": (
        put(ADDIN.with_name("lkjip.xlam:Zone.Identifier"), b"[ZoneTransfer]\r\nZoneId=3\r\n"),
        {"tanda-internet": Level.BAD},
    ),
    "local zone": (put(ADDIN.with_name("lkjip.xlam:Zone.Identifier"), b"[ZoneTransfer]\r\nZoneId=1\r\n"), {}),
    "no settings": (drop(CONF), {"setelan": Level.BAD}),
    "settings in another encoding": (put(CONF, b"interpreter=C:\\x\\python.exe"), {"setelan": Level.BAD}),
    "python gone": (put(CONF, settings_text({"interpreter": "C:\\hilang\\pythonw.exe"})), {"python": Level.BAD}),
    "package gone": (lambda machine: machine.answers.clear(), {"python": Level.BAD}),
    "another version": (python_says(answer("0.0.9")), {"python": Level.BAD}),
    "no xlwings": (python_says(answer(xlwings=None)), {"xlwings": Level.BAD}),
    "32 bits": (python_says(answer(bits=32)), {"bit": Level.WARNING}),
    "closed folder": (lambda machine: machine.closed.add(ADDIN.parent), {"folder-mulai": Level.BAD}),
    "onedrive": (
        lambda machine: setattr(machine, "environ", {**machine.environ, "OneDrive": str(ADDIN.parents[3])}),
        {"folder-mulai": Level.WARNING},
    ),
    "signature required by policy": (
        set_key(f"HKLM\\{POLICY.replace('Software', 'SOFTWARE')}", RequireAddinSig=1),
        {"pengaturan-makro": Level.BAD},
    ),
    "signature required by the user": (set_key(f"HKCU\\{SECURITY}", RequireAddinSig=1), {"pengaturan-makro": Level.BAD}),
    "all add-ins off": (set_key(f"HKCU\\{POLICY}", DisableAllAddins=1), {"pengaturan-makro": Level.BAD}),
    "no trusted locations": (
        set_key(f"HKCU\\{POLICY}\\Trusted Locations", AllLocationsDisabled=1),
        {"pengaturan-makro": Level.BAD},
    ),
    "macros off but locations trusted": (set_key(f"HKCU\\{SECURITY}", VBAWarnings=4), {}),
    "switched off after a crash": (set_key(DISABLED, A1=BLOB), {"pengaya-dimatikan": Level.BAD}),
    "another add-in switched off": (set_key(DISABLED, A1="lain.xlam".encode("utf-16-le"), n=3), {}),
    "excel from the store": (lambda machine: machine.keys.update({APP_PATH: STORE_EXCEL}), {"excel": Level.WARNING}),
    "no excel": (lambda machine: machine.keys.pop(APP_PATH), {"excel": Level.WARNING}),
    "store python": (
        lambda machine: setattr(machine, "base_python", PureWindowsPath("C:/Program Files/WindowsApps/P")),
        {"python-store": Level.BAD},
    ),
}


@pytest.mark.parametrize("case", WINDOWS_CASES)
def test_one_fault_is_one_verdict(case: str) -> None:
    spoil, expected = WINDOWS_CASES[case]
    machine = healthy(windows())
    spoil(machine)
    assert bad(machine) == expected
    assert all(verdict.advice for verdict in diagnose(machine) if verdict.level is not Level.GOOD)


def test_a_policy_wins_over_the_users_own_setting() -> None:
    machine = healthy(windows())
    set_key(f"HKCU\\{SECURITY}", RequireAddinSig=1)(machine)
    set_key(f"HKCU\\{POLICY}", RequireAddinSig=0)(machine)
    assert bad(machine) == {}


def test_settings_of_an_office_that_is_no_longer_there_do_not_count() -> None:
    machine = healthy(windows())
    set_key(f"HKCU\\{SECURITY.replace('16.0', '15.0')}", RequireAddinSig=1)(machine)
    assert bad(machine) == {}
    machine.keys["HKLM\\SOFTWARE\\Classes\\Excel.Application\\CurVer"] = {"": "Excel.Application.15"}
    assert bad(machine) == {"pengaturan-makro": Level.BAD}


@pytest.mark.parametrize(
    ("current", "expected"), [("Excel.Application.16", "16.0"), ("Excel.Application.15", "15.0"), (None, "16.0"), (3, "16.0")]
)
def test_office_version(current: RegistryValue | None, expected: str) -> None:
    assert office_version(current) == expected


def test_nothing_installed_at_all() -> None:
    assert bad(windows()) == {"berkas-pengaya": Level.BAD, "setelan": Level.BAD}


def test_a_file_that_it_handed_out_names_python_itself() -> None:
    machine = windows()
    machine.files[ADDIN] = build_xlam(f"{WINDOWS_SCRIPTS}\\pythonw.exe")
    assert bad(machine) == {}
    machine.files[ADDIN] = build_xlam("D:\\hilang\\pythonw.exe")
    assert bad(machine) == {"python": Level.BAD}
    machine.files[CONF] = settings_text({"interpreter": f"{WINDOWS_SCRIPTS}\\pythonw.exe"})
    assert bad(machine) == {}


def test_redirected_to_a_server() -> None:
    machine = windows()
    machine.environ = {"APPDATA": "\\\\server\\profil\\budi\\Roaming"}
    assert bad(healthy(machine)) == {"folder-mulai": Level.WARNING}


def test_macos_faults() -> None:
    machine = healthy(macos())
    machine.files.pop(MAC_SCRIPT)
    machine.answers["xattr"] = "0083;65a;Safari;\n"
    machine.files.pop(PurePosixPath("/Applications/Microsoft Excel.app/Contents/MacOS/Microsoft Excel"))
    assert bad(machine) == {"applescript": Level.BAD, "tanda-internet": Level.BAD, "excel": Level.WARNING}
    machine = healthy(macos())
    machine.files[MAC_SCRIPT] = machine.files[MAC_SCRIPT].replace(MAC_PYTHON.encode(), b"/lain/python")
    assert bad(machine) == {"applescript": Level.BAD}


def test_there_is_nothing_to_examine_on_linux() -> None:
    with pytest.raises(UsageError):
        diagnose(linux())


# single questions


@pytest.mark.parametrize("state", FileState)
def test_every_state_of_the_file_has_a_verdict(state: FileState) -> None:
    verdict = probes.addin_file(AddinFile(state, "0.0.9"), was_installed=False)
    levels = {FileState.SAME: Level.GOOD, FileState.CHANGED: Level.WARNING}
    assert verdict.level is levels.get(state, Level.BAD)
    assert (verdict.level is Level.GOOD) == (verdict.advice == "")


def test_a_file_that_vanished_points_at_the_virus_scanner() -> None:
    missing = AddinFile(FileState.MISSING)
    assert "Antivirus" in probes.addin_file(missing, was_installed=True).advice
    assert "Antivirus" not in probes.addin_file(missing, was_installed=False).advice


@pytest.mark.parametrize(
    ("zone", "level"),
    [
        (None, Level.GOOD),
        (b"", Level.GOOD),
        (b"\xff\xfe\0", Level.GOOD),
        (b"[ZoneTransfer]\nZoneId=2", Level.GOOD),
        (b"[ZoneTransfer]\r\nReferrerUrl=x\r\nzoneid = 4\r\n", Level.BAD),
        (b"HostUrl=https://x/?ZoneId=3\r\n", Level.GOOD),
    ],
)
def test_zone_identifier(zone: bytes | None, level: Level) -> None:
    assert probes.web_mark(zone).level is level


def test_levels_of_python() -> None:
    path = PureWindowsPath("C:/lkjip.conf")
    assert probes.interpreter(Setup(path, True, True, "", False)).level is Level.BAD
    good = Setup(path, True, True, "C:\\p.exe", True, Answer(TOOL_VERSION, "0.37.8", 64))
    assert probes.interpreter(good) == Verdict("python", Level.GOOD, f"Python menjawab dengan lkjip_xl {TOOL_VERSION}.")
