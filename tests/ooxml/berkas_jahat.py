"""Crafted files: for every refusal code the smallest packages that must end with it, under the small limits ``SMALL``."""

from __future__ import annotations

import io
import re
import struct
import zipfile
from collections.abc import Callable

from lkjip_xl.ooxml.limits import Limits
from tests.ooxml.paket import (
    HEAD,
    MAIN,
    SHEET_PART,
    content_types,
    parts,
    relations,
    strings,
    styles,
    workbook_part,
    worksheet,
    zipped,
)

SMALL = Limits(
    file_size=700_000,
    entries=20,
    part_size=400_000,
    total_size=500_000,
    ratio_grace=2_000,
    xml_depth=20,
    xml_attribute=500,
    xml_token=20_000,
    xml_names=60,
    sheets=3,
    cells=50,
    rows=20,
    strings=10,
    text=100,
    text_refused=1_000,
    strings_text=3_000,
    formulas_text=500,
    merges=5,
    names=5,
    links=5,
    formats=5,
    relations=12,
)
CELL = '<c r="A1"><v>1</v></c>'
ROW = f'<row r="1">{CELL}</row>'
_SHEET = '<sheet name="Dua" sheetId="2" r:id="rId1"/>'
RUN = f"<r><t>{'x' * 300}</t></r>"


def book(rows: str = ROW, before: str = "", after: str = "", **changes: str | bytes) -> bytes:
    return zipped(parts(worksheet(rows, before, after), **changes), zipfile.ZIP_STORED)


def with_parts(changes: dict[str, str | bytes | None], method: int = zipfile.ZIP_STORED) -> bytes:
    members = parts(worksheet(ROW))
    for name, content in changes.items():
        if content is None:
            del members[name]
        else:
            members[name] = content
    return zipped(members, method)


def sheet(content: str | bytes) -> bytes:
    return with_parts({SHEET_PART: content})


def _patched(data: bytes, mark: bytes, offset: int, form: str, value: int, which: int = 0) -> bytes:
    """Overwrite one number of the ``which``-th record that begins with ``mark``."""
    changed = bytearray(data)
    places = [match.start() for match in re.finditer(re.escape(mark), data)]
    struct.pack_into(form, changed, places[which] + offset, value)
    return bytes(changed)


CENTRAL, LOCAL, END = b"PK\x01\x02", b"PK\x03\x04", b"PK\x05\x06"


def _duplicate() -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as package:
        for name, content in parts(worksheet(ROW)).items():
            package.writestr(name, content)
        package.writestr(SHEET_PART.replace("sheet1", "Sheet1"), worksheet())
    return target.getvalue()


def _deflated_damage() -> bytes:
    data = bytearray(with_parts({}, zipfile.ZIP_DEFLATED))
    place = data.index(SHEET_PART.encode()) + len(SHEET_PART)
    data[place : place + 4] = b"\xff\xff\xff\xff"
    return bytes(data)


def _wrong_crc() -> bytes:
    return _patched(with_parts({}), CENTRAL, 16, "<L", 0, -1)


def _overlap() -> bytes:
    data = with_parts({})
    first = data.index(CENTRAL)
    longer = struct.unpack_from("<L", data, first + 20)[0] + 40
    return _patched(_patched(data, CENTRAL, 20, "<L", longer), CENTRAL, 24, "<L", longer)


def _lying_size() -> bytes:
    return _patched(with_parts({}, zipfile.ZIP_DEFLATED), CENTRAL, 24, "<L", 20, -1)


def _short_size() -> bytes:
    return _patched(with_parts({}, zipfile.ZIP_DEFLATED), CENTRAL, 24, "<L", 5_000, -1)


def _method() -> bytes:
    return with_parts({}, zipfile.ZIP_BZIP2)


def _encrypted() -> bytes:
    return _patched(with_parts({}), CENTRAL, 8, "<H", 1, -1)


def _prefix_inside() -> bytes:
    """Junk that itself looks like a package in front: all places in the directory still count from the real one."""
    return b"PK\x03\x04" + bytes(96) + with_parts({})


def _entity(inside: str = "&a;") -> str:
    return (
        f'{HEAD}<!DOCTYPE x [<!ENTITY a "55">]><worksheet xmlns="{MAIN}"><sheetData>'
        f'<row r="1"><c r="A1"><v>{inside}</v></c></row></sheetData></worksheet>'
    )


