"""Cell patches: values of every kind, formulas with cached values, where they may go, and what must not change."""

from __future__ import annotations

import math

import pytest

from lkjip_xl.address import cell_place
from lkjip_xl.values import CellError
from lkjip_xl.workbook.patch import CellPatch, PatchPlan, PatchResult, apply_patch
from tests.workbook.models import HOSTILE_TEXTS, UNPRINTABLE
from tests.workbook.patch.berkas import assert_untouched, cells, part, sheet_xml
from tests.workbook.patch.kaya import MAIN, packed, rich
from tests.workbook.patch.ubahan import in_latin1, in_utf16, pretty

SOURCE = packed(rich())


def patched(sheet: str, source: bytes = SOURCE, **patches: CellPatch) -> PatchResult:
    plan = PatchPlan(cells={sheet: {cell_place(address): patch for address, patch in patches.items()}}, recalculate=False)
    return apply_patch(source, plan)


@pytest.mark.parametrize(
    ("patch", "kind"),
    [
        (CellPatch(7), "n"), (CellPatch(0), "n"), (CellPatch(-0.1), "n"), (CellPatch(1e300), "n"),
        (CellPatch(99.30000000000001), "n"),
        (CellPatch(True), "b"), (CellPatch(False), "b"), (CellPatch("teks"), "s"), (CellPatch(""), "s"),
        (CellPatch(" spasi \n"), "s"), (CellPatch(CellError("#N/A")), "e"), (CellPatch(3.5, "=A1+1"), "n"),
        (CellPatch("", '=""'), "s"), (CellPatch("a<b", '=IF(A1<2,"a<b","&")'), "s"), (CellPatch(True, "=TRUE"), "b"),
        (CellPatch(CellError("#DIV/0!"), "=1/0"), "e"), (CellPatch(None, "=A1"), ""),
    ],
)  # fmt: skip
@pytest.mark.parametrize("address", ["C4", "C7", "B7", "F1", "C9", "C30", "XFD1048576"])
def test_every_kind_of_content_at_every_kind_of_place(patch: CellPatch, kind: str, address: str) -> None:
    result = patched("Data", **{address: patch})
    before, after = cells(SOURCE), cells(result.data)
    found = after.pop(f"Data!{address}")
    assert (found.value, found.kind, found.formula) == (patch.value, kind, patch.formula and patch.formula[1:])
    assert type(found.value) is type(patch.value)
    before.pop(f"Data!{address}", None)
    assert after == before
    assert_untouched(SOURCE, result)


def test_empty_cells_and_blank_patches() -> None:
    assert "Data!C4" not in cells(patched("Data", C4=CellPatch(None)).data)
    assert '<c r="C4" s="2"/>' in sheet_xml(patched("Data", C4=CellPatch(None)).data)
    assert patched("Data", C30=CellPatch(None)).data is SOURCE


@pytest.mark.parametrize("text", [*HOSTILE_TEXTS, *UNPRINTABLE])
def test_text_is_only_ever_text(text: str) -> None:
    found = cells(patched("Data", C4=CellPatch(text), B7=CellPatch(text, "=A1")).data)
    shown = UNPRINTABLE.get(text, text.replace("\r\n", "\n"))
    assert (found["Data!C4"].value, found["Data!C4"].formula) == (shown, None)
    assert (found["Data!B7"].value, found["Data!B7"].formula) == (shown, "A1")


def test_text_that_looks_like_a_formula_is_quoted() -> None:
    result = patched("Data", C4=CellPatch("=1+1"), C5=CellPatch("teks"))
    xf = part(result.data, "xl/styles.xml").decode().split("<cellXfs")[1].split("<xf")[7]
    assert 'quotePrefix="1"' in xf and 'numFmtId="164"' in xf
    found = cells(result.data)
    assert (found["Data!C4"].style, found["Data!C5"].style) == (6, 2)


def test_style_stays_and_new_cells_take_the_style_of_row_or_column() -> None:
    found = cells(patched("Data", C4=CellPatch(1), C12=CellPatch(1), E7=CellPatch(1), E12=CellPatch(1), G7=CellPatch(1)).data)
    assert [found[f"Data!{address}"].style for address in ("C4", "C12", "E7", "E12", "G7")] == [2, 4, 2, 4, 0]


