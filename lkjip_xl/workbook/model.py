"""A sheet as plain data: what every writer (new file, patched package, live Excel) takes and none of them makes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from lkjip_xl.values import Value


class Cell(NamedTuple):
    """One cell. ``style`` is a name that ``lkjip_xl.workbook.styles`` resolves; ``formula`` begins with ``=``.

    With a formula, ``value`` is the cached value that the file carries: a number, text (``""`` looks blank), a bool or a
    CellError. Text is always written as text, whatever it begins with.
    """

    style: str
    value: Value = None
    formula: str | None = None


Area = tuple[int, int, int, int]
"""First row, first column, last row, last column; counted from 1, both ends included."""


class Page(NamedTuple):
    """Print setup. ``repeat_rows`` are the first and last heading row printed on every page."""

    landscape: bool = False
    repeat_rows: tuple[int, int] | None = None
    header: str = ""
    footer: str = ""
    fit_width: bool = True
    margins_cm: tuple[float, float, float, float] = (2.0, 2.0, 2.0, 2.0)
    """Left, right, top, bottom."""


@dataclass(frozen=True, slots=True)
class TableArea:
    """An Excel Table over ``area`` (heading row included). ``calculated`` maps a column heading to its formula (with ``=``)
    as it stands in the first data row, so that rows added later are filled by Excel itself."""

    name: str
    area: Area
    columns: tuple[str, ...]
    calculated: Mapping[str, str] = field(default_factory=dict)


class Choice(NamedTuple):
    """Data validation over ``area``.

    ``kind``: ``daftar`` = dropdown from ``source`` (``=name`` of a named range), ``terkunci`` = nothing may be typed,
    ``pesan`` = input message only. ``strict`` False lets other values through.
    """

    area: Area
    kind: Literal["daftar", "terkunci", "pesan"]
    source: str = ""
    strict: bool = True
    title: str = ""
    message: str = ""
    error: str = ""


class Series(NamedTuple):
    """One chart series: name (a literal), and absolute references such as ``Ikhtisar!$B$5:$B$9``."""

    name: str
    categories: str
    values: str
    color: str


class Chart(NamedTuple):
    """A native chart anchored at a cell; size in pixels. ``x_title`` names the categories, ``y_title`` the values.
    ``sebar`` sets figures against figures, one dot a row.

    ``from_zero`` fixes the value axis at 0, so that bars can be compared by length; False where figures may be negative.
    """

    kind: Literal["batang", "kolom", "sebar"]
    title: str
    anchor: tuple[int, int]
    size: tuple[int, int]
    series: tuple[Series, ...]
    number_format: str = "General"
    x_title: str = ""
    y_title: str = ""
    from_zero: bool = True


class Link(NamedTuple):
    """A link from a cell to ``'Sheet'!A1``, or with ``to_file`` to a file named relative to the workbook's folder (``/``
    between folders). The cell's text and style stand in the cell itself."""

    row: int
    column: int
    target: str
    tip: str = ""
    to_file: bool = False


@dataclass(slots=True)
class SheetModel:
    """A worksheet. ``rows`` holds lists of cells from column A on (``None`` = no cell)."""

    name: str
    rows: dict[int, list[Cell | None]] = field(default_factory=dict)
    widths: dict[int, float] = field(default_factory=dict)
    heights: dict[int, float] = field(default_factory=dict)
    merges: list[Area] = field(default_factory=list)
    tables: list[TableArea] = field(default_factory=list)
    choices: list[Choice] = field(default_factory=list)
    charts: list[Chart] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    page: Page = field(default_factory=Page)
    freeze: tuple[int, int] | None = None
    """First row and column that scroll, e.g. (5, 1) keeps rows 1-4."""
    tab_color: str = ""
    protected: bool = False
    """Sheet protection without password; sorting, filtering and resizing stay allowed."""
    gridlines: bool = True
    zoom: int = 100

    def put(self, row: int, column: int, cell: Cell) -> None:
        """Place a cell, growing the row as needed."""
        cells = self.rows.get(row)
        if cells is None:
            cells = self.rows[row] = []
        missing = column - len(cells)
        if missing == 1:  # the usual case: from left to right
            cells.append(cell)
            return
        if missing > 1:
            cells.extend([None] * missing)
        cells[column - 1] = cell

    def cell(self, row: int, column: int) -> Cell | None:
        """The cell at this place, or None."""
        cells = self.rows.get(row)
        return cells[column - 1] if cells is not None and column <= len(cells) else None

    def cells(self) -> Iterator[tuple[int, int, Cell]]:
        """Every cell as (row, column, cell), in reading order."""
        for number in sorted(self.rows):
            for column, cell in enumerate(self.rows[number], 1):
                if cell is not None:
                    yield number, column, cell


@dataclass(slots=True)
class WorkbookModel:
    """Sheets in order, named ranges (name → ``=Sheet!$A$1``), and the document properties that end up in docProps."""

    sheets: list[SheetModel] = field(default_factory=list)
    names: dict[str, str] = field(default_factory=dict)
    title: str = ""
    author: str = ""
    comments: str = ""
    custom: dict[str, str] = field(default_factory=dict)
    active: str = ""

    def sheet(self, name: str) -> SheetModel:
        """The sheet of this name; KeyError when there is none."""
        for found in self.sheets:
            if found.name == name:
                return found
        raise KeyError(name)
