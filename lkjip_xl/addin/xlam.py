"""lkjip.xlam, put together from the sources in this package: the same version gives the same bytes on every machine.

The package is stored, not deflated: compressed bytes would depend on the machine's zlib, and the file is small.
"""

from __future__ import annotations

import io
import zipfile
from importlib.resources import files
from typing import Final
from xml.sax.saxutils import escape

from lkjip_xl.addin.ribbon import custom_ui, read_ribbon
from lkjip_xl.addin.vba_project import Module, ModuleKind, Project, Reference, write_vba_project
from lkjip_xl.version import TOOL_VERSION

FILE_NAME: Final = "lkjip.xlam"
SETTINGS_SHEET: Final = "Setelan"
INTERPRETER: Final = "interpreter"
"""Row of the settings sheet with the path of Python; blank in a file that is installed for one user."""

VERSION_PROPERTY: Final = "lkjip_versi"
INTERPRETER_PROPERTY: Final = "lkjip_interpreter"

MODULES: Final = (
    ("ThisWorkbook", ModuleKind.WORKBOOK, "ThisWorkbook.cls"),
    ("Lembar1", ModuleKind.SHEET, ""),
    ("LkjipPita", ModuleKind.STANDARD, "LkjipPita.bas"),
    ("LkjipJalan", ModuleKind.STANDARD, "LkjipJalan.bas"),
    ("LkjipSistem", ModuleKind.CLASS, "LkjipSistem.cls"),
)
"""Name, kind and source file of every VBA module; the sheet's own module has no code."""

_GUID: Final = "{6C3C1D2E-0B53-4E0C-9B0E-4C4B6A495031}"
_OFFICE: Final = Reference(
    "Office",
    r"*\G{2DF8D04C-5BFA-101B-BDE5-00AA0044DE52}#2.0#0#C:\Program Files\Common Files\Microsoft Shared\OFFICE16\MSO.DLL"
    "#Microsoft Office 16.0 Object Library",
)
"""The library of IRibbonControl; version 2.0 is the one every Office since 2007 satisfies."""

_DATE: Final = (2000, 1, 1, 0, 0, 0)
_XML: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
_OFFICE_DOCUMENT: Final = "http://schemas.openxmlformats.org/officeDocument/2006"
_MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_EXTENSIBILITY: Final = "http://schemas.microsoft.com/office/2007/relationships/ui/extensibility"
_VBA: Final = "http://schemas.microsoft.com/office/2006/relationships/vbaProject"


def build_xlam(interpreter: str = "") -> bytes:
    """The add-in file. ``interpreter`` is for a file that IT hands to many computers: the path of Python on them.

    A file for one user leaves it blank; there the path stands in the user's lkjip.conf.
    """
    return pack(parts(interpreter))


def parts(interpreter: str = "") -> dict[str, bytes]:
    """Name → content of every part of the package."""
    return {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _package_relations(),
        "docProps/app.xml": _app(),
        "docProps/core.xml": _core(),
        "docProps/custom.xml": _custom({VERSION_PROPERTY: TOOL_VERSION, INTERPRETER_PROPERTY: interpreter}),
        "xl/workbook.xml": _workbook(),
        "xl/_rels/workbook.xml.rels": _workbook_relations(),
        "xl/styles.xml": _styles(),
        "xl/worksheets/sheet1.xml": _settings_sheet({"versi": TOOL_VERSION, INTERPRETER: interpreter}),
        "xl/vbaProject.bin": write_vba_project(vba_project()),
        "customUI/customUI14.xml": custom_ui(read_ribbon()),
    }


def vba_project() -> Project:
    """The add-in's VBA project with the sources of this package."""
    folder = files("lkjip_xl.addin").joinpath("vba")
    modules = [Module(name, kind, folder.joinpath(source).read_text("utf-8") if source else "") for name, kind, source in MODULES]
    return Project("LKjIP", _GUID, modules, [_OFFICE])


