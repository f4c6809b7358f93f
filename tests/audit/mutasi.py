"""Mutants: one known change to a clean workbook each, and where the audit has to say so."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from random import Random

from lkjip_xl.address import cell_name
from lkjip_xl.audit.evaluate.grid import Grid, place
from lkjip_xl.audit.evaluate.recalculation import Recalculation
from lkjip_xl.audit.formula.normalise import FormulaBook
from lkjip_xl.definition.sheets import sheet_defs
from lkjip_xl.reader.raw import RawCell, RawWorkbook
from lkjip_xl.reader.workbook_reader import read_workbook
from lkjip_xl.values import is_number
from tests.audit.buku_xml import BukuXml


@dataclass(frozen=True)
class Mutant:
    """``codes`` are the rules of which at least one has to be found at ``cells`` of ``sheet`` (``cells`` empty: anywhere on it,
    or about the whole file), or at one of ``also`` (sheet, cell; ``*`` for any cell). Empty ``codes``: nothing above Info may be
    found, but ``info`` where it is given."""

    kind: str
    data: bytes
    sheet: str = ""
    cells: frozenset[str] = frozenset()
    codes: frozenset[str] = frozenset()
    info: str = ""
    note: str = ""
    also: frozenset[tuple[str, str]] = frozenset()

    def is_right(self, sheet: str, cell: str) -> bool:
        """True where a finding at this place is about the change."""
        if self.sheet and sheet == self.sheet and (not self.cells or not cell or cell in self.cells):
            return True
        if not self.sheet and not self.also:
            return True
        return (sheet, cell) in self.also or (sheet, "*") in self.also


Kind = Callable[["Clean", Random], Mutant | None]
"""Makes a mutant of a clean book, or None where the book has nothing it could change."""


class Clean:
    """A clean book, read once."""

    def __init__(self, name: str, data: bytes) -> None:
        self.name = name
        self.data = data
        self.xml = BukuXml.of(data)

    @cached_property
    def raw(self) -> RawWorkbook:
        return read_workbook(self.data, name=self.name)

    @cached_property
    def formulas(self) -> list[tuple[str, RawCell]]:
        """Every official formula cell (all formulas of a clean book are)."""
        return [(sheet.name, cell) for sheet in self.raw.sheets for cell in sheet.cells() if cell.formula]

    def inputs(self, *keys: str) -> list[tuple[str, RawCell, str]]:
        """Filled number cells of input columns: (sheet, cell, format)."""
        found = []
        for definition in sheet_defs():
            sheet = self.raw.sheet(definition.name)
            if sheet is None or definition.layout != "tabel" or (keys and definition.key not in keys):
                continue
            for column in definition.columns:
                numeric = column.types & {"number", "integer"} and "string" not in column.types and not column.choices
                if column.computed or column.is_key or column.key == "no_sasaran" or not numeric:
                    continue
                for row in sheet.rows:
                    cell = sheet.cell(row, column.order)
                    if row >= definition.first_row and cell and is_number(cell.value):
                        found.append((definition.name, cell, column.format))
        return found


def recalculated(book: BukuXml) -> bytes:
    """The book with fresh caches, as after a recalculation: only cells whose value changed are written."""
    workbook = read_workbook(book.data())
    grid = Grid(workbook)
    found = Recalculation(grid, FormulaBook())
    for cell, raw in grid.formulas.items():
        value = found.values[cell]
        if value != raw.value and not (value is None and raw.value == ""):
            sheet, row, column = place(cell)
            book.put(grid.names[sheet], cell_name(row, column), formula=raw.formula, value=0 if value is None else value)
    return book.data()
