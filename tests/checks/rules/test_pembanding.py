"""Missing comparisons: on which blank cell they are told, and which remarks excuse them."""

from __future__ import annotations

import pytest

from lkjip_xl.checks.run import check
from tests.buku import Buku
from tests.checks.rules.buku_nyata import buku_tiga


def places(book: Buku) -> list[tuple[str, str]]:
    return [(finding.code, finding.cell) for finding in check(book.bound()).findings if finding.code.startswith("BDG")]


@pytest.mark.parametrize(
    "remark", ["Indikator baru", "Pertama kali diukur tahun 2024", "Data 2023 tidak tersedia", "Belum ada data tahun lalu"]
)
def test_a_remark_on_why_there_is_no_past_is_enough(remark: str) -> None:
    book = Buku().field("realisasi", "realisasi_n1").field("realisasi", "realisasi_n2")
    assert places(book) == [("BDG-01", "J5")]
    assert places(book.field("realisasi", "keterangan", remark)) == []
    assert places(book.field("realisasi", "keterangan", "Rata-rata empat survei")) == [("BDG-01", "J5")]


def test_a_typed_text_is_a_figure_that_was_meant() -> None:
    book = Buku().field("realisasi", "realisasi_n2", "88,5%")
    assert places(book) == []


def test_a_national_figure_for_one_indicator_is_enough_for_its_sasaran() -> None:
    book = buku_tiga()
    for key in ("nasional", "label_nasional", "sumber_nasional"):
        book.field("realisasi", key).field("realisasi", key, record=2)
    assert places(book) == [("BDG-04", "O7")]


def test_a_sasaran_number_that_cannot_be_read_is_taken_from_renstra() -> None:
    book = buku_tiga().field("pk", "no_sasaran", 11, record=1)
    for key in ("nasional", "label_nasional", "sumber_nasional"):
        book.field("realisasi", key, record=1)
    assert places(book) == []


def test_a_missing_column_is_told_once() -> None:
    book = Buku().put("Realisasi", "Q4")
    assert places(book) == []
