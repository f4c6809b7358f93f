"""An Excel in memory with every call seen, and an empty workbook in it."""

from __future__ import annotations

import pytest
import xlwings

from tests.workbook.live.fixtures import its_watch, seen_app, seen_excel  # noqa: F401  # pytest finds them here


@pytest.fixture
def book(app: xlwings.App) -> xlwings.Book:
    return app.books.add()
