"""Input sheets as SheetModels, blank or filled, from their definitions."""

from __future__ import annotations

from collections.abc import Mapping

from lkjip_xl.definition.sheets import (
    FORM_FIRST_ROW,
    FORM_VALUE_COLUMN,
    TABLE_HEADING_ROW,
    ColumnDef,
    SheetDef,
)
from lkjip_xl.template.book import InputBook, Placed
from lkjip_xl.template.choices import list_name
from lkjip_xl.template.row_formula import band_formula, row_formula
from lkjip_xl.values import Value
from lkjip_xl.workbook.model import Area, Cell, Choice, Page, SheetModel, TableArea

INPUT_TAB = "#1F4E78"
LOCKED_TITLE = "Kolom dihitung"
LOCKED_ERROR = "Kolom ini berisi rumus resmi dan tidak diisi. Tekan Batal (Esc). Yang diisi hanya kolom berkepala biru."
LIST_ERROR = "Pilih salah satu isi daftar."
FORM_WIDTHS = (34.0, 70.0, 62.0)


def _input_style(column: ColumnDef) -> str:
    return f"isian:{column.format}" if column.format not in ("teks", "umum") else "isian"


def _message(column: ColumnDef) -> str:
    return column.help[:255]


def _choice(definition: SheetDef, column: ColumnDef, area: Area) -> Choice:
    """The validation of a column: locked, dropdown, or the input message alone."""
    title = column.heading[:32]
    if column.computed:
        return Choice(area, "terkunci", title=LOCKED_TITLE, message=_message(column), error=LOCKED_ERROR)
    source = list_name(definition, column)
    if source:
        strict = bool(column.choices)
        return Choice(area, "daftar", f"={source}", strict, title, _message(column), LIST_ERROR)
    return Choice(area, "pesan", title=title, message=_message(column))


def _heading(sheet: SheetModel, definition: SheetDef) -> None:
    sheet.put(1, 1, Cell("judul_lembar", definition.title))
    sheet.put(2, 1, Cell("petunjuk", f"{definition.description} {definition.instruction}"))
    sheet.heights.update({1: 20, 2: 14})


def _computed_cell(book: InputBook, definition: SheetDef, column: ColumnDef, record: Placed) -> Cell:
    value = record.values[column.key]
    return Cell(f"hitung:{column.format}", "" if value is None else value, row_formula(definition, column, record.row))


def _form_sheet(book: InputBook, definition: SheetDef) -> SheetModel:
    sheet = SheetModel(definition.name, freeze=(FORM_FIRST_ROW, 1), tab_color=INPUT_TAB, protected=True)
    _heading(sheet, definition)
    sheet.widths.update(dict(enumerate(FORM_WIDTHS, 1)))
    for place, text in enumerate(("Uraian", "Isi", "Keterangan"), 1):
        sheet.put(TABLE_HEADING_ROW, place, Cell("kepala_isian", text))
    record = book.sheets[definition.key][0]
    for column in definition.columns:
        row, _ = definition.place(column.key, 0)
        sheet.put(row, 1, Cell("teks+tebal" if column.required else "teks", column.heading + (" *" if column.required else "")))
        if column.computed:
            cell = _computed_cell(book, definition, column, record)
            sheet.put(row, FORM_VALUE_COLUMN, cell._replace(style=cell.style + "+kiri"))
        else:
            value = record.values[column.key]
            shown = column.default if value is None and column.default is not None else value
            sheet.put(row, FORM_VALUE_COLUMN, Cell(_input_style(column) + "+kiri", shown))
        sheet.put(row, 3, Cell("teks+kecil", column.help))
        sheet.choices.append(_choice(definition, column, (row, FORM_VALUE_COLUMN, row, FORM_VALUE_COLUMN)))
    sheet.page = Page(landscape=True, repeat_rows=(TABLE_HEADING_ROW, TABLE_HEADING_ROW), footer="&C&P dari &N")
    return sheet


def _table_rows(definition: SheetDef, book: InputBook, blank_rows: int) -> tuple[int, dict[int, Placed]]:
    """Last row of the table, and a record (blank where none) for every row from the first data row on."""
    records = {record.row: record for record in book.sheets[definition.key]}
    wanted = definition.first_row + max(blank_rows, 1) - 1
    last = max([wanted, *records])
    blank: Mapping[str, Value] = {column.key: None for column in definition.columns}
    return last, {row: records.get(row, Placed(row, blank)) for row in range(definition.first_row, last + 1)}


def _table_sheet(book: InputBook, definition: SheetDef, blank_rows: int) -> SheetModel:
    sheet = SheetModel(definition.name, freeze=(definition.first_row, 1), tab_color=INPUT_TAB)
    _heading(sheet, definition)
    last, rows = _table_rows(definition, book, blank_rows)
    styles = [f"hitung:{column.format}" if column.computed else _input_style(column) for column in definition.columns]
    for column in definition.columns:
        sheet.widths[column.order] = column.width
        sheet.put(TABLE_HEADING_ROW, column.order, Cell("kepala_hitung" if column.computed else "kepala_isian", column.heading))
        if column.year_band:
            band = band_formula(book, column.year_band)
            sheet.put(TABLE_HEADING_ROW - 1, column.order, Cell("pita:tahun", band.value, band.text(definition.name)))
        sheet.choices.append(_choice(definition, column, (definition.first_row, column.order, last, column.order)))
    for row, record in rows.items():
        sheet.rows[row] = [
            _computed_cell(book, definition, column, record) if column.computed else Cell(style, record.values[column.key])
            for column, style in zip(definition.columns, styles, strict=True)
        ]
    sheet.tables.append(
        TableArea(
            definition.table,
            (TABLE_HEADING_ROW, 1, last, len(definition.columns)),
            tuple(column.heading for column in definition.columns),
            {
                column.heading: row_formula(definition, column, definition.first_row)
                for column in definition.columns
                if column.computed
            },
        )
    )
    sheet.page = Page(landscape=True, repeat_rows=(TABLE_HEADING_ROW, TABLE_HEADING_ROW), footer="&C&P dari &N")
    return sheet


def input_sheet(book: InputBook, definition: SheetDef, *, blank_rows: int = 0) -> SheetModel:
    """One input sheet with the book's records; a table sheet gets at least ``blank_rows`` rows."""
    if definition.layout == "formulir":
        return _form_sheet(book, definition)
    return _table_sheet(book, definition, blank_rows)
