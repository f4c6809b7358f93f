"""The open workbook as a RawWorkbook, through xlwings' public API: two calls a sheet, however many cells it has.

It fills the same records as the file reader. What a program that holds a workbook open does not tell in blocks stays as a
workbook without it would be: merges, hidden rows, tables, parts. Number formats are asked only on demand, once for every
run of figures in a column; a date is known by its value.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Collection, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from lkjip_xl.reader.raw import RawCell, RawSheet, RawStyle, RawWorkbook
from lkjip_xl.reader.styles_pass import DEFAULT_STYLE, is_date_format
from lkjip_xl.values import ERROR_TEXTS, CellError, Value

if TYPE_CHECKING:
    from xlwings import Book, Range, Sheet

_EPOCH: Final = dt.datetime(1899, 12, 30)
_DATE: Final = RawStyle("dd/mm/yyyy", locked=True, is_date=True)
_SECONDS: Final = 86_400
_EXACT: Final = 1 << 53
_FIRST_ERROR: Final = -2146826288
_YOUNGER_ERRORS: Final = {
    43: "#GETTING_DATA", 45: "#SPILL!", 46: "#CONNECT!", 47: "#BLOCKED!", 48: "#UNKNOWN!", 49: "#FIELD!", 50: "#CALC!",
}  # fmt: skip
"""Errors that xlwings 0.37 does not name: it hands on Excel's number, counted from that of #NULL!. All else that is a number
in a cell comes as a float or a Decimal."""
MIXED_PROBES: Final = 24
"""So many questions about number formats are asked for one column; the cells that are left count as General."""


def read_book(book: Book, *, without: Collection[str] = (), formats: bool = False) -> RawWorkbook:
    """Everything typed or computed in the open workbook. ``without`` names sheets that are not read; ``formats`` asks for
    the number formats of figures too.

    ``sha256`` is of the content read, not of a file: an open workbook need not have one, and a cloud service may hold it.
    """
    workbook = RawWorkbook(book.name, "", 0, styles=[DEFAULT_STYLE, _DATE])
    for sheet in book.sheets:
        if sheet.name not in without:
            workbook.sheets.append(_read_sheet(sheet, workbook.styles, formats=formats))
    workbook.names = {name.name: name.refers_to or "" for name in book.names if "!" not in name.name}
    workbook.sha256 = content_hash(workbook)
    return workbook


def content_hash(workbook: RawWorkbook) -> str:
    """SHA-256 of every cell's place, kind, value and formula; equal content gives equal hashes in any program."""
    digest = hashlib.sha256()
    for sheet in workbook.sheets:
        digest.update(f"\x00{sheet.name}\n".encode())
        for cell in sheet.cells():
            record = f"{cell.row}\t{cell.column}\t{cell.kind}\t{cell.value!r}\t{cell.formula!r}\n"
            digest.update(record.encode("utf-8", "backslashreplace"))
    return digest.hexdigest()


def _read_sheet(sheet: Sheet, styles: list[RawStyle], *, formats: bool) -> RawSheet:
    used = sheet.used_range
    top, left = used.row, used.column
    values = _as_rows(used.options(ndim=2, err_to_str=True).value)
    formulas = _as_rows(used.formula)
    errors = _error_places(used, values)
    columns = _styles_of_figures(used, values, styles) if formats else {}
    made = RawSheet(sheet.name, "", "visible" if sheet.visible else "hidden")
    for down, (row, texts) in enumerate(zip(values, formulas, strict=True)):
        cells = []
        for across, (value, text) in enumerate(zip(row, texts, strict=True)):
            if value is None and not (isinstance(text, str) and text.startswith("=")):
                continue
            cell = _cell(top + down, left + across, value, text, is_error=(down, across) in errors)
            style = columns.get((down, across), 0)
            cells.append(cell._replace(style=style) if style and not cell.style else cell)
        if cells:
            made.rows[top + down] = cells
    return made


def _as_rows(block: Any) -> Sequence[Sequence[Any]]:
    """A block as rows: a single cell comes as one value, a single row of formulas may come flat."""
    if not isinstance(block, list | tuple):
        return [[block]]
    if block and not isinstance(block[0], list | tuple):
        return [block]
    return block


