"""``lkjip addin dokter``: gather the facts of this computer and let the probes judge them, in the order in which to mend."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from lkjip_xl.addin import probes
from lkjip_xl.addin.apple_script import apple_script
from lkjip_xl.addin.install import here
from lkjip_xl.addin.installed_file import examine
from lkjip_xl.addin.locations import Locations, System, path_type
from lkjip_xl.addin.machine import Machine, RegistryValue
from lkjip_xl.addin.probes import Verdict
from lkjip_xl.addin.status import Setup, read_setup

_SECURITY: Final = "Microsoft\\Office\\{}\\Excel\\Security"
_DISABLED: Final = "HKCU\\Software\\Microsoft\\Office\\{}\\Excel\\Resiliency\\DisabledItems"
_CURRENT: Final = "HKLM\\SOFTWARE\\Classes\\Excel.Application\\CurVer"
_PROGRAM: Final = "SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\App Paths\\excel.exe"
_MAC_PROGRAM: Final = "/Applications/Microsoft Excel.app/Contents/MacOS/Microsoft Excel"


def diagnose(machine: Machine) -> list[Verdict]:
    """Every verdict on this computer. Raises UsageError where there is no Excel."""
    places = here(machine)
    file = examine(machine.read(places.addin))
    setup = read_setup(machine, places.settings, file)
    special = _windows(machine, places) if places.system is System.WINDOWS else _macos(machine, places, setup)
    return [probes.addin_file(file, was_installed=setup.present), *_common(machine, places, setup), *special]


def _common(machine: Machine, places: Locations, setup: Setup) -> Iterator[Verdict]:
    folder = places.addin.parent
    yield probes.startup_folder(folder, machine.environ, may_write=machine.may_write(folder))
    yield probes.settings_file(setup)
    if setup.interpreter:
        yield probes.interpreter(setup)
    if setup.answer is not None:
        yield probes.xlwings_package(setup.answer)
        yield probes.bitness(setup.answer)


def _windows(machine: Machine, places: Locations) -> Iterator[Verdict]:
    version = office_version(machine.registry(_CURRENT).get(""))
    yield probes.web_mark(machine.read(places.addin.with_name(f"{places.addin.name}:Zone.Identifier")))
    yield probes.macro_policy(trust_settings(machine, version))
    yield probes.disabled_items(machine.registry(_DISABLED.format(version)).values())
    yield probes.excel_program(_windows_excel(machine))
    yield probes.store_python((machine.python, machine.base_python))


def _macos(machine: Machine, places: Locations, setup: Setup) -> Iterator[Verdict]:
    if places.script is not None:
        yield probes.script_file(machine.read(places.script), apple_script(setup.interpreter))
    yield probes.quarantine(machine.answer(["xattr", "-p", "com.apple.quarantine", str(places.addin)]))
    found = machine.is_file(path_type(machine.platform)(_MAC_PROGRAM))
    yield probes.excel_program(_MAC_PROGRAM if found else None)


def office_version(current: RegistryValue | None) -> str:
    """The registry's word for the installed Office, from ``Excel.Application.16``: 16.0 for 2016 and everything since."""
    found = re.search(r"\.(\d+)$", current) if isinstance(current, str) else None
    return f"{found[1]}.0" if found else "16.0"


def trust_settings(machine: Machine, version: str) -> dict[str, RegistryValue]:
    """Excel's trust settings with those of trusted locations; a group policy wins over the user's own choice."""
    found: dict[str, RegistryValue] = {}
    for root in ("HKCU\\Software", "HKCU\\Software\\Policies", "HKLM\\SOFTWARE\\Policies"):
        key = f"{root}\\{_SECURITY.format(version)}"
        found |= machine.registry(key)
        found |= machine.registry(f"{key}\\Trusted Locations")
    return found


def _windows_excel(machine: Machine) -> str | None:
    for root in ("HKCU", "HKLM"):
        path = machine.registry(f"{root}\\{_PROGRAM}").get("")
        if isinstance(path, str):
            return path.strip('"')
    return None
