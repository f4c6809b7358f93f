"""Installing and removing on a Windows and on a macOS computer made of dictionaries, and writing files on this one."""

from __future__ import annotations

import stat
from pathlib import Path, PurePosixPath, PureWindowsPath

import pytest

from lkjip_xl.addin.apple_script import apple_script, script_text
from lkjip_xl.addin.install import install, install_in_folder, uninstall
from lkjip_xl.addin.installed_file import FileState, examine
from lkjip_xl.addin.interpreter import checked_interpreter
from lkjip_xl.addin.machine import ThisMachine
from lkjip_xl.addin.settings import read_settings, settings_text
from lkjip_xl.addin.status import status
from lkjip_xl.addin.xlam import build_xlam
from lkjip_xl.errors import LkjipError, UsageError
from lkjip_xl.version import TOOL_VERSION
from tests.addin.machines import MAC_HOME, MAC_PYTHON, WINDOWS_HOME, WINDOWS_SCRIPTS, answer, linux, macos, windows

ROAMING = PureWindowsPath(WINDOWS_HOME, "AppData", "Roaming")
ADDIN = ROAMING / "Microsoft" / "Excel" / "XLSTART" / "lkjip.xlam"
CONF = ROAMING / "lkjip" / "lkjip.conf"
MAC_ADDIN = PurePosixPath(
    MAC_HOME, "Library/Group Containers/UBF8T346G9.Office/User Content.localized/Startup.localized/Excel/lkjip.xlam"
)
MAC_SCRIPT = PurePosixPath(MAC_HOME, "Library/Application Scripts/com.microsoft.Excel/lkjip.applescript")
MAC_CONF = PurePosixPath(MAC_HOME, "Library/Application Support/lkjip/lkjip.conf")


def test_windows_gets_the_addin_and_the_settings() -> None:
    machine = windows()
    done = install(machine)
    assert done.files == (ADDIN, CONF)
    assert machine.files[ADDIN] == build_xlam()
    assert read_settings(machine.files[CONF]) == {"interpreter": f"{WINDOWS_SCRIPTS}\\pythonw.exe", "versi": TOOL_VERSION}
    assert status(machine).is_sound


def test_without_pythonw_the_running_python_serves() -> None:
    machine = windows()
    del machine.files[PureWindowsPath(WINDOWS_SCRIPTS, "pythonw.exe")]
    assert install(machine).interpreter == f"{WINDOWS_SCRIPTS}\\python.exe"


def test_macos_also_gets_the_script() -> None:
    machine = macos()
    assert install(machine).files == (MAC_ADDIN, MAC_CONF, MAC_SCRIPT)
    assert machine.files[MAC_SCRIPT] == apple_script(MAC_PYTHON)
    assert status(machine).is_sound


def test_installing_again_renews_an_older_file() -> None:
    machine = windows()
    machine.files[ADDIN] = b"lama"
    install(machine)
    assert examine(machine.files[ADDIN]).state is FileState.SAME


def test_the_interpreter_is_tried_exactly_as_a_button_starts_it() -> None:
    machine = windows()
    install(machine)
    flags = ["-I", "-X", "utf8", "-m", "lkjip_xl.addin.pita", "--versi"]
    assert machine.asked == [[f"{WINDOWS_SCRIPTS}\\python.exe", *flags]]


def test_a_package_that_isolated_python_does_not_see_is_refused() -> None:
    machine = windows()
    machine.answers = {}
    before = dict(machine.files)
    with pytest.raises(UsageError, match="--user"):
        install(machine)
    assert machine.files == before


def test_store_python_is_refused() -> None:
    machine = windows()
    machine.base_python = PureWindowsPath("C:/Program Files/WindowsApps/PythonSoftwareFoundation.Python.3.12_x64")
    with pytest.raises(UsageError, match="Microsoft Store"):
        install(machine)


def test_an_interpreter_in_a_folder_with_a_percent_sign_is_refused() -> None:
    machine = windows()
    machine.python = PureWindowsPath("C:/100%/Scripts/python.exe")
    with pytest.raises(UsageError, match="%"):
        install(machine)


@pytest.mark.parametrize("path", ["python.exe", "Scripts\\python.exe", "\\python.exe", 'C:\\a"b\\python.exe', "C:\\a\nb\\p.exe"])
def test_interpreters_that_the_launcher_would_refuse(path: str) -> None:
    with pytest.raises(UsageError):
        checked_interpreter(PureWindowsPath(path))


def test_excel_holding_the_file_is_said() -> None:
    machine = windows()
    install(machine)
    machine.in_use = {ADDIN}
    for act in (install, uninstall):
        with pytest.raises(LkjipError, match="Tutup semua jendela Excel"):
            act(machine)
    assert machine.files[ADDIN] == build_xlam()


def test_a_closed_folder_is_another_matter() -> None:
    machine = windows()
    machine.closed = {ADDIN.parent}
    with pytest.raises(LkjipError, match="tidak boleh ditulisi"):
        install(machine)


def test_removing_takes_away_everything_once() -> None:
    for machine, files in ((windows(), (ADDIN, CONF)), (macos(), (MAC_ADDIN, MAC_CONF, MAC_SCRIPT))):
        before = dict(machine.files)
        install(machine)
        assert uninstall(machine) == files
        assert machine.files == before
        assert uninstall(machine) == ()


