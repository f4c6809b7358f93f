"""A workbook as offices make it by hand: form E.81 (Evaluasi Hasil Renja), a recapitulation, a list of expenses without codes.

Program > kegiatan > sub kegiatan, four quarters with K and Rp, headings of three rows with merges, SUM over chosen cells, no
tables. Stored values are worked out here, by this module's own arithmetic, not by the package under test. ``Kesalahan`` are
the ten errors that can be planted; each sits in rows of its own.
"""

from __future__ import annotations

import io
import random
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

import xlsxwriter

from lkjip_xl.address import cell_name

NAME = "E.81"
FIRST_ROW = 9
PROGRAMS, KEGIATAN, SUBS = 6, 4, 4
_PAIRS = {"renstra": 6, "lalu": 8, "renja": 10, "tw1": 12, "tw2": 14, "tw3": 16, "tw4": 18, "tahun": 20, "capai": 22,
          "berjalan": 24, "akhir": 26}  # fmt: skip
"""Group of columns → its column K; Rp stands right of it."""
_QUARTERS = ("tw1", "tw2", "tw3", "tw4")


class Kesalahan(StrEnum):
    """The planted errors."""

    LINTAS_KELOMPOK = "jangkauan melintasi kelompok"
    GANDA = "baris dihitung dua kali"
    KETIKAN = "angka ketikan di kolom rumus"
    TRIWULAN = "jumlah triwulan kurang satu"
    BASI = "nilai tersimpan basi"
    PENDEK = "jangkauan kurang satu baris"
    TEKS = "angka sebagai teks dalam jumlah"
    TERSEMBUNYI = "baris tersembunyi dalam jumlah"
    PERSEN = "rumus persen terbalik"
    SUBTOTAL = "subtotal ketikan tidak diperbarui"


@dataclass(slots=True)
class Lembar:
    """Cells with formulas and how to work them out; ``stale`` are stored values that differ on purpose."""

    name: str
    values: dict[tuple[int, int], Any] = field(default_factory=dict)
    formulas: dict[tuple[int, int], tuple[str, Callable[[], Any]]] = field(default_factory=dict)
    stale: dict[tuple[int, int], float] = field(default_factory=dict)

    def get(self, row: int, column: int) -> Any:
        if (row, column) in self.formulas:
            return self.formulas[row, column][1]()
        return self.values.get((row, column))

    def num(self, row: int, column: int) -> float:
        value = self.get(row, column)
        return float(value) if isinstance(value, int | float) else 0.0

    def total(self, row: int, column: int, rows: Iterable[int], text: str = "") -> None:
        """A vertical sum; ``text`` says how it is written."""
        listed = list(rows)
        written = text or "=" + "+".join(cell_name(other, column) for other in listed)
        self.formulas[row, column] = (written, lambda: sum(self.num(other, column) for other in listed))

    def area(self, row: int, column: int, first: int, last: int) -> None:
        text = f"=SUM({cell_name(first, column)}:{cell_name(last, column)})"
        self.total(row, column, range(first, last + 1), text)

    def across(self, row: int, column: int, columns: Iterable[int]) -> None:
        listed = list(columns)
        text = "=SUM(" + ",".join(cell_name(row, other) for other in listed) + ")"
        self.formulas[row, column] = (text, lambda: sum(self.num(row, other) for other in listed))

    def ratio(self, row: int, column: int, above: int, below: int) -> None:
        up, down = cell_name(row, above), cell_name(row, below)
        text = f"=IF({down}=0,0,{up}/{down}*100)"
        self.formulas[row, column] = (
            text, lambda: self.num(row, above) / self.num(row, below) * 100 if self.num(row, below) else 0,
        )  # fmt: skip


@dataclass(slots=True)
class BukuE81:
    """The workbook: its sheets, the rows of its levels, and where every planted error shows (rule place)."""

    sheets: list[Lembar]
    programs: list[int]
    kegiatan: dict[int, list[int]]
    subs: dict[int, list[int]]
    hidden: set[int] = field(default_factory=set)
    planted: dict[Kesalahan, str] = field(default_factory=dict)

    @property
    def formulas(self) -> int:
        return sum(len(sheet.formulas) for sheet in self.sheets)


