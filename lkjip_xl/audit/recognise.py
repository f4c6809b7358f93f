"""Recognising the input sheets of a file whose sheets or headings were renamed (A09), before anything is compared.

What is recognised is repaired in a copy that serves only to bind the inputs; the audited cells stay as they are.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from lkjip_xl.address import cell_name, cell_place
from lkjip_xl.audit.case import Fault
from lkjip_xl.audit.stamp import with_stamped_settings
from lkjip_xl.definition.own_sheets import ID_NAME, STAMP_NAME, is_auxiliary_sheet, is_report_sheet
from lkjip_xl.definition.sheets import FORM_VALUE_COLUMN, SheetDef, sheet_defs
from lkjip_xl.intake.form import bind_form
from lkjip_xl.intake.names import near_pairs, normalised
from lkjip_xl.intake.submission import SheetData
from lkjip_xl.intake.table import HEADING_SEARCH_ROWS, bind_table
from lkjip_xl.reader.raw import RawCell, RawSheet, RawWorkbook

LEAST_SHARE: Final = 0.6
"""Share of a sheet's headings by which a sheet of another name is recognised."""
LEAST_SHEETS: Final = 3
"""So many sheets with official names make a workbook ours, even without its identity: one may bear such a name by chance."""
LABEL_ROWS: Final = 200
"""Rows in which the labels of a form are looked for."""


@dataclass(frozen=True, slots=True)
class Recognised:
    """The repaired copy, what was repaired, and the names the repaired sheets have in the file (official → found)."""

    workbook: RawWorkbook
    faults: tuple[Fault, ...]
    renamed: Mapping[str, str]


def recognise(workbook: RawWorkbook) -> Recognised:
    """Find renamed input sheets and headings, and settings changed after the report was made."""
    renamed = _renamed_sheets(workbook)
    official = {found: name for name, found in renamed.items()}
    faults = [Fault("lembar_ganti_nama", found, value=found, words={"lembar_baku": name}) for name, found in renamed.items()]
    sheets = []
    for sheet in workbook.sheets:
        name = official.get(sheet.name, sheet.name)
        repaired = replace(sheet, name=name)
        definition = _definition(name)
        if definition is not None:
            repaired, found_faults = _with_headings(definition, repaired, sheet.name)
            faults += found_faults
        sheets.append(repaired)
    copy, changed = with_stamped_settings(replace(workbook, sheets=sheets))
    return Recognised(copy, (*faults, *changed), renamed)


def is_ours(workbook: RawWorkbook) -> bool:
    """True for the standard workbook and its reports: by their names, or by what stands on their sheets."""
    if ID_NAME in workbook.names or STAMP_NAME in workbook.names:
        return True
    official = sum(1 for sheet in workbook.sheets if _definition(sheet.name) is not None or is_report_sheet(sheet.name))
    return official >= LEAST_SHEETS or bool(_renamed_sheets(workbook))


def _definition(name: str) -> SheetDef | None:
    plain = normalised(name)
    return next((definition for definition in sheet_defs() if normalised(definition.name) == plain), None)


def _renamed_sheets(workbook: RawWorkbook) -> dict[str, str]:
    """Official name → name in the file, for input sheets that are there under another name."""
    present = {normalised(sheet.name) for sheet in workbook.sheets}
    missing = [definition for definition in sheet_defs() if normalised(definition.name) not in present]
    unknown = [
        sheet
        for sheet in workbook.sheets
        if _definition(sheet.name) is None and not is_auxiliary_sheet(sheet.name) and not is_report_sheet(sheet.name)
    ]
    scores = sorted(
        ((_share(definition, sheet), definition.name, sheet.name) for definition in missing for sheet in unknown), reverse=True
    )
    found: dict[str, str] = {}
    for share, name, other in scores:
        if share >= LEAST_SHARE and name not in found and other not in found.values():
            found[name] = other
    return found


