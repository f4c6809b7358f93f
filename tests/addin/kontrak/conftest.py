"""The programs that the contract is tested on: LibreOffice always, real Excel with ``-m excel`` on Windows or macOS."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import xlwings

from tests.addin.kontrak.office import open_hidden, running_office

Open = Callable[[Path], xlwings.Book]


def _excel() -> Iterator[xlwings.App]:
    if sys.platform not in ("win32", "darwin"):
        pytest.skip("Excel hanya ada di Windows dan macOS; jalankan di sana: pytest -m excel tests/addin/kontrak")
    app = xlwings.App(visible=True, add_book=False)
    try:
        yield app
    finally:
        app.quit()


@pytest.fixture(
    scope="session",
    params=[
        pytest.param("libreoffice", marks=[pytest.mark.lambat, pytest.mark.xdist_group("kontrak")]),
        pytest.param("excel", marks=[pytest.mark.excel, pytest.mark.xdist_group("excel")]),
    ],
)
def app(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[xlwings.App]:
    if request.param == "excel":
        yield from _excel()
        return
    with running_office(tmp_path_factory.mktemp("office")) as office:
        yield office


@pytest.fixture(autouse=True)
def active(app: xlwings.App) -> None:
    """Other tests of the same process may have made another engine the active one."""
    xlwings.engines[app.engine.name].activate()


@pytest.fixture
def opened(app: xlwings.App, monkeypatch: pytest.MonkeyPatch) -> Iterator[Open]:
    """Opens files; whatever a test opened is closed after it. In Excel a message box would wait for a person."""
    books: list[xlwings.Book] = []

    def open_file(path: Path) -> xlwings.Book:
        book = app.books.open(str(path)) if app.engine.name == "excel" else open_hidden(app, path)
        books.append(book)
        return book

    if app.engine.name == "excel":
        monkeypatch.setattr(xlwings.App, "alert", lambda *args, **named: "yes")
    yield open_file
    for book in books:
        book.close()


@pytest.fixture
def blank(app: xlwings.App) -> Iterator[xlwings.Book]:
    book = app.books.add()
    yield book
    book.close()


