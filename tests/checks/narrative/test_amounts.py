"""Figures in prose: how they read, and which figures of the tables they may stand for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lkjip_xl.checks.narrative.amounts import KnownFigures, Reading, amounts
from lkjip_xl.indonesian import number_text, percent_text, rupiah_text


def read(text: str) -> list[tuple[float, float]]:
    return [(reading.value, reading.step) for amount in amounts(text) for reading in amount.readings]


@pytest.mark.parametrize(
    ("text", "readings"),
    [
        ("Rp 1.234.567,-", [(1234567.0, 1.0)]),
        ("Rp. 4,7 miliar", [(4.7e9, 1e8)]),
        ("Rp 4.7 Milyar", [(4.7e9, 1e8)]),
        ("Rp 10,58 M", [(10.58e9, 1e7)]),
        ("Rp590 juta", [(590e6, 1e6)]),
        ("Rp 78.723.745.750,00", [(78723745750.0, 0.01)]),
        ("Rp 1,384,920,000", [(1384920000.0, 1.0)]),
        ("Rp. 237.000.00,-", []),
        ("Rp 5 meter", [(5.0, 1.0)]),
        ("99,30%", [(99.3, 0.01)]),
        ("99.30 %", [(99.3, 0.01)]),
        ("95 persen", [(95.0, 1.0)]),
        ("95 persentase", []),
        ("18-20%", [(20.0, 1.0)]),
        ("1.234%", [(1234.0, 1.0), (1.234, 0.001)]),
        ("tahun 2024 ada 32 data dari 0-18 tahun", []),
        ("KRp 5.000", []),
    ],
)
def test_figures_as_they_read(text: str, readings: list[tuple[float, float]]) -> None:
    assert read(text) == [(pytest.approx(value), pytest.approx(step)) for value, step in readings]


def test_a_sign_belongs_to_the_figure_only_where_it_stands_alone() -> None:
    assert [amount.negative for amount in amounts("-4,13% dan 3-5% dan −2%")] == [True, False, True]


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("99,3%", True),
        ("99%", True),
        ("99,30%", True),
        ("99,31%", False),
        ("98,09%", True),
        ("98,08%", True),
        ("98,07%", False),
        ("4,13%", True),
        ("Rp 4,7 miliar", True),
        ("Rp 4,6 miliar", True),
        ("Rp 4,8 miliar", False),
        ("Rp 4.698.953.374", True),
        ("Rp 4.698.953.375", False),
        ("Rp 5.629.936.406", True),
        ("Rp 237.000.00", False),
    ],
)
def test_a_figure_is_held_rounded_or_cut_off(text: str, held: bool) -> None:
    known = KnownFigures([99.3, 98.085, -4.13, 4698953374, 5629936406, float("inf"), float("nan")])
    assert [known.holds(amount) for amount in amounts(text)] == [held]


@given(st.floats(0, 1e6), st.integers(0, 4))
def test_a_printed_percentage_is_always_held(value: float, decimals: int) -> None:
    [amount] = amounts(percent_text(value, decimals))
    assert KnownFigures([value]).holds(amount)


@given(st.floats(0, 9e14))
def test_a_printed_amount_is_always_held(value: float) -> None:
    known = KnownFigures([value])
    [amount] = amounts(rupiah_text(value))
    assert known.holds(amount)
    [rounded] = amounts(f"Rp {number_text(value / 1e9, 2)} miliar")
    assert known.holds(rounded)


def test_nothing_is_held_where_nothing_is_known() -> None:
    assert Reading(1.0, 1.0) not in KnownFigures([])
