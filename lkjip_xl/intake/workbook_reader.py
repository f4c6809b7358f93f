"""The one reader of submitted files: formula, cached value, type, style and address of every cell, in one pass.

Order: size, first bytes, ZIP directory (nothing inflated yet), then the parts, each streamed once through expat with
every limit counted while it runs. The file is never extracted, nothing in it is executed, no address in it is opened.
"""

from __future__ import annotations

import gc
import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from lkjip_xl.intake.limits import DEFAULT_LIMITS, Limits
from lkjip_xl.intake.notes import NoteLog
from lkjip_xl.intake.package import Package
from lkjip_xl.intake.package_notes import note_extension, note_links, note_parts
from lkjip_xl.intake.raw import RawSheet, RawWorkbook
from lkjip_xl.intake.reading import Reading
from lkjip_xl.intake.refusals import clean_name, refusal, size
from lkjip_xl.intake.relations import Relation, relations_of
from lkjip_xl.intake.shared_strings import read_shared_strings
from lkjip_xl.intake.sheet_pass import read_sheet
from lkjip_xl.intake.styles_pass import read_styles
from lkjip_xl.intake.workbook_pass import SheetEntry, WorkbookPart, read_workbook_part
from lkjip_xl.intake.xml_pass import read_elements

_CONTENT_TYPES = "[Content_Types].xml"
_CONTENT_TYPE_NAMESPACES = frozenset({"http://schemas.openxmlformats.org/package/2006/content-types"})
_PROPERTIES_NAMESPACES = frozenset(
    {
        "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties",
        "http://purl.oclc.org/ooxml/officeDocument/extendedProperties",
    }
)
_MACRO_SHEETS = frozenset({"xlMacrosheet", "xlIntlMacrosheet"})


def read_workbook(source: Path | bytes, *, name: str = "", limits: Limits = DEFAULT_LIMITS) -> RawWorkbook:
    """Read an untrusted ``.xlsx`` or ``.xlsm``.

    ``source`` is a path or the file's bytes; ``name`` is the name to report (the path's own by default).
    Raises ``RefusedFileError`` and nothing else for whatever the file may hold.
    """
    data = source if isinstance(source, bytes) else _load(source, limits)
    shown = name or ("" if isinstance(source, bytes) else source.name)
    if len(data) > limits.file_size:
        raise refusal("FILE_SIZE", found=size(len(data)), limit=size(limits.file_size))
    workbook = RawWorkbook(shown, hashlib.sha256(data).hexdigest(), len(data))
    with _no_garbage_collection():
        try:
            _read(workbook, Reading(Package(data, limits), limits, NoteLog(limits)))
        except MemoryError as fault:
            raise refusal("MEMORY") from fault
    return workbook


def _load(path: Path, limits: Limits) -> bytes:
    """The file's bytes; one more than the limit is enough to know that it is too large."""
    try:
        if not path.is_file():
            raise refusal("UNREADABLE")
        with path.open("rb") as file:
            return file.read(limits.file_size + 1)
    except (OSError, ValueError) as fault:
        raise refusal("UNREADABLE") from fault


@contextmanager
def _no_garbage_collection() -> Iterator[None]:
    """The pass makes hundreds of thousands of records and no cycles: collecting would only walk them again and again."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def _read(workbook: RawWorkbook, reading: Reading) -> None:
    main, content_type = _main_part(reading)
    relations = relations_of(reading.package, main, reading.limits)
    part = read_workbook_part(main, reading)
    note_extension(workbook.name, content_type, reading)
    note_parts(reading)
    note_links(relations, reading)
    _read_shared_parts(relations, reading)
    _read_sheets(workbook, part, relations, reading)
    workbook.styles = reading.styles
    workbook.names = part.names
    workbook.parts = reading.package.parts
    workbook.date1904 = part.date1904
    workbook.application = _application(reading)
    workbook.notes = reading.notes.all()


def _main_part(reading: Reading) -> tuple[str, str]:
    """The workbook part and its content type. The package's relationships name it; the content types only confirm."""
    package = reading.package
    types = _content_types(reading)
    missing = ""
    for relation in relations_of(package, "", reading.limits).values():
        if relation.kind == "officeDocument" and relation.part:
            return _workbook_only(relation.part), types.get(relation.part.lower(), "")
        if relation.kind == "officeDocument":
            missing = relation.target
    for part, content_type in types.items():
        found = package.find(part)
        if found and "sheet" in content_type and content_type.endswith("main+xml"):
            return found, content_type
    if missing:
        raise refusal("PART_MISSING", part=missing)
    raise refusal("NOT_WORKBOOK")


