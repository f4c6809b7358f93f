"""What one pass over a workbook gives: every cell with formula, cached value, kind, style and address, nothing in silence."""

from __future__ import annotations

import gc
import hashlib
import io
import zipfile
from pathlib import Path

import pytest

from lkjip_xl.ooxml.limits import Limits
from lkjip_xl.reader.raw import RawCell, RawStyle, RawTable
from lkjip_xl.reader.workbook_reader import read_workbook
from lkjip_xl.values import CellError
from tests.ooxml.paket import (
    HEAD,
    MAIN,
    OFFICE,
    SHEET_PART,
    SPREADSHEET,
    STRICT,
    Parts,
    cells,
    content_types,
    noted,
    parts,
    read_rows,
    relations,
    strings,
    styles,
    values,
    workbook_part,
    worksheet,
    zipped,
)


def _row(inside: str) -> str:
    return f'<row r="1">{inside}</row>'


def _with(**changes: str | bytes) -> Parts:
    """Parts with others added; ``__`` stands for a slash and ``_xml`` and ``_rels`` for the endings."""
    members = parts(worksheet(_row('<c r="A1"><v>1</v></c>')))
    for name, content in changes.items():
        members[name.replace("__", "/").replace("_xml", ".xml").replace("_rels", ".rels")] = content
    return members


# Values


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("5", 5),
        ("-5", -5),
        ("+5", 5),
        ("0", 0),
        (" 5\n", 5),
        ("0005", 5),
        ("5.0", 5.0),
        (".5", 0.5),
        ("5.", 5.0),
        ("1E3", 1000.0),
        ("1.5e-05", 1.5e-05),
        ("1E-400", 0.0),
        ("999999999999999", 999999999999999),
        ("1000000000000000", 1e15),
        ("12345678901234567890", 12345678901234567890.0),
    ],
)
def test_number_is_int_where_the_text_is_integral_and_exact(text: str, value: float) -> None:
    found = cells(read_rows(_row(f'<c r="A1"><v>{text}</v></c>')))["A1"]
    assert (found.value, type(found.value), found.kind) == (value, type(value), "n")


@pytest.mark.parametrize("text", ["NaN", "INF", "-Infinity", "1e400", "1,5", "1_000", "１２", "0x1F", "--1", "1 2", "1" * 401])
def test_bad_number_keeps_its_text_and_is_noted(text: str) -> None:
    workbook = read_rows(_row(f'<c r="B1"><v>{text}</v></c>'))
    assert cells(workbook)["B1"] == RawCell(1, 2, text, None, "n", 0)
    assert [note[:2] for note in noted(workbook)] == [("BAD_NUMBER", "B1")]


def test_text_boolean_error_and_date() -> None:
    rows = _row(
        '<c r="A1" t="s"><v>1</v></c><c r="B1" t="inlineStr"><is><t>dua</t></is></c><c r="C1" t="b"><v>1</v></c>'
        '<c r="D1" t="b"><v>0</v></c><c r="E1" t="e"><v>#REF!</v></c><c r="F1" t="d"><v>2024-12-31</v></c>'
        '<c r="G1" t="str"><v>tiga</v></c>'
    )
    found = cells(read_rows(rows, strings=strings("nol", "satu")))
    assert [(cell.value, cell.kind) for cell in found.values()] == [
        ("satu", "s"),
        ("dua", "s"),
        (True, "b"),
        (False, "b"),
        ("#REF!", "e"),
        ("2024-12-31", "d"),
        ("tiga", "s"),
    ]
    assert isinstance(found["E1"].value, CellError)


def test_rich_text_is_joined_and_phonetic_guides_are_left_out() -> None:
    rich = '<r><rPr><b/></rPr><t>ka</t></r><r><t xml:space="preserve"> ta</t></r><rPh sb="0" eb="1"><t>x</t></rPh>'
    rows = _row(f'<c r="A1" t="s"><v>0</v></c><c r="B1" t="inlineStr"><is>{rich}</is></c>')
    assert values(read_rows(rows, strings=strings(rich))) == {"A1": "ka ta", "B1": "ka ta"}