def test_where_there_is_no_excel_libreoffice_is_named() -> None:
    for act in (install, uninstall, status):
        with pytest.raises(UsageError, match="LibreOffice"):
            act(linux())


def test_a_folder_works_on_every_system() -> None:
    for machine, folder in ((windows(), "D:\\bagi"), (macos(), "/bagi"), (linux(), "/bagi")):
        (path,) = install_in_folder(machine, folder).files
        assert machine.files[path] == build_xlam()
        assert status(machine, folder).is_sound
        assert uninstall(machine, folder) == (path,)


def test_a_folder_can_carry_the_interpreter_of_other_computers() -> None:
    machine = linux()
    done = install_in_folder(machine, "/bagi", "C:\\Program Files\\lkjip\\pythonw.exe")
    assert done.interpreter == "C:\\Program Files\\lkjip\\pythonw.exe"
    found = status(machine, "/bagi")
    assert (found.file.state, found.file.interpreter) == (FileState.SAME, done.interpreter)
    with pytest.raises(UsageError):
        install_in_folder(machine, "/bagi", "pythonw.exe")


def test_status_of_what_is_half_there() -> None:
    machine = windows()
    found = status(machine)
    assert found.file.state is FileState.MISSING
    assert found.setup is not None and not found.setup.present
    install(machine)
    for other in (answer("0.0.9"), "bukan json", "{}", "null"):
        machine.answers = {f"{WINDOWS_SCRIPTS}\\python.exe": other}
        assert not status(machine).is_sound
    machine.files[CONF] = b"interpreter=C:\\x"
    found = status(machine)
    assert found.setup is not None and found.setup.present and not found.setup.readable


# lkjip.conf and the script


def test_settings_survive_any_path() -> None:
    for path in ("C:\\Users\\Čapaian é中\\python.exe", "\\\\server\\a=b\\python.exe", "/Users/x y/python"):
        assert read_settings(settings_text({"interpreter": path})) == {"interpreter": path}


@pytest.mark.parametrize("data", [b"", b"interpreter=x", "interpreter=x".encode("utf-8-sig"), b"\xfe\xff\0x"])
def test_other_encodings_are_not_read(data: bytes) -> None:
    assert read_settings(data) is None


def test_odd_content_of_settings_is_no_crash() -> None:
    assert read_settings(b"\xff\xfe") == {}
    assert read_settings(b"\xff\xfe\x00\xd8=\x00x") is not None
    assert read_settings(b"\xff\xfe" + b"x\0" * 40000) is None


def test_script_texts() -> None:
    assert script_text("/usr/bin/python3") == '"/usr/bin/python3"'
    assert script_text('/a"b\\c') == '"/a\\"b\\\\c"'
    assert script_text("/é/p") == '"/" & (character id 233) & "/p"'


def test_the_script_takes_only_names_from_excel() -> None:
    text = apple_script("/Users/é x/python").decode("ascii")
    assert 'property penerjemah : "/Users/" & (character id 233) & " x/python"' in text
    assert "{{" not in text
    (command,) = [line for line in text.splitlines() if "do shell script" in line]
    assert "quoted form of penerjemah" in command
    assert text.count("quoted form of") == 3


# files on this computer


def test_writing_is_atomic_and_makes_folders(tmp_path: Path) -> None:
    path = tmp_path / "a" / "b" / "lkjip.xlam"
    machine = ThisMachine()
    machine.write(path, b"satu")
    machine.write(path, b"dua")
    assert path.read_bytes() == b"dua"
    assert [item.name for item in path.parent.iterdir()] == ["lkjip.xlam"]
    assert stat.S_IMODE(path.stat().st_mode) == 0o644
    assert machine.read(path) == b"dua"
    assert machine.remove(path) and not machine.remove(path)
    assert machine.read(path) is None


def test_a_failed_write_leaves_the_old_file_and_nothing_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "lkjip.xlam"
    path.write_bytes(b"lama")

    def held(*_: object) -> None:
        raise PermissionError(13, "in use")

    monkeypatch.setattr(Path, "replace", held)
    with pytest.raises(PermissionError) as caught:
        ThisMachine().write(path, b"baru")
    assert caught.value.filename == str(path)
    assert [item.name for item in tmp_path.iterdir()] == ["lkjip.xlam"]
    assert path.read_bytes() == b"lama"


def test_may_write_asks_the_nearest_folder_that_exists(tmp_path: Path) -> None:
    machine = ThisMachine()
    assert machine.may_write(tmp_path / "belum" / "ada")
    assert not machine.may_write(Path("/proc/belum/ada"))
    assert not list(tmp_path.iterdir())


def test_programs_that_fail_give_no_answer(tmp_path: Path) -> None:
    machine = ThisMachine()
    assert machine.answer([str(machine.python), "-c", "print('é')"]) is not None
    assert machine.answer([str(machine.python), "-c", "raise SystemExit(3)"]) is None
    assert machine.answer([str(tmp_path / "tidak-ada")]) is None


def test_this_python_answers(tmp_path: Path) -> None:
    from lkjip_xl.addin.interpreter import Answer, ask

    machine = ThisMachine()
    found = ask(machine, machine.python)
    assert isinstance(found, Answer)
    assert (found.version, found.bits) == (TOOL_VERSION, 64)
    assert machine.registry("HKCU\\Software") == {}
