"""Expat handlers for the inside of ``sheetData``: every row and cell that ``plain_rows`` does not take."""

from __future__ import annotations

from collections.abc import Callable

from lkjip_xl.ooxml.refusals import refusal
from lkjip_xl.ooxml.xml_pass import GuardedParser, NameGuard, attribute_dict
from lkjip_xl.reader.cell_values import CellValues
from lkjip_xl.reader.formula_cells import FormulaCells
from lkjip_xl.reader.raw import RawCell, RawSheet
from lkjip_xl.reader.reading import Reading
from lkjip_xl.reader.row_book import RowBook, is_hidden_row

_ROW_END_LENGTH = len("</row>")


class CellPass:
    """Reads rows and cells in any order the format allows and some that it does not.

    ``begin`` is the place in the stream where the tag ``sheetData`` begins, ``row_end`` where the last row ended.
    """

    def __init__(self, sheet: RawSheet, reading: Reading, parser: GuardedParser, guard: NameGuard, uri: str) -> None:
        self._sheet = sheet
        self._limit = reading.limits.text_refused
        self._parser = parser
        self._guard = guard
        self.rows = RowBook(sheet, reading)
        self.formulas = FormulaCells(sheet, reading)
        self._values = CellValues(sheet, reading, self.rows)
        self._cells: list[RawCell] | None = None
        self._cell: dict[str, str] | None = None
        self._formula: str | None = None
        self._formula_attributes: list[str] = []
        self._value: str | None = None
        self._text: str | None = None
        self._phonetic = 0
        self.begin = parser.expat.CurrentByteIndex
        self.row_end = -1
        self._starts: dict[str, Callable[[list[str]], None]] = {
            f"{uri} sheetData": self._refuse,
            f"{uri} row": self._open_row,
            f"{uri} c": self._open_cell,
            f"{uri} f": self._open_formula,
            f"{uri} v": self._open_text,
            f"{uri} t": self._open_text,
            f"{uri} is": self._open_inline,
            f"{uri} rPh": self._open_phonetic,
        }
        self._ends: dict[str, Callable[[], None]] = {
            f"{uri} row": self._close_row,
            f"{uri} c": self._close_cell,
            f"{uri} f": self._close_formula,
            f"{uri} v": self._close_value,
            f"{uri} t": self._close_run,
            f"{uri} rPh": self._close_phonetic,
        }

    def start(self, name: str, attributes: list[str]) -> None:
        """A start tag. Text of a cell holds no elements."""
        if self._text is not None:
            raise self._guard.misplaced()
        self._guard.enter(name, attributes)
        action = self._starts.get(name)
        if action:
            action(attributes)

    def end(self, name: str) -> None:
        """An end tag inside ``sheetData``."""
        self._guard.leave()
        action = self._ends.get(name)
        if action:
            action()

    def text(self, data: str) -> None:
        """Character data: kept only inside an element that is text."""
        if self._text is not None:
            self._text += data

    def check(self) -> None:
        """The text of one cell must not grow without end; asked after each piece and each cell."""
        if len(self._text or "") + len(self._value or "") + len(self._formula or "") > self._limit:
            raise refusal("CELL_TEXT", sheet=self._sheet.name, limit=self._limit)

    def finish(self) -> None:
        """The end of ``sheetData``."""
        self.rows.finish()
        self.formulas.finish()

    def _refuse(self, _: list[str]) -> None:
        raise self._guard.misplaced()

    def _open_row(self, attributes: list[str]) -> None:
        if self._cells is not None:
            raise self._guard.misplaced()
        named = attribute_dict(attributes)
        self._cells = self.rows.open(named.get("r"), hidden=is_hidden_row(named))

    def _close_row(self) -> None:
        self.rows.close()
        self._cells = None
        self.row_end = self._parser.expat.CurrentByteIndex + _ROW_END_LENGTH

    def _open_cell(self, attributes: list[str]) -> None:
        if self._cells is None or self._cell is not None:
            raise self._guard.misplaced()
        self._cell = attribute_dict(attributes)
        self._formula = self._value = None

    def _close_cell(self) -> None:
        if self._cells is None or self._cell is None:
            raise self._guard.misplaced()
        self.check()
        column = self._values.column(self._cell.get("r"))
        self.rows.place(column)
        value, kind = self._values.value(self._cell.get("t", "n"), self._value, column)
        formula = self._formula
        if formula is not None and self._formula_attributes:
            formula = self.formulas.text(attribute_dict(self._formula_attributes), formula, self.rows.row, column)
        if value is not None or formula is not None:
            style = self._values.style(self._cell.get("s"), column)
            self._cells.append(RawCell(self.rows.row, column, value, formula, kind, style))
        self._cell = None

    def _open_text(self, _: list[str]) -> None:
        self._text = ""

    def _open_formula(self, attributes: list[str]) -> None:
        self._text = ""
        self._formula_attributes = attributes

    def _close_formula(self) -> None:
        self._formula = self._text
        self._text = None

    def _close_value(self) -> None:
        self._value = self._text
        self._text = None

    def _open_inline(self, _: list[str]) -> None:
        self._value = ""

    def _close_run(self) -> None:
        if not self._phonetic:
            self._value = (self._value or "") + (self._text or "")
        self._text = None

    def _open_phonetic(self, _: list[str]) -> None:
        self._phonetic += 1

    def _close_phonetic(self) -> None:
        self._phonetic -= 1
