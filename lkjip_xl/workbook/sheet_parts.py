"""Everything of a worksheet but its cells: sizes, merges, tables, dropdowns, links, print setup, protection.

Only XlsxWriter's public calls are used, so the fast and the stock path share this module. Where those calls also write
cells (merge_range, add_table, write_url) the model's own cells come later and rule.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, TypeAlias
from urllib.parse import quote

from lkjip_xl.address import cell_name
from lkjip_xl.workbook.model import Area, Choice, Page, SheetModel, TableArea
from lkjip_xl.workbook.text_safety import cut, utf16_length, visible

Worksheet: TypeAlias = Any
"""An XlsxWriter worksheet; only ``new`` and ``fast`` import that library."""

FOLIO: Final = 14
"""Excel's number for Folio, 8.5 x 13 inch: the F4 that Indonesian offices print on."""

DEFAULT_POINTS: Final = 15.0
"""Height of a row that says nothing about it."""

_CM_PER_INCH: Final = 2.54
_TABLE_STYLE: Final = "Table Style Light 1"
_LIST_ERROR: Final = "Pilih salah satu isian dari daftar pada sel ini."
_LOCKED_ERROR: Final = "Sel ini dihitung oleh rumus. Ubahlah isian yang menjadi dasarnya, bukan sel ini."


def row_points(height: float) -> float:
    """The height Excel will really use: whole pixels at 96 dpi, that is steps of 0.75 point."""
    return int(height * 4 / 3 + 0.5) * 0.75


def row_attributes(heights: Mapping[int, float]) -> dict[int, str]:
    """Row → its attributes in the file, as XlsxWriter writes them: nothing for the default height, ``hidden`` for none."""
    made = {}
    for row, height in heights.items():
        points = row_points(height)
        if points == 0:
            made[row] = ' hidden="1"'
        elif points != DEFAULT_POINTS:
            made[row] = f' ht="{points:.16g}" customHeight="1"'
    return made


def write_parts(worksheet: Worksheet, sheet: SheetModel, *, heights: bool = True) -> None:
    """Lay out the worksheet. To be called before its cells are written.

    ``heights`` False leaves the rows' heights to whoever writes the rows: XlsxWriter then needs them no more, unless a
    chart's end has to be found.
    """
    for column, width in sorted(sheet.widths.items()):
        _done(worksheet.set_column(column - 1, column - 1, width), sheet, "column width")
    if heights:
        for row, height in sorted(sheet.heights.items()):
            _done(worksheet.set_row(row - 1, row_points(height)), sheet, "row height")
    _require_apart(sheet)
    for top, left, bottom, right in sheet.merges:
        if (top, left) != (bottom, right):  # one cell alone needs no merging
            _done(worksheet.merge_range(top - 1, left - 1, bottom - 1, right - 1, ""), sheet, "merge")
    for table in sheet.tables:
        _write_table(worksheet, sheet, table)
    for choice in sheet.choices:
        _write_choice(worksheet, sheet, choice)
    _write_links(worksheet, sheet)
    _write_view(worksheet, sheet)
    _write_page(worksheet, sheet.page)


def _require_apart(sheet: SheetModel) -> None:
    """ValueError where two merges share a cell: Excel repairs such a file by dropping them."""
    open_areas: list[Area] = []
    for area in sorted(sheet.merges):
        open_areas = [other for other in open_areas if other[2] >= area[0]]
        if any(other[1] <= area[3] and area[1] <= other[3] for other in open_areas):
            raise ValueError(f"sheet {sheet.name!r}: merges overlap at {cell_name(area[0], area[1])}")
        open_areas.append(area)


def _done(code: int, sheet: SheetModel, what: str) -> None:
    """XlsxWriter answers a refused call with a negative number and a warning; here that is a fault of the program."""
    if code:
        raise ValueError(f"sheet {sheet.name!r}: {what} refused by the writer ({code})")


def _write_table(worksheet: Worksheet, sheet: SheetModel, table: TableArea) -> None:
    """The heading cells must hold exactly the column names, or Excel repairs the file; so both come from ``columns``."""
    top, left, bottom, right = table.area
    if len(table.columns) != right - left + 1:
        raise ValueError(f"table {table.name!r}: {len(table.columns)} headings over {right - left + 1} columns")
    for column, heading in enumerate(table.columns, left):
        cell = sheet.cell(top, column)
        if cell is None or cell.value != heading or cell.formula is not None:
            raise ValueError(f"table {table.name!r}: {cell_name(top, column)} does not hold the heading {heading!r}")
    others = [other.area for other in sheet.tables if other is not table] + sheet.merges
    if top >= bottom or any(_overlap(table.area, area) for area in others):
        raise ValueError(f"table {table.name!r} has no data row, or overlaps another table or a merge")
    columns: list[dict[str, Any]] = [{"header": visible(heading)} for heading in table.columns]
    for heading, formula in table.calculated.items():
        columns[table.columns.index(heading)]["formula"] = formula
    options = {"name": table.name, "style": _TABLE_STYLE, "banded_rows": False, "columns": columns}
    _done(worksheet.add_table(top - 1, left - 1, bottom - 1, right - 1, options), sheet, f"table {table.name!r}")


