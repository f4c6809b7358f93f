"""SDM: the three staff tables against each other, and the head of the office."""

from __future__ import annotations

from tests.checks.cases import Case
from tests.checks.rules.buku_lengkap import buku_lengkap, put_row

CASES: dict[str, Case] = {
    "SDM-01": Case(
        lambda b: b.field("sdm", "laki_laki", 11),
        "SDM",
        "C5",
        11,
        lambda b: b.field("sdm", "laki_laki", 4, record=2),
        book=buku_lengkap,
    ),
    "SDM-02": Case(
        lambda b: put_row(b, "sdm", 8, {"kelompok": "Kepangkatan", "uraian": "Gol. III/a", "laki_laki": 0, "perempuan": 0}),
        "SDM",
        "B13",
        "Gol. III/a",
        lambda b: put_row(b, "sdm", 8, {"kelompok": "Pendidikan", "uraian": "PNS", "laki_laki": 0, "perempuan": 0}),
        book=buku_lengkap,
    ),
    "SDM-03": Case(
        lambda b: b.field("instansi", "kepala_pangkat", "Pembina Utama Muda"),
        "Instansi",
        "B19",
        "Pembina Utama Muda",
        lambda b: b.field("instansi", "kepala_pangkat", "Pembina Tingkat I, IV/b"),
        book=buku_lengkap,
    ),
    "SDM-04": Case(
        lambda b: b.field("instansi", "kepala_pangkat", "Pembina Tk. I (IV/a)"),
        "Instansi",
        "B19",
        "Pembina Tk. I (IV/a)",
        lambda b: b.field("instansi", "kepala_pangkat", "PEMBINA TK I / IV b"),
        book=buku_lengkap,
    ),
    "SDM-05": Case(
        lambda b: b.field("sdm", "uraian", "Golongan III / f", record=4),
        "SDM",
        "B9",
        "Golongan III / f",
        lambda b: b.field("sdm", "uraian", "Penata Muda Tk. I, III/b", record=4),
        book=buku_lengkap,
    ),
    "SDM-06": Case(
        lambda b: b.field("sdm", "uraian", "Pejabat lainnya", record=4),
        "SDM",
        "B9",
        "Pejabat lainnya",
        lambda b: b.field("sdm", "uraian", "Golongan III", record=4),
        book=buku_lengkap,
    ),
    "SDM-07": Case(
        lambda b: b.field("instansi", "kepala_nip", "197013011995011001"),
        "Instansi",
        "B20",
        "197013011995011001",
        lambda b: b.field("instansi", "kepala_nip", "197002282020212002"),
    ),
    "SDM-08": Case(
        lambda b: b.field("sdm", "uraian", "ASN"),
        "SDM",
        "B5",
        "ASN",
        lambda b: b.field("sdm", "uraian", "ASN (PNS)"),
        book=buku_lengkap,
    ),
    "SDM-09": Case(
        lambda b: put_row(b, "sdm", 8, {"kelompok": "Pegawai", "uraian": "JUMLAH", "laki_laki": 14, "perempuan": 18}),
        "SDM",
        "B13",
        "JUMLAH",
        lambda b: put_row(b, "sdm", 8, {"kelompok": "Pegawai", "uraian": "Tenaga ahli", "laki_laki": 1, "perempuan": 0}),
        book=buku_lengkap,
    ),
    "SDM-10": Case(
        lambda b: b.field("dpa", "realisasi", 26, record=2).field("dpa", "target", 26, record=2),
        "DPA",
        "I7",
        26,
        lambda b: b.field("dpa", "realisasi", 300, record=2).field("dpa", "target", 300, record=2),
        book=buku_lengkap,
    ),
}
