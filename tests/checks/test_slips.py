"""Slips of the typing hand."""

from __future__ import annotations

import pytest

from lkjip_xl.checks.slips import is_slip, slip_at


@pytest.mark.parametrize(
    ("typed", "meant", "slip"),
    [
        (62_810_000, 62_180_000, True),
        (48_512_735_205, 48_512_735_250, True),
        (23_700_000, 237_000_000, True),
        (237_000_000_000, 237_000_000, True),
        (100, 100, False),
        (62_910_000, 62_180_000, False),
        (12, 21, True),
        (123, 321, False),
        (0, 10, False),
        (5, -5, False),
        (12.5, 21.5, False),
    ],
)
def test_is_slip(typed: float, meant: float, slip: bool) -> None:
    assert is_slip(typed, meant) is slip


def test_only_one_part_may_explain_a_gap() -> None:
    assert slip_at([62_810_000, 5_000_000], -630_000) == 0
    assert slip_at([62_810_000, 62_810_000], -630_000) is None
    assert slip_at([1_000_001, 2_000_002], 5) is None
    assert slip_at([], 9) is None
