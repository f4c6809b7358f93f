"""Text stays text, formulas stay formulas, and scattered cells go in few assignments without touching their neighbours."""

from __future__ import annotations

import pytest
import xlwings
from hypothesis import given
from hypothesis import strategies as st

from lkjip_xl.values import CellError
from lkjip_xl.workbook.live.blocks import (
    LONGEST_IN_BLOCK,
    MOST_PIECES,
    areas_to_write,
    formula_block,
    rectangles,
    typed_in,
    write_block,
    write_cells,
)
from lkjip_xl.workbook.model import Cell, SheetModel
from tests.workbook.live.watched import Watch

AWKWARD = ["=1+1", "+62 saluran", "-5 poin", "@nama", "0123", "1/2", "5%", "TRUE", "'petik", "#N/A", "Januari 2025", "1E5", " "]


@pytest.mark.parametrize("text", AWKWARD)
def test_text_stays_text_whatever_it_looks_like(text: str, book: xlwings.Book) -> None:
    write_block(book.sheets[0], (1, 1), [[typed_in(text), typed_in(text)]])
    assert book.sheets[0].range("A1:B1").value == [text, text]
    assert book.sheets[0].range("A1").formula == text


def test_every_kind_of_value_has_a_form_that_can_be_assigned() -> None:
    assert typed_in(None) is None
    assert typed_in("") is None
    assert typed_in(True) is True
    assert typed_in(CellError("#N/A")) == "=#N/A"
    assert typed_in("x", "=A1") == "=A1"
    big = typed_in(9_000_000_000_000)
    assert (type(big), big) == (float, 9e12)


def test_a_formula_without_its_sign_is_a_fault_of_ours() -> None:
    with pytest.raises(ValueError, match="not a formula"):
        typed_in(None, "A1")


def test_the_block_spans_all_formulas_and_gives_the_cells_in_between_back() -> None:
    model = SheetModel("x")
    model.put(1, 1, Cell("teks", "judul"))
    model.put(2, 2, Cell("angka", 1, "=A9"))
    model.put(3, 2, Cell("teks", "0123"))
    model.put(4, 3, Cell("angka", 2, "=B2"))
    assert formula_block(model) == ((2, 2), [["=A9", None], ["'0123", None], [None, "=B2"]])
    assert formula_block(SheetModel("kosong")) is None


def test_a_text_too_long_for_a_block_is_left_where_it_is_and_all_else_is_written(book: xlwings.Book, watch: Watch) -> None:
    sheet = book.sheets[0]
    long = "'" + "p" * (LONGEST_IN_BLOCK + 1)
    sheet.range("B2").value = long[1:]
    block = [["=1", "'a", "=2"], ["=3", long, "=4"], ["=5", "'b", "=6"]]
    before = watch.calls["Range.formula="]
    write_block(sheet, (1, 1), block)
    assert sheet.range("B2").value == long[1:]
    assert [sheet.range(at).formula for at in ("A1", "C1", "A2", "C2", "A3", "C3")] == [f"={n}" for n in range(1, 7)]
    assert (sheet.range("B1").value, sheet.range("B3").value) == ("a", "b")
    assert watch.calls["Range.formula="] - before == 4


PLACES = st.sets(st.tuples(st.integers(1, 12), st.integers(1, 6)), min_size=1, max_size=40)


@given(PLACES)
def test_rectangles_cover_exactly_the_cells_and_none_twice(places: set[tuple[int, int]]) -> None:
    covered = [
        (row, column)
        for top, left, bottom, right in rectangles(places)
        for row in range(top, bottom + 1)
        for column in range(left, right + 1)
    ]
    assert sorted(covered) == sorted(places)


@given(st.sets(st.tuples(st.integers(1, 400), st.integers(1, 6)), min_size=1, max_size=300))
def test_the_number_of_areas_is_bounded(places: set[tuple[int, int]]) -> None:
    areas = areas_to_write(places)
    assert len(areas) <= MOST_PIECES
    assert all(any(t <= row <= b and left <= column <= r for t, left, b, r in areas) for row, column in places)


def test_a_whole_rectangle_is_one_area() -> None:
    assert rectangles([(row, column) for row in range(5, 9) for column in (3, 4)]) == [(5, 3, 8, 4)]


def test_what_stands_between_scattered_cells_is_not_touched(book: xlwings.Book) -> None:
    sheet = book.sheets[0]
    sheet.range("A2").value = "punya pengguna"
    write_cells(sheet, {(1, 1): "=1", (3, 1): "=3"}, between={})
    assert [sheet.range(at).formula for at in ("A1", "A2", "A3")] == ["=1", "punya pengguna", "=3"]


def test_many_scattered_cells_go_as_columns_with_what_stands_between(book: xlwings.Book, watch: Watch) -> None:
    sheet = book.sheets[0]
    cells = {(row, 1): f"={row}" for row in range(1, 1001, 2)}
    between = {(row, 1): typed_in(f"0{row}") for row in range(2, 1000, 2)}
    write_cells(sheet, cells, between)
    assert watch.calls["Range.formula="] == 1
    assert sheet.range("A999").formula == "=999"
    assert sheet.range("A2").value == "02"
