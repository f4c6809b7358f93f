"""Words that mutations put into XML parts: values that once were, or may be, read in more than one way."""

from __future__ import annotations

from typing import Final

from lkjip_xl.definition.sheets import sheet_defs

CELLS: Final = (
    "A1", "B2", "A5", "XFD1048576", "XFE1", "A0", "A1048577", "a1", "1A", "", "AAAA1", "$A$1", "A1:C9", "C9:A1", "A1:XFD1048576",
    "A1:B2 C3", "R1C1", "A01", "٣", "A1:", ":A1",
)  # fmt: skip
NUMBERS: Final = (
    "0", "1", "2", "3", "7", "-1", "0.5", "100", "1e3", "1E400", "-1e400", "NaN", "INF", "1,5", "1_0", "0x1f", "2147483648",
    "4294967295", "1000000000000000000", "9" * 30, "99999999999999.999", "1e-320", "+5", " 7 ", ".5", "5.", "", "45292",
    "2958466",
    "-0", "١٢", "1e99999",
)  # fmt: skip
TYPES: Final = ("s", "str", "b", "e", "d", "n", "inlineStr", "x", "")
FORMULAS: Final = (
    "A1+1", "SUM(A1:A9)", "'PK'!A1", "[1]Lain!A1", "SUM(", "#REF!", "IF(A1=\"\",\"\",B1/C1)", "A1:A9", "Instansi!$B$5", "A1",
    "((((((((A1))))))))", "INDIRECT(\"A\"&1)", "=A1", "\"a", "{1,2;3,4}", "A:A", "1:1", "1048576:1048576", "XFD1", "A1%%",
    "-" * 40,
    "_xlfn.XLOOKUP(A1,B:B,C:C)", "tblDPA[Pagu]", "tblDPA[[#This Row],[Pagu]]", "SUBTOTAL(9,A1:A5)", "A1 B1", "OFFSET(A1,1,1)",
)  # fmt: skip
TEXTS: Final = (
    "Program", "Kegiatan", "Sub Kegiatan", "Positif", "Negatif", "Indeks", "%", "Rp 1.234,56", "1.234", "1,234.5", "12,5%",
    "=1+1",
    "@x", "-", "n/a", "#N/A", "#REF!", "#APA!", "TRUE", "2024-02-30", "2024-01-31T10:00:00Z", "31/12/2024", "_x0000_", "_xD800_",
    "_x005F_x0041_", "_xD83D__xDE00_", " ", "\u00a0", "\u200b", "a\nb", "{0}", "{nilai}", "%s", "\u202e", "x" * 300, "1.02.01",
    "1.02.01.2.01", "1.02.01.2.01.0001", "S1.1", "IK-1", "0", "2024", "SAKIP", "Permendagri 86/2017", "]]>", "\ufeff",
)  # fmt: skip
NAMES: Final = (
    *dict.fromkeys(word for sheet in sheet_defs() for word in (sheet.name, sheet.key)),
    "Temuan", "Pengecualian", "temuan", "Lembar's", "x" * 31, "", " PK", "PK ", "pk",
)  # fmt: skip
HEADINGS: Final = tuple(dict.fromkeys(column.heading for sheet in sheet_defs() for column in sheet.columns))
KINDS: Final = tuple(
    f"http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}"
    for kind in (
        "worksheet", "chartsheet", "dialogsheet", "xlMacrosheet", "sharedStrings", "styles", "table", "comments", "vmlDrawing",
        "hyperlink", "externalLink", "officeDocument", "calcChain", "extended-properties", "drawing", "theme", "",
    )
)  # fmt: skip
TARGETS: Final = (
    "worksheets/sheet1.xml", "worksheets/sheet2.xml", "/xl/worksheets/sheet1.xml", "../worksheets/sheet1.xml",
    "sharedStrings.xml",
    "styles.xml", "../../etc/passwd", "http://x/y", "file:///c:/x", "", "%2e%2e/x", "workbook.xml", "\\\\server\\x", "#PK!A1",
    "../tables/table1.xml", "../comments1.xml", "../drawings/vmlDrawing1.vml", "worksheets/SHEET1.XML", "xl", ".",
)  # fmt: skip
FORMATS: Final = (
    "General", "0.00", "dd/mm/yyyy", "[h]:mm", "[Red]0;[Blue]-0", '"d"0', "\\d0", "_d0", "[$-421]d mmmm yyyy", "[" * 50,
    '"' * 9, "@",
)  # fmt: skip
FLAGS: Final = ("0", "1", "true", "false", "on", "x", "")
STATES: Final = ("visible", "hidden", "veryHidden", "x")

