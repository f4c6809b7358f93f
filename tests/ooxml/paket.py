"""Workbook packages made of strings: the smallest one that is valid, and the parts a test wants to be different."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Mapping

from lkjip_xl.reader.raw import RawCell, RawWorkbook
from lkjip_xl.reader.workbook_reader import read_workbook

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
SHEET_PART = "xl/worksheets/sheet1.xml"

Parts = dict[str, str | bytes]


def relations(*entries: tuple[str, str, str], external: Iterable[str] = ()) -> str:
    """A relationship part from (id, last word of the type, target)."""
    outside = set(external)
    lines = "".join(
        f'<Relationship Id="{key}" Type="{OFFICE}/{kind}" Target="{target}"'
        + (' TargetMode="External"' if key in outside else "")
        + "/>"
        for key, kind, target in entries
    )
    return f'{HEAD}<Relationships xmlns="{RELATIONS}">{lines}</Relationships>'


def content_types(main: str = "/xl/workbook.xml", kind: str = f"{SPREADSHEET}.sheet.main+xml") -> str:
    """The content types with one override: the workbook part."""
    return (
        f'{HEAD}<Types xmlns="{TYPES}"><Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="{main}" ContentType="{kind}"/></Types>'
    )


def workbook_part(sheets: Mapping[str, str] | None = None, before: str = "", after: str = "") -> str:
    """The workbook part with sheets as name → extra attributes; the n-th has the relation rIdn."""
    entries = "".join(
        f'<sheet name="{name}" sheetId="{number}" r:id="rId{number}"{extra}/>'
        for number, (name, extra) in enumerate((sheets or {"Satu": ""}).items(), 1)
    )
    return f'{HEAD}<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}">{before}<sheets>{entries}</sheets>{after}</workbook>'


def worksheet(rows: str = "", before: str = "", after: str = "") -> str:
    """A worksheet part around the inside of sheetData."""
    return f'{HEAD}<worksheet xmlns="{MAIN}" xmlns:r="{OFFICE}">{before}<sheetData>{rows}</sheetData>{after}</worksheet>'


def strings(*texts: str) -> str:
    """A shared string table; a text that begins with ``<`` is the inside of an item."""
    items = "".join(f"<si>{text}</si>" if text.startswith("<") else f"<si><t>{text}</t></si>" for text in texts)
    return f'{HEAD}<sst xmlns="{MAIN}">{items}</sst>'


def styles(*formats: str, numbers: str = "") -> str:
    """A style part with these ``xf`` elements as cell formats."""
    inside = f"<numFmts>{numbers}</numFmts><cellXfs>{''.join(formats)}</cellXfs>"
    return f'{HEAD}<styleSheet xmlns="{MAIN}">{inside}</styleSheet>'


def parts(sheet: str | bytes = "", **changes: str | bytes) -> Parts:
    """The parts of a one-sheet workbook, the sheet in full; ``changes`` are strings= and styles=."""
    found: Parts = {
        "[Content_Types].xml": content_types(),
        "_rels/.rels": relations(("rId1", "officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": workbook_part(),
        "xl/_rels/workbook.xml.rels": relations(
            ("rId1", "worksheet", "worksheets/sheet1.xml"),
            ("rId8", "sharedStrings", "sharedStrings.xml"),
            ("rId9", "styles", "styles.xml"),
        ),
        SHEET_PART: sheet or worksheet(),
    }
    if "strings" in changes:
        found["xl/sharedStrings.xml"] = changes["strings"]
    if "styles" in changes:
        found["xl/styles.xml"] = changes["styles"]
    return found


def zipped(members: Mapping[str, str | bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """The parts as a package."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", method) as package:
        for name, content in members.items():
            package.writestr(zipfile.ZipInfo(name), content, method)
    return target.getvalue()


def read_rows(rows: str, before: str = "", after: str = "", **changes: str | bytes) -> RawWorkbook:
    """Read a one-sheet workbook with this inside of sheetData."""
    return read_workbook(zipped(parts(worksheet(rows, before, after), **changes)))


def cells(workbook: RawWorkbook, sheet: int = 0) -> dict[str, RawCell]:
    """The cells of a sheet by address."""
    return {cell.address: cell for cell in workbook.sheets[sheet].cells()}


def values(workbook: RawWorkbook, sheet: int = 0) -> dict[str, object]:
    """The values of a sheet by address."""
    return {address: cell.value for address, cell in cells(workbook, sheet).items()}


def noted(workbook: RawWorkbook) -> list[tuple[str, str, str]]:
    """Notes as (code, cell, detail), without what is noted of the whole workbook."""
    return [(note.code, note.cell, note.detail) for note in workbook.notes]
