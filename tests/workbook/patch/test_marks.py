"""Marks: a fill and a note, added to the user's file without harm, found again, and taken away without a trace."""

from __future__ import annotations

from io import BytesIO

import openpyxl
import pytest

from lkjip_xl.workbook.patch import CellPatch, Mark, PatchPlan, apply_patch
from tests.workbook.patch.berkas import RED, YELLOW, all_parts, assert_untouched, cells, findings_sheet, marks, part, sheet_xml
from tests.workbook.patch.kaya import Parts, packed, relations, rich
from tests.workbook.patch.ubahan import saved_by_excel

SOURCE = packed(rich())
MARKS = marks(Data="A1 A3 C4 C8 B5 C5 E9 F12 B12", Rumus="B1 A9 B10 Z50 A6", Kosong="B2")
PLAN = PatchPlan(marks=MARKS)
SHEETS = [f"xl/worksheets/sheet{number}.xml" for number in (1, 2, 3)]

pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported:UserWarning")


def loaded(data: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(BytesIO(data))


def colours(data: bytes) -> dict[str, str]:
    """Every cell with a solid fill and its colour."""
    return {
        f"{sheet.title}!{cell.coordinate}": cell.fill.fgColor.rgb
        for sheet in loaded(data).worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.fill.fill_type == "solid"
    }


def notes(data: bytes) -> dict[str, tuple[str, str]]:
    """Every note: author and text."""
    return {
        f"{sheet.title}!{cell.coordinate}": (cell.comment.author, cell.comment.text)
        for sheet in loaded(data).worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.comment
    }


class TestMarking:
    RESULT = apply_patch(SOURCE, PLAN)

    def test_openpyxl_sees_fills_and_notes(self) -> None:
        wanted = {f"{sheet}!{cell}" for sheet, cells in (("Data", "A1 A3 C4 C8 B5 C5 E9 F12 B12"), ("Rumus", "B1 A9 Z50 A6"),
                  ("Kosong", "B2")) for cell in cells.split()}  # fmt: skip
        red = {place for place, colour in colours(self.RESULT.data).items() if colour == "FFFFC7CE"}
        assert red == wanted
        found = notes(self.RESULT.data)
        ours = {place for place, (author, _) in found.items() if author == "lkjip_xl"}
        assert ours == wanted - {"Data!B5", "Data!C5"}
        assert found["Kosong!B2"][1] == "B2: nilai salah"

    def test_the_users_comments_stay_and_are_reported(self) -> None:
        assert [(skip.code, skip.cell) for skip in self.RESULT.skipped] == [("NOTE_KEPT", "B5"), ("NOTE_KEPT", "C5")]
        before, after = part(SOURCE, "xl/comments1.xml"), part(self.RESULT.data, "xl/comments1.xml")
        at = before.index(b"</commentList>")
        assert after.replace(b"<author>lkjip_xl</author>", b"").startswith(before[:at])
        boxes, more = part(SOURCE, "xl/drawings/vmlDrawing1.vml"), part(self.RESULT.data, "xl/drawings/vmlDrawing1.vml")
        assert more.replace(b'data="1,2"', b'data="1"').startswith(boxes[: boxes.index(b"</xml>")])
        assert part(SOURCE, "xl/threadedComments/threadedComment1.xml") == part(
            self.RESULT.data, "xl/threadedComments/threadedComment1.xml"
        )

    def test_everything_else_of_the_look_stays(self) -> None:
        before, after = loaded(SOURCE)["Data"], loaded(self.RESULT.data)["Data"]
        for address in ("A1", "A3", "C4", "C8", "B5", "F12"):
            old, new = before[address], after[address]
            looks = [(cell.number_format, repr(cell.font), repr(cell.alignment), repr(cell.protection)) for cell in (old, new)]
            assert looks[0] == looks[1]

    def test_notes_of_a_merged_area_stand_together(self) -> None:
        assert notes(self.RESULT.data)["Rumus!A9"][1] == "A9: nilai salah\nB10: nilai salah"

    def test_new_cells_take_the_look_of_their_row_and_column(self) -> None:
        sheet = loaded(self.RESULT.data)["Data"]
        assert sheet["E9"].number_format == '"Rp "#,##0'  # the column's
        assert not sheet["B12"].protection.locked  # the row's

    def test_legacy_drawing_stands_where_the_schema_wants_it(self) -> None:
        xml = sheet_xml(self.RESULT.data, 2)
        assert "</mergeCells><legacyDrawing xmlns:r=" in xml and xml.endswith('r:id="rId1"/></worksheet>')
        parts = rich()
        parts[SHEETS[1]] = parts[SHEETS[1]].replace(
            b"</mergeCells>", b"</mergeCells><pageMargins left='1' right='1' top='1' bottom='1' header='0' footer='0'/>"
            b"<mc:AlternateContent xmlns:mc='urn:x'><controls/></mc:AlternateContent><tableParts count='0'/><extLst/>",
        )  # fmt: skip
        xml = sheet_xml(apply_patch(packed(parts), PLAN).data, 2)
        assert xml.index("<pageMargins") < xml.index("<legacyDrawing") < xml.index("<mc:AlternateContent")

    def test_numbers_of_boxes_are_nobody_elses(self) -> None:
        boxes = [content for name, content in all_parts(self.RESULT.data).items() if name.endswith(".vml")]
        numbers = [number for content in boxes for number in _box_numbers(content)]
        assert len(boxes) == 3 and len(numbers) == len(set(numbers))


def _box_numbers(content: bytes) -> list[int]:
    return [int(piece.split(b'"')[0]) for piece in content.split(b'<v:shape id="_x0000_s')[1:]]


class TestAgain:
    def test_marking_twice_is_marking_once(self) -> None:
        for plan in (PLAN, PatchPlan(marks=MARKS, first_sheet=findings_sheet())):
            once = apply_patch(SOURCE, plan)
            twice = apply_patch(once.data, plan)
            assert twice.data == once.data and (twice.changed, twice.added, twice.removed) == ((), (), ())

    def test_removing_restores_every_part_but_the_styles(self) -> None:
        removed = apply_patch(apply_patch(SOURCE, PLAN).data, PatchPlan(remove_marks=True))
        before, after = all_parts(SOURCE), all_parts(removed.data)
        assert [*before] == [*after]
        assert {name for name in before if before[name] != after[name]} == {"xl/styles.xml"}
        assert removed.skipped == ()

    def test_other_marks_replace_the_first_ones(self) -> None:
        other = PatchPlan(marks={"Data": {(4, 3): Mark(YELLOW, "lain"), (7, 3): Mark(RED)}})
        replaced, fresh = apply_patch(apply_patch(SOURCE, PLAN).data, other), apply_patch(SOURCE, other)
        assert colours(replaced.data) == colours(fresh.data) and notes(replaced.data) == notes(fresh.data)
        assert [sheet_xml(replaced.data, number) for number in (2, 3)] == [sheet_xml(SOURCE, number) for number in (2, 3)]

    def test_marking_after_removal_gives_the_same_again(self) -> None:
        once = apply_patch(SOURCE, PLAN)
        again = apply_patch(apply_patch(once.data, PatchPlan(remove_marks=True)).data, PLAN)
        assert all_parts(again.data) == all_parts(once.data)

    def test_order_of_the_plan_makes_no_difference(self) -> None:
        backwards = {sheet: dict(reversed(found.items())) for sheet, found in reversed(MARKS.items())}
        assert apply_patch(SOURCE, PatchPlan(marks=backwards)).data == apply_patch(SOURCE, PLAN).data

    def test_values_filled_in_between_do_not_confuse_it(self) -> None:
        marked = apply_patch(SOURCE, PLAN).data
        cells_changed = {"Data": {(4, 3): CellPatch("isi"), (9, 5): CellPatch(5), (20, 2): CellPatch(1)}}
        filled = apply_patch(marked, PatchPlan(cells=cells_changed, recalculate=False)).data
        removed = apply_patch(filled, PatchPlan(remove_marks=True)).data
        expected = apply_patch(SOURCE, PatchPlan(cells=cells_changed, recalculate=False)).data
        assert {place: cell[:5] for place, cell in cells(removed).items()} == {
            place: cell[:5] for place, cell in cells(expected).items()
        }
        assert colours(removed) == colours(SOURCE) and notes(removed) == notes(SOURCE)
        assert loaded(removed)["Data"]["E9"].value == 5

    def test_file_saved_by_excel_in_between(self) -> None:
        """Equal formats have become one and all numbers are new: fills come back by what the fills themselves say."""
        for saves in (1, 2):
            data = apply_patch(SOURCE, PLAN).data
            for _ in range(saves):
                data = packed(saved_by_excel(all_parts(data)))
            removed = apply_patch(data, PatchPlan(remove_marks=True))
            assert removed.skipped == ()
            assert colours(removed.data) == colours(SOURCE) and notes(removed.data) == notes(SOURCE)
            gradient = loaded(removed.data)["Data"]["A1"].fill
            assert gradient.fill_type == "linear"

    def test_rows_inserted_in_between_move_the_marks(self) -> None:
        """Excel moves cells and notes; the fills of moved cells are still found, and nothing else is taken for one."""
        parts = all_parts(apply_patch(SOURCE, PatchPlan(marks=marks(Rumus="E9 A2"))).data)
        for name in ("xl/worksheets/sheet2.xml", "xl/comments2.xml"):
            parts[name] = (
                parts[name].replace(b'"E9"', b'"E11"').replace(b'<row r="9">', b'<row r="11">').replace(b'"A9"', b'"A11"')
            )
        removed = apply_patch(packed(parts), PatchPlan(remove_marks=True))
        assert colours(removed.data) == colours(SOURCE) and notes(removed.data) == notes(SOURCE)

    def test_a_fill_the_user_chose_since_is_kept(self) -> None:
        parts = all_parts(apply_patch(SOURCE, PatchPlan(marks=marks(Data="C4 C6"))).data)
        name = "xl/worksheets/sheet1.xml"
        parts[name] = parts[name].replace(b'r="C4" s="6"', b'r="C4" s="1"')
        removed = apply_patch(packed(parts), PatchPlan(remove_marks=True))
        assert sheet_xml(removed.data).count('r="C4" s="1"') == 1 and sheet_xml(removed.data).count('r="C6" s="2"') == 1

    def test_lost_manifest(self) -> None:
        """A program that drops the manifest leaves notes with our name: their cells lose the fill, and that is said."""
        parts = {
            name: content
            for name, content in all_parts(apply_patch(SOURCE, PLAN).data).items()
            if "item2" not in name and "itemProps2" not in name
        }
        parts["xl/_rels/workbook.xml.rels"] = parts["xl/_rels/workbook.xml.rels"].replace(
            b"customXml/item2.xml", b"customXml/item1.xml"
        )
        removed = apply_patch(packed(parts), PatchPlan(remove_marks=True))
        assert {skip.code for skip in removed.skipped} == {"FILL_LOST"}
        assert notes(removed.data) == notes(SOURCE)
        assert {place for place, colour in colours(removed.data).items() if colour == "FFFFC7CE"} == {"Data!B5", "Data!C5"}

    @pytest.mark.parametrize("damage", [b"{}", b"[", b'{"versi":2}', b"[" * 100_000, b"teks"])
    def test_tampered_manifest_is_no_manifest(self, damage: bytes) -> None:
        parts = all_parts(apply_patch(SOURCE, PLAN).data)
        head = parts["customXml/item2.xml"].split(b">{")[0]
        parts["customXml/item2.xml"] = head + b">" + damage + b"</tanda>"
        removed = apply_patch(packed(parts), PatchPlan(remove_marks=True))
        assert notes(removed.data) == notes(SOURCE)
        assert not any("item2" in name for name in all_parts(removed.data))


class TestOddFiles:
    @staticmethod
    def _with(change: Parts) -> bytes:
        return packed({**rich(), **change})

    def test_drawing_without_an_end(self) -> None:
        source = self._with({"xl/drawings/vmlDrawing1.vml": b"<xml"})
        result = apply_patch(source, PatchPlan(marks=marks(Data="C4")))
        assert [skip.code for skip in result.skipped] == ["NOTE_IMPOSSIBLE"]
        assert colours(result.data)["Data!C4"] == "FFFFC7CE"
        assert_untouched(source, result)

    def test_drawing_that_is_not_there(self) -> None:
        rels = rich()["xl/worksheets/_rels/sheet1.xml.rels"].replace(b"vmlDrawing1.vml", b"hilang.vml")
        result = apply_patch(self._with({"xl/worksheets/_rels/sheet1.xml.rels": rels}), PatchPlan(marks=marks(Data="C4")))
        assert [skip.code for skip in result.skipped] == ["NOTE_IMPOSSIBLE"]

    def test_discussion_without_its_classic_note(self) -> None:
        content = rich()["xl/comments1.xml"]
        at = content.index(b'<comment ref="C5"')
        source = self._with({"xl/comments1.xml": content[:at] + b"</commentList></comments>"})
        result = apply_patch(source, PatchPlan(marks=marks(Data="C5")))
        assert [(skip.code, skip.cell) for skip in result.skipped] == [("NOTE_KEPT", "C5")]
        assert result.changed == (
            "[Content_Types].xml",
            "xl/_rels/workbook.xml.rels",
            "xl/worksheets/sheet1.xml",
            "xl/styles.xml",
        )

    def test_comments_part_without_lists(self) -> None:
        for content in (
            b"<comments xmlns='{0}'/>",
            b"<comments xmlns='{0}'></comments>",
            b"<comments xmlns='{0}'><authors/><commentList/></comments>",
        ):
            main = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
            source = self._with({"xl/comments1.xml": content.replace(b"{0}", main)})
            result = apply_patch(source, PatchPlan(marks=marks(Data="C4")))
            assert notes(result.data)["Data!C4"] == ("lkjip_xl", "C4: nilai salah")
            assert apply_patch(result.data, PatchPlan(marks=marks(Data="C4"))).data == result.data

    def test_form_controls_without_comments(self) -> None:
        """A sheet may have a legacy drawing for its buttons and no comments part."""
        rels = relations(("rId2", "vmlDrawing", "../drawings/vmlDrawing1.vml"), ("rId5", "table", "../tables/table1.xml"))
        plan = PatchPlan(marks=marks(Data="C4"))
        sheet = rich()["xl/worksheets/sheet1.xml"].replace(
            b'<hyperlink ref="B4" r:id="rId8"/>', b'<hyperlink ref="B4" location="A1"/>'
        )
        source = self._with({"xl/worksheets/_rels/sheet1.xml.rels": rels, "xl/worksheets/sheet1.xml": sheet})
        result = apply_patch(source, plan)
        assert notes(result.data) == {"Data!C4": ("lkjip_xl", "C4: nilai salah")}
        assert b"Modul1.Cek" in part(result.data, "xl/drawings/vmlDrawing1.vml")
        removed = apply_patch(result.data, PatchPlan(remove_marks=True))
        assert part(removed.data, "xl/drawings/vmlDrawing1.vml") == part(source, "xl/drawings/vmlDrawing1.vml")
        assert sheet_xml(removed.data) == sheet_xml(source)

    def test_no_styles_at_all(self) -> None:
        parts = rich()
        rels = (
            parts["xl/_rels/workbook.xml.rels"]
            .replace(b"styles.xml", b"hilang.xml")
            .replace(b"relationships/styles", b"relationships/x")
        )
        for name in SHEETS:
            parts[name] = parts[name].replace(b' s="', b' x="').replace(b' style="2"', b"")
        source = packed(
            {name: content for name, content in parts.items() if name != "xl/styles.xml"} | {"xl/_rels/workbook.xml.rels": rels}
        )
        result = apply_patch(source, PLAN)
        assert colours(result.data)["Data!C4"] == "FFFFC7CE"
        assert apply_patch(result.data, PLAN).data == result.data

    def test_no_vml_declared_before(self) -> None:
        parts = rich()
        parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(
            b'<Default Extension="vml" ContentType="application/vnd.openxmlformats-officedocument.vmlDrawing"/>', b""
        )
        parts["xl/worksheets/sheet1.xml"] = parts["xl/worksheets/sheet1.xml"].replace(b'<legacyDrawing r:id="rId2"/>', b"")
        parts["xl/worksheets/_rels/sheet1.xml.rels"] = relations(("rId5", "table", "../tables/table1.xml"))
        source = packed({name: content for name, content in parts.items() if not name.endswith(".vml")})
        result = apply_patch(source, PLAN)
        assert b'<Default Extension="vml"' in part(result.data, "[Content_Types].xml")
        removed = all_parts(apply_patch(result.data, PatchPlan(remove_marks=True)).data)
        assert {name for name, content in all_parts(source).items() if removed[name] != content} == {"xl/styles.xml"}

    def test_a_colour_that_is_none(self) -> None:
        with pytest.raises(ValueError, match="colour"):
            apply_patch(SOURCE, PatchPlan(marks={"Data": {(1, 1): Mark("merah")}}))

    def test_hostile_note(self) -> None:
        text = "</t></comment> & ]]> \x00 _x0041_ \ud800" + "x" * 40_000
        result = apply_patch(SOURCE, PatchPlan(marks={"Data": {(4, 3): Mark(RED, text)}}))
        found = notes(result.data)["Data!C4"][1]
        assert found.startswith("</t></comment> & ]]> \\x00 _x005F_x0041_ \\uD800xxx") and len(found) < 32_767


def test_two_thousand_marks_in_one_sheet() -> None:
    places = {(row, 3): Mark(RED, f"Baris {row} salah") for row in range(1, 2001)}
    result = apply_patch(SOURCE, PatchPlan(marks={"Kosong": places}))
    drawing = part(result.data, "xl/drawings/vmlDrawing2.vml")
    assert b'data="2,3"' in drawing
    numbers = _box_numbers(drawing)
    assert len(set(numbers)) == 2000 and {number // 1024 for number in numbers} == {2, 3}
    assert len(notes(result.data)) == 2002
    removed = apply_patch(result.data, PatchPlan(remove_marks=True))
    assert sheet_xml(removed.data, 3) == sheet_xml(SOURCE, 3)


def test_styles_are_appended_and_nothing_else() -> None:
    result = apply_patch(SOURCE, PLAN)
    before, after = part(SOURCE, "xl/styles.xml").decode(), part(result.data, "xl/styles.xml").decode()
    pieces = [
        before[: before.index("</fills>")],
        before[before.index("</fills>") : before.index("</cellXfs>")],
        before[before.index("</cellXfs>") :],
    ]
    for piece in pieces:
        for count in ('fills count="4"', 'cellXfs count="6"'):
            piece = piece.replace(count, count.split('"')[0])
        assert piece in after.replace('fills count="7"', "fills count=").replace('cellXfs count="12"', "cellXfs count=")
