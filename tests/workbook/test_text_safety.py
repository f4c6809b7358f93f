"""Untrusted text stays text: the table of the study of hostile input, on both write paths."""

from __future__ import annotations

import re
from io import BytesIO

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from lkjip_xl.workbook.text_safety import MAX_TEXT, cell_text, cut, utf16_length, visible
from tests.workbook.models import HOSTILE_TEXTS, MAIN, UNPRINTABLE, column_texts, part, text_model, written

PATHS = pytest.mark.parametrize("fast", [True, False], ids=["cepat", "bawaan"])


@PATHS
@pytest.mark.parametrize("column", ["A", "B"], ids=["isian", "hasil rumus"])
def test_hostile_text_comes_back_as_the_same_text(fast: bool, column: str) -> None:
    file = written(text_model(HOSTILE_TEXTS), fast=fast)
    assert column_texts(file, column) == [text.replace("\r\n", "\n") for text in HOSTILE_TEXTS]


@PATHS
def test_hostile_text_is_never_formula_error_or_link(fast: bool) -> None:
    file = written(text_model(HOSTILE_TEXTS), fast=fast)
    root = part(file, "xl/worksheets/sheet1.xml")
    typed = [cell for cell in root.iter(f"{MAIN}c") if cell.get("r", "").startswith("A")]
    assert [cell.get("t") for cell in typed] == ["s"] * len(HOSTILE_TEXTS)
    assert not any(cell.find(f"{MAIN}f") is not None for cell in typed)
    assert root.find(f"{MAIN}hyperlinks") is None


@PATHS
def test_text_that_looks_like_a_formula_is_quoted_and_nothing_else_is(fast: bool) -> None:
    sheet = load_workbook(BytesIO(written(text_model(HOSTILE_TEXTS), fast=fast)))["Teks"]
    for row, text in enumerate(HOSTILE_TEXTS, 1):
        cell = sheet.cell(row, 1)
        assert bool(cell.quotePrefix) == (len(text) > 1 and text[0] in "=+-@"), text
        assert cell.font.name == "Arial" and cell.alignment.wrap_text, "the quoted style is still the style"


@PATHS
def test_unprintable_characters_are_written_out(fast: bool) -> None:
    assert column_texts(written(text_model(list(UNPRINTABLE)), fast=fast), "A") == list(UNPRINTABLE.values())


@PATHS
@pytest.mark.parametrize("text", ["x" * 40_000, "😀" * 20_000, "=" + "y" * 33_000], ids=["huruf", "emoji", "rumus"])
def test_long_text_is_cut_with_a_visible_mark(text: str, fast: bool) -> None:
    (found,) = column_texts(written(text_model([text]), fast=fast), "A")
    assert utf16_length(found) <= MAX_TEXT
    assert found.endswith(f"[…dipotong, panjang asli {len(text)} karakter]")
    assert text.startswith(found[:15_900])


def test_32_000_characters_are_not_cut() -> None:
    assert cell_text("x" * 32_000) == "x" * 32_000


@PATHS
def test_blanks_around_and_inside_are_kept(fast: bool) -> None:
    file = written(text_model([" a ", "\n", "a\nb "]), fast=fast)
    space = "{http://www.w3.org/XML/1998/namespace}space"
    assert [item[0].get(space) for item in part(file, "xl/sharedStrings.xml")] == ["preserve"] * 3


@given(st.lists(st.text(st.characters(), max_size=30) | st.from_regex("(_x00[0-9A-F]{2}_?|<r>|</r>|[&<=]){0,5}"), min_size=1))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_text_reads_back_as_what_is_visible_of_it(texts: list[str]) -> None:
    expected = [cell_text(text) for text in texts]
    for fast in (True, False):
        file = written(text_model(texts), fast=fast)
        assert column_texts(file, "A") == expected
        assert column_texts(file, "B") == expected


@given(st.text(st.characters()))
def test_visible_text_is_stable_and_fits_xml(text: str) -> None:
    shown = visible(text)
    assert visible(shown) == shown
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]", shown)


@given(st.text(), st.integers(5, 40))
def test_cut_keeps_the_limit_in_utf16_units(text: str, limit: int) -> None:
    assert utf16_length(cut(text, limit)) <= limit
    if utf16_length(text) <= limit:
        assert cut(text, limit) == text