def _error_places(used: Range, values: Sequence[Sequence[Any]]) -> set[tuple[int, int]]:
    """Where an error stands, as (row, column) within the block. An error and a text that spells one look the same; read
    once more without their names, errors are blank and texts are not."""
    named = {
        (down, across)
        for down, row in enumerate(values)
        for across, value in enumerate(row)
        if isinstance(value, str) and value in ERROR_TEXTS
    }
    if not named:
        return named
    plain = _as_rows(used.options(ndim=2).value)
    return {(down, across) for down, across in named if plain[down][across] is None}


def _cell(row: int, column: int, value: Any, text: Any, *, is_error: bool) -> RawCell:
    """One cell. A text that begins with ``=`` but is no formula equals its own formula; no formula does."""
    is_formula = isinstance(text, str) and text.startswith("=") and len(text) > 1 and value != text
    formula = text[1:] if is_formula else None
    if is_error:
        if formula == value:  # an error that was typed, or left by a deleted cell; LibreOffice keeps it as a formula
            formula = None
        return RawCell(row, column, CellError(value), formula, "e", 0)
    if isinstance(value, int) and not isinstance(value, bool):
        return RawCell(row, column, CellError(_YOUNGER_ERRORS.get(value - _FIRST_ERROR, "#UNKNOWN!")), formula, "e", 0)
    typed, kind, style = _typed(value)
    return RawCell(row, column, typed, formula, kind, style)


def _typed(value: Any) -> tuple[Value, str, int]:
    """(value, kind, style) of what xlwings gives. A formula that shows nothing returns empty text."""
    if value is None:
        return "", "s", 0
    if isinstance(value, bool):
        return value, "b", 0
    if isinstance(value, str):
        return value, "s", 0
    if isinstance(value, dt.datetime):
        serial = (value.replace(tzinfo=None) - _EPOCH).total_seconds() / _SECONDS
        return _number(serial), "n", 1
    if isinstance(value, Decimal | float):  # Excel gives cells shown as money with four decimals, as Decimal
        return _number(float(value)), "n", 0
    raise TypeError(f"xlwings gave {type(value).__name__}")


def _number(value: float) -> int | float:
    """A double as the file reader gives it: an int where it is one."""
    return int(value) if value.is_integer() and abs(value) < _EXACT else value


def _styles_of_figures(used: Range, values: Sequence[Sequence[Any]], styles: list[RawStyle]) -> dict[tuple[int, int], int]:
    """Styles by place within the block, General left out. A run of figures of one format is one question, however long it is;
    a mixed one is halved."""
    sheet, top, left = used.sheet, used.row, used.column
    found: dict[tuple[int, int], int] = {}
    known = {style.number_format: number for number, style in enumerate(styles)}
    for across in range(len(values[0])):
        waiting, probes = _figure_runs([row[across] for row in values]), 0
        while waiting and probes < MIXED_PROBES:
            first, last = waiting.pop()
            probes += 1
            code = sheet.range((top + first, left + across), (top + last, left + across)).number_format
            if code is None and last > first:
                middle = (first + last) // 2
                waiting += [(middle + 1, last), (first, middle)]
            elif code and code != DEFAULT_STYLE.number_format:
                if code not in known:
                    known[code] = len(styles)
                    styles.append(RawStyle(code, locked=True, is_date=is_date_format(code)))
                found.update(((down, across), known[code]) for down in range(first, last + 1))
    return found


def _figure_runs(column: Sequence[Any]) -> list[tuple[int, int]]:
    """(first, last) of every run of figures, the lowest first; blanks do not end a run, text does."""
    runs: list[tuple[int, int]] = []
    open_run = False
    for down, value in enumerate(column):
        if isinstance(value, Decimal | float | dt.datetime):
            if open_run:
                runs[-1] = (runs[-1][0], down)
            else:
                runs.append((down, down))
            open_run = True
        elif value not in (None, ""):
            open_run = False
    return runs[::-1]
