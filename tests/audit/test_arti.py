"""Equal meaning is decided by value, part by part (A04); equal values within the tolerance of the audit."""

from __future__ import annotations

import pytest

from lkjip_xl.address import cell_place
from lkjip_xl.audit.difference import Side, differences
from lkjip_xl.audit.evaluate.grid import Grid
from lkjip_xl.audit.evaluate.recalculation import Recalculation
from lkjip_xl.audit.formula.normalise import FormulaBook
from lkjip_xl.audit.meaning import MeaningTest
from lkjip_xl.audit.tolerance import Unit, kind, same_value
from lkjip_xl.reader.raw import RawCell, RawSheet, RawWorkbook
from lkjip_xl.values import CellError, Value

CELLS: dict[str, Value] = {
    "A1": 90, "A2": 95.5, "A3": 12, "A4": None, "A5": 0, "B1": "Positif", "B2": "T",
    "C1": "=A1", "C2": '=IF(A2="","",A2)', "C3": "=A3*2",
}  # fmt: skip


@pytest.fixture(scope="module")
def recalculation() -> Recalculation:
    rows: dict[int, list[RawCell]] = {}
    for name, value in CELLS.items():
        row, column = cell_place(name)
        formula = value[1:] if isinstance(value, str) and value.startswith("=") else None
        rows.setdefault(row, []).append(RawCell(row, column, None if formula else value, formula, "n", 0))
    return Recalculation(Grid(RawWorkbook("x", "", 0, sheets=[RawSheet("L", "", rows=rows)])), FormulaBook())


def _same(recalculation: Recalculation, found: str, official: str) -> bool:
    first, second = recalculation.plan(found, 0), recalculation.plan(official, 0)
    listed = differences(Side(first.shape.tree, first.slots), Side(second.shape.tree, second.slots))
    return bool(listed) and MeaningTest(recalculation).same(first, second, listed)


@pytest.mark.parametrize(
    ("found", "official"),
    [
        ("A1+A2", "SUM(A1:A2)"),
        ("SUM(A1,A2,A3)", "SUM(A1:A3)"),
        ("100*A2/A1", "A2/A1*100"),
        ('IF(A1<>"",A1,"")', 'IF(A1="","",A1)'),
        ('IF(A1<100,"Belum","Tercapai")', 'IF(A1>=100,"Tercapai","Belum")'),
        ("A2/C1*100", "A2/A1*100"),
        ("A1+0", "A1"),
        ("MIN(A2,A1)", "MIN(A1,A2)"),
        ("A1*(1+A2)", "A1+A1*A2"),
    ],
)
def test_another_way_to_write_the_same(recalculation: Recalculation, found: str, official: str) -> None:
    assert _same(recalculation, found, official)


@pytest.mark.parametrize(
    ("found", "official"),
    [
        ("A1+A3", "SUM(A1:A2)"),
        ("SUM(A1,A2)", "SUM(A1:A2)+A4"),
        ("A1*A5", "A2*A5"),
        ('IF(A1>90,"x","y")', 'IF(A1>=90,"x","y")'),
        ('IF(A1>100,"x","y")', 'IF(A1>=100,"x","y")'),
        ("A2/A3*100", "A2/A1*100"),
        ("SUM(A1:A4)", "SUM(A1:A3)"),
        ("A1/A1*90", "A1"),
        ('IF(B1="Negatif",IF(B2="T/R",A1*A2,A3),A1)', 'IF(B1="Negatif",IF(B2="T/R",A1/A2,A3),A1)'),
        ('IF(B1="Negatif",A1,A2)', 'IF(B1="Negatif",A3,A2)'),
        ("A2/A1*100", 'IF(A1=0,"",A2/A1*100)'),
        ("C3", "A3"),
        ("90", "A1"),
    ],
)
def test_what_only_looks_the_same_today(recalculation: Recalculation, found: str, official: str) -> None:
    assert not _same(recalculation, found, official)


@pytest.mark.parametrize(
    ("first", "second", "unit", "largest", "equal"),
    [
        (1.0, 1.0 + 1e-10, "", 0, True),
        (1.0, 1.0 + 1e-8, "", 0, False),
        (0, 2.4e-7, "", 1.6e9, True),
        (0, 2.4e-7, "", 0, False),
        (1000.0, 1000.004, "rupiah", 0, True),
        (1000.0, 1000.006, "rupiah", 0, False),
        (95.0, 95.0000005, "persen", 0, True),
        (95.0, 95.00001, "persen", 0, False),
        (6e9, 6e9 + 5, "rupiah", 0, True),
        (None, "", "", 0, True),
        (None, 0, "", 0, False),
        ("a", "A", "", 0, False),
        (1, True, "", 0, False),
        (CellError("#N/A"), CellError("#N/A"), "", 0, True),
        (CellError("#N/A"), "#N/A", "", 0, False),
    ],
)
def test_tolerance(first: Value, second: Value, unit: Unit, largest: float, equal: bool) -> None:
    assert same_value(first, second, unit, lambda: largest) is equal
    assert same_value(second, first, unit, lambda: largest) is equal


def test_kinds_of_values() -> None:
    values: list[Value] = [None, "", "x", 1, 1.5, True, CellError("#N/A")]
    assert [kind(value) for value in values] == ["kosong", "kosong", "teks", "angka", "angka", "logika", "galat"]
