"""Content of the submitted file that belongs to no field of its template: it stays behind, and is named."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from lkjip_xl.address import cell_name, cell_place, column_letters
from lkjip_xl.definition.own_sheets import is_auxiliary_sheet
from lkjip_xl.definition.sheets import SheetDef
from lkjip_xl.intake.leftovers import outside_content, related_content, unknown_content
from lkjip_xl.intake.names import near_pairs, normalised
from lkjip_xl.intake.submission import SheetData, Submission
from lkjip_xl.migration.old_definitions import GONE
from lkjip_xl.migration.rows import Misfit
from lkjip_xl.reader.raw import RawCell, RawSheet
from lkjip_xl.values import is_blank

OWN_NAMES: Final = ("daftar_", "lkjip_", "_xlnm")
"""Beginnings of the names the templates and Excel make themselves."""
NOT_CARRIED: Final = "tidak dibawa; salin sendiri bila masih diperlukan"
REPORT_SHEET: Final = "lembar laporan; tidak dibawa karena dapat dibuat lagi dengan: lkjip laporan"
UNKNOWN_SHEET: Final = "lembar ini tidak ada di templat versi {version}; tidak dibawa"
UNKNOWN_HEADING: Final = "judul kolom ini tidak ada di templat versi {version}; isinya tidak dibawa"
UNKNOWN_LABEL: Final = "bukan uraian di templat versi {version}; tidak dibawa"
BESIDE: Final = "di luar isian; tidak dibawa"
NO_SHEET: Final = "lembar ini tidak ditemukan; isinya kosong di berkas baru"
NO_HEADINGS: Final = "baris judul kolom tidak ditemukan; tidak ada isian yang dibaca dari lembar ini"
NO_HEADING: Final = "tidak ditemukan di lembar ini; kosong di berkas baru"
SHOWN: Final = "tersembunyi; ditampilkan di berkas baru"


def list_outside(
    submission: Submission, definitions: Sequence[SheetDef], dropped_sheets: Mapping[str, str], version: str
) -> Iterator[Misfit]:
    """Everything outside the fields, and what the template of this version has but the file lacks."""
    yield from (Misfit(sheet, "", what, NOT_CARRIED) for sheet, what in outside_content(submission))
    for name in sorted(submission.workbook.names):
        if not name.rpartition("!")[2].startswith(OWN_NAMES):
            yield Misfit("", "", f"nama sel {name}", NOT_CARRIED)
    for sheet in submission.workbook.sheets:
        yield from (Misfit(sheet.name, "", what, NOT_CARRIED) for what in related_content(sheet))
    yield from _other_sheets(submission, dropped_sheets, version)
    for definition in definitions:
        data = submission.sheets.get(definition.key)
        if data is not None:
            yield from _of_sheet(data, version)
        elif not definition.optional:
            near = submission.near_names.get(definition.key)
            yield Misfit(definition.name, "", None, NO_SHEET + (f"; mungkin maksudnya lembar {near}" if near else ""))


def _other_sheets(submission: Submission, dropped: Mapping[str, str], version: str) -> Iterator[Misfit]:
    reasons = {normalised(name): reason for name, reason in dropped.items()}
    used = {data.found_name for data in submission.sheets.values()}
    for sheet in submission.workbook.sheets:
        if sheet.name in used or is_auxiliary_sheet(sheet.name):
            continue
        if sheet.name in submission.report_sheets:
            yield Misfit(sheet.name, "", _amount(sheet), REPORT_SHEET)
        else:
            reason = reasons.get(normalised(sheet.name)) or UNKNOWN_SHEET.format(version=version)
            yield Misfit(sheet.name, "", _amount(sheet), reason)


def _amount(sheet: RawSheet) -> str:
    return f"{sum(1 for cell in sheet.cells() if not is_blank(cell.value) or cell.formula)} sel berisi"


def _of_sheet(data: SheetData, version: str) -> Iterator[Misfit]:
    sheet, raw = data.found_name, data.raw
    form = data.definition.layout == "formulir"
    yield from _missing(data, form=form)
    content = unknown_content(data)
    if form:
        yield from _form_lines(data, content, version)
    else:
        yield from _table_columns(data, content, version)
    if raw is None:
        return
    if raw.state != "visible":
        yield Misfit(sheet, "", "lembar", SHOWN)
    if hidden := sorted(record.row for record in data.records if record.row in raw.hidden_rows):
        yield Misfit(sheet, "", f"{len(hidden)} baris isian, yang pertama baris {hidden[0]}", SHOWN)
    for first, last in raw.hidden_columns:
        if any(first <= column <= last for column in data.columns.values()):
            yield Misfit(sheet, f"{column_letters(first)}:{column_letters(last)}", "kolom", SHOWN)


def _missing(data: SheetData, *, form: bool) -> Iterator[Misfit]:
    """Headings of the template that the sheet lacks, with the unknown one that looks like it."""
    if not data.columns:
        yield Misfit(data.found_name, "", None, NO_HEADINGS)
        return
    awaited = [column for column in data.definition.columns if not column.computed and column.format != GONE]
    missing = [column.heading for column in awaited if column.key in data.missing]
    near = near_pairs(missing, [text for text, _ in data.unknown])
    for heading in missing:
        hint = f"; mungkin maksudnya “{near[heading]}”" if heading in near else ""
        yield Misfit(data.found_name, "", f"{'uraian' if form else 'kolom'} {heading}", NO_HEADING + hint)


def _table_columns(data: SheetData, content: Mapping[int, list[RawCell]], version: str) -> Iterator[Misfit]:
    """One entry a column: its heading where it has one, how many cells, and the first content."""
    headings = {cell_place(address)[1]: (text, address) for text, address in data.unknown}
    headings |= {cell_place(address)[1]: (data.definition.by_key[key].heading, address) for key, address in data.duplicated}
    for column, cells in sorted(content.items()):
        heading, address = headings.get(column, ("", cells[0].address))
        last = cells[-1].address
        place = address if address == last else f"{address}:{last}"
        reason = UNKNOWN_HEADING.format(version=version) if heading else BESIDE
        if any(found == address for _, found in data.duplicated):
            reason = "judul kolom ini sudah dipakai kolom lain; isinya tidak dibawa"
        yield Misfit(data.found_name, place, f"{heading or 'tanpa judul'}: {_preview(cells)}", reason)


def _form_lines(data: SheetData, content: Mapping[int, list[RawCell]], version: str) -> Iterator[Misfit]:
    """One entry a line: the label and what stands beside it."""
    lines: dict[int, list[RawCell]] = {}
    for _, cells in sorted(content.items()):
        for cell in cells:
            lines.setdefault(cell.row, []).append(cell)
    known = set(data.field_rows.values())
    for row, cells in sorted(lines.items()):
        first, last = cell_name(row, cells[0].column), cell_name(row, cells[-1].column)
        reason = BESIDE if row in known else UNKNOWN_LABEL.format(version=version)
        text = ": ".join(str(cell.value) for cell in cells)
        yield Misfit(data.found_name, first if first == last else f"{first}:{last}", text, reason)


def _preview(cells: list[RawCell]) -> str:
    return f"{len(cells)} sel berisi, yang pertama {cells[0].value!s}"
