"""Analyses: where they must stand, and whose they are."""

from __future__ import annotations

import pytest

from lkjip_xl.checks.run import check
from tests.buku import Buku
from tests.checks.rules.buku_nyata import buku_nyata, buku_tiga

SHARED = "Jaringan dan petugas yang memadai di semua loket"


def places(book: Buku) -> list[tuple[str, str]]:
    return [(finding.code, finding.cell) for finding in check(book.bound()).findings if finding.code.startswith("ANL")]


def test_a_missed_target_wants_causes_first_and_solutions_then() -> None:
    book = buku_tiga().field("analisis", "penyebab", record=2).field("analisis", "solusi", record=2)
    assert places(book) == [("ANL-01", "C7")]
    assert places(book.field("analisis", "hambatan", "Listrik padam", record=2)) == [("ANL-02", "E7")]
    assert places(book.field("analisis", "solusi", "Genset", record=2)) == []


def test_a_met_target_wants_none() -> None:
    book = buku_tiga().field("analisis", "penyebab").field("analisis", "penyebab", record=1)
    assert places(book) == []


def test_of_an_indicator_without_result_nothing_is_asked() -> None:
    book = buku_tiga().field("realisasi", "realisasi", record=2).field("analisis", "penyebab", record=2)
    assert places(book) == []


def test_copies_are_told_on_the_later_row() -> None:
    book = buku_tiga()
    for record in range(3):
        book.field("analisis", "penyebab", SHARED.upper() if record else SHARED, record=record)
    assert places(book) == [("ANL-04", "C6"), ("ANL-03", "C7")]


def test_an_analysis_of_its_own_indicator_may_name_others() -> None:
    book = buku_nyata().field("analisis", "penyebab", "Pemilik KTP-el lebih mudah mengurus akta kelahiran", record=1)
    assert places(book) == []
    assert places(book.field("analisis", "penyebab", "Perekaman KTP-el belum merata", record=1)) == [("ANL-08", "C6")]


@pytest.mark.parametrize("sheet", ["Analisis", "Renstra"])
def test_a_missing_sheet_is_told_among_what_was_not_checked(sheet: str) -> None:
    result = check(Buku().drop(sheet).bound())
    assert any(sheet in why for _, why in result.not_checked) or any(sheet in what for what, _ in result.not_checked)
    assert not [finding for finding in result.findings if finding.code.startswith("ANL")]
