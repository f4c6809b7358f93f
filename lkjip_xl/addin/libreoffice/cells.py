"""A range of cells: values, formulas and formats, read and written as whole blocks."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, Final

from xlwings import XlwingsError, base_classes

from lkjip_xl.addin.libreoffice import looks
from lkjip_xl.addin.libreoffice.bridge import uno
from lkjip_xl.addin.libreoffice.grammar import to_calc, to_excel
from lkjip_xl.address import column_letters

if TYPE_CHECKING:
    from lkjip_xl.addin.libreoffice.marks import ConditionalFormats
    from lkjip_xl.addin.libreoffice.sheet import Sheet

EPOCH: Final = dt.datetime(1899, 12, 30)
_SECONDS: Final = 86_400
# com.sun.star.sheet.CellFlags, sheet.FormulaResult and util.NumberFormat
_VALUES, _DATES, _CONTENTS, _FORMATS = 1, 2, 1 | 2 | 4 | 16, 32 | 64
_RESULT_VALUE, _RESULT_ERROR = 1, 4
_IS_DATE, _IS_BOOLEAN = 2 | 4, 1024
_MOST_PROBES: Final = 512


class ErrorText(str):
    """An error value of a cell, as its text."""

    __slots__ = ()


class Range(base_classes.Range):
    """A block of cells; row and column count from 1."""

    def __init__(self, sheet: Sheet, row: int, column: int, height: int, width: int) -> None:
        self._sheet = sheet
        self._box = (row, column, height, width)
        self.options: dict[str, Any] = {}

    @property
    def api(self) -> Any:
        row, column, height, width = self._box
        return self._sheet.native.getCellRangeByPosition(column - 1, row - 1, column + width - 2, row + height - 2)

    @property
    def sheet(self) -> Sheet:
        return self._sheet

    @property
    def row(self) -> int:
        return self._box[0]

    @property
    def column(self) -> int:
        return self._box[1]

    @property
    def shape(self) -> tuple[int, int]:
        return self._box[2], self._box[3]

    @property
    def coords(self) -> tuple[Any, ...]:
        return (self._sheet.name, *self._box)

    @property
    def max_cells_per_read(self) -> None:
        return None

    @property
    def max_cells_per_write(self) -> None:
        return None

    def __len__(self) -> int:
        return self._box[2] * self._box[3]

    def __bool__(self) -> bool:
        return True

    def __call__(self, row: int, column: int | None = None) -> Range:
        if column is None:
            row, column = (row - 1) // self._box[3] + 1, (row - 1) % self._box[3] + 1
        return Range(self._sheet, self.row + row - 1, self.column + column - 1, 1, 1)

    @property
    def address(self) -> str:
        return self.get_address(True, True, False)

    def get_address(self, row_absolute: bool, col_absolute: bool, external: bool) -> str:
        row, column, height, width = self._box
        corners = ((row, column), (row + height - 1, column + width - 1))
        spelled = [
            f"{'$' * col_absolute}{column_letters(right)}{'$' * row_absolute}{bottom}" for bottom, right in corners
        ]
        return spelled[0] if len(self) == 1 else ":".join(spelled)

    @property
    def raw_value(self) -> list[list[Any]]:
        native = self.api
        rows = [[None if value == "" else value for value in row] for row in native.getDataArray()]
        for row, column, value in _special_values(self._sheet, native, rows, self.row, self.column):
            rows[row - self.row][column - self.column] = value
        return rows

    @raw_value.setter
    def raw_value(self, value: Any) -> None:
        self._write(value)

    @property
    def formula(self) -> Any:
        """As Excel spells it: without the apostrophe before a text, and a truth value as a constant."""
        native = self.api
        rows = native.getFormulaArray()
        if any(text.startswith("'") for row in rows for text in row):
            rows = [
                [text[1:] if text == f"'{value}" else text for text, value in zip(*both, strict=True)]
                for both in zip(rows, native.getDataArray(), strict=True)
            ]
        spelled = tuple(tuple(_excel_formula(text) if text.startswith("=") else text for text in row) for row in rows)
        return spelled[0][0] if len(self) == 1 else spelled

    @formula.setter
    def formula(self, value: Any) -> None:
        self._write(value)

    def _write(self, value: Any) -> None:
        """Write a block, or one value into every cell, as if it were typed."""
        self._sheet.book.refuse_if_read_only()
        if not isinstance(value, list | tuple):
            value = [[value] * self._box[3]] * self._box[2]
        block = tuple(tuple(_typed(item) for item in row) for row in value)
        fault = uno().getClass("com.sun.star.uno.RuntimeException")
        try:
            self.api.setFormulaArray(block)
        except fault as error:
            if self._sheet.native.isProtected():
                raise XlwingsError("The sheet is protected.") from error
            raise

    @property
    def number_format(self) -> str | None:
        """The one number format of all cells, as Excel writes it; None where they differ."""
        native = self.api
        if native.getPropertyState("NumberFormat").value == "AMBIGUOUS_VALUE":
            return None
        formats = self._sheet.book.document.NumberFormats
        found = formats.getByKey(native.NumberFormat)
        if found.Locale.Language != "en":  # the words of another language: Indonesian "Standard" holds a "d", as dates do
            english = uno().createUnoStruct("com.sun.star.lang.Locale", "en", "US", "")
            found = formats.getByKey(formats.addNewConverted(found.FormatString, found.Locale, english))
        return str(found.FormatString)

    @number_format.setter
    def number_format(self, value: str) -> None:
        formats = self._sheet.book.document.NumberFormats
        english = uno().createUnoStruct("com.sun.star.lang.Locale", "en", "US", "")
        key = formats.queryKey(value, english, False)
        self.api.NumberFormat = formats.addNew(value, english) if key == -1 else key

    @property
    def merge_area(self) -> Range:
        return Range(self._sheet, *looks.merged_box(self._sheet, self.row, self.column))

    @property
    def merge_cells(self) -> bool:
        return len(self.merge_area) > 1

    @property
    def column_width(self) -> float | None:
        return looks.width_in_digits(self.api)

    @column_width.setter
    def column_width(self, value: float) -> None:
        self.api.Columns.Width = looks.hundredths(value)

    @property
    def hyperlink(self) -> str:
        return looks.link_target(self.api)

    @property
    def note(self) -> looks.Note | None:
        return looks.note_of(self.api)

    @property
    def conditional_formats(self) -> ConditionalFormats:
        from lkjip_xl.addin.libreoffice.marks import ConditionalFormats

        return ConditionalFormats(self)

    def clear_contents(self) -> None:
        self.api.clearContents(_CONTENTS)

    def clear(self) -> None:
        self.api.clearContents(_CONTENTS | _FORMATS)

    def select(self) -> None:
        self._sheet.activate()
        controller = self._sheet.book.document.CurrentController
        if controller is not None:
            controller.select(self.api)


def _typed(value: Any) -> Any:
    """A value as the array call takes it: doubles and texts; text beginning with ``=`` is a formula, with ``'`` is text."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "=TRUE()" if value else "=FALSE()"
    if isinstance(value, dt.date):
        moment = value if isinstance(value, dt.datetime) else dt.datetime(value.year, value.month, value.day)
        return (moment - EPOCH).total_seconds() / _SECONDS
    if isinstance(value, int | float):
        return float(value)
    return to_calc(value) if value.startswith("=") and len(value) > 1 else value


