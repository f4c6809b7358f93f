"""Submitted files as offices send them: samples changed cell by cell, saved by other programs, or rich with parts of Excel's own.

Nothing here looks inside lkjip_xl.feedback; workbooks are made with the patch writer, openpyxl, and plain XML.
"""

from __future__ import annotations

import re
import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl

from lkjip_xl.address import cell_place
from lkjip_xl.values import Value
from lkjip_xl.workbook.patch import CellPatch, PatchPlan, apply_patch
from tests.workbook.patch.berkas import all_parts
from tests.workbook.patch.kaya import STRINGS, rich

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
CLEAN = SAMPLES / "disdukcapil_probolinggo_2024.xlsx"
INVENTED = SAMPLES / "rekaan_dinkes_2024.xlsx"
FAULTY = SAMPLES / "rekaan_banyak_salah.xlsx"

RICH_SHEET = "Catatan Bidang"
_RICH = re.compile(
    r"xl/(?:worksheets/(?:_rels/)?sheet1\.|comments1|drawings/(?:_rels/)?(?:vmlDrawing1|drawing1)\.|threadedComments/|persons/"
    r"|tables/|slicers/|slicerCaches/|charts/chart1|media/|printerSettings/|vbaProject)"
)
_NUMBERED = re.compile(r"(?<=[A-Za-z])1\.(xml|vml|bin|png)")
_MAIN = "application/vnd.openxmlformats-officedocument.spreadsheetml"


def with_cells(source: bytes, cells: dict[str, Value]) -> bytes:
    """The file with contents put into cells: ``{"DPA!K7": 12}``; formulas there go."""
    plan: dict[str, dict[tuple[int, int], CellPatch]] = {}
    for place, value in cells.items():
        sheet, _, cell = place.rpartition("!")
        plan.setdefault(sheet, {})[cell_place(cell)] = CellPatch(value)
    result = apply_patch(source, PatchPlan(cells=plan, recalculate=False))
    assert not result.skipped
    return result.data


def with_formulas(source: bytes, formulas: dict[str, tuple[str, Value]]) -> bytes:
    """The file with formulas and their cached values put into cells."""
    plan: dict[str, dict[tuple[int, int], CellPatch]] = {}
    for place, (formula, value) in formulas.items():
        sheet, _, cell = place.rpartition("!")
        plan.setdefault(sheet, {})[cell_place(cell)] = CellPatch(value, formula)
    return apply_patch(source, PatchPlan(cells=plan, recalculate=False)).data


def saved_by_openpyxl(source: bytes, change: Any = lambda book: None) -> bytes:
    """The file as a script of somebody's would leave it: every cached value is gone."""
    book = openpyxl.load_workbook(BytesIO(source))
    change(book)
    target = BytesIO()
    book.save(target)
    return target.getvalue()


def renamed_sheet(source: bytes, old: str, new: str) -> bytes:
    """The file with a sheet under another name, formulas that name it included."""
    quoted = "'" + new.replace("'", "''") + "'"
    parts = all_parts(source)
    for name, content in parts.items():
        if name == "xl/workbook.xml" or name.startswith("xl/worksheets/sheet"):
            text = content.decode()
            text = text.replace(f'name="{old}"', f'name="{new}"'.replace("'", "&apos;")).replace(f"{old}!", f"{quoted}!")
            parts[name] = text.encode()
    return zipped(parts)


def zipped(parts: dict[str, bytes]) -> bytes:
    target = BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(zipfile.ZipInfo(name, (2025, 1, 9, 8, 30, 2)), content, zipfile.ZIP_DEFLATED)
    return target.getvalue()


