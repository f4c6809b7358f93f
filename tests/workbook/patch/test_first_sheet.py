"""The sheet that comes first: what it holds, how the workbook counts its sheets afterwards, and how it is replaced."""

from __future__ import annotations

import re
from io import BytesIO

import openpyxl
import pytest

from lkjip_xl.values import CellError
from lkjip_xl.workbook import styles
from lkjip_xl.workbook.model import Cell, Chart, Choice, Link, SheetModel, TableArea
from lkjip_xl.workbook.patch import CellPatch, PatchPlan, apply_patch
from tests.workbook.models import HOSTILE_TEXTS
from tests.workbook.patch.berkas import all_parts, assert_untouched, cells, findings_sheet, part
from tests.workbook.patch.kaya import Parts, packed, rich

SOURCE = packed(rich())
PLAN = PatchPlan(first_sheet=findings_sheet())

pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported:UserWarning")


def names(data: bytes) -> list[tuple[str, str, str]]:
    """Defined names: name, number of the sheet they belong to, text."""
    found = re.findall(r"<definedName ([^>]*)>([^<]*)<", part(data, "xl/workbook.xml").decode())
    pick = lambda facts, key: (re.findall(rf'{key}="([^"]*)"', facts) or [""])[0]  # noqa: E731
    return [(pick(facts, "name"), pick(facts, "localSheetId"), text) for facts, text in found]


def sheets(data: bytes) -> list[str]:
    return openpyxl.load_workbook(BytesIO(data)).sheetnames


def view(data: bytes) -> str:
    return re.findall(r"<workbookView[^>]*>", part(data, "xl/workbook.xml").decode())[0]


class TestAdded:
    RESULT = apply_patch(SOURCE, PLAN)

    def test_it_is_first_and_all_others_keep_their_names(self) -> None:
        assert sheets(self.RESULT.data) == ["Temuan", "Data", "Rumus", "Grafik", "Kosong"]
        assert self.RESULT.first_sheet == "Temuan"
        assert_untouched(SOURCE, self.RESULT)

    def test_what_counts_sheets_counts_anew(self) -> None:
        assert names(self.RESULT.data) == [
            ("_xlnm.Print_Area", "1", "Data!$A$1:$F$12"), ("_xlnm.Print_Titles", "2", "Rumus!$1:$2"),
            ("Lama", "", "[1]Sheet1!$A$1"),
            ("Pagu", "", "Data!$C$4:$C$8"), ("Slicer_Satuan", "", "#N/A"), ("lkjip_lembar_hasil", "", "Temuan!$A$1"),
            ("_xlnm.Print_Titles", "0", "Temuan!$3:$3"),
        ]  # fmt: skip
        assert 'firstSheet="2" activeTab="2"' in view(self.RESULT.data)  # the sheet that was open stays the open one

    def test_content(self) -> None:
        found = {place.partition("!")[2]: cell for place, cell in cells(self.RESULT.data).items() if place.startswith("Temuan!")}
        values = {address: (cell.value, cell.formula) for address, cell in found.items()}
        assert values == {
            "A1": ("Temuan & tindak lanjut", None), "A2": (2, "COUNTA(B4:B5)"), "A3": ("Sel", None), "B3": ("Pesan", None),
            "A4": ("C4", None), "B4": ("=1+1", None), "A5": ("C5", None), "B5": ("Temuan 1 <b>", None),
        }  # fmt: skip

    def test_openpyxl_sees_the_layout(self) -> None:
        sheet = openpyxl.load_workbook(BytesIO(self.RESULT.data))["Temuan"]
        assert (sheet.freeze_panes, sheet.print_title_rows, sheet.page_setup.orientation) == ("A4", "$3:$3", "landscape")
        assert [str(area) for area in sheet.merged_cells.ranges] == ["A1:B1"]
        assert sheet.tables["tblTemuan"].ref == "A3:B5" and sheet.tables["tblTemuan"].id == 4
        assert sheet["A4"].hyperlink.location == "Data!C4" and sheet["A4"].hyperlink.tooltip == "Ke selnya"
        assert sheet["B4"].quotePrefix and not sheet["B5"].quotePrefix
        assert (sheet["A3"].font.b, sheet["A3"].fill.fgColor.rgb, sheet["A3"].border.left.style) == (True, "FFD9E2F3", "thin")
        assert (sheet.row_dimensions[1].height, round(sheet.column_dimensions["B"].width, 2)) == (24, 60.71)
        assert (sheet.oddHeader.left.text, sheet.oddFooter.right.text) == ("Temuan", "Halaman &P dari &N")
        assert sheet.sheet_view.zoomScale == 90 and sheet.sheet_properties.tabColor.rgb == "FFC00000"


