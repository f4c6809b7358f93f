"""A small office with two sasaran, and finished tables read the way a person reads them: by heading and row."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lkjip_xl.address import cell_name
from lkjip_xl.compute.excel import general
from lkjip_xl.tables.book import ReportTables
from lkjip_xl.values import Value
from lkjip_xl.workbook.model import Area, Cell, SheetModel
from tests.pengajuan import Rows, complete, tables_of

OFFICE: dict[str, Value] = {
    "nama_instansi": "Dinas Contoh", "pemda": "Pemerintah Kota Contoh", "daerah": "Kota Contoh", "tahun": 2024,
    "renstra_awal": 2020, "renstra_akhir": 2024, "tahun_dasar": 2019, "jenis_anggaran": "APBD", "kepala_jabatan": "Kepala Dinas",
    "kepala_nama": "Nama Contoh, S.Sos", "kepala_pangkat": "Pembina Utama Muda", "kepala_nip": "197001011995011001",
    "tempat": "Contoh", "tanggal": "Januari 2025", "tujuan": "Tujuan contoh", "tugas": "Tugas contoh",
}  # fmt: skip
INDICATORS = {
    "1.1": ("Satu", "Indikator A"), "1.2": ("Satu", "Indikator B"),
    "2.1": ("Dua", "Indikator C"), "2.2": ("Dua", "Indikator D"),
}  # fmt: skip
ACTUALS = {"1.1": 99.3, "1.2": 99.03, "2.1": 100, "2.2": 80}


def _known(code: str) -> dict[str, Value]:
    goal, name = INDICATORS[code]
    goal_fields: dict[str, Value] = {"no_sasaran": int(code[0]), "sasaran": f"Sasaran {goal}"}
    return {**goal_fields, "kode_indikator": code, "indikator": name, "satuan": "%"}


def _realisasi(code: str) -> dict[str, Value]:
    actual = ACTUALS[code]
    past: dict[str, Value] = {f"realisasi_n{back}": actual - back for back in range(1, 6)}
    found: dict[str, Value] = {"kode_indikator": code, "indikator": INDICATORS[code][1], "realisasi": actual, **past}
    if code[0] == "1":
        found |= {"nasional": 99, "label_nasional": "Realisasi Nasional", "sumber_nasional": "Ditjen"}
    return found


def _budget(level: str, name: str, pagu: float, spent: float, kind: str | None = None, **more: Value) -> dict[str, Value]:
    return {
        "tingkat": level, "uraian": name, "jenis_program": kind, "indikator": f"Indikator {name}", "satuan": "dokumen",
        "target": 4, "realisasi": 4, "pagu": pagu, "realisasi_anggaran": spent, **more,
    }  # fmt: skip


def office() -> dict[str, Rows]:
    """Sasaran 1 (indicators 1.1 and 1.2, with national figures), sasaran 2 (2.1, and 2.2 that no program serves).

    Program A serves 1.1, program B serves 1.2 (60) and 2.1 (40), program C is a supporting program.
    """
    return complete(
        {
            "instansi": [OFFICE],
            "pengaturan": [{}],
            "renstra": [
                {**_known(code), "polaritas": "Positif", "nilai_dasar": 50, **{f"target_{n}": 90 + n for n in range(1, 6)}}
                for code in INDICATORS
            ],
            "pk": [{**_known(code), "target_murni": 100} for code in INDICATORS],
            "pk_program": [
                {"program": "Program A", "anggaran": 1000, "sumber_dana": "APBD"},
                {"program": "Program B", "anggaran": 500, "sumber_dana": "DAK"},
            ],
            "realisasi": [_realisasi(code) for code in INDICATORS],
            "dpa": [
                _budget("Program", "Program C", 8000, 7000, "Penunjang"),
                _budget("Program", "Program A", 1000, 900, "Urusan", kode="2.12.02"),
                {"tingkat": "Indikator Lanjutan", "indikator": "Indikator kedua A", "satuan": "%", "target": 50, "realisasi": 51},
                _budget("Kegiatan", "Kegiatan A1", 600, 500, kode="2.12.02.2.01"),
                _budget("Sub Kegiatan", "Sub A1a", 400, 300, kode="2.12.02.2.01.0001"),
                _budget("Sub Kegiatan", "Sub A1b", 200, 200, kode="2.12.02.2.01.0002"),
                _budget("Kegiatan", "Kegiatan A2", 400, 400, kode="2.12.02.2.02"),
                _budget("Sub Kegiatan", "Sub A2a", 400, 400, kode="2.12.02.2.02.0001"),
                _budget("Program", "Program B", 500, 450, "Urusan", kode="2.12.03"),
                _budget("Kegiatan", "Kegiatan B1", 500, 450, kode="2.12.03.2.01"),
                _budget("Sub Kegiatan", "Sub B1a", 0, 0, kode="2.12.03.2.01.0001", target=0, realisasi=0),
            ],
            "dukungan": [
                {"kode_indikator": "1.1", "kode_program": "2.12.02", "program": "Program A", "bobot": 100},
                {"kode_indikator": "1.2", "program": "Program B", "bobot": 60},
                {"kode_indikator": "2.1", "program": "PROGRAM B", "bobot": 40},
            ],
            "sdm": [
                {"kelompok": "Pegawai", "uraian": "PNS", "laki_laki": 10, "perempuan": 12},
                {"kelompok": "Pegawai", "uraian": "PPPK", "laki_laki": 1, "perempuan": 0},
                {"kelompok": "Pendidikan", "uraian": "S1", "laki_laki": 11, "perempuan": 12},
            ],
            "sarpras": [{"jenis": "Komputer", "jumlah": 5, "kondisi": "Baik"}],
            "analisis": [
                {"kode_indikator": code, "indikator": name, "penyebab": f"Sebab {code}\nSebab lain"}
                for code, (_, name) in INDICATORS.items()
            ],
            "naskah": [
                {"bagian": "Penjelasan Capaian", "no_sasaran": 2, "teks": "Penjelasan sasaran dua."},
                {"bagian": "Ikhtisar Eksekutif", "teks": "Ringkasan untuk pimpinan."},
            ],
        }
    )


def record(rows: Rows, **wanted: Value) -> dict[str, Value]:
    """The one record with these values."""
    (found,) = [row for row in rows if all(row[key] == value for key, value in wanted.items())]
    return found


@dataclass(frozen=True, slots=True)
class Tabel:
    """A finished sheet, read by its headings."""

    sheet: SheetModel

    @property
    def heading_rows(self) -> tuple[int, int]:
        rows = self.sheet.page.repeat_rows
        assert rows is not None
        return rows

    @property
    def titles(self) -> list[Value]:
        return [cell.value for row in range(1, self.heading_rows[0]) if (cell := self.sheet.cell(row, 1))]

    @property
    def headings(self) -> list[Value]:
        """One heading a column; where two rows of headings stand, "GROUP / HEADING"."""
        first, last = self.heading_rows
        if first == last or all(isinstance(self.value(last, column), int) for column in range(1, self.columns + 1)):
            return [self.value(first, column) for column in range(1, self.columns + 1)]
        found: list[Value] = []
        for column in range(1, self.columns + 1):
            group, own = self.value(first, self._left(first, column)), self.value(last, column)
            found.append(group if own is None else f"{group} / {general(own)}")
        return found

    @property
    def columns(self) -> int:
        return len(self.sheet.rows[self.heading_rows[0]])

    def _left(self, row: int, column: int) -> int:
        """Column of the cell that shows at this place: the left edge of its merge."""
        return next((m[1] for m in self.sheet.merges if m[0] <= row <= m[2] and m[1] <= column <= m[3]), column)

    def cell(self, row: int, column: int) -> Cell:
        cell = self.sheet.cell(row, column)
        assert cell is not None, cell_name(row, column)
        return cell

    def value(self, row: int, column: int) -> Value:
        return self.cell(row, column).value

    @property
    def body(self) -> range:
        """Rows below the headings that fill the first column, footnotes excluded."""
        first = self.heading_rows[1] + 1
        last = first
        while (cells := self.sheet.rows.get(last)) and len(cells) >= self.columns and cells[-1] is not None and not _note(cells):
            last += 1
        return range(first, last)

    def column(self, heading: str) -> int:
        return self.headings.index(heading) + 1

    def values(self, heading: str) -> list[Value]:
        """The body of a column, top to bottom."""
        column = self.column(heading)
        return [self.value(row, column) for row in self.body]

    def formulas(self, heading: str) -> list[str | None]:
        column = self.column(heading)
        return [self.cell(row, column).formula for row in self.body]

    def notes(self) -> list[Value]:
        """Texts below the body."""
        rows = [number for number in sorted(self.sheet.rows) if number >= self.body.stop]
        return [cell.value for number in rows if (cell := self.sheet.cell(number, 1)) and cell.value is not None]

    def merges(self) -> set[Area]:
        return set(self.sheet.merges)

    def texts(self) -> Iterator[Value]:
        for _, _, cell in self.sheet.cells():
            yield cell.value


def _note(cells: list[Cell | None]) -> bool:
    return any(cell is not None and cell.style.startswith(("kaki", "label")) for cell in cells)


def table(tables: ReportTables, name: str) -> Tabel:
    """The sheet of this name."""
    (found,) = [sheet for sheet in tables.sheets if sheet.name == name]
    return Tabel(found)


def built(data: dict[str, Rows], name: str) -> Tabel:
    return table(tables_of(data), name)
