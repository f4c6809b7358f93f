"""The cells of a workbook as one flat table: every cell has a number, so that a reference is one dictionary look-up."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

from lkjip_xl.address import cell_name
from lkjip_xl.audit.formula.reference import AreaRef, Reference
from lkjip_xl.reader.raw import RawCell, RawWorkbook
from lkjip_xl.values import CellError, Value

CellId = int
"""Sheet, row and column packed into one number."""
_ROW_BITS, _COLUMN_BITS = 21, 15
ROW_STEP: Final = 1 << _COLUMN_BITS
LOST: Final = -1
"""The cell of a reference to a sheet that the workbook does not hold; its value is ``#REF!``."""
LOST_VALUE: Final = CellError("#REF!")


class Area(NamedTuple):
    """A rectangle on a sheet (by its number), cut to the rows and columns in use; ``size`` is that of the whole."""

    sheet: int
    top: int
    left: int
    bottom: int
    right: int
    rows: int
    columns: int


Slot = CellId | Area
MAX_AREA: Final = 4_000_000
"""Cells of one area that are walked through: a stray value in the last corner makes ``B:XFD`` 17 thousand million."""


def cell_id(sheet: int, row: int, column: int) -> CellId:
    """The number of a cell."""
    return (((sheet << _ROW_BITS) | row) << _COLUMN_BITS) | column


def place(cell: CellId) -> tuple[int, int, int]:
    """(sheet number, row, column) of a cell's number."""
    return cell >> (_ROW_BITS + _COLUMN_BITS), (cell >> _COLUMN_BITS) & ((1 << _ROW_BITS) - 1), cell & (ROW_STEP - 1)


def is_huge(area: Area) -> bool:
    """True for an area that nobody can walk through cell by cell."""
    return (area.bottom - area.top + 1) * (area.right - area.left + 1) > MAX_AREA


class Grid:
    """A workbook for calculating. ``aliases`` are further names under which a sheet is known (its official one)."""

    def __init__(self, workbook: RawWorkbook, aliases: Mapping[str, str] | None = None) -> None:
        self.workbook = workbook
        self.names = [sheet.name for sheet in workbook.sheets]
        self._numbers = {sheet.name.casefold(): number for number, sheet in enumerate(workbook.sheets)}
        for alias, name in (aliases or {}).items():
            self._numbers.setdefault(alias.casefold(), self._numbers[name.casefold()])
        self.typed: dict[CellId, Value] = {}
        self.formulas: dict[CellId, RawCell] = {}
        self._used: list[tuple[int, int]] = []
        self._formula_rows: list[dict[int, list[int]]] = []
        for number, sheet in enumerate(workbook.sheets):
            self._take(number, sheet.rows)

    def _take(self, number: int, rows: Mapping[int, list[RawCell]]) -> None:
        typed, formulas = self.typed, self.formulas
        last_column = 0
        by_column: dict[int, list[int]] = {}
        base = number << _ROW_BITS
        for row in sorted(rows):
            start = (base | row) << _COLUMN_BITS
            for cell in rows[row]:
                column = cell[1]
                if cell[3] is None:
                    typed[start | column] = cell[2]
                else:
                    formulas[start | column] = cell
                    by_column.setdefault(column, []).append(row)
            if rows[row]:
                last_column = max(last_column, rows[row][-1][1])
        self._used.append((max(rows, default=0), last_column))
        self._formula_rows.append(by_column)

    def sheet_number(self, name: str) -> int | None:
        """The number of a sheet by its name or alias; None where the workbook has none."""
        return self._numbers.get(name.casefold())

    def slot(self, reference: Reference, own: int) -> Slot:
        """What a reference in a formula on sheet ``own`` points at."""
        sheet = own if not reference[0] else self._numbers.get(reference[0].casefold())
        if type(reference) is not AreaRef:
            if sheet is None:
                return LOST
            return (((sheet << _ROW_BITS) | reference[1]) << _COLUMN_BITS) | reference[2]
        return self._area(reference, sheet)

    def _area(self, area: AreaRef, sheet: int | None) -> Area:
        size = (area.bottom - area.top + 1, area.right - area.left + 1)
        if sheet is None:
            return Area(LOST, area.top, area.left, area.top, area.left, *size)
        last_row, last_column = self._used[sheet]
        bottom, right = min(area.bottom, last_row), min(area.right, last_column)
        return Area(sheet, area.top, area.left, max(bottom, area.top), max(right, area.left), *size)

    def formulas_in(self, area: Area) -> Iterator[CellId]:
        """The formula cells of an area."""
        if area.sheet == LOST:
            return
        for column, rows in self._formula_rows[area.sheet].items():
            if area.left <= column <= area.right:
                for row in rows[bisect_left(rows, area.top) : bisect_right(rows, area.bottom)]:
                    yield cell_id(area.sheet, row, column)

    def ids(self, area: Area) -> Iterator[CellId]:
        """Every cell of an area, in reading order, blank ones too; of a huge area only those that hold something."""
        if area.sheet == LOST:
            yield LOST
            return
        if is_huge(area):
            yield from self._held(area)
            return
        for row in range(area.top, area.bottom + 1):
            yield from range(cell_id(area.sheet, row, area.left), cell_id(area.sheet, row, area.right) + 1)

    def _held(self, area: Area) -> Iterator[CellId]:
        for cells in (self.typed, self.formulas):
            for cell in cells:
                sheet, row, column = place(cell)
                if sheet == area.sheet and area.top <= row <= area.bottom and area.left <= column <= area.right:
                    yield cell

    def cached(self, cell: CellId) -> Value:
        """What the file says the cell holds: its typed value, or its formula's cached one."""
        found = self.formulas.get(cell)
        if found is not None:
            return found.value
        return LOST_VALUE if cell == LOST else self.typed.get(cell)

    def address(self, cell: CellId) -> tuple[str, str]:
        """(sheet name, cell name) of a cell."""
        sheet, row, column = place(cell)
        return self.names[sheet], cell_name(row, column)