class TestReplaced:
    def test_same_sheet_same_bytes(self) -> None:
        once = apply_patch(SOURCE, PLAN)
        assert apply_patch(once.data, PLAN).data == once.data

    def test_new_content_in_place(self) -> None:
        more = PatchPlan(first_sheet=findings_sheet(rows=5))
        replaced = apply_patch(apply_patch(SOURCE, PLAN).data, more)
        assert all_parts(replaced.data) == all_parts(apply_patch(SOURCE, more).data)
        assert set(replaced.changed) == {"xl/worksheets/sheet4.xml", "xl/tables/table2.xml"}

    def test_without_a_table_its_part_goes(self) -> None:
        bare = SheetModel("Temuan")
        bare.put(1, 1, Cell("judul", "Tidak ada temuan"))
        replaced = apply_patch(apply_patch(SOURCE, PLAN).data, PatchPlan(first_sheet=bare))
        assert replaced.removed == ("xl/tables/table2.xml", "xl/worksheets/_rels/sheet4.xml.rels")
        assert ("_xlnm.Print_Titles", "0", "Temuan!$3:$3") not in names(replaced.data)
        assert sheets(replaced.data)[0] == "Temuan"

    def test_a_renamed_and_moved_sheet_is_still_ours(self) -> None:
        parts = all_parts(apply_patch(SOURCE, PLAN).data)
        book = parts["xl/workbook.xml"].decode().replace("Temuan!", "'Hasil Cek'!").replace('name="Temuan"', 'name="Hasil Cek"')
        ours = re.findall(r'<sheet name="Hasil Cek"[^>]*>', book)[0]
        parts["xl/workbook.xml"] = (
            book.replace(ours, "")
            .replace("</sheets>", f"{ours}</sheets>")
            .replace('localSheetId="0"', 'localSheetId="4"')
            .encode()
        )
        result = apply_patch(packed(parts), PatchPlan(first_sheet=findings_sheet(rows=3)))
        assert sheets(result.data) == ["Data", "Rumus", "Grafik", "Kosong", "Hasil Cek"]
        assert result.first_sheet == "Hasil Cek"
        assert ("_xlnm.Print_Titles", "4", "'Hasil Cek'!$3:$3") in names(result.data)

    def test_the_users_own_sheet_of_that_name_is_left_alone(self) -> None:
        source = _renamed("Kosong", "temuan")
        result = apply_patch(source, PLAN)
        assert sheets(result.data) == ["Temuan (2)", "Data", "Rumus", "Grafik", "temuan"]
        assert apply_patch(result.data, PLAN).data == result.data
        assert names(result.data)[-1] == ("_xlnm.Print_Titles", "0", "'Temuan (2)'!$3:$3")

    def test_long_names_are_cut_to_make_room(self) -> None:
        long = "Lembar dengan nama yang panjang"
        result = apply_patch(_renamed("Kosong", long), PatchPlan(first_sheet=findings_sheet(long)))
        assert result.first_sheet == "Lembar dengan nama yang pan (2)" and len(result.first_sheet) == 31


