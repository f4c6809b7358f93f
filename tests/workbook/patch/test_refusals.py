"""Whatever is not a sound workbook is refused under its code, and nothing else is ever raised."""

from __future__ import annotations

import random
import time

import pytest

from lkjip_xl.errors import RefusedFileError
from lkjip_xl.ooxml.limits import DEFAULT_LIMITS
from lkjip_xl.workbook.patch import CellPatch, Mark, PatchPlan, apply_patch
from tests.workbook.patch.berkas import findings_sheet, marks
from tests.workbook.patch.kaya import MAIN, packed, rich

PLAN = PatchPlan(
    cells={"Rumus": {(1, 2): CellPatch(1)}}, marks=marks(Data="C4", Rumus="A1", Kosong="A1"), first_sheet=findings_sheet()
)


def changed(name: str, old: str, new: str) -> bytes:
    parts = rich()
    assert old.encode() in parts[name]
    return packed({**parts, name: parts[name].replace(old.encode(), new.encode(), 1)})


def without(name: str) -> bytes:
    return packed({key: content for key, content in rich().items() if key != name})


SHEET, BOOK = "xl/worksheets/sheet2.xml", "xl/workbook.xml"


@pytest.mark.parametrize(
    ("source", "code"),
    [
        (b"", "EMPTY"),
        (b"PK\x03\x04 dan lain-lain", "ZIP_BROKEN"),
        (packed(rich())[:-100], "ZIP_BROKEN"),
        (without("[Content_Types].xml"), "NOT_OOXML"),
        (without("xl/workbook.xml"), "NOT_WORKBOOK"),
        (changed(BOOK, "<sheets>", "<lembar>").replace(b"", b""), "XML_BROKEN"),
        (changed(BOOK, 'name="Kosong"', 'name="data"'), "SHEET_DUPLICATE"),
        (changed(SHEET, "</row>", "</row"), "XML_BROKEN"),
        (changed(SHEET, "</sheetData>", "</sheetData><sheetData/>"), "XML_STRUCTURE"),
        (changed(SHEET, "<sheetData>", "<!-- <sheetData> --><x>").replace(b"", b""), "XML_BROKEN"),
        (changed(SHEET, '<row r="2">', '<row r="0">'), "GRID"),
        (changed(SHEET, '<row r="2">', '<row r="banyak">'), "GRID"),
        (changed(SHEET, '<c r="A1">', '<c r="A7">'), "GRID"),
        (changed(SHEET, '<row r="2">', '<q:row xmlns:q="urn:x" r="2"/><row r="2">'), "XML_STRUCTURE"),
        (changed(SHEET, "A9:C10", "A9:XFE10"), "GRID"),
        (changed("xl/styles.xml", "<styleSheet", "<!DOCTYPE a><styleSheet"), "XML_DTD"),
        (changed("xl/comments1.xml", "<comments", "<!DOCTYPE a [<!ENTITY b 'c'>]><comments"), "XML_DTD"),
        (changed("xl/styles.xml", MAIN, "urn:lain"), "XML_STRUCTURE"),
        (changed("xl/styles.xml", "<fonts", "<a>" * 100 + "<fonts").replace(b"", b""), "XML_BROKEN"),
    ],
)  # fmt: skip
def test_refused(source: bytes, code: str) -> None:
    with pytest.raises(RefusedFileError) as caught:
        apply_patch(source, PLAN)
    assert caught.value.code in {code, "XML_DEPTH"} if code == "XML_BROKEN" else caught.value.code == code


def test_limits() -> None:
    source = packed(rich())
    for limits, code in (
        (DEFAULT_LIMITS._replace(file_size=1000), "FILE_SIZE"),
        (DEFAULT_LIMITS._replace(part_size=1000), "PART_SIZE"),
        (DEFAULT_LIMITS._replace(entries=10), "ZIP_ENTRIES"),
        (DEFAULT_LIMITS._replace(sheets=2), "SHEETS"),
        (DEFAULT_LIMITS._replace(merges=0), "MERGES"),
        (DEFAULT_LIMITS._replace(cells=20), "XML_ELEMENTS"),
    ):
        with pytest.raises(RefusedFileError) as caught:
            apply_patch(source, PLAN, limits=limits)
        assert caught.value.code == code


def test_cells_beyond_the_limit() -> None:
    rows = "".join("<row><c/><c><v>1</v></c></row>" for _ in range(500))
    source = changed("xl/worksheets/sheet3.xml", "<sheetData/>", f"<sheetData>{rows}</sheetData>")
    plan = PatchPlan(cells={"Kosong": {(1, 1): CellPatch(1)}})
    with pytest.raises(RefusedFileError) as caught:
        apply_patch(source, plan, limits=DEFAULT_LIMITS._replace(cells=900))
    assert caught.value.code == "CELLS"


def test_a_sheet_made_to_take_for_ever_does_not() -> None:
    """One cell with 50,000 formulas, and one row of 16,384 cells that say nothing about their place, all in one formula."""
    many = '<row r="1"><c r="A1">' + '<f t="shared" si="0"/>' * 50_000 + "</c></row>"
    wide = '<row r="2">' + '<c><f t="shared" si="0"/><v>1</v></c>' * 16_384 + "</row>"
    source = changed("xl/worksheets/sheet3.xml", "<sheetData/>", f"<sheetData>{many}{wide}</sheetData>")
    begin = time.process_time()
    apply_patch(source, PatchPlan(cells={"Kosong": {(2, 5): CellPatch(1)}}, marks={"Kosong": {(2, 9): Mark("#FFC7CE", "x")}}))
    assert time.process_time() - begin < 10


def test_damaged_bytes_are_refused_or_harmless() -> None:
    """One byte changed anywhere in any part, at random: refused, or the plan is carried out; never another error."""
    chance = random.Random(7)
    parts = rich()
    names = [name for name in parts if name.endswith((".xml", ".rels", ".vml"))]
    refused = 0
    for _ in range(150):
        name = chance.choice(names)
        content = bytearray(parts[name])
        content[chance.randrange(len(content))] = chance.choice(b'<>&"\x00 9aA/\xff')
        try:
            apply_patch(packed({**parts, name: bytes(content)}), PLAN)
        except RefusedFileError:
            refused += 1
    assert refused > 25
