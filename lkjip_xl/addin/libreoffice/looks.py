"""What surrounds a cell's value: merged areas, widths, links and notes, as xlwings asks for them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from xlwings import XlwingsError, base_classes

from lkjip_xl.addin.libreoffice.grammar import with_excel_sheets

if TYPE_CHECKING:
    from lkjip_xl.addin.libreoffice.sheet import Sheet

Box = tuple[int, int, int, int]
"""Row, column, height, width; counted from 1."""
_PIXELS: Final = 96 / 2540
"""Screen pixels of a hundredth of a millimetre."""
_DIGIT, _PADDING = 7, 5
"""Pixels of a digit in Excel's standard font, and of a column's edges: a width of 10 is ten digits and the edges."""


def merged_box(sheet: Sheet, row: int, column: int) -> Box:
    """The merged area that a cell belongs to; the cell itself where there is none."""
    cursor = sheet.native.createCursorByRange(sheet.native.getCellByPosition(column - 1, row - 1))
    cursor.collapseToMergedArea()
    found = cursor.RangeAddress
    height, width = found.EndRow - found.StartRow + 1, found.EndColumn - found.StartColumn + 1
    return found.StartRow + 1, found.StartColumn + 1, height, width


def width_in_digits(native: Any) -> float | None:
    """Width of a range's columns as Excel counts it; None where they differ."""
    columns = native.Columns
    widths = {columns.getByIndex(number).Width for number in range(columns.Count)}
    return (widths.pop() * _PIXELS - _PADDING) / _DIGIT if len(widths) == 1 else None


def hundredths(digits: float) -> int:
    """The width of so many digits in hundredths of a millimetre."""
    return round((digits * _DIGIT + _PADDING) / _PIXELS)


def link_target(native: Any) -> str:
    """Where the first link in a cell leads. Raises XlwingsError where there is none, as every engine does."""
    fields = native.getCellByPosition(0, 0).TextFields.createEnumeration()
    while fields.hasMoreElements():
        field = fields.nextElement()
        if hasattr(field, "URL"):
            return with_excel_sheets("=" + str(field.URL).removeprefix("#")).removeprefix("=")
    raise XlwingsError("The cell doesn't seem to contain a hyperlink!")


class Note(base_classes.Note):
    """A note on a cell."""

    def __init__(self, native: Any) -> None:
        self._native = native

    @property
    def api(self) -> Any:
        return self._native

    @property
    def text(self) -> str:
        return str(self._native.String)

    @text.setter
    def text(self, value: str) -> None:
        self._native.String = value


def note_of(native: Any) -> Note | None:
    """The note on the first cell of a range; None where there is none."""
    note = native.getCellByPosition(0, 0).Annotation
    return Note(note) if note is not None and note.String else None
