"""Units of indicators, and when two typed figures are one."""

from __future__ import annotations

import pytest

from lkjip_xl.checks.precision import agrees, same_figure, same_rupiah
from lkjip_xl.checks.rules.satuan import shows_percent
from lkjip_xl.checks.units import is_percent, multiplier, unit_key


@pytest.mark.parametrize(
    ("first", "second"), [("%", "Persen"), ("Persen (%)", "%"), ("per 100.000", "Per 100000"), ("Orang/bulan", "orang / bulan")]
)
def test_one_unit(first: str, second: str) -> None:
    assert unit_key(first) == unit_key(second)


@pytest.mark.parametrize(("first", "second"), [("%", "indeks"), ("per 1.000", "per 10.000"), ("orang", "orang/bulan"), ("%", "")])
def test_two_units(first: str, second: str) -> None:
    assert unit_key(first) != unit_key(second)


def test_percent() -> None:
    assert is_percent(" prosen ") and not is_percent("persentil") and not is_percent("")


@pytest.mark.parametrize(
    ("unit", "factor"),
    [
        ("%", 100),
        ("per 1.000 KH", 1000),
        ("Per 100.000", 100_000),
        ("‰", 1000),
        ("permil", 1000),
        ("indeks", None),
        ("per bulan", None),
    ],
)
def test_multiplier(unit: str, factor: int | None) -> None:
    assert multiplier(unit) == factor


@pytest.mark.parametrize(
    ("typed", "exact", "same"),
    [
        (33.33, 100 / 3, True),
        (33.3, 100 / 3, True),
        (33, 100 / 3, True),
        (33.34, 100 / 3, False),
        (90, 90.5, True),
        (90, 90.51, False),
        (98.09, 98.0850, True),
        (0.1, 0.1, True),
        (1_200_000, 1_200_000.4, True),
        (-4.13, -4.1299, True),
    ],
)
def test_typed_figure_and_exact_one(typed: float, exact: float, same: bool) -> None:
    assert agrees(typed, exact) is same


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [(99.3, 99.30, True), (99.3, 99.1, False), (99, 99.3, False), (33.33, 33.3333, True), (7, 7.04, True)],
)
def test_two_typed_figures(first: float, second: float, same: bool) -> None:
    assert same_figure(first, second) is same_figure(second, first) is same


def test_rupiah_are_equal_to_the_cent() -> None:
    assert same_rupiah(0.1 + 0.2, 0.3)
    assert same_rupiah(9e14 + 0.5, 9e14 + 0.5)
    assert not same_rupiah(5_629_936_406, 5_629_936_405)


@pytest.mark.parametrize(
    ("number_format", "shows"),
    [("0.00%", True), ("0%;-0%", True), ('#,##0.00"%"', False), (r"0\%", False), ("General", False), ("[Red]0.0%", True)],
)
def test_formats_that_multiply_by_100(number_format: str, shows: bool) -> None:
    assert shows_percent(number_format) is shows