def test_escaped_characters_are_decoded() -> None:
    texts = ("a_x000D_b", "_x005F_x000D_", "_xD83D__xDE00_", "_xD83D_", "a_x00b")
    rows = _row("".join(f'<c r="{column}1" t="s"><v>{n}</v></c>' for n, column in enumerate("ABCDE")))
    assert list(values(read_rows(rows, strings=strings(*texts))).values()) == [
        "a\rb",
        "_x000D_",
        "😀",
        "_xD83D_",
        "a_x00b",
    ]


def test_entities_are_resolved() -> None:
    rows = _row('<c r="A1" t="str"><f>B1&amp;"&lt;&gt;"&#38;C1</f><v>&quot;&amp;lt;&apos;</v></c>')
    assert cells(read_rows(rows))["A1"][2:4] == ("\"&lt;'", 'B1&"<>"&C1')


def test_empty_text_of_a_formula_is_text_and_not_a_missing_cache() -> None:
    rows = _row(
        '<c r="A1" t="str"><f>IF(B1=0,"",1)</f><v></v></c><c r="C1" t="str"><f>""</f><v/></c><c r="D1" t="str"><f>""</f></c>'
    )
    workbook = read_rows(rows)
    assert [(cell.value, cell.kind) for cell in cells(workbook).values()] == [("", "s"), ("", "s"), (None, "")]
    assert noted(workbook) == [("NO_CACHED", "D1", "1")]


def test_empty_value_element_is_a_blank_cell() -> None:
    rows = _row('<c r="A1" t="s"><v/></c><c r="B1"><v></v></c><c r="C1" t="b"><v> </v></c><c r="D1" s="0"/><c r="E1"></c>')
    assert values(read_rows(rows, strings=strings("a"))) == {}


def test_odd_types_are_kept_as_text_and_noted() -> None:
    rows = _row(
        '<c r="A1" t="b"><v>ya</v></c><c r="B1" t="x"><v>1</v></c><c r="C1" t="e"><v>Err:502</v></c><c r="D1" s="9"><v>1</v></c>'
    )
    workbook = read_rows(rows, styles=styles("<xf/>"))
    assert list(values(workbook).values()) == ["ya", "1", "Err:502", 1]
    assert noted(workbook) == [
        ("BAD_BOOLEAN", "A1", "ya"),
        ("BAD_TYPE", "B1", "x"),
        ("UNKNOWN_ERROR", "C1", "Err:502"),
        ("BAD_STYLE", "D1", "9"),
    ]


def test_long_text_is_kept_and_noted() -> None:
    rows = _row(f'<c r="A1" t="s"><v>0</v></c><c r="B1" t="str"><v>{"x" * 40_000}</v></c>')
    workbook = read_rows(rows, strings=strings("y" * 32_768))
    assert len(str(values(workbook)["B1"])) == 40_000
    assert noted(workbook) == [("LONG_TEXT", "A1", "32.768"), ("LONG_TEXT", "B1", "40.000")]


# Places


def test_rows_and_columns_in_any_order_come_back_in_order() -> None:
    rows = (
        '<row r="3"><c r="C3"><v>3</v></c><c r="A3"><v>1</v></c></row><row r="1"><c r="B1"><v>2</v></c></row>'
        '<row r="3"><c r="B3"><v>2</v></c></row>'
    )
    assert [cell.address for cell in read_rows(rows).sheets[0].cells()] == ["B1", "A3", "B3", "C3"]


def test_cells_and_rows_without_addresses_follow_each_other() -> None:
    rows = (
        '<row><c><v>1</v></c><c/><c><v>3</v></c></row><row r="5"><c r="D5"><v>4</v></c><c><v>5</v></c></row>'
        "<row><c><v>6</v></c></row>"
    )
    assert values(read_rows(rows)) == {"A1": 1, "C1": 3, "D5": 4, "E5": 5, "A6": 6}


def test_far_corner_costs_nothing() -> None:
    rows = _row('<c r="A1"><v>1</v></c>') + '<row r="1048576"><c r="XFD1048576"><v>2</v></c></row>'
    assert values(read_rows(rows, before='<dimension ref="A1:XFD1048576"/>')) == {"A1": 1, "XFD1048576": 2}