def _many_cells(count: int, start: int = 1) -> str:
    return "".join(f'<row r="{start + row}"><c r="A{start + row}"/><c r="B{start + row}"/></row>' for row in range(count))


CASES: dict[str, list[Callable[[], bytes]]] = {
    "EMPTY": [lambda: b""],
    "HTML": [
        lambda: b"\xef\xbb\xbf\r\n<HTML><body><table><tr><td>1</td></tr></table></body></html>",
        lambda: b"<!-- x --><table border=1><tr><td>a",
        lambda: "<html><table>".encode("utf-16"),
        lambda: b"MIME-Version: 1.0\r\nContent-Type: multipart/related",
    ],
    "TEXT": [lambda: b"kode;nama;pagu\n1;a;100\n", lambda: "kode\tnama\n".encode("utf-16"), lambda: b"pagu;caf\xe9\n"],
    "XML2003": [lambda: b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"></Workbook>'],
    "PDF": [lambda: b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n\x00\x01"],
    "RTF": [lambda: b"{\\rtf1\\ansi ...}"],
    "OLE2": [lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)],
    "PASSWORD": [lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le") + bytes(600)],
    "ODS": [lambda: zipped({"mimetype": "x", "content.xml": "<a/>", "META-INF/manifest.xml": "<a/>"})],
    "XLSB": [
        lambda: with_parts(
            {
                "_rels/.rels": relations(("rId1", "officeDocument", "xl/workbook.bin")),
                "xl/workbook.bin": b"\x83\x01\x00",
            }
        )
    ],
    "NOT_ZIP": [lambda: b"\x89PNG\r\n\x1a\n" + bytes(100), lambda: b"Rar!\x1a\x07\x00" + bytes(10)],
    "ZIP_EMPTY": [lambda: b"PK\x05\x06" + bytes(18), lambda: zipped({})],
    "ZIP_BROKEN": [
        lambda: with_parts({})[:-40],
        lambda: with_parts({})[:300],
        _deflated_damage,
        lambda: _patched(with_parts({}), CENTRAL, 0, "<L", 0, -1),
        lambda: _patched(with_parts({}), LOCAL, 0, "<L", 0, 1),
        lambda: _patched(with_parts({}), LOCAL, 26, "<H", 3, 1),
        lambda: _patched(with_parts({}), LOCAL, 28, "<H", 0xFFFF, -1),
        lambda: _patched(with_parts({}), CENTRAL, 42, "<L", 0xFFFFFF00, -1),
        lambda: _patched(with_parts({}), CENTRAL, 42, "<L", 0xFFFFFFFF, -1),
        lambda: _patched(with_parts({}), CENTRAL, 28, "<H", 0xFFFF, -1),
        lambda: _patched(with_parts({}), END, 4, "<H", 1),
        lambda: _patched(with_parts({}), END, 8, "<H", 0xFFFF),
        lambda: _patched(with_parts({}), END, 16, "<L", 0xFFFFFF),
        lambda: _patched(_patched(with_parts({}), END, 8, "<H", 3), END, 10, "<H", 3),
        lambda: _patched(with_parts({}, zipfile.ZIP_DEFLATED), CENTRAL, 20, "<L", 20, -1),
    ],
    "ZIP_CRC": [_wrong_crc],
    "ZIP_DUPLICATE": [_duplicate],
    "ZIP_NAME": [
        lambda: with_parts({"../../evil.txt": "x"}),
        lambda: with_parts({"C:\\evil.txt": "x"}),
        lambda: with_parts({"/xl/evil.xml": "x"}),
        lambda: with_parts({"..\\evil.txt": "x"}),
        lambda: with_parts({"x\x1b[2J.xml": "x"}),
        lambda: with_parts({"x" * 300: "x"}),
        lambda: with_parts({"sé.xml": "x"}).replace("sé.xml".encode(), b"s\xff\xff.xml"),
    ],
    "ZIP_PREFIX": [lambda: b"sampah di depan\n" + with_parts({}), _prefix_inside],
    "ZIP_TRAILING": [lambda: with_parts({}) + b"sampah"],
    "ZIP_OVERLAP": [_overlap],
    "ZIP_LYING_SIZE": [_lying_size, _short_size],
    "ZIP_ENCRYPTED": [_encrypted],
    "ZIP_METHOD": [_method],
    "ZIP_ENTRIES": [lambda: with_parts({f"xl/media/{n}.bin": b"" for n in range(30)})],
    "FILE_SIZE": [lambda: bytes(700_001)],
    "PART_SIZE": [lambda: with_parts({"xl/media/a.bin": bytes(400_001)})],
    "TOTAL_SIZE": [lambda: with_parts({f"xl/media/{n}.bin": bytes(300_000) for n in range(2)})],
    "ZIP_RATIO": [lambda: with_parts({"xl/media/a.bin": bytes(50_000)}, zipfile.ZIP_DEFLATED)],
    "XML_DTD": [
        lambda: sheet(_entity()),
        lambda: book(strings=strings("a").replace("<sst", "<!DOCTYPE sst><sst")),
        lambda: with_parts(
            {"xl/workbook.xml": workbook_part().replace("<workbook", '<!DOCTYPE w SYSTEM "http://x/y"><workbook')}
        ),
        lambda: with_parts({"[Content_Types].xml": content_types().replace("<Types", "<!DOCTYPE Types []><Types")}),
    ],
    "XML_BROKEN": [
        lambda: sheet("<worksheet"),
        lambda: sheet(b"\x00\x01"),
        lambda: sheet(b""),
        lambda: sheet(worksheet(ROW) + "<x/>"),
        lambda: book(f'<row r="1">{CELL}</row><row r="2"><c r="A2"><v>1</c></row>'),
        lambda: book('<row r="1"><c r="A1"><v>&x;</v></c></row>'),
        lambda: book('<row r="1"><c r="A1"><f>A&B</f></c></row>'),
        lambda: book('<row r="1" r="2"><c r="A1"><v>1</v></c></row>'),
        lambda: book('<row r="1" q:x="2"><c r="A1"><v>1</v></c></row>'),
        lambda: book('<row r="1"><c r="A1"><f t="shared" t="x">1</f></c></row>'),
        lambda: book(f'{ROW}<row r="2"><c r="A2" t="str"><v>a\x01b</v></c></row>'),
        lambda: book(f'{ROW}<row r="2"><c r="A2" t="str"><v>\uffff</v></c></row>'),
        lambda: sheet(worksheet(f'{ROW}<row r="2"><c r="A2" t="str"><v>#</v></c></row>').encode().replace(b"#", b"\xff")),
    ],
    "XML_ENCODING": [
        lambda: sheet(worksheet(ROW).replace("UTF-8", "shift_jis")),
        lambda: sheet(worksheet(ROW).replace("UTF-8", "tidak-ada")),
        lambda: sheet(worksheet(ROW).replace("UTF-8", "utf-7")),
    ],
    "XML_DEPTH": [
        lambda: sheet(worksheet(ROW, after="<x>" * 30 + "</x>" * 30)),
        lambda: book("<x>" * 30 + "</x>" * 30),
        lambda: book('<row r="1"><c r="A1">' + "<x>" * 30 + "</x>" * 30 + "</c></row>"),
        lambda: with_parts({"xl/workbook.xml": workbook_part(after="<x>" * 30 + "</x>" * 30)}),
        lambda: book(strings=strings("<r>" * 30 + "</r>" * 30)),
    ],
    "XML_ATTR": [
        lambda: sheet(worksheet(ROW, before=f'<x a="{"x" * 600}"/>')),
        lambda: with_parts({"xl/workbook.xml": workbook_part(before=f'<x a="{"x" * 600}"/>')}),
        lambda: book(f'<row r="1"><c r="A1" z="{"x" * 600}"><v>1</v></c></row>'),
    ],
    "XML_TOKEN": [
        lambda: sheet(worksheet(ROW, before="<!--" + "x" * 100_000 + "-->")),
        lambda: sheet(worksheet(ROW, after=f'<x a="{"x" * 100_000}"/>')),
    ],
    "XML_NAMES": [
        lambda: sheet(worksheet(ROW, after="".join(f"<x{n}/>" for n in range(100)))),
        lambda: book('<row r="1">' + "".join(f"<x{n}/>" for n in range(100)) + "</row>"),
        lambda: with_parts({"xl/workbook.xml": workbook_part(after="".join(f'<x a{n}="1"/>' for n in range(100)))}),
    ],
    "XML_STRUCTURE": [
        lambda: sheet(worksheet(ROW).replace("worksheet", "lembar")),
        lambda: sheet(worksheet(ROW).replace(MAIN, "urn:lain")),
        lambda: book(f'<row r="1"><row r="2">{CELL}</row></row>'),
        lambda: book('<row r="1"><c r="A1"><c r="B1"/></c></row>'),
        lambda: book('<row r="1"><c r="A1"><v>1<v>2</v></v></c></row>'),
        lambda: book('<c r="A1"><v>1</v></c>'),
        lambda: book(f"{ROW}<sheetData/>"),
        lambda: sheet(worksheet(ROW, after=f"<sheetData>{ROW}</sheetData>")),
        lambda: book(strings=strings("<t>a</t><si><t>b</t></si>")),
        lambda: book(strings=strings("<t>a<b/></t>")),
        lambda: with_parts({"xl/workbook.xml": workbook_part(after='<definedName name="n">' + _SHEET + "</definedName>")}),
        lambda: with_parts({"xl/workbook.xml": workbook_part(before=_SHEET)}),
        lambda: with_parts({"xl/workbook.xml": workbook_part(after=f"<sheets>{_SHEET}</sheets>")}),
    ],
    "NOT_OOXML": [lambda: zipped({"a.txt": "a"})],
    "NOT_WORKBOOK": [
        lambda: with_parts({"xl/workbook.xml": f'{HEAD}<document xmlns="urn:w"/>'}),
        lambda: with_parts({"_rels/.rels": None, "[Content_Types].xml": content_types(kind="application/x")}),
    ],
    "NO_SHEETS": [
        lambda: with_parts({"xl/workbook.xml": f'{HEAD}<workbook xmlns="{MAIN}"><sheets/></workbook>'}),
        lambda: with_parts({"xl/_rels/workbook.xml.rels": relations(("rId1", "chartsheet", "worksheets/sheet1.xml"))}),
    ],
    "PART_MISSING": [
        lambda: with_parts({SHEET_PART: None}),
        lambda: with_parts({"xl/_rels/workbook.xml.rels": relations(("rId1", "worksheet", "../../etc/passwd"))}),
        lambda: with_parts({"xl/_rels/workbook.xml.rels": None}),
        lambda: with_parts({"xl/workbook.xml": None}),
    ],
    "SHEET_EXTERNAL": [
        lambda: with_parts({"xl/_rels/workbook.xml.rels": relations(("rId1", "worksheet", "http://x/s.xml"), external=["rId1"])})
    ],
    "SHEET_SHARED_PART": [
        lambda: with_parts(
            {
                "xl/workbook.xml": workbook_part({"Satu": "", "Dua": ""}),
                "xl/_rels/workbook.xml.rels": relations(
                    ("rId1", "worksheet", "worksheets/sheet1.xml"), ("rId2", "worksheet", "/xl/worksheets/SHEET1.xml")
                ),
            }
        )
    ],
    "SHEET_DUPLICATE": [lambda: with_parts({"xl/workbook.xml": workbook_part({"Satu": "", "SATU": ""})})],
    "SHEETS": [lambda: with_parts({"xl/workbook.xml": workbook_part({f"L{n}": "" for n in range(5)})})],
    "RELATIONS": [lambda: with_parts({"_rels/.rels": relations(*((f"r{n}", "image", "a.png") for n in range(20)))})],
    "NAMES": [
        lambda: with_parts(
            {"xl/workbook.xml": workbook_part(after="".join(f'<definedName name="n{n}">1</definedName>' for n in range(9)))}
        )
    ],
    "NAME_TEXT": [
        lambda: with_parts({"xl/workbook.xml": workbook_part(after=f'<definedName name="n">{"x" * 1_100}</definedName>')})
    ],
    "STYLES": [
        lambda: book(styles=styles(*["<xf/>"] * 9)),
        lambda: book(styles=styles(numbers="<numFmt/>" * 9)),
    ],
    "SST_COUNT": [lambda: book(strings=strings(*"abcdefghijkl"))],
    "SST_TEXT": [
        lambda: book(strings=strings("x" * 1_100)),
        lambda: book(strings=strings(*["x" * 900] * 5)),
        lambda: book(strings=strings(RUN * 5)),
    ],
    "CELLS": [
        lambda: book(_many_cells(30)),
        lambda: book("".join(f'<row r="{r}"><c/><c/></row>' for r in range(1, 31))),
    ],
    "ROWS": [lambda: book("".join(f'<row r="{r}"><c r="A{r}"><v>1</v></c></row>' for r in range(1, 31)))],
    "MERGES": [lambda: book(after="<mergeCells>" + '<mergeCell ref="A1:B2"/>' * 9 + "</mergeCells>")],
    "LINKS": [lambda: book(after="<hyperlinks>" + '<hyperlink ref="A1"/>' * 9 + "</hyperlinks>")],
    "CELL_TEXT": [
        lambda: book(f'<row r="1"><c r="A1" t="str"><v>{"x" * 1_100}</v></c></row>'),
        lambda: book(f'<row r="1"><c r="A1"><f>{"x" * 1_100}</f></c></row>'),
        lambda: book('<row r="1"><c r="A1" t="inlineStr"><is>' + RUN * 5 + "</is></c></row>"),
    ],
    "FORMULA_TEXT": [
        lambda: book(
            f'<row r="1"><c r="A1"><f t="shared" ref="A1:A9" si="0">B1&amp;"{"x" * 200}"</f></c></row>'
            + "".join(f'<row r="{r}"><c r="A{r}"><f t="shared" si="0"/></c></row>' for r in range(2, 8))
        )
    ],
    "GRID": [
        lambda: book('<row r="1"><c r="XFE1"><v>1</v></c></row>'),
        lambda: book('<row r="1048577"><c r="A1048577"><v>1</v></c></row>'),
        lambda: book('<row r="16777217"><c r="A1"><v>1</v></c></row>'),
        lambda: book('<row r="0"><c r="A0"><v>1</v></c></row>'),
        lambda: book('<row r="²"><c r="A2"><v>1</v></c></row>'),
        lambda: book('<row r="1"><c r="A2"><v>1</v></c></row>'),
        lambda: book('<row r="1"><c r="a1"><v>1</v></c></row>'),
        lambda: book('<row r="1"><c r="1A"><v>1</v></c></row>'),
        lambda: book('<row r="1"><c r="XFD1"/><c><v>1</v></c></row>'),
        lambda: book(after='<mergeCells><mergeCell ref="A1:ZZZ9"/></mergeCells>'),
        lambda: book(after="<mergeCells><mergeCell/></mergeCells>"),
        lambda: book(before='<cols><col min="0" max="2" hidden="1"/></cols>'),
        lambda: book(before='<cols><col min="2" max="16385" hidden="1"/></cols>'),
    ],
    "CELL_DUPLICATE": [
        lambda: book('<row r="1"><c r="A1"><v>111</v></c><c r="A1"><v>222</v></c></row>'),
        lambda: book('<row r="1"><c r="A1"><v>111</v></c><c r="A1"/></row>'),
        lambda: book('<row r="1"><c r="B1"><v>1</v></c><c r="A1"><v>2</v></c><c r="B1"><v>3</v></c></row>'),
        lambda: book(
            '<row r="2"><c r="A2"><v>1</v></c></row><row r="1"><c r="A1"><v>1</v></c></row>'
            '<row r="2"><c r="A2"><v>2</v></c></row>'
        ),
    ],
    "SST_INDEX": [
        lambda: book('<row r="1"><c r="A1" t="s"><v>-1</v></c></row>', strings=strings("a", "b")),
        lambda: book('<row r="1"><c r="A1" t="s"><v>2</v></c></row>', strings=strings("a", "b")),
        lambda: book('<row r="1"><c r="A1" t="s"><v>0_1</v></c></row>', strings=strings("a", "b")),
        lambda: book('<row r="1"><c r="A1" t="s"><v>0</v></c></row>'),
        lambda: book(f'<row r="1"><c r="A1" t="s"><v>{"9" * 900}</v></c></row>', strings=strings("a")),
    ],
}
