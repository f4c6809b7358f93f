"""``lkjip addin`` for LibreOffice on computers made of dictionaries: what is installed, and what is said when it cannot be."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import PurePath, PurePosixPath, PureWindowsPath
from typing import Any

import pytest

from lkjip_xl.addin.command import for_libreoffice, run
from lkjip_xl.addin.installed_file import FileState
from lkjip_xl.addin.libreoffice.checkup import diagnose_office
from lkjip_xl.addin.libreoffice.extension import examine_extension, examine_file, read_list, refusal, unpacked
from lkjip_xl.addin.libreoffice.office import Office, ask_office, find_office, own_folder, profile
from lkjip_xl.addin.libreoffice.oxt import PLACE, build_oxt, library_paths
from lkjip_xl.addin.machine import Ended
from lkjip_xl.addin.outcome import Request
from lkjip_xl.addin.probes import Level
from lkjip_xl.errors import LkjipError, UsageError
from lkjip_xl.version import TOOL_VERSION
from tests.addin.machines import UNPACKED, FakeMachine, debian, linux, listing, macos, office_answer, windows

Capture = pytest.CaptureFixture[str]
Spoil = Callable[[FakeMachine], object]
PROGRAM = PurePosixPath("/usr/lib/libreoffice/program")
KEPT = PurePosixPath("/home/budi/.local/share/lkjip/lkjip.oxt")
LOCKED = (
    "ERROR: unopkg cannot be started. The lock file indicates it is already running. If this does not apply, delete the lock "
    "file at:\n/home/budi/.config/libreoffice/4/.lock\n"
)
AS_ROOT = "ERROR: Cannot run unopkg as root without --shared or --bundled option.\n"


def installed() -> FakeMachine:
    machine = debian()
    assert run("pasang", Request(), machine=machine) == 0
    return machine


def unpacked_folder(machine: FakeMachine) -> PurePath:
    return profile(machine).joinpath(*UNPACKED)


def bad(machine: FakeMachine) -> dict[str, Level]:
    return {verdict.name: verdict.level for verdict in diagnose_office(machine) if verdict.level is not Level.GOOD}


def as_json(capsys: Capture, action: str, machine: FakeMachine, request: Request | None = None) -> tuple[int, dict[str, Any]]:
    capsys.readouterr()
    code = run(action, request or Request(), as_json=True, machine=machine)
    content: dict[str, Any] = json.loads(capsys.readouterr().out)
    assert (content.pop("perintah"), content.pop("versi")) == (action, TOOL_VERSION)
    return code, content


def test_excel_is_meant_where_it_can_be_and_libreoffice_elsewhere() -> None:
    assert [for_libreoffice(Request(), machine()) for machine in (windows, macos, linux)] == [False, False, True]
    assert all(for_libreoffice(Request(libreoffice=True), machine()) for machine in (windows, macos, linux))
    assert not for_libreoffice(Request(folder="/bagi"), linux())


def test_a_life_on_debian(capsys: Capture) -> None:
    machine = debian()
    assert run("status", Request(), machine=machine) == 1
    assert "Belum siap" in capsys.readouterr().out
    assert run("pasang", Request(), machine=machine) == 0
    said = capsys.readouterr().out
    assert f"Ditulis: {KEPT}\n" in said and "Tutup semua jendela LibreOffice" in said
    assert machine.ran[-1] == [str(PROGRAM / "unopkg"), "add", "--force", "--suppress-license", str(KEPT)]
    assert machine.extension == build_oxt()
    assert run("status", Request(), machine=machine) == 0
    assert f"versi {TOOL_VERSION}, sama dengan buatan versi ini" in capsys.readouterr().out
    assert run("dokter", Request(), machine=machine) == 0
    assert "Tidak ditemukan penghalang." in capsys.readouterr().out
    assert run("lepas", Request(), machine=machine) == 0
    assert machine.extension is None and KEPT not in machine.files
    assert run("lepas", Request(), machine=machine) == 0
    assert "memang tidak terpasang" in capsys.readouterr().out


def test_installing_again_renews_an_older_one() -> None:
    machine = installed()
    machine.files[unpacked_folder(machine) / "Addons.xcu"] = b"lama"
    assert bad(machine) == {"ekstensi": Level.WARNING}
    assert run("pasang", Request(), machine=machine) == 0
    assert bad(machine) == {}


def test_json_of_every_action(capsys: Capture) -> None:
    machine = debian()
    code, content = as_json(capsys, "pasang", machine)
    assert (code, content["aplikasi"], content["berkas"]) == (0, "LibreOffice", [str(KEPT)])
    code, content = as_json(capsys, "status", machine)
    assert (code, content["siap"]) == (0, True)
    assert list(content["ekstensi"]) == ["letak", "keadaan", "versi", "aktif", "python", "jalur", "jalur_ada"]
    assert content["ekstensi"]["jalur"] == library_paths()
    code, content = as_json(capsys, "dokter", machine)
    assert (code, {verdict["tingkat"] for verdict in content["hasil"]}) == (0, {"BAIK"})
    code, content = as_json(capsys, "lepas", machine)
    assert (code, content["dihapus"]) == (0, [str(unpacked_folder(machine)), str(KEPT)])


# what unopkg says against it


def test_root_is_told_to_come_back_as_a_user(capsys: Capture) -> None:
    machine = debian()
    machine.refusal = Ended(1, AS_ROOT)
    for action in ("pasang", "lepas", "status"):
        assert run(action, Request(), machine=machine) == 2
        assert "tanpa sudo" in capsys.readouterr().err
    assert KEPT not in machine.files
    assert bad(machine) == {"ekstensi": Level.BAD}


def test_a_lock_is_told_with_its_file(capsys: Capture) -> None:
    machine = debian()
    machine.refusal = Ended(1, LOCKED)
    assert run("pasang", Request(), machine=machine) == 2
    said = capsys.readouterr().err
    assert "Tutup semua jendela LibreOffice" in said and "/home/budi/.config/libreoffice/4/.lock" in said


@pytest.mark.parametrize(
    ("ended", "words"),
    [
        (None, "tidak dapat dijalankan"),
        (Ended(1, "ERROR: Exception occurred: Bad Zip File at ./x.cxx:1\n\nERROR: unopkg failed.\n"), "Bad Zip File"),
        (Ended(1, "ERROR: Exception occurred: file:///x/lkjip_pita.py does not exist at x\n"), "python3-uno"),
        (Ended(139, ""), "kode 139"),
    ],
)
def test_other_refusals(ended: Ended | None, words: str) -> None:
    assert words in str(refusal(ended))


def test_nothing_is_installed_where_the_python_versions_differ(capsys: Capture) -> None:
    machine = debian()
    machine.answers = {"/usr/bin/python3": office_answer("3.9")}
    assert run("pasang", Request(), machine=machine) == 2
    said = capsys.readouterr().err
    assert "Python 3.9" in said and "uv tool install --python 3.9" in said
    assert machine.ran == [] and KEPT not in machine.files


# the doctor

FAULTS: dict[str, tuple[Spoil, dict[str, Level]]] = {
    "another python": (
        lambda machine: machine.answers.update({"/usr/bin/python3": office_answer("3.9", xlwings=False, version="")}),
        {"python": Level.BAD},
    ),
    "no answer": (lambda machine: machine.answers.clear(), {"python": Level.BAD}),
    "no bridge": (
        lambda machine: machine.answers.update({"/usr/bin/python3": office_answer(uno=False)}),
        {"jembatan-python": Level.BAD},
    ),
    "no xlwings": (
        lambda machine: machine.answers.update({"/usr/bin/python3": office_answer(xlwings=False, version="")}),
        {"paket": Level.BAD},
    ),
    "package unreadable": (
        lambda machine: machine.answers.update({"/usr/bin/python3": office_answer(version="")}),
        {"paket": Level.BAD},
    ),
    "another version": (
        lambda machine: machine.answers.update({"/usr/bin/python3": office_answer(version="0.0.9")}),
        {"paket": Level.BAD},
    ),
    "environment moved": (
        lambda machine: (
            machine.files.pop(PurePosixPath(library_paths()[0], "lkjip_xl", "__init__.py")),
            machine.answers.update({"/usr/bin/python3": office_answer(xlwings=False, version="")}),
        ),
        {"jalur": Level.BAD},
    ),
    "switched off": (lambda machine: setattr(machine, "switched_off", True), {"ekstensi": Level.BAD}),
    "damaged": (
        lambda machine: machine.files.update({unpacked_folder(machine) / PLACE: b"{"}),
        {"ekstensi": Level.BAD},
    ),
    "taken out": (lambda machine: setattr(machine, "extension", None), {"ekstensi": Level.BAD}),
    "no libreoffice": (lambda machine: (machine.files.clear(), machine.programs.clear()), {"libreoffice": Level.BAD}),
}


@pytest.mark.parametrize("case", FAULTS)
def test_one_fault_is_one_verdict(case: str) -> None:
    spoil, expected = FAULTS[case]
    machine = installed()
    spoil(machine)
    assert bad(machine) == expected
    assert all(verdict.advice for verdict in diagnose_office(machine) if verdict.level is not Level.GOOD)


def test_a_healthy_computer_has_nothing_to_mend() -> None:
    verdicts = diagnose_office(installed())
    assert [verdict.name for verdict in verdicts] == ["libreoffice", "python", "jembatan-python", "paket", "ekstensi", "jalur"]
    assert all(verdict.level is Level.GOOD and not verdict.advice for verdict in verdicts)


def test_status_is_not_sound_once_the_environment_is_gone(capsys: Capture) -> None:
    machine = installed()
    machine.files.pop(PurePosixPath(library_paths()[0], "lkjip_xl", "__init__.py"))
    code, content = as_json(capsys, "status", machine)
    assert (code, content["siap"], content["ekstensi"]["jalur_ada"]) == (1, False, False)


# places


def test_libreoffice_of_debian_uses_the_systems_python() -> None:
    assert find_office(debian()) == Office(PROGRAM / "unopkg", PurePosixPath("/usr/bin/python3"))
    assert find_office(linux()) is None


def test_libreoffice_of_the_document_foundation_brings_its_own() -> None:
    machine = linux()
    for version in ("7.6", "24.8"):
        program = PurePosixPath(f"/opt/libreoffice{version}/program")
        machine.files |= {program / "unopkg": b"", program / "python": b""}
    found = find_office(machine)
    assert found is not None and found.python == found.unopkg.with_name("python")


def test_libreoffice_on_windows_and_macos() -> None:
    machine = windows()
    program = PureWindowsPath("D:/Kantor/LibreOffice/program")
    machine.keys["HKLM\\SOFTWARE\\LibreOffice\\UNO\\InstallPath"] = {"": str(program)}
    machine.files |= {program / "unopkg.com": b"", program / "unopkg.exe": b"", program / "python.exe": b""}
    assert find_office(machine) == Office(program / "unopkg.com", program / "python.exe")
    machine = windows()
    machine.environ = {**machine.environ, "ProgramFiles": "C:\\Program Files"}
    program = PureWindowsPath("C:/Program Files/LibreOffice/program")
    machine.files |= {program / "unopkg.exe": b""}
    assert find_office(machine) == Office(program / "unopkg.exe", program / "python.exe")
    apple = macos()
    contents = PurePosixPath("/Applications/LibreOffice.app/Contents")
    apple.files |= {contents / "MacOS" / "unopkg": b""}
    assert find_office(apple) == Office(contents / "MacOS" / "unopkg", contents / "Resources" / "python")


def test_folders_of_the_user() -> None:
    assert str(profile(windows())).endswith("AppData\\Roaming\\LibreOffice\\4")
    assert str(own_folder(windows())).endswith("AppData\\Roaming\\lkjip")
    assert profile(macos()) == PurePosixPath("/Users/budi/Library/Application Support/LibreOffice/4")
    machine = linux()
    machine.environ = {"XDG_CONFIG_HOME": "/data/c", "XDG_DATA_HOME": "/data/d"}
    assert (profile(machine), own_folder(machine)) == (PurePosixPath("/data/c/libreoffice/4"), PurePosixPath("/data/d/lkjip"))
    machine.environ = {"XDG_CONFIG_HOME": "c", "XDG_DATA_HOME": "d"}
    assert profile(machine) == PurePosixPath("/home/budi/.config/libreoffice/4")
    assert own_folder(machine) == PurePosixPath("/home/budi/.local/share/lkjip")


# what unopkg lists


def test_our_extension_among_others() -> None:
    found = read_list(listing("1.2.3"))
    assert found is not None and found[0] == "1.2.3" and found[1].endswith("lu1.tmp_/lkjip.oxt") and found[2]
    off = read_list(listing("1.2.3", active=False))
    assert off is not None and not off[2]
    assert read_list("All deployed user extensions:\n\nIdentifier: id.go.lkjip.lain\n  Version: 1\n") is None
    assert read_list("") is None


@pytest.mark.parametrize(
    "address",
    [
        "",
        "file:///opt/x",
        "vnd.sun.star.expand:$UNO_SHARED_PACKAGES_CACHE/x",
        "vnd.sun.star.expand:$UNO_USER_PACKAGES_CACHE/../x",
    ],
)
def test_an_extension_elsewhere_is_not_looked_for(address: str) -> None:
    assert unpacked(PurePosixPath("/p"), address) is None


@pytest.mark.parametrize("said", [None, "", "null", "[]", "{}", "3", '{"python": "3.11"}'])
def test_odd_answers_of_python_are_none(said: str | None) -> None:
    machine = debian()
    machine.answers = {} if said is None else {"/usr/bin/python3": said}
    office = find_office(machine)
    assert office is not None and ask_office(machine, office, []) is None


# only the file


def test_only_the_file_for_other_computers(capsys: Capture) -> None:
    for machine, folder in ((windows(), "D:\\bagi"), (macos(), "/bagi"), (linux(), "/bagi")):
        request = Request(folder, libreoffice=True)
        code, content = as_json(capsys, "pasang", machine, request)
        (name,) = content["berkas"]
        assert (code, machine.files[type(machine.python)(name)]) == (0, build_oxt())
        assert run("status", request, machine=machine) == 0
        assert run("lepas", request, machine=machine) == 0
        assert run("status", request, machine=machine) == 1
        assert machine.ran == []


def test_states_of_a_file() -> None:
    assert examine_file(None).state is FileState.MISSING
    assert examine_file(b"x").state is FileState.UNREADABLE
    assert examine_file(build_oxt(["/a"], "3.12")).paths == ("/a",)
    assert examine_file(build_oxt().replace(TOOL_VERSION.encode(), b"9.9.9")).state in (
        FileState.UNREADABLE,
        FileState.OTHER_VERSION,
    )


def test_a_machine_without_tools_raises_a_usage_error() -> None:
    machine = debian()
    office = find_office(machine)
    assert office is not None
    machine.refusal = Ended(1, AS_ROOT)
    with pytest.raises(UsageError):
        examine_extension(machine, office)
    machine.refusal = Ended(1, LOCKED)
    with pytest.raises(LkjipError):
        examine_extension(machine, office)
