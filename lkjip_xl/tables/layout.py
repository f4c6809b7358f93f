"""How an official table is laid out: title lines, one or two heading rows, body rows, footnotes.

A table module states a frozen ``TableSpec`` and fills rows; this module turns both into a SheetModel. Places are
computed once, here, so that no table counts rows.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from lkjip_xl.compute.display import shown
from lkjip_xl.compute.formula import Formula, Ref
from lkjip_xl.values import Value, number
from lkjip_xl.workbook.model import Cell, Page, SheetModel
from lkjip_xl.workbook.text_fit import fit_heights

REPORT_TAB = "#C55A11"
Text = str | Formula


class Column(NamedTuple):
    """A column of an official table: its heading, width in characters, and the heading above it in a two-row header."""

    heading: Text
    width: float
    group: Text = ""


class TableSpec(NamedTuple):
    """The fixed part of an official table. ``titles`` are the centred lines above it."""

    sheet: str
    titles: tuple[Text, ...]
    columns: tuple[Column, ...]
    landscape: bool = False
    numbered: bool = False
    """Print the row 1 2 3 ... below the headings."""


def value_format(unit: str, value: Value, decimals: int) -> str:
    """Format key for a figure in a unit: percent points with %, thousands with dots, small figures as they are."""
    if unit == "%":
        return f"persen{decimals}"
    found = number(value)
    if found is None:
        return "angka"
    if float(found).is_integer():
        return "bulat" if abs(found) >= 1000 else "angka"
    return f"angka{decimals}"


@dataclass(slots=True)
class TableSheet:
    """A table being filled, row by row, on its own sheet."""

    spec: TableSpec
    sheet: SheetModel = field(init=False)
    row: int = field(init=False, default=1)
    first_body_row: int = field(init=False, default=0)

    def __post_init__(self) -> None:
        self.sheet = SheetModel(self.spec.sheet, tab_color=REPORT_TAB, gridlines=False)
        self.sheet.widths.update({place: column.width for place, column in enumerate(self.spec.columns, 1)})

    @property
    def name(self) -> str:
        return self.spec.sheet

    @property
    def last_column(self) -> int:
        return len(self.spec.columns)

    def place(self, row: int, column: int, style: str, content: Value | Formula | Ref) -> Ref:
        """Put text, a figure, a formula or a plain look at another cell; the new cell comes back as a Ref."""
        name = self.spec.sheet
        if isinstance(content, Ref):
            content = shown(content)
        if isinstance(content, Formula):
            value = content.value
            self.sheet.put(row, column, Cell(style, value, content.text(name)))
        else:
            value = content
            self.sheet.put(row, column, Cell(style, content))
        return Ref(name, row, column, value)

    def line(self, style: str, content: Text, *, height: float | None = None) -> None:
        """A line over the whole width of the table."""
        self.span(style, content, 1, self.last_column)
        if height is not None:
            self.sheet.heights[self.row] = height
        self.row += 1

    def span(self, style: str, content: Value | Formula | Ref, first: int, last: int) -> Ref:
        """A cell over several columns of the current row."""
        placed = self.place(self.row, first, style, content)
        for column in range(first + 1, last + 1):
            self.sheet.put(self.row, column, Cell(style))
        if last > first:
            self.sheet.merges.append((self.row, first, self.row, last))
        return placed

    def start(self) -> None:
        """Titles and headings."""
        for position, title in enumerate(self.spec.titles):
            self.line("judul" if position == 0 else "subjudul", title)
        self.gap(6)
        self.headings()

    def headings(self) -> None:
        """The heading rows; they repeat on every printed page."""
        columns = self.spec.columns
        top = self.row
        two = any(column.group for column in columns)
        if two:
            self._group_row(columns)
        for place, column in enumerate(columns, 1):
            if two and not column.group:
                self.sheet.put(self.row, place, Cell("kepala"))
                self.sheet.merges.append((top, place, self.row, place))
            else:
                self.place(self.row, place, "kepala", column.heading)
        self.row += 1
        if self.spec.numbered:
            for place in range(1, len(columns) + 1):
                self.sheet.put(self.row, place, Cell("nomor_kolom", place))
            self.row += 1
        repeat = (top, self.row - 1)
        self.sheet.page = Page(landscape=self.spec.landscape, repeat_rows=repeat, footer="&CHalaman &P dari &N")
        self.first_body_row = self.row

    def _group_row(self, columns: Sequence[Column]) -> None:
        start = 1
        while start <= len(columns):
            column = columns[start - 1]
            end = start
            while column.group and end < len(columns) and columns[end].group == column.group:
                end += 1
            self.span("kepala", column.group or column.heading, start, end)
            start = end + 1
        self.row += 1

    def body(self, cells: Sequence[tuple[str, Value | Formula | Ref]]) -> list[Ref]:
        """A body row from (style, content) pairs, from column A on."""
        placed = [self.place(self.row, column, style, content) for column, (style, content) in enumerate(cells, 1)]
        self.row += 1
        return placed

    def merge_down(self, column: int, first: int, last: int) -> None:
        """Merge cells below one another; the lower ones keep their border and lose their content."""
        if last <= first:
            return
        top = self.sheet.cell(first, column)
        for row in range(first + 1, last + 1):
            self.sheet.put(row, column, Cell(top.style if top else "teks"))
        self.sheet.merges.append((first, column, last, column))

    def gap(self, height: float = 8) -> None:
        """An empty row."""
        self.sheet.heights[self.row] = height
        self.row += 1

    def footnotes(self, *notes: Text) -> None:
        """Lines below the table; empty ones are left out."""
        for note in notes:
            if note:
                self.line("kaki", note)

    def finish(self) -> SheetModel:
        """The finished sheet, row heights fitted to the wrapped texts."""
        fit_heights(self.sheet)
        return self.sheet