class TestRemoved:
    def test_every_part_but_styles_and_chain_is_restored(self) -> None:
        removed = apply_patch(apply_patch(SOURCE, PLAN).data, PatchPlan(remove_marks=True))
        before, after = all_parts(SOURCE), all_parts(removed.data)
        assert set(before) - set(after) == {"xl/calcChain.xml"} and set(after) <= set(before)
        assert part(SOURCE, "xl/workbook.xml") == part(removed.data, "xl/workbook.xml")

    @pytest.mark.parametrize("formula", ["=Temuan!A2", "=SUM('Temuan'!A1:A9)"])
    def test_it_stays_while_something_refers_to_it(self, formula: str) -> None:
        used = apply_patch(
            apply_patch(SOURCE, PLAN).data, PatchPlan(cells={"Data": {(20, 1): CellPatch(2, formula)}}, recalculate=False)
        )
        removed = apply_patch(used.data, PatchPlan(remove_marks=True))
        assert [(skip.code, skip.sheet) for skip in removed.skipped] == [("SHEET_IN_USE", "Temuan")]
        assert sheets(removed.data)[0] == "Temuan"

    def test_the_open_sheet_is_never_one_that_is_gone(self) -> None:
        parts = all_parts(apply_patch(SOURCE, PLAN).data)
        book = parts["xl/workbook.xml"].decode()
        ours = re.findall(r'<sheet name="Temuan"[^>]*>', book)[0]
        moved = book.replace(ours, "").replace("</sheets>", f"{ours}</sheets>").replace('activeTab="2"', 'activeTab="4"')
        parts["xl/workbook.xml"] = (
            moved.replace('localSheetId="0"', 'localSheetId="4"').replace('localSheetId="1"', 'localSheetId="0"').encode()
        )
        assert 'activeTab="3"' in view(apply_patch(packed(parts), PatchPlan(remove_marks=True)).data)


class TestOtherWorkbooks:
    @staticmethod
    def _book(change: dict[str, str]) -> bytes:
        parts: Parts = rich()
        text = parts["xl/workbook.xml"].decode()
        for old, new in change.items():
            text = re.sub(old, new, text)
        return packed({**parts, "xl/workbook.xml": text.encode()})

    def test_no_views(self) -> None:
        data = apply_patch(self._book({"<bookViews>.*</bookViews>": ""}), PLAN).data
        assert '<bookViews><workbookView activeTab="1"/></bookViews><sheets>' in part(data, "xl/workbook.xml").decode()

    def test_view_of_the_first_sheet(self) -> None:
        data = apply_patch(self._book({' firstSheet="1" activeTab="1"': ""}), PLAN).data
        assert view(data).endswith('windowHeight="12000" activeTab="1"/>')

    def test_no_names(self) -> None:
        source = self._book({"<definedNames>.*</definedNames>": ""})
        data = apply_patch(source, PLAN).data
        assert "</externalReferences><definedNames><definedName" in part(data, "xl/workbook.xml").decode()
        assert part(apply_patch(data, PatchPlan(remove_marks=True)).data, "xl/workbook.xml") == part(source, "xl/workbook.xml")

    def test_names_in_extensions_are_counted_too(self) -> None:
        source = self._book(
            {
                "<extLst>": '<extLst><ext uri="u"><x14:definedNames xmlns:x14="urn:x">'
                '<x14:definedName name="a" localSheetId="1"/></x14:definedNames></ext>'
            }
        )
        assert '<x14:definedName name="a" localSheetId="2"/>' in part(apply_patch(source, PLAN).data, "xl/workbook.xml").decode()

    def test_table_names_that_are_taken(self) -> None:
        model = findings_sheet()
        model.tables = [TableArea("TBLDATA", (3, 1, 5, 2), ("Sel", "Pesan"))]
        data = apply_patch(SOURCE, PatchPlan(first_sheet=model)).data
        assert 'displayName="TBLDATA_2"' in part(data, "xl/tables/table2.xml").decode()


