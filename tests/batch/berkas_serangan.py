"""At least 100 hostile or broken files as a batch meets them, under the limits that users have.

``refused()`` gives name → (bytes maker, code it must end with); ``tampered()`` gives standard workbooks with something bad in
them that must still be read whole, or be refused with one of the codes named.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator
from random import Random

from lkjip_xl.ooxml.limits import MIB
from tests.batch.kiriman import workbook
from tests.ooxml.berkas_jahat import CASES, book, sheet, with_parts
from tests.ooxml.paket import HEAD, MAIN, relations, strings, styles, workbook_part, worksheet

Make = Callable[[], bytes]
LIMIT_CODES = {
    "XML_DEPTH", "XML_ATTR", "XML_NAMES", "XML_TOKEN", "SST_TEXT", "SST_COUNT", "CELL_TEXT", "STYLES", "CELLS", "ROWS",
    "ZIP_ENTRIES", "FILE_SIZE", "PART_SIZE", "TOTAL_SIZE", "ZIP_RATIO", "SHEETS", "RELATIONS", "NAMES", "NAME_TEXT", "MERGES",
    "LINKS", "FORMULA_TEXT",
}  # fmt: skip
"""Codes whose small cases hold under small limits only; they have large cases below."""
DEFLATE = zipfile.ZIP_DEFLATED
_LAUGHS = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10 if n else "ha"}">' for n in range(10))


def _laughing(part: str) -> str:
    """An entity bomb in front of a part's root."""
    head, _, rest = part.partition("?>")
    return f"{head}?><!DOCTYPE x [{_LAUGHS}]>{rest}"