def _share(definition: SheetDef, sheet: RawSheet) -> float:
    """The share of a definition's headings (labels on a form) that stand on a sheet where they should."""
    wanted = {normalised(column.heading) for column in definition.columns}
    rows = HEADING_SEARCH_ROWS if definition.layout == "tabel" else LABEL_ROWS
    texts = [
        {normalised(cell.value) for cell in sheet.rows.get(row, ()) if isinstance(cell.value, str)} for row in range(1, rows + 1)
    ]
    if definition.layout == "tabel":
        return max(len(wanted & row) for row in texts) / len(wanted)
    return len(wanted & set().union(*texts)) / len(wanted)


def _with_headings(definition: SheetDef, sheet: RawSheet, found_name: str) -> tuple[RawSheet, list[Fault]]:
    """The sheet with official headings in place of changed ones."""
    data = bind_table(definition, sheet) if definition.layout == "tabel" else bind_form(definition, sheet)
    if not data.missing or (definition.layout == "tabel" and not data.heading_row):
        return sheet, []
    places = dict(_places_of_missing(data))
    faults = []
    changed: dict[tuple[int, int], str] = {}
    for key in data.missing:
        heading = definition.by_key[key].heading
        place = places.get(key)
        if place is None:
            faults.append(Fault("kolom_hilang", found_name, heading=heading))
            continue
        cell = sheet.cell(*place)
        changed[place] = heading
        faults.append(
            Fault("judul_berubah", found_name, cell_name(*place), heading, cell.value if cell else None, {"judul_baku": heading})
        )
    return _with_texts(sheet, changed), faults


def _places_of_missing(data: SheetData) -> Iterator[tuple[str, tuple[int, int]]]:
    """Where a missing heading stands under another text: by likeness, else by its place among its neighbours."""
    definition = data.definition
    unknown = {address: text for text, address in data.unknown}
    near = near_pairs((definition.by_key[key].heading for key in data.missing), unknown.values())
    by_text = {text: address for address, text in unknown.items()}
    taken: set[tuple[int, int]] = set()
    for key in data.missing:
        like = near.get(definition.by_key[key].heading)
        place = cell_place(by_text[like]) if like else _place_among(data, key)
        if place is not None and not _has_content(data, place):
            continue
        if place is not None and place not in taken:
            taken.add(place)
            yield key, place


def _has_content(data: SheetData, place: tuple[int, int]) -> bool:
    """True where something stands in the column (on a form: in the row) of a heading that is looked for."""
    if data.raw is None:
        return False
    if data.definition.layout == "formulir":
        return bool(data.raw.rows.get(place[0]))
    return any(cell.column == place[1] for row, cells in data.raw.rows.items() if row >= data.heading_row for cell in cells)


def _place_among(data: SheetData, key: str) -> tuple[int, int] | None:
    """The place between the neighbouring headings, where both neighbours (or the only one) agree on it."""
    definition = data.definition
    form = definition.layout == "formulir"
    known = data.field_rows if form else data.columns
    order = definition.by_key[key].order
    spots = set()
    for step in (-1, 1):
        other = next((column for column in definition.columns if column.order == order + step), None)
        if other is not None and other.key in known:
            spots.add(known[other.key] - step)
    if len(spots) != 1:
        return None
    spot = spots.pop()
    if spot < 1 or spot in known.values():
        return None
    if form:
        return spot, next(iter(data.columns.values()), FORM_VALUE_COLUMN) - 1
    return data.heading_row, spot


def _with_texts(sheet: RawSheet, changed: Mapping[tuple[int, int], str]) -> RawSheet:
    rows = dict(sheet.rows)
    for (row, column), text in changed.items():
        kept = [cell for cell in rows.get(row, []) if cell.column != column]
        rows[row] = sorted([*kept, RawCell(row, column, text, None, "s", 0)], key=lambda cell: cell.column)
    return replace(sheet, rows=rows)