def _renamed(old: str, new: str) -> bytes:
    parts = rich()
    parts["xl/workbook.xml"] = parts["xl/workbook.xml"].replace(f'name="{old}"'.encode(), f'name="{new}"'.encode())
    return packed(parts)


def test_every_style_can_be_written() -> None:
    model = SheetModel("Gaya")
    for row, base in enumerate(styles._BASES, 1):
        for column, end in enumerate(
            ["", *(f":{key}" for key in styles._FIXED_FORMATS), ":persen2", *(f"+{key}" for key in styles._MODIFIERS)], 1
        ):
            model.put(row, column, Cell(base + end, 1))
    data = apply_patch(SOURCE, PatchPlan(first_sheet=model)).data
    book = openpyxl.load_workbook(BytesIO(data))
    row = list(styles._BASES).index("teks") + 1
    ends = [cell.value for cell in book["Gaya"][row]]
    assert len(ends) == len(styles._FIXED_FORMATS) + len(styles._MODIFIERS) + 2
    assert book["Gaya"].cell(row, list(styles._FIXED_FORMATS).index("rupiah") + 2).number_format == styles.number_format("rupiah")
    indented = book["Gaya"].cell(row, len(styles._FIXED_FORMATS) + 3 + list(styles._MODIFIERS).index("lekuk2"))
    assert indented.alignment.indent == 2 and indented.alignment.wrap_text
    assert apply_patch(data, PatchPlan(first_sheet=model)).data == data


def test_every_kind_of_value() -> None:
    model = SheetModel("Nilai")
    values = [1, 2.5, True, False, None, CellError("#REF!"), "", *HOSTILE_TEXTS]
    for row, value in enumerate(values, 1):
        model.put(row, 1, Cell("teks", value))
        model.put(row, 2, Cell("teks", value, "=A1"))
    found = cells(apply_patch(SOURCE, PatchPlan(first_sheet=model)).data)
    for row, value in enumerate(values, 1):
        wanted = value.replace("\r\n", "\n") if type(value) is str else value
        assert (found[f"Nilai!A{row}"].value if value is not None else None) == wanted
        assert (found[f"Nilai!B{row}"].value, found[f"Nilai!B{row}"].formula) == (wanted, "A1")


def test_what_cannot_be_written_is_an_error_not_a_loss() -> None:
    charted, chosen, wrong, far = (SheetModel("X") for _ in range(4))
    charted.charts.append(Chart("kolom", "", (1, 1), (10, 10), ()))
    chosen.choices.append(Choice((1, 1, 1, 1), "terkunci"))
    wrong.put(1, 1, Cell("teks", "A"))
    wrong.tables.append(TableArea("t", (1, 1, 2, 1), ("B",)))
    far.put(1_048_577, 1, Cell("teks", 1))
    for model in (charted, chosen, wrong, far):
        with pytest.raises(ValueError, match=r"sheet|table"):
            apply_patch(SOURCE, PatchPlan(first_sheet=model))


def test_headings_of_tables_are_written_as_excel_reads_them() -> None:
    model = SheetModel("Judul")
    headings = ('Nilai "A" & <B>', "dua\nbaris", "_x0041_")
    for column, heading in enumerate(headings, 1):
        model.put(1, column, Cell("kepala", heading))
    model.put(2, 1, Cell("teks", 1))
    model.tables.append(TableArea("t", (1, 1, 2, 3), headings, {"dua\nbaris": '=A2&"<"'}))
    model.links.append(Link(2, 1, "'Lembar & \"x\"'!A1"))
    data = apply_patch(SOURCE, PatchPlan(first_sheet=model)).data
    table = part(data, "xl/tables/table2.xml").decode()
    assert (
        'name="Nilai &quot;A&quot; &amp; &lt;B&gt;"' in table
        and 'name="dua_x000a_baris"' in table
        and 'name="_x005F_x0041_"' in table
    )
    assert openpyxl.load_workbook(BytesIO(data))["Judul"]["A2"].hyperlink.location == "'Lembar & \"x\"'!A1"
