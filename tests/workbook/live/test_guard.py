"""While a change runs the program is quiet; afterwards it is as it was, whatever happened, and refusals have words."""

from __future__ import annotations

import pytest
import xlwings

from lkjip_xl.errors import UsageError
from lkjip_xl.workbook.live.guard import EDITING, PROTECTED, READ_ONLY, LiveBookError, in_words, quiet, reason_of
from tests.workbook.live.fake_excel import ComError
from tests.workbook.live.watched import Watch

BUSY = ComError(scode=-2146777998)
REJECTED = ComError(scode=0, hresult=-2147418111)


def state(app: xlwings.App) -> tuple[object, ...]:
    return app.screen_updating, app.display_alerts, app.enable_events, app.calculation, app.status_bar


def test_inside_nothing_is_drawn_asked_calculated_or_listened_for(app: xlwings.App) -> None:
    with quiet(app) as progress:
        progress.say("bekerja …")
        assert state(app) == (False, False, False, "manual", "LKjIP: bekerja …")


@pytest.mark.parametrize("fault", [ValueError("x"), BUSY, UsageError("x"), KeyboardInterrupt()])
def test_afterwards_everything_is_as_it_was_even_after_a_fault(fault: BaseException, app: xlwings.App) -> None:
    app.calculation = "semiautomatic"
    app.enable_events = False
    before = state(app)
    with pytest.raises(BaseException), quiet(app) as progress:  # noqa: B017
        progress.say("bekerja …")
        raise fault
    assert state(app) == before


def test_a_setting_that_cannot_be_put_back_does_not_keep_the_others(app: xlwings.App, watch: Watch) -> None:
    def refuse(name: str) -> None:
        if name == "App.screen_updating=":
            raise ComError()

    with pytest.raises(ComError), quiet(app):
        watch.fault = refuse
    assert (app.display_alerts, app.enable_events, app.calculation) == (True, True, "automatic")


def test_a_fault_of_the_work_is_not_hidden_by_one_of_putting_back(app: xlwings.App, watch: Watch) -> None:
    def refuse(name: str) -> None:
        raise ComError()

    with pytest.raises(ZeroDivisionError), quiet(app):
        watch.fault = refuse
        raise ZeroDivisionError


@pytest.mark.parametrize("number", range(1, 9))
def test_a_cell_in_edit_mode_is_named_at_whatever_setting_it_shows(number: int, app: xlwings.App, watch: Watch) -> None:
    calls = 0

    def busy(name: str) -> None:
        nonlocal calls
        calls += 1
        if calls == number:
            raise REJECTED

    watch.fault = busy
    with pytest.raises(LiveBookError, match="sedang diketik"), quiet(app):
        raise AssertionError("the work must not begin")
    watch.fault = lambda name: None
    assert state(app)[:4] == (True, True, True, "automatic")


class ExcelBusyError(Exception):
    """Like the class of this name in xlwings."""


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (BUSY, EDITING),
        (REJECTED, EDITING),
        (ComError(scode=0, hresult=-2147417846), EDITING),
        (ExcelBusyError("Excel application is not responding"), EDITING),
        (Exception("Call was rejected by callee."), EDITING),
        (xlwings.XlwingsError("The sheet is protected."), PROTECTED),
        (Exception("Lembar ini Diproteksi"), PROTECTED),
        (xlwings.XlwingsError("The workbook is read-only."), READ_ONLY),
        (ComError(), None),
        (ValueError("row 5"), None),
        (KeyError(3), None),
    ],
)
def test_the_reason_of_a_refusal(error: Exception, sentence: str | None) -> None:
    assert reason_of(error) == sentence


def test_only_refusals_of_the_program_are_reworded() -> None:
    with pytest.raises(UsageError, match="protected"), in_words():
        raise UsageError("protected")
    with pytest.raises(ZeroDivisionError), in_words():
        raise ZeroDivisionError
    with pytest.raises(LiveBookError) as told, in_words():
        raise BUSY
    assert told.value.__cause__ is BUSY
