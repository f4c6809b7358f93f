"""What people call a cell: the heading of its column and the label of its row, read from the official sheet."""

from __future__ import annotations

from lkjip_xl.definition.sheets import SheetDef, sheet_defs
from lkjip_xl.values import CellError, Value
from lkjip_xl.workbook.model import SheetModel

HEADINGS = ("kepala", "pita")
"""Styles (and what they begin with) of heading cells."""
MAX_LABEL = 80


class Labels:
    """Headings and row labels of the official sheets; each sheet is looked at once, when first asked for."""

    def __init__(self, models: dict[str, SheetModel]) -> None:
        self._models = models
        self._inputs: dict[str, SheetDef] = {definition.name: definition for definition in sheet_defs()}
        self._columns: dict[tuple[str, int, int], str] = {}
        self._last: tuple[str, int, int, str] = ("", 0, 0, "")
        """Sheet and row looked at last, and where its first words stand: cells are asked for row by row."""

    def heading(self, sheet: str, row: int, column: int) -> str:
        """The heading above a cell, the label beside it on a form sheet; "" where there is none."""
        definition = self._inputs.get(sheet)
        if definition is not None:
            key = (sheet, 0 if definition.layout == "tabel" else row, column)
            if key not in self._columns:
                places = ((definition.place(field.key, row), field.heading) for field in definition.columns)
                self._columns[key] = next((heading for place, heading in places if place == (row, column)), "")
            return self._columns[key]
        model = self._models.get(sheet)
        if model is None:
            return ""
        for above in range(row, 0, -1):
            cell = model.cell(above, column)
            if cell is not None and cell.style.startswith(HEADINGS) and (text := _text(cell.value)):
                return text
        return ""

    def row_label(self, sheet: str, row: int, column: int) -> str:
        """The first words in the row, left of the cell; "" where there are none."""
        if self._last[:2] != (sheet, row):
            self._last = (sheet, row, *self._first_words(sheet, row))
        return self._last[3] if self._last[2] < column else ""

    def _first_words(self, sheet: str, row: int) -> tuple[int, str]:
        """Column and text of the first words in a row."""
        model = self._models.get(sheet)
        for column, cell in enumerate(model.rows.get(row, ()) if model else (), 1):
            if cell is not None and len(text := _text(cell.value)) > 1:
                return column, text
        return 0, ""


def _text(value: Value) -> str:
    """A text on one line, cut; "" for anything else."""
    if not isinstance(value, str) or type(value) is CellError:
        return ""
    plain = " ".join(value.split())
    return plain if len(plain) <= MAX_LABEL else plain[: MAX_LABEL - 1] + "…"
