"""A rich workbook through marks, cell patches and a first sheet: every part that need not change is byte for byte the same."""

from __future__ import annotations

import re

import pytest

from lkjip_xl.workbook.patch import CellPatch, PatchPlan, apply_patch
from tests.workbook.patch.berkas import all_parts, assert_untouched, cells, findings_sheet, marks, part, sheet_xml
from tests.workbook.patch.kaya import packed, rich
from tests.workbook.patch.ubahan import prefixed, strict

SOURCE = packed(rich())
MARKS = marks(Data="A1 A3 C4 B5 C5 E9 F12", Rumus="B1 A9 B10 Z50", Kosong="B2")
FULL = PatchPlan(marks=MARKS, first_sheet=findings_sheet())


@pytest.mark.parametrize("streamed", [False, True])
def test_one_cell_changes_one_part(streamed: bool) -> None:
    source = packed(rich(), streamed=streamed)
    result = apply_patch(source, PatchPlan(cells={"Data": {(4, 3): CellPatch(7)}}, recalculate=False))
    assert result.changed == ("xl/worksheets/sheet1.xml",)
    assert (result.added, result.removed, result.skipped) == ((), (), ())
    assert_untouched(source, result)
    assert sheet_xml(result.data) == sheet_xml(source).replace("<v>600000000</v>", "<v>7</v>")


def test_an_empty_plan_gives_the_very_bytes() -> None:
    assert apply_patch(SOURCE, PatchPlan()).data is SOURCE
    assert apply_patch(SOURCE, PatchPlan(remove_marks=True)).data is SOURCE


def test_marks_and_first_sheet_touch_only_what_they_must() -> None:
    result = apply_patch(SOURCE, FULL)
    assert_untouched(SOURCE, result)
    sheets = {f"xl/worksheets/sheet{number}.xml" for number in (1, 2, 3)}
    assert set(result.changed) == sheets | {
        "[Content_Types].xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml", "xl/comments1.xml",
        "xl/drawings/vmlDrawing1.vml",
    }  # fmt: skip
    assert result.removed == ("xl/calcChain.xml",)  # the first sheet holds a formula
    assert result.first_sheet == "Temuan"


def test_marked_sheet_differs_in_styles_of_the_marked_cells_only() -> None:
    result = apply_patch(SOURCE, PatchPlan(marks=marks(Data="A3 C4")))
    before, after = sheet_xml(SOURCE), sheet_xml(result.data)
    assert after.replace('r="A3" s="6"', 'r="A3" s="1"').replace('r="C4" s="7"', 'r="C4" s="2"') == before
    assert cells(SOURCE) == {
        place: cell._replace(style={6: 1, 7: 2}.get(cell.style, cell.style)) for place, cell in cells(result.data).items()
    }


def test_values_and_formulas_are_those_of_before() -> None:
    before, after = cells(SOURCE), cells(apply_patch(SOURCE, FULL).data)
    assert {place: cell[:5] for place, cell in before.items()} == {
        place: cell[:5] for place, cell in after.items() if not place.startswith("Temuan!")
    }


@pytest.mark.parametrize("change", [strict, prefixed], ids=["strict", "prefiks"])
def test_other_spellings_of_the_format(change: object) -> None:
    source = packed(change(rich()))  # type: ignore[operator]
    plan = PatchPlan(cells={"Data": {(4, 3): CellPatch("baru"), (7, 2): CellPatch(1, "=C7*2")}}, marks=MARKS,
                     first_sheet=findings_sheet())  # fmt: skip
    result = apply_patch(source, plan)
    assert_untouched(source, result)
    found = cells(result.data)
    assert (found["Data!C4"].value, found["Data!B7"].formula) == ("baru", "C7*2")
    assert found["Temuan!B4"].value == "=1+1"
    assert apply_patch(result.data, plan).data == result.data
    gone = apply_patch(result.data, PatchPlan(remove_marks=True))
    assert sheet_xml(gone.data, 2) == sheet_xml(source, 2)


def test_strict_relations_are_strict() -> None:
    result = apply_patch(packed(strict(rich())), FULL)
    for name in result.added:
        if name.endswith(".rels"):
            assert b"schemas.openxmlformats.org/officeDocument" not in part(result.data, name)
    assert b'xmlns:r="http://purl.oclc.org/ooxml/officeDocument/relationships"' in part(result.data, "xl/worksheets/sheet2.xml")


def test_signed_package_is_reported() -> None:
    parts = {**rich(), "_xmlsignatures/sig1.xml": b"<Signature/>"}
    parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(
        b"</Types>", b'<Override PartName="/_xmlsignatures/sig1.xml" ContentType="application/xml"/></Types>'
    )
    source = packed(parts)
    assert [skip.code for skip in apply_patch(source, PatchPlan(marks=marks(Data="C4"))).skipped] == ["SIGNATURE"]
    assert apply_patch(source, PatchPlan()).skipped == ()


def test_every_part_is_well_formed_and_every_relation_leads_somewhere() -> None:
    parts = all_parts(apply_patch(SOURCE, FULL).data)
    for name, content in parts.items():
        for target in re.findall(rb'Target="([^"]+)"(?! TargetMode)', content) if name.endswith(".rels") else ():
            folder = name.rpartition("_rels/")[0]
            full = target.decode().lstrip("/") if target.startswith(b"/") else _joined(folder, target.decode())
            assert full in parts, (name, target)
    declared = re.findall(r'PartName="/([^"]+)"', parts["[Content_Types].xml"].decode())
    assert set(declared) <= set(parts) and len(declared) == len(set(declared))


def _joined(folder: str, target: str) -> str:
    pieces = folder.rstrip("/").split("/") if folder else []
    for piece in target.split("/"):
        if piece == "..":
            pieces.pop()
        else:
            pieces.append(piece)
    return "/".join(pieces)