_CONSTANTS: Final = {"=TRUE()": "TRUE", "=FALSE()": "FALSE"}
"""LibreOffice keeps a truth value that was typed, or read from a file, as one of these formulas."""


def _excel_formula(text: str) -> str:
    return _CONSTANTS.get(text) or to_excel(text)


def _special_values(
    sheet: Sheet, native: Any, rows: Sequence[Sequence[Any]], top: int, left: int
) -> Iterator[tuple[int, int, Any]]:
    """(row, column, value) of what the array call cannot say: errors, dates and truth values."""
    for area in native.queryFormulaCells(_RESULT_ERROR).RangeAddresses:
        block = sheet.native.getCellRangeByPosition(area.StartColumn, area.StartRow, area.EndColumn, area.EndRow)
        for row in range(area.StartRow, area.EndRow + 1):
            for column in range(area.StartColumn, area.EndColumn + 1):
                cell = block.getCellByPosition(column - area.StartColumn, row - area.StartRow)
                yield row + 1, column + 1, ErrorText(cell.String)
    yield from _truth_values(sheet, native, rows, top, left)
    kinds = _Kinds(sheet)
    for area in (*native.queryContentCells(_DATES).RangeAddresses, *native.queryContentCells(_VALUES).RangeAddresses):
        for part, kind in kinds.split(area):
            for row in range(part[0], part[2] + 1):
                for column in range(part[1], part[3] + 1):
                    value = rows[row + 1 - top][column + 1 - left]
                    if isinstance(value, float):
                        seen = EPOCH + dt.timedelta(days=value) if kind & _IS_DATE else bool(value)
                        yield row + 1, column + 1, seen


def _truth_values(
    sheet: Sheet, native: Any, rows: Sequence[Sequence[Any]], top: int, left: int
) -> Iterator[tuple[int, int, bool]]:
    """Results of formulas that are truth values: figures 0 and 1 that LibreOffice has given the format of truth values when it
    calculated them, and constants, calculated or not."""
    formats = sheet.book.document.NumberFormats
    for area in native.queryFormulaCells(_RESULT_VALUE).RangeAddresses:
        for row in range(area.StartRow, area.EndRow + 1):
            for column in range(area.StartColumn, area.EndColumn + 1):
                value = rows[row + 1 - top][column + 1 - left]
                if value in (0.0, 1.0):
                    cell = sheet.native.getCellByPosition(column, row)
                    if formats.getByKey(cell.NumberFormat).Type & _IS_BOOLEAN or cell.Formula in _CONSTANTS:
                        yield row + 1, column + 1, bool(value)


class _Kinds:
    """Finds areas shown as dates or truth values with few questions: an area of one number format is asked once."""

    def __init__(self, sheet: Sheet) -> None:
        self._native = sheet.native
        self._formats = sheet.book.document.NumberFormats
        self._known: dict[int, int] = {}

    def split(self, area: Any) -> Iterator[tuple[tuple[int, int, int, int], int]]:
        waiting = [(area.StartRow, area.StartColumn, area.EndRow, area.EndColumn)]
        while waiting:
            top, left, bottom, right = waiting.pop()
            block = self._native.getCellRangeByPosition(left, top, right, bottom)
            if block.getPropertyState("NumberFormat").value != "AMBIGUOUS_VALUE":
                kind = self._kind(block.NumberFormat) & (_IS_DATE | _IS_BOOLEAN)
                if kind:
                    yield (top, left, bottom, right), kind
            elif right > left:
                waiting += [(top, column, bottom, column) for column in range(left, right + 1)]
            else:
                middle = (top + bottom) // 2
                waiting += [(top, left, middle, right), (middle + 1, left, bottom, right)]

    def _kind(self, key: int) -> int:
        if key not in self._known:
            self._known[key] = int(self._formats.getByKey(key).Type)
        return self._known[key]