def _workbook_only(part: str) -> str:
    if part.lower().endswith(".bin"):
        raise refusal("XLSB")
    return part


def _content_types(reading: Reading) -> dict[str, str]:
    package = reading.package
    if package.find(_CONTENT_TYPES) is None:
        raise refusal("ODS" if package.find("META-INF/manifest.xml") and package.find("content.xml") else "NOT_OOXML")
    types: dict[str, str] = {}

    def start(element: str, attributes: dict[str, str]) -> None:
        if element == "Override" and len(types) <= reading.limits.relations:
            types[attributes.get("PartName", "").lstrip("/").lower()] = attributes.get("ContentType", "")

    read_elements(package, _CONTENT_TYPES, reading.limits, start=start, namespaces=_CONTENT_TYPE_NAMESPACES)
    return types


def _read_shared_parts(relations: dict[str, Relation], reading: Reading) -> None:
    package, limits = reading.package, reading.limits
    for relation in relations.values():
        if relation.part is None:
            continue
        if relation.kind == "sharedStrings" and not reading.strings:
            reading.strings = read_shared_strings(package, relation.part, limits)
            reading.long_texts = any(len(text) > limits.text for text in reading.strings)
        elif relation.kind == "styles":
            reading.styles = read_styles(package, relation.part, limits)


def _read_sheets(workbook: RawWorkbook, part: WorkbookPart, relations: dict[str, Relation], reading: Reading) -> None:
    names: set[str] = set()
    used: set[str] = set()
    for entry in part.sheets:
        if entry.name.casefold() in names:
            raise refusal("SHEET_DUPLICATE", sheet=entry.name)
        names.add(entry.name.casefold())
        sheet_part = _sheet_part(entry, relations, reading)
        if sheet_part is None:
            continue
        if sheet_part in used:
            raise refusal("SHEET_SHARED_PART", sheet=entry.name)
        used.add(sheet_part)
        sheet = RawSheet(entry.name, sheet_part, entry.state)
        read_sheet(sheet, reading)
        workbook.sheets.append(sheet)
    if not workbook.sheets:
        raise refusal("NO_SHEETS")


def _sheet_part(entry: SheetEntry, relations: dict[str, Relation], reading: Reading) -> str | None:
    """The part of a worksheet, or None for a sheet of another kind, which is noted."""
    relation = relations.get(entry.relation)
    if relation is not None and relation.external:
        raise refusal("SHEET_EXTERNAL", sheet=entry.name)
    if relation is None or relation.part is None:
        raise refusal("PART_MISSING", part=f"lembar “{clean_name(entry.name)}”")
    if relation.kind == "worksheet":
        return relation.part
    code = "MACRO_SHEET" if relation.kind in _MACRO_SHEETS else "SHEET_SKIPPED"
    reading.notes.add(code, entry.name, detail=relation.kind)
    return None


def _application(reading: Reading) -> str:
    """The program that saved the file, as it names itself."""
    package = reading.package
    related = relations_of(package, "", reading.limits).values()
    part = next((found.part for found in related if found.kind in {"extended-properties", "extendedProperties"}), None)
    if part is None:
        return ""
    inside = False
    texts: list[str] = []

    def start(name: str, _: dict[str, str]) -> None:
        nonlocal inside
        inside = name == "Application"

    def end(_: str) -> None:
        nonlocal inside
        inside = False

    def text(data: str) -> None:
        if inside and len(texts) < 100:
            texts.append(data)

    read_elements(package, part, reading.limits, start=start, end=end, text=text, namespaces=_PROPERTIES_NAMESPACES)
    return clean_name("".join(texts).strip())
