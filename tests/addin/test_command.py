"""``lkjip addin`` as people and programs meet it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from lkjip_xl.addin.command import run
from lkjip_xl.addin.outcome import Request
from lkjip_xl.addin.xlam import build_xlam
from lkjip_xl.cli import main
from lkjip_xl.version import TOOL_VERSION
from tests.addin.machines import FakeMachine, linux, macos, windows
from tests.addin.test_install import ADDIN, CONF

Capture = pytest.CaptureFixture[str]


def as_json(capsys: Capture, action: str, machine: FakeMachine, request: Request | None = None) -> tuple[int, dict[str, Any]]:
    code = run(action, request or Request(), as_json=True, machine=machine)
    content: dict[str, Any] = json.loads(capsys.readouterr().out)
    assert (content.pop("perintah"), content.pop("versi")) == (action, TOOL_VERSION)
    return code, content


def test_a_life_on_windows(capsys: Capture) -> None:
    machine = windows()
    assert run("status", Request(), machine=machine) == 1
    assert "Belum siap" in capsys.readouterr().out
    assert run("pasang", Request(), machine=machine) == 0
    said = capsys.readouterr().out
    assert f"Ditulis: {ADDIN}\nDitulis: {CONF}\nPython: " in said
    assert "Tutup semua jendela Excel" in said
    for action in ("status", "dokter"):
        assert run(action, Request(), machine=machine) == 0
    assert "Tidak ditemukan penghalang." in capsys.readouterr().out
    assert run("lepas", Request(), machine=machine) == 0
    assert run("lepas", Request(), machine=machine) == 0
    assert "memang tidak terpasang" in capsys.readouterr().out
    assert run("dokter", Request(), machine=machine) == 1
    said = capsys.readouterr().out
    assert "GAGAL  lkjip.xlam belum dipasang.\n  Saran: " in said
    assert said.endswith("2 hal membuat tombol tidak bekerja.\n")


def test_macos_is_told_of_the_question_that_comes(capsys: Capture) -> None:
    assert run("pasang", Request(), machine=macos()) == 0
    assert "pilih OK" in capsys.readouterr().out


def test_json_of_every_action(capsys: Capture) -> None:
    machine = windows()
    code, content = as_json(capsys, "pasang", machine)
    assert (code, content["berkas"]) == (0, [str(ADDIN), str(CONF)])
    code, content = as_json(capsys, "status", machine)
    assert (code, content["siap"], content["pengaya"]["keadaan"]) == (0, True, "sama")
    assert content["setelan"]["menjawab_versi"] == TOOL_VERSION
    code, content = as_json(capsys, "dokter", machine)
    assert (code, {verdict["tingkat"] for verdict in content["hasil"]}) == (0, {"BAIK"})
    assert all(list(verdict) == ["nama", "tingkat", "keadaan", "saran"] for verdict in content["hasil"])
    code, content = as_json(capsys, "lepas", machine)
    assert (code, content) == (0, {"dihapus": [str(ADDIN), str(CONF)]})


def test_a_fault_is_a_sentence_and_an_object(capsys: Capture) -> None:
    machine = windows()
    machine.closed = {ADDIN.parent}
    code, content = as_json(capsys, "pasang", machine)
    assert (code, content["galat"]["kode"]) == (2, "GAGAL")
    assert run("pasang", Request(), machine=machine) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.startswith("lkjip: Folder ")


@pytest.mark.parametrize("action", ["pasang", "lepas", "status"])
def test_a_computer_without_excel_and_libreoffice_is_told_what_is_missing(action: str, capsys: Capture) -> None:
    assert run(action, Request(), machine=linux()) == 2
    said = capsys.readouterr().err
    assert "unopkg" in said and "libreoffice-calc" in said


def test_options_that_make_no_sense(capsys: Capture) -> None:
    for action, request in (
        ("pasang", Request(python="C:\\p.exe")),
        ("status", Request("/x", "C:\\p.exe")),
        ("dokter", Request("/x")),
        ("pasang", Request("/x", "C:\\p.exe", libreoffice=True)),
    ):
        assert run(action, request, machine=windows()) == 2
        assert capsys.readouterr().err.startswith("lkjip: ")


def test_the_real_command_writes_into_a_folder(tmp_path: Path, capsys: Capture) -> None:
    folder = tmp_path / "bagi"
    assert main(["addin", "pasang", "--folder", str(folder)]) == 0
    assert (folder / "lkjip.xlam").read_bytes() == build_xlam()
    assert main(["addin", "status", "--folder", str(folder)]) == 0
    assert "sama dengan buatan versi ini" in capsys.readouterr().out
    (folder / "lkjip.xlam").write_bytes(b"rusak")
    assert main(["addin", "status", "--folder", str(folder)]) == 1
    assert main(["addin", "lepas", "--folder", str(folder)]) == 0
    assert list(folder.iterdir()) == []


def test_an_unknown_action_is_refused_in_indonesian(capsys: Capture) -> None:
    assert main(["addin", "buka"]) == 2
    assert "tidak dikenal" in capsys.readouterr().err


def test_help_lists_the_actions(capsys: Capture) -> None:
    assert main(["addin", "--help"]) == 0
    said = capsys.readouterr().out
    assert all(action in said for action in ("pasang", "lepas", "status", "dokter", "--folder", "--json"))