def test_merges_stay_ranges() -> None:
    after = '<mergeCells><mergeCell ref="A1:XFD1048576"/><mergeCell ref="C4:B2"/><mergeCell ref="$A$1"/></mergeCells>'
    assert read_rows("", after=after).sheets[0].merges == [(1, 1, 1048576, 16384), (2, 2, 4, 3), (1, 1, 1, 1)]


def test_hidden_rows_and_columns_are_listed_and_noted_once() -> None:
    rows = "".join(
        f'<row r="{r}"{extra}><c r="A{r}"><v>1</v></c></row>'
        for r, extra in ((2, ' hidden="1"'), (3, ' ht="0" customHeight="1"'), (4, ""), (5, ' hidden="true"'))
    )
    before = '<cols><col min="2" max="3" hidden="1"/><col min="5" max="5" width="0"/><col min="6" max="6" width="9"/></cols>'
    workbook = read_rows(rows, before)
    assert (workbook.sheets[0].hidden_rows, workbook.sheets[0].hidden_columns) == ({2, 3, 5}, [(2, 3), (5, 5)])
    assert noted(workbook) == [("HIDDEN_ROWS", "A2", "3"), ("HIDDEN_COLUMNS", "B1", "3")]


def test_rows_hidden_by_default_and_objects_are_noted() -> None:
    after = '<oleObjects><oleObject r:id="rId1"/></oleObjects>'
    workbook = read_rows("", '<sheetFormatPr defaultRowHeight="15" zeroHeight="1"/>', after)
    assert [note[0] for note in noted(workbook)] == ["ROWS_HIDDEN_BY_DEFAULT", "OLE_OBJECT"]


def test_protection() -> None:
    assert read_rows("", after='<sheetProtection sheet="1" password="0000"/>').sheets[0].protected
    assert not read_rows("", after='<sheetProtection sheet="0"/>').sheets[0].protected


# Formulas


def test_shared_formula_is_written_out_in_every_cell() -> None:
    rows = (
        '<row r="1"><c r="C1"><f t="shared" ref="C1:D3" si="0">A1*$A$1&amp;""</f><v>1</v></c>'
        '<c r="D1"><f t="shared" si="0"/><v>2</v></c></row>'
        '<row r="3"><c r="C3"><f t="shared" si="0"></f><v>3</v></c><c r="D3"><f t="shared" si="0">9+9</f><v>4</v></c></row>'
    )
    found = cells(read_rows(rows))
    assert [cell.formula for cell in found.values()] == ['A1*$A$1&""', 'B1*$A$1&""', 'A3*$A$1&""', "9+9"]


def test_shared_formula_before_its_first_cell_is_filled_in_and_an_orphan_is_noted() -> None:
    rows = (
        '<row r="1"><c r="A1"><f t="shared" si="0"/><v>1</v></c><c r="B1"><f t="shared" si="7"/><v>1</v></c></row>'
        '<row r="2"><c r="A2"><f t="shared" ref="A1:A2" si="0">C2</f><v>1</v></c></row>'
    )
    workbook = read_rows(rows)
    assert [cell.formula for cell in cells(workbook).values()] == ["C1", "", "C2"]
    assert noted(workbook) == [("SHARED_ORPHAN", "B1", "")]


def test_array_formula_and_data_table_are_noted() -> None:
    rows = _row(
        '<c r="A1"><f t="array" ref="A1:A2">B1:B2*2</f><v>1</v></c><c r="B1"><f t="dataTable" ref="B1:B9" r1="D1"/><v>1</v></c>'
        '<c r="C1"><f t="dataTable" ref="C1:C9" dt2D="1" dtr="1" r1="D1" r2="E1" ca="1"/><v>1</v></c>'
        '<c r="D1"><f t="dataTable" ref="D1:D9" dtr="1" r1="D1"/><v>1</v></c>'
    )
    workbook = read_rows(rows)
    assert [cell.formula for cell in cells(workbook).values()] == ["B1:B2*2", "TABLE(,D1)", "TABLE(D1,E1)", "TABLE(D1,)"]
    assert noted(workbook) == [
        ("ARRAY_FORMULA", "A1", "A1:A2"),
        ("DATA_TABLE", "B1", "B1:B9"),
        ("DATA_TABLE", "C1", "C1:C9"),
        ("DATA_TABLE", "D1", "D1:D9"),
    ]


