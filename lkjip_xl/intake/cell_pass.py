"""The cells of one sheet, read as fast as expat callbacks allow.

The handlers are closures over local names and take the usual cell in a few steps; everything else goes to
``CellOddities``, ``RowBook`` and ``FormulaCells``. Three rules keep it both fast and safe: the order of elements is
checked by state that is needed anyway (an open cell has a column, open text is not None), counters are only compared
once per piece of 64 KiB, and a value takes the short way only where the short way is certain.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from lkjip_xl.intake.cell_oddities import CellOddities, RowBook
from lkjip_xl.intake.cell_text import INTEGER_LIMIT, unescaped
from lkjip_xl.intake.formula_cells import FormulaCells
from lkjip_xl.intake.raw import RawCell, RawSheet
from lkjip_xl.intake.reading import Reading
from lkjip_xl.intake.refusals import refusal
from lkjip_xl.intake.xml_pass import Handlers, LargePart
from lkjip_xl.values import Value

_NO_ROW: Final = "\0"
"""Ends no address, so that a cell outside a row takes the slow way and is refused there."""
_INDEX_DIGITS: Final = 10


def cell_handlers(sheet: RawSheet, reading: Reading, opened: LargePart, close: Callable[[], None]) -> Handlers:
    """Handlers for the inside of ``sheetData``; ``close`` is called at its end, with every cell in ``sheet``."""
    cell, row_name, value_name, formula_name, text_name, inline, phonetic, data = (
        opened.prefix + local for local in ("c", "row", "v", "f", "t", "is", "rPh", "sheetData")
    )
    guard = opened.guard
    rows = RowBook(sheet, reading, guard)
    odd = CellOddities(sheet, reading, guard, rows)
    formulas = FormulaCells(sheet, reading, guard)
    strings, string_count = reading.strings, len(reading.strings)
    column_of, style_of = reading.column_of.get, reading.style_of.get
    make = tuple.__new__
    cells_before = reading.cells
    limits = reading.limits

    row = column = last = 0
    row_text, cut = _NO_ROW, -1
    cells: list[RawCell] = []
    add = cells.append
    style: int | None = 0
    kind = "n"
    raw: str | None = None
    formula: str | None = None
    formula_attributes: list[str] = []
    text: str | None = None
    in_phonetic = False
    seen = 0

    def start(name: str, attributes: list[str]) -> None:
        nonlocal row, column, last, row_text, cut, add, style, kind, raw, formula, formula_attributes, text, seen
        nonlocal in_phonetic
        if text is not None:
            raise guard.misplaced()
        if name == cell:
            if column:
                raise guard.misplaced()
            seen += 1
            raw = formula = style = None
            if attributes and attributes[0] == "r" and attributes[1][cut:] == row_text:
                column = column_of(attributes[1][:cut], 0)
                length = len(attributes)
                if length == 4:
                    if attributes[2] == "s":
                        style, kind = style_of(attributes[3]), "n"
                    elif attributes[2] == "t":
                        style, kind = 0, attributes[3]
                elif length == 6:
                    if attributes[2] == "s" and attributes[4] == "t":
                        style, kind = style_of(attributes[3]), attributes[5]
                elif length == 2:
                    style, kind = 0, "n"
            if style is None or not column:
                column, style, kind = odd.attributes(attributes, row, last)
            last = column if column > last else rows.out_of_order(column, last)
        elif name == value_name:
            text = ""
        elif name == formula_name:
            text = ""
            formula_attributes = attributes
        elif name == text_name:
            text = ""
        elif name == row_name:
            if row:
                raise guard.misplaced()
            row, opened_cells, last = rows.open(attributes)
            add = opened_cells.append
            row_text = str(row)
            cut = -len(row_text)
        else:
            guard.enter(name, attributes)
            if name == inline:
                raw = ""
            elif name == phonetic:
                in_phonetic = True

    def end(name: str) -> None:
        nonlocal row, column, row_text, raw, formula, text, in_phonetic
        if name == value_name:
            raw = text
            text = None
        elif name == cell:
            finish_cell()
            column = 0
        elif name == formula_name:
            formula = formulas.text(formula_attributes, text or "", row, column) if formula_attributes else text
            text = None
        elif name == text_name:
            if not in_phonetic:
                raw = (raw or "") + (text or "")
            text = None
        elif name == row_name:
            rows.close()
            row, row_text = 0, _NO_ROW
        elif name == data:
            check()
            rows.finish()
            formulas.finish()
            close()
        else:
            guard.leave()
            if name == phonetic:
                in_phonetic = False

    def finish_cell() -> None:
        value: Value
        code = "n"
        if kind == "n":
            if not raw:
                value = None
            else:
                try:
                    value = float(raw) if "." in raw else int(raw)
                    if not -INTEGER_LIMIT < value < INTEGER_LIMIT or "_" in raw or not raw.isascii():
                        value = odd.number(raw, row, column)
                except ValueError:
                    value = odd.number(raw, row, column)
        elif kind == "s":
            code = "s"
            if not raw:
                value = None
            elif raw.isdecimal() and len(raw) < _INDEX_DIGITS and int(raw) < string_count:
                value = strings[int(raw)]
            else:
                value = odd.string(raw, row, column)
        elif kind == "str":
            code = "s"
            value = unescaped(raw) if raw is not None and "_x" in raw else raw
        else:
            value, code = odd.typed(kind, raw, row, column)
        if value is not None:
            add(make(RawCell, (row, column, value, formula, code, style)))
        elif formula is not None:
            add(make(RawCell, (row, column, None, formula, "", style)))

    def on_text(piece: str) -> None:
        nonlocal text
        if text is not None:
            text += piece

    def check() -> None:
        reading.cells = cells_before + seen
        if reading.cells > limits.cells:
            raise refusal("CELLS", limit=limits.cells)
        if len(text or "") + len(raw or "") > limits.text_refused:
            raise refusal("CELL_TEXT", sheet=sheet.name, limit=limits.text_refused)

    return Handlers(start, end, on_text, check)
