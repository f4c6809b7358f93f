"""An Excel in memory with every call seen; for the tests of the live adapter and of the buttons."""

from __future__ import annotations

import pytest
import xlwings

from tests.workbook.live.fake_excel import fake_excel
from tests.workbook.live.watched import Watch, watched


@pytest.fixture(name="seen")
def seen_excel() -> tuple[xlwings.App, Watch]:
    return watched(fake_excel())


@pytest.fixture(name="app")
def seen_app(seen: tuple[xlwings.App, Watch]) -> xlwings.App:
    return seen[0]


@pytest.fixture(name="watch")
def its_watch(seen: tuple[xlwings.App, Watch]) -> Watch:
    return seen[1]
