"""Writes a WorkbookModel as a new .xlsx file.

XlsxWriter makes the package: styles, tables, validation, charts, print setup. The cells go through ``fast.FastWorksheet``
where the installed XlsxWriter allows it, and through XlsxWriter's own calls otherwise; both give the same workbook.
Same model, same version: same bytes.
"""

from __future__ import annotations

import os
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO, Final

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from lkjip_xl.address import cell_name
from lkjip_xl.values import CellError
from lkjip_xl.workbook import styles
from lkjip_xl.workbook.charts import add_chart
from lkjip_xl.workbook.delivery import deliver
from lkjip_xl.workbook.fast import CellXml, FastWorksheet, available
from lkjip_xl.workbook.model import Cell, SheetModel, WorkbookModel
from lkjip_xl.workbook.sheet_parts import write_parts
from lkjip_xl.workbook.text_safety import (
    cell_text,
    checked_number,
    cut,
    formula_text,
    kept_from_decoding,
    reads_as_formula,
    shared_text,
    visible,
)

_OPTIONS: Final[dict[str, Any]] = {
    "in_memory": True,
    # Without "none" XlsxWriter ties the font to the theme, whose body font is Calibri, and Excel then shows that.
    "default_format_properties": {"font_name": styles.FONT, "font_size": styles.FONT_SIZE, "font_scheme": "none"},
}
_FIXED_DATE: Final = datetime(2000, 1, 1, tzinfo=UTC)


class FormatCache(dict[str, Format]):
    """Style name → the workbook's Format, made when first asked for; with ``extra`` properties on top of the style's."""

    def __init__(self, workbook: Workbook, **extra: bool) -> None:
        super().__init__()
        self._workbook = workbook
        self._extra = extra

    def __missing__(self, name: str) -> Format:
        made = self._workbook.add_format({**styles.properties(name), **self._extra})
        self[name] = made
        return made


def write_workbook(model: WorkbookModel, target: Path | BinaryIO, *, fast: bool = True) -> None:
    """Write the model to a file or an open binary stream.

    A file appears whole or not at all. ``fast=False`` forces XlsxWriter's own cell calls (about ten times slower; the
    tests compare the two). What only a fault of this program can put into a model is an exception: ValueError for NaN, a
    table whose heading cells differ from its columns, overlapping merges, a name Excel refuses; XlsxWriter's own for
    impossible sheet names.
    """
    if not model.sheets:
        raise ValueError("a workbook needs at least one sheet")
    buffer = BytesIO()
    workbook = Workbook(buffer, _options())
    formats, quoted = FormatCache(workbook), FormatCache(workbook, quote_prefix=True)
    cell_xml = CellXml(formats, quoted, workbook.str_table) if fast and available() else None
    _write_properties(workbook, model)
    for sheet in model.sheets:
        worksheet = workbook.add_worksheet(sheet.name, FastWorksheet if cell_xml else None)
        write_parts(worksheet, sheet, heights=cell_xml is None or bool(sheet.charts))
        if cell_xml:
            worksheet.take(sheet, cell_xml)
        else:
            _write_cells(worksheet, sheet, formats, quoted)
        for chart in sheet.charts:
            add_chart(workbook, worksheet, chart)
        if sheet.name == model.active:
            worksheet.activate()
    _write_names(workbook, model)
    workbook.close()
    if isinstance(target, Path):
        deliver(buffer.getbuffer(), target)
    else:
        target.write(buffer.getbuffer())


def _options() -> dict[str, Any]:
    # XlsxWriter adds to the properties it is given; hand it a copy.
    return {name: dict(value) if isinstance(value, dict) else value for name, value in _OPTIONS.items()}


def _write_properties(workbook: Workbook, model: WorkbookModel) -> None:
    """Document properties. The date is fixed, or SOURCE_DATE_EPOCH, so that equal input gives equal bytes."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    created = datetime.fromtimestamp(int(epoch), UTC) if epoch else _FIXED_DATE
    given = {"title": model.title, "author": model.author, "comments": model.comments}
    workbook.set_properties({"created": created, **{key: visible(text) for key, text in given.items() if text}})
    for name, text in model.custom.items():
        workbook.set_custom_property(cut(visible(name), 255), cut(visible(text), 255), "text")


def _write_names(workbook: Workbook, model: WorkbookModel) -> None:
    """Named ranges. A name that is also a table's makes Excel repair the file, and XlsxWriter does not look."""
    tables = {table.name.casefold() for sheet in model.sheets for table in sheet.tables}
    for name, formula in model.names.items():
        if name.casefold() in tables or workbook.define_name(name, formula):
            raise ValueError(f"name {name!r} is no valid name, or a table has it")


def _write_cells(worksheet: Worksheet, sheet: SheetModel, formats: FormatCache, quoted: FormatCache) -> None:
    """The stock path: one public XlsxWriter call a cell."""
    for row, column, cell in sheet.cells():
        risky = cell.formula is None and isinstance(cell.value, str) and reads_as_formula(cell.value)
        _write_cell(worksheet, row - 1, column - 1, cell, (quoted if risky else formats)[cell.style])


def _write_cell(worksheet: Worksheet, row: int, column: int, cell: Cell, style: Format) -> None:
    value = cell.value
    if cell.formula is not None:
        text = "=" + formula_text(cell.formula)
        worksheet.write_formula(row, column, text, style, _cached(cell, row, column))
    elif value is None:
        worksheet.write_blank(row, column, None, style)
    elif isinstance(value, bool):
        worksheet.write_boolean(row, column, value, style)
    elif isinstance(value, CellError):
        # XlsxWriter has no call for an error constant; a formula that is nothing but the error means the same.
        worksheet.write_formula(row, column, "=" + value, style, str(value))
    elif isinstance(value, str):
        worksheet.write_string(row, column, shared_text(value), style)
    else:
        worksheet.write_number(row, column, checked_number(value, cell_name(row + 1, column + 1)), style)


def _cached(cell: Cell, row: int, column: int) -> Any:
    value = cell.value
    if isinstance(value, bool) or value is None:
        return "" if value is None else value
    if isinstance(value, str):
        return kept_from_decoding(cell_text(value))  # XlsxWriter escapes the markup but not this
    return checked_number(value, cell_name(row + 1, column + 1))