def test_formulas_without_cached_value_are_counted_in_one_note() -> None:
    rows = _row('<c r="B1"><f>1+1</f></c><c r="C1"><f>1+1</f><v/></c><c r="D1"><f>1+1</f><v>2</v></c>')
    workbook = read_rows(rows)
    assert cells(workbook)["B1"] == RawCell(1, 2, None, "1+1", "", 0)
    assert noted(workbook) == [("NO_CACHED", "B1", "2")]


@pytest.mark.parametrize(
    "formula",
    [
        "cmd|'/c calc'!A0",
        "1+cmd |'/c calc'!A0",
        'WEBSERVICE("http://x")',
        '1+_xlfn.WEBSERVICE("http://x")',
        'webservice ("x")',
        'RTD("a",,"b")',
        'CALL("k","b","J")',
        'REGISTER.ID("a","b")',
        'HYPERLINK("file://server/x","klik")',
        'HYPERLINK("\\\\server\\x","klik")',
    ],
)
def test_formula_that_reaches_outside_is_noted(formula: str) -> None:
    written = formula.replace("&", "&amp;")
    workbook = read_rows(_row(f'<c r="A1"><f>{written}</f><v>0</v></c><c r="B1"><f>1+1</f><v>2</v></c>'))
    assert noted(workbook) == [("ACTIVE_FORMULA", "A1", formula)]


@pytest.mark.parametrize("formula", ['"a|b"&amp;C1', 'HYPERLINK("#Satu!A1","x")', "RECALL(1)", "IMAGES", '"WEBSERVICE("'])
def test_harmless_formula_is_not_noted_as_active(formula: str) -> None:
    assert noted(read_rows(_row(f'<c r="A1"><f>{formula}</f><v>0</v></c>'))) == []


def test_long_deep_and_unbalanced_formulas_are_noted() -> None:
    rows = _row(
        f'<c r="A1"><f>{"1+" * 4_100}1</f><v>1</v></c><c r="B1"><f>{"(" * 70}1{")" * 70}</f><v>1</v></c>'
        f'<c r="C1"><f>SUM(1</f><v>1</v></c><c r="D1"><f>"("&amp;\'a)\'!B1</f><v>1</v></c>'
        f'<c r="E1"><f>{"(1)+" * 70}1</f><v>1</v></c>'
    )
    assert noted(read_rows(rows)) == [
        ("UNBALANCED_FORMULA", "C1", "SUM(1"),
        ("LONG_FORMULA", "A1", "8.201"),
        ("DEEP_FORMULA", "B1", "70"),
    ]


def test_notes_of_one_kind_are_cut_but_counted() -> None:
    rows = _row("".join(f"<c><v>x{n}</v></c>" for n in range(12)))
    workbook = read_workbook(zipped(parts(worksheet(rows))), limits=Limits(notes_per_kind=10))
    assert len(workbook.notes) == 11
    assert workbook.notes[-1][2:] == ("", "dan 2 lagi")


# Styles


def test_style_tells_number_format_lock_and_date() -> None:
    formats = (
        '<xf numFmtId="0"/>',
        '<xf numFmtId="14" applyProtection="1"><protection locked="0"/></xf>',
        '<xf numFmtId="164"/>',
        '<xf numFmtId="165"><protection hidden="1"/></xf>',
        '<xf numFmtId="999"/>',
    )
    numbers = (
        '<numFmt numFmtId="164" formatCode="[$-421]dd\\ mmmm\\ yyyy;@"/><numFmt numFmtId="165" formatCode="&quot;Rp&quot;#,##0"/>'
    )
    sheet = styles(*formats, numbers=numbers).replace(
        "</styleSheet>", '<dxfs><dxf><numFmt numFmtId="165" formatCode="yyyy"/></dxf></dxfs></styleSheet>'
    )
    assert read_rows("", styles=sheet).styles == [
        RawStyle("General", True, False),
        RawStyle("mm-dd-yy", False, True),
        RawStyle("[$-421]dd\\ mmmm\\ yyyy;@", True, True),
        RawStyle('"Rp"#,##0', True, False),
        RawStyle("General", True, False),
    ]


