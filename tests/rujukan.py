"""What the formulas of a workbook refer to, read from their text alone: functions, areas, and where they lead."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from openpyxl.formula import Tokenizer
from openpyxl.formula.tokenizer import Token

from lkjip_xl.address import cell_name, cell_place
from lkjip_xl.workbook.model import Cell, SheetModel, WorkbookModel

ALLOWED_FUNCTIONS = frozenset(
    {"AND", "AVERAGE", "CHAR", "COUNT", "COUNTIF", "IF", "ISNUMBER", "ISTEXT", "MAX", "MIN", "N", "NOT", "OR", "ROUND",
     "SUBSTITUTE", "SUM", "SUMIFS", "SUMPRODUCT", "UPPER"}
)  # fmt: skip
"""None is volatile, none is newer than Excel 2007, all exist in LibreOffice 7.4."""

_CELL = r"\$?([A-Z]{1,3})\$?([0-9]+)"
_AREA = re.compile(rf"(?:'((?:[^']|'')+)'!|([A-Za-z_][A-Za-z0-9_]*)!)?{_CELL}(?::{_CELL})?\Z")

Place = tuple[str, int, int]


@dataclass(frozen=True, slots=True)
class Area:
    """A reference: the cells from the first to the last place of a sheet."""

    sheet: str
    first: tuple[int, int]
    last: tuple[int, int]

    def places(self) -> Iterator[Place]:
        (top, left), (bottom, right) = self.first, self.last
        for row in range(top, bottom + 1):
            for column in range(left, right + 1):
                yield self.sheet, row, column


@cache
def tokens(formula: str) -> tuple[Token, ...]:
    """The formula in openpyxl's tokens. An unreadable formula raises."""
    return tuple(Tokenizer(formula).items)


def functions(formula: str) -> set[str]:
    return {token.value.rstrip("(") for token in tokens(formula) if token.type == "FUNC" and token.subtype == "OPEN"}


def odd_tokens(formula: str) -> list[str]:
    """What our formulas may not hold: array constants, error constants, names, structured references, anything unparsed."""
    odd = [token.value for token in tokens(formula) if token.type == "ARRAY" or token.subtype == "ERROR"]
    return odd + [token.value for token in _operands(formula) if not _AREA.match(token.value)]


def _operands(formula: str) -> list[Token]:
    return [token for token in tokens(formula) if token.type == "OPERAND" and token.subtype == "RANGE"]


def areas(formula: str, sheet: str) -> list[Area]:
    """The references of a formula on ``sheet``. AssertionError for one that is no plain A1 reference."""
    found = []
    for token in _operands(formula):
        match = _AREA.match(token.value)
        assert match, (formula, token.value)
        quoted, plain, left, top, right, bottom = match.groups()
        name = quoted.replace("''", "'") if quoted else plain or sheet
        first = cell_place(f"{left}{top}")
        found.append(Area(name, first, cell_place(f"{right}{bottom}") if right else first))
    return found


def formula_cells(sheets: Iterable[SheetModel]) -> Iterator[tuple[SheetModel, int, int, Cell, str]]:
    """Every formula cell: sheet, row, column, cell, formula text."""
    for sheet in sheets:
        for row, column, cell in sheet.cells():
            if cell.formula is not None:
                yield sheet, row, column, cell, cell.formula


def address(sheet: SheetModel, row: int, column: int) -> str:
    return f"{sheet.name}!{cell_name(row, column)}"


class Precedents:
    """Where the cells of a workbook get their values from."""

    def __init__(self, workbook: WorkbookModel) -> None:
        self.formulas: dict[Place, str] = {
            (sheet.name, row, column): text for sheet, row, column, _, text in formula_cells(workbook.sheets)
        }
        self._found: dict[Place, frozenset[Place]] = {}

    def sources(self, place: Place) -> frozenset[Place]:
        """The cells without a formula that this cell depends on, through any number of formulas."""
        known = self._found.get(place)
        if known is None:
            formula = self.formulas.get(place)
            if formula is None:
                known = frozenset({place})
            else:
                self._found[place] = frozenset()  # a circle leads nowhere
                reached = [self.sources(other) for area in areas(formula, place[0]) for other in area.places()]
                known = frozenset().union(*reached)
            self._found[place] = known
        return known
