"""A small valid submission as plain cells, and the few changes a test makes to it.

Cells are kept in a grid per sheet; ``raw()`` turns them into what the reader would give. Nothing here touches a file.
"""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from lkjip_xl.address import column_number
from lkjip_xl.definition.sheets import FORM_VALUE_COLUMN, TABLE_HEADING_ROW, SheetDef, sheet_def, sheet_defs
from lkjip_xl.intake.binding import bind
from lkjip_xl.intake.submission import Submission
from lkjip_xl.reader.raw import Note, RawCell, RawSheet, RawStyle, RawWorkbook
from lkjip_xl.values import CellError, Value

GENERAL, DATE = 0, 1
STYLES = [RawStyle("General", True, False), RawStyle("dd/mm/yyyy", True, True)]


class Entry(NamedTuple):
    value: Value = None
    formula: str | None = None
    style: int = GENERAL


DATA: dict[str, list[dict[str, Value]]] = {
    "instansi": [
        {
            "nama_instansi": "Dinas Contoh",
            "pemda": "Pemerintah Kota Contoh",
            "daerah": "Kota Contoh",
            "tahun": 2024,
            "renstra_awal": 2022,
            "renstra_akhir": 2026,
            "jenis_anggaran": "P.APBD",
            "kepala_jabatan": "Kepala Dinas Contoh",
            "kepala_nama": "Nama Contoh",
            "kepala_pangkat": "Pembina Tk. I",
            "kepala_nip": "197001011995011001",
            "tempat": "Contoh",
            "tanggal": "Januari 2025",
            "tujuan": "Tujuan contoh",
            "tugas": "Tugas contoh",
            "belanja_pegawai": 600_000_000,
        }
    ],
    "pengaturan": [{}],
    "renstra": [
        {
            "no_sasaran": 1,
            "sasaran": "Sasaran satu",
            "kode_indikator": f"1.{n}",
            "indikator": f"Indikator {n}",
            "formulasi": "Pembilang / penyebut x 100",
            "satuan": "%",
            "polaritas": "Positif",
            "target_1": 90,
            "target_2": 91,
            "target_3": 92.5,
            "target_4": 94,
            "target_5": 95,
            "sumber_data": "Laporan contoh",
            "penanggung_jawab": "Bidang contoh",
        }
        for n in (1, 2)
    ],
    "pk": [
        {
            "no_sasaran": 1,
            "sasaran": "Sasaran satu",
            "kode_indikator": f"1.{n}",
            "indikator": f"Indikator {n}",
            "satuan": "%",
            "target_murni": 92.5,
        }
        for n in (1, 2)
    ],
    "pk_program": [{"kode_program": "2.12.02", "program": "Program Contoh", "anggaran": 600_000_000, "sumber_dana": "APBD"}],
    "realisasi": [
        {
            "kode_indikator": f"1.{n}",
            "indikator": f"Indikator {n}",
            "realisasi": realisasi,
            "realisasi_n1": 90,
            "realisasi_n2": 88,
            "nasional": 91,
            "label_nasional": "Target Nasional",
            "sumber_nasional": "Laporan nasional contoh",
        }
        for n, realisasi in ((1, 93.25), (2, 92.5))
    ],
    "dpa": [
        {
            "tingkat": "Program",
            "kode": "2.12.02",
            "uraian": "Program Contoh",
            "jenis_program": "Urusan",
            "indikator": "Indikator program",
            "satuan": "%",
            "target": 92.5,
            "realisasi": 93.25,
            "pagu": 600_000_000,
            "realisasi_anggaran": 590_000_000,
        },
        {"tingkat": "Indikator Lanjutan", "indikator": "Indikator kedua", "satuan": "%", "target": 50, "realisasi": 51},
        {
            "tingkat": "Kegiatan",
            "kode": "2.12.02.2.01",
            "uraian": "Kegiatan Contoh",
            "indikator": "Indikator kegiatan",
            "satuan": "dokumen",
            "target": 4,
            "realisasi": 4,
            "pagu": 600_000_000,
            "realisasi_anggaran": 590_000_000,
        },
        {
            "tingkat": "Sub Kegiatan",
            "kode": "2.12.02.2.01.0001",
            "uraian": "Sub Kegiatan Contoh",
            "indikator": "Indikator sub",
            "satuan": "dokumen",
            "target": 4,
            "realisasi": 4,
            "pagu": 600_000_000,
            "realisasi_anggaran": 590_000_000,
        },
    ],
    "dukungan": [
        {"kode_indikator": f"1.{n}", "kode_program": "2.12.02", "program": "Program Contoh", "bobot": bobot}
        for n, bobot in ((1, 60), (2, 40))
    ],
    "sdm": [{"kelompok": "Pegawai", "uraian": "PNS", "laki_laki": 10, "perempuan": 12}],
    "sarpras": [{"jenis": "Komputer", "jumlah": 5, "kondisi": "Baik"}],
    "analisis": [
        {"kode_indikator": f"1.{n}", "indikator": f"Indikator {n}", "penyebab": f"Penyebab {word}"}
        for n, word in ((1, "pertama"), (2, "kedua"))
    ],
    "naskah": [{"bagian": "Kesimpulan", "teks": "Teks contoh."}],
    "pengecualian": [],
}
"""Records of the valid submission by definition key; fields left out are blank."""