def pack(content: dict[str, bytes]) -> bytes:
    """The parts as a zip file that owes nothing to the clock, the system or its zlib."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as package:
        for name, data in content.items():
            entry = zipfile.ZipInfo(name, _DATE)
            entry.create_system, entry.external_attr = 3, 0o644 << 16
            package.writestr(entry, data)
    return target.getvalue()


def _xml(text: str) -> bytes:
    return (_XML + text).encode()


def _content_types() -> bytes:
    overrides = {
        "/xl/workbook.xml": "application/vnd.ms-excel.addin.macroEnabled.main+xml",
        "/xl/worksheets/sheet1.xml": "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml",
        "/xl/styles.xml": "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml",
        "/xl/vbaProject.bin": "application/vnd.ms-office.vbaProject",
        "/docProps/app.xml": "application/vnd.openxmlformats-officedocument.extended-properties+xml",
        "/docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
        "/docProps/custom.xml": "application/vnd.openxmlformats-officedocument.custom-properties+xml",
    }
    lines = [f'<Override PartName="{part}" ContentType="{kind}"/>' for part, kind in overrides.items()]
    return _xml(
        f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>' + "".join(lines) + "</Types>"
    )


def _relations(targets: dict[str, str]) -> bytes:
    lines = [
        f'<Relationship Id="rId{number}" Type="{kind}" Target="{part}"/>'
        for number, (part, kind) in enumerate(targets.items(), 1)
    ]
    return _xml(f'<Relationships xmlns="{_PACKAGE}/relationships">' + "".join(lines) + "</Relationships>")


def _package_relations() -> bytes:
    return _relations(
        {
            "xl/workbook.xml": f"{_OFFICE_DOCUMENT}/relationships/officeDocument",
            "docProps/core.xml": f"{_PACKAGE}/relationships/metadata/core-properties",
            "docProps/app.xml": f"{_OFFICE_DOCUMENT}/relationships/extended-properties",
            "docProps/custom.xml": f"{_OFFICE_DOCUMENT}/relationships/custom-properties",
            "customUI/customUI14.xml": _EXTENSIBILITY,
        }
    )


def _workbook_relations() -> bytes:
    kinds = f"{_OFFICE_DOCUMENT}/relationships"
    return _relations({"worksheets/sheet1.xml": f"{kinds}/worksheet", "styles.xml": f"{kinds}/styles", "vbaProject.bin": _VBA})


def _app() -> bytes:
    return _xml(
        f'<Properties xmlns="{_OFFICE_DOCUMENT}/extended-properties">'
        "<Application>Microsoft Excel</Application><AppVersion>16.0300</AppVersion></Properties>"
    )


def _core() -> bytes:
    """Title and description are what Excel's list of add-ins shows."""
    return _xml(
        f'<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>LKjIP</dc:title><dc:description>Pita LKjIP untuk Excel, versi {TOOL_VERSION}</dc:description>"
        "</cp:coreProperties>"
    )


def _custom(values: dict[str, str]) -> bytes:
    """Document properties, which survive when somebody signs and saves the file in Excel."""
    lines = [
        f'<property fmtid="{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}" pid="{number}" name="{name}">'
        f"<vt:lpwstr>{escape(value)}</vt:lpwstr></property>"
        for number, (name, value) in enumerate(values.items(), 2)
    ]
    return _xml(
        f'<Properties xmlns="{_OFFICE_DOCUMENT}/custom-properties" xmlns:vt="{_OFFICE_DOCUMENT}/docPropsVTypes">'
        + "".join(lines)
        + "</Properties>"
    )


def _workbook() -> bytes:
    return _xml(
        f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE_DOCUMENT}/relationships">'
        '<fileVersion appName="xl" lastEdited="7" lowestEdited="7" rupBuild="23530"/><workbookPr codeName="ThisWorkbook"/>'
        '<bookViews><workbookView visibility="hidden"/></bookViews>'
        f'<sheets><sheet name="{SETTINGS_SHEET}" sheetId="1" r:id="rId1"/></sheets><calcPr calcId="191029"/></workbook>'
    )


def _styles() -> bytes:
    return _xml(
        f'<styleSheet xmlns="{_MAIN}"><fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts>'
        '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>'
        '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
        '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
        '<cellXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/></cellXfs>'
        '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
    )


def _settings_sheet(values: dict[str, str]) -> bytes:
    """Keys in column A, values in column B; LkjipSistem.SetelanPengaya reads them."""
    rows = [
        f'<row r="{number}">{_text_cell("A", number, key)}{_text_cell("B", number, value)}</row>'
        for number, (key, value) in enumerate(values.items(), 1)
    ]
    return _xml(
        f'<worksheet xmlns="{_MAIN}"><sheetPr codeName="Lembar1"/>'
        '<cols><col min="1" max="1" width="20" customWidth="1"/><col min="2" max="2" width="80" customWidth="1"/></cols>'
        f"<sheetData>{''.join(rows)}</sheetData></worksheet>"
    )


def _text_cell(column: str, row: int, text: str) -> str:
    return f'<c r="{column}{row}" t="inlineStr"><is><t xml:space="preserve">{escape(text)}</t></is></c>' if text else ""
