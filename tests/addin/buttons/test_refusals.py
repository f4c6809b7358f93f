"""What an action cannot do it says in one Indonesian sentence, and then nothing in the workbook has changed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import xlwings

from lkjip_xl.addin.actions import NEEDS_BOOK
from lkjip_xl.addin.buttons.run import press
from tests.addin.buttons.conftest import FAULTY, OpenSample, content
from tests.workbook.live.fake_excel import ComError
from tests.workbook.live.watched import Watch, inside

WRITING = ("validasi", "isi-kolom-hitung", "buat-laporan", "periksa-rumus")
ON_A_BOOK = tuple(action for action, needed in NEEDS_BOOK.items() if needed)
Lock = Callable[[xlwings.Book], None]


def read_only(book: xlwings.Book) -> None:
    inside(book).read_only = True


def structure(book: xlwings.Book) -> None:
    inside(book).structure = True


def every_sheet(book: xlwings.Book) -> None:
    for sheet in inside(book).listed:
        sheet.protected = True


def blank_a_computed_cell(book: xlwings.Book) -> None:
    """So that Isi Kolom Hitung has something to write: the blank cell of a row that is filled."""
    sheet = inside(book.sheets["DPA"])
    (place,) = [at for at, cell in sheet.cells_in.items() if cell.formula is not None][:1]
    sheet.cells_in[place].value = sheet.cells_in[place].formula = None


def state(app: xlwings.App) -> tuple[object, ...]:
    return app.screen_updating, app.display_alerts, app.enable_events, app.calculation, app.status_bar


@pytest.mark.parametrize(
    ("action", "lock", "said"),
    [
        *((action, read_only, "hanya untuk dibaca") for action in WRITING if action != "isi-kolom-hitung"),
        ("isi-kolom-hitung", read_only, "hanya untuk dibaca"),
        ("validasi", structure, "Struktur buku kerja ini terproteksi"),
        ("buat-laporan", structure, "Struktur buku kerja ini terproteksi"),
        ("periksa-rumus", structure, "Struktur buku kerja ini terproteksi"),
        ("isi-kolom-hitung", every_sheet, "Lembar “DPA” terproteksi"),
    ],
)
def test_a_locked_workbook_is_named_and_left_alone(
    action: str, lock: Lock, said: str, app: xlwings.App, sample: OpenSample
) -> None:
    book = sample()
    blank_a_computed_cell(book)
    lock(book)
    before, was = content(book), state(app)
    told = press(action, app, book)
    assert told.critical
    assert said in told.text
    assert content(book) == before
    assert state(app) == was
    assert inside_app(app).said == [(told.text, "critical")]


def inside_app(app: xlwings.App) -> Any:
    return object.__getattribute__(app.impl, "_inner")


@pytest.mark.parametrize("action", ON_A_BOOK)
def test_a_cell_in_edit_mode_is_named_and_nothing_changes(
    action: str, app: xlwings.App, watch: Watch, sample: OpenSample
) -> None:
    book = sample()
    before, was = content(book), state(app)

    def busy(name: str) -> None:
        if name not in ("App.alert", "App.pid"):
            raise ComError(hresult=-2147418111)

    watch.fault = busy
    told = press(action, app, book)
    watch.fault = lambda name: None
    assert told.critical
    assert "sedang diketik" in told.text
    assert content(book) == before
    assert state(app) == was


@pytest.mark.parametrize("action", WRITING)
@pytest.mark.parametrize("call", ["Sheet.used_range", "Books.open", "Sheet.copy", "Names.add", "Range.formula="])
def test_the_program_is_as_it_was_after_a_fault_in_the_middle(
    action: str, call: str, app: xlwings.App, watch: Watch, sample: OpenSample
) -> None:
    book = sample(FAULTY)
    app.calculation = "semiautomatic"
    was = state(app)
    happened = False

    def fail(name: str) -> None:
        nonlocal happened
        if name == call:
            happened = True
            raise ZeroDivisionError

    watch.fault = fail
    if action == "isi-kolom-hitung" and call != "Sheet.used_range":
        press(action, app, book)  # it makes no sheets, and this sample has nothing to fill
        assert not happened
    elif call == "Range.formula=" and action in ("validasi", "periksa-rumus"):
        press(action, app, book)  # the list of findings has no formulas
        assert not happened
    else:
        with pytest.raises(ZeroDivisionError):
            press(action, app, book)
    watch.fault = lambda name: None
    assert state(app) == was
    assert len(app.books) == 1


@pytest.mark.parametrize("action", ON_A_BOOK)
@pytest.mark.parametrize("kind", ["empty", "foreign"])
def test_a_workbook_that_is_not_ours_gets_no_sheets(action: str, kind: str, app: xlwings.App) -> None:
    book = app.books.add()
    if kind == "foreign":
        book.sheets[0].range("A1").value = [["Nama", "Nilai"], ["=jahat & 'petik'", 3.5]]
    before = content(book)
    told = press(action, app, book)
    assert told.critical
    assert content(book) == before
    assert "LKjIP" in told.text or "Buat Laporan" in told.text


@pytest.mark.parametrize("action", ON_A_BOOK)
def test_without_a_workbook_it_says_so(action: str, app: xlwings.App) -> None:
    assert press(action, app, None).text == "Tombol ini memerlukan buku kerja yang terbuka."


@pytest.mark.parametrize(
    ("action", "name"),
    [("validasi", "Temuan"), ("periksa-rumus", "temuan"), ("buat-laporan", "Ikhtisar"), ("buat-laporan", "Tabel 1a")],
)
def test_a_sheet_of_the_users_with_a_name_of_ours_is_kept(action: str, name: str, app: xlwings.App, sample: OpenSample) -> None:
    book = sample()
    own = book.sheets.add(name, after=book.sheets[-1])
    own.range("A1").value = name  # as people head a sheet of their own
    own.range("A2").value = "catatan saya"
    before = content(book)
    told = press(action, app, book)
    assert told.critical
    assert f"“{name}” sudah ada dan bukan buatan LKjIP" in told.text
    assert content(book) == before


def test_a_newer_template_is_named(app: xlwings.App, sample: OpenSample) -> None:
    book = sample()
    target = next(name.refers_to for name in book.names if name.name == "lkjip_templat_versi")
    sheet, _, address = str(target).removeprefix("=").replace("'", "").rpartition("!")
    inside(book.sheets[sheet].range(address)).sheet.cells_in[place_of(book, sheet, address)].value = "99.0"
    told = press("validasi", app, book)
    assert told.critical
    assert "lebih baru" in told.text


def place_of(book: xlwings.Book, sheet: str, address: str) -> tuple[int, int]:
    found = book.sheets[sheet].range(address)
    return found.row, found.column
