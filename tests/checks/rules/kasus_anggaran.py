"""ANG: rupiah that must add up."""

from __future__ import annotations

from tests.buku import Buku
from tests.checks.cases import Case
from tests.checks.rules.buku_lengkap import JUTA, buku_lengkap


def _spent(book: Buku, sub: int) -> Buku:
    """The first kegiatan, 395 million of it spent, with another figure in one of its sub kegiatan."""
    return book.field("dpa", "realisasi_anggaran", sub * JUTA, record=6)


CASES: dict[str, Case] = {
    "ANG-01": Case(
        lambda b: b.field("dpa", "pagu", 251 * JUTA, record=6),
        "DPA",
        "K10",
        400 * JUTA,
        lambda b: b.field("dpa", "pagu", 251 * JUTA, record=6).field("dpa", "pagu", 149 * JUTA, record=7),
        book=buku_lengkap,
    ),
    "ANG-02": Case(
        lambda b: _spent(b, 247),
        "DPA",
        "L10",
        395 * JUTA,
        lambda b: _spent(b, 247).field("dpa", "realisasi_anggaran", 148 * JUTA, record=7),
        book=buku_lengkap,
    ),
    "ANG-03": Case(
        lambda b: _spent(b, 251),
        "DPA",
        "L11",
        251 * JUTA,
        lambda b: _spent(b, 250).field("dpa", "realisasi_anggaran", 145 * JUTA, record=7),
        book=buku_lengkap,
    ),
    "ANG-04": Case(
        lambda b: b.field("pk_program", "anggaran", 601 * JUTA, record=1),
        "PK Program",
        "C6",
        601 * JUTA,
        lambda b: b.field("pk_program", "anggaran", 600 * JUTA, record=1),
        book=buku_lengkap,
    ),
    "ANG-05": Case(
        lambda b: b.field("instansi", "belanja_modal", 101 * JUTA),
        "Instansi",
        "B31",
        200 * JUTA,
        lambda b: b.field("instansi", "belanja_modal", 90 * JUTA).field("instansi", "belanja_lain", 10 * JUTA),
        book=buku_lengkap,
    ),
    "ANG-06": Case(
        lambda b: b.field("dpa", "pagu", 520 * JUTA, record=6),
        "DPA",
        "K11",
        520 * JUTA,
        lambda b: b.field("dpa", "pagu", 260 * JUTA, record=6),
        book=buku_lengkap,
    ),
}