def test_only_the_planned_elements_differ() -> None:
    result = patched("Data", C4=CellPatch("x"), D4=CellPatch(2, "=C4*2"), B7=CellPatch(5), H6=CellPatch(6), A9=CellPatch(9))
    after = sheet_xml(result.data)
    for new, old in (
        ('<c r="C4" s="2" t="inlineStr"><is><t>x</t></is></c>', '<c r="C4" s="2"><v>600000000</v></c>'),
        ('<c r="D4" s="2"><f>C4*2</f><v>2</v></c>', '<c r="D4" s="2"><f>C4/1000</f><v>600000</v></c>'),
        ('<c r="B7"><v>5</v></c>', ""),
        ('<c r="H6"><v>6</v></c>', ""),
        ('<row r="9"><c r="A9"><v>9</v></c></row>', ""),
        ('<row r="6" spans="1:8"', '<row r="6" spans="1:6"'),
        ('<dimension ref="A1:H12"/>', '<dimension ref="A1:F12"/>'),
    ):
        assert after.count(new) == 1, new
        after = after.replace(new, old)
    assert after == sheet_xml(SOURCE)


def test_metadata_of_the_old_content_goes() -> None:
    parts = rich()
    parts["xl/worksheets/sheet1.xml"] = parts["xl/worksheets/sheet1.xml"].replace(
        b'<c r="C4" s="2">', b'<c r="C4" s="2" cm="1" vm="2" ph="1">'
    )
    assert '<c r="C4" s="2" ph="1"><v>1</v></c>' in sheet_xml(patched("Data", packed(parts), C4=CellPatch(1)).data)


def test_merged_area_means_its_first_cell() -> None:
    result = patched("Rumus", B10=CellPatch("isi"))
    assert cells(result.data)["Rumus!A9"].value == "isi" and "Rumus!B10" not in cells(result.data)
    both = patched("Rumus", A9=CellPatch("satu"), C10=CellPatch("dua"))
    assert cells(both.data)["Rumus!A9"].value == "satu"
    assert [(skip.code, skip.cell) for skip in both.skipped] == [("MERGED", "C10")]


def test_what_cannot_be_changed_is_reported() -> None:
    result = patched("Data", C3=CellPatch("Pagu baru"), C4=CellPatch(1))
    assert [(skip.code, skip.sheet, skip.cell) for skip in result.skipped] == [("TABLE_HEADER", "Data", "C3")]
    assert cells(result.data)["Data!C4"].value == 1
    arrays = patched("Rumus", A6=CellPatch(1), B7=CellPatch(1), C7=CellPatch(1))
    assert [(skip.code, skip.cell) for skip in arrays.skipped] == [("ARRAY_FORMULA", "A6"), ("ARRAY_FORMULA", "B7")]
    assert "rumus larik" in arrays.skipped[0].sentence and "Rumus" in arrays.skipped[0].sentence
    missing = apply_patch(
        SOURCE, PatchPlan(cells={"Tidak Ada": {(1, 1): CellPatch(1)}, "Grafik": {(1, 1): CellPatch(1)}}, recalculate=False)
    )
    assert [skip.code for skip in missing.skipped] == ["SHEET_MISSING"] * 2 and missing.data is SOURCE
    outside = apply_patch(SOURCE, PatchPlan(cells={"Data": {(0, 1): CellPatch(1), (1, 16385): CellPatch(1)}}, recalculate=False))
    assert [skip.code for skip in outside.skipped] == ["OUTSIDE"] * 2 and outside.data is SOURCE


@pytest.mark.parametrize("value", [math.nan, math.inf])
def test_a_fault_of_the_program_is_an_error(value: float) -> None:
    with pytest.raises(ValueError, match="finite"):
        patched("Data", C4=CellPatch(value))
    with pytest.raises(ValueError, match="formula"):
        patched("Data", C4=CellPatch(1, "A1"))


class TestCalculation:
    def test_chain_stays_when_formulas_stay_formulas(self) -> None:
        assert "xl/calcChain.xml" not in {
            *(result := patched("Data", D4=CellPatch(1, "=C4"), C4=CellPatch(2))).changed,
            *result.removed,
        }

    @pytest.mark.parametrize("patch", [{"D4": CellPatch(1)}, {"C4": CellPatch(1, "=1")}, {"Z9": CellPatch(1, "=1")}])
    def test_chain_goes_when_a_formula_comes_or_goes(self, patch: dict[str, CellPatch]) -> None:
        result = patched("Data", **patch)
        assert result.removed == ("xl/calcChain.xml",)
        assert b"calcChain" not in part(result.data, "[Content_Types].xml") + part(result.data, "xl/_rels/workbook.xml.rels")

    def test_recalculation_is_asked_for_once(self) -> None:
        plan = PatchPlan(cells={"Data": {(4, 3): CellPatch(1)}})
        result = apply_patch(SOURCE, plan)
        assert b'<calcPr calcId="191029" fullCalcOnLoad="1"/>' in part(result.data, "xl/workbook.xml")
        assert apply_patch(result.data, plan).data == result.data

    def test_nothing_patched_asks_for_nothing(self) -> None:
        assert apply_patch(SOURCE, PatchPlan(cells={"Data": {(3, 3): CellPatch("judul")}})).data is SOURCE

    def test_calcpr_is_made_where_the_schema_wants_it(self) -> None:
        parts = rich()
        parts["xl/workbook.xml"] = parts["xl/workbook.xml"].replace(b'<calcPr calcId="191029"/>', b"")
        result = apply_patch(packed(parts), PatchPlan(cells={"Data": {(4, 3): CellPatch(1)}}))
        assert b'</definedNames><calcPr fullCalcOnLoad="1"/><extLst>' in part(result.data, "xl/workbook.xml")


