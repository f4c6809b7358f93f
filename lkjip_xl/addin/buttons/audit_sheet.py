"""The sheet Temuan for the cross-check of formulas: the same columns where the marks look for them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Final

from lkjip_xl.address import quote_sheet
from lkjip_xl.audit.finding import AuditFinding, Grade
from lkjip_xl.definition.own_sheets import FINDINGS_SHEET
from lkjip_xl.values import Value
from lkjip_xl.workbook.model import Cell, Link, Page, SheetModel, TableArea
from lkjip_xl.workbook.text_fit import fit_heights

_COLUMNS: Final = (
    ("No.", 6), ("Tingkat", 14), ("Kode", 10), ("Lembar", 15), ("Sel", 10), ("Judul", 24),
    ("Rumus atau isi", 30), ("Rumus resmi", 30), ("Temuan", 58), ("Saran", 48), ("Pengecualian", 14),
)  # fmt: skip
_HEADING_ROW: Final = 8
_TABLE: Final = "tblTemuan"
_STYLES: Final = {
    Grade.KRITIS: "tanda_galat",
    Grade.TINGGI: "tanda_galat",
    Grade.SEDANG: "tanda_peringatan",
    Grade.RENDAH: "tanda_peringatan",
    Grade.INFO: "tanda_info",
}


def audit_sheet(book_name: str, findings: Sequence[AuditFinding]) -> SheetModel:
    """Every finding in one filterable table, linked to its cell."""
    sheet = SheetModel(FINDINGS_SHEET, tab_color="#C00000", freeze=(_HEADING_ROW + 1, 1), gridlines=False)
    sheet.page = Page(landscape=True, repeat_rows=(_HEADING_ROW, _HEADING_ROW), footer="&C&P dari &N")
    sheet.put(1, 1, Cell("judul_lembar", FINDINGS_SHEET))
    sheet.put(2, 1, Cell("petunjuk", f"Hasil pemeriksaan rumus {book_name}. Lembar ini dibuat ulang setiap kali diperiksa."))
    counts = Counter(finding.grade for finding in findings)
    for row, grade in enumerate(Grade, 3):
        sheet.put(row, 2, Cell(_STYLES[grade], grade.value))
        sheet.put(row, 3, Cell("angka:bulat", counts[grade]))
    for column, (heading, width) in enumerate(_COLUMNS, 1):
        sheet.widths[column] = width
        sheet.put(_HEADING_ROW, column, Cell("kepala_isian", heading))
    for number, finding in enumerate(findings, 1):
        _put(sheet, _HEADING_ROW + number, number, finding)
    last = _HEADING_ROW + max(1, len(findings))
    if not findings:
        for column in range(1, len(_COLUMNS) + 1):
            sheet.put(last, column, Cell("teks", "Tidak ada temuan." if column == 9 else None))
    sheet.tables.append(TableArea(_TABLE, (_HEADING_ROW, 1, last, len(_COLUMNS)), tuple(heading for heading, _ in _COLUMNS)))
    fit_heights(sheet)
    return sheet


def _put(sheet: SheetModel, row: int, number: int, finding: AuditFinding) -> None:
    for column, value in enumerate(_values(number, finding), 1):
        style = _STYLES[finding.grade] if column == 2 else "teks+tengah" if column in (1, 3) else "teks"
        sheet.put(row, column, Cell(style, value))
    if finding.sheet:
        cell = finding.cell or "A1"
        sheet.put(row, 5, Cell("tautan", cell))
        sheet.links.append(Link(row, 5, f"{quote_sheet(finding.sheet)}!{cell.split(':')[0]}", "Buka selnya"))


def _values(number: int, finding: AuditFinding) -> list[Value]:
    evidence = finding.evidence
    stored = evidence.formula or ("" if evidence.stored is None else str(evidence.stored))
    return [
        number, finding.grade.value, finding.code, finding.sheet or "Seluruh buku kerja", finding.cell, finding.heading,
        stored, evidence.official, finding.message, finding.advice, None,
    ]  # fmt: skip
