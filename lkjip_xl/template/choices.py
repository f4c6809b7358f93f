"""The sheet Daftar Pilihan: every dropdown list in its own column, each with a named range."""

from __future__ import annotations

from lkjip_xl.address import absolute, quote_sheet
from lkjip_xl.definition.own_sheets import LIST_SHEET
from lkjip_xl.definition.sheets import ColumnDef, SheetDef, sheet_def, sheet_defs
from lkjip_xl.values import Value
from lkjip_xl.workbook.model import Cell, Page, SheetModel

HEADING_ROW = 4
INDICATOR_ROWS = 200
"""Rows of sheet Renstra that the dropdown of indicator codes looks at; more than any office has."""


def list_name(definition: SheetDef, column: ColumnDef) -> str:
    """The named range a column's dropdown takes its values from; "" for a column without a dropdown."""
    if column.dropdown:
        return f"daftar_{column.dropdown}"
    if column.choices or column.suggestions:
        return f"daftar_{definition.key}_{column.key}"
    return ""


def choice_lists() -> dict[str, tuple[str, tuple[Value, ...]]]:
    """Named range → (heading, values) of every list that stands on the sheet."""
    found: dict[str, tuple[str, tuple[Value, ...]]] = {}
    for definition in sheet_defs():
        for column in definition.columns:
            values = column.choices or column.suggestions
            if values and not column.dropdown:
                found[list_name(definition, column)] = (f"{definition.name}: {column.heading}", values)
    return found


def choice_sheet() -> tuple[SheetModel, dict[str, str]]:
    """The sheet and the named ranges (name → ``=Sheet!$A$1:$A$9``)."""
    sheet = SheetModel(LIST_SHEET, freeze=(HEADING_ROW + 1, 1), page=Page(landscape=True), tab_color="#7F7F7F")
    sheet.put(1, 1, Cell("judul_lembar", "Daftar Pilihan"))
    sheet.put(2, 1, Cell("petunjuk", "Isi daftar tarik-turun. Jangan diubah; daftar ini dibuat dari skema."))
    names: dict[str, str] = {}
    for column, (name, (heading, values)) in enumerate(choice_lists().items(), 1):
        sheet.widths[column] = 22
        sheet.put(HEADING_ROW, column, Cell("kepala_isian", heading))
        for offset, value in enumerate(values, 1):
            sheet.put(HEADING_ROW + offset, column, Cell("teks", value))
        first, last = absolute(HEADING_ROW + 1, column), absolute(HEADING_ROW + len(values), column)
        names[name] = f"={quote_sheet(LIST_SHEET)}!{first}:{last}"
    renstra = sheet_def("renstra")
    row, place = renstra.place("kode_indikator", renstra.first_row)
    names["daftar_kode_indikator"] = f"={renstra.name}!{absolute(row, place)}:{absolute(row + INDICATOR_ROWS - 1, place)}"
    return sheet, names
