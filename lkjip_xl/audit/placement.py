"""Where every cell of the official workbook stands in the audited file.

Official sheets, rows and columns are those that ``make_report`` gives; an office may have renamed a sheet or put rows in. A
placement leads from the one to the other, so that formulas can be compared after their references have moved along.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from lkjip_xl.audit.evaluate.grid import LOST, CellId, Grid, Slot, cell_id
from lkjip_xl.audit.formula.reference import AreaRef, CellRef, Reference


@dataclass(frozen=True, slots=True)
class Placement:
    """One official sheet in the file. ``rows`` and ``columns`` are official → found; None where nothing moved.

    A row or column that is missing from a mapping is not in the file.
    """

    official: str
    found: str
    number: int
    rows: Mapping[int, int] | None = None
    columns: Mapping[int, int] | None = None

    @property
    def in_place(self) -> bool:
        """True where every cell stands at its official place under its official name."""
        return self.rows is None and self.columns is None and self.official == self.found

    def place(self, row: int, column: int) -> tuple[int, int] | None:
        """(row, column) in the file, or None where the file has no such row or column."""
        found_row = row if self.rows is None else self.rows.get(row)
        found_column = column if self.columns is None else self.columns.get(column)
        return None if found_row is None or found_column is None else (found_row, found_column)


class Placements:
    """The placements of all official sheets that the file holds, by official name."""

    def __init__(self, grid: Grid, placements: Mapping[str, Placement]) -> None:
        self._grid = grid
        self._by_name = {name.casefold(): placement for name, placement in placements.items()}
        self.numbers = frozenset(placement.number for placement in placements.values())
        """The sheets of the file that are placed."""

    @property
    def in_place(self) -> bool:
        """True where nothing moved anywhere: formulas can be compared as they stand."""
        return all(placement.in_place for placement in self._by_name.values())

    def get(self, official: str) -> Placement | None:
        """The placement of an official sheet; None where the file does not hold it."""
        return self._by_name.get(official.casefold())

    def moved(self, reference: Reference, own: str) -> Reference | None:
        """An official reference as the file would write it; None where the file has no such cell."""
        placement = self.get(reference.sheet or own)
        if placement is None:
            return None
        sheet = placement.found if reference.sheet else ""
        if isinstance(reference, CellRef):
            place = placement.place(reference.row, reference.column)
            return CellRef(sheet, *place) if place else None
        first = placement.place(reference.top, reference.left)
        last = placement.place(reference.bottom, reference.right)
        if first is None or last is None:
            return None
        (top, bottom), (left, right) = sorted((first[0], last[0])), sorted((first[1], last[1]))
        return AreaRef(sheet, top, left, bottom, right)

    def slot(self, reference: Reference, own: Placement) -> Slot:
        """The cell or area that an official reference means in the file; LOST where it is not there."""
        moved = self.moved(reference, own.official)
        return LOST if moved is None else self._grid.slot(moved, own.number)

    def cell(self, official: str, row: int, column: int) -> CellId | None:
        """The cell of an official place in the file."""
        placement = self.get(official)
        place = placement.place(row, column) if placement else None
        return cell_id(placement.number, *place) if placement and place else None