BY_ATTRIBUTE: Final[dict[str, tuple[str, ...]]] = {
    "r": CELLS + NUMBERS, "ref": CELLS, "s": NUMBERS, "t": (*TYPES, "shared", "array", "dataTable"), "si": NUMBERS,
    "sqref": CELLS,
    "name": NAMES + HEADINGS, "displayName": NAMES, "Type": KINDS, "Target": TARGETS, "TargetMode": ("External", "Internal", ""),
    "Id": ("rId1", "rId2", "rId8", ""), "r:id": ("rId1", "rId2", "rId99", ""), "formatCode": FORMATS, "numFmtId": (*NUMBERS,
    "14"),
    "state": STATES, "hidden": FLAGS, "date1904": FLAGS, "locked": FLAGS, "localSheetId": NUMBERS, "min": NUMBERS, "max": NUMBERS,
    "count": NUMBERS, "uniqueCount": NUMBERS, "fillId": NUMBERS, "xfId": NUMBERS, "cm": NUMBERS, "ht": NUMBERS,
    "sheetId": NUMBERS,
    "PartName": TARGETS, "xml:space": ("preserve", "default"), "totalsRowCount": NUMBERS, "headerRowCount": NUMBERS,
    "encoding": ("UTF-8", "utf-16", "ISO-8859-1", "US-ASCII", "windows-1252", "x"), "location": CELLS, "r1": CELLS,
    "spans": CELLS,
}  # fmt: skip
"""Attribute → values worth trying; other attributes get any of ``ANYTHING``."""
ANYTHING: Final = (*CELLS, *NUMBERS, *FLAGS, *TEXTS)
INSIDE: Final[dict[str, tuple[str, ...]]] = {
    "f": FORMULAS, "definedName": FORMULAS, "v": NUMBERS + TEXTS, "t": TEXTS + HEADINGS, "calculatedColumnFormula": FORMULAS,
    "formula1": FORMULAS,
}  # fmt: skip
"""Element → texts worth trying inside it."""
SNIPPETS: Final = (
    '<c r="A1"><v>1</v></c>', "<c/>", "<c><v>5</v></c>", '<c r="C7" t="s"><v>0</v></c>',
    '<c r="D7" t="inlineStr"><is><t>a</t></is></c>',
    '<c r="B2" t="str"><f>A1&amp;"x"</f><v>y</v></c>', '<f t="shared" ref="A1:A9" si="0">B1+1</f>', '<f t="shared" si="0"/>',
    '<f t="array" ref="A1:B2">B1:B2</f>', '<f t="dataTable" ref="A1:B2" dt2D="1" r1="A1" r2="B1"/>', "<v>1</v>", "<v/>", "<f/>",
    "<is><t>x</t></is>", "<is><r><t>x</t></r><rPh><t>y</t></rPh></is>", "<row/>", '<row r="3"/>',
    '<row r="9" hidden="1" ht="0"/>',
    "<sheetData/>", '<mergeCells><mergeCell ref="A1:C3"/></mergeCells>', '<mergeCell ref="A1:B2"/>', "<!-- <v>9</v> -->",
    "<?x y?>",
    "<![CDATA[1]]>", "&amp;", "&#65;", "&#x110000;", "&x;", "<!DOCTYPE x>", '<cols><col min="1" max="3" hidden="1"/></cols>',
    "\r\n",
    '<hyperlinks><hyperlink ref="A1" location="x"/></hyperlinks>', '<sheetProtection sheet="1"/>', '<legacyDrawing r:id="rId1"/>',
    '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:Choice Requires="x">'
    '<row r="2"/>'
    "</mc:Choice><mc:Fallback/></mc:AlternateContent>", '<xf numFmtId="14" applyNumberFormat="1"/>',
    '<numFmt numFmtId="164" formatCode="d"/>',
    '<si><t>x</t></si>', "<si/>", "<si><r><t>a</t></r><r><t>b</t></r></si>",
    '<definedName name="lkjip_templat_versi">1.0</definedName>',
    '<definedName name="_xlnm.Print_Titles" localSheetId="0">PK!$1:$4</definedName>', '<calcPr calcMode="manual" iterate="1"/>',
    '<sheet name="PK" sheetId="9" r:id="rId1"/>',
    '<conditionalFormatting sqref="A1"><cfRule type="expression" dxfId="0" priority="1">'
    "<formula>A1</formula></cfRule></conditionalFormatting>", '<tableParts count="1"><tablePart r:id="rId1"/></tableParts>',
    "<fill/>",
    '<x:c xmlns:x="urn:x"/>', '<extLst><ext uri="x"/></extLst>', '<dimension ref="A1:XFD1048576"/>', "<fills/>", "<cellXfs/>",
    '<pageMargins left="1" right="1" top="1" bottom="1" header="0" footer="0"/>', "<cellXfs><xf/></cellXfs>",
    "<dxfs><dxf/></dxfs>",
)  # fmt: skip
