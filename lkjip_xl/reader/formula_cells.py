"""Formula elements with attributes: shared, array and data table formulas of one sheet."""

from __future__ import annotations

from typing import Final

from lkjip_xl.address import cell_name
from lkjip_xl.ooxml.refusals import refusal
from lkjip_xl.ooxml.shared_formula import MovableFormula
from lkjip_xl.ooxml.xml_pass import is_true
from lkjip_xl.reader.raw import RawSheet
from lkjip_xl.reader.reading import Reading

_CUT_COST: Final = 4
"""Cutting a formula into references takes so many times longer than moving it, character for character."""
_KEPT_CUT: Final = 1 << 20
"""Characters of formulas that stay cut; far more than any honest sheet shares."""


class FormulaCells:
    """Gives every formula cell its own text, and notes what is no plain formula."""

    def __init__(self, sheet: RawSheet, reading: Reading) -> None:
        self._sheet = sheet
        self._reading = reading
        self._masters: dict[str, tuple[str, int, int]] = {}
        self._cut: dict[str, MovableFormula] = {}
        self._kept = 0
        self._waiting: list[tuple[str, int, int]] = []

    def text(self, named: dict[str, str], text: str, row: int, column: int) -> str:
        """The formula text of the cell at this place; ``named`` are the attributes of its formula element."""
        kind = named.get("t")
        if kind == "shared":
            return self._shared(named, text, row, column)
        if kind == "array":
            self._note("ARRAY_FORMULA", row, column, named.get("ref", ""))
        elif kind == "dataTable":
            self._note("DATA_TABLE", row, column, named.get("ref", ""))
            return text or _table_text(named)
        return text

    def _shared(self, named: dict[str, str], text: str, row: int, column: int) -> str:
        index = named.get("si", "")
        if text:
            if "ref" in named or index not in self._masters:
                self._masters[index] = (text, row, column)
                self._cut.pop(index, None)
            return text
        if index not in self._masters:
            self._waiting.append((index, row, column))
            return ""
        return self._moved(index, row, column)

    def _moved(self, index: str, row: int, column: int) -> str:
        text, first_row, first_column = self._masters[index]
        formula = self._cut.get(index)
        if formula is None:
            formula = self._cut_formula(index, text)
        moved = formula.moved(row - first_row, column - first_column)
        self._count(len(moved))
        return moved

    def _cut_formula(self, index: str, text: str) -> MovableFormula:
        """Cut a formula when its second cell comes; many formulas have none, and cut they take much memory."""
        self._count(_CUT_COST * len(text))
        self._kept += len(text)
        if self._kept > _KEPT_CUT:
            self._cut.clear()
            self._kept = len(text)
        formula = self._cut[index] = MovableFormula(text)
        return formula

    def _count(self, length: int) -> None:
        self._reading.formulas_text += length
        if self._reading.formulas_text > self._reading.limits.formulas_text:
            raise refusal("FORMULA_TEXT", limit=self._reading.limits.formulas_text)

    def finish(self) -> None:
        """Fill in cells that stood before the first cell of their shared formula; note those that have none."""
        for index, row, column in self._waiting:
            if index not in self._masters:
                self._note("SHARED_ORPHAN", row, column, "")
                continue
            cells = self._sheet.rows[row]
            place = next(at for at, cell in enumerate(cells) if cell.column == column)
            cells[place] = cells[place]._replace(formula=self._moved(index, row, column))

    def _note(self, code: str, row: int, column: int, detail: str) -> None:
        self._reading.notes.add(code, self._sheet.name, cell_name(row, column), detail)


def _table_text(named: dict[str, str]) -> str:
    """A data table as Excel shows it: ``TABLE(row input, column input)``."""
    first, second = named.get("r1", ""), named.get("r2", "")
    if is_true(named.get("dt2D")):
        return f"TABLE({first},{second})"
    return f"TABLE({first},)" if is_true(named.get("dtr")) else f"TABLE(,{first})"