class TestOddSheets:
    def test_empty_sheet(self) -> None:
        result = patched("Kosong", B2=CellPatch(1), A1=CellPatch("x"), C2=CellPatch(2))
        assert sheet_xml(result.data, 3).endswith(
            '<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>x</t></is></c></row>'
            '<row r="2"><c r="B2"><v>1</v></c><c r="C2"><v>2</v></c></row></sheetData></worksheet>'
        )

    def test_rows_and_cells_without_addresses(self) -> None:
        rows = "<row><c><v>1</v></c><c><v>2</v></c></row><row/><row><c/><c r='D3'><v>4</v></c><c><v>5</v></c></row>"
        source = _only_sheet(rows)
        before = cells(source)
        assert [*before] == ["Kosong!A1", "Kosong!B1", "Kosong!D3", "Kosong!E3"]
        result = patched(
            "Kosong", source, B1=CellPatch("b"), C3=CellPatch("c"), E3=CellPatch("e"), A2=CellPatch("a"), F3=CellPatch("f")
        )
        found = {place: cell.value for place, cell in cells(result.data).items()}
        assert found == {"Kosong!A1": 1, "Kosong!B1": "b", "Kosong!A2": "a", "Kosong!C3": "c", "Kosong!D3": 4, "Kosong!E3": "e",
                         "Kosong!F3": "f"}  # fmt: skip

    def test_rows_out_of_order_and_in_two_pieces(self) -> None:
        source = _only_sheet(
            '<row r="5"><c r="B5"><v>1</v></c></row><row r="2"><c r="A2"><v>2</v></c></row>'
            '<row r="5"><c r="A5"><v>3</v></c></row>'
        )
        result = patched(
            "Kosong", source, A5=CellPatch("a"), B5=CellPatch("b"), C5=CellPatch("c"), A3=CellPatch("d"), A9=CellPatch("e")
        )
        found = {place: cell.value for place, cell in cells(result.data).items()}
        assert found == {"Kosong!A2": 2, "Kosong!A3": "d", "Kosong!A5": "a", "Kosong!B5": "b", "Kosong!C5": "c", "Kosong!A9": "e"}

    def test_pretty_printed_with_comments_full_of_traps(self) -> None:
        source = packed(pretty(rich(), "xl/worksheets/sheet1.xml"))
        plain, odd = (patched("Data", data, C4=CellPatch("x"), A9=CellPatch(1), H6=CellPatch(2)) for data in (SOURCE, source))
        assert cells(plain.data) == cells(odd.data)
        assert_untouched(source, odd)

    @pytest.mark.parametrize("code", ["utf-16", "latin-1"])
    def test_other_codes(self, code: str) -> None:
        name = "xl/worksheets/sheet2.xml"
        parts = in_utf16(rich(), name) if code == "utf-16" else in_latin1(rich(), name, "gabung", "gabüng")
        source = packed(parts)
        result = patched("Rumus", source, A1=CellPatch("≥ 5"))
        before, after = cells(source), cells(result.data)
        assert after.pop("Rumus!A1").value == "≥ 5"
        before.pop("Rumus!A1")
        assert before == after
        assert apply_patch(source, PatchPlan(cells={"Data": {(4, 3): CellPatch(1)}}, recalculate=False)).changed == (
            "xl/worksheets/sheet1.xml",
        )

    def test_attributes_with_angle_brackets_and_other_quotes(self) -> None:
        source = _only_sheet(
            "<row r='1' x='a>b'><c r = 'A1' y='<'  s='0' t='n' ><v>1</v></c><c s='0' r='B1'/></row>".replace("'<'", "'&lt;'")
        )
        found = cells(patched("Kosong", source, A1=CellPatch(2), B1=CellPatch(3)).data)
        assert {place: cell.value for place, cell in found.items()} == {"Kosong!A1": 2, "Kosong!B1": 3}


def _only_sheet(rows: str) -> bytes:
    """The rich workbook with these rows on its empty sheet, and nothing on the others."""
    parts = rich()
    blank = f'<worksheet xmlns="{MAIN}"><sheetData/></worksheet>'.encode()
    parts["xl/worksheets/sheet1.xml"] = parts["xl/worksheets/sheet2.xml"] = blank
    parts["xl/worksheets/sheet3.xml"] = f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>'.encode()
    return packed(parts)