def buku_e81(planted: Iterable[Kesalahan] = (), seed: int = 81, *, codes: bool = True) -> BukuE81:
    """The workbook with the given errors, at places that ``seed`` chooses; without ``codes`` only the names tell the levels."""
    book = _levels()
    sheet = book.sheets[0]
    chance = random.Random(seed)
    for program in book.programs:
        _row(sheet, program, chance, money=False)
        for kegiatan in book.kegiatan[program]:
            _row(sheet, kegiatan, chance, money=False)
            for sub in book.subs[kegiatan]:
                _row(sheet, sub, chance, money=True)
    last = max(row for rows in book.subs.values() for row in rows)
    for pair in ("renstra", "lalu", "renja", *_QUARTERS):
        column = _PAIRS[pair] + 1
        for program in book.programs:
            for kegiatan in book.kegiatan[program]:
                sheet.area(kegiatan, column, book.subs[kegiatan][0], book.subs[kegiatan][-1])
            sheet.total(program, column, book.kegiatan[program])
        sheet.total(last + 1, column, book.programs)
    sheet.values[last + 1, 3] = "JUMLAH"
    _across(sheet, last + 1, money_only=True)
    _footer(sheet, last + 2, book)
    book.sheets += [_recap(book), _expenses(random.Random(seed + 1))]
    kegiatan = [row for program in book.programs for row in book.kegiatan[program]]
    places = dict(zip(Kesalahan, chance.sample(kegiatan[:-1], len(Kesalahan)), strict=True))
    for error in planted:
        _plant(book, error, places[error], chance)
    if not codes:
        for place in [place for place in sheet.values if place[1] == 2]:
            del sheet.values[place]
    return book


def _levels() -> BukuE81:
    book = BukuE81([Lembar(NAME)], [], {}, {})
    sheet = book.sheets[0]
    row = FIRST_ROW
    for program in range(1, PROGRAMS + 1):
        code = f"2.12.{program:02d}"
        program_row = row
        book.programs.append(row)
        book.kegiatan[row] = []
        _name(sheet, row, str(program), code, f"Program {_NAMES[program - 1]}")
        row += 1
        for kegiatan in range(1, KEGIATAN + 1 - program % 2):
            kegiatan_row = row
            book.kegiatan[program_row].append(row)
            book.subs[row] = []
            _name(sheet, row, "", f"{code}.2.{kegiatan:02d}", f"Kegiatan {_NAMES[program - 1]} bagian {kegiatan}")
            row += 1
            for sub in range(1, SUBS + 2 - kegiatan % 2):
                book.subs[kegiatan_row].append(row)
                _name(sheet, row, "", f"{code}.2.{kegiatan:02d}.{sub:04d}", f"Sub kegiatan {kegiatan}.{sub}")
                row += 1
    return book


_NAMES = (
    "Penunjang Urusan", "Pendaftaran Penduduk", "Pencatatan Sipil", "Pengelolaan Informasi",
    "Pengelolaan Profil", "Pelayanan Keliling",
)  # fmt: skip


def _name(sheet: Lembar, row: int, number: str, code: str, name: str) -> None:
    sheet.values[row, 1] = number
    sheet.values[row, 2] = code
    sheet.values[row, 3] = name
    sheet.values[row, 4] = f"Indikator {name.lower()}"
    sheet.values[row, 5] = "Dokumen"


