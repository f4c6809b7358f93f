"""The number of calls to the program does not grow with the number of rows, on a program that calculates and formats.

The same for every action in memory: tests/addin/buttons/test_call_counts.py.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from lkjip_xl.addin.buttons.run import press
from tests.addin.buttons.conftest import larger
from tests.addin.kontrak.conftest import Open
from tests.workbook.live.watched import watched_book


@pytest.mark.parametrize("action", ["validasi", "isi-kolom-hitung", "buat-laporan", "periksa-rumus"])
def test_calls_do_not_grow_with_rows(action: str, opened: Open, tmp_path: Path) -> None:
    found = []
    for copies in (1, 20):
        book, watch = watched_book(opened(larger(tmp_path / f"{copies}.xlsx", copies)))
        app = book.app
        watch.calls.clear()
        assert not press(action, app, book).critical
        found.append(dict(watch.calls))
    few, many = found
    assert few == many
    print(f"{action}: {sum(few.values())} panggilan")
