"""Sheet Checklist Reviu: the official form for one file, pre-filled where a machine can know, visibly open where it cannot."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from lkjip_xl.audit.paper.answer import NO, NOT_APPLICABLE, OPEN, PARTLY, YES, Answer
from lkjip_xl.audit.paper.checklist_answers import answers
from lkjip_xl.audit.paper.checklist_items import Aspect, Item, aspects, choices
from lkjip_xl.audit.paper.findings_list import inline
from lkjip_xl.audit.paper.source import PaperFile
from lkjip_xl.workbook.model import Cell, Choice, Page, SheetModel
from lkjip_xl.workbook.text_fit import fit_heights

CHECKLIST: Final = "Checklist Reviu"
_COLUMNS: Final = (
    ("No", 7.0), ("Kriteria", 46.0), ("Hasil Reviu", 14.0), ("Pengisian", 16.0), ("Bukti", 40.0), ("Letak", 26.0),
    ("Catatan Pereviu", 30.0),
)  # fmt: skip
_SUMMARY_HEADINGS: Final = ("Aspek", "", "Unsur Penilaian", "Unsur Dipenuhi", "Unsur Belum Dipenuhi", "Belum Diisi Pereviu")
_SUMMARY_ROW: Final = 6
_FIRST_SUMMARY: Final = _SUMMARY_ROW + 1
AUTOMATIC, REVIEWER = "Otomatis", "Diisi pereviu"
_NOTES: Final = (
    "Otomatis: dijawab dari isi buku kerja, dengan bukti dan letaknya; pereviu boleh mengubah. Diisi pereviu: sel kuning "
    "bergaris tebal, dan hanya dapat dinilai orang; bukti di sebelahnya bila ada hanya bahan pertimbangan.",
    "Dipenuhi: Ya dan Tidak berlaku (butir bersyarat yang syaratnya tidak terjadi). Belum dipenuhi: Tidak dan Sebagian.",
)


def checklist_sheet(file: PaperFile, name: str) -> SheetModel:
    """The form of one file under this sheet name."""
    found = answers(file)
    sheet = SheetModel(name, tab_color="#548235", gridlines=False)
    sheet.page = Page(landscape=True, footer="&L&A&C&P dari &N", margins_cm=(1.5, 1.5, 1.5, 1.5))
    for column, (_, width) in enumerate(_COLUMNS, 1):
        sheet.widths[column] = width
    sheet.put(1, 1, Cell("judul_lembar", "Checklist Reviu atas Laporan Kinerja"))
    sheet.put(2, 1, Cell("petunjuk", "PermenPANRB 53/2014, Lampiran III. Jawaban berasal dari mesin bila bertanda Otomatis."))
    office, year = file.field("nama_instansi") or "(nama instansi)", file.field("tahun") or "(tahun)"
    sheet.put(3, 1, Cell("bagian", f"{office}, tahun {year}"))
    sheet.put(4, 1, Cell("petunjuk", f"Berkas {file.number}: {file.name}"))
    areas = _items(sheet, found)
    _summary(sheet, areas, found)
    fit_heights(sheet)
    return sheet


def total_open_cell(name_quoted: str) -> str:
    """The cell that counts all items not yet filled, as a formula writes it."""
    return f"{name_quoted}!$F${_FIRST_SUMMARY + len(aspects())}"


def open_items(file: PaperFile) -> int:
    """Items that the machine leaves to the reviewer."""
    return sum(answer.result == OPEN for answer in answers(file).values())


def _items(sheet: SheetModel, found: Mapping[str, Answer]) -> dict[str, tuple[int, int]]:
    """The items below the summary; aspect code → its first and last row."""
    row = _FIRST_SUMMARY + len(aspects()) + 2
    for note in _NOTES:
        _line(sheet, row, note)
        row += 1
    row += 1
    for column, (heading, _) in enumerate(_COLUMNS, 1):
        sheet.put(row, column, Cell("kepala_isian", heading))
    areas = {}
    for aspect in aspects():
        row += 1
        for column in range(1, len(_COLUMNS) + 1):
            sheet.put(row, column, Cell("teks+total", {1: aspect.code, 2: aspect.name}.get(column)))
        first = row + 1
        for item in aspect.items:
            row += 1
            _item(sheet, row, item, found[item.code])
        areas[aspect.code] = (first, row)
        message = "Ya, Sebagian, Tidak, atau Tidak berlaku."
        area = (first, 3, row, 3)
        sheet.choices.append(Choice(area, "daftar", inline(choices()), title="Hasil Reviu", message=message))
    return areas


def _item(sheet: SheetModel, row: int, item: Item, answer: Answer) -> None:
    filled = answer.result != OPEN
    cells = (
        Cell("teks", item.code), Cell("teks", item.criterion),
        Cell("isian+tengah" if filled else "isian_terbuka+tengah", answer.result or None),
        Cell("teks" if filled else "teks+tebal", AUTOMATIC if filled else REVIEWER),
        Cell("teks+kecil", answer.evidence), Cell("teks+kecil", answer.places), Cell("isian"),
    )  # fmt: skip
    for column, cell in enumerate(cells, 1):
        sheet.put(row, column, cell)


def _line(sheet: SheetModel, row: int, text: str) -> None:
    sheet.put(row, 1, Cell("kaki", text))
    for column in range(2, len(_COLUMNS) + 1):
        sheet.put(row, column, Cell("kaki"))
    sheet.merges.append((row, 1, row, len(_COLUMNS)))


def _summary(sheet: SheetModel, areas: Mapping[str, tuple[int, int]], found: Mapping[str, Answer]) -> None:
    """The form's own summary, counted by formulas over the answers."""
    for column, heading in enumerate(_SUMMARY_HEADINGS, 1):
        sheet.put(_SUMMARY_ROW, column, Cell("kepala_isian", heading or None))
    sheet.merges.append((_SUMMARY_ROW, 1, _SUMMARY_ROW, 2))
    row = _FIRST_SUMMARY
    for aspect in aspects():
        _summary_row(sheet, row, aspect, areas[aspect.code], found)
        row += 1
    sheet.put(row, 1, Cell("teks+total", "Jumlah"))
    sheet.put(row, 2, Cell("teks+total"))
    sheet.merges.append((row, 1, row, 2))
    for column, letter in enumerate("CDEF", 3):
        above = [sheet.cell(place, column) for place in range(_FIRST_SUMMARY, row)]
        total = sum(int(cell.value) for cell in above if cell and isinstance(cell.value, int))
        sheet.put(row, column, Cell("angka:bulat+total", total, f"=SUM({letter}{_FIRST_SUMMARY}:{letter}{row - 1})"))


