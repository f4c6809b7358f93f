"""What is asked of the patch writer: plain data, made by the caller, never changed here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from lkjip_xl.values import Value
from lkjip_xl.workbook.model import SheetModel

Place = tuple[int, int]
"""Row and column, counted from 1."""


class CellPatch(NamedTuple):
    """The new content of a cell; its style stays.

    With a ``formula`` (which begins with ``=``) ``value`` is the cached value written beside it. Without one, ``value`` is
    the cell's content: text is text whatever it begins with, and ``None`` empties the cell.
    """

    value: Value
    formula: str | None = None


class Mark(NamedTuple):
    """A coloured cell with a note. ``fill`` is ``#RRGGBB``; an empty ``note`` leaves the fill alone to speak."""

    fill: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class PatchPlan:
    """Everything to change in one workbook. Sheets are named exactly as in the file.

    ``marks`` replace the marks of an earlier run, all of them; with ``remove_marks`` those go even if no new ones come, and
    so does the sheet an earlier run put first, unless ``first_sheet`` replaces it. ``recalculate`` asks the spreadsheet
    program to work out every formula when it opens the file, because formulas elsewhere may rest on the patched cells; it
    only matters where there are ``cells``.
    """

    cells: Mapping[str, Mapping[Place, CellPatch]] = field(default_factory=dict)
    marks: Mapping[str, Mapping[Place, Mark]] = field(default_factory=dict)
    first_sheet: SheetModel | None = None
    remove_marks: bool = False
    recalculate: bool = True
