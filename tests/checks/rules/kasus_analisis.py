"""Cases of the rules on analyses and provenance."""

from __future__ import annotations

from tests.buku import Buku
from tests.checks.cases import Case
from tests.checks.rules.buku_nyata import buku_nyata, buku_tiga

LONG = "Pelayanan jemput bola berjalan setiap pekan"


def _missed(book: Buku) -> Buku:
    """The first indicator misses its target; its analysis has causes and a solution."""
    return book.field("realisasi", "realisasi", 92).field("analisis", "solusi", "Menambah layanan keliling")


CASES: dict[str, Case] = {
    "ANL-01": Case(lambda b: _missed(b).field("analisis", "penyebab"), "Analisis", "C5", None, _missed),
    "ANL-02": Case(lambda b: _missed(b).field("analisis", "solusi"), "Analisis", "E5", None, _missed),
    "ANL-03": Case(
        lambda b: b.field("analisis", "penyebab", LONG).field("analisis", "penyebab", LONG + ".", record=2),
        "Analisis",
        "C7",
        LONG + ".",
        lambda b: b.field("analisis", "penyebab", "Sudah baik").field("analisis", "penyebab", "Sudah baik", record=2),
        book=buku_tiga,
    ),
    "ANL-04": Case(
        lambda b: b.field("analisis", "penyebab", LONG).field("analisis", "penyebab", LONG, record=1),
        "Analisis",
        "C6",
        LONG,
        lambda b: b.field("analisis", "penyebab", LONG).field("analisis", "penyebab", LONG + " sore", record=1),
    ),
    "ANL-05": Case(lambda b: b.field("renstra", "sumber_data"), "Renstra", "Q5", None, lambda b: b.field("renstra", "kebijakan")),
    "ANL-06": Case(
        lambda b: b.field("renstra", "penanggung_jawab", record=1),
        "Renstra",
        "R6",
        None,
        lambda b: b.field("renstra", "strategi"),
    ),
    "ANL-07": Case(lambda b: b.field("renstra", "formulasi"), "Renstra", "E5", None, lambda b: b.field("renstra", "nilai_dasar")),
    "ANL-08": Case(
        lambda b: b.field("analisis", "penyebab", "Wajib KTP-el pemula belum merekam", record=1),
        "Analisis",
        "C6",
        "Wajib KTP-el pemula belum merekam",
        lambda b: b.field("analisis", "penyebab", "Pemilik KTP-el membuat akta kelahiran anaknya", record=1),
        book=buku_nyata,
    ),
}
