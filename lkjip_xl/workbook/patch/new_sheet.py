"""A SheetModel as a worksheet part (and table parts) of an existing workbook."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Final

from lkjip_xl.address import MAX_COLUMN, MAX_ROW, cell_name, column_letters
from lkjip_xl.workbook.model import Area, Cell, Page, SheetModel, TableArea
from lkjip_xl.workbook.patch.cell_xml import cell_xml
from lkjip_xl.workbook.patch.mark_styles import plain_color
from lkjip_xl.workbook.patch.vocabulary import XML_HEAD, Vocabulary
from lkjip_xl.workbook.patch.xml_tree import quoted
from lkjip_xl.workbook.sheet_parts import FOLIO, row_attributes
from lkjip_xl.workbook.text_safety import cut, formula_text, markup, reads_as_formula, utf16_length, visible

_CM_PER_INCH: Final = 2.54
_TABLE_LOOK: Final = (
    '<tableStyleInfo name="TableStyleLight1" showFirstColumn="0" showLastColumn="0" showRowStripes="0" showColumnStripes="0"/>'
)
_PROTECTION: Final = (
    '<sheetProtection sheet="1" objects="1" scenarios="1" formatColumns="0" formatRows="0" sort="0" autoFilter="0"/>'
)
_MAX_HEADER: Final = 255
_EXCEL_ESCAPE: Final = re.compile("_(?=x[0-9A-Fa-f]{4}_)")

StyleIndex = Callable[[str, bool], int]
"""Style name, and whether the text must be quoted → index of the cell format."""


def sheet_xml(sheet: SheetModel, vocabulary: Vocabulary, style: StyleIndex, tables: list[str]) -> bytes:
    """The worksheet part; ``tables`` are the relationship ids of its tables. ValueError for what this writer cannot write:
    dropping a chart or a dropdown in silence would be worse."""
    if sheet.charts or sheet.choices:
        raise ValueError(f"sheet {sheet.name!r}: charts and data validation cannot be added to an existing workbook")
    parts = [
        f'{XML_HEAD}<worksheet xmlns="{vocabulary.main}" xmlns:r="{vocabulary.relations}">',
        _properties(sheet),
        f'<dimension ref="{_used(sheet)}"/>',
        _view(sheet),
        '<sheetFormatPr defaultRowHeight="15"/>',
        _columns(sheet),
        "<sheetData>",
        *_rows(sheet, style),
        "</sheetData>",
        _PROTECTION if sheet.protected else "",
        _merges(sheet),
        _links(sheet),
        _page(sheet.page),
        _table_parts(tables),
        "</worksheet>",
    ]
    return "".join(parts).encode()


def table_xml(sheet: SheetModel, table: TableArea, number: int, name: str, vocabulary: Vocabulary) -> bytes:
    """A table part. ValueError where its headings and the cells above its data differ: Excel would repair the file."""
    top, left, bottom, right = table.area
    headings = [sheet.cell(top, column) for column in range(left, right + 1)]
    if [cell.value if cell else None for cell in headings] != list(table.columns) or top >= bottom:
        raise ValueError(f"table {table.name!r} does not fit its cells")
    columns = []
    for index, heading in enumerate(table.columns, 1):
        formula = table.calculated.get(heading)
        inside = f"<calculatedColumnFormula>{markup(formula_text(formula))}</calculatedColumnFormula>" if formula else ""
        columns.append(f'<tableColumn id="{index}" name={quoted(_heading(heading))}>{inside}</tableColumn>')
    area = area_name(table.area)
    facts = f'id="{number}" name={quoted(name)} displayName={quoted(name)} ref="{area}" totalsRowShown="0"'
    listed = f'<tableColumns count="{len(columns)}">{"".join(columns)}</tableColumns>'
    head = f'{XML_HEAD}<table xmlns="{vocabulary.main}" {facts}><autoFilter ref="{area}"/>'
    return f"{head}{listed}{_TABLE_LOOK}</table>".encode()


def area_name(area: Area) -> str:
    """(1, 1, 5, 3) → A1:C5."""
    return f"{cell_name(area[0], area[1])}:{cell_name(area[2], area[3])}"


def _heading(text: str) -> str:
    """A heading as the table part names it: escaped where Excel would decode it, line ends written out."""
    return _EXCEL_ESCAPE.sub("_x005F_", visible(text)).replace("\n", "_x000a_")


def _properties(sheet: SheetModel) -> str:
    color = f'<tabColor rgb="FF{plain_color(sheet.tab_color)}"/>' if sheet.tab_color else ""
    fit = '<pageSetUpPr fitToPage="1"/>' if sheet.page.fit_width else ""
    return f"<sheetPr>{color}{fit}</sheetPr>" if color or fit else ""


def _used(sheet: SheetModel) -> str:
    rows = sorted(sheet.rows)
    width = max(map(len, sheet.rows.values()), default=0)
    if rows and (rows[0] < 1 or rows[-1] > MAX_ROW or width > MAX_COLUMN):
        raise ValueError(f"sheet {sheet.name!r} is larger than a worksheet can be")
    return f"A1:{cell_name(rows[-1], max(width, 1))}" if rows else "A1"


def _view(sheet: SheetModel) -> str:
    grid = "" if sheet.gridlines else ' showGridLines="0"'
    zoom = f' zoomScale="{sheet.zoom}" zoomScaleNormal="{sheet.zoom}"' if sheet.zoom != 100 else ""
    pane = ""
    if sheet.freeze is not None:
        row, column = sheet.freeze
        split = (f' xSplit="{column - 1}"' if column > 1 else "") + (f' ySplit="{row - 1}"' if row > 1 else "")
        corner = "bottomRight" if row > 1 and column > 1 else "bottomLeft" if row > 1 else "topRight"
        pane = f'<pane{split} topLeftCell="{cell_name(row, column)}" activePane="{corner}" state="frozen"/>'
        pane = f'{pane}<selection pane="{corner}"/>' if split else ""
    return f'<sheetViews><sheetView{grid}{zoom} workbookViewId="0">{pane}</sheetView></sheetViews>'


def _columns(sheet: SheetModel) -> str:
    """Widths in letters of the default font; the file adds the five pixels of padding that Excel adds on screen."""
    columns = "".join(
        f'<col min="{column}" max="{column}" width="{int((width * 7 + 5) / 7 * 256) / 256:.16g}" customWidth="1"/>'
        for column, width in sorted(sheet.widths.items())
    )
    return f"<cols>{columns}</cols>" if columns else ""


def _rows(sheet: SheetModel, style: StyleIndex) -> Iterator[str]:
    attributes = row_attributes(sheet.heights)
    for row in sorted(sheet.rows.keys() | sheet.heights.keys()):
        cells = "".join(
            _cell(cell, f"{column_letters(column)}{row}", style)
            for column, cell in enumerate(sheet.rows.get(row, ()), 1)
            if cell is not None
        )
        yield f'<row r="{row}"{attributes.get(row, "")}>{cells}</row>'


def _cell(cell: Cell, address: str, style: StyleIndex) -> str:
    risky = cell.formula is None and isinstance(cell.value, str) and reads_as_formula(cell.value)
    return cell_xml("", address, f' s="{style(cell.style, risky)}"', cell.value, cell.formula)


def _merges(sheet: SheetModel) -> str:
    areas = [area for area in sheet.merges if area[:2] != area[2:]]
    listed = "".join(f'<mergeCell ref="{area_name(area)}"/>' for area in areas)
    return f'<mergeCells count="{len(areas)}">{listed}</mergeCells>' if areas else ""


def _links(sheet: SheetModel) -> str:
    links = "".join(
        f'<hyperlink ref="{cell_name(link.row, link.column)}" location={quoted(visible(link.target))}'
        + (f" tooltip={quoted(cut(visible(link.tip), 255))}" if link.tip else "")
        + "/>"
        for link in sheet.links
    )
    return f"<hyperlinks>{links}</hyperlinks>" if links else ""


def _page(page: Page) -> str:
    """Print setup for Folio paper, as every sheet of this tool has it."""
    left, right, top, bottom = (f"{round(margin / _CM_PER_INCH, 4):.16g}" for margin in page.margins_cm)
    margins = f'left="{left}" right="{right}" top="{top}" bottom="{bottom}" header="0.3" footer="0.3"'
    direction = "landscape" if page.landscape else "portrait"
    fit = ' fitToHeight="0"' if page.fit_width else ""
    texts = ""
    for tag, text in (("oddHeader", page.header), ("oddFooter", page.footer)):
        if utf16_length(text) > _MAX_HEADER:
            raise ValueError("header or footer longer than 255 characters")
        texts += f"<{tag}>{markup(visible(text))}</{tag}>" if text else ""
    return (
        f'<printOptions horizontalCentered="1"/><pageMargins {margins}/>'
        f'<pageSetup paperSize="{FOLIO}"{fit} orientation="{direction}"/>'
        + (f"<headerFooter>{texts}</headerFooter>" if texts else "")
    )


def _table_parts(tables: list[str]) -> str:
    listed = "".join(f'<tablePart r:id="{key}"/>' for key in tables)
    return f'<tableParts count="{len(tables)}">{listed}</tableParts>' if tables else ""
