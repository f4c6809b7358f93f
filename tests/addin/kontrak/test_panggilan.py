"""The number of calls to the program does not grow with the number of rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import xlwings
from openpyxl import load_workbook

from lkjip_xl.addin.buttons.run import press
from tests.addin.kontrak.conftest import Open

SAMPLE = Path(__file__).resolve().parents[3] / "samples" / "rekaan_dinkes_2024.xlsx"
ACTIONS = ("isi-kolom-hitung", "validasi", "buat-laporan", "periksa-rumus")


@contextmanager
def counted(monkeypatch: pytest.MonkeyPatch) -> Iterator[Counter[str]]:
    """Counts every property and method of xlwings' public Range, Sheet and Book that code of ours or of xlwings touches."""
    calls: Counter[str] = Counter()
    with monkeypatch.context() as patch:
        for kind in (xlwings.Range, xlwings.Sheet, xlwings.Book):
            original = kind.impl.fget if isinstance(kind.__dict__.get("impl"), property) else None
            if original is not None:
                patch.setattr(kind, "impl", property(_counting(original, calls, kind.__name__)))
                continue
            plain = kind.__getattribute__

            def seen(self: Any, name: str, plain: Any = plain, kind: type = kind) -> Any:
                if name == "impl":
                    calls[kind.__name__] += 1
                return plain(self, name)

            patch.setattr(kind, "__getattribute__", seen)
        yield calls


def _counting(original: Any, calls: Counter[str], name: str) -> Any:
    def read(self: Any) -> Any:
        calls[name] += 1
        return original(self)

    return read


def with_sarpras(rows: int, target: Path) -> Path:
    """The sample with so many further rows on a sheet whose report lists each of them."""
    workbook = load_workbook(SAMPLE)
    sheet = workbook["Sarpras"]
    last = max(row for row in range(1, sheet.max_row + 1) if sheet.cell(row, 2).value is not None)
    columns = sheet.max_column
    template = [sheet.cell(last, column).value for column in range(1, columns + 1)]
    for number in range(1, rows + 1):
        for column, value in enumerate(template, 1):
            if not (isinstance(value, str) and value.startswith("=")):
                sheet.cell(last + number, column, f"{value} {number}" if isinstance(value, str) and column == 2 else value)
    workbook.save(target)
    return target


@pytest.mark.parametrize("action", ACTIONS)
def test_calls_do_not_grow_with_rows(action: str, opened: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = []
    for rows in (20, 400):
        book = opened(with_sarpras(rows, tmp_path / f"{rows}.xlsx"))
        with counted(monkeypatch) as calls:
            press(action, book.app, book)
        found.append(dict(calls))
    few, many = found
    assert few
    if action == "periksa-rumus":  # number formats are asked by halving: twenty times the rows, a few questions more
        assert all(many[kind] <= 1.05 * count for kind, count in few.items())
    else:
        assert few == many
