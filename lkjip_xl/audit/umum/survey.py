"""Everything the rules for any workbook look at: recalculated values, blocks with headings, outlines, additions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from lkjip_xl.audit.case import Case
from lkjip_xl.audit.evaluate.grid import CellId, cell_id, place
from lkjip_xl.audit.evaluate.recalculation import Plan
from lkjip_xl.audit.tolerance import Unit
from lkjip_xl.audit.umum.additions import Addition, Budget, Expansion, additions_of
from lkjip_xl.audit.umum.headings import Block, Column, Kind, blocks_of
from lkjip_xl.audit.umum.outline import Outline, outline_of
from lkjip_xl.reader.raw import RawCell, RawSheet
from lkjip_xl.values import Value, number

STEPS: Final = 8_000_000
"""Cells of ranges that the pattern rules look at in one workbook."""
MONEY_FORMAT: Final = ("rp", "_-*", '"rp"')
LARGE: Final = 1_000_000.0
"""A column without a telling heading holds rupiah where most of its numbers are whole and at least this large."""


@dataclass(slots=True)
class View:
    """One sheet: cells by row and column, and its blocks."""

    number: int
    sheet: RawSheet
    cells: dict[int, dict[int, RawCell]]
    blocks: list[Block]
    outlines: list[Outline]
    additions: dict[int, dict[int, Addition]]
    expansions: dict[int, Expansion]

    def cell(self, row: int, column: int) -> RawCell | None:
        """The cell at a place."""
        return self.cells.get(row, {}).get(column)


class Survey:
    """A case with what is known about its layout. ``complete`` is False where the budget of the pattern rules was spent."""

    def __init__(self, case: Case, steps: int = STEPS) -> None:
        self.case = case
        self.budget = Budget(steps)
        self.evidence = Budget(steps // 4)
        """For what findings show beside the figure; when it is spent they show less, and nothing is missed."""
        self._values = case.recalculation.values
        additions = additions_of(case.grid, case.recalculation.plans, self.budget)
        self.views = [self._view(number, sheet, additions.get(number, {})) for number, sheet in enumerate(case.workbook.sheets)]
        self._money: dict[tuple[int, int, int], bool] = {}

    @property
    def complete(self) -> bool:
        return not self.budget.spent

    def _view(self, number: int, sheet: RawSheet, additions: dict[int, dict[int, Addition]]) -> View:
        cells = {row: {cell.column: cell for cell in listed} for row, listed in sheet.rows.items()}
        blocks = blocks_of(sheet)
        outlines = [outline_of(sheet, block) for block in blocks]
        expansions = {column: Expansion(totals, self.budget) for column, totals in additions.items()}
        return View(number, sheet, cells, blocks, outlines, additions, expansions)

    def parts(self) -> Iterator[tuple[View, Block, Outline]]:
        """Every block with its sheet and outline."""
        for view in self.views:
            for block, outline in zip(view.blocks, view.outlines, strict=True):
                yield view, block, outline

    def value(self, view: View, row: int, column: int) -> Value:
        """The recalculated value of a cell."""
        return self._values.get(cell_id(view.number, row, column))

    def number(self, view: View, row: int, column: int) -> float | None:
        """The recalculated number in a cell, None where it holds none."""
        return number(self._values.get(cell_id(view.number, row, column)))

    def plan(self, view: View, row: int, column: int) -> Plan | None:
        """The formula of a cell ready to run."""
        return self.case.recalculation.plans.get(cell_id(view.number, row, column))

    def block_of(self, view: View, row: int) -> tuple[Block, Outline] | None:
        """The block a row lies in."""
        for block, outline in zip(view.blocks, view.outlines, strict=True):
            if block.first <= row <= block.last:
                return block, outline
        return None

    def column_at(self, cell: CellId) -> Column | None:
        """The column of a cell with its heading."""
        sheet, row, column = place(cell)
        found = self.block_of(self.views[sheet], row)
        return found[0].columns.get(column) if found else None

    def heading(self, cell: CellId) -> str:
        """The heading above a cell."""
        column = self.column_at(cell)
        return column.heading if column else ""

    def label(self, cell: CellId) -> str:
        """The words of a cell's row."""
        sheet, row, _ = place(cell)
        found = self.block_of(self.views[sheet], row)
        return found[1].labels.get(row, "") if found else ""

    def is_money(self, cell: CellId) -> bool:
        """True where a cell holds rupiah: by its heading, else by its number format, else by the size of the numbers."""
        sheet, row, column = place(cell)
        view = self.views[sheet]
        found = self.block_of(view, row)
        if found is None or column not in found[0].columns:
            return False
        key = (sheet, found[0].first, column)
        if key not in self._money:
            self._money[key] = self._holds_money(view, found[0], column)
        return self._money[key]

    def unit(self, cell: CellId) -> Unit:
        """The unit of a cell as far as it changes the tolerance."""
        column = self.column_at(cell)
        if self.is_money(cell):
            return "rupiah"
        return "persen" if column and column.kind is Kind.PERCENT else ""

    def _holds_money(self, view: View, block: Block, column: int) -> bool:
        kind = block.columns[column].kind
        if kind is not Kind.OTHER:
            return kind is Kind.MONEY
        styles = self.case.workbook.styles
        cells = [cell for row in view.cells if block.first <= row <= block.last if (cell := view.cell(row, column))]
        if any(styles[cell.style].number_format.casefold().replace("[$", "").startswith(MONEY_FORMAT) for cell in cells[:50]):
            return True
        values = [value for cell in cells if (value := self.number(view, cell.row, column)) is not None and value]
        large = sum(1 for value in values if abs(value) >= LARGE)
        return len(values) >= 2 and large * 2 > len(values)
