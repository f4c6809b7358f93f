"""Sheets come into a workbook whole or not at all, in place of those of an earlier click, and never over the user's own."""

from __future__ import annotations

import pytest
import xlwings

from lkjip_xl.workbook.live.guard import LiveBookError
from lkjip_xl.workbook.live.ownership import own_sheets
from lkjip_xl.workbook.live.sheets import CARRIER, Dependent, write_sheets
from lkjip_xl.workbook.model import Cell, SheetModel
from tests.workbook.live.fake_excel import ComError
from tests.workbook.live.watched import Watch, inside


def model(name: str, *rows: tuple[Cell, ...]) -> SheetModel:
    made = SheetModel(name)
    for number, cells in enumerate(rows or ((Cell("teks", name),),), 1):
        for column, cell in enumerate(cells, 1):
            made.put(number, column, cell)
    return made


def names(book: xlwings.Book) -> list[str]:
    return [sheet.name for sheet in book.sheets]


def test_sheets_come_with_values_formats_and_formulas(book: xlwings.Book) -> None:
    rows = (
        (Cell("teks:kode", "0012"), Cell("angka:bulat", 7)),
        (Cell("teks:butir1", "x", "=Sheet1!A1"), Cell("angka", 3, "=B1")),
    )
    write_sheets(book, "laporan", [model("Isi 'n & Baru", *rows)])
    sheet = book.sheets["Isi 'n & Baru"]
    assert sheet.range("A1:B1").value == ["0012", 7]
    assert [sheet.range(at).formula for at in ("A2", "B2")] == ["=Sheet1!A1", "=B1"]
    assert sheet.range("A1").number_format == "@"


def test_the_carrier_has_no_formulas_and_does_not_stay_open(book: xlwings.Book, app: xlwings.App) -> None:
    write_sheets(book, "laporan", [model("A", (Cell("angka", 3, "=Sheet1!A1"),))])
    assert [open_book.name for open_book in app.books] == [book.name]
    assert inside(book.sheets["A"]).copied_from.startswith(CARRIER)


def test_new_sheets_go_to_the_end_or_first(book: xlwings.Book) -> None:
    write_sheets(book, "laporan", [model("A"), model("B")])
    write_sheets(book, "temuan", [model("Temuan")], first=True)
    assert names(book) == ["Temuan", "Sheet1", "A", "B"]


def test_a_second_time_sheets_are_replaced_in_their_places(book: xlwings.Book) -> None:
    write_sheets(book, "laporan", [model("A"), model("B"), model("C")])
    book.sheets.add("Punya Saya", before=book.sheets["B"])
    write_sheets(book, "laporan", [model("a"), model("C"), model("D")], replaces=own_sheets(book, "laporan"))
    assert names(book) == ["Sheet1", "a", "Punya Saya", "C", "D"]
    assert own_sheets(book, "laporan") == ["a", "C", "D"]


def test_a_sheet_of_the_users_is_refused_before_anything_changes(book: xlwings.Book, watch: Watch) -> None:
    book.sheets.add("ikhtisar").range("A1").value = "milik saya"
    before = watch.calls["Books.open"]
    with pytest.raises(LiveBookError, match="“ikhtisar” sudah ada dan bukan buatan LKjIP"):
        write_sheets(book, "laporan", [model("A"), model("Ikhtisar")])
    assert watch.calls["Books.open"] == before
    assert sorted(names(book)) == ["Sheet1", "ikhtisar"]
    assert book.sheets["ikhtisar"].range("A1").value == "milik saya"


@pytest.mark.parametrize("fails", [1, 2, 3])
def test_a_fault_while_copying_leaves_the_workbook_as_it_was(fails: int, book: xlwings.Book, watch: Watch) -> None:
    write_sheets(book, "laporan", [model("A"), model("B")])
    before = names(book)
    copies = 0

    def refuse(name: str) -> None:
        nonlocal copies
        copies += name == "Sheet.copy"
        if name == "Sheet.copy" and copies == fails:
            raise ComError()

    watch.fault = refuse
    with pytest.raises(ComError):
        write_sheets(book, "laporan", [model("A"), model("B"), model("C")], replaces=["A", "B"])
    assert names(book) == before
    assert own_sheets(book, "laporan") == ["A", "B"]
    assert len(book.app.books) == 1


def test_after_a_fault_while_formulas_are_written_the_sheets_are_ours_still(book: xlwings.Book, watch: Watch) -> None:
    def refuse(name: str) -> None:
        if name == "Range.formula=":
            raise ComError()

    watch.fault = refuse
    formula = model("A", (Cell("angka", 1, "=Sheet1!A1"),))
    with pytest.raises(ComError):
        write_sheets(book, "laporan", [formula])
    watch.fault = lambda name: None
    write_sheets(book, "laporan", [formula], replaces=own_sheets(book, "laporan"))
    assert names(book) == ["Sheet1", "A"]


def test_formulas_and_names_of_the_users_on_replaced_sheets_survive(book: xlwings.Book) -> None:
    write_sheets(book, "laporan", [model("Tabel 1a")])
    own = book.sheets["Sheet1"]
    own.range("B2").formula = "='Tabel 1a'!A1"
    book.names.add("punya_saya", "='Tabel 1a'!$A$1")
    book.names.add("lain", "=Sheet1!$A$1")
    dependents = {"Sheet1": Dependent({(2, 2): "='Tabel 1a'!A1"}, {})}
    write_sheets(book, "laporan", [model("Tabel 1a")], replaces=["Tabel 1a"], dependents=dependents)
    assert own.range("B2").formula == "='Tabel 1a'!A1"
    found = {name.name: name.refers_to for name in book.names}
    assert found["punya_saya"] == "='Tabel 1a'!$A$1"
    assert found["lain"] == "=Sheet1!$A$1"


def test_calls_do_not_grow_with_cells(book: xlwings.Book, watch: Watch) -> None:
    counts = []
    for rows in (3, 300):
        made = model("A", *[(Cell("teks", "x"), Cell("angka", 1, f"=Sheet1!A{row}")) for row in range(1, rows + 1)])
        watch.calls.clear()
        write_sheets(book, "laporan", [made], replaces=own_sheets(book, "laporan"))
        counts.append(dict(watch.calls))
        if rows == 3:  # the second time replaces; compare like with like
            watch.calls.clear()
            write_sheets(book, "laporan", [made], replaces=own_sheets(book, "laporan"))
            counts[0] = dict(watch.calls)
    assert counts[0] == counts[1]
