"""A sheet of made-up cells for formulas to look at, and what formualizer makes of a formula over them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import formualizer

from lkjip_xl.compute.formula import Formula, Range, Ref
from lkjip_xl.values import CellError, Value

SHEET = "Masukan"
FORMULA_PLACE = (1, 30)

_KINDS = {
    "#REF!": "Ref", "#DIV/0!": "Div", "#N/A": "Na", "#VALUE!": "Value", "#NAME?": "Name", "#NUM!": "Num", "#NULL!": "Null",
}  # fmt: skip
ERRORS = tuple(CellError(text) for text in _KINDS)


class Lembar:
    """Cells handed out as Refs and Ranges, each at a place of its own."""

    def __init__(self) -> None:
        self.cells: dict[tuple[int, int], Value] = {}
        self._column = 0

    def ref(self, value: Value) -> Ref:
        """A cell with this value, alone in its column."""
        self._column += 1
        self.cells[1, self._column] = value
        return Ref(SHEET, 1, self._column, value)

    def range(self, values: Sequence[Value]) -> Range:
        """Cells with these values below one another."""
        self._column += 1
        for row, value in enumerate(values, 1):
            self.cells[row, self._column] = value
        return Range(SHEET, (1, self._column), (len(values), self._column), tuple(values))

    def calculate(self, formula: Formula) -> Value:
        """What formualizer works out for the formula's text, on another sheet, so that references carry the sheet's name."""
        return calculate({(SHEET, *place): value for place, value in self.cells.items()}, formula.text("Hasil"))


def engine_literal(value: Value) -> Any:
    """The value as formualizer takes it."""
    if isinstance(value, CellError):
        return formualizer.LiteralValue.error(_KINDS[value], str(value))
    return value


def plain(raw: Any) -> Value:
    """What formualizer returned, as a Value."""
    if isinstance(raw, dict):
        return CellError(next(text for text, kind in _KINDS.items() if kind == raw["kind"]))
    assert raw is None or isinstance(raw, bool | int | float | str), raw
    return raw


def calculate(cells: dict[tuple[str, int, int], Value], formula: str) -> Value:
    """The value of a formula that stands on sheet Hasil, over cells of other sheets."""
    workbook = formualizer.Workbook()
    for sheet in {"Hasil", *(sheet for sheet, _, _ in cells)}:
        workbook.add_sheet(sheet)
    for (sheet, row, column), value in cells.items():
        if value is not None:
            workbook.set_value(sheet, row, column, engine_literal(value))
    workbook.set_formula("Hasil", *FORMULA_PLACE, formula)
    return plain(workbook.evaluate_cell("Hasil", *FORMULA_PLACE))