@pytest.mark.parametrize(
    ("code", "is_date"),
    [
        ("yyyy-mm-dd", True),
        ("h:mm AM/PM", True),
        ("[h]:mm", True),
        ("[mm]", True),
        ("[ss].00", True),
        ("General", False),
        ("#,##0.00", False),
        ("0.00%", False),
        ('0 "hari"', False),
        ("0\\ \\h", False),
        ("[Red]0;[Blue]-0", False),
        ("0.00E+00", False),
        ("_(* #,##0_);_(@_)", False),
        ("_-Rp* #,##0_-", False),
        ('[$Rp-421]#,##0;"dy"', False),
        ("@", False),
        ("", False),
    ],
)
def test_date_format_is_told_by_letters_outside_quotes_and_brackets(code: str, is_date: bool) -> None:
    written = code.replace('"', "&quot;")
    sheet = styles('<xf numFmtId="170"/>', numbers=f'<numFmt numFmtId="170" formatCode="{written}"/>')
    assert read_rows("", styles=sheet).styles[0].is_date is is_date


def test_workbook_without_styles_has_the_default_one() -> None:
    workbook = read_rows(_row('<c r="A1"><v>1</v></c>'))
    assert workbook.styles == [RawStyle("General", True, False)]


# The workbook


def test_workbook_settings_are_noted() -> None:
    before = '<workbookPr date1904="1"/><workbookProtection lockStructure="1"/>'
    after = '<calcPr calcMode="manual" fullPrecision="0" iterate="1" calcCompleted="0" fullCalcOnLoad="1" refMode="R1C1"/>'
    workbook = read_workbook(zipped(_with(xl__workbook_xml=workbook_part(before=before, after=after))))
    assert workbook.date1904
    assert [note.code for note in workbook.notes] == [
        "DATE1904",
        "WORKBOOK_PROTECTED",
        "MANUAL_CALC",
        "PRECISION_AS_DISPLAYED",
        "ITERATE",
        "CALC_NOT_COMPLETED",
        "FULL_CALC_ON_LOAD",
        "R1C1",
    ]


def test_extension_elements_of_the_same_name_change_nothing() -> None:
    after = '<extLst><ext uri="x"><x15:workbookPr xmlns:x15="urn:x15" date1904="1"/></ext></extLst>'
    assert not read_workbook(zipped(_with(xl__workbook_xml=workbook_part(after=after)))).date1904


def test_defined_names_global_and_of_one_sheet() -> None:
    names = (
        '<definedNames><definedName name="Tahun">Satu!$A$1</definedName>'
        '<definedName name="_xlnm.Print_Area" localSheetId="0">\'Lembar 1\'!$A$1:$C$9</definedName>'
        '<definedName name="rahasia" hidden="1">#REF!</definedName></definedNames>'
    )
    workbook = read_workbook(zipped(_with(xl__workbook_xml=workbook_part({"Lembar 1": ""}, after=names))))
    assert workbook.names == {
        "Tahun": "Satu!$A$1",
        "'Lembar 1'!_xlnm.Print_Area": "'Lembar 1'!$A$1:$C$9",
        "rahasia": "#REF!",
    }
    assert noted(workbook) == [("HIDDEN_NAME", "", "rahasia")]


def test_hidden_sheets_are_read_and_noted_and_other_sheets_are_named() -> None:
    sheets = {"Satu": "", "Dua": ' state="hidden"', "Tiga": ' state="veryHidden"', "Bagan": "", "Makro": ""}
    links = relations(
        ("rId1", "worksheet", "worksheets/sheet1.xml"),
        ("rId2", "worksheet", "worksheets/sheet2.xml"),
        ("rId3", "worksheet", "worksheets/sheet3.xml"),
        ("rId4", "chartsheet", "chartsheets/sheet1.xml"),
        ("rId5", "xlMacrosheet", "macrosheets/sheet1.xml"),
    )
    members = parts(worksheet()) | {
        "xl/workbook.xml": workbook_part(sheets),
        "xl/_rels/workbook.xml.rels": links,
        "xl/worksheets/sheet2.xml": worksheet(_row('<c r="A1"><v>2</v></c>')),
        "xl/worksheets/sheet3.xml": worksheet(),
        "xl/chartsheets/sheet1.xml": "<chartsheet/>",
        "xl/macrosheets/sheet1.xml": "<macrosheet/>",
    }
    workbook = read_workbook(zipped(members))
    assert [(sheet.name, sheet.state) for sheet in workbook.sheets] == [
        ("Satu", "visible"),
        ("Dua", "hidden"),
        ("Tiga", "veryHidden"),
    ]
    assert values(workbook, 1) == {"A1": 2}
    assert [note[:2] + note[3:] for note in workbook.notes] == [
        ("HIDDEN_SHEET", "Dua", ""),
        ("VERY_HIDDEN_SHEET", "Tiga", ""),
        ("SHEET_SKIPPED", "Bagan", "chartsheet"),
        ("MACRO_SHEET", "Makro", "xlMacrosheet"),
    ]


