"""The valid book with every comparison filled: two programs with sums on every level, three staff tables, quarters, details.

DPA rows: 0-2 a penunjang program; 3 the urusan program (indicator 1), 4 its Indikator Lanjutan (indicator 2), 5 kegiatan with
subs 6 and 7, 8 kegiatan with subs 9 and 10. SDM rows: 0 PNS, 1 PPPK, 2 Non ASN, 3-5 Kepangkatan, 6-7 Pendidikan.
"""

from __future__ import annotations

from lkjip_xl.definition.sheets import sheet_def
from lkjip_xl.values import Value
from tests.buku import DATA, Buku

Row = dict[str, Value]
JUTA = 1_000_000
PROGRAM, PENUNJANG = "Program Contoh", "Program Penunjang Urusan"


def _line(level: str, kode: str, name: str, budget: int, spent: int, **more: Value) -> Row:
    measure: Row = {"indikator": f"Keluaran {name}", "satuan": "dokumen", "target": 4, "realisasi": 4}
    amounts: Row = {"pagu": budget * JUTA, "realisasi_anggaran": spent * JUTA}
    return {"tingkat": level, "kode": kode, "uraian": name, **measure, **amounts, **more}


PAID: Row = {"indikator": "Jumlah penerima gaji", "satuan": "Orang/bulan", "target": 25, "realisasi": 25}
FIRST: Row = {"indikator": "Indikator 1", "satuan": "%", "target": 92.5, "realisasi": 93.25}
SECOND: Row = {"indikator": "Indikator 2", "satuan": "%", "target": 92.5, "realisasi": 92.5}

DPA: list[Row] = [
    _line("Program", "2.12.01", PENUNJANG, 200, 190, jenis_program="Penunjang"),
    _line("Kegiatan", "2.12.01.2.01", "Administrasi Keuangan", 200, 190),
    _line("Sub Kegiatan", "2.12.01.2.01.0001", "Penyediaan Gaji dan Tunjangan ASN", 200, 190, **PAID),
    _line("Program", "2.12.02", PROGRAM, 600, 590, jenis_program="Urusan", **FIRST),
    {"tingkat": "Indikator Lanjutan", **SECOND},
    _line("Kegiatan", "2.12.02.2.01", "Kegiatan Pertama", 400, 395),
    _line("Sub Kegiatan", "2.12.02.2.01.0001", "Sub Pertama", 250, 248),
    _line("Sub Kegiatan", "2.12.02.2.01.0002", "Sub Kedua", 150, 147),
    _line("Kegiatan", "2.12.02.2.02", "Kegiatan Kedua", 200, 195),
    _line("Sub Kegiatan", "2.12.02.2.02.0001", "Sub Ketiga", 120, 117),
    _line("Sub Kegiatan", "2.12.02.2.02.0002", "Sub Keempat", 80, 78),
]
PARTS: Row = {
    "uraian_pembilang": "Jumlah yang terlayani", "pembilang": 373, "uraian_penyebut": "Jumlah seluruhnya", "penyebut": 400,
    "pengali": 100, "tw1": 20, "tw2": 45, "tw3": 70, "tw4": 93.25, "cara_kumulasi": "Nilai akhir",
}  # fmt: skip
PAIR: Row = {"kode_program": "2.12.02", "program": PROGRAM}
STAFF = (
    ("Pegawai", "PNS", 10, 12), ("Pegawai", "PPPK", 1, 2), ("Pegawai", "Non ASN", 3, 4),
    ("Kepangkatan", "Golongan IV / b", 1, 0), ("Kepangkatan", "Golongan III / a", 9, 12), ("Kepangkatan", "Kelas IX", 1, 2),
    ("Pendidikan", "Sarjana (S1)", 6, 9), ("Pendidikan", "SLTA", 5, 5),
)  # fmt: skip
ROWS: dict[str, list[Row]] = {
    "dpa": DPA,
    "realisasi": [{**DATA["realisasi"][0], **PARTS}, DATA["realisasi"][1]],
    "pk_program": [
        {"kode_program": "2.12.01", "program": PENUNJANG, "anggaran": 200 * JUTA, "sumber_dana": "APBD"},
        {"kode_program": "2.12.02", "program": PROGRAM, "anggaran": 600 * JUTA, "sumber_dana": "APBD"},
    ],
    "dukungan": [
        {"kode_indikator": "1.1", **PAIR, "bobot": 60},
        {"kode_indikator": "1.1", **PAIR, "kegiatan": "Kegiatan Pertama", "sub_kegiatan": "Sub Pertama"},
        {"kode_indikator": "1.2", **PAIR, "bobot": 40},
        {"kode_indikator": "1.2", **PAIR, "kegiatan": "2.12.02.2.02"},
    ],
    "sdm": [dict(zip(("kelompok", "uraian", "laki_laki", "perempuan"), row, strict=True)) for row in STAFF],
}
OFFICE: Row = {
    "tahun_dasar": 2021, "belanja_pegawai": 200 * JUTA, "belanja_barang_jasa": 500 * JUTA, "belanja_modal": 100 * JUTA,
}  # fmt: skip


def put_row(book: Buku, key: str, record: int, row: Row) -> Buku:
    """Write the fields of one record; others stay."""
    for field, value in row.items():
        book.field(key, field, value, record=record)
    return book


def blank_row(book: Buku, key: str, record: int) -> Buku:
    """Empty a record."""
    for column in sheet_def(key).columns:
        book.field(key, column.key, None, record=record)
    return book


def buku_lengkap() -> Buku:
    """The book; it has no finding."""
    book = put_row(Buku(), "instansi", 0, OFFICE)
    for key, rows in ROWS.items():
        for record, row in enumerate(rows):
            blank_row(book, key, record)
            put_row(book, key, record, row)
    return book


def line(row: int, **change: Value) -> Row:
    """A DPA row with a change."""
    return {**DPA[row], **change}
