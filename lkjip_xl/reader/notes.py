"""What the reader met that is no refusal but must not pass in silence, by code."""

from __future__ import annotations

from collections import Counter
from typing import Final

from lkjip_xl.ooxml.limits import Limits
from lkjip_xl.ooxml.refusals import clean_name, count
from lkjip_xl.reader.raw import Note

MEANINGS: Final[dict[str, str]] = {
    # active or outside content: listed, never opened
    "MACRO": "a macro project; detail: its part",
    "MACRO_SHEET": "an Excel 4 macro sheet, not read",
    "EXTERNAL_LINK": "a link to another workbook; detail: its target",
    "DDE": "a dynamic data exchange link; detail: service and topic",
    "EMBEDDED": "an embedded document; detail: its part",
    "OLE_OBJECT": "an embedded or linked object on the sheet",
    "ACTIVEX": "an ActiveX control; detail: its part",
    "CONNECTION": "a data connection or query; detail: its part",
    "CUSTOM_UI": "a ribbon of its own; detail: its part",
    "FILE_LINK": "a hyperlink to a file or network share; detail: its target",
    "ACTIVE_FORMULA": "a formula that reaches outside (DDE, WEBSERVICE, RTD, CALL, REGISTER); detail: the formula",
    # workbook settings
    "WRONG_EXTENSION": "the file name does not end the way its content wants; detail: the proper ending",
    "DATE1904": "days count from 1904",
    "MANUAL_CALC": "calculation is manual: cached values may be stale",
    "CALC_NOT_COMPLETED": "saved before calculation was complete",
    "FULL_CALC_ON_LOAD": "Excel will recalculate on load: cached values prove nothing",
    "PRECISION_AS_DISPLAYED": "Excel calculates with the rounded values it shows",
    "ITERATE": "circular references are allowed to iterate",
    "R1C1": "references are shown in R1C1 style",
    "WORKBOOK_PROTECTED": "the structure is protected",
    "HIDDEN_NAME": "a defined name hidden from the name manager; detail: the name",
    # hidden content
    "HIDDEN_SHEET": "a hidden sheet",
    "VERY_HIDDEN_SHEET": "a sheet that only a program can show again",
    "HIDDEN_ROWS": "hidden or filtered rows; cell: the first row's first cell; detail: how many",
    "HIDDEN_COLUMNS": "hidden or zero-width columns; cell: the first column's first cell; detail: how many",
    "ROWS_HIDDEN_BY_DEFAULT": "every row without a height of its own is hidden",
    # what was not read
    "SHEET_SKIPPED": "a sheet that is no worksheet (chart, dialog); detail: its kind",
    "BAD_TABLE": "an Excel Table that could not be read; detail: its part",
    # cells
    "BAD_NUMBER": "a number cell whose text is no number; detail: the text, which stays the value",
    "BAD_BOOLEAN": "a boolean cell that is neither 0 nor 1; detail: the text, which stays the value",
    "BAD_TYPE": "a cell type the format does not know; detail: the type",
    "BAD_STYLE": "a cell style that does not exist; read as style 0",
    "UNKNOWN_ERROR": "an error value Excel does not know; detail: the text",
    "LONG_TEXT": "text longer than Excel allows; detail: its length",
    # formulas
    "LONG_FORMULA": "a formula longer than Excel allows; detail: its length",
    "DEEP_FORMULA": "a formula nested deeper than Excel allows; detail: its depth",
    "UNBALANCED_FORMULA": "a formula whose brackets do not match; detail: the formula",
    "SHARED_ORPHAN": "a shared formula whose first cell does not exist; its text is lost",
    "ARRAY_FORMULA": "an array formula; detail: its area",
    "DATA_TABLE": "a what-if data table; detail: its area",
    "NO_CACHED": "formulas without a cached value; cell: the first; detail: how many",
}


class NoteLog:
    """Collects notes; of one code in one sheet only so many are kept, the rest is counted, never lost."""

    def __init__(self, limits: Limits) -> None:
        self._limit = limits.notes_per_kind
        self._notes: list[Note] = []
        self._seen: Counter[tuple[str, str]] = Counter()

    def add(self, code: str, sheet: str = "", cell: str = "", detail: str = "") -> None:
        """Note ``code``; ``detail`` may come from the file and is cleaned here."""
        self._seen[code, sheet] += 1
        if self._seen[code, sheet] <= self._limit:
            self._notes.append(Note(code, sheet, cell, clean_name(detail)))

    def all(self) -> list[Note]:
        """Every note, and one closing note for each kind that was cut."""
        closing = [
            Note(code, sheet, "", f"dan {count(seen - self._limit)} lagi")
            for (code, sheet), seen in self._seen.items()
            if seen > self._limit
        ]
        return self._notes + closing