def test_tables_and_related_parts_come_through_the_relations_of_the_sheet() -> None:
    table = (
        f'{HEAD}<table xmlns="{MAIN}" id="1" name="t" displayName="tblPagu" ref="A4:C9"><tableColumns count="3">'
        '<tableColumn name="Kode"/><tableColumn name="Pagu_x000a_Rp"/><tableColumn name="A&amp;B"/></tableColumns></table>'
    )
    links = relations(
        ("rId1", "table", "../tables/table1.xml"),
        ("rId2", "drawing", "../drawings/drawing1.xml"),
        ("rId3", "table", "../tables/hilang.xml"),
        ("rId4", "table", "../tables/table2.xml"),
        ("rId5", "hyperlink", "file:///C:/rahasia.xlsx"),
        ("rId6", "hyperlink", "https://contoh.go.id"),
        external=("rId5", "rId6"),
    )
    members = _with() | {
        "xl/worksheets/_rels/sheet1.xml.rels": links,
        "xl/tables/table1.xml": table,
        "xl/tables/table2.xml": table.replace("A4:C9", "A0"),
        "xl/drawings/drawing1.xml": "<x/>",
    }
    workbook = read_workbook(zipped(members))
    sheet = workbook.sheets[0]
    assert sheet.tables == [RawTable("tblPagu", (4, 1, 9, 3), ("Kode", "Pagu\nRp", "A&B"))]
    assert sheet.related == ["xl/tables/table1.xml", "xl/drawings/drawing1.xml", "xl/tables/table2.xml"]
    assert [(note.code, note.detail) for note in workbook.notes] == [
        ("BAD_TABLE", "../tables/hilang.xml"),
        ("BAD_TABLE", "xl/tables/table2.xml"),
        ("FILE_LINK", "file:///C:/rahasia.xlsx"),
    ]


def test_active_and_outside_content_is_named() -> None:
    link = f'{HEAD}<externalLink xmlns="{MAIN}" xmlns:r="{OFFICE}">'
    members = _with() | {
        "[Content_Types].xml": content_types(kind="application/vnd.ms-excel.sheet.macroEnabled.main+xml"),
        "xl/_rels/workbook.xml.rels": relations(
            ("rId1", "worksheet", "worksheets/sheet1.xml"),
            ("rId2", "externalLink", "externalLinks/externalLink1.xml"),
            ("rId3", "externalLink", "externalLinks/externalLink2.xml"),
        ),
        "xl/externalLinks/externalLink1.xml": f'{link}<externalBook r:id="rId1"/></externalLink>',
        "xl/externalLinks/_rels/externalLink1.xml.rels": relations(
            ("rId1", "externalLinkPath", "buku lain.xlsx"), external=["rId1"]
        ),
        "xl/externalLinks/externalLink2.xml": f'{link}<ddeLink ddeService="cmd" ddeTopic="/c calc"/></externalLink>',
        "xl/vbaProject.bin": b"x",
        "xl/embeddings/oleObject1.bin": b"x",
        "xl/activeX/activeX1.xml": "<x/>",
        "xl/connections.xml": "<x/>",
        "customUI/customUI14.xml": "<x/>",
    }
    workbook = read_workbook(zipped(members), name="laporan.xlsx")
    assert [(note.code, note.detail) for note in workbook.notes] == [
        ("WRONG_EXTENSION", ".xlsm"),
        ("MACRO", "xl/vbaProject.bin"),
        ("EMBEDDED", "xl/embeddings/oleObject1.bin"),
        ("ACTIVEX", "xl/activeX/activeX1.xml"),
        ("CONNECTION", "xl/connections.xml"),
        ("CUSTOM_UI", "customUI/customUI14.xml"),
        ("EXTERNAL_LINK", "buku lain.xlsx"),
        ("DDE", "cmd|/c calc"),
    ]


