"""Is this the standard workbook: its identity, its sheets, its headings. One misspelled name is one finding."""

from __future__ import annotations

from typing import Final

from lkjip_xl.address import cell_name, cell_place
from lkjip_xl.checks.catalogue import phrase
from lkjip_xl.checks.examination import Examination
from lkjip_xl.definition.sheets import ColumnDef, SheetDef, sheet_defs
from lkjip_xl.intake.binding import version_numbers
from lkjip_xl.intake.leftovers import outside_content, unknown_content
from lkjip_xl.intake.names import near_pairs, normalised
from lkjip_xl.intake.submission import SheetData
from lkjip_xl.intake.table import HEADING_SEARCH_ROWS
from lkjip_xl.version import TEMPLATE_ID, TEMPLATE_VERSION

MUST_HOLD_ROWS: Final = frozenset({"renstra", "pk", "realisasi", "dpa"})
"""Sheets without which no official table of Bab III can be made."""


def examine_structure(examination: Examination) -> None:
    """Findings about the file, its sheets and its headings."""
    submission = examination.submission
    if not submission.sheets and not submission.near_names:
        examination.add("BKS-08", lembar_baku=", ".join(definition.name for definition in sheet_defs()))
        examination.skip("bukan_standar")
        return
    _identity(examination)
    for definition in sheet_defs():
        data = submission.sheets.get(definition.key)
        if data is None:
            _missing_sheet(examination, definition)
        else:
            _sheet(examination, data)
    _other_sheets(examination)
    for sheet, what in outside_content(submission):
        examination.add("BKS-12", sheet=sheet, hal=what)


def _identity(examination: Examination) -> None:
    submission = examination.submission
    if not submission.template_id:
        examination.add("BKS-01", templat=TEMPLATE_ID)
    elif submission.template_id != TEMPLATE_ID:
        examination.add("BKS-02", value=submission.template_id, templat=TEMPLATE_ID)
        return
    submitted, current = version_numbers(submission.template_version), version_numbers(TEMPLATE_VERSION)
    if submitted is None and submission.template_id:
        examination.add("BKS-04", value=submission.template_version or None, versi=TEMPLATE_VERSION)
    elif submitted is not None and current is not None and submitted < current:
        examination.add("BKS-03", value=submission.template_version, versi=TEMPLATE_VERSION)


def _missing_sheet(examination: Examination, definition: SheetDef) -> None:
    near = examination.submission.near_names.get(definition.key)
    if near is None and definition.optional:
        return
    if near is None:
        examination.add("BKS-05", lembar_baku=definition.name)
        examination.skip("lembar", lembar=definition.name)
    else:
        examination.add("BKS-06", sheet=near, value=near, lembar_baku=definition.name)
        examination.skip("lembar_mirip", lembar=definition.name, mirip=near)


def _other_sheets(examination: Examination) -> None:
    submission = examination.submission
    official = {normalised(definition.name): definition for definition in sheet_defs()}
    reported = set(submission.near_names.values())
    for name in submission.other_sheets:
        twin = official.get(normalised(name))
        if twin is not None and twin.key in submission.sheets:
            used = submission.sheets[twin.key].found_name
            examination.add("BKS-07", sheet=name, value=name, dipakai=used, lembar_baku=twin.name)
        elif name not in reported:
            examination.add("BKS-10", sheet=name)


def _sheet(examination: Examination, data: SheetData) -> None:
    definition = data.definition
    if data.found_name != definition.name:
        examination.add("BKS-09", sheet=data.found_name, value=data.found_name, lembar_baku=definition.name)
    if len(data.missing) == len(definition.columns):
        wanted = [column for column in definition.columns if column.required] or definition.columns
        headings = ", ".join(column.heading for column in wanted)
        examination.add("KOL-06", sheet=data.found_name, heading=headings, baris=str(HEADING_SEARCH_ROWS))
        examination.skip("judul", lembar=data.found_name)
        return
    if definition.key in MUST_HOLD_ROWS and not data.records:
        examination.add("BKS-11", sheet=data.found_name)
    _headings(examination, data)


def _headings(examination: Examination, data: SheetData) -> None:
    """Missing, misspelled, doubled and unknown headings."""
    by_key = data.definition.by_key
    kind = phrase("kolom" if data.definition.layout == "tabel" else "isian").casefold()
    misspelled = near_pairs((by_key[key].heading for key in data.missing), (text for text, _ in data.unknown))
    places = dict(data.unknown)
    for key in data.missing:
        column = by_key[key]
        near = misspelled.get(column.heading)
        if near is not None:
            examination.add("KOL-02", sheet=data.found_name, cell=places[near], heading=column.heading, value=near)
        else:
            examination.add(_missing_code(column), sheet=data.found_name, heading=column.heading)
        if not column.computed:
            examination.skip("kolom", lembar=data.found_name, jenis=kind, kolom=column.heading)
    for key, cell in data.duplicated:
        used = cell_name(data.field_rows.get(key, data.heading_row), data.columns[key] - (key in data.field_rows))
        examination.add("KOL-04", sheet=data.found_name, cell=cell, heading=by_key[key].heading, dipakai=used)
    _unknown_headings(examination, data, set(misspelled.values()))


def _missing_code(column: ColumnDef) -> str:
    if column.computed:
        return "KOL-07"
    return "KOL-01" if column.required else "KOL-03"


def _unknown_headings(examination: Examination, data: SheetData, misspelled: set[str]) -> None:
    """Headings nobody knows, where something stands under (table) or beside (form) them."""
    places = {place for _, place in data.unknown}
    content = [cell for cells in unknown_content(data).values() for cell in cells if cell.address not in places]
    columns, rows = {cell.column for cell in content}, {cell.row for cell in content}
    for text, place in data.unknown:
        row, column = cell_place(place)
        holds = column in columns if data.definition.layout == "tabel" else row in rows
        if holds and text not in misspelled:
            examination.add("KOL-05", sheet=data.found_name, cell=place, value=text)