def _row(sheet: Lembar, row: int, chance: random.Random, *, money: bool) -> None:
    """One row: typed figures of kinerja, typed rupiah only in sub kegiatan, and the formulas along the row."""
    target = chance.randint(8, 60)
    sheet.values[row, _PAIRS["renja"]] = target
    sheet.values[row, _PAIRS["renstra"]] = target * 5
    sheet.values[row, _PAIRS["lalu"]] = target * 2
    for quarter in _QUARTERS:
        sheet.values[row, _PAIRS[quarter]] = chance.randint(1, max(1, target // 4))
    if money:
        budget = chance.randint(20, 900) * 250_000
        sheet.values[row, _PAIRS["renja"] + 1] = budget
        sheet.values[row, _PAIRS["renstra"] + 1] = budget * 5 + chance.randint(0, 9) * 1_000_000
        sheet.values[row, _PAIRS["lalu"] + 1] = int(budget * 1.9) // 1000 * 1000
        for quarter in _QUARTERS:
            sheet.values[row, _PAIRS[quarter] + 1] = budget // 5 + chance.randint(1, 40) * 1_375
    _across(sheet, row, money_only=False)


def _across(sheet: Lembar, row: int, *, money_only: bool) -> None:
    for shift in (1,) if money_only else (0, 1):
        year, going = _PAIRS["tahun"] + shift, _PAIRS["berjalan"] + shift
        sheet.across(row, year, [_PAIRS[quarter] + shift for quarter in _QUARTERS])
        sheet.ratio(row, _PAIRS["capai"] + shift, year, _PAIRS["renja"] + shift)
        past = _PAIRS["lalu"] + shift
        sheet.formulas[row, going] = (
            f"={cell_name(row, past)}+{cell_name(row, year)}",
            lambda past=past, year=year: sheet.num(row, past) + sheet.num(row, year),
        )
        sheet.ratio(row, _PAIRS["akhir"] + shift, going, _PAIRS["renstra"] + shift)


def _footer(sheet: Lembar, row: int, book: BukuE81) -> None:
    column = _PAIRS["capai"]
    listed = ",".join(cell_name(program, column) for program in book.programs)
    sheet.values[row, 3] = "Rata-rata capaian kinerja (%)"
    sheet.formulas[row, column] = (
        f"=AVERAGE({listed})", lambda: sum(sheet.num(program, column) for program in book.programs) / len(book.programs),
    )  # fmt: skip
    sheet.values[row + 1, 3] = "Predikat kinerja"
    mean = cell_name(row, column)
    sheet.formulas[row + 1, column] = (
        f'=IF({mean}>90,"Sangat Tinggi",IF({mean}>75,"Tinggi",IF({mean}>65,"Sedang",IF({mean}>50,"Rendah","Sangat Rendah"))))',
        lambda: next((word for limit, word in ((90, "Sangat Tinggi"), (75, "Tinggi"), (65, "Sedang"), (50, "Rendah"))
                      if sheet.num(row, column) > limit), "Sangat Rendah"),
    )  # fmt: skip


def _recap(book: BukuE81) -> Lembar:
    """Programs once more, copied by formula, with a total and the absorption."""
    main, sheet = book.sheets[0], Lembar("Rekap")
    for column, text in enumerate(("No", "Program", "Pagu (Rp)", "Realisasi (Rp)", "Sisa (Rp)", "Penyerapan (%)"), 1):
        sheet.values[3, column] = text
    row = 4
    for number, program in enumerate(book.programs, 1):
        sheet.values[row, 1] = number
        sheet.values[row, 2] = main.values[program, 3]
        for column, source in ((3, _PAIRS["renja"] + 1), (4, _PAIRS["tahun"] + 1)):
            sheet.formulas[row, column] = (
                f"='{NAME}'!{cell_name(program, source)}", lambda program=program, source=source: main.num(program, source),
            )  # fmt: skip
        _rest(sheet, row)
        row += 1
    sheet.values[row, 2] = "TOTAL"
    for column in (3, 4):
        sheet.area(row, column, 4, row - 1)
    _rest(sheet, row)
    return sheet


def _rest(sheet: Lembar, row: int) -> None:
    sheet.formulas[row, 5] = (f"=C{row}-D{row}", lambda: sheet.num(row, 3) - sheet.num(row, 4))
    sheet.ratio(row, 6, 4, 3)


def _expenses(chance: random.Random) -> Lembar:
    """Groups of expenses with subtotals below them and a total over chosen cells; no codes anywhere."""
    sheet = Lembar("Rincian Belanja")
    for column, text in enumerate(("No", "Uraian Belanja", "Anggaran (Rp)", "Realisasi (Rp)", "Sisa (Rp)", "Penyerapan (%)"), 1):
        sheet.values[4, column] = text
    row, subtotals = 5, []
    for group in ("Pegawai", "Barang dan Jasa", "Modal"):
        sheet.values[row, 2] = f"Belanja {group}"
        first = row + 1
        for number in range(1, 7):
            row = first + number - 1
            sheet.values[row, 1] = number
            sheet.values[row, 2] = f"Belanja {group.lower()} uraian {number}"
            sheet.values[row, 3] = chance.randint(40, 900) * 100_000
            sheet.values[row, 4] = int(sheet.values[row, 3] * 0.9) // 1000 * 1000
            _rest(sheet, row)
        row += 1
        sheet.values[row, 2] = f"Jumlah Belanja {group}"
        for column in (3, 4):
            sheet.area(row, column, first, row - 1)
        _rest(sheet, row)
        subtotals.append(row)
        row += 1
    sheet.values[row, 2] = "JUMLAH BELANJA"
    for column in (3, 4):
        sheet.total(row, column, subtotals)
    _rest(sheet, row)
    return sheet


def _plant(book: BukuE81, error: Kesalahan, kegiatan: int, chance: random.Random) -> None:
    """Put one error into a kegiatan; what follows from it follows in the stored values, except where staleness is the error."""
    sheet, subs = book.sheets[0], book.subs[kegiatan]
    sub = chance.choice(subs)
    renja, tw2, year = _PAIRS["renja"] + 1, _PAIRS["tw2"] + 1, _PAIRS["tahun"] + 1
    at: tuple[int, int]
    if error is Kesalahan.LINTAS_KELOMPOK:
        at = (kegiatan, renja)
        sheet.area(*at, subs[0], subs[-1] + 2)
    elif error is Kesalahan.GANDA:
        program = next(row for row in book.programs if kegiatan in book.kegiatan[row])
        at = (program, tw2)
        sheet.total(*at, [*book.kegiatan[program], kegiatan])
    elif error is Kesalahan.KETIKAN:
        at = (sub, year)
        right = sheet.num(*at)
        del sheet.formulas[at]
        sheet.values[at] = right + 27_500_000
    elif error is Kesalahan.TRIWULAN:
        at = (sub, year)
        sheet.across(*at, [_PAIRS[quarter] + 1 for quarter in _QUARTERS[:3]])
    elif error is Kesalahan.BASI:
        at = (kegiatan, _PAIRS["tw1"] + 1)
        sheet.stale[at] = sheet.num(*at) - 12_345_000
    elif error is Kesalahan.PENDEK:
        at = (kegiatan, _PAIRS["lalu"] + 1)
        sheet.area(*at, subs[0], subs[-1] - 1)
    elif error is Kesalahan.TEKS:
        at = (sub, _PAIRS["tw3"] + 1)
        sheet.values[at] = f"{int(sheet.values[at]):,}".replace(",", ".")
    elif error is Kesalahan.TERSEMBUNYI:
        book.hidden.add(sub)
        at = (sub, _PAIRS["renstra"] + 1)
    elif error is Kesalahan.PERSEN:
        at = (sub, _PAIRS["capai"] + 1)
        sheet.ratio(*at, renja, year)
    else:
        at = (kegiatan, renja)
        right = sheet.num(*at)
        del sheet.formulas[at]
        sheet.values[at] = right - 18_750_000
    book.planted[error] = cell_name(*at)


def tulis(book: BukuE81) -> bytes:
    """The workbook as a file."""
    out = io.BytesIO()
    made = xlsxwriter.Workbook(out, {"in_memory": True})
    head = made.add_format({"bold": True, "align": "center", "valign": "vcenter", "text_wrap": True, "border": 1})
    money = made.add_format({"num_format": "#,##0", "border": 1})
    for sheet in book.sheets:
        page = made.add_worksheet(sheet.name)
        if sheet.name == NAME:
            _headings(page, head)
        else:
            page.merge_range("A1:F1", sheet.name.upper(), head)
        for (row, column), value in sheet.values.items():
            if isinstance(value, str):
                page.write_string(row - 1, column - 1, value)
            else:
                page.write_number(row - 1, column - 1, value, money)
        for (row, column), (text, compute) in sheet.formulas.items():
            stored = sheet.stale.get((row, column))
            page.write_formula(row - 1, column - 1, text, money, compute() if stored is None else stored)
        for row in book.hidden if sheet.name == NAME else ():
            page.set_row(row - 1, None, None, {"hidden": True})
    made.close()
    return out.getvalue()


def _headings(page: Any, head: Any) -> None:
    """Three rows of headings with merges, and the row that numbers the columns."""
    page.merge_range("A1:AB1", "Formulir E.81", head)
    page.merge_range("A2:AB2", "Evaluasi Terhadap Hasil Renja Perangkat Daerah Tahun 2024", head)
    page.merge_range("A3:AB3", "Dinas Kependudukan dan Pencatatan Sipil", head)
    for column, text in enumerate(("No", "Kode", "Program / Kegiatan / Sub Kegiatan", "Indikator Kinerja", "Satuan")):
        page.merge_range(4, column, 6, column, text, head)
    groups = {
        "renstra": "Target Renstra Perangkat Daerah pada Akhir Tahun 2024",
        "lalu": "Realisasi Capaian Kinerja Renstra s.d. Renja Tahun Lalu",
        "renja": "Target Kinerja dan Anggaran Renja Tahun Berjalan",
        "tahun": "Realisasi Capaian Kinerja dan Anggaran Renja yang Dievaluasi",
        "capai": "Tingkat Capaian Kinerja dan Realisasi Anggaran Renja (%)",
        "berjalan": "Realisasi Kinerja dan Anggaran Renstra s.d. Tahun 2024",
        "akhir": "Tingkat Capaian Kinerja dan Realisasi Anggaran Renstra (%)",
    }
    page.merge_range(4, 11, 4, 18, "Realisasi Kinerja Pada Triwulan", head)
    for quarter, text in zip(_QUARTERS, ("I", "II", "III", "IV"), strict=True):
        page.merge_range(5, _PAIRS[quarter] - 1, 5, _PAIRS[quarter], text, head)
    for pair, text in groups.items():
        page.merge_range(4, _PAIRS[pair] - 1, 5, _PAIRS[pair], text, head)
    for first in _PAIRS.values():
        page.write_string(6, first - 1, "K", head)
        page.write_string(6, first, "Rp", head)
    page.merge_range(4, 27, 6, 27, "Unit Penanggung Jawab", head)
    for column in range(28):
        page.write_number(7, column, column + 1, head)
