"""Workbook models for the writer's tests, and what a written file says about itself."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO
from typing import Final
from xml.etree import ElementTree

from lkjip_xl.values import CellError, Value
from lkjip_xl.workbook.model import Cell, Chart, Choice, Link, Page, Series, SheetModel, TableArea, WorkbookModel
from lkjip_xl.workbook.new import write_workbook

MAIN: Final = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_ESCAPE: Final = re.compile("_x([0-9A-Fa-f]{4})_")

HOSTILE_TEXTS: Final = (
    "=cmd|' /C calc'!A0", '=HYPERLINK("http://contoh.test","klik")', '=WEBSERVICE("http://contoh.test")', "==1", "{=1+1}", "=",
    "+1+1", "-1", "-", "@SUM(1)", "\t=1+1", "http://contoh.test", "mailto:a@contoh.test", r"external:c:\x.xlsx", "internal:A1",
    "#REF!", "#N/A", "TRUE", "1e5", "007", "1.01.02", "<r>teks & <b></r>", "<r><t>x</t></r>", "<r>_x0041_</r>", "_x0041_",
    "_x0041_x0042_", "x005F_", "_x005F_", "&amp; <>\"'", " depan", "belakang ", "a\nb", "\n", "baris\r\nganti", "]]>", "−5",
    "😀",
)  # fmt: skip
UNPRINTABLE: Final = {
    "a\x00b": r"a\x00b",
    "\x0b": r"\x0B",
    "\x1b[31m": r"\x1B[31m",
    "\x7f\x85": r"\x7F\x85",
    "\r=1": r"\x0D=1",
    "a\ud800b": r"a\uD800b",
    "\udc80": r"\uDC80",
    "\ufffe\uffff": r"\uFFFE\uFFFF",
    "a\r\nb": "a\nb",
}


def text_model(texts: tuple[str, ...] | list[str]) -> WorkbookModel:
    """Every text as a plain cell in column A and as the cached result of a formula in column B."""
    sheet = SheetModel("Teks")
    for row, text in enumerate(texts, 1):
        sheet.put(row, 1, Cell("teks", text))
        sheet.put(row, 2, Cell("teks:butir1", text, f"=A{row}"))
    return WorkbookModel([sheet])


def input_sheet() -> SheetModel:
    """An input sheet: protected table with a computed column, dropdown, locked cells, message."""
    sheet = SheetModel("Kinerja Tahunan", tab_color="#1F4E78", protected=True, freeze=(3, 2), zoom=90)
    sheet.put(1, 1, Cell("judul", "Kinerja & target <2024>"))
    headings = ("Kode", "Satuan", "Target", "Realisasi", "Capaian (%)")
    for column, heading in enumerate(headings, 1):
        sheet.put(2, column, Cell("kepala_hitung" if column == 5 else "kepala_isian", heading))
    for row in range(3, 8):
        target = row * 10.5
        sheet.rows[row] = [
            Cell("isian:kode", f"1.0{row}"),
            Cell("isian", "persen"),
            Cell("isian:angka", target),
            Cell("isian:angka", row),
            Cell("hitung:persen2", row / target * 100, f'=IF(C{row}="@","",D{row}/C{row}*100)'),
        ]
    sheet.rows[7] = [
        Cell("isian:kode"),
        None,
        Cell("isian:angka", CellError("#REF!")),
        Cell("isian", True),
        Cell("hitung", "", '=""'),
    ]
    sheet.tables.append(TableArea("tblKinerja", (2, 1, 7, 5), headings, {"Capaian (%)": '=IF(C3="@","",D3/C3*100)'}))
    sheet.choices = [
        Choice((3, 2, 7, 2), "daftar", "=daftar_satuan", title="Satuan " * 9, message="Pilih satuan. " * 40),
        Choice((3, 3, 7, 3), "daftar", "=daftar_satuan", strict=False),
        Choice((3, 5, 7, 5), "terkunci"),
        Choice((3, 1, 7, 1), "pesan", message="Kode ditulis sebagai teks."),
    ]
    sheet.widths = {1: 12.0, 2: 18.43, 3: 9.0, 5: 0.5}
    sheet.heights = {1: 30.0, 3: 15.0, 4: 40.3, 12: 22.5}
    return sheet


def report_sheet() -> SheetModel:
    """A report sheet: merges, links, every kind of cached result, charts, print setup."""
    sheet = SheetModel("Ikhtisar", gridlines=False)
    sheet.put(1, 1, Cell("judul", "Ikhtisar"))
    sheet.put(1, 2, Cell("judul"))
    sheet.put(2, 1, Cell("tautan", "Ke isian"))
    sheet.put(2, 2, Cell("tautan", 12.5))
    results: list[Value] = [
        1234.5,
        0.1 + 0.2,
        -7,
        "",
        "Tinggi & <baik>",
        " spasi ",
        "_x0041_",
        True,
        False,
        CellError("#DIV/0!"),
        CellError("#N/A"),
        None,
    ]
    for row, result in enumerate(results, 4):
        sheet.put(row, 1, Cell("teks", f"Sasaran {row} "))
        sheet.put(row, 2, Cell("angka:persen2+tebal", result, f"='Kinerja Tahunan'!C{row - 1}&\"<&>\""))
        sheet.put(row, 4, Cell("angka:rupiah", 10**12 + row))
    sheet.merges = [(1, 1, 1, 2), (2, 1, 2, 1), (4, 3, 6, 3)]
    sheet.links = [Link(2, 1, "'Kinerja Tahunan'!A1", "Buka lembar isian"), Link(2, 2, "Ikhtisar!D4")]
    first = Series("=Target", "Ikhtisar!$A$4:$A$7", "Ikhtisar!$B$4:$B$7", "#A6A6A6")
    second = Series("Anggaran", "Ikhtisar!$A$4:$A$7", "Ikhtisar!$D$4:$D$7", "#1F4E78")
    sheet.charts = [
        Chart("batang", "Capaian & target", (20, 1), (480, 300), (first, second), '[$-421]#,##0.00"%"', "Sasaran", "Capaian"),
        Chart("kolom", "Anggaran", (40, 1), (480, 300), (second,), from_zero=False),
    ]
    sheet.page = Page(True, (1, 3), '&C&"Arial"&8LKjIP 2024', "&R&8Halaman &P dari &N", margins_cm=(1.0, 1.5, 2.0, 2.54))
    return sheet


def full_model() -> WorkbookModel:
    """Everything the model can say, in two sheets and an empty one."""
    return WorkbookModel(
        [input_sheet(), report_sheet(), SheetModel("Kosong")],
        names={"daftar_satuan": "='Kinerja Tahunan'!$B$3:$B$6"},
        title="Laporan & uji",
        author="Dinas Contoh",
        comments="Dibuat untuk uji",
        custom={"templat": "lkjip_standar", "versi": "1.0"},
        active="Ikhtisar",
    )


def written(model: WorkbookModel, *, fast: bool = True) -> bytes:
    """The bytes of the file."""
    buffer = BytesIO()
    write_workbook(model, buffer, fast=fast)
    return buffer.getvalue()


def part(file: bytes, name: str) -> ElementTree.Element:
    """One part of the package, parsed."""
    with zipfile.ZipFile(BytesIO(file)) as package:
        return ElementTree.fromstring(package.read(name))


def as_excel_reads(element: ElementTree.Element | None) -> str:
    """The text of a shared string: its runs, each with the escapes decoded that Excel decodes."""
    runs = element.iter(f"{MAIN}t") if element is not None else ()
    return "".join(_ESCAPE.sub(lambda match: chr(int(match[1], 16)), run.text or "") for run in runs)


def column_texts(file: bytes, column: str) -> list[str]:
    """The texts of one column of the first sheet as Excel reads them, shared or cached, in row order."""
    strings = [as_excel_reads(item) for item in part(file, "xl/sharedStrings.xml")]
    found = []
    for cell in part(file, "xl/worksheets/sheet1.xml").iter(f"{MAIN}c"):
        if cell.get("r", "").rstrip("0123456789") == column:
            value = cell.findtext(f"{MAIN}v") or ""
            shared = cell.get("t") == "s"
            found.append(strings[int(value)] if shared else _ESCAPE.sub(lambda match: chr(int(match[1], 16)), value))
    return found
