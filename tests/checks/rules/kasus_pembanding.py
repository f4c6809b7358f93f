"""Cases of the rules on missing comparisons."""

from __future__ import annotations

from tests.buku import Buku
from tests.checks.cases import Case


def _without_past(book: Buku) -> Buku:
    return book.field("realisasi", "realisasi_n1").field("realisasi", "realisasi_n2")


def _without_national(book: Buku, record: int) -> Buku:
    for key in ("nasional", "label_nasional", "sumber_nasional"):
        book.field("realisasi", key, record=record)
    return book


CASES: dict[str, Case] = {
    "BDG-01": Case(
        _without_past,
        "Realisasi",
        "J5",
        None,
        lambda b: _without_past(b).field("realisasi", "keterangan", "Indikator baru tahun 2024"),
    ),
    "BDG-02": Case(
        lambda b: b.field("realisasi", "realisasi_n1"), "Realisasi", "J5", None, lambda b: b.field("realisasi", "realisasi_n2")
    ),
    "BDG-03": Case(
        lambda b: b.field("realisasi", "realisasi_n2"),
        "Realisasi",
        "K5",
        None,
        lambda b: b.field("realisasi", "realisasi_n2").field("realisasi", "realisasi_n3", 85),
    ),
    "BDG-04": Case(
        lambda b: _without_national(_without_national(b, 0), 1), "Realisasi", "O5", None, lambda b: _without_national(b, 0)
    ),
    "BDG-05": Case(
        lambda b: b.field("realisasi", "sumber_nasional", record=1), "Realisasi", "Q6", None, lambda b: _without_national(b, 1)
    ),
}
