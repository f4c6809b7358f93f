"""KOD: codes and order of sheet DPA."""

from __future__ import annotations

from tests.buku import Buku
from tests.checks.cases import Case
from tests.checks.rules.buku_lengkap import DPA, blank_row, buku_lengkap, put_row


def _without_first_program(book: Buku) -> None:
    """Two rows at the top that have no program above them."""
    put_row(blank_row(book, "dpa", 0), "dpa", 0, {"tingkat": "Pendapatan", "uraian": "Retribusi"})
    blank_row(book, "pk_program", 0)
    for key in ("belanja_pegawai", "belanja_barang_jasa", "belanja_modal"):
        book.field("instansi", key)


def _lonely_indicator(book: Buku) -> None:
    put_row(blank_row(book, "dpa", 0), "dpa", 0, {"tingkat": "Indikator Lanjutan", "indikator": "Lanjutan apa"})


CASES: dict[str, Case] = {
    "KOD-01": Case(
        lambda b: b.field("dpa", "kode", "2.12.02.2.09.0002", record=7),
        "DPA",
        "B12",
        "2.12.02.2.09.0002",
        lambda b: [b.field("dpa", "kode", kode, record=r) for r, kode in ((0, "X.XX.01"), (1, "X.XX.01.2.01"))],
        book=buku_lengkap,
    ),
    "KOD-02": Case(
        lambda b: b.field("dpa", "kode", "2.12.02.2.01.0001", record=7),
        "DPA",
        "B12",
        "2.12.02.2.01.0001",
        lambda b: b.field("dpa", "kode", "2.12.02", record=4),
        book=buku_lengkap,
    ),
    "KOD-03": Case(
        lambda b: b.field("dpa", "kode", "2.12.02.2.01.02", record=7),
        "DPA",
        "B12",
        "2.12.02.2.01.02",
        lambda b: (
            [b.field("dpa", "kode", str(DPA[r]["kode"])[:-2], record=r) for r in (2, 6, 7, 9, 10)]
            and [
                b.field("dpa", "kode", f"{str(DPA[r]['kode'])[:-4]}{n:02d}", record=r)
                for r, n in ((2, 1), (6, 1), (7, 2), (9, 1), (10, 2))
            ]
        ),
        book=buku_lengkap,
    ),
    "KOD-04": Case(_without_first_program, "DPA", "A6", "Kegiatan", lambda b: b, book=buku_lengkap),
    "KOD-05": Case(
        lambda b: (
            _lonely_indicator(b),
            blank_row(blank_row(b, "dpa", 1), "dpa", 2),
            blank_row(b, "pk_program", 0),
            [b.field("instansi", key) for key in ("belanja_pegawai", "belanja_barang_jasa", "belanja_modal")],
        ),
        "DPA",
        "A5",
        "Indikator Lanjutan",
        lambda b: b,
        book=buku_lengkap,
    ),
    "KOD-06": Case(
        lambda b: [b.field("dpa", "kode", None, record=r) for r in (6, 7)] and b.field("dpa", "uraian", "Sub pertama", record=7),
        "DPA",
        "C12",
        "Sub pertama",
        lambda b: b.field("dpa", "uraian", "Sub Pertama", record=7),
        book=buku_lengkap,
    ),
}
