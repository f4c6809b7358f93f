"""Amounts of exports: both ways to write thousands, and what is not guessed."""

from __future__ import annotations

import pytest

from lkjip_xl.impor.amount import Style, Unclear, column_style, read_amount
from lkjip_xl.values import Value


@pytest.mark.parametrize(
    ("text", "style", "amount"),
    [
        ("1.234.567", None, 1234567),
        ("1.234.567,50", None, 1234567.5),
        ("1,234,567.50", None, 1234567.5),
        ("Rp 4.698.953.374", None, 4698953374),
        ("Rp. 12.500,00", None, 12500),
        ("-1.000.000", None, -1000000),
        ("1234567", None, 1234567),
        ("1.234", None, Unclear.AMBIGUOUS),
        ("1,234", None, Unclear.AMBIGUOUS),
        ("1.234", Style.DOTS, 1234),
        ("1,234", Style.COMMAS, 1234),
        ("1,234", Style.DOTS, Unclear.NOT_A_NUMBER),
        ("1.234.567", Style.COMMAS, Unclear.NOT_A_NUMBER),
        ("12,5", None, 12.5),
        ("1.23.456", None, Unclear.NOT_A_NUMBER),
        ("=1+1", None, Unclear.NOT_A_NUMBER),
        ("tidak ada", None, Unclear.NOT_A_NUMBER),
        ("1e6", None, Unclear.NOT_A_NUMBER),
        (12.5, None, 12.5),
        ("", None, None),
        ("-", None, None),
        (None, None, None),
    ],
)
def test_amounts(text: Value, style: Style | None, amount: object) -> None:
    assert read_amount(text, style) == amount


@pytest.mark.parametrize(
    ("column", "style"),
    [
        (("1.234", "1.234.567"), Style.DOTS),
        (("1,234", "1,234,567.00"), Style.COMMAS),
        (("1.234", "5.678"), None),
        (("1.234.567", "1,234,567"), None),
        ((1234, None, "x"), None),
    ],
)
def test_a_column_says_how_it_is_written_or_does_not(column: tuple[Value, ...], style: Style | None) -> None:
    assert column_style(column) is style
