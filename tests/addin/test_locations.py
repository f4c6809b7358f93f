"""Where files belong, worked out for both systems on any of them."""

from __future__ import annotations

from pathlib import PurePosixPath, PureWindowsPath

import pytest

from lkjip_xl.addin.locations import System, is_in_onedrive, is_on_network, is_store_app, system_of, user_locations


def test_windows() -> None:
    places = user_locations("win32", {"APPDATA": "C:\\Users\\Budi S\\AppData\\Roaming"}, "C:\\Users\\Budi S")
    assert places is not None
    assert places.addin == PureWindowsPath("C:/Users/Budi S/AppData/Roaming/Microsoft/Excel/XLSTART/lkjip.xlam")
    assert places.settings == PureWindowsPath("C:/Users/Budi S/AppData/Roaming/lkjip/lkjip.conf")
    assert places.script is None


@pytest.mark.parametrize("appdata", [{}, {"APPDATA": ""}, {"APPDATA": "AppData"}, {"APPDATA": "\\x"}])
def test_windows_without_a_usable_appdata(appdata: dict[str, str]) -> None:
    places = user_locations("win32", appdata, "D:\\Profil\\budi")
    assert places is not None
    assert str(places.settings) == "D:\\Profil\\budi\\AppData\\Roaming\\lkjip\\lkjip.conf"


def test_redirected_appdata_is_followed() -> None:
    places = user_locations("win32", {"APPDATA": "\\\\server\\profil$\\budi\\Roaming"}, "C:\\Users\\budi")
    assert places is not None
    assert str(places.addin).startswith("\\\\server\\profil$\\budi\\Roaming\\Microsoft\\Excel")
    assert is_on_network(places.addin)


def test_macos() -> None:
    places = user_locations("darwin", {}, "/Users/budi")
    assert places is not None
    startup = "/Users/budi/Library/Group Containers/UBF8T346G9.Office/User Content.localized/Startup.localized/Excel"
    assert places.addin == PurePosixPath(startup, "lkjip.xlam")
    assert places.settings == PurePosixPath("/Users/budi/Library/Application Support/lkjip/lkjip.conf")
    assert places.script == PurePosixPath("/Users/budi/Library/Application Scripts/com.microsoft.Excel/lkjip.applescript")
    assert not is_on_network(places.addin)


@pytest.mark.parametrize("platform", ["linux", "freebsd14", "cygwin", ""])
def test_elsewhere_there_is_no_excel(platform: str) -> None:
    assert system_of(platform) is System.OTHER
    assert user_locations(platform, {"APPDATA": "C:\\x"}, "/home/budi") is None


def test_onedrive() -> None:
    environ = {"OneDriveCommercial": "C:\\Users\\budi\\OneDrive - Kota"}
    assert is_in_onedrive(PureWindowsPath("c:/users/BUDI/onedrive - kota/AppData"), environ)
    assert not is_in_onedrive(PureWindowsPath("C:/Users/budi/OneDrive - Kota 2/AppData"), environ)
    assert not is_in_onedrive(PureWindowsPath("C:/Users/budi/AppData"), {"OneDrive": ""})


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("C:\\Users\\b\\AppData\\Local\\Microsoft\\WindowsApps\\python.exe", True),
        ("C:\\Program Files\\WindowsApps\\PythonSoftwareFoundation.Python.3.12_3.12.1_x64\\python.exe", True),
        ("C:\\Users\\b\\AppData\\Local\\Packages\\PythonSoftwareFoundation.Python.3.12_qbz5\\x\\python.exe", True),
        ("C:\\Python312\\python.exe", False),
    ],
)
def test_programs_of_the_microsoft_store(path: str, expected: bool) -> None:
    assert is_store_app(PureWindowsPath(path)) is expected
