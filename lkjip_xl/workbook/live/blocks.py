"""Blocks of formulas and values as one assignment. Excel reads text in a block as if it were typed, so text is marked as text."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from lkjip_xl.values import CellError, Value
from lkjip_xl.workbook.model import Cell, SheetModel
from lkjip_xl.workbook.text_safety import cell_text, formula_text

if TYPE_CHECKING:
    from xlwings import Sheet


def typed_in(value: Value, formula: str | None = None) -> Any:
    """What to assign so that the cell holds this formula or value; text never becomes a number, a date or a formula."""
    if formula is not None:
        return "=" + formula_text(formula)
    if isinstance(value, CellError):
        return f"={value}"
    if isinstance(value, str):
        return "'" + cell_text(value) if value else None
    return value


def formula_block(model: SheetModel) -> tuple[tuple[int, int], list[list[Any]]] | None:
    """((first row, first column), block) over all formulas of a sheet, with the other cells in between; None without any."""
    places = [(row, column) for row, column, cell in model.cells() if cell.formula is not None]
    if not places:
        return None
    top, bottom = min(row for row, _ in places), max(row for row, _ in places)
    left, right = min(column for _, column in places), max(column for _, column in places)
    return (top, left), [
        [_assigned(model.cell(row, column)) for column in range(left, right + 1)] for row in range(top, bottom + 1)
    ]


def _assigned(cell: Cell | None) -> Any:
    return None if cell is None else typed_in(cell.value, cell.formula)


def write_block(sheet: Sheet, place: tuple[int, int], block: list[list[Any]]) -> None:
    """One assignment; ``place`` is the block's first cell."""
    row, column = place
    sheet.range((row, column), (row + len(block) - 1, column + len(block[0]) - 1)).formula = block


def column_blocks(cells: Mapping[tuple[int, int], Any]) -> dict[int, dict[int, Any]]:
    """Column → row → what to assign."""
    columns: dict[int, dict[int, Any]] = {}
    for (row, column), value in cells.items():
        columns.setdefault(column, {})[row] = value
    return columns
