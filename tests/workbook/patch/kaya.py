"""A rich .xlsm made part by part: everything that a load and save with the usual libraries loses.

Sheets: ``Data`` (table, slicer, sparkline, x14 rules, drawing, classic and threaded comments, printer settings),
``Rumus`` (shared formulas, an array formula, merged cells, a row and a column with a style of their own), ``Grafik`` (a
chart sheet) and ``Kosong`` (nothing). The parts are what Excel writes, cut to what matters.
"""

from __future__ import annotations

import struct
import zipfile
import zlib
from io import BytesIO
from typing import Final

Parts = dict[str, bytes]

MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
REL: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
MS: Final = "http://schemas.microsoft.com/office"
SPREADSHEET: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_HEAD: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n'

TYPES: Final = {
    "xl/workbook.xml": "application/vnd.ms-excel.sheet.macroEnabled.main+xml",
    "xl/worksheets/sheet1.xml": f"{SPREADSHEET}.worksheet+xml",
    "xl/worksheets/sheet2.xml": f"{SPREADSHEET}.worksheet+xml",
    "xl/chartsheets/sheet1.xml": f"{SPREADSHEET}.chartsheet+xml",
    "xl/worksheets/sheet3.xml": f"{SPREADSHEET}.worksheet+xml",
    "xl/styles.xml": f"{SPREADSHEET}.styles+xml",
    "xl/sharedStrings.xml": f"{SPREADSHEET}.sharedStrings+xml",
    "xl/calcChain.xml": f"{SPREADSHEET}.calcChain+xml",
    "xl/comments1.xml": f"{SPREADSHEET}.comments+xml",
    "xl/tables/table1.xml": f"{SPREADSHEET}.table+xml",
    "xl/externalLinks/externalLink1.xml": f"{SPREADSHEET}.externalLink+xml",
    "xl/drawings/drawing1.xml": "application/vnd.openxmlformats-officedocument.drawing+xml",
    "xl/drawings/drawing2.xml": "application/vnd.openxmlformats-officedocument.drawing+xml",
    "xl/charts/chart1.xml": "application/vnd.openxmlformats-officedocument.drawingml.chart+xml",
    "xl/charts/chart2.xml": "application/vnd.openxmlformats-officedocument.drawingml.chart+xml",
    "xl/threadedComments/threadedComment1.xml": "application/vnd.ms-excel.threadedcomments+xml",
    "xl/persons/person.xml": "application/vnd.ms-excel.person+xml",
    "xl/slicers/slicer1.xml": "application/vnd.ms-excel.slicer+xml",
    "xl/slicerCaches/slicerCache1.xml": "application/vnd.ms-excel.slicerCache+xml",
    "customXml/itemProps1.xml": "application/vnd.openxmlformats-officedocument.customXmlProperties+xml",
    "docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
    "docProps/app.xml": "application/vnd.openxmlformats-officedocument.extended-properties+xml",
    "docProps/custom.xml": "application/vnd.openxmlformats-officedocument.custom-properties+xml",
}


def part(text: str) -> bytes:
    """An XML part as Office writes it: declaration, CRLF, then one line."""
    return (_HEAD + text.strip()).encode()


def relations(*entries: tuple[str, str, str], external: str = "") -> bytes:
    """A relationships part from (id, type, target); a type without a scheme is one of Office Open XML's."""
    lines = []
    for key, kind, target in entries:
        full = kind if "://" in kind else f"{REL}/{kind}"
        mode = ' TargetMode="External"' if key == external else ""
        lines.append(f'<Relationship Id="{key}" Type="{full}" Target="{target}"{mode}/>')
    return part(f'<Relationships xmlns="{PACKAGE}/relationships">{"".join(lines)}</Relationships>')


