"""REA: the realisasi of an indicator against what it is computed from."""

from __future__ import annotations

from tests.buku import Buku
from tests.checks.cases import Case
from tests.checks.rules.buku_lengkap import buku_lengkap

SHARE = "Persentase warga yang terlayani"


def _named(book: Buku, name: str) -> Buku:
    for sheet in ("pk", "renstra", "realisasi", "analisis"):
        book.field(sheet, "indikator", name)
    return book


CASES: dict[str, Case] = {
    "REA-01": Case(
        lambda b: b.field("realisasi", "pembilang", 372),
        "Realisasi",
        "I5",
        93.25,
        lambda b: b.field("realisasi", "pembilang", 373.01),
        book=buku_lengkap,
    ),
    "REA-02": Case(
        lambda b: b.field("realisasi", "penyebut", 0),
        "Realisasi",
        "F5",
        0,
        lambda b: b.field("realisasi", "penyebut"),
        book=buku_lengkap,
    ),
    "REA-03": Case(
        lambda b: b.field("realisasi", "pengali"),
        "Realisasi",
        "G5",
        None,
        lambda b: b.field("realisasi", "pengali").field("realisasi", "pembilang"),
        book=buku_lengkap,
    ),
    "REA-04": Case(
        lambda b: b.field("realisasi", "tw4", 93),
        "Realisasi",
        "I5",
        93.25,
        lambda b: b.field("realisasi", "tw4", 93).field("realisasi", "tw2"),
        book=buku_lengkap,
    ),
    "REA-05": Case(
        lambda b: b.field("dpa", "realisasi", 93, record=3),
        "DPA",
        "I8",
        93,
        lambda b: b.field("dpa", "realisasi", 93.2, record=3),
        book=buku_lengkap,
    ),
    "REA-06": Case(
        lambda b: _named(b, SHARE).field("realisasi", "realisasi_n2", 100.5),
        "Realisasi",
        "K5",
        100.5,
        lambda b: _named(b, "Persentase peningkatan layanan").field("realisasi", "realisasi_n2", 100.5),
    ),
    "REA-07": Case(
        lambda b: (
            b.field("realisasi", "pembilang", 401)
            .field("realisasi", "realisasi", 100.25)
            .field("realisasi", "tw4", 100.25)
            .field("dpa", "realisasi", 100.25, record=3)
        ),
        "Realisasi",
        "D5",
        401,
        lambda b: b.field("realisasi", "pembilang", 400),
        along=("REA-06",),
        book=buku_lengkap,
    ),
    "REA-08": Case(
        lambda b: b.field("realisasi", "uraian_penyebut", "jumlah yang terlayani."),
        "Realisasi",
        "E5",
        "jumlah yang terlayani.",
        lambda b: b.field("realisasi", "uraian_penyebut", "Jumlah yang terdaftar"),
        book=buku_lengkap,
    ),
    "REA-09": Case(
        lambda b: b.field("renstra", "formulasi", "Jumlah data valid / jumlah data valid x 100%"),
        "Renstra",
        "E5",
        "Jumlah data valid / jumlah data valid x 100%",
        lambda b: b.field("renstra", "formulasi", "Jumlah data valid / jumlah data x 100%"),
    ),
}
