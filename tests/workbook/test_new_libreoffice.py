"""A new workbook opened by LibreOffice: nothing is lost, figures are shown the Indonesian way, no text is clipped."""

from __future__ import annotations

import random
import re
import subprocess
import zipfile
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from openpyxl import load_workbook

from lkjip_xl.values import Value
from lkjip_xl.workbook.model import Cell, SheetModel, WorkbookModel
from lkjip_xl.workbook.new import write_workbook
from lkjip_xl.workbook.text_fit import cell_height, column_pixels
from tests.recalc import require_libreoffice
from tests.workbook.models import HOSTILE_TEXTS, full_model, text_model

pytestmark = pytest.mark.lambat

WORDS = re.findall(
    r"\S+",
    "meningkatnya kualitas pelayanan administrasi kependudukan dan pencatatan sipil persentase perangkat daerah yang memiliki "
    "dokumen perencanaan selaras I.4 (Kota) Rp1.234.567.890 900.1.15.5-1317/2023 SAKIP; LHR/LHE berkesinambungan",
)
STYLES = ("teks", "teks+tebal", "judul", "teks+lekuk2", "kaki", "teks:butir1", "kepala", "isian")
ROW_HEIGHT = re.compile('<style:table-row-properties style:row-height="[^"]*"')


def convert(file: Path, kind: str) -> Path:
    """The file as LibreOffice saves it in another format, with a profile of its own."""
    profile = (file.parent / "profil").as_uri()
    command = [require_libreoffice(), f"-env:UserInstallation={profile}", "--headless", "--norestore", "--convert-to", kind]
    target = file.parent / kind
    subprocess.run([*command, "--outdir", str(target), str(file)], check=True, capture_output=True, timeout=180)
    return target / f"{file.stem}.{kind}"


def shown(file: Path) -> dict[str, list[list[str]]]:
    """The text that LibreOffice displays in every cell, by sheet and row."""
    office = "{urn:oasis:names:tc:opendocument:xmlns:%s:1.0}"
    table, text = office % "table", office % "text"
    tree = ElementTree.parse(convert(file, "fods"))
    found: dict[str, list[list[str]]] = {}
    for sheet in tree.iter(f"{table}table"):
        rows = found.setdefault(sheet.get(f"{table}name", ""), [])
        for row in sheet.iter(f"{table}table-row"):
            cells = (cell for cell in row if cell.tag.endswith("table-cell"))
            rows.append(["\n".join("".join(line.itertext()) for line in cell.iter(f"{text}p")) for cell in cells])
    return found


def test_everything_survives_a_round_trip_through_libreoffice(tmp_path: Path) -> None:
    file = tmp_path / "penuh.xlsx"
    write_workbook(full_model(), file)
    back = convert(file, "xlsx")
    book: Any = load_workbook(back)
    assert book.sheetnames == ["Kinerja Tahunan", "Ikhtisar", "Kosong"]
    inputs, report = book["Kinerja Tahunan"], book["Ikhtisar"]
    assert inputs["E3"].value == '=IF(C3="@","",D3/C3*100)'
    assert list(inputs.tables) == ["tblKinerja"]
    assert len(inputs.data_validations.dataValidation) == 4
    assert inputs.protection.sheet
    assert (len(report._charts), len(report.merged_cells.ranges)) == (2, 2)
    assert report["A2"].hyperlink.location.replace("'", "") in ("Kinerja Tahunan!A1", "#Kinerja Tahunan.A1")
    assert report.print_title_rows == "$1:$3"
    assert list(book.defined_names) == ["daftar_satuan"]


def test_a_page_can_be_printed(tmp_path: Path) -> None:
    file = tmp_path / "penuh.xlsx"
    write_workbook(full_model(), file)
    assert convert(file, "pdf").read_bytes().startswith(b"%PDF")


def test_figures_are_shown_the_indonesian_way(tmp_path: Path) -> None:
    looks: dict[str, tuple[Value, str]] = {
        "angka:persen2": (1234.5, "1.234,50%"),
        "angka:rupiah": (1234567, "Rp 1.234.567"),
        "angka:bulat": (1234, "1.234"),
        "angka:angka2": (-1234.567, "-1.234,57"),
        "angka:angka": (99.25, "99,25"),
        "angka:tahun": (2024, "2024"),
        "teks:butir1": ("Program", "➤ Program"),
        "teks:kode": ("1.01.02", "1.01.02"),
    }
    sheet = SheetModel("A", widths={1: 30.0, 2: 30.0})
    for row, (style, (value, _)) in enumerate(looks.items(), 1):
        sheet.put(row, 1, Cell(style, value))
        sheet.put(row, 2, Cell(style, value, f"=A{row}"))
    file = tmp_path / "angka.xlsx"
    write_workbook(WorkbookModel([sheet]), file)
    rows = [[text.strip() for text in row[:2]] for row in shown(file)["A"][: len(looks)]]
    assert rows == [[text, text] for _, text in looks.values()]


def test_hostile_text_is_shown_and_nothing_of_it_is_run(tmp_path: Path) -> None:
    file = tmp_path / "teks.xlsx"
    write_workbook(text_model(HOSTILE_TEXTS), file)
    sheet: Any = load_workbook(convert(file, "xlsx"))["Teks"]
    for row, text in enumerate(HOSTILE_TEXTS, 1):
        cell = sheet.cell(row, 1)
        assert cell.data_type == "s" and cell.hyperlink is None, text
    with zipfile.ZipFile(file) as package:
        assert not [name for name in package.namelist() if "externalLink" in name or "connections" in name]


def test_no_text_is_clipped_and_little_room_is_wasted(tmp_path: Path) -> None:
    """LibreOffice is asked for its own best row heights, which it only works out for its own format."""
    choose = random.Random(2024)
    texts = {
        (width, row): (" ".join(choose.choices(WORDS, k=choose.randint(2, 30))), STYLES[row % len(STYLES)])
        for width in (9, 14, 22, 35, 60)
        for row in range(1, 49)
    }
    sheets = {width: SheetModel(f"L{width}", widths={1: float(width)}) for width, _ in texts}
    for (width, row), (text, style) in texts.items():
        sheets[width].put(row, 1, Cell(style, text))
    file = tmp_path / "tinggi.xlsx"
    write_workbook(WorkbookModel(list(sheets.values())), file)
    flat = convert(file, "fods")
    free = tmp_path / "bebas.fods"
    free.write_text(ROW_HEIGHT.sub("<style:table-row-properties", flat.read_text(encoding="utf-8")), encoding="utf-8")
    book: Any = load_workbook(convert(free, "xlsx"))
    given = wanted = 0.0
    for (width, row), (text, style) in texts.items():
        ours, best = cell_height(text, column_pixels(width), style), book[f"L{width}"].row_dimensions[row].height
        assert max(ours, 15.0) >= min(best, 409.0), (width, style, text)
        given, wanted = given + ours, wanted + best
    assert given / wanted < 1.35, "a line is 12.75 points in Excel and 11.25 in LibreOffice; the rest is reserve"
