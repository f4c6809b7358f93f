"""An Excel in memory with every call seen, and an empty workbook in it."""

from __future__ import annotations

from typing import Any

import pytest
import xlwings

from tests.workbook.live.fake_excel import fake_excel
from tests.workbook.live.watched import Watch, watched


@pytest.fixture
def seen() -> tuple[xlwings.App, Watch]:
    return watched(fake_excel())


@pytest.fixture
def app(seen: tuple[xlwings.App, Watch]) -> xlwings.App:
    return seen[0]


@pytest.fixture
def watch(seen: tuple[xlwings.App, Watch]) -> Watch:
    return seen[1]


@pytest.fixture
def book(app: xlwings.App) -> xlwings.Book:
    return app.books.add()


def inside(thing: Any) -> Any:
    """The fake object behind one of xlwings' (past the watching one)."""
    return object.__getattribute__(thing.impl, "_inner")
