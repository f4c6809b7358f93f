"""Where the add-in's files belong on a user's computer: pure functions over (platform, environment, home folder)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import PurePath, PurePosixPath, PureWindowsPath

from lkjip_xl.addin.xlam import FILE_NAME

SETTINGS_NAME = "lkjip.conf"
SCRIPT_NAME = "lkjip.applescript"

_MAC_STARTUP = "Library/Group Containers/UBF8T346G9.Office/User Content.localized/Startup.localized/Excel"
_MAC_SCRIPTS = "Library/Application Scripts/com.microsoft.Excel"
_MAC_SETTINGS = "Library/Application Support/lkjip"


class System(StrEnum):
    """Where Excel runs, and everything else."""

    WINDOWS = "Windows"
    MACOS = "macOS"
    OTHER = "lain"


@dataclass(frozen=True, slots=True)
class Locations:
    """Files of one user. ``script`` is the AppleScript through which Excel on macOS starts Python; Windows has none."""

    system: System
    addin: PurePath
    settings: PurePath
    script: PurePath | None = None


def system_of(platform: str) -> System:
    """The system behind Python's ``sys.platform``."""
    return {"win32": System.WINDOWS, "darwin": System.MACOS}.get(platform, System.OTHER)


def user_locations(platform: str, environ: Mapping[str, str], home: str) -> Locations | None:
    """Excel's start-up folder of this user and the folder of lkjip.conf; None where there is no Excel.

    The start-up folder is a trusted location by default, and Excel opens what lies in it without being asked.
    """
    system = system_of(platform)
    if system is System.WINDOWS:
        roaming = roaming_folder(environ, home)
        startup = roaming / "Microsoft" / "Excel" / "XLSTART"
        return Locations(system, startup / FILE_NAME, roaming / "lkjip" / SETTINGS_NAME)
    if system is System.MACOS:
        own = PurePosixPath(home)
        script = own / _MAC_SCRIPTS / SCRIPT_NAME
        return Locations(system, own / _MAC_STARTUP / FILE_NAME, own / _MAC_SETTINGS / SETTINGS_NAME, script)
    return None


def roaming_folder(environ: Mapping[str, str], home: str) -> PureWindowsPath:
    """%APPDATA%, or where it lies by default when the variable is missing or no full path."""
    named = PureWindowsPath(environ.get("APPDATA", ""))
    return named if named.is_absolute() else PureWindowsPath(home, "AppData", "Roaming")


def path_type(platform: str) -> type[PurePath]:
    """How paths are written on a system, also when asked from another one."""
    return PureWindowsPath if system_of(platform) is System.WINDOWS else PurePosixPath


def is_on_network(path: PurePath) -> bool:
    r"""Whether a Windows path names a server (``\\server\share``): slow to start from, and not trusted by default."""
    return path.drive.startswith("\\\\")


def is_in_onedrive(path: PurePath, environ: Mapping[str, str]) -> bool:
    """Whether a path lies in a folder that OneDrive synchronises."""
    names = ("OneDrive", "OneDriveCommercial", "OneDriveConsumer")
    folders = [type(path)(environ[name]) for name in names if environ.get(name)]
    return any(path.is_relative_to(folder) for folder in folders)


def is_store_app(path: PurePath) -> bool:
    """Whether a program comes from the Microsoft Store: its private view of %APPDATA% hides files from other programs."""
    return any(part.lower() == "windowsapps" for part in path.parts) or "PythonSoftwareFoundation.Python" in str(path)
