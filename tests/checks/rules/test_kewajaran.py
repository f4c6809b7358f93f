"""Plausibility at its edges: from which change on, for which units, and what counts as an explanation."""

from __future__ import annotations

import pytest

from lkjip_xl.checks.run import check
from lkjip_xl.values import Value
from tests.buku import Buku
from tests.checks.rules.buku_nyata import buku_tiga


def codes(book: Buku, family: str = "WJR") -> list[str]:
    return [finding.code for finding in check(book.bound()).findings if finding.code.startswith(family)]


def changed(before: Value, now: Value, unit: str, *, met: bool = True) -> list[str]:
    """The third indicator, unexplained, with these figures; its target is met or missed by one."""
    book = buku_tiga().field("renstra", "satuan", unit, record=2).field("pk", "satuan", unit, record=2)
    for key in ("penyebab", "hambatan", "solusi"):
        book.field("analisis", key, record=2)
    target = now - (0 if met else -1) if isinstance(now, int | float) else 80
    book.field("pk", "target_murni", target, record=2).field("renstra", "target_3", target, record=2)
    book.field("realisasi", "realisasi", now, record=2).field("realisasi", "realisasi_n1", before, record=2)
    return codes(book)


@pytest.mark.parametrize(
    ("before", "now", "unit", "found"),
    [
        (60, 80, "%", []),
        (60, 80.1, "%", ["WJR-03"]),
        (80.1, 60, "Persen", ["WJR-03"]),
        (2, 3.2, "%", []),
        (100, 150, "orang", []),
        (100, 151, "orang", ["WJR-03"]),
        (151, 70, "orang", ["WJR-03"]),
        (1, 2, "dokumen", []),
        (9, 3, "kejadian", ["WJR-04"]),
        (0, 12, "dokumen", []),
        (80, 79.9, "indeks", ["WJR-04"]),
        (80.001, 80, "indeks", []),
        (None, 80, "indeks", []),
        (80, None, "indeks", []),
    ],
)
def test_jumps_and_falls(before: Value, now: Value, unit: str, found: list[str]) -> None:
    assert changed(before, now, unit) == found


def test_a_fall_with_a_missed_target_is_told_by_its_missing_analysis() -> None:
    assert changed(80, 79.5, "indeks", met=False) == []


def test_a_fall_of_what_should_be_low_is_a_rise() -> None:
    book = buku_tiga().field("renstra", "polaritas", "Negatif", record=2).field("analisis", "penyebab", record=2)
    assert codes(book.field("realisasi", "realisasi_n1", 79.5, record=2)) == []
    assert codes(book.field("realisasi", "realisasi_n1", 78, record=2)) == ["WJR-04"]


@pytest.mark.parametrize("place", [("analisis", "penyebab"), ("analisis", "hambatan"), ("realisasi", "keterangan")])
def test_any_explanation_will_do(place: tuple[str, str]) -> None:
    book = Buku().field("realisasi", "realisasi_n1", 40).field("analisis", "penyebab")
    assert codes(book) == ["WJR-03"]
    assert codes(book.field(*place, "Survei diperluas")) == []


@pytest.mark.parametrize(
    ("actual", "settings", "found"),
    [
        (96, {}, []),
        (96.1, {}, ["WJR-01"]),
        (96.1, {"batas_capaian": 100}, ["WJR-01"]),
        (-1, {}, ["WJR-05"]),
        (-1, {"batas_bawah": 0}, []),
        (1e300, {}, ["WJR-01"]),
    ],
)
def test_capaian_is_judged_without_cap_and_floor(actual: float, settings: dict[str, Value], found: list[str]) -> None:
    book = buku_tiga().field("realisasi", "realisasi", actual, record=2)
    for key, value in settings.items():
        book.field("pengaturan", key, value)
    assert codes(book) == found


def test_target_zero_has_no_capaian() -> None:
    book = buku_tiga().field("pk", "target_murni", 0, record=2).field("renstra", "target_3", 0, record=2)
    assert codes(book) == []


def test_two_indicators_at_their_targets_are_chance() -> None:
    assert codes(Buku().field("realisasi", "realisasi", 92.5)) == []


def test_a_cell_with_a_finding_gets_no_second_one() -> None:
    """REA-06 says that a share of 130 % cannot be; that it is far above its target follows."""
    book = buku_tiga().field("realisasi", "realisasi", 130)
    assert codes(book) == []
    assert "REA-06" in codes(book, "REA")
