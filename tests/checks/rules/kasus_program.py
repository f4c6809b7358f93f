"""PRG: programs on PK Program and Dukungan against DPA."""

from __future__ import annotations

from tests.checks.cases import Case
from tests.checks.rules.buku_lengkap import JUTA, PENUNJANG, blank_row, buku_lengkap, put_row

TWIN = {"kode_program": "2.12.02", "program": "Program Contoh", "anggaran": 0, "sumber_dana": "APBD"}

CASES: dict[str, Case] = {
    "PRG-01": Case(
        lambda b: b.field("pk_program", "kode_program", "2.12.09", record=1),
        "PK Program",
        "A6",
        "2.12.09",
        lambda b: b.field("pk_program", "kode_program", None, record=1),
        book=buku_lengkap,
    ),
    "PRG-02": Case(
        lambda b: b.field("pk_program", "kode_program", "2.12.01", record=1).field("pk_program", "anggaran", 0, record=1),
        "PK Program",
        "A6",
        "2.12.01",
        lambda b: b.field("pk_program", "program", "Program  contoh", record=1),
        book=buku_lengkap,
    ),
    "PRG-03": Case(
        lambda b: [
            b.field("dukungan", "kode_program", None, record=r).field("dukungan", "program", "Program Lama", record=r)
            for r in range(4)
        ],
        "Dukungan",
        "C5",
        "Program Lama",
        lambda b: b.field("dukungan", "kode_program", None, record=0),
        along=("DKG-09",),
        book=buku_lengkap,
    ),
    "PRG-04": Case(
        lambda b: b.field("pk_program", "program", "Program: Contoh", record=1),
        "PK Program",
        "B6",
        "Program: Contoh",
        lambda b: b.field("pk_program", "program", "PROGRAM  CONTOH", record=1),
        book=buku_lengkap,
    ),
    "PRG-05": Case(
        lambda b: b.field("pk_program", "program", "Pelayanan Umum", record=1),
        "PK Program",
        "B6",
        "Pelayanan Umum",
        lambda b: b.field("pk_program", "program", "Program Contoh", record=1),
        book=buku_lengkap,
    ),
    "PRG-06": Case(
        lambda b: put_row(b, "pk_program", 2, TWIN),
        "PK Program",
        "B7",
        "Program Contoh",
        lambda b: put_row(b, "pk_program", 2, {**TWIN, "anggaran": 100 * JUTA, "sumber_dana": "DAK"}).field(
            "pk_program", "anggaran", 500 * JUTA, record=1
        ),
        book=buku_lengkap,
    ),
    "PRG-07": Case(
        lambda b: put_row(b, "pk_program", 2, {**TWIN, "kode_program": "2.12.07", "program": "Urusan Baru"}),
        "PK Program",
        "B7",
        "Urusan Baru",
        lambda b: b.field("pk_program", "program", PENUNJANG.upper()),
        book=buku_lengkap,
    ),
    "PRG-08": Case(
        lambda b: blank_row(b, "pk_program", 0),
        "DPA",
        "C5",
        PENUNJANG,
        lambda b: b.field("pk_program", "kode_program", None),
        book=buku_lengkap,
    ),
}
