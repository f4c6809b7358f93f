"""DKG: which program serves which indicator."""

from __future__ import annotations

from tests.buku import Buku
from tests.checks.cases import Case
from tests.checks.rules.buku_lengkap import DPA, PAIR, blank_row, buku_lengkap, put_row


def _empty(book: Buku) -> None:
    for record in range(4):
        blank_row(book, "dukungan", record)


def _second_program(book: Buku) -> None:
    """The penunjang program becomes one of an urusan."""
    put_row(book, "dpa", 0, {**DPA[0], "jenis_program": "Urusan"})


def _one_indicator(book: Buku) -> None:
    """The whole program for indicator 1.1, which prints one of two kegiatan; 1.2 has its own program."""
    blank_row(blank_row(book, "dukungan", 2), "dukungan", 3)
    book.field("dukungan", "bobot", 100)
    own = {"kode_indikator": "1.2", "kode_program": "2.12.01", "program": "Program Penunjang Urusan", "bobot": 100}
    put_row(book, "dukungan", 2, own)


CASES: dict[str, Case] = {
    "DKG-01": Case(
        lambda b: b.field("dukungan", "bobot", 70),
        "Dukungan",
        "D5",
        70,
        lambda b: b.field("dukungan", "bobot", 60.04),
        book=buku_lengkap,
    ),
    "DKG-02": Case(
        lambda b: b.field("dukungan", "bobot", 50),
        "Dukungan",
        "D5",
        50,
        lambda b: b.field("dukungan", "bobot", 59.96),
        book=buku_lengkap,
    ),
    "DKG-03": Case(
        lambda b: put_row(b, "dukungan", 4, {"kode_indikator": "1.2", **PAIR, "bobot": 40}),
        "Dukungan",
        "C9",
        "Program Contoh",
        lambda b: put_row(b, "dukungan", 4, {"kode_indikator": "1.2", **PAIR, "kegiatan": "Kegiatan Pertama"}),
        book=buku_lengkap,
    ),
    "DKG-04": Case(
        lambda b: put_row(b, "dukungan", 4, {"kode_indikator": "1.2", **PAIR, "kegiatan": "2.12.02.2.02"}),
        "Dukungan",
        "C9",
        "Program Contoh",
        lambda b: put_row(b, "dukungan", 4, {"kode_indikator": "1.1", **PAIR, "kegiatan": "2.12.02.2.02"}),
        book=buku_lengkap,
    ),
    "DKG-05": Case(
        lambda b: [b.field("dukungan", "kode_indikator", "7.7", record=r) for r in (2, 3)],
        "Dukungan",
        "A7",
        "7.7",
        lambda b: b.field("dukungan", "kode_indikator", "1-2", record=2),
        book=buku_lengkap,
    ),
    "DKG-06": Case(
        lambda b: b.field("dukungan", "sub_kegiatan", "Sub Ketiga", record=1),
        "Dukungan",
        "F6",
        "Sub Ketiga",
        lambda b: b.field("dukungan", "sub_kegiatan", "2.12.02.2.01.0002", record=1),
        book=buku_lengkap,
    ),
    "DKG-07": Case(
        lambda b: put_row(
            b,
            "dukungan",
            4,
            {
                "kode_indikator": "1.2",
                "kode_program": "2.12.01",
                "program": "Program Penunjang Urusan",
                "kegiatan": "2.12.01.2.01",
            },
        ),
        "Dukungan",
        "C9",
        "Program Penunjang Urusan",
        lambda b: b,
        book=buku_lengkap,
    ),
    "DKG-08": Case(
        lambda b: (
            blank_row(blank_row(b, "dukungan", 2), "dukungan", 3)
            .field("dukungan", "bobot", 100)
            .field("dukungan", "sub_kegiatan", None, record=1)
            .field("dukungan", "kegiatan", None, record=1)
            .field("dukungan", "kode_indikator", None, record=1)
            .field("dukungan", "kode_program", None, record=1)
            .field("dukungan", "program", None, record=1)
        ),
        "PK",
        "C6",
        "1.2",
        lambda b: b,
        book=buku_lengkap,
    ),
    "DKG-09": Case(_second_program, "DPA", "C5", "Program Penunjang Urusan", lambda b: b, book=buku_lengkap),
    "DKG-10": Case(_empty, "Dukungan", "", None, lambda b: b.drop("Dukungan"), book=buku_lengkap),
    "DKG-11": Case(
        _one_indicator,
        "Dukungan",
        "C5",
        "Program Contoh",
        lambda b: (
            _one_indicator(b),
            put_row(b, "dukungan", 3, {"kode_indikator": "1.1", **PAIR, "sub_kegiatan": "Sub Keempat"}),
        ),
        book=buku_lengkap,
    ),
}