def rich_parts() -> dict[str, bytes]:
    """The parts of tests.workbook.patch.kaya that hang on its sheet Data, under numbers that no standard workbook uses."""
    found = {}
    for name, content in rich().items():
        if _RICH.match(name):
            if name.endswith(".rels"):
                content = _NUMBERED.sub(r"91.\1", content.decode()).encode()
            found[_NUMBERED.sub(r"91.\1", name)] = content
    found["xl/worksheets/sheet91.xml"] = _inline(found["xl/worksheets/sheet91.xml"].decode()).encode()
    found["xl/tables/table91.xml"] = found["xl/tables/table91.xml"].replace(b' id="1"', b' id="91"', 1)
    cache = "xl/slicerCaches/slicerCache91.xml"
    found[cache] = found[cache].replace(b'tableId="1"', b'tableId="91"')
    return found


def _inline(sheet: str) -> str:
    """Shared strings of another workbook as inline ones."""
    texts = re.findall(r"<si>(.*?)</si>", STRINGS, re.DOTALL)
    plain = ["".join(re.findall(r"<t[^>]*>(.*?)</t>", text, re.DOTALL)) for text in texts]
    return re.sub(r't="s"><v>(\d+)</v>', lambda match: f't="inlineStr"><is><t>{plain[int(match[1])]}</t></is>', sheet)


def rich_workbook(base: bytes) -> bytes:
    """A standard workbook saved as .xlsm with a sheet of the office's own: table, slicer, sparkline, x14 rules, pictures, a
    chart, shapes, classic and threaded comments, printer settings; and macros."""
    parts, extra = all_parts(base), rich_parts()
    relations = parts["xl/_rels/workbook.xml.rels"].decode()
    added = "".join(
        f'<Relationship Id="{key}" Type="{kind}" Target="{target}"/>'
        for key, kind, target in (
            ("rId91", "http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet", "worksheets/sheet91.xml"),
            ("rId92", "http://schemas.microsoft.com/office/2006/relationships/vbaProject", "vbaProject.bin"),
            ("rId93", "http://schemas.microsoft.com/office/2007/relationships/slicerCache", "slicerCaches/slicerCache91.xml"),
            ("rId94", "http://schemas.microsoft.com/office/2017/10/relationships/person", "persons/person.xml"),
        )
    )
    parts["xl/_rels/workbook.xml.rels"] = relations.replace("</Relationships>", f"{added}</Relationships>").encode()
    parts["xl/workbook.xml"] = _workbook(parts["xl/workbook.xml"].decode()).encode()
    parts["[Content_Types].xml"] = _types(parts["[Content_Types].xml"].decode(), extra).encode()
    return zipped({**parts, **extra})


def _workbook(text: str) -> str:
    sheet = f'<sheet name="{RICH_SHEET}" sheetId="91" r:id="rId91"/></sheets>'
    slicers = (
        '<extLst><ext uri="{46BE6895-7355-4a93-B00E-2C351335B9C9}" '
        'xmlns:x15="http://schemas.microsoft.com/office/spreadsheetml/2010/11/main"><x15:slicerCaches>'
        '<x14:slicerCache xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main" r:id="rId93"/>'
        "</x15:slicerCaches></ext></extLst></workbook>"
    )
    text = text.replace("</sheets>", sheet).replace("</workbook>", slicers)
    return text.replace("</definedNames>", '<definedName name="Slicer_Satuan">#N/A</definedName></definedNames>')


def _types(text: str, extra: dict[str, bytes]) -> str:
    listed = rich()["[Content_Types].xml"].decode()
    overrides = dict(re.findall(r'<Override PartName="/([^"]+)" ContentType="([^"]+)"/>', listed))
    lines = [
        f'<Override PartName="/{name}" ContentType="{overrides[old]}"/>'
        for name in extra
        if (old := name.replace("91.", "1.")) in overrides
    ]
    defaults = dict(re.findall(r'<Default Extension="([^"]+)" ContentType="([^"]+)"/>', listed))
    lines = [f'<Default Extension="{key}" ContentType="{defaults[key]}"/>' for key in ("bin", "vml", "png")] + lines
    text = text.replace(f"{_MAIN}.sheet.main+xml", "application/vnd.ms-excel.sheet.macroEnabled.main+xml")
    return text.replace("</Types>", f"{''.join(lines)}</Types>")
