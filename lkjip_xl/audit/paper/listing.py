"""How the paper's lists are laid out: a title, a line of guidance, and one filterable Excel Table below."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from lkjip_xl.address import quote_sheet
from lkjip_xl.checks.shown import plain_text
from lkjip_xl.values import CellError, Value
from lkjip_xl.workbook.model import Cell, Page, SheetModel, TableArea

PAPER_TAB: Final = "#1F4E78"
FIRST_ROW: Final = 5
"""First row below the headings of every list."""
MAX_LINKS: Final = 60_000
"""Excel takes 65,530 links on one sheet."""
_HEADING_ROW: Final = FIRST_ROW - 1


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a list: heading, width in characters, style of its cells."""

    heading: str
    width: float
    style: str = "teks"


def evidence(value: Value) -> Value:
    """A value of the examined file as evidence: error values become text, so that nothing in the paper is a live error, and
    numbers a cell cannot hold are written out."""
    if isinstance(value, CellError):
        return str(value)
    if isinstance(value, float) and not math.isfinite(value):
        return repr(value)
    return value


def place_text(sheet: str, cell: str) -> str:
    """The place in an examined file: ``DPA!K7``, the sheet, or the whole file."""
    if not sheet:
        return "Seluruh berkas"
    name = plain_text(sheet)
    return f"{quote_sheet(name)}!{cell}" if cell else f"Lembar {name}"


def listing(name: str, title: str, guidance: str, columns: Sequence[Column], *, landscape: bool = True) -> SheetModel:
    """A sheet with title, guidance and headings, ready for its rows."""
    sheet = SheetModel(name, tab_color=PAPER_TAB, freeze=(FIRST_ROW, 1), gridlines=False)
    sheet.page = Page(
        landscape=landscape, repeat_rows=(_HEADING_ROW, _HEADING_ROW), footer="&L&A&C&P dari &N", margins_cm=(1.5, 1.5, 1.5, 1.5)
    )
    sheet.put(1, 1, Cell("judul_lembar", title))
    sheet.put(2, 1, Cell("petunjuk", guidance))
    for place, column in enumerate(columns, 1):
        sheet.widths[place] = column.width
        sheet.put(_HEADING_ROW, place, Cell("kepala_isian", column.heading))
    return sheet


def fill(sheet: SheetModel, table: str, columns: Sequence[Column], rows: Iterable[Sequence[Value | Cell]], nothing: str) -> int:
    """The rows below the headings, as an Excel Table; the sheet's last row comes back. A list without rows says ``nothing``."""
    row = _HEADING_ROW
    styles = [column.style for column in columns]
    for values in rows:
        row += 1
        sheet.rows[row] = [
            value if isinstance(value, Cell) else Cell(style, value) for style, value in zip(styles, values, strict=True)
        ]
    if row == _HEADING_ROW:
        row += 1
        widest = max(range(len(columns)), key=lambda place: columns[place].width)
        sheet.rows[row] = [Cell("teks", nothing if place == widest else None) for place in range(len(columns))]
    close(sheet, table, columns, row)
    return row


def close(sheet: SheetModel, table: str, columns: Sequence[Column], last: int) -> None:
    """Make the list an Excel Table that ends in row ``last``."""
    sheet.tables.append(TableArea(table, (_HEADING_ROW, 1, last, len(columns)), tuple(column.heading for column in columns)))
