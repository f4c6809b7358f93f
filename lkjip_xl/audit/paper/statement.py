"""Sheet Pernyataan Telah Direviu: a draft for the Inspektur to sign, or why there is none.

The words stand in schemas/kertas_kerja.json, where it also says which of them were read and which are our own. A machine never
states anything: place, date, name and signature stay open.
"""

from __future__ import annotations

from typing import Final

from lkjip_xl.address import quote_sheet
from lkjip_xl.audit.finding import Grade
from lkjip_xl.audit.paper.checklist_sheet import open_items, total_open_cell
from lkjip_xl.audit.paper.source import PaperFile
from lkjip_xl.audit.paper.words import statement_paragraphs, statement_source
from lkjip_xl.workbook.model import Cell, Page, SheetModel
from lkjip_xl.workbook.text_fit import fit_heights

STATEMENT: Final = "Pernyataan Telah Direviu"
_BLANK: Final = "...................."
_WIDTHS: Final = {1: 30.0, 2: 30.0, 3: 34.0}


def statement_sheet(file: PaperFile, name: str, checklist: str) -> SheetModel:
    """The sheet of one file; ``checklist`` is the name of its checklist sheet."""
    sheet = SheetModel(name, tab_color="#548235", gridlines=False, widths=dict(_WIDTHS))
    sheet.page = Page(footer="&L&A&C&P dari &N")
    reasons = obstacles(file)
    if reasons:
        _refusal(sheet, file, reasons)
    else:
        _draft(sheet, file, checklist)
    fit_heights(sheet)
    return sheet


def obstacles(file: PaperFile) -> list[str]:
    """Why no statement may be drafted; empty where it may."""
    if not file.examined:
        return ["Berkas tidak dapat diperiksa."]
    if file.check is None:
        return ["Berkas bukan buku kerja standar LKjIP, sehingga tidak ada rumus resmi pembandingnya."]
    counts = file.result.counts()
    found = [
        f"Masih ada {counts[grade]} temuan {grade} (lembar Temuan)." for grade in (Grade.KRITIS, Grade.TINGGI) if counts[grade]
    ]
    if file.contradictions:
        found.append(f"Masih ada {file.contradictions} GALAT yang tidak dikecualikan (lembar Konsistensi).")
    return found


def _wide(sheet: SheetModel, row: int, style: str, text: str) -> None:
    sheet.put(row, 1, Cell(style, text))
    for column in (2, 3):
        sheet.put(row, column, Cell(style))
    sheet.merges.append((row, 1, row, 3))


def _refusal(sheet: SheetModel, file: PaperFile, reasons: list[str]) -> None:
    _wide(sheet, 1, "judul", "Pernyataan Telah Direviu belum dapat disusun")
    _wide(sheet, 2, "subjudul", f"Berkas {file.number}: {file.name}")
    for row, reason in enumerate(reasons, 4):
        _wide(sheet, row, "label", f"- {reason}")
    last = 5 + len(reasons)
    _wide(
        sheet, last, "label",
        "Rancangan pernyataan baru disusun bila tidak ada lagi temuan Kritis atau Tinggi dan GALAT. Minta perbaikan, lalu "
        "jalankan lkjip periksa lagi dengan --banding pada kertas kerja ini.",
    )  # fmt: skip


def _draft(sheet: SheetModel, file: PaperFile, checklist: str) -> None:
    office, year = file.field("nama_instansi") or _BLANK, file.field("tahun") or _BLANK
    _wide(sheet, 1, "petunjuk", "RANCANGAN. Berlaku setelah checklist lengkap, dinilai pereviu, dan ditandatangani Inspektur.")
    sheet.put(2, 1, Cell("petunjuk", "Butir checklist yang belum diisi:"))
    sheet.put(2, 3, Cell("petunjuk:bulat+kiri", open_items(file), "=" + total_open_cell(quote_sheet(checklist))))
    _wide(sheet, 4, "judul", "PERNYATAAN TELAH DIREVIU")
    _wide(sheet, 5, "judul", office.upper())
    _wide(sheet, 6, "judul", f"TAHUN ANGGARAN {year}")
    row = 8
    for paragraph in statement_paragraphs(office, year):
        _wide(sheet, row, "label", paragraph)
        sheet.heights[row + 1] = 6
        row += 2
    lines = (f"{_BLANK}, {_BLANK}", "Inspektur,", None, None, None, _BLANK, f"NIP {_BLANK}")
    for text in lines:
        row += 1
        sheet.put(row, 3, Cell("ttd", text))
    _wide(sheet, row + 2, "petunjuk+bungkus", statement_source())