def rich() -> Parts:
    """The parts of the workbook, in the order of the package."""
    return {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": relations(
            ("rId1", "officeDocument", "xl/workbook.xml"),
            (
                "rId2",
                "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties",
                "docProps/core.xml",
            ),
            ("rId3", "extended-properties", "docProps/app.xml"),
            ("rId4", "custom-properties", "docProps/custom.xml"),
        ),
        "xl/workbook.xml": part(WORKBOOK),
        "xl/_rels/workbook.xml.rels": relations(
            ("rId1", "worksheet", "worksheets/sheet1.xml"),
            ("rId2", "worksheet", "worksheets/sheet2.xml"),
            ("rId3", "chartsheet", "chartsheets/sheet1.xml"),
            ("rId4", "worksheet", "/xl/worksheets/sheet3.xml"),
            ("rId5", "styles", "styles.xml"),
            ("rId6", "sharedStrings", "sharedStrings.xml"),
            ("rId7", "calcChain", "calcChain.xml"),
            ("rId8", "externalLink", "externalLinks/externalLink1.xml"),
            ("rId9", "customXml", "../customXml/item1.xml"),
            ("rId10", f"{MS}/2006/relationships/vbaProject", "vbaProject.bin"),
            ("rId11", f"{MS}/2007/relationships/slicerCache", "slicerCaches/slicerCache1.xml"),
            ("rId12", f"{MS}/2017/10/relationships/person", "persons/person.xml"),
        ),
        "xl/worksheets/sheet1.xml": part(DATA),
        "xl/worksheets/_rels/sheet1.xml.rels": relations(
            ("rId1", "drawing", "../drawings/drawing1.xml"),
            ("rId2", "vmlDrawing", "../drawings/vmlDrawing1.vml"),
            ("rId3", "comments", "../comments1.xml"),
            ("rId4", f"{MS}/2017/10/relationships/threadedComment", "../threadedComments/threadedComment1.xml"),
            ("rId5", "table", "../tables/table1.xml"),
            ("rId6", f"{MS}/2007/relationships/slicer", "../slicers/slicer1.xml"),
            ("rId7", "printerSettings", "../printerSettings/printerSettings1.bin"),
            ("rId8", "hyperlink", "https://contoh.test/"),
            external="rId8",
        ),
        "xl/worksheets/sheet2.xml": part(RUMUS),
        "xl/chartsheets/sheet1.xml": part(GRAFIK),
        "xl/chartsheets/_rels/sheet1.xml.rels": relations(("rId1", "drawing", "../drawings/drawing2.xml")),
        "xl/worksheets/sheet3.xml": part(f'<worksheet xmlns="{MAIN}"><sheetData/></worksheet>'),
        "xl/styles.xml": part(STYLES),
        "xl/sharedStrings.xml": part(STRINGS),
        "xl/calcChain.xml": part(CALC_CHAIN),
        "xl/comments1.xml": part(COMMENTS),
        "xl/drawings/vmlDrawing1.vml": VML.strip().encode(),
        "xl/threadedComments/threadedComment1.xml": part(THREADED),
        "xl/persons/person.xml": part(PERSONS),
        "xl/tables/table1.xml": part(TABLE),
        "xl/slicers/slicer1.xml": part(SLICER),
        "xl/slicerCaches/slicerCache1.xml": part(SLICER_CACHE),
        "xl/drawings/drawing1.xml": part(DRAWING),
        "xl/drawings/_rels/drawing1.xml.rels": relations(
            ("rId1", "image", "../media/image1.png"), ("rId2", "chart", "../charts/chart1.xml")
        ),
        "xl/drawings/drawing2.xml": part(SHEET_DRAWING),
        "xl/drawings/_rels/drawing2.xml.rels": relations(("rId1", "chart", "../charts/chart2.xml")),
        "xl/charts/chart1.xml": part(CHART),
        "xl/charts/chart2.xml": part(CHART),
        "xl/media/image1.png": png(),
        "xl/printerSettings/printerSettings1.bin": bytes(range(256)) * 4,
        "xl/vbaProject.bin": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(range(255, -1, -1)) * 40,
        "xl/externalLinks/externalLink1.xml": part(EXTERNAL),
        "xl/externalLinks/_rels/externalLink1.xml.rels": relations(
            ("rId1", "externalLinkPath", "Anggaran%20lama.xlsx"), external="rId1"
        ),
        "customXml/item1.xml": part('<surat xmlns="urn:contoh:surat"><nomor>005/17/2025</nomor></surat>'),
        "customXml/_rels/item1.xml.rels": relations(("rId1", "customXmlProps", "itemProps1.xml")),
        "customXml/itemProps1.xml": part(
            '<ds:datastoreItem ds:itemID="{11111111-2222-3333-4444-555555555555}" '
            'xmlns:ds="http://schemas.openxmlformats.org/officeDocument/2006/customXml"/>'
        ),
        "docProps/core.xml": part(CORE),
        "docProps/app.xml": part(APP),
        "docProps/custom.xml": part(CUSTOM),
    }


