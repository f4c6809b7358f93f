"""The sheet Temuan: every finding in one filterable table, equal ones together, each linked to its cell."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from lkjip_xl.address import quote_sheet
from lkjip_xl.checks.catalogue import entries, message_at, phrase
from lkjip_xl.checks.finding import Finding, Severity
from lkjip_xl.checks.grouping import group_by_sheet
from lkjip_xl.checks.run import CheckResult
from lkjip_xl.checks.shown import shown
from lkjip_xl.definition.own_sheets import FINDINGS_SHEET
from lkjip_xl.values import Value
from lkjip_xl.workbook.model import Cell, Link, Page, SheetModel, TableArea
from lkjip_xl.workbook.text_fit import fit_heights

FILLS: Final = {Severity.GALAT: "#FFC7CE", Severity.PERINGATAN: "#FFEB9C", Severity.INFO: "#DDEBF7"}
WAIVED_FILL: Final = "#E7E6E6"
_COLUMNS: Final = (
    ("No.", 6), ("Tingkat", 14), ("Kode", 10), ("Lembar", 15), ("Sel", 10), ("Kolom", 24),
    ("Isi", 22), ("Seharusnya", 26), ("Temuan", 58), ("Saran", 48), ("Pengecualian", 26),
)  # fmt: skip
_HEADING_ROW: Final = 8
TABLE: Final = "tblTemuan"


def ordered(findings: Sequence[Finding]) -> list[Finding]:
    """Findings as the sheet lists them: by severity, then equal ones together in reading order."""
    order = list(Severity)
    groups = [group for _, of_sheet in group_by_sheet(findings) for group in of_sheet]
    groups.sort(key=lambda group: order.index(group.severity))
    return [finding for group in groups for finding in group.findings]


def _head(sheet: SheetModel, file_name: str, result: CheckResult) -> None:
    sheet.put(1, 1, Cell("judul_lembar", "Temuan"))
    sheet.put(2, 1, Cell("petunjuk", f"Hasil pemeriksaan berkas {file_name}. Lembar ini dibuat ulang setiap kali diperiksa."))
    counts = result.counts()
    waived = sum(bool(finding.waiver) for finding in result.findings)
    for row, severity in enumerate(Severity, 3):
        sheet.put(row, 2, Cell(f"tanda_{severity.value.lower()}", severity.value))
        sheet.put(row, 3, Cell("angka:bulat", counts[severity]))
    meanings = ("harus diperbaiki", "perlu dilihat", "untuk diketahui")
    for row, meaning in enumerate(meanings, 3):
        sheet.put(row, 4, Cell("polos", meaning))
    if waived:
        sheet.put(6, 2, Cell("polos", f"{waived} temuan dikecualikan (lembar Pengecualian)."))


def _values(number: int, finding: Finding) -> list[Value]:
    value = None if finding.value is None else finding.facts.get("nilai", shown(finding.value))
    message = message_at(finding, phrase("sel_saja", sel=finding.cell)) if finding.cell else finding.message
    return [
        number, finding.severity.value, finding.code, finding.sheet or phrase("berkas"), finding.cell, finding.heading,
        value, finding.expected, f"{entries()[finding.code].title}. {message}", finding.advice, finding.waiver,
    ]  # fmt: skip


def findings_sheet(file_name: str, result: CheckResult) -> SheetModel:
    """The sheet for a file's findings; what could not be checked stands below the table."""
    sheet = SheetModel(FINDINGS_SHEET, tab_color="#C00000", freeze=(_HEADING_ROW + 1, 1), gridlines=False)
    sheet.page = Page(landscape=True, repeat_rows=(_HEADING_ROW, _HEADING_ROW), footer="&C&P dari &N")
    _head(sheet, file_name, result)
    for column, (heading, width) in enumerate(_COLUMNS, 1):
        sheet.widths[column] = width
        sheet.put(_HEADING_ROW, column, Cell("kepala_isian", heading))
    row = _HEADING_ROW
    for number, finding in enumerate(ordered(result.findings), 1):
        row += 1
        for column, value in enumerate(_values(number, finding), 1):
            style = "teks+tengah" if column in (1, 3) else "teks"
            if column == 2:
                style = f"tanda_{finding.severity.value.lower()}" if not finding.waiver else "tanda_dikecualikan"
            sheet.put(row, column, Cell(style, value))
        if finding.sheet:
            sheet.put(row, 5, Cell("tautan", finding.cell or "A1"))
            target = (finding.cell or "A1").split(":")[0]
            sheet.links.append(Link(row, 5, f"{quote_sheet(finding.sheet)}!{target}", "Buka selnya"))
    if row == _HEADING_ROW:
        row += 1
        for column in range(1, len(_COLUMNS) + 1):
            sheet.put(row, column, Cell("teks", "Tidak ada temuan." if column == 9 else None))
    sheet.tables.append(TableArea(TABLE, (_HEADING_ROW, 1, row, len(_COLUMNS)), tuple(heading for heading, _ in _COLUMNS)))
    for what, why in result.not_checked:
        row += 1
        sheet.put(row + 1, 1, Cell("polos", f"Tidak diperiksa: {what}, karena {why}."))
    fit_heights(sheet)
    return sheet


def marks_of(findings: Sequence[Finding]) -> dict[str, dict[str, list[Finding]]]:
    """Sheet → cell → the findings on that cell, most serious first; an area counts for its first cell."""
    order = list(Severity)
    found: dict[str, dict[str, list[Finding]]] = {}
    for finding in findings:
        if finding.sheet and finding.cell:
            found.setdefault(finding.sheet, {}).setdefault(finding.cell.split(":")[0], []).append(finding)
    for cells in found.values():
        for listed in cells.values():
            listed.sort(key=lambda finding: (bool(finding.waiver), order.index(finding.severity)))
    return found
