"""The one reader of submitted files: formula, cached value, type, style and address of every cell, in one pass.

Order: size, first bytes, ZIP directory (nothing inflated yet), then the parts, each streamed once through expat with
every limit counted while it runs. The file is never extracted, nothing in it is executed, no address in it is opened.
"""

from __future__ import annotations

import hashlib
from collections.abc import Container, Iterable
from pathlib import Path

from lkjip_xl.garbage import no_garbage_collection
from lkjip_xl.ooxml.limits import DEFAULT_LIMITS, Limits
from lkjip_xl.ooxml.package import Package
from lkjip_xl.ooxml.refusals import clean_name, refusal, size
from lkjip_xl.ooxml.relations import Relation, relations_of
from lkjip_xl.reader.notes import NoteLog
from lkjip_xl.reader.package_notes import note_extension, note_links, note_parts
from lkjip_xl.reader.package_root import application_of, find_main_part
from lkjip_xl.reader.raw import RawSheet, RawWorkbook
from lkjip_xl.reader.reading import Reading
from lkjip_xl.reader.shared_strings import read_shared_strings
from lkjip_xl.reader.sheet_pass import read_sheet
from lkjip_xl.reader.styles_pass import read_styles
from lkjip_xl.reader.workbook_pass import SheetEntry, read_workbook_part

_MACRO_SHEETS = frozenset({"xlMacrosheet", "xlIntlMacrosheet"})


def read_workbook(
    source: Path | bytes, *, name: str = "", limits: Limits = DEFAULT_LIMITS, only: Container[str] | None = None
) -> RawWorkbook:
    """Read an untrusted ``.xlsx`` or ``.xlsm``.

    ``source`` is a path or the file's bytes; ``name`` is the name to report (the path's own by default). ``only`` names the
    sheets that are wanted; the parts of all others are not even opened.
    Raises ``RefusedFileError`` and nothing else for whatever the file may hold.
    """
    data = source if isinstance(source, bytes) else _load(source, limits)
    shown = name or ("" if isinstance(source, bytes) else source.name)
    _check_size(len(data), limits)
    workbook = RawWorkbook(shown, hashlib.sha256(data).hexdigest(), len(data))
    with no_garbage_collection():
        try:
            _read(workbook, Reading(Package(data, limits), limits, NoteLog(limits)), only)
        except MemoryError as fault:
            raise refusal("MEMORY") from fault
    return workbook


def read_names(source: Path, *, limits: Limits = DEFAULT_LIMITS) -> dict[str, str]:
    """Only the defined names of a workbook; no sheet is read. Raises ``RefusedFileError`` like ``read_workbook``."""
    data = _load(source, limits)
    _check_size(len(data), limits)
    reading = Reading(Package(data, limits), limits, NoteLog(limits))
    main, _ = find_main_part(reading)
    return read_workbook_part(main, reading).names


def _load(path: Path, limits: Limits) -> bytes:
    """The file's bytes. A file that grows meanwhile is read to just past the limit, which is enough to refuse it."""
    try:
        if not path.is_file():
            raise refusal("UNREADABLE")
        _check_size(path.stat().st_size, limits)
        with path.open("rb") as file:
            return file.read(limits.file_size + 1)
    except (OSError, ValueError) as fault:
        raise refusal("UNREADABLE") from fault


def _check_size(length: int, limits: Limits) -> None:
    if length > limits.file_size:
        raise refusal("FILE_SIZE", found=size(length), limit=size(limits.file_size))


def _read(workbook: RawWorkbook, reading: Reading, only: Container[str] | None) -> None:
    main, content_type = find_main_part(reading)
    relations = relations_of(reading.package, main, reading.limits)
    part = read_workbook_part(main, reading)
    note_extension(workbook.name, content_type, reading)
    note_parts(reading)
    note_links(relations, reading)
    _read_shared_parts(relations, reading)
    wanted = part.sheets if only is None else [entry for entry in part.sheets if entry.name in only]
    _read_sheets(workbook, wanted, relations, reading)
    workbook.styles = reading.styles
    workbook.names = part.names
    workbook.parts = reading.package.parts
    workbook.date1904 = part.date1904
    workbook.application = application_of(reading)
    workbook.notes = reading.notes.all()


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


def _read_sheets(workbook: RawWorkbook, entries: Iterable[SheetEntry], relations: dict[str, Relation], reading: Reading) -> None:
    names: set[str] = set()
    used: set[str] = set()
    for entry in entries:
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
