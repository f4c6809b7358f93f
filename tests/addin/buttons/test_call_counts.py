"""How often an action calls the program does not depend on the number of rows: it is the same for 1 and for 20 times the DPA."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import xlwings

from lkjip_xl.addin.buttons.run import press
from lkjip_xl.definition.sheets import sheet_def
from tests.addin.buttons.conftest import larger, names
from tests.workbook.live.fake_excel import fake_excel
from tests.workbook.live.watched import inside, watched

COPIES = (1, 20)
HEADINGS = {column.heading for column in sheet_def("dpa").columns if column.computed}
Before = Callable[[xlwings.App, xlwings.Book], None]


def nothing(app: xlwings.App, book: xlwings.Book) -> None:
    """The first click."""


def blank_computed_columns(app: xlwings.App, book: xlwings.Book) -> None:
    """As where somebody pasted rows into DPA without them."""
    cells = inside(book.sheets["DPA"]).cells_in
    heading_row = next(row for (row, _), cell in cells.items() if cell.value in HEADINGS)
    columns = {column for (row, column), cell in cells.items() if row == heading_row and cell.value in HEADINGS}
    blanked = [cell for (row, column), cell in cells.items() if row > heading_row and column in columns]
    assert len(blanked) > 10
    for cell in blanked:
        cell.value = cell.formula = None


def own_formulas(app: xlwings.App, book: xlwings.Book) -> None:
    """A report is there, and a sheet of the user's looks at it from as many cells as DPA has rows."""
    press("buat-laporan", app, book)
    sheet = book.sheets.add("Punya Saya", after=book.sheets[-1])
    last = max(row for row, _ in inside(book.sheets["DPA"]).cells_in)
    sheet.range((1, 1), (last, 1)).formula = "='Realisasi Anggaran'!A1"


def calls(action: str, copies: int, before: Before, folder: Path) -> dict[str, int]:
    app, watch = watched(fake_excel())
    book = app.books.open(str(larger(folder / f"dpa{copies}.xlsx", copies)))
    before(app, book)
    watch.calls.clear()
    said = press(action, app, book)
    assert not said.critical, said
    return dict(watch.calls)


@pytest.mark.parametrize(
    ("action", "before"),
    [
        ("validasi", nothing),
        ("isi-kolom-hitung", nothing),
        ("isi-kolom-hitung", blank_computed_columns),
        ("buat-laporan", nothing),
        ("buat-laporan", own_formulas),
        ("periksa-rumus", nothing),
        ("ekspor-json", nothing),
    ],
)
def test_calls_are_the_same_for_twenty_times_the_rows(action: str, before: Before, tmp_path: Path) -> None:
    few, many = (calls(action, copies, before, tmp_path) for copies in COPIES)
    assert few == many
    print(f"{action} ({before.__name__}): {sum(few.values())} panggilan")


def test_twenty_times_the_rows_is_what_it_says(tmp_path: Path) -> None:
    app = fake_excel()
    rows = []
    for copies in COPIES:
        book = app.books.open(str(larger(tmp_path / f"{copies}.xlsx", copies)))
        assert "DPA" in names(book)
        rows.append(book.sheets["DPA"].used_range.shape[0])
    assert rows[1] > 15 * rows[0]
