"""What the buttons' program accepts, refuses and answers, and that nothing heavy is loaded on the way."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from lkjip_xl.addin import pita
from lkjip_xl.addin.actions import NEEDS_BOOK, Call
from lkjip_xl.addin.pita import DONE, FAILED, ODD_CALL, UNAVAILABLE, main, read_call
from lkjip_xl.errors import LkjipError, UsageError
from lkjip_xl.version import TOOL_VERSION

OPTIONS = ["--wb=isian.xlsx", "--from_xl=1", "--hwnd=66123"]


@pytest.mark.parametrize("book", ["isian.xlsx", "a=b.xlsx", "100% & c.xlsx", "é中.xlsx", "Buku1", "a\u00a0b.xlsx", "--hwnd=1"])
def test_the_name_of_the_workbook_arrives_whole(book: str) -> None:
    assert read_call(["validasi", f"--wb={book}", "--from_xl=1", "--hwnd=1"]) == Call("validasi", book, 1)


def test_options_come_in_any_order() -> None:
    assert read_call(["validasi", *reversed(OPTIONS)]) == Call("validasi", "isian.xlsx", 66123)


@pytest.mark.parametrize("action", [name for name, needed in NEEDS_BOOK.items() if not needed])
def test_some_actions_need_no_workbook(action: str) -> None:
    assert read_call([action, "--wb=", "--from_xl=1", "--hwnd=0"]) == Call(action, "", 0)


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["bukan-aksi", *OPTIONS],
        ["--wb=x", "validasi", "--from_xl=1", "--hwnd=1"],
        ["validasi"],
        ["validasi", *OPTIONS[:2]],
        ["validasi", *OPTIONS, "--wb=lain.xlsx"],
        ["validasi", *OPTIONS, "--app=/x"],
        ["validasi", *OPTIONS, "isian.xlsx"],
        ["validasi", "-wb=x", "--from_xl=1", "--hwnd=1"],
        ["validasi", "--wb", "--from_xl=1", "--hwnd=1"],
        ["validasi", "--wb=x", "--from_xl=0", "--hwnd=1"],
        ["validasi", "--wb=x", "--from_xl=1", "--hwnd="],
        ["validasi", "--wb=x", "--from_xl=1", "--hwnd=-1"],
        ["validasi", "--wb=x", "--from_xl=1", "--hwnd=٣"],
        ["validasi", "--wb=", "--from_xl=1", "--hwnd=1"],
        ["validasi", "--wb=..\\x.xlsx", "--from_xl=1", "--hwnd=1"],
        ["validasi", "--wb=https://x/y.xlsx", "--from_xl=1", "--hwnd=1"],
        ["validasi", "--wb=a\nb", "--from_xl=1", "--hwnd=1"],
        ["validasi", "--wb=" + "x" * 256, "--from_xl=1", "--hwnd=1"],
    ],
)
def test_odd_calls_are_refused(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(UsageError):
        read_call(arguments)
    assert main(arguments) == ODD_CALL
    assert capsys.readouterr().err.strip()


def test_an_action_that_is_not_there_says_so(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(pita.ACTIONS, "validasi", raising=False)
    assert main(["validasi", *OPTIONS]) == UNAVAILABLE
    assert "belum tersedia" in capsys.readouterr().err


def test_an_action_gets_the_call_and_gives_the_exit_code(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[Call] = []

    def act(call: Call) -> int:
        seen.append(call)
        return DONE

    monkeypatch.setitem(pita.ACTIONS, "validasi", act)
    assert main(["validasi", *OPTIONS]) == DONE
    assert seen == [Call("validasi", "isian.xlsx", 66123)]


@pytest.mark.parametrize("fault", [LkjipError("Buku kerja terkunci."), PermissionError(13, "x", "isian.xlsx")])
def test_a_fault_of_an_action_is_one_sentence(
    fault: Exception, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def act(_: Call) -> int:
        raise fault

    monkeypatch.setitem(pita.ACTIONS, "validasi", act)
    assert main(["validasi", *OPTIONS]) == FAILED
    said = capsys.readouterr().err
    assert len(said.strip().splitlines()) == 1
    assert "Traceback" not in said


def test_only_known_actions_can_be_filled_in() -> None:
    assert set(pita.ACTIONS) <= set(NEEDS_BOOK)


def run_as_the_button_does(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-I", "-X", "utf8", "-m", "lkjip_xl.addin.pita", *arguments]
    return subprocess.run(command, cwd=cwd, capture_output=True, encoding="utf-8", check=False)


def test_started_as_a_button_starts_it(tmp_path: Path) -> None:
    """In a folder with a module of the same name, as the folder of a hostile workbook might be."""
    (tmp_path / "lkjip_xl.py").write_text("raise SystemExit(9)", encoding="utf-8")
    (tmp_path / "json.py").write_text("raise SystemExit(9)", encoding="utf-8")
    done = run_as_the_button_does("--versi", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (DONE, "")
    assert json.loads(done.stdout)["versi"] == TOOL_VERSION
    assert run_as_the_button_does("validasi", "--wb=", cwd=tmp_path).returncode == ODD_CALL


def test_a_refused_call_loads_nothing_heavy() -> None:
    script = (
        "import sys; from lkjip_xl.addin.pita import main; code = main(['validasi']); "
        "print(code, sorted(set(sys.modules) & {'xlwings', 'pandas', 'numpy', 'openpyxl', 'jsonschema', 'argparse', 'zipfile'}))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == f"{ODD_CALL} []"


def test_without_any_stream_it_still_answers_with_its_code() -> None:
    """pythonw has neither stdout nor stderr."""
    script = (
        "import sys; sys.stdout = sys.stderr = None\n"
        "from lkjip_xl.addin.pita import main\n"
        "raise SystemExit(main(['--versi']) * 10 + main(['x']))"
    )
    assert subprocess.run([sys.executable, "-c", script], capture_output=True, check=False).returncode == ODD_CALL


def test_a_button_loads_nothing_that_it_does_not_use() -> None:
    """xlwings would load pandas wherever it is installed, and the user would wait for it at every click."""
    script = (
        "import sys; from lkjip_xl.addin.pita import UNUSED, leave_out_unused; leave_out_unused(); import xlwings; "
        "from lkjip_xl.addin.buttons.run import BUTTONS; actions = [load() for load in BUTTONS.values()]; "
        "print(len(actions), [name for name in UNUSED if sys.modules.get(name) is not None])"
    )
    done = subprocess.run([sys.executable, "-I", "-X", "utf8", "-c", script], capture_output=True, text=True, check=False)
    assert done.stdout.strip() == f"{len(NEEDS_BOOK)} []", done.stderr
