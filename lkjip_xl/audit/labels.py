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

    def heading(self, sheet: str, row: int, column: int) -> str:
        """The heading above a cell, the label beside it on a form sheet; "" where there is none."""
        definition = self._inputs.get(sheet)
        if definition is not None:
            for field in definition.columns:
                if definition.place(field.key, row) == (row, column):
                    return field.heading
            return ""
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
        model = self._models.get(sheet)
        if model is None:
            return ""
        for before in range(1, column):
            cell = model.cell(row, before)
            if cell is not None and len(text := _text(cell.value)) > 1:
                return text
        return ""


def _text(value: Value) -> str:
    """A text on one line, cut; "" for anything else."""
    if not isinstance(value, str) or type(value) is CellError:
        return ""
    plain = " ".join(value.split())
    return plain if len(plain) <= MAX_LABEL else plain[: MAX_LABEL - 1] + "…"