def place(address: str) -> tuple[int, int]:
    """``"K7"`` → (7, 11)."""
    match = re.fullmatch(r"([A-Z]+)([0-9]+)", address)
    assert match, address
    return int(match[2]), column_number(match[1])


class Buku:
    """The valid submission, open to changes. Every method that changes something returns the book itself."""

    def __init__(self) -> None:
        self.grids: dict[str, dict[tuple[int, int], Entry]] = {"Petunjuk": {}}
        self.extras: dict[str, dict[str, Any]] = {}
        self.notes: list[Note] = []
        self.names = {"lkjip_templat_id": "=Petunjuk!$C$4", "lkjip_templat_versi": "=Petunjuk!$C$5"}
        self.grids["Petunjuk"] = {(4, 3): Entry("lkjip_standar"), (5, 3): Entry("1.0")}
        for definition in sheet_defs():
            self.grids[definition.name] = _grid(definition)

    def put(self, sheet: str, address: str, value: Value = None, *, formula: str | None = None, style: int = GENERAL) -> Buku:
        """Set a cell; without value and formula the cell is emptied."""
        if value is None and formula is None:
            self.grids[sheet].pop(place(address), None)
        else:
            self.grids[sheet][place(address)] = Entry(value, formula, style)
        return self

    def field(
        self, key: str, field: str, value: Value = None, *, record: int = 0, formula: str | None = None, style: int = GENERAL
    ) -> Buku:
        """Set the cell of a field, found in the standard layout."""
        definition = sheet_def(key)
        row, column = definition.place(field, definition.first_row + record)
        self.grids[definition.name].pop((row, column), None)
        if value is not None or formula is not None:
            self.grids[definition.name][row, column] = Entry(value, formula, style)
        return self

    def cell(self, key: str, field: str, record: int = 0) -> str:
        """Address of a field in the standard layout."""
        definition = sheet_def(key)
        row, column = definition.place(field, definition.first_row + record)
        return RawCell(row, column, None, None, "", 0).address

    def rename(self, old: str, new: str) -> Buku:
        self.grids = {new if name == old else name: grid for name, grid in self.grids.items()}
        return self

    def drop(self, *sheets: str) -> Buku:
        for sheet in sheets:
            del self.grids[sheet]
        return self

    def add(self, sheet: str, cells: dict[str, Value] | None = None) -> Buku:
        self.grids[sheet] = {place(address): Entry(value) for address, value in (cells or {}).items()}
        return self

    def shift(self, sheet: str, *, rows: int = 0, columns: int = 0, below: int = 0, right_of: int = 0) -> Buku:
        """Move every cell below a row and right of a column, as inserting rows or columns does."""
        self.grids[sheet] = {
            (row + (rows if row > below else 0), column + (columns if column > right_of else 0)): entry
            for (row, column), entry in self.grids[sheet].items()
        }
        return self

    def sheet_facts(self, sheet: str, **facts: Any) -> Buku:
        """Set attributes of the raw sheet: ``merges``, ``state``, ``related``, ``hidden_rows`` …"""
        self.extras.setdefault(sheet, {}).update(facts)
        return self

    def raw(self) -> RawWorkbook:
        workbook = RawWorkbook("contoh.xlsx", "0" * 64, 1000, styles=list(STYLES), names=dict(self.names), notes=list(self.notes))
        for name, grid in self.grids.items():
            sheet = RawSheet(name, f"xl/worksheets/{name}.xml")
            for (row, column), entry in sorted(grid.items()):
                sheet.rows.setdefault(row, []).append(RawCell(row, column, entry.value, entry.formula, kind(entry), entry.style))
            for fact, value in self.extras.get(name, {}).items():
                setattr(sheet, fact, value)
            workbook.sheets.append(sheet)
        return workbook

    def bound(self) -> Submission:
        return bind(self.raw())


def kind(entry: Entry) -> str:
    """How a file would store this value."""
    if entry.value is None:
        return ""
    if isinstance(entry.value, bool):
        return "b"
    if isinstance(entry.value, CellError):
        return "e"
    return "s" if isinstance(entry.value, str) else "n"


def _grid(definition: SheetDef) -> dict[tuple[int, int], Entry]:
    grid = {(1, 1): Entry(definition.title), (2, 1): Entry(definition.instruction)}
    records = DATA[definition.key]
    if definition.layout == "formulir":
        for column, text in enumerate(("Uraian", "Isi", "Keterangan"), 1):
            grid[TABLE_HEADING_ROW, column] = Entry(text)
        for field in definition.columns:
            row, _ = definition.place(field.key, 0)
            grid[row, 1] = Entry(field.heading + (" *" if field.required else ""))
            grid[row, 3] = Entry(field.help)
            value = records[0].get(field.key, field.default)
            if value is not None:
                grid[row, FORM_VALUE_COLUMN] = Entry(value)
        return grid
    for field in definition.columns:
        grid[TABLE_HEADING_ROW, field.order] = Entry(field.heading)
        for number, record in enumerate(records):
            if (value := record.get(field.key)) is not None:
                grid[definition.first_row + number, field.order] = Entry(value)
    return grid