def _sparse(size: int, seed: int) -> bytes:
    """Bytes that pack to about a sixtieth: below the ratio that is refused."""
    random = Random(seed)
    return b"".join(random.randbytes(12) + bytes(988) for _ in range(size // 1000))


def _rows(count: int, cells: str = "<c/>") -> str:
    return "".join(f'<row r="{row}">{cells}</row>' for row in range(1, count + 1))


def _many(count: int, form: str) -> str:
    return "".join(form.format(n=n) for n in range(count))


def _shared(count: int) -> str:
    first = f'<row r="1"><c r="A1"><f t="shared" ref="A1:A{count}" si="0">{"+".join(["B1*C2"] * 900)}</f></c></row>'
    rows = (f'<row r="{n}"><c r="A{n}"><f t="shared" si="0"/></c></row>' for n in range(2, count))
    return first + "".join(rows)


def _deflated(content: str, **changes: str) -> bytes:
    return with_parts({"xl/worksheets/sheet1.xml": content, **changes}, DEFLATE)


def _truncated(share: float) -> bytes:
    data = workbook(1)
    return data[: int(len(data) * share)]


LARGE: dict[str, list[Make]] = {
    "ZIP_ENTRIES": [lambda: with_parts({f"xl/media/{n}": b"" for n in range(60_000)})],
    "FILE_SIZE": [lambda: b"PK\x03\x04" + bytes(20 * MIB)],
    "PART_SIZE": [
        lambda: _deflated(worksheet('<row r="1">' + "<c/>" * (17 * MIB) + "</row>")),
        lambda: _deflated(worksheet('<row r="1">' + "<c><v>1</v></c>" * 5_000_000 + "</row>")),
    ],
    "TOTAL_SIZE": [lambda: with_parts({f"xl/media/{n}": _sparse(45 * MIB, n) for n in range(3)}, DEFLATE)],
    "ZIP_RATIO": [
        lambda: _deflated(worksheet(before="<!--" + "x" * (24 * MIB) + "-->")),
        lambda: _deflated(worksheet(before=f'<x a="{"x" * (32 * MIB)}"/>')),
        lambda: _deflated(worksheet(after="<x>" * 2_000_000)),
        lambda: _deflated(worksheet("<row/>" * 1_000_000)),
        lambda: with_parts({"xl/media/a.bin": bytes(60 * MIB)}, DEFLATE),
        lambda: with_parts({"xl/sharedStrings.xml": strings("x" * (50 * MIB))}, DEFLATE),
    ],
    "XML_DEPTH": [lambda: sheet(worksheet(after="<x>" * 100 + "</x>" * 100))],
    "XML_ATTR": [lambda: sheet(worksheet(before=f'<x a="{"x" * 70_000}"/>'))],
    "XML_TOKEN": [lambda: sheet(worksheet(before="<!--" + "x" * (5 * MIB) + "-->"))],
    "XML_NAMES": [lambda: sheet(worksheet(after=_many(3_000, "<x{n}/>")))],
    "SHEETS": [
        lambda: with_parts(
            {
                "xl/workbook.xml": workbook_part({f"L{n}": "" for n in range(20_000)}),
                "xl/_rels/workbook.xml.rels": relations(
                    *((f"rId{n}", "worksheet", "worksheets/sheet1.xml") for n in range(1, 9_000))
                ),
            }
        )
    ],
    "RELATIONS": [lambda: with_parts({"_rels/.rels": relations(*((f"r{n}", "image", "a.png") for n in range(10_100)))})],
    "NAMES": [
        lambda: with_parts({"xl/workbook.xml": workbook_part(after=_many(100_000, '<definedName name="n{n}">1</definedName>'))})
    ],
    "NAME_TEXT": [
        lambda: with_parts({"xl/workbook.xml": workbook_part(after=f'<definedName name="n">{"x" * 140_000}</definedName>')})
    ],
    "STYLES": [lambda: book(styles=styles(*["<xf/>"] * 70_000)), lambda: book(styles=styles(numbers="<numFmt/>" * 70_000))],
    "SST_COUNT": [lambda: book(strings=strings(*map(str, range(300_100))))],
    "SST_TEXT": [
        lambda: book(strings=strings("x" * 140_000)),
        lambda: book(strings=strings("<r><t>" + "x" * 140_000 + "</t></r>")),
    ],
    "CELLS": [
        lambda: book(
            '<row r="1">' + "<c/>" * 9_000 + "</row>" + _rows(60_000, "<c/>" * 9)[len('<row r="1">' + "<c/>" * 9 + "</row>") :]
        )
    ],
    "ROWS": [lambda: book(_rows(200_100, "<c><v>1</v></c>"))],
    "MERGES": [lambda: book(after="<mergeCells>" + '<mergeCell ref="A1:B2"/>' * 20_100 + "</mergeCells>")],
    "LINKS": [lambda: book(after="<hyperlinks>" + '<hyperlink ref="A1:XFD1048576"/>' * 50_100 + "</hyperlinks>")],
    "CELL_TEXT": [lambda: book(f'<row r="1"><c r="A1" t="str"><v>{"x" * 140_000}</v></c></row>')],
    "FORMULA_TEXT": [lambda: book(_shared(60_000))],
    "XML_DTD": [
        lambda: sheet(_laughing(worksheet('<row r="1"><c r="A1"><v>&a9;</v></c></row>'))),
        lambda: book(strings=_laughing(strings("&a9;"))),
        lambda: with_parts({"xl/workbook.xml": _laughing(workbook_part())}),
        lambda: with_parts({"_rels/.rels": _laughing(relations(("rId1", "officeDocument", "xl/workbook.xml")))}),
        lambda: sheet(
            f'{HEAD}<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><worksheet xmlns="{MAIN}"><sheetData>'
            '<row r="1"><c r="A1" t="str"><v>&a;</v></c></row></sheetData></worksheet>'
        ),
    ],
    "ZIP_BROKEN": [lambda share=share: _truncated(share) for share in (0.01, 0.3, 0.7, 0.99)],  # type: ignore[misc]
    "BUKAN_STANDAR": [
        lambda: book(),
        lambda: book('<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>2</v></c></row>'),
        lambda: book(after='<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'),
        lambda: book(before='<dimension ref="A1:XFD1048576"/>'),
        lambda: book(before='<dimension ref="sampah"/>'),
        lambda: book(strings=strings("a").replace("<sst ", '<sst uniqueCount="4294967295" ')),
        lambda: sheet(worksheet('<row r="1"><c r="A1"><v>1</v></c></row>').replace("UTF-8", "UTF-16").encode("utf-16")),
    ],
}


def refused() -> Iterator[tuple[str, Make, str]]:
    """(name, maker, code) of files that cannot be examined. Names lie about the kind, as they do in life."""
    number = 0
    for source in ({code: makes for code, makes in CASES.items() if code not in LIMIT_CODES}, LARGE):
        for code, makes in source.items():
            for make in makes:
                number += 1
                yield f"{code.lower()}/berkas {number:03d}.xlsx", make, code


def changed(data: bytes, change: Callable[[str, bytes], bytes], added: dict[str, bytes] | None = None) -> bytes:
    """A package with every part passed through ``change``, and parts added."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(target, "w", DEFLATE) as new:
        for name in old.namelist():
            new.writestr(zipfile.ZipInfo(name), change(name, old.read(name)), DEFLATE)
        for name, content in (added or {}).items():
            new.writestr(zipfile.ZipInfo(name), content, DEFLATE)
    return target.getvalue()


def _in_sheets(old: bytes, new: bytes) -> bytes:
    """A standard workbook with bytes replaced once in each of its sheets."""

    def change(name: str, content: bytes) -> bytes:
        return content.replace(old, new, 1) if name.startswith("xl/worksheets/sheet") else content

    made = changed(workbook(1), change)
    assert made != workbook(1), old
    return made


def _value(text: str) -> bytes:
    """A standard workbook whose first typed figures are this."""
    import re

    def change(name: str, content: bytes) -> bytes:
        if not name.startswith("xl/worksheets/sheet"):
            return content
        return re.sub(rb'(<c r="[A-Z]+[0-9]+"(?: s="[0-9]+")?><v>)[^<]+(</v>)', rb"\g<1>" + text.encode() + rb"\g<2>", content)

    return changed(workbook(1), change)


def _strict() -> bytes:
    """Strict Open XML: other namespaces, which common readers take for empty."""
    pairs = (
        (b"http://schemas.openxmlformats.org/spreadsheetml/2006/main", b"http://purl.oclc.org/ooxml/spreadsheetml/main"),
        (
            b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
            b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        ),
    )

    def change(_name: str, content: bytes) -> bytes:
        for old, new in pairs:
            content = content.replace(old, new)
        return content

    return changed(workbook(1), change)


def _utf16() -> bytes:
    def change(name: str, content: bytes) -> bytes:
        if not name.startswith("xl/worksheets/sheet"):
            return content
        return content.decode().replace('encoding="UTF-8"', 'encoding="UTF-16"').encode("utf-16")

    return changed(workbook(1), change)


def _macros() -> bytes:
    def change(name: str, content: bytes) -> bytes:
        if name == "[Content_Types].xml":
            plain = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
            return content.replace(plain, b"application/vnd.ms-excel.sheet.macroEnabled.main+xml")
        return content

    return changed(workbook(1), change, {"xl/vbaProject.bin": b"\xd0\xcf\x11\xe0" + bytes(600)})


def _outside(kind: bytes, inside: bytes) -> bytes:
    part = b'<?xml version="1.0" encoding="UTF-8"?><externalLink xmlns="' + MAIN.encode() + b'">' + inside + b"</externalLink>"
    relation = (
        b'<Relationship Id="rId900" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/externalLink" '
        b'Target="externalLinks/externalLink1.xml"/></Relationships>'
    )

    def change(name: str, content: bytes) -> bytes:
        return content.replace(b"</Relationships>", relation) if name == "xl/_rels/workbook.xml.rels" else content

    return changed(workbook(1), change, {"xl/externalLinks/externalLink1.xml": part, "xl/media/" + kind.decode(): b"x"})


END = b"</sheetData>"


def tampered() -> Iterator[tuple[str, bytes, tuple[str, ...]]]:
    """(name, bytes, statuses or codes it may end with). What is read must be read whole."""
    done = ("SELESAI",)
    yield "ubahan/utuh.xlsx", workbook(1), done
    yield "ubahan/ketat (Strict).xlsx", _strict(), done
    yield "ubahan/utf16.xlsx", _utf16(), done
    yield "ubahan/makro.xlsm", _macros(), done
    yield "ubahan/dde.xlsx", _outside(b"dde", b'<ddeLink ddeService="cmd" ddeTopic="/c calc"/>'), done
    yield "ubahan/tautan luar.xlsx", _outside(b"luar", b"<externalBook/>"), done
    yield "ubahan/nama tanpa akhiran", workbook(1), done
    yield "ubahan/salah nama.pdf", workbook(1), done
    for text in ("NaN", "1e400", "-1e400", "INF", "0x10", "1_000", "9" * 400, "", "١٢"):
        yield f"ubahan/angka {text[:9]}.xlsx", _value(text), done
    far = b'<row r="1048576"><c r="XFD1048576" t="str"><v>jauh</v></c></row></sheetData>'
    yield "ubahan/sel terjauh.xlsx", _in_sheets(END, far), done
    yield (
        "ubahan/rumus aktif.xlsx",
        _in_sheets(END, b'<row r="9000"><c r="B9000" t="str"><f>cmd|\'/c calc\'!A0</f><v>0</v></c></row></sheetData>'),
        done,
    )
    yield (
        "ubahan/webservice.xlsx",
        _in_sheets(
            END, b'<row r="9000"><c r="B9000" t="str"><f>WEBSERVICE("http://x.invalid/")</f><v>0</v></c></row></sheetData>'
        ),
        done,
    )
    yield "ubahan/galat sel.xlsx", _in_sheets(END, b'<row r="9000"><c r="B9000" t="e"><v>#REF!</v></c></row></sheetData>'), done
    yield (
        "ubahan/gabungan raksasa.xlsx",
        _in_sheets(END, b'</sheetData><mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>'),
        (*done, "XML_STRUCTURE"),
    )
    yield (
        "ubahan/sel ganda.xlsx",
        _in_sheets(END, b'<row r="9000"><c r="B9000"><v>1</v></c><c r="B9000"><v>2</v></c></row></sheetData>'),
        ("CELL_DUPLICATE",),
    )
    yield (
        "ubahan/100.000 baris.xlsx",
        _in_sheets(
            END, b"".join(b'<row r="%d"><c r="B%d" t="str"><v>x</v></c></row>' % (n, n) for n in range(9000, 29000)) + END
        ),
        (*done, "ROWS"),
    )
