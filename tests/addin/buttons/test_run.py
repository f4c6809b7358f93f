"""From the add-in's call to the right Excel, the right workbook and a message; what goes wrong on the way is told there."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import xlwings

from lkjip_xl.addin.actions import NEEDS_BOOK, Call
from lkjip_xl.addin.buttons import run
from lkjip_xl.addin.buttons.desk import Desk, Said
from lkjip_xl.addin.buttons.run import BUTTONS, COM_ATTEMPTS, TRACE_FILE, press_in_excel
from lkjip_xl.addin.pita import DONE, FAILED, main
from lkjip_xl.errors import UsageError
from tests.addin.buttons.conftest import OpenSample
from tests.workbook.live.fake_excel import WINDOW, ComError
from tests.workbook.live.watched import Watch


@pytest.fixture
def excel(app: xlwings.App, monkeypatch: pytest.MonkeyPatch) -> xlwings.App:
    """xlwings finds this Excel and no other."""
    monkeypatch.setattr(xlwings, "apps", [app])
    return app


def said(app: xlwings.App) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = object.__getattribute__(app.impl, "_inner").said
    return found


def acting(monkeypatch: pytest.MonkeyPatch, act: Any) -> list[str]:
    """Puts an action in the place of Validasi; the names of the workbooks it was given."""
    given: list[str] = []

    def work(desk: Desk) -> Said:
        given.append(desk.book.name)
        return act()  # type: ignore[no-any-return]

    monkeypatch.setitem(BUTTONS, "validasi", lambda: work)
    return given


def test_there_is_a_button_for_every_action() -> None:
    assert set(BUTTONS) == set(NEEDS_BOOK)
    assert all(callable(load()) for load in BUTTONS.values())


@pytest.mark.parametrize("name", ["isian.xlsx", "ISIAN.XLSX"])
@pytest.mark.parametrize("window", [WINDOW, 0])
def test_the_named_workbook_is_found_in_the_named_window(
    name: str, window: int, excel: xlwings.App, sample: OpenSample, monkeypatch: pytest.MonkeyPatch
) -> None:
    sample(file_name="lain.xlsx")
    sample()
    given = acting(monkeypatch, lambda: Said("Selesai."))
    assert press_in_excel(Call("validasi", name, window)) == DONE
    assert given == ["isian.xlsx"]
    assert said(excel) == [("Selesai.", "info")]


def test_a_workbook_that_is_not_open_is_told_in_excel(excel: xlwings.App) -> None:
    assert press_in_excel(Call("validasi", "hilang.xlsx", WINDOW)) == DONE
    ((text, mode),) = said(excel)
    assert "“hilang.xlsx” tidak ditemukan" in text
    assert mode == "critical"


@pytest.mark.parametrize("window", [WINDOW + 1, 0])
def test_without_the_excel_it_came_from_it_fails_with_its_code(
    window: int, monkeypatch: pytest.MonkeyPatch, app: xlwings.App
) -> None:
    monkeypatch.setattr(xlwings, "apps", [app] if window else [])
    with pytest.raises(UsageError, match="Jendela Excel tidak ditemukan"):
        press_in_excel(Call("validasi", "isian.xlsx", window))
    assert main(["validasi", "--wb=isian.xlsx", "--from_xl=1", f"--hwnd={window}"]) == FAILED


def test_a_busy_excel_is_told_in_excel(excel: xlwings.App, watch: Watch) -> None:
    def busy(name: str) -> None:
        if name.startswith("Books."):
            raise ComError(hresult=-2147418111)

    watch.fault = busy
    assert press_in_excel(Call("validasi", "isian.xlsx", WINDOW)) == DONE
    assert "sedang diketik" in said(excel)[0][0]


def test_a_fault_of_the_program_is_told_and_its_trace_kept(
    excel: xlwings.App, sample: OpenSample, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(tempfile, "gettempdir", lambda: str(tmp_path))
    sample()

    def fail() -> Said:
        raise ZeroDivisionError("tujuh")

    acting(monkeypatch, fail)
    assert press_in_excel(Call("validasi", "isian.xlsx", WINDOW)) == DONE
    ((text, mode),) = said(excel)
    assert mode == "critical"
    assert "kesalahan program (ZeroDivisionError)" in text
    assert "Traceback" not in text
    assert "ZeroDivisionError: tujuh" in (tmp_path / TRACE_FILE).read_text("utf-8")


def test_a_trace_that_cannot_be_kept_does_not_keep_the_message(
    excel: xlwings.App, sample: OpenSample, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(tempfile, "gettempdir", lambda: str(tmp_path / "tidak ada"))
    sample()

    def fail() -> Said:
        raise ZeroDivisionError

    acting(monkeypatch, fail)
    assert press_in_excel(Call("validasi", "isian.xlsx", WINDOW)) == DONE
    assert "tidak dapat disimpan" in said(excel)[0][0]


def test_a_busy_excel_is_not_asked_for_ever(excel: xlwings.App, monkeypatch: pytest.MonkeyPatch) -> None:
    com = SimpleNamespace(N_COM_ATTEMPTS=0)
    monkeypatch.setitem(sys.modules, "xlwings._xlwindows", com)
    press_in_excel(Call("bantuan", "", WINDOW))
    assert com.N_COM_ATTEMPTS == COM_ATTEMPTS > 0


def test_without_xlwings_the_command_to_get_it_is_named(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "xlwings", None)
    assert main(["bantuan", "--wb=", "--from_xl=1", "--hwnd=0"]) == FAILED
    assert 'pip install "lkjip-xl[excel]"' in capsys.readouterr().err


def test_a_press_loads_nothing_heavy_before_its_action() -> None:
    """Beside xlwings itself, and what that loads."""
    script = (
        "import sys, lkjip_xl.addin.pita, lkjip_xl.addin.buttons.run as run; run._bound_patience()\n"
        "heavy = {'xlwings', 'pandas', 'numpy', 'openpyxl', 'jsonschema', 'jsonschema_rs', 'xlsxwriter', 'rich'}\n"
        "print(sorted(set(sys.modules) & heavy))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_only_the_pressed_buttons_module_is_loaded(monkeypatch: pytest.MonkeyPatch, app: xlwings.App) -> None:
    loaded: list[str] = []
    for action in BUTTONS:
        monkeypatch.setitem(BUTTONS, action, lambda action=action: loaded.append(action) or (lambda desk: Said("x")))
    run.press("bantuan", app, None)
    assert loaded == ["bantuan"]
