"""Cases of the rules on plausibility."""

from __future__ import annotations

from tests.buku import Buku
from tests.checks.cases import Case
from tests.checks.rules.buku_nyata import buku_tiga


def _unexplained(book: Buku, record: int = 0) -> Buku:
    for key in ("penyebab", "hambatan", "solusi"):
        book.field("analisis", key, record=record)
    return book


def _all_at_target(book: Buku) -> Buku:
    return book.field("realisasi", "realisasi", 92.5).field("realisasi", "realisasi", 80, record=2)


CASES: dict[str, Case] = {
    "WJR-01": Case(
        lambda b: b.field("realisasi", "realisasi", 97, record=2).field("pk", "target_murni", 80, record=2),
        "Realisasi",
        "I7",
        97,
        lambda b: b.field("realisasi", "realisasi", 96, record=2),
        book=buku_tiga,
    ),
    "WJR-02": Case(
        lambda b: b.field("realisasi", "realisasi", 92.6, record=1),
        "Realisasi",
        "",
        None,
        lambda b: b.field("realisasi", "realisasi", record=1),
    ),
    "WJR-03": Case(
        lambda b: _unexplained(b).field("realisasi", "realisasi_n1", 70),
        "Realisasi",
        "I5",
        93.25,
        lambda b: _unexplained(b).field("realisasi", "realisasi_n1", 73.25),
    ),
    "WJR-04": Case(
        lambda b: _unexplained(b).field("realisasi", "realisasi_n1", 94),
        "Realisasi",
        "I5",
        93.25,
        lambda b: _unexplained(b).field("realisasi", "realisasi_n1", 94).field("realisasi", "keterangan", "Sebabnya anu"),
    ),
    "WJR-05": Case(
        lambda b: _negative(b, 185.5),
        "Realisasi",
        "I7",
        185.5,
        lambda b: _negative(b, 185.5).field("pengaturan", "batas_bawah", 0),
        book=buku_tiga,
    ),
    "WJR-06": Case(_all_at_target, "Realisasi", "", None, lambda b: b.field("realisasi", "realisasi", 92.5), book=buku_tiga),
}


def _negative(book: Buku, value: float) -> Buku:
    """The third indicator as one that should be low, with a result above twice its target."""
    book.field("renstra", "polaritas", "Negatif", record=2)
    return book.field("realisasi", "realisasi", value, record=2)
