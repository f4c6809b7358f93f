"""What takes no changes is known before the first change, in each program's own words for it."""

from __future__ import annotations

import sys
from types import SimpleNamespace
from typing import Any, cast

import pytest
import xlwings

from lkjip_xl.workbook.live.guard import LiveBookError
from lkjip_xl.workbook.live.locks import Locks, read_locks
from tests.workbook.live.fake_excel import ComError
from tests.workbook.live.watched import Watch, inside

FREE = Locks(read_only=False, structure=False, sheets=frozenset())


def test_nothing_is_refused_where_nothing_is_locked() -> None:
    FREE.refuse(sheets=True, cells=["DPA"])
    Locks(False, True, frozenset({"Lain"})).refuse(cells=["DPA"])


@pytest.mark.parametrize(
    ("locks", "said"),
    [
        (Locks(True, False, frozenset()), "hanya untuk dibaca"),
        (Locks(False, True, frozenset()), "Struktur buku kerja ini terproteksi"),
        (Locks(False, False, frozenset({"DPA", "Lain"})), "Lembar “DPA” terproteksi"),
    ],
)
def test_each_lock_has_its_sentence(locks: Locks, said: str) -> None:
    with pytest.raises(LiveBookError, match=said) as told:
        locks.refuse(sheets=True, cells=["DPA"])
    assert "ulangi" in str(told.value)
    assert "Lain" not in str(told.value)


def test_our_own_engines_are_asked_themselves(book: xlwings.Book) -> None:
    book.sheets.add("Terkunci")
    inside(book.sheets["Terkunci"]).protected = True
    inside(book).structure = True
    assert read_locks(book) == Locks(False, True, frozenset({"Terkunci"}))


def excel_book(api: object, sheet_api: object) -> Any:
    sheets = [SimpleNamespace(name="DPA", api=sheet_api)]
    return cast(Any, SimpleNamespace(app=SimpleNamespace(engine=SimpleNamespace(name="excel")), api=api, sheets=sheets))


def test_excel_on_windows_is_asked_through_com(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    book = excel_book(SimpleNamespace(ReadOnly=False, ProtectStructure=True), SimpleNamespace(ProtectContents=True))
    assert read_locks(book) == Locks(False, True, frozenset({"DPA"}))


def test_excel_on_macos_is_asked_through_appscript(monkeypatch: pytest.MonkeyPatch) -> None:
    def reference(value: bool) -> SimpleNamespace:
        return SimpleNamespace(get=lambda: value)

    monkeypatch.setattr(sys, "platform", "darwin")
    native = SimpleNamespace(read_only=reference(True), protect_structure=reference(False))
    book = excel_book(native, SimpleNamespace(protect_contents=reference(False)))
    assert read_locks(book) == Locks(True, False, frozenset())


def test_a_busy_excel_is_named(book: xlwings.Book, watch: Watch) -> None:
    def busy(name: str) -> None:
        raise ComError(hresult=-2147418111)

    watch.fault = busy
    with pytest.raises(LiveBookError, match="sedang diketik"):
        read_locks(book)