def _content_types() -> bytes:
    defaults = {
        "bin": "application/vnd.ms-office.vbaProject",
        "rels": "application/vnd.openxmlformats-package.relationships+xml",
        "xml": "application/xml",
        "vml": "application/vnd.openxmlformats-officedocument.vmlDrawing",
        "png": "image/png",
    }
    lines = [f'<Default Extension="{key}" ContentType="{value}"/>' for key, value in defaults.items()]
    lines += [f'<Override PartName="/{key}" ContentType="{value}"/>' for key, value in TYPES.items()]
    lines.append(f'<Override PartName="/xl/printerSettings/printerSettings1.bin" ContentType="{SPREADSHEET}.printerSettings"/>')
    return part(f'<Types xmlns="{PACKAGE}/content-types">{"".join(lines)}</Types>')


def png(width: int = 8, height: int = 8) -> bytes:
    """A small true-colour picture."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">L", len(data)) + kind + data + struct.pack(">L", zlib.crc32(kind + data))

    pixels = b"".join(b"\0" + bytes((200, 30, 60)) * width for _ in range(height))
    head = struct.pack(">LLBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(pixels)) + chunk(b"IEND", b"")


def packed(parts: Parts, *, streamed: bool = False) -> bytes:
    """The package, each member with other times, attributes and extra fields, pictures and macros stored unpacked.

    ``streamed`` writes as to a pipe: sizes stand behind the data, as many programs other than Excel write them.
    """
    target = BytesIO()
    stream = _Pipe(target) if streamed else target
    with zipfile.ZipFile(stream, "w") as package:
        for number, (name, content) in enumerate(parts.items()):
            info = zipfile.ZipInfo(name, (1980 + number % 40, 1 + number % 12, 1 + number % 28, number % 24, number % 60, 2))
            info.compress_type = zipfile.ZIP_STORED if name.endswith((".png", ".bin")) else zipfile.ZIP_DEFLATED
            info.external_attr = (0o600 + number % 64) << 16
            info.create_system = number % 2 * 3
            info.comment = b"catatan" if number % 5 == 0 else b""
            info.extra = struct.pack("<HHL", 0x9999, 4, number) if number % 3 == 0 else b""
            package.writestr(info, content, compresslevel=1 + number % 9)
        package.comment = b"berkas contoh"
    return target.getvalue()


class _Pipe:
    """A file that can only be written on."""

    def __init__(self, target: BytesIO) -> None:
        self._target = target

    def write(self, data: bytes) -> int:
        return self._target.write(data)

    def flush(self) -> None:
        """Nothing waits."""


WORKBOOK = f"""
<workbook xmlns="{MAIN}" xmlns:r="{REL}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" \
mc:Ignorable="x15" xmlns:x15="{MS}/spreadsheetml/2010/11/main"><fileVersion appName="xl" lastEdited="7"/>\
<workbookPr codeName="ThisWorkbook" defaultThemeVersion="166925"/><bookViews>\
<workbookView xWindow="0" yWindow="0" windowWidth="24000" windowHeight="12000" firstSheet="1" activeTab="1"/></bookViews>\
<sheets><sheet name="Data" sheetId="1" r:id="rId1"/><sheet name="Rumus" sheetId="4" r:id="rId2"/>\
<sheet name="Grafik" sheetId="5" r:id="rId3"/><sheet name="Kosong" sheetId="7" r:id="rId4"/></sheets>\
<externalReferences><externalReference r:id="rId8"/></externalReferences>\
<definedNames><definedName name="_xlnm.Print_Area" localSheetId="0">Data!$A$1:$F$12</definedName>\
<definedName name="_xlnm.Print_Titles" localSheetId="1">Rumus!$1:$2</definedName>\
<definedName name="Lama">[1]Sheet1!$A$1</definedName><definedName name="Pagu">Data!$C$4:$C$8</definedName>\
<definedName name="Slicer_Satuan">#N/A</definedName></definedNames><calcPr calcId="191029"/>\
<extLst><ext uri="{{BBE1A952-AA13-448e-AADC-164F8A28A991}}" xmlns:x14="{MS}/spreadsheetml/2009/9/main">\
<x14:slicerCaches/></ext><ext uri="{{46BE6895-7355-4a93-B00E-2C351335B9C9}}"><x15:slicerCaches>\
<x14:slicerCache xmlns:x14="{MS}/spreadsheetml/2009/9/main" r:id="rId11"/></x15:slicerCaches></ext></extLst></workbook>
"""

_X14 = f"{MS}/spreadsheetml/2009/9/main"
_XM = f"{MS}/excel/2006/main"

DATA = f"""
<worksheet xmlns="{MAIN}" xmlns:r="{REL}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" \
mc:Ignorable="x14ac" xmlns:x14ac="{MS}/spreadsheetml/2009/9/ac"><sheetPr codeName="Sheet1"><pageSetUpPr fitToPage="1"/>\
</sheetPr><dimension ref="A1:F12"/><sheetViews><sheetView workbookViewId="0"><pane ySplit="3" topLeftCell="A4" \
activePane="bottomLeft" state="frozen"/><selection pane="bottomLeft" activeCell="B5" sqref="B5"/></sheetView></sheetViews>\
<sheetFormatPr defaultRowHeight="15" x14ac:dyDescent="0.25"/><cols><col min="2" max="2" width="30.7109375" customWidth="1"/>\
<col min="5" max="6" width="12" style="2" customWidth="1"/></cols><sheetData>\
<row r="1" spans="1:6" ht="21" customHeight="1" x14ac:dyDescent="0.25"><c r="A1" s="3" t="s"><v>0</v></c><c r="B1" s="3"/></row>\
<row r="3" spans="1:6" x14ac:dyDescent="0.25"><c r="A3" s="1" t="s"><v>1</v></c><c r="B3" s="1" t="s"><v>2</v></c>\
<c r="C3" s="1" t="s"><v>3</v></c><c r="D3" s="1" t="s"><v>4</v></c></row>\
<row r="4" spans="1:6" x14ac:dyDescent="0.25"><c r="A4" t="s"><v>5</v></c><c r="B4" t="s"><v>6</v></c>\
<c r="C4" s="2"><v>600000000</v></c><c r="D4" s="2"><f>C4/1000</f><v>600000</v></c></row>\
<row r="5" spans="1:6" x14ac:dyDescent="0.25"><c r="A5" t="s"><v>5</v></c><c r="B5" s="4" t="s"><v>7</v></c>\
<c r="C5" s="2"><v>1250000.5</v></c><c r="D5" s="2"><f t="shared" ref="D5:D8" si="0">C5/1000</f><v>1250.0005</v></c></row>\
<row r="6" spans="1:6" x14ac:dyDescent="0.25"><c r="A6" t="s"><v>5</v></c><c r="C6" s="2"><v>3</v></c>\
<c r="D6" s="2"><f t="shared" si="0"/><v>0.003</v></c></row>\
<row r="7" spans="1:6" x14ac:dyDescent="0.25"><c r="C7" s="2"><v>4</v></c>\
<c r="D7" s="2"><f t="shared" si="0"/><v>0.004</v></c></row>\
<row r="8" spans="1:6" x14ac:dyDescent="0.25"><c r="C8" s="5"><v>5</v></c>\
<c r="D8" s="2"><f t="shared" si="0"/><v>0.005</v></c></row>\
<row r="12" spans="1:6" s="4" customFormat="1" x14ac:dyDescent="0.25"><c r="A12" s="4" t="b"><v>1</v></c>\
<c r="F12" s="4" t="e"><v>#N/A</v></c></row></sheetData><mergeCells count="1"><mergeCell ref="A1:B1"/></mergeCells>\
<conditionalFormatting sqref="C4:C8"><cfRule type="dataBar" priority="1"><dataBar><cfvo type="min"/><cfvo type="max"/>\
<color rgb="FF638EC6"/></dataBar><extLst><ext xmlns:x14="{_X14}" uri="{{B025F937-C7B1-47D3-B67F-A62EFF666E3E}}">\
<x14:id>{{AA3D1C68-0001-4B7A-9E3C-0D0E5A6B7C8D}}</x14:id></ext></extLst></cfRule></conditionalFormatting>\
<hyperlinks><hyperlink ref="B4" r:id="rId8"/></hyperlinks>\
<pageMargins left="0.7" right="0.7" top="0.75" bottom="0.75" header="0.3" footer="0.3"/>\
<pageSetup paperSize="9" orientation="landscape" r:id="rId7"/><ignoredErrors><ignoredError sqref="A4:A6" numberStoredAsText="1"/>\
</ignoredErrors><drawing r:id="rId1"/><legacyDrawing r:id="rId2"/><tableParts count="1"><tablePart r:id="rId5"/></tableParts>\
<extLst><ext xmlns:x14="{_X14}" uri="{{78C0D931-6437-407d-A8EE-F0AAD7539E65}}"><x14:conditionalFormattings>\
<x14:conditionalFormatting xmlns:xm="{_XM}"><x14:cfRule type="dataBar" id="{{AA3D1C68-0001-4B7A-9E3C-0D0E5A6B7C8D}}">\
<x14:dataBar minLength="0" maxLength="100" gradient="0"><x14:cfvo type="autoMin"/><x14:cfvo type="autoMax"/></x14:dataBar>\
</x14:cfRule><xm:sqref>C4:C8</xm:sqref></x14:conditionalFormatting></x14:conditionalFormattings></ext>\
<ext xmlns:x14="{_X14}" uri="{{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}}"><x14:dataValidations xmlns:xm="{_XM}" count="1">\
<x14:dataValidation type="list" allowBlank="1"><x14:formula1><xm:f>Rumus!$A$1:$A$3</xm:f></x14:formula1>\
<xm:sqref>B5:B8</xm:sqref></x14:dataValidation></x14:dataValidations></ext>\
<ext xmlns:x14="{_X14}" uri="{{05C60535-1F16-4fd2-B633-F4F36F0B64E0}}"><x14:sparklineGroups xmlns:xm="{_XM}">\
<x14:sparklineGroup displayEmptyCellsAs="gap"><x14:colorSeries rgb="FF376092"/><x14:sparklines><x14:sparkline>\
<xm:f>Data!C4:C8</xm:f><xm:sqref>E4</xm:sqref></x14:sparkline></x14:sparklines></x14:sparklineGroup></x14:sparklineGroups></ext>\
<ext xmlns:x14="{_X14}" uri="{{3A4CF648-6AED-40f4-86FF-DC5316D8AED3}}"><x14:slicerList><x14:slicer r:id="rId6"/>\
</x14:slicerList></ext></extLst></worksheet>
"""

RUMUS = f"""
<worksheet xmlns="{MAIN}" xmlns:r="{REL}"><dimension ref="A1:E9"/><sheetViews><sheetView tabSelected="1" workbookViewId="0"/>\
</sheetViews><sheetFormatPr defaultRowHeight="15"/><sheetData>\
<row r="1"><c r="A1"><v>1</v></c><c r="B1"><f t="shared" ref="B1:C4" si="0">A1*2+$A$1</f><v>3</v></c>\
<c r="C1"><f t="shared" si="0"/><v>7</v></c><c r="D1" t="str"><f>IF(A1&lt;2,"a &amp; b","")</f><v>a &amp; b</v></c></row>\
<row r="2"><c r="A2"><v>2</v></c><c r="B2"><f t="shared" si="0"/><v>5</v></c><c r="C2"><f t="shared" si="0"/><v>11</v></c></row>\
<row r="3"><c r="A3"><v>3</v></c><c r="B3"><f t="shared" si="0"/><v>7</v></c><c r="C3"><f t="shared" si="0"/><v>15</v></c></row>\
<row r="4"><c r="A4"><v>4</v></c><c r="B4"><f t="shared" si="0"/><v>9</v></c><c r="C4"><f t="shared" si="0"/><v>19</v></c></row>\
<row r="6"><c r="A6"><f t="array" ref="A6:B7">A1:B2*2</f><v>2</v></c><c r="B6"><v>6</v></c></row>\
<row r="7"><c r="A7"><v>4</v></c><c r="B7"><v>10</v></c></row>\
<row r="9"><c r="A9" t="inlineStr"><is><t>gabung</t></is></c><c r="E9"><v>9</v></c></row></sheetData>\
<mergeCells count="1"><mergeCell ref="A9:C10"/></mergeCells></worksheet>
"""

GRAFIK = f"""
<chartsheet xmlns="{MAIN}" xmlns:r="{REL}"><sheetViews><sheetView workbookViewId="0"/></sheetViews><drawing r:id="rId1"/>\
</chartsheet>
"""

STYLES = f"""
<styleSheet xmlns="{MAIN}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" mc:Ignorable="x14ac" \
xmlns:x14ac="{MS}/spreadsheetml/2009/9/ac"><numFmts count="1"><numFmt numFmtId="164" formatCode="&quot;Rp &quot;#,##0"/>\
</numFmts>\
<fonts count="2" x14ac:knownFonts="1"><font><sz val="11"/><color theme="1"/><name val="Calibri"/><family val="2"/></font>\
<font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="4"><fill><patternFill patternType="none"/></fill>\
<fill><patternFill patternType="gray125"/></fill><fill><patternFill patternType="solid"><fgColor rgb="FFD9E2F3"/>\
<bgColor indexed="64"/></patternFill></fill><fill><gradientFill degree="90"><stop position="0"><color theme="0"/></stop>\
<stop position="1"><color theme="4"/></stop></gradientFill></fill></fills><borders count="1"><border><left/><right/><top/>\
<bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>\
</cellStyleXfs><cellXfs count="6"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>\
<xf numFmtId="0" fontId="1" fillId="2" borderId="0" xfId="0" applyFont="1" applyFill="1"/>\
<xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>\
<xf numFmtId="0" fontId="1" fillId="3" borderId="0" xfId="0" applyFill="1"><alignment horizontal="center"/></xf>\
<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0" applyAlignment="1"><alignment wrapText="1"/>\
<protection locked="0"/></xf><xf numFmtId="164" fontId="0" fillId="2" borderId="0" xfId="0" applyNumberFormat="1" \
applyFill="1"/></cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>\
<dxfs count="1"><dxf><font><color rgb="FF9C0006"/></font><fill><patternFill><bgColor rgb="FFFFC7CE"/></patternFill></fill></dxf>\
</dxfs><tableStyles count="0" defaultTableStyle="TableStyleMedium2"/></styleSheet>
"""

STRINGS = f"""
<sst xmlns="{MAIN}" count="12" uniqueCount="8"><si><r><rPr><b/><sz val="14"/></rPr><t xml:space="preserve">Rincian </t></r><r>\
<rPr>\
<i/></rPr><t>DPA</t></r></si><si><t>Satuan</t></si><si><t>Uraian</t></si><si><t>Pagu</t></si><si><t>Ribu</t></si>\
<si><t>%</t></si><si><t>Kegiatan &lt;satu&gt;</t></si><si><t xml:space="preserve"> Kegiatan dua </t></si></sst>
"""

CALC_CHAIN = f"""
<calcChain xmlns="{MAIN}"><c r="D4" i="1"/><c r="D5"/><c r="D6"/><c r="D7"/><c r="D8"/><c r="B1" i="4"/><c r="A6" a="1"/>\
</calcChain>
"""

COMMENTS = f"""
<comments xmlns="{MAIN}"><authors><author>Siti</author><author>tc={{0A7F0D0C-1111-4E5F-8A9B-000000000001}}</author></authors>\
<commentList><comment ref="B5" authorId="0" shapeId="0"><text><r><rPr><b/><sz val="9"/><rFont val="Tahoma"/></rPr>\
<t xml:space="preserve">Siti:\n</t></r><r><t>Sudah dicek &amp; cocok</t></r></text></comment>\
<comment ref="C5" authorId="1" shapeId="0"><text><t>[Threaded comment] Tolong diperiksa</t></text></comment></commentList>\
</comments>
"""

_NOTE = """<v:shape id="_x0000_s{id}" type="#_x0000_t202" style='position:absolute;margin-left:200pt;margin-top:60pt;width:108pt;
height:59pt;z-index:1;visibility:hidden' fillcolor="#ffffe1" o:insetmode="auto"><v:fill color2="#ffffe1"/>\
<v:textbox style='mso-direction-alt:auto'><div style='text-align:left'><br></div></v:textbox>
<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>2, 15, 3, 10, 4, 15, 7, 4</x:Anchor>\
<x:AutoFill>False</x:AutoFill><x:Row>{row}</x:Row><x:Column>{column}</x:Column></x:ClientData></v:shape>"""

VML = (
    '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:x="urn:schemas-microsoft-com:office:excel">\r\n <o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="1"/>'
    '</o:shapelayout><v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">'
    '<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>\r\n'
    + _NOTE.format(id=1025, row=4, column=1)
    + _NOTE.format(id=1026, row=4, column=2)
    + '<v:shape id="_x0000_s1027" type="#_x0000_t201" style="position:absolute" stroked="f"><v:textbox><div><br>Tombol</div>'
    '</v:textbox><x:ClientData ObjectType="Button"><x:Anchor>5, 0, 0, 0, 6, 0, 1, 0</x:Anchor><x:FmlaMacro>[0]!Modul1.Cek'
    "</x:FmlaMacro></x:ClientData></v:shape></xml>"
)

THREADED = f"""
<ThreadedComments xmlns="{MS}/spreadsheetml/2018/threadedcomments"><threadedComment ref="C5" dT="2025-01-02T03:04:05.00" \
personId="{{0A7F0D0C-2222-4E5F-8A9B-000000000001}}" id="{{0A7F0D0C-1111-4E5F-8A9B-000000000001}}"><text>Tolong diperiksa</text>\
</threadedComment></ThreadedComments>
"""

PERSONS = f"""
<personList xmlns="{MS}/spreadsheetml/2018/threadedcomments"><person displayName="Siti" \
id="{{0A7F0D0C-2222-4E5F-8A9B-000000000001}}" userId="siti" providerId="None"/></personList>
"""

TABLE = f"""
<table xmlns="{MAIN}" id="3" name="tblData" displayName="tblData" ref="A3:D8" totalsRowShown="0"><autoFilter ref="A3:D8"/>\
<tableColumns count="4"><tableColumn id="1" name="Satuan"/><tableColumn id="2" name="Uraian"/><tableColumn id="3" name="Pagu"/>\
<tableColumn id="4" name="Ribu"><calculatedColumnFormula>C4/1000</calculatedColumnFormula></tableColumn></tableColumns>\
<tableStyleInfo name="TableStyleMedium2" showFirstColumn="0" showLastColumn="0" showRowStripes="1" showColumnStripes="0"/></table>
"""

SLICER = f"""
<slicers xmlns="{_X14}" xmlns:x="{MAIN}"><slicer name="Satuan" cache="Slicer_Satuan" caption="Satuan" rowHeight="241300"/>\
</slicers>
"""

SLICER_CACHE = f"""
<slicerCacheDefinition xmlns="{_X14}" xmlns:x15="{MS}/spreadsheetml/2010/11/main" name="Slicer_Satuan" sourceName="Satuan">\
<extLst><x:ext xmlns:x="{MAIN}" uri="{{2F2917AC-EB37-4324-AD4E-5DD8C200BD13}}"><x15:tableSlicerCache tableId="3" column="1"/>\
</x:ext>\
</extLst></slicerCacheDefinition>
"""

_DRAWING_NS = (
    'xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
)


def _anchor(row: int, inside: str) -> str:
    return (
        f"<xdr:twoCellAnchor><xdr:from><xdr:col>7</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>{row}</xdr:row>"
        f"<xdr:rowOff>0</xdr:rowOff></xdr:from><xdr:to><xdr:col>12</xdr:col><xdr:colOff>0</xdr:colOff>\
<xdr:row>{row + 6}</xdr:row>"
        f"<xdr:rowOff>0</xdr:rowOff></xdr:to>{inside}<xdr:clientData/></xdr:twoCellAnchor>"
    )


def _frame(key: str) -> str:
    return (
        '<xdr:graphicFrame macro=""><xdr:nvGraphicFramePr><xdr:cNvPr id="4" name="Grafik 1"/><xdr:cNvGraphicFramePr/>'
        '</xdr:nvGraphicFramePr><xdr:xfrm><a:off x="0" y="0"/><a:ext cx="0" cy="0"/></xdr:xfrm><a:graphic><a:graphicData '
        'uri="http://schemas.openxmlformats.org/drawingml/2006/chart"><c:chart '
        f'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" xmlns:r="{REL}" r:id="{key}"/></a:graphicData>'
        "</a:graphic></xdr:graphicFrame>"
    )


_BOX = '<a:xfrm><a:off x="0" y="0"/><a:ext cx="900000" cy="500000"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'

DRAWING = (
    f"<xdr:wsDr {_DRAWING_NS}>"
    + _anchor(
        1,
        '<xdr:sp macro="" textlink=""><xdr:nvSpPr><xdr:cNvPr id="2" name="Kotak Teks"/><xdr:cNvSpPr txBox="1"/></xdr:nvSpPr>'
        f'<xdr:spPr>{_BOX}</xdr:spPr><xdr:txBody><a:bodyPr/><a:p><a:r><a:rPr lang="id-ID"/><a:t>Catatan bidang</a:t></a:r></a:p>'
        "</xdr:txBody></xdr:sp>",
    )
    + _anchor(
        10,
        '<xdr:pic><xdr:nvPicPr><xdr:cNvPr id="3" name="Gambar"/><xdr:cNvPicPr/></xdr:nvPicPr><xdr:blipFill>'
        f'<a:blip xmlns:r="{REL}" r:embed="rId1"/><a:stretch><a:fillRect/></a:stretch></xdr:blipFill><xdr:spPr>{_BOX}</xdr:spPr>'
        "</xdr:pic>",
    )
    + _anchor(20, _frame("rId2"))
    + "</xdr:wsDr>"
)

SHEET_DRAWING = (
    f'<xdr:wsDr {_DRAWING_NS}><xdr:absoluteAnchor><xdr:pos x="0" y="0"/><xdr:ext cx="9300000" cy="6000000"/>'
    f"{_frame('rId1')}<xdr:clientData/></xdr:absoluteAnchor></xdr:wsDr>"
)

CHART = """
<c:chartSpace xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"><c:chart><c:plotArea><c:layout/><c:barChart>\
<c:barDir val="col"/><c:grouping val="clustered"/><c:ser><c:idx val="0"/><c:order val="0"/><c:val><c:numRef>\
<c:f>Data!$C$4:$C$8</c:f>\
</c:numRef></c:val></c:ser><c:axId val="1"/><c:axId val="2"/></c:barChart><c:catAx><c:axId val="1"/><c:scaling>\
<c:orientation val="minMax"/></c:scaling><c:axPos val="b"/><c:crossAx val="2"/></c:catAx><c:valAx><c:axId val="2"/><c:scaling>\
<c:orientation val="minMax"/></c:scaling><c:axPos val="l"/><c:crossAx val="1"/></c:valAx></c:plotArea></c:chart></c:chartSpace>
"""

EXTERNAL = f"""
<externalLink xmlns="{MAIN}"><externalBook xmlns:r="{REL}" r:id="rId1"><sheetNames><sheetName val="Sheet1"/></sheetNames>\
<sheetDataSet><sheetData sheetId="0"><row r="1"><cell r="A1"><v>1</v></cell></row></sheetData></sheetDataSet></externalBook>\
</externalLink>
"""

CORE = """
<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" \
xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:creator>Siti</dc:creator></cp:coreProperties>
"""

APP = """
<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"><Application>Microsoft Excel\
</Application><TitlesOfParts/></Properties>
"""

CUSTOM = """
<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" \
xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"><property \
fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="2" name="Kelompok"><vt:lpwstr>DPA</vt:lpwstr></property></Properties>
"""
