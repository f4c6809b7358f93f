"""Formulas worked out as a family of their column look at exactly the cells that reading them one by one gives."""

from __future__ import annotations

import random

import pytest

from lkjip_xl.address import MAX_ROW
from lkjip_xl.audit.evaluate.families import Families
from lkjip_xl.audit.evaluate.grid import Grid
from lkjip_xl.audit.formula.tokens import cut
from lkjip_xl.reader.workbook_reader import read_workbook
from lkjip_xl.workbook.model import Cell, SheetModel, WorkbookModel
from tests.audit.bahan import bytes_of

LINES = (
    "K{r}*2",
    'IF(DPA!$K${p}="","",DPA!$K${p})',
    "SUM(A{r}:D{r})",
    "SUM(A$5:A{r})",
    "SUM(A{r}:A$12)",
    "K{r}+K{p}",
    'K{r}&"{r}"',
    "K{r}*{r}",
    "LOG10(K{r})+A1{r}",
    "K{r}{r}+1",
    "'Tabel {r}'!B{r}+'Tabel 1'!B{r}",
    "K{r}+K12+$B$120",
    "INDEX(A:A,{r})+SUM({r}:{r})",
    "TABEL{r}+XFE{r}+[1]Lain!A{r}",
    "K{r}%%",
)


def _grid() -> Grid:
    sheets = [SheetModel(name) for name in ("Satu", "DPA", "Tabel 1", "Tabel 12")]
    for sheet in sheets:
        sheet.put(1, 1, Cell("teks", 1.0))
        sheet.put(150, 14, Cell("teks", 1.0))
    return Grid(read_workbook(bytes_of(WorkbookModel(sheets))))


@pytest.mark.parametrize("line", LINES)
@pytest.mark.parametrize("step", [1, -1, 7])
def test_a_family_reads_like_every_formula_by_itself(line: str, step: int) -> None:
    grid = _grid()
    families = Families(grid)
    rows = list(range(8, 140, abs(step)))[:: 1 if step > 0 else -1]
    for row in [*rows, MAX_ROW - 1, MAX_ROW]:
        text = line.replace("{r}", str(row)).replace("{p}", str(row + 4))
        shape, references = cut(text)
        assert families.read(text, 0, row, 5) == (shape, tuple(grid.slot(reference, 0) for reference in references)), text


def test_mixed_columns() -> None:
    """Any order of many lines in one column, as offices write them: what fits no family is read as ever."""
    grid, dice = _grid(), random.Random(4)
    families = Families(grid)
    for _ in range(2_000):
        row = dice.randrange(1, 160)
        text = dice.choice(LINES).replace("{r}", str(row + dice.choice((0, 0, 0, 1)))).replace("{p}", str(row + 4))
        shape, references = cut(text)
        assert families.read(text, 0, row, 5) == (shape, tuple(grid.slot(reference, 0) for reference in references)), text
