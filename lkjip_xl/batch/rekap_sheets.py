"""What stands on each sheet of the rekap: its title, its table and its columns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

OFFICES: Final = "Rekap OPD"
CHARTS: Final = "Grafik"
HEADING_ROW: Final = 4
TAB: Final = "#7030A0"
SCALE: Final = "Permendagri 86/2017"
"""One scale for all offices, so that they can be compared; each report keeps the scale its office chose."""


@dataclass(frozen=True, slots=True)
class RekapColumn:
    """A column of a rekap sheet: heading, width in characters, style."""

    heading: str
    width: float
    style: str


@dataclass(frozen=True, slots=True)
class RekapSheet:
    """A sheet of the rekap: name, title, a line of explanation, the name of its Excel Table, its columns."""

    name: str
    title: str
    note: str
    table: str
    columns: tuple[RekapColumn, ...]


def _columns(*columns: tuple[str, float, str]) -> tuple[RekapColumn, ...]:
    return tuple(RekapColumn(*column) for column in columns)


_NUMBER = ("No.", 6, "teks+tengah")

OFFICE_SHEET: Final = RekapSheet(
    OFFICES,
    "Rekap capaian kinerja dan anggaran",
    f"Predikat menurut skala {SCALE}. Temuan Periksa: temuan pemeriksaan silang rumus di atas Info, terisi dengan --periksa.",
    "tblRekapOPD",
    _columns(
        _NUMBER,
        ("Instansi", 40, "teks"),
        ("Daerah", 24, "teks"),
        ("Kode SKPD", 25, "teks"),
        ("Tahun", 8, "angka:tahun+tengah"),
        ("Sasaran", 9, "angka:bulat"),
        ("Indikator", 10, "angka:bulat"),
        ("Rata-rata Capaian (%)", 13, "angka:persen2"),
        ("Predikat", 16, "teks+tengah"),
        ("Pagu", 21, "angka:rupiah"),
        ("Realisasi", 21, "angka:rupiah"),
        ("Penyerapan (%)", 13, "angka:persen2"),
        ("Efisiensi (poin)", 12, "angka:persen2"),
        ("GALAT", 9, "angka:bulat"),
        ("PERINGATAN", 13, "angka:bulat"),
        ("INFO", 8, "angka:bulat"),
        ("Temuan Periksa", 10, "angka:bulat"),
        ("Status", 12, "teks+tengah"),
        ("Laporan", 36, "tautan"),
        ("Berkas Kiriman", 36, "tautan"),
    ),
)

INDICATOR_SHEET: Final = RekapSheet(
    "Indikator",
    "Semua indikator",
    "Satu baris satu indikator, siap untuk PivotTable.",
    "tblIndikator",
    _columns(
        _NUMBER,
        ("Instansi", 34, "teks"),
        ("Daerah", 22, "teks"),
        ("Sasaran", 34, "teks"),
        ("Kode", 11, "teks"),
        ("Indikator", 46, "teks"),
        ("Satuan", 11, "teks+tengah"),
        ("Polaritas", 10, "teks+tengah"),
        ("Target", 12, "angka:angka2"),
        ("Realisasi", 12, "angka:angka2"),
        ("Capaian (%)", 12, "angka:persen2"),
        ("Pagu", 20, "angka:rupiah"),
        ("Realisasi Anggaran", 20, "angka:rupiah"),
        ("Penyerapan (%)", 13, "angka:persen2"),
    ),
)

PROGRAM_SHEET: Final = RekapSheet(
    "Program",
    "Semua program",
    "Satu baris satu program, siap untuk PivotTable.",
    "tblProgram",
    _columns(
        _NUMBER,
        ("Instansi", 34, "teks"),
        ("Daerah", 22, "teks"),
        ("Kode", 14, "teks"),
        ("Program", 56, "teks"),
        ("Jenis", 12, "teks+tengah"),
        ("Pagu", 20, "angka:rupiah"),
        ("Realisasi", 20, "angka:rupiah"),
        ("Penyerapan (%)", 13, "angka:persen2"),
    ),
)

FAILURE_SHEET: Final = RekapSheet(
    "Tidak Jadi",
    "Berkas tanpa laporan",
    "Ditolak: tidak dapat diperiksa. Gagal: pekerjaan dihentikan.",
    "tblTidakJadi",
    _columns(
        _NUMBER,
        ("Berkas", 50, "tautan"),
        ("Status", 12, "teks+tengah"),
        ("Kode", 20, "teks"),
        ("Pesan", 90, "teks"),
    ),
)

TWICE_SHEET: Final = RekapSheet(
    "Kiriman Ganda",
    "Kiriman ganda",
    "Berkas yang isinya sama, atau instansi dan tahun yang dikirim lebih dari sekali.",
    "tblGanda",
    _columns(
        _NUMBER,
        ("Yang Sama", 20, "teks"),
        ("Berkas", 90, "teks"),
    ),
)

TWICE_NOTE: Final = "{jumlah} instansi dikirim lebih dari sekali dan ikut terjumlah; lihat lembar Kiriman Ganda."
"""Stands on the sheet of offices where sums count an office twice: which submission is the right one, only the admin knows."""
