"""Files of other programs: the samples, XlsxWriter, openpyxl. Marked, filled, given a first sheet, and back again."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill

from lkjip_xl.reader.workbook_reader import read_workbook
from lkjip_xl.workbook.patch import CellPatch, Mark, PatchPlan, apply_patch
from tests.workbook.patch.berkas import RED, all_parts, assert_untouched, cells, findings_sheet

SAMPLES = sorted((Path(__file__).resolve().parents[3] / "samples").glob("*.xlsx"))


def by_xlsxwriter() -> bytes:
    target = BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Lembar Satu")
        bold = book.add_format({"bold": True, "bg_color": "#FFFF00"})
        sheet.write("A1", "judul", bold)
        sheet.write_formula("B2", "=A1&1", None, "judul1")
        sheet.write_comment("A1", "catatan lama")
        chart = book.add_chart({"type": "column"})
        chart.add_series({"values": "='Lembar Satu'!$A$1:$A$2"})
        sheet.insert_chart("D4", chart)
        sheet.add_table("A5:B8", {"columns": [{"header": "x"}, {"header": "y"}]})
        book.add_worksheet("Lembar Dua").write(0, 0, 1)
        book.define_name("nama", "='Lembar Satu'!$A$1")
    return target.getvalue()


def by_openpyxl() -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Lembar Satu"
    sheet["A1"] = "judul"
    sheet["A1"].font, sheet["A1"].fill = Font(b=True), PatternFill("solid", "FFFF00")
    sheet["A1"].comment = Comment("catatan lama", "Budi")
    sheet["B2"] = "=A1&1"
    book.create_sheet("Lembar Dua")["A1"] = 1
    sheet.print_title_rows = "1:1"
    target = BytesIO()
    book.save(target)
    return target.getvalue()


def by_a_bare_script() -> bytes:
    """The least that Excel opens: no styles, no docProps, no declaration, other folders, unpacked."""
    import zipfile

    namespace = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types"><Default Extension="xml" ContentType="application/xml"/>'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/buku.xml" ContentType="{kind}.sheet.main+xml"/>'
        f'<Override PartName="/xl/a/satu.xml" ContentType="{kind}.worksheet+xml"/>'
        f'<Override PartName="/xl/a/dua.xml" ContentType="{kind}.worksheet+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="a" Type="{relations}/officeDocument" '
        'Target="/xl/buku.xml"/></Relationships>',
        "xl/buku.xml": f'<workbook xmlns="{namespace}" xmlns:q="{relations}"><sheets>'
        '<sheet name="Lembar Satu" sheetId="1" q:id="x"/>'
        '<sheet name="Lembar Dua" sheetId="2" q:id="y"/></sheets></workbook>',
        "xl/_rels/buku.xml.rels": f'<Relationships xmlns="{package}/relationships">'
        f'<Relationship Id="x" Type="{relations}/worksheet" '
        f'Target="a/satu.xml"/><Relationship Id="y" Type="{relations}/worksheet" Target="/xl/a/dua.xml"/></Relationships>',
        "xl/a/satu.xml": f'<worksheet xmlns="{namespace}"><sheetData><row><c t="inlineStr"><is><t>judul</t></is></c></row><row>'
        '<c/><c t="str"><f>A1&amp;1</f><v>judul1</v></c></row></sheetData></worksheet>',
        "xl/a/dua.xml": f'<worksheet xmlns="{namespace}"><sheetData><row><c><v>1</v></c></row></sheetData></worksheet>',
    }
    target = BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return target.getvalue()


WRITERS = {"xlsxwriter": by_xlsxwriter, "openpyxl": by_openpyxl, "skrip": by_a_bare_script}


@pytest.mark.parametrize("writer", WRITERS)
def test_a_round_trip_through_everything(writer: str) -> None:
    source = WRITERS[writer]()
    plan = PatchPlan(
        cells={"Lembar Satu": {(2, 2): CellPatch("baru", '="baru"'), (3, 5): CellPatch(5)}},
        marks={
            "Lembar Satu": {(1, 1): Mark(RED, "salah"), (2, 2): Mark(RED, "salah")},
            "Lembar Dua": {(9, 9): Mark(RED, "kosong")},
        },
        first_sheet=findings_sheet(),
        recalculate=False,
    )
    result = apply_patch(source, plan)
    assert_untouched(source, result)
    assert apply_patch(result.data, plan).data == result.data
    book = openpyxl.load_workbook(BytesIO(result.data))
    assert book.sheetnames == ["Temuan", "Lembar Satu", "Lembar Dua"]
    sheet = book["Lembar Satu"]
    assert (sheet["A1"].value, sheet["B2"].value, sheet["E3"].value) == ("judul", '="baru"', 5)
    assert sheet["A1"].fill.fgColor.rgb == sheet["B2"].fill.fgColor.rgb == "FFFFC7CE"
    kept = {"xlsxwriter": "catatan lama", "openpyxl": "catatan lama", "skrip": "salah"}[writer]
    assert sheet["A1"].comment.text == kept and sheet["B2"].comment.text == "salah"
    removed = apply_patch(result.data, PatchPlan(remove_marks=True))
    only_cells = apply_patch(source, PatchPlan(cells=plan.cells, recalculate=False))
    before, after = all_parts(only_cells.data), all_parts(removed.data)
    different = {name for name in before if before[name] != after.get(name)}
    assert different <= {"xl/styles.xml", "[Content_Types].xml", "xl/_rels/buku.xml.rels", "xl/buku.xml"}, different


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_samples(sample: Path) -> None:
    source = sample.read_bytes()
    workbook = read_workbook(source)
    marks = {
        sheet.name: {(cell.row, cell.column): Mark(RED, f"Periksa {cell.address}") for cell in list(sheet.cells())[::3]}
        for sheet in workbook.sheets
    }
    plan = PatchPlan(marks=marks, first_sheet=findings_sheet())
    result = apply_patch(source, plan)
    assert result.skipped == ()
    assert_untouched(source, result)
    assert apply_patch(result.data, plan).data == result.data
    before, after = cells(workbook), cells(result.data)
    assert {place: cell[:5] for place, cell in before.items()} == {place: after[place][:5] for place in before}
    removed = all_parts(apply_patch(result.data, PatchPlan(remove_marks=True)).data)
    assert {name for name, content in all_parts(source).items() if removed[name] != content} == {"xl/styles.xml"}


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_formulas_of_the_samples_written_again(sample: Path) -> None:
    """What ``isi`` does: every computed cell gets its formula and cached value; the workbook reads as before."""
    source = sample.read_bytes()
    workbook = read_workbook(source)
    plan = {
        sheet.name: {
            (cell.row, cell.column): CellPatch(cell.value, f"={cell.formula}")
            for cell in sheet.cells()
            if cell.formula is not None
        }
        for sheet in workbook.sheets
    }
    assert sum(map(len, plan.values())) > 50
    result = apply_patch(source, PatchPlan(cells=plan, recalculate=False))
    assert cells(result.data) == cells(workbook) and result.skipped == ()
    assert_untouched(source, result)
    assert set(result.changed) <= {sheet.part for sheet in workbook.sheets if plan[sheet.name]}