def _overlap(one: Area, other: Area) -> bool:
    return one[0] <= other[2] and other[0] <= one[2] and one[1] <= other[3] and other[1] <= one[3]


def _write_choice(worksheet: Worksheet, sheet: SheetModel, choice: Choice) -> None:
    top, left, bottom, right = choice.area
    options: dict[str, Any]
    if choice.kind == "daftar":
        options = {"validate": "list", "source": choice.source, "error_title": "Isian tidak ada di daftar"}
        options["error_message"] = _message(choice.error or _LIST_ERROR)
        options["error_type"] = "stop" if choice.strict else "information"
    elif choice.kind == "terkunci":
        # Never true, so Excel refuses whatever is typed; blanks are not exempt.
        options = {"validate": "custom", "value": "=FALSE", "ignore_blank": False, "error_title": "Sel terkunci"}
        options["error_message"] = _message(choice.error or _LOCKED_ERROR)
    else:
        options = {"validate": "any", "show_error": False}
    if choice.title:
        options["input_title"] = cut(visible(choice.title), 32)
    if choice.message:
        options["input_message"] = _message(choice.message)
    if choice.kind == "pesan" and not (choice.title or choice.message):
        return
    _done(worksheet.data_validation(top - 1, left - 1, bottom - 1, right - 1, options), sheet, "data validation")


def _message(text: str) -> str:
    return cut(visible(text), 255)


def _file_url(name: str) -> str:
    """A relative file name as a link: everything but plain characters escaped, so that ``#`` or ``%`` in it stay letters."""
    return quote(visible(name), safe="/-_.~ ()")


def _write_links(worksheet: Worksheet, sheet: SheetModel) -> None:
    for link in sheet.links:
        cell = sheet.cell(link.row, link.column)
        if cell is None:
            raise ValueError(f"sheet {sheet.name!r}: link without a cell at {cell_name(link.row, link.column)}")
        shown = _message(cell.value) if isinstance(cell.value, str) else ""
        if not shown or shown.startswith("<r>"):  # XlsxWriter would take the latter for its own markup
            shown = visible(link.target)
        tip = _message(link.tip) or None
        target = "external:" + _file_url(link.target) if link.to_file else "internal:" + visible(link.target)
        _done(worksheet.write_url(link.row - 1, link.column - 1, target, None, shown, tip), sheet, "link")


def _write_view(worksheet: Worksheet, sheet: SheetModel) -> None:
    if sheet.freeze is not None:
        worksheet.freeze_panes(sheet.freeze[0] - 1, sheet.freeze[1] - 1)
    if sheet.tab_color:
        worksheet.set_tab_color(sheet.tab_color)
    if sheet.zoom != 100:
        worksheet.set_zoom(sheet.zoom)
    worksheet.hide_gridlines(1 if sheet.gridlines else 2)
    if sheet.protected:
        allowed = ("select_locked_cells", "select_unlocked_cells", "sort", "autofilter", "format_columns", "format_rows")
        worksheet.protect("", dict.fromkeys(allowed, True))


def _write_page(worksheet: Worksheet, page: Page) -> None:
    worksheet.set_paper(FOLIO)
    if page.landscape:
        worksheet.set_landscape()
    else:
        worksheet.set_portrait()
    if page.fit_width:
        worksheet.fit_to_pages(1, 0)
    if page.repeat_rows is not None:
        worksheet.repeat_rows(page.repeat_rows[0] - 1, page.repeat_rows[1] - 1)
    left, right, top, bottom = (round(margin / _CM_PER_INCH, 4) for margin in page.margins_cm)
    worksheet.set_margins(left, right, top, bottom)
    worksheet.center_horizontally()
    for text, write in ((page.header, worksheet.set_header), (page.footer, worksheet.set_footer)):
        if utf16_length(text) > 255:
            raise ValueError("header or footer longer than 255 characters")
        if text:
            write(visible(text))
