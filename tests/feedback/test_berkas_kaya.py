"""A rich .xlsm through the commands: shapes, threaded comment, sparkline, slicer, x14 rules, pictures, macros and printer
settings come out as the very bytes they went in as, and LibreOffice opens the result with its content.

The workbook is a standard one saved as .xlsm with a sheet of the office's own (tests/feedback/berkas.py).
"""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from lkjip_xl.cli import main
from lkjip_xl.reader.workbook_reader import read_workbook
from lkjip_xl.verbs import validasi
from tests.feedback.berkas import CLEAN, FAULTY, RICH_SHEET, rich_parts, rich_workbook, with_cells
from tests.feedback.test_tandai import places, shown_places
from tests.recalc.engines import recalculate_libreoffice
from tests.workbook.patch.berkas import all_parts, cells, raw_members

pytestmark = pytest.mark.filterwarnings("ignore::UserWarning:openpyxl.*")

MARKED = rich_workbook(FAULTY.read_bytes())
BLANK = with_cells(rich_workbook(CLEAN.read_bytes()), {"DPA!M33": None, "PK!H5": None})
PACKAGE = {"[Content_Types].xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml", "xl/calcChain.xml"}


def put(folder: Path, data: bytes) -> Path:
    path = folder / "kaya.xlsm"
    path.write_bytes(data)
    return path


def changed(before: bytes, after: bytes) -> set[str]:
    old, new = raw_members(before), raw_members(after)
    return {name for name in old if new.get(name) != old[name]}


@pytest.fixture(scope="module")
def marked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("kaya_tanda")
    target = folder / "bertanda.xlsm"
    assert main(["validasi", str(put(folder, MARKED)), "--tandai", str(target)]) == 1
    return target


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("kaya_isi")
    target = folder / "terisi.xlsm"
    assert main(["isi", str(put(folder, BLANK)), "-o", str(target)]) == 0
    return target


def test_the_workbook_has_everything_it_is_called_rich_for() -> None:
    kinds = {"drawing91", "vmlDrawing91", "threadedComment91", "slicer91", "slicerCache91", "image91", "chart91", "table91"}
    names = " ".join(rich_parts())
    assert all(kind in names for kind in kinds)
    assert {"xl/vbaProject.bin", "xl/printerSettings/printerSettings91.bin", "xl/persons/person.xml"} <= set(rich_parts())
    sheet = rich_parts()["xl/worksheets/sheet91.xml"].decode()
    assert "sparklineGroup" in sheet and "x14:conditionalFormatting" in sheet and "slicerList" in sheet


def test_every_rich_part_is_byte_identical_after_tandai(marked: Path) -> None:
    after = marked.read_bytes()
    assert changed(MARKED, after).isdisjoint(rich_parts())
    parts = {sheet.name: sheet.part for sheet in read_workbook(MARKED).sheets}
    touched = {parts[finding.sheet] for finding in validasi(marked).findings if finding.cell}
    relations = {f"xl/worksheets/_rels/{name.rpartition('/')[2]}.rels" for name in touched}
    assert touched <= changed(MARKED, after) <= PACKAGE | touched | relations


def test_every_rich_part_is_byte_identical_after_isi(filled: Path) -> None:
    after = filled.read_bytes()
    assert changed(BLANK, after).isdisjoint(rich_parts())
    parts = {sheet.name: sheet.part for sheet in read_workbook(BLANK).sheets}
    assert {parts["DPA"], parts["PK"]} <= changed(BLANK, after) <= PACKAGE | {parts["DPA"], parts["PK"]}


def test_it_stays_a_workbook_with_macros(marked: Path, filled: Path) -> None:
    for path in (marked, filled):
        assert b"macroEnabled" in all_parts(path.read_bytes())["[Content_Types].xml"]


def test_another_suffix_is_refused(tmp_path: Path) -> None:
    source = put(tmp_path, MARKED)
    assert main(["validasi", str(source), "--tandai", str(tmp_path / "bertanda.xlsx")]) == 2
    assert main(["isi", str(source), "-o", str(tmp_path / "isi.xlsx")]) == 2


def test_findings_are_those_of_the_file_without_the_rich_parts(marked: Path) -> None:
    found, plain = places(validasi(marked).findings), places(validasi(FAULTY).findings)
    assert plain <= found
    assert found - plain == {("BKS-12", "", ""): 1, ("BKS-10", RICH_SHEET, ""): 1}


def test_isi_gives_the_cells_their_values(filled: Path) -> None:
    now = cells(filled.read_bytes())
    assert now["DPA!M33"].value == pytest.approx(434526020 / 437286032 * 100)
    assert now["PK!H5"].value == 100


@pytest.mark.lambat
def test_libreoffice_opens_both_with_their_content(marked: Path, filled: Path, tmp_path: Path) -> None:
    outputs = recalculate_libreoffice([marked, filled], profile="bawaan", folder=tmp_path)
    for source, output in zip((marked, filled), outputs, strict=True):
        book = openpyxl.load_workbook(BytesIO(Path(output).read_bytes()))
        own = book[RICH_SHEET]
        assert (len(own._charts), list(own.tables)) == (1, ["tblData"])
        # the picture is counted in the package: openpyxl sees pictures only where Pillow is installed
        assert sum(part.startswith("xl/media/") for part in all_parts(Path(output).read_bytes())) == 1
        assert own["A4"].value == cells(source.read_bytes())[f"{RICH_SHEET}!A4"].value
        assert {cell.coordinate for row in own.iter_rows() for cell in row if cell.comment}
        drawings = [content for part, content in all_parts(Path(output).read_bytes()).items() if "drawings/drawing" in part]
        assert any(b"Catatan bidang" in content for content in drawings), "the shape's text"
    first = openpyxl.load_workbook(BytesIO(Path(outputs[0]).read_bytes()))
    found = validasi(marked).findings
    assert first.sheetnames[0] == "Temuan"
    assert first["Instansi"]["B5"].comment is not None
    assert first["Instansi"]["B5"].fill.fgColor.rgb == "FFFFC7CE"
    rows = [[cell.value for cell in row] for row in first["Temuan"]["A9:K400"]]
    listed = [{"Kode": row[2], "Lembar": row[3], "Sel": row[4]} for row in rows if row[2]]
    assert shown_places(listed).total() == len(found)
