"""An open workbook becomes the records that its file would become: kinds, errors, dates and blanks kept apart."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
import xlwings

from lkjip_xl.intake.live_book import MIXED_PROBES, content_hash, read_book
from lkjip_xl.reader.raw import RawCell, RawWorkbook
from lkjip_xl.values import CellError
from tests.workbook.live.fake_excel import ErrorText, FakeCell, fake_excel
from tests.workbook.live.watched import inside, watched


@pytest.fixture
def book() -> xlwings.Book:
    return watched(fake_excel())[0].books.add()


def put(book: xlwings.Book, address: str, value: Any, formula: str | None = None) -> None:
    cell = inside(book.sheets[0].range(address))
    inside(book.sheets[0]).cells_in[cell.row, cell.column] = FakeCell(value, formula)


def read(book: xlwings.Book) -> dict[str, RawCell]:
    return {cell.address: cell for cell in read_book(book).sheets[0].cells()}


@pytest.mark.parametrize(
    ("value", "formula", "expected"),
    [
        (7.0, None, (7, None, "n")),
        (7.25, None, (7.25, None, "n")),
        (9e15, None, (9_000_000_000_000_000, None, "n")),
        (Decimal("12.5"), None, (12.5, None, "n")),
        (0.0, None, (0, None, "n")),
        (True, None, (True, None, "b")),
        ("0012", None, ("0012", None, "s")),
        ("=bukan rumus", None, ("=bukan rumus", None, "s")),
        (dt.datetime(2024, 12, 31), None, (45657, None, "n")),
        (dt.datetime(2024, 1, 1, 12), None, (45292.5, None, "n")),
        (ErrorText("#REF!"), "=#REF!+1", (CellError("#REF!"), "#REF!+1", "e")),
        (ErrorText("#N/A"), "=#N/A", (CellError("#N/A"), None, "e")),
        ("#N/A", None, ("#N/A", None, "s")),
        (-2146826243, "=A5#", (CellError("#SPILL!"), "A5#", "e")),
        (-2146826238, "=LAMBDA(x,x)", (CellError("#CALC!"), "LAMBDA(x,x)", "e")),
        (-2146826000, "=X()", (CellError("#UNKNOWN!"), "X()", "e")),
        ("", '=""', ("", '""', "s")),
        (None, "=A9", ("", "A9", "s")),
        (3.5, "=A1+B1", (3.5, "A1+B1", "n")),
    ],
)
def test_each_kind_of_cell(value: Any, formula: str | None, expected: tuple[Any, ...], book: xlwings.Book) -> None:
    put(book, "B2", value, formula)
    put(book, "D9", "batas")
    cell = read(book)["B2"]
    assert (cell.value, cell.formula, cell.kind) == expected
    assert type(cell.value) is type(expected[0])


def test_blank_cells_are_no_cells(book: xlwings.Book) -> None:
    put(book, "B2", "a")
    put(book, "D4", "b")
    assert set(read(book)) == {"B2", "D4"}


@pytest.mark.parametrize("addresses", [["C3"], ["C3", "D3", "E3"], ["C3", "C4", "C5"]])
def test_one_cell_one_row_and_one_column_read_like_a_block(addresses: list[str], book: xlwings.Book) -> None:
    for address in addresses:
        put(book, address, address, f"=X{address[1:]}")
    assert {at: cell.formula for at, cell in read(book).items()} == {at: f"X{at[1:]}" for at in addresses}


def test_an_empty_workbook_is_a_sheet_without_rows(book: xlwings.Book) -> None:
    assert read_book(book).sheets[0].rows == {}


def test_sheets_carry_their_names_and_whether_they_are_seen(book: xlwings.Book) -> None:
    book.sheets.add("Ö & 'x' 中", after=book.sheets[0])
    book.sheets[1].visible = False
    assert [(sheet.name, sheet.state) for sheet in read_book(book).sheets] == [("Sheet1", "visible"), ("Ö & 'x' 中", "hidden")]
    assert [sheet.name for sheet in read_book(book, without={"Sheet1"}).sheets] == ["Ö & 'x' 中"]


def test_names_of_the_workbook_are_read_and_those_of_single_sheets_are_not(book: xlwings.Book) -> None:
    book.names.add("lkjip_templat_id", "=Sheet1!$A$1")
    book.names.add("Sheet1!Print_Area", "=Sheet1!$A$1:$B$2")
    assert read_book(book).names == {"lkjip_templat_id": "=Sheet1!$A$1"}


def test_what_no_cell_can_hold_is_a_fault_of_ours(book: xlwings.Book) -> None:
    put(book, "A1", object())
    with pytest.raises(TypeError, match="object"):
        read_book(book)


def test_the_hash_is_of_the_content(book: xlwings.Book) -> None:
    put(book, "A1", 1.0)
    first = read_book(book).sha256
    assert read_book(book).sha256 == first
    put(book, "A1", "1")
    assert read_book(book).sha256 != first
    assert content_hash(RawWorkbook("a", "", 0)) == content_hash(RawWorkbook("b", "x", 1))


def with_figures(rows: int, number_format: str) -> tuple[xlwings.Book, Any]:
    app, watch = watched(fake_excel())
    book = app.books.add()
    put(book, "A1", 2024.0)
    put(book, "A2", "PAGU")
    for row in range(3, rows + 3):
        put(book, f"A{row}", None if row % 7 == 0 else float(row))
    put(book, f"A{rows + 2}", 1.0)
    book.sheets[0].range((1, 1)).number_format = "0"
    book.sheets[0].range((3, 1), (rows + 2, 1)).number_format = number_format
    watch.calls.clear()
    return book, watch


@pytest.mark.parametrize("rows", [30, 3000])
def test_a_run_of_figures_is_one_question_however_long(rows: int) -> None:
    book, watch = with_figures(rows, "0.00%")
    workbook = read_book(book, formats=True)
    formats = {cell.row: workbook.styles[cell.style].number_format for cell in workbook.sheets[0].cells()}
    assert (formats[1], formats[2], formats[3], formats[rows + 2]) == ("0", "General", "0.00%", "0.00%")
    assert watch.calls["Range.number_format"] == 2


def test_formats_are_not_asked_unless_wanted() -> None:
    book, watch = with_figures(30, "0.00%")
    read_book(book)
    assert watch.calls["Range.number_format"] == 0


def test_a_single_odd_format_is_found_and_a_jumble_ends_in_time() -> None:
    book, watch = with_figures(200, "0.0")
    book.sheets[0].range("A9").number_format = "0%"
    workbook = read_book(book, formats=True)
    cell = workbook.sheets[0].cell(9, 1)
    assert cell is not None
    assert workbook.styles[cell.style].number_format == "0%"
    for row in range(3, 203, 2):
        book.sheets[0].range((row, 1)).number_format = f'0"{row}"'
    watch.calls.clear()
    read_book(book, formats=True)
    assert watch.calls["Range.number_format"] == MIXED_PROBES


def test_two_calls_read_a_sheet_whatever_its_size() -> None:
    counts = []
    for rows in (5, 500):
        book, watch = with_figures(rows, "0")
        read_book(book)
        counts.append(dict(watch.calls))
    assert counts[0] == counts[1]
    assert (counts[0]["Range.raw_value"], counts[0]["Range.formula"]) == (1, 1)
