"""Row heights: never too low, and never lower for a narrower column."""

from __future__ import annotations

from math import ceil

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lkjip_xl.values import CellError
from lkjip_xl.workbook.model import Area, Cell, SheetModel
from lkjip_xl.workbook.text_fit import (
    DEFAULT_HEIGHT,
    MAX_HEIGHT,
    cell_height,
    column_pixels,
    fit_heights,
    line_count,
    lines_height,
    row_height,
)

LONG = "Meningkatnya kualitas pelayanan administrasi kependudukan dan pencatatan sipil bagi seluruh masyarakat"
TEXTS = st.text(st.sampled_from("aiWm .-/\n➤é1"), max_size=120)
WIDTHS = st.floats(1, 900)


@given(TEXTS, WIDTHS, WIDTHS, st.booleans(), st.sampled_from([8, 9, 10, 12, 14]))
def test_a_narrower_column_never_needs_fewer_lines(text: str, one: float, other: float, bold: bool, size: int) -> None:
    narrow, wide = sorted((one, other))
    assert line_count(text, narrow, size=size, bold=bold) >= line_count(text, wide, size=size, bold=bold)


@given(TEXTS, WIDTHS, st.integers(0, 3))
def test_bold_larger_and_indented_text_never_needs_fewer_lines(text: str, width: float, indent: int) -> None:
    plain = line_count(text, width)
    assert line_count(text, width, bold=True) >= plain
    assert line_count(text, width, indent=indent) >= plain
    assert line_count(text, width, size=12) >= plain


@given(TEXTS, TEXTS, WIDTHS)
def test_more_text_never_needs_fewer_lines(text: str, more: str, width: float) -> None:
    assert line_count(text + "\n" + more, width) == line_count(text, width) + line_count(more, width)
    assert line_count(f"{text} {more}", width) >= line_count(text, width)


@given(TEXTS)
def test_every_line_end_makes_a_line(text: str) -> None:
    assert line_count(text, 20) >= text.count("\n") + 1


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [("", 10, 1), ("Kota", 10, 1), ("a\nb\nc", 10, 3), ("W" * 100, 10, 21), (LONG, 200, 1), (LONG, 24, 5), ("a " * 50, 10, 9)],
)
def test_known_texts(text: str, width: float, lines: int) -> None:
    assert line_count(text, column_pixels(width)) == lines


@given(st.integers(1, 500), st.floats(6, 20))
def test_heights_are_in_excels_steps_and_bounds(lines: int, size: float) -> None:
    height = lines_height(lines, size)
    assert 0 < height <= MAX_HEIGHT
    assert height == MAX_HEIGHT or (height / 0.75).is_integer()
    assert height == MAX_HEIGHT or height >= lines * size * 1.2


def test_row_height_is_that_of_the_highest_cell() -> None:
    assert row_height([]) == DEFAULT_HEIGHT
    assert row_height([("x", 10, "teks"), (LONG, 12, "teks"), (LONG, 12, "angka")]) == cell_height(
        LONG, column_pixels(12), "teks"
    )


def test_a_bullet_of_the_number_format_counts() -> None:
    text = "Program pelayanan"
    pixels = next(width for width in range(400) if line_count(text, width) == 1)
    assert cell_height(text, pixels, "teks:butir1") > cell_height(text, pixels, "teks")


def _sheet(cells: dict[tuple[int, int], Cell], widths: dict[int, float], merges: list[Area] | None = None) -> SheetModel:
    sheet = SheetModel("A", widths=widths, merges=merges or [])
    for place, cell in cells.items():
        sheet.put(*place, cell)
    return sheet


def test_only_rows_that_need_it_get_a_height() -> None:
    cells = {
        (1, 1): Cell("teks", LONG),
        (2, 1): Cell("teks", "pendek"),
        (3, 1): Cell("angka", LONG),
        (4, 1): Cell("angka:rupiah", 10**15),
        (5, 1): Cell("teks", CellError("#REF!")),
        (6, 1): Cell("teks", LONG, "=A1"),
        (7, 1): Cell("teks", LONG),
        (8, 1): Cell("besar", "Judul"),
        (9, 1): Cell("teks", "", '=""'),
    }
    sheet = _sheet(cells, {1: 20.0})
    sheet.heights[7] = 12.0
    fit_heights(sheet)
    needed = cell_height(LONG, column_pixels(20), "teks")
    assert sheet.heights == {1: needed, 6: needed, 7: 12.0, 8: lines_height(1, 14)}


def test_merged_cells_are_measured_over_their_whole_width() -> None:
    cells = {(1, 1): Cell("teks", LONG), (1, 2): Cell("teks", LONG), (2, 2): Cell("teks", LONG)}
    sheet = _sheet(cells, {1: 10.0, 2: 30.0}, [(1, 1, 1, 2)])
    fit_heights(sheet)
    assert sheet.heights[1] == cell_height(LONG, column_pixels(10) + column_pixels(30), "teks")
    assert sheet.heights[2] == cell_height(LONG, column_pixels(30), "teks")


def test_what_a_vertical_merge_lacks_is_spread_over_its_free_rows() -> None:
    cells = {(row, 2): Cell("teks", "x") for row in range(1, 4)} | {(1, 1): Cell("teks", LONG * 2)}
    sheet = _sheet(cells, {1: 12.0, 2: 12.0}, [(1, 1, 3, 1)])
    sheet.heights[2] = 20.0
    fit_heights(sheet)
    assert sheet.heights[1] == sheet.heights[3] > DEFAULT_HEIGHT and sheet.heights[2] == 20.0
    lines = line_count(LONG * 2, column_pixels(12))
    assert lines * 12.75 <= sum(sheet.heights.values()) <= lines * 12.75 + 2.25 + 2 * 0.75


def test_a_vertical_merge_that_fits_changes_nothing() -> None:
    cells = {(1, 1): Cell("teks", "x"), (1, 2): Cell("teks", LONG), (2, 2): Cell("teks", "y")}
    sheet = _sheet(cells, {1: 12.0, 2: 60.0}, [(1, 1, 2, 1)])
    fit_heights(sheet)
    assert sheet.heights == {1: cell_height(LONG, column_pixels(60), "teks")}


def test_heights_stop_at_409_points() -> None:
    sheet = _sheet({(1, 1): Cell("teks", "kata " * 3000)}, {1: 5.0})
    fit_heights(sheet)
    assert sheet.heights == {1: 409.0}


def test_doing_it_twice_changes_nothing() -> None:
    cells = {(1, 1): Cell("teks", LONG), (2, 1): Cell("judul", LONG)}
    sheet = _sheet(cells, {1: 14.0}, [(2, 1, 3, 1)])
    fit_heights(sheet)
    first = dict(sheet.heights)
    fit_heights(sheet)
    assert sheet.heights == first
    assert all(ceil(height / 0.75) * 0.75 == height for height in first.values())
