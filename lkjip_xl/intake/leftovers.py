"""What of a submitted file a report does not carry over: nothing disappears without being named."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from lkjip_xl.address import column_letters
from lkjip_xl.intake.form import FORM_HEADINGS
from lkjip_xl.intake.submission import SheetData, Submission
from lkjip_xl.reader.raw import RawCell, RawSheet
from lkjip_xl.values import is_blank

RELATED_PARTS: Final = {
    "comments": "catatan sel",
    "threadedComments": "komentar berutas",
    "drawings": "gambar, bentuk, atau bagan",
    "pivotTables": "tabel pivot",
    "slicers": "slicer",
    "timelines": "garis waktu",
    "ctrlProps": "tombol atau kontrol formulir",
    "activeX": "kontrol ActiveX",
    "embeddings": "objek yang disematkan",
    "queryTables": "hasil kueri",
}
"""What a part belonging to a sheet is, by the name or the folder of the part. Tables, printer settings and the old form of
comments are not named: the report has its own."""
NOT_CARRIED: Final = {
    "MACRO": "makro",
    "MACRO_SHEET": "lembar makro Excel 4",
    "EXTERNAL_LINK": "tautan ke buku kerja lain",
    "DDE": "tautan DDE ke program lain",
    "EMBEDDED": "dokumen yang disematkan",
    "OLE_OBJECT": "objek yang disematkan",
    "ACTIVEX": "kontrol ActiveX",
    "CONNECTION": "sambungan ke sumber data luar",
    "CUSTOM_UI": "pita (ribbon) sendiri",
    "FILE_LINK": "tautan ke berkas atau folder",
    "ACTIVE_FORMULA": "rumus yang menjangkau luar buku kerja",
    "SHEET_SKIPPED": "lembar bagan atau dialog",
    "BAD_TABLE": "tabel Excel yang rusak",
}
"""Notes of the reader about content that is neither checked nor carried over, in the words of the user."""
MAX_COLUMNS: Final = 20
"""So many columns outside the records are named one by one; the rest is counted."""
TITLE_ROWS = 3
"""Rows above the headings that the template fills itself: title, instruction, year band."""


def list_leftovers(submission: Submission) -> None:
    """Fill ``submission.left_out``: unknown sheets, cells outside the tables, drawings and comments, hidden things."""
    left_out = submission.left_out
    left_out.extend((sheet, "", what) for sheet, what in outside_content(submission))
    left_out.extend((name, "", "lembar lain") for name in submission.other_sheets)
    for data in submission.sheets.values():
        if data.raw is None:
            continue
        left_out.extend((data.found_name, place, what) for place, what in _of_sheet(data, data.raw))


def outside_content(submission: Submission) -> list[tuple[str, str]]:
    """(sheet, what) of macros, links, objects and the like; each kind once per sheet."""
    notes = submission.workbook.notes
    return list(dict.fromkeys((note.sheet, NOT_CARRIED[note.code]) for note in notes if note.code in NOT_CARRIED))


def unknown_content(data: SheetData) -> dict[int, list[RawCell]]:
    """Cells with content that belong to no field, by column: beside the table, under an unknown heading, above the title."""
    found: dict[int, list[RawCell]] = {}
    for cell in _outside(data):
        found.setdefault(cell.column, []).append(cell)
    return found


def related_content(sheet: RawSheet) -> list[str]:
    """Comments, drawings, pivot tables and the like that belong to a sheet; each kind once."""
    kinds = (RELATED_PARTS[kind] for part in sheet.related for kind in RELATED_PARTS if _is_part(part, kind))
    return list(dict.fromkeys(kinds))


def _of_sheet(data: SheetData, sheet: RawSheet) -> Iterator[tuple[str, str]]:
    if sheet.state != "visible":
        yield "", "lembar tersembunyi; di laporan ditampilkan"
    outside = sorted(unknown_content(data).items())
    if len(outside) > MAX_COLUMNS:
        yield outside[MAX_COLUMNS][1][0].address, f"dan {len(outside) - MAX_COLUMNS} kolom lain di luar isian"
    for column, cells in outside[:MAX_COLUMNS]:
        first, last = cells[0], cells[-1]
        place = first.address if len(cells) == 1 else f"{first.address}:{last.address}"
        yield place, f"{len(cells)} sel berisi di luar isian (kolom {column_letters(column)})"
    for what in related_content(sheet):
        yield "", what
    if hidden := sum(1 for record in data.records if record.row in sheet.hidden_rows):
        yield "", f"{hidden} baris isian tersembunyi; di laporan ditampilkan"
    for first_column, last_column in sheet.hidden_columns:
        if any(first_column <= column <= last_column for column in data.columns.values()):
            yield f"{column_letters(first_column)}:{column_letters(last_column)}", "kolom tersembunyi; di laporan ditampilkan"


def _is_part(part: str, kind: str) -> bool:
    """True for ``xl/drawings/drawing1.xml`` and ``xl/comments1.xml``; not for the VML drawing behind old comments."""
    return (f"/{kind}/" in f"/{part}" and not part.endswith(".vml")) or part.rpartition("/")[2].startswith(kind)


def _outside(data: SheetData) -> Iterator[RawCell]:
    if data.raw is None:
        return
    if data.definition.layout == "formulir":
        yield from _outside_form(data, data.raw)
    else:
        yield from _outside_table(data, data.raw)


def _outside_table(data: SheetData, sheet: RawSheet) -> Iterator[RawCell]:
    known = set(data.columns.values())
    plain = max(known, default=0) == len(known)  # columns A..n without a gap: the common, fast case
    for row in sorted(sheet.rows):
        cells = sheet.rows[row]
        if data.heading_row - TITLE_ROWS <= row <= data.heading_row:
            continue
        if row < data.heading_row:
            yield from (cell for cell in cells if not is_blank(cell.value))
        elif not (plain and cells and cells[-1].column <= len(known)):
            yield from (cell for cell in cells if cell.column not in known and not is_blank(cell.value))


def _outside_form(data: SheetData, sheet: RawSheet) -> Iterator[RawCell]:
    first = data.heading_row or min(data.field_rows.values(), default=1)
    value_column = next(iter(data.columns.values()), 2)
    last_column = value_column + len(FORM_HEADINGS) - 2
    rows = set(data.field_rows.values())
    for row in sorted(sheet.rows):
        if row <= first:
            continue
        for cell in sheet.rows[row]:
            beside = not value_column - 1 <= cell.column <= last_column
            if (beside or row not in rows) and not is_blank(cell.value):
                yield cell
