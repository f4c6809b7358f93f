"""Numbers typed as text: what they may mean in Indonesian and in English style."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lkjip_xl.checks.typed_number import is_placeholder, read_typed_number
from lkjip_xl.indonesian import number_text

ONE_MEANING = [
    ("99,30%", 99.3, None),
    ("99.30 %", None, 99.3),
    ("Rp 1.234.567,-", 1234567.0, None),
    ("Rp. 1.234.567,00", 1234567.0, None),
    ("IDR 1,234,567.89", None, 1234567.89),
    ("Rp 1.234", 1234.0, None),
    ("(1.000.000)", -1000000.0, None),
    ("1.234,5", 1234.5, None),
    ("1,234.5", None, 1234.5),
    ("0,123", 0.123, None),
    ("0.123", None, 0.123),
    ("1\u00a0234\u00a0567", 1234567.0, 1234567.0),
    ("１２３", 123.0, 123.0),
    ("\u22125", -5.0, -5.0),
    ("- Rp 2.500.000", -2500000.0, None),
    ("2024", 2024.0, 2024.0),
    ("80,5 persen", 80.5, None),
]

NO_NUMBER = [
    "",
    "tiga",
    "2.12.02",
    "12.03.2024",
    "1.23.4",
    "IV/a",
    "5 - 6",
    "1/2",
    "(5",
    "5)",
    "<= 40",
    "80 per 100.000",
    "9" * 61,
]


@pytest.mark.parametrize(("text", "indonesian", "english"), ONE_MEANING)
def test_reads_one_meaning(text: str, indonesian: float | None, english: float | None) -> None:
    found = read_typed_number(text)
    assert found is not None
    assert (found.indonesian, found.english, found.ambiguous) == (indonesian, english, False)


@pytest.mark.parametrize(
    ("text", "indonesian", "english"), [("1.234", 1234.0, 1.234), ("1,234", 1.234, 1234.0), ("(1.000)", -1000.0, -1.0)]
)
def test_one_mark_and_three_digits_is_ambiguous(text: str, indonesian: float, english: float) -> None:
    found = read_typed_number(text)
    assert found is not None
    assert (found.indonesian, found.english, found.ambiguous) == (indonesian, english, True)


@pytest.mark.parametrize(
    ("text", "unit"), [("12 orang", "orang"), ("2026 (perubahan)", "(perubahan)"), ("4 unit/tahun", "unit/tahun")]
)
def test_unit_behind_the_number(text: str, unit: str) -> None:
    found = read_typed_number(text)
    assert found is not None
    assert found.unit == unit


@pytest.mark.parametrize("text", NO_NUMBER)
def test_no_number(text: str) -> None:
    assert read_typed_number(text) is None


@pytest.mark.parametrize("text", ["-", " – ", "n/a", "N/A", "Nihil", "tidak ada"])
def test_placeholders(text: str) -> None:
    assert is_placeholder(text)


def test_a_word_is_no_placeholder() -> None:
    assert not is_placeholder("ada")


@given(st.integers(-(10**12), 10**12), st.integers(0, 3))
def test_reads_what_indonesian_text_prints(cents: int, decimals: int) -> None:
    value = cents / 10**decimals
    found = read_typed_number(number_text(value, decimals))
    assert found is not None
    assert found.indonesian == value


@given(st.text(max_size=70))
def test_any_text_is_a_number_with_a_reading_or_none(text: str) -> None:
    found = read_typed_number(text)
    assert found is None or (found.indonesian, found.english) != (None, None)
