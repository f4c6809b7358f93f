"""TGT: one target per indicator."""

from __future__ import annotations

from tests.buku import Buku
from tests.checks.cases import Case
from tests.checks.rules.buku_lengkap import buku_lengkap


def _zero(polarity: str, actual: float) -> object:
    """Indicator 1.2 with a target of 0 everywhere."""

    def change(book: Buku) -> None:
        book.field("pk", "target_murni", 0, record=1).field("renstra", "target_3", 0, record=1)
        book.field("renstra", "polaritas", polarity, record=1).field("realisasi", "realisasi", actual, record=1)
        for key in ("realisasi_n1", "realisasi_n2", "nasional"):
            book.field("realisasi", key, 20, record=1)

    return change


NAMED = "Persentase capaian minimal 80% dari rencana"

CASES: dict[str, Case] = {
    "TGT-01": Case(
        lambda b: b.field("pk", "target_murni", 92, record=1),
        "PK",
        "F6",
        92,
        lambda b: b.field("pk", "target_murni", 92.500001, record=1),
        along=("WJR-02",),
    ),
    "TGT-02": Case(
        lambda b: b.field("pk", "target_perubahan", 92),
        "PK",
        "G5",
        92,
        lambda b: b.field("pk", "target_perubahan", 92).field("instansi", "jenis_anggaran", "APBD"),
    ),
    "TGT-03": Case(
        lambda b: b.field("dpa", "target", 92, record=4),
        "DPA",
        "H9",
        92,
        lambda b: b.field("dpa", "indikator", "Keluaran lain", record=4).field("dpa", "target", 92, record=4),
        book=buku_lengkap,
    ),
    "TGT-04": Case(lambda b: b.field("renstra", "target_5"), "Renstra", "M5", None, lambda b: b.field("renstra", "target_1")),
    "TGT-05": Case(lambda b: b.field("renstra", "target_3"), "Renstra", "K5", None, lambda b: b.field("renstra", "target_4")),
    "TGT-06": Case(_zero("Positif", 12), "PK", "F6", 0, _zero("Positif", 0)),  # type: ignore[arg-type]
    "TGT-07": Case(_zero("Negatif", 12), "PK", "F6", 0, _zero("Positif", 12), along=("ANL-02",)),  # type: ignore[arg-type]
    "TGT-08": Case(
        lambda b: b.field("dpa", "target", 0, record=2),
        "DPA",
        "H7",
        0,
        lambda b: b.field("dpa", "target", 0, record=2).field("dpa", "realisasi", 0, record=2),
    ),
    "TGT-09": Case(
        lambda b: b.field("dpa", "indikator", NAMED),
        "DPA",
        "H5",
        92.5,
        lambda b: b.field("dpa", "indikator", NAMED.replace("80", "92,5")),
    ),
}