def test_content_decides_and_a_wrong_extension_is_noted(tmp_path: Path) -> None:
    path = tmp_path / "lama.xls"
    path.write_bytes(zipped(_with()))
    workbook = read_workbook(path)
    assert workbook.name == "lama.xls"
    assert noted(workbook) == [("WRONG_EXTENSION", "", ".xlsx")]
    assert noted(read_workbook(path, name="baru.XLSX")) == []


def test_record_of_the_file(tmp_path: Path) -> None:
    properties = f'{HEAD}<Properties xmlns="{OFFICE.removesuffix("/relationships")}/extended-properties">'
    members = _with() | {
        "_rels/.rels": relations(
            ("rId1", "officeDocument", "xl/workbook.xml"), ("rId2", "extended-properties", "docProps/app.xml")
        ),
        "docProps/app.xml": f"{properties}<Application>Microsoft Excel</Application><X>y</X></Properties>",
    }
    data = zipped(members)
    path = tmp_path / "a.xlsx"
    path.write_bytes(data)
    workbook = read_workbook(path)
    assert (workbook.sha256, workbook.size) == (hashlib.sha256(data).hexdigest(), len(data))
    assert workbook.parts == list(members)
    assert workbook.application == "Microsoft Excel"
    assert path.read_bytes() == data


# Packages of other writers


def test_main_part_named_only_by_the_package_relations() -> None:
    members = _with()
    members["[Content_Types].xml"] = content_types("/lain.xml", "application/xml")
    assert values(read_workbook(zipped(members))) == {"A1": 1}


def test_main_part_named_only_by_the_content_types() -> None:
    members = _with()
    del members["_rels/.rels"]
    assert values(read_workbook(zipped(members))) == {"A1": 1}


def test_workbook_part_at_the_root() -> None:
    members = {
        "[Content_Types].xml": content_types("/workbook.xml", f"{SPREADSHEET}.sheet.main+xml"),
        "_rels/.rels": relations(("rId1", "officeDocument", "workbook.xml")),
        "workbook.xml": workbook_part(),
        "_rels/workbook.xml.rels": relations(("rId1", "worksheet", "sheet1.xml")),
        "sheet1.xml": worksheet(_row('<c r="A1"><v>1</v></c>')),
    }
    assert values(read_workbook(zipped(members))) == {"A1": 1}


def test_backslashes_case_and_percent_signs_in_part_names() -> None:
    members = parts()
    del members[SHEET_PART]
    members["XL\\Worksheets\\lembar satu.xml"] = worksheet(_row('<c r="A1"><v>1</v></c>'))
    members["xl/_rels/workbook.xml.rels"] = relations(("rId1", "worksheet", "worksheets\\Lembar%20Satu.xml"))
    assert values(read_workbook(zipped(members))) == {"A1": 1}


def test_stored_parts_folders_and_zip64() -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as package:
        package.writestr("xl/", b"")
        for name, content in _with().items():
            with package.open(name, "w", force_zip64=True) as part:
                part.write(content if isinstance(content, bytes) else content.encode())
    workbook = read_workbook(target.getvalue())
    assert values(workbook) == {"A1": 1}
    assert "xl/" not in workbook.parts


def test_parts_in_utf_16() -> None:
    sheet = worksheet(_row('<c r="A1" t="inlineStr"><is><t>é</t></is></c>')).replace("UTF-8", "UTF-16")
    assert values(read_workbook(zipped(parts(sheet.encode("utf-16"))))) == {"A1": "é"}


def test_strict_open_xml() -> None:
    members = _with()
    for name, content in members.items():
        assert isinstance(content, str)
        members[name] = content.replace(MAIN, STRICT).replace(OFFICE, "http://purl.oclc.org/ooxml/officeDocument/relationships")
    assert values(read_workbook(zipped(members))) == {"A1": 1}


def test_garbage_collection_is_left_as_it_was() -> None:
    gc.disable()
    try:
        read_rows("")
        assert not gc.isenabled()
    finally:
        gc.enable()
    read_rows("")
    assert gc.isenabled()
