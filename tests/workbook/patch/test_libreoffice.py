"""LibreOffice opens what was patched, shows the new content beside everything that was there, and its own files go through too.

One call of soffice converts every file; the conversions are read back with openpyxl and with our reader.
"""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from lkjip_xl.workbook.patch import CellPatch, PatchPlan, apply_patch
from tests.recalc.engines import recalculate_libreoffice
from tests.workbook.patch.berkas import all_parts, assert_untouched, cells, findings_sheet, marks
from tests.workbook.patch.kaya import packed, rich
from tests.workbook.patch.ubahan import strict

pytestmark = [pytest.mark.lambat, pytest.mark.filterwarnings("ignore::UserWarning:openpyxl.*")]

SOURCE = packed(rich())
MARKS = marks(Data="A1 A3 C4 C8 B5 C5 E9 F12", Rumus="B1 A9 B10 Z50", Kosong="B2")
CELLS = {
    "Data": {(5, 3): CellPatch(8), (5, 4): CellPatch(0.008, "=C5/1000"), (9, 2): CellPatch("=bukan rumus")},
    "Rumus": {(1, 2): CellPatch(3, "=A1+2")},
}
FULL = PatchPlan(cells=CELLS, marks=MARKS, first_sheet=findings_sheet(), recalculate=False)

Converted = dict[str, bytes]


@pytest.fixture(scope="module")
def converted(tmp_path_factory: pytest.TempPathFactory) -> Converted:
    """What LibreOffice makes of the source, the patched file, and a Strict one."""
    folder = tmp_path_factory.mktemp("tambal")
    files = {
        "asal": SOURCE,
        "tambal": apply_patch(SOURCE, FULL).data,
        "strict": apply_patch(packed(strict(rich())), FULL).data,
    }
    paths = [folder / f"{name}.xlsx" for name in files]
    for path, data in zip(paths, files.values(), strict=True):
        path.write_bytes(data)
    outputs = recalculate_libreoffice(paths, profile="bawaan", folder=folder)
    return {name: Path(output).read_bytes() for name, output in zip(files, outputs, strict=True)}


def notes(data: bytes) -> dict[str, str]:
    return {
        f"{sheet.title}!{cell.coordinate}": cell.comment.text
        for sheet in openpyxl.load_workbook(BytesIO(data)).worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.comment
    }


def red_cells(data: bytes) -> set[str]:
    return {
        f"{sheet.title}!{cell.coordinate}"
        for sheet in openpyxl.load_workbook(BytesIO(data)).worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.fill.fill_type == "solid" and cell.fill.fgColor.rgb == "FFFFC7CE"
    }


ALL_MARKED = {
    "Data!A1", "Data!A3", "Data!C4", "Data!C8", "Data!B5", "Data!C5", "Data!E9", "Data!F12", "Rumus!B1", "Rumus!A9", "Rumus!Z50",
    "Kosong!B2",
}  # fmt: skip


@pytest.mark.parametrize("name", ["tambal", "strict"])
def test_it_shows_the_patched_values(converted: Converted, name: str) -> None:
    found = {place: (cell.value, cell.formula) for place, cell in cells(converted[name]).items()}
    assert found["Data!C5"] == (8, None) and found["Data!D5"] == (0.008, "C5/1000")
    assert found["Data!B9"] == ("=bukan rumus", None)
    assert found["Rumus!B1"] == (3, "A1+2") and found["Rumus!C4"] == (19, "B4*2+$A$1")
    assert found["Temuan!B4"] == ("=1+1", None) and found["Temuan!A2"] == (2, "COUNTA(B4:B5)")


def test_all_other_values_are_those_of_the_source(converted: Converted) -> None:
    before, after = cells(converted["asal"]), cells(converted["tambal"])
    patched = {"Data!C5", "Data!D5", "Data!B9", "Rumus!B1"}
    others = {place: cell.value for place, cell in after.items() if place not in patched and not place.startswith("Temuan!")}
    assert others == {place: cell.value for place, cell in before.items() if place not in patched}


def test_it_shows_the_marks_and_the_users_comments(converted: Converted) -> None:
    found, before = notes(converted["tambal"]), notes(converted["asal"])
    assert {place: found[place] for place in before} == before
    assert set(found) == set(before) | ALL_MARKED
    assert found["Rumus!A9"] == "A9: nilai salah\nB10: nilai salah"
    assert red_cells(converted["tambal"]) == ALL_MARKED


def test_drawings_charts_and_names_are_all_there(converted: Converted) -> None:
    before, after = (openpyxl.load_workbook(BytesIO(converted[name])) for name in ("asal", "tambal"))
    assert after.sheetnames == ["Temuan", *before.sheetnames]
    for name in before.sheetnames:
        old, new = before[name], after[name]
        assert (len(old._charts), len(old._images)) == (len(new._charts), len(new._images))
        assert old.print_area == new.print_area and old.freeze_panes == new.freeze_panes
    assert [*after["Temuan"].tables] == ["tblTemuan"] and [*after["Data"].tables] == ["tblData"]
    assert set(before.defined_names) <= set(after.defined_names)
    drawings = [content for part, content in all_parts(converted["tambal"]).items() if part.startswith("xl/drawings/drawing")]
    assert any(b"Catatan bidang" in content for content in drawings)


def test_marks_are_taken_away_after_libreoffice_saved_the_file(converted: Converted) -> None:
    """It keeps the manifest and loses the authors of notes and the second colour of fills: the manifest knows both."""
    removed = apply_patch(converted["tambal"], PatchPlan(remove_marks=True))
    assert removed.skipped == ()
    assert_untouched(converted["tambal"], removed)
    assert red_cells(removed.data) == set() and notes(removed.data) == notes(converted["asal"])
    book = openpyxl.load_workbook(BytesIO(removed.data))
    assert book.sheetnames == ["Data", "Rumus", "Grafik", "Kosong"]
    assert book["Data"]["A3"].fill.fgColor.rgb == "FFD9E2F3"


def test_a_file_of_libreoffice_goes_through_everything(converted: Converted) -> None:
    source = converted["asal"]
    result = apply_patch(source, FULL)
    assert_untouched(source, result)
    assert apply_patch(result.data, FULL).data == result.data
    assert red_cells(result.data) == ALL_MARKED
    removed = apply_patch(apply_patch(source, PatchPlan(marks=MARKS)).data, PatchPlan(remove_marks=True))
    before, after = all_parts(source), all_parts(removed.data)
    assert {name for name in before if before[name] != after[name]} == {"xl/styles.xml"}
