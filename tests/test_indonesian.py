"""Dates as Indonesians write them."""

from __future__ import annotations

from datetime import date

import pytest

from lkjip_xl.indonesian import MONTHS, date_text, read_date


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("31-12-2025", date(2025, 12, 31)),
        ("1/2/2025", date(2025, 2, 1)),
        ("15 Januari 2025", date(2025, 1, 15)),
        (" 5  AGUSTUS 2025 ", date(2025, 8, 5)),
        ("Februari 2024", date(2024, 2, 29)),
        ("2025", date(2025, 12, 31)),
        ("31-02-2025", None),
        ("30 Februari 2025", None),
        ("0 Januari 2025", None),
        ("2025-12-31", None),
        ("Januari", None),
        ("January 2025", None),
        ("", None),
    ],
)
def test_the_last_day_a_text_can_mean(text: str, day: date | None) -> None:
    assert read_date(text) == day


def test_every_month_is_known_and_a_date_reads_back() -> None:
    for month, name in enumerate(MONTHS, 1):
        day = read_date(f"7 {name.capitalize()} 2026")
        assert day == date(2026, month, 7)
        assert day is not None and read_date(date_text(day)) == day