def _summary_row(sheet: SheetModel, row: int, aspect: Aspect, area: tuple[int, int], found: Mapping[str, Answer]) -> None:
    results = [found[item.code].result for item in aspect.items]
    codes, cells = f"$A${area[0]}:$A${area[1]}", f"$C${area[0]}:$C${area[1]}"
    met, unmet = (YES, NOT_APPLICABLE), (NO, PARTLY)
    sheet.put(row, 1, Cell("teks", f"{aspect.code}. {aspect.name}"))
    sheet.put(row, 2, Cell("teks"))
    sheet.merges.append((row, 1, row, 2))
    sheet.put(row, 3, Cell("angka:bulat", len(results), f"=COUNTA({codes})"))
    sheet.put(row, 4, Cell("angka:bulat", _count(results, met), f"={_count_formula(cells, met)}"))
    sheet.put(row, 5, Cell("angka:bulat", _count(results, unmet), f"={_count_formula(cells, unmet)}"))
    sheet.put(row, 6, Cell("angka:bulat", _count(results, (OPEN,)), f"=C{row}-D{row}-E{row}"))


def _count(results: list[str], wanted: tuple[str, ...]) -> int:
    return sum(result in wanted for result in results)


def _count_formula(cells: str, wanted: tuple[str, ...]) -> str:
    return "+".join(f'COUNTIF({cells},"{result}")' for result in wanted)
