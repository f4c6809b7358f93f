"""What surrounds the cells of a new workbook: tables, dropdowns, links, charts, print setup, properties, determinism."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from lkjip_xl.workbook.model import Cell, Chart, Choice, Link, Page, Series, SheetModel, TableArea, WorkbookModel
from lkjip_xl.workbook.new import write_workbook
from tests.workbook.models import MAIN, full_model, part, written

CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
INPUT, REPORT = "xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml"


@pytest.fixture(scope="module")
def file() -> bytes:
    return written(full_model())


@pytest.fixture(scope="module")
def book(file: bytes) -> Any:
    return load_workbook(BytesIO(file))


def test_table_has_headings_filter_and_plain_calculated_formula(file: bytes) -> None:
    table = part(file, "xl/tables/table1.xml")
    assert (table.get("displayName"), table.get("ref")) == ("tblKinerja", "A2:E7")
    filtered = table.find(f"{MAIN}autoFilter")
    assert filtered is not None and filtered.get("ref") == "A2:E7"
    columns = {
        column.get("name"): column.findtext(f"{MAIN}calculatedColumnFormula") for column in table.iter(f"{MAIN}tableColumn")
    }
    assert columns == {
        "Kode": None, "Satuan": None, "Target": None, "Realisasi": None, "Capaian (%)": 'IF(C3="@","",D3/C3*100)',
    }  # fmt: skip
    style = table.find(f"{MAIN}tableStyleInfo")
    assert style is not None and (style.get("name"), style.get("showRowStripes")) == ("TableStyleLight1", "0")


def test_dropdowns_locked_cells_and_messages(book: Any) -> None:
    found = {str(rule.sqref): rule for rule in book["Kinerja Tahunan"].data_validations.dataValidation}
    strict, loose, locked, message = (found[area] for area in ("B3:B7", "C3:C7", "E3:E7", "A3:A7"))
    assert (strict.type, strict.formula1, strict.errorStyle) == ("list", "daftar_satuan", None)
    assert strict.errorTitle == "Isian tidak ada di daftar" and "daftar" in strict.error
    assert len(strict.promptTitle) <= 32 and len(strict.prompt) <= 255 and strict.prompt.endswith("…")
    assert (loose.type, loose.errorStyle) == ("list", "information")
    assert (locked.type, locked.formula1, locked.allowBlank, locked.showErrorMessage) == ("custom", "FALSE", False, True)
    assert (locked.errorTitle, "rumus" in locked.error) == ("Sel terkunci", True)
    assert (message.type, message.showErrorMessage, message.prompt) == (None, False, "Kode ditulis sebagai teks.")


def test_names_merges_and_links(book: Any) -> None:
    assert book.defined_names["daftar_satuan"].attr_text == "'Kinerja Tahunan'!$B$3:$B$6"
    sheet = book["Ikhtisar"]
    assert sorted(str(area) for area in sheet.merged_cells.ranges) == ["A1:B1", "C4:C6"]
    assert (sheet["A2"].value, sheet["A2"].hyperlink.location) == ("Ke isian", "'Kinerja Tahunan'!A1")
    assert (sheet["A2"].hyperlink.tooltip, sheet["A2"].hyperlink.target) == ("Buka lembar isian", None)
    assert (sheet["B2"].value, sheet["B2"].hyperlink.location) == (12.5, "Ikhtisar!D4")
    assert sheet["A2"].font.underline == "single", "the model's style, not XlsxWriter's own link format"


def test_print_setup(book: Any) -> None:
    sheet = book["Ikhtisar"]
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (14, "landscape")
    assert book["Kinerja Tahunan"].page_setup.orientation == "portrait"
    assert (sheet.sheet_properties.pageSetUpPr.fitToPage, sheet.page_setup.fitToHeight) == (True, 0)
    assert sheet.print_title_rows == "$1:$3"
    assert sheet.print_options.horizontalCentered
    margins = sheet.page_margins
    in_cm = [round(margin * 2.54, 2) for margin in (margins.left, margins.right, margins.top, margins.bottom)]
    assert in_cm == [1.0, 1.5, 2.0, 2.54]
    assert (sheet.oddHeader.center.text, sheet.oddFooter.right.text) == ("LKjIP 2024", "Halaman &P dari &N")


def test_view_and_protection(book: Any) -> None:
    inputs, report = book["Kinerja Tahunan"], book["Ikhtisar"]
    assert (inputs.freeze_panes, inputs.sheet_view.zoomScale) == ("B3", 90)
    assert inputs.sheet_properties.tabColor.rgb == "FF1F4E78"
    assert inputs.sheet_view.showGridLines is not False
    assert report.sheet_view.showGridLines is False
    guard = inputs.protection
    assert guard.sheet and not guard.password
    assert not any((guard.sort, guard.autoFilter, guard.formatColumns, guard.formatRows, guard.selectLockedCells))
    assert guard.insertRows and guard.deleteRows
    assert not report.protection.sheet
    assert book.active.title == "Ikhtisar"


def test_every_font_is_arial_and_not_tied_to_the_theme(file: bytes, book: Any) -> None:
    assert (book["Kosong"]["A1"].font.name, book["Kosong"]["A1"].font.size) == ("Arial", 10)
    fonts = part(file, "xl/styles.xml").find(f"{MAIN}fonts")
    assert fonts is not None
    assert {name.get("val") for name in fonts.iter(f"{MAIN}name")} == {"Arial"}
    assert not list(fonts.iter(f"{MAIN}scheme")), "Excel would show the theme's Calibri"


def test_charts_are_native_with_figures_of_their_own(file: bytes) -> None:
    bars, columns = part(file, "xl/charts/chart1.xml"), part(file, "xl/charts/chart2.xml")
    assert [chart.find(f".//{CHART}barDir").get("val") for chart in (bars, columns)] == ["bar", "col"]  # type: ignore[union-attr]
    assert [found.text for found in bars.iter(f"{CHART}f")][:2] == ["Ikhtisar!$A$4:$A$7", "Ikhtisar!$B$4:$B$7"]
    names = [series.findtext(f"{CHART}tx/{CHART}v") for series in bars.iter(f"{CHART}ser")]
    assert names == [" =Target", "Anggaran"], "a name is text, never a reference"
    cached = [point.findtext(f"{CHART}v") for point in bars.find(f".//{CHART}val").iter(f"{CHART}pt")]  # type: ignore[union-attr]
    assert cached == ["1234.5", "0.30000000000000004", "-7", "0"]
    titles = [text.text for text in bars.iter("{http://schemas.openxmlformats.org/drawingml/2006/main}t")]
    assert titles == ["Capaian & target", "Sasaran", "Capaian"]
    orientations = [found.get("val") for found in bars.iter(f"{CHART}orientation")]
    assert orientations == ["maxMin", "minMax"], "categories from the top, figures from the left"
    assert [found.get("val") for found in bars.iter(f"{CHART}min")] == ["0"]
    assert not list(columns.iter(f"{CHART}min"))


def test_properties(book: Any) -> None:
    properties = book.properties
    assert (properties.title, properties.creator, properties.description) == ("Laporan & uji", "Dinas Contoh", "Dibuat untuk uji")
    assert properties.created == properties.modified == datetime(2000, 1, 1)
    assert {item.name: item.value for item in book.custom_doc_props.props} == {"templat": "lkjip_standar", "versi": "1.0"}


def test_the_date_can_be_given(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1735689600")
    book = load_workbook(BytesIO(written(WorkbookModel([SheetModel("A")]))))
    assert book.properties.created == datetime(2025, 1, 1)


def test_excel_recalculates_on_load(file: bytes) -> None:
    calculation = part(file, "xl/workbook.xml").find(f"{MAIN}calcPr")
    assert calculation is not None and calculation.get("fullCalcOnLoad") == "1"


@pytest.mark.parametrize("fast", [True, False], ids=["cepat", "bawaan"])
def test_two_runs_are_identical(fast: bool, tmp_path: Path) -> None:
    first = written(full_model(), fast=fast)
    write_workbook(full_model(), tmp_path / "a.xlsx", fast=fast)
    assert first == (tmp_path / "a.xlsx").read_bytes()
    with zipfile.ZipFile(BytesIO(first)) as package:
        assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_another_process_with_another_hash_seed_gives_the_same_bytes() -> None:
    code = "import hashlib\nfrom tests.workbook.models import *\nprint(hashlib.sha256(written(full_model())).hexdigest())"
    root = Path(__file__).parents[2]
    hashes = {
        subprocess.run(
            [sys.executable, "-c", code], cwd=root, env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, check=True
        ).stdout
        for seed in ("1", "2")
    }
    assert len(hashes) == 1


def test_a_file_appears_whole_or_not_at_all(tmp_path: Path) -> None:
    target = tmp_path / "laporan.xlsx"
    target.write_bytes(b"lama")
    broken = SheetModel("A")
    broken.put(1, 1, Cell("angka", float("nan")))
    with pytest.raises(ValueError):
        write_workbook(WorkbookModel([broken]), target)
    assert target.read_bytes() == b"lama"
    write_workbook(full_model(), target)
    assert [path.name for path in tmp_path.iterdir()] == ["laporan.xlsx"]
    assert zipfile.is_zipfile(target)


def _sheet(**fields: Any) -> SheetModel:
    sheet = SheetModel("A", **fields)
    for column, text in enumerate(("Satu", "Dua"), 1):
        sheet.put(1, column, Cell("kepala", text))
    return sheet


TABLE = TableArea("tbl", (1, 1, 3, 2), ("Satu", "Dua"))
FAULTS = {
    "kepala lain": _sheet(tables=[TableArea("tbl", (1, 1, 3, 2), ("Satu", "Tiga"))]),
    "kepala kurang": _sheet(tables=[TableArea("tbl", (1, 1, 3, 3), ("Satu", "Dua"))]),
    "tanpa baris data": _sheet(tables=[TableArea("tbl", (1, 1, 1, 2), ("Satu", "Dua"))]),
    "tabel bertumpuk": _sheet(tables=[TABLE, TableArea("lain", (1, 1, 9, 2), ("Satu", "Dua"))]),
    "gabungan bertumpuk": _sheet(merges=[(3, 1, 4, 2), (5, 1, 6, 1), (4, 2, 4, 3)]),
    "tabel dan gabungan": _sheet(tables=[TABLE], merges=[(3, 2, 4, 4)]),
    "tautan tanpa sel": _sheet(links=[Link(9, 9, "A!A1")]),
    "kepala halaman panjang": _sheet(page=Page(header="x" * 256)),
    "pesan di luar lembar": _sheet(choices=[Choice((1, 1, 2_000_000, 1), "terkunci")]),
    "baris di luar lembar": SheetModel("A", rows={1_048_577: [Cell("polos", 1)]}),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_what_excel_would_repair_is_refused(fault: str) -> None:
    with pytest.raises(ValueError):
        written(WorkbookModel([FAULTS[fault]]))


def test_a_name_that_a_table_has_is_refused() -> None:
    with pytest.raises(ValueError, match="TBL"):
        written(WorkbookModel([_sheet(tables=[TABLE])], names={"TBL": "=A!$A$1"}))


def test_a_workbook_without_sheets_is_refused() -> None:
    with pytest.raises(ValueError):
        written(WorkbookModel())


def test_chart_from_a_sheet_whose_name_needs_quotes() -> None:
    sheet = SheetModel("Kinerja 'A' 2024")
    sheet.put(1, 1, Cell("teks", "x"))
    sheet.put(1, 2, Cell("angka", 5))
    area = "'Kinerja ''A'' 2024'!"
    sheet.charts.append(
        Chart("kolom", "K", (3, 1), (300, 200), (Series("S", f"{area}$A$1:$A$1", f"{area}$B$1:$B$1", "#1F4E78"),))
    )
    chart = part(written(WorkbookModel([sheet])), "xl/charts/chart1.xml")
    assert [point.findtext(f"{CHART}v") for point in chart.iter(f"{CHART}pt")] == ["x", "5"]
