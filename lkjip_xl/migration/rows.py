"""Records on their way from version to version: values by field, and where in the submitted file each one stood."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from lkjip_xl.address import cell_name
from lkjip_xl.values import Value


class Place(NamedTuple):
    """Where a field stands in the submitted file. ``row`` 0: in the row of the record; ``column`` 0: the file lacks it."""

    sheet: str
    column: int
    row: int = 0


class Misfit(NamedTuple):
    """Something of the submitted file that the new workbook does not hold as it was: sheet and cell there ("" for the whole
    file or sheet), what it is, and why."""

    sheet: str
    cell: str
    content: Value
    reason: str


@dataclass(slots=True)
class Row:
    """A record. ``places`` (field → place) is shared by the rows of a sheet; whoever changes it for one row copies it."""

    values: dict[str, Value]
    row: int
    places: Mapping[str, Place]

    def where(self, field: str) -> tuple[str, str]:
        """(sheet, cell) of a field in the submitted file; the cell is "" where the file does not hold the field."""
        place = self.places.get(field)
        if place is None:
            return "", ""
        return place.sheet, cell_name(place.row or self.row, place.column) if place.column else ""


Rows = dict[str, list[Row]]
"""Records by definition key; a form sheet has one."""
