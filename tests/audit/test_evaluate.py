"""The bounded evaluator: Excel's semantics, checked against two engines that share nothing with it, and its limits."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
import xlsxwriter

from lkjip_xl.address import cell_place
from lkjip_xl.audit.evaluate.compile import FUNCTIONS
from lkjip_xl.audit.evaluate.criteria import criterion
from lkjip_xl.audit.evaluate.grid import Grid, cell_id
from lkjip_xl.audit.evaluate.recalculation import Recalculation
from lkjip_xl.audit.evaluate.scalars import rounded
from lkjip_xl.audit.formula.normalise import FormulaBook
from lkjip_xl.reader.raw import RawCell, RawSheet, RawWorkbook
from lkjip_xl.reader.workbook_reader import read_workbook
from lkjip_xl.values import Value
from tests.recalc import read_cells, recalculate_formualizer, recalculate_libreoffice, same_value

CELLS: dict[str, Value] = {
    "A1": 10, "A2": 20.5, "A3": -3, "A4": None, "A5": "teks", "A6": True, "A7": 0, "A8": "Program", "A9": 70667.555,
    "B1": "Program", "B2": "Kegiatan", "B3": "program", "B5": "Sub Kegiatan", "B6": "Program", "B7": "", "B8": 5, "B9": 100,
    "C1": 1, "C2": 2, "C3": 3, "C4": 4, "C5": 5, "C6": 6, "C7": 7, "C8": 8, "C9": 9,
    "D1": "=1/0", "D2": "=NA()",
}  # fmt: skip

FORMULAS = (
    "A1+A2*2", "A1-A4", "A1/A7", "-A1^2", "2^0.5", "A3%", "A1&A5", "A2&\" x\"", "A4&\"\"", "A6&\"\"", "A5+1", "A6+1", "A4+1",
    "A1=10", "A5=\"TEKS\"", "A4=\"\"", "A4=0", "A1<A5", "A6>A5", "A1<>A2", "0.1+0.2=0.3", "A7=A4", "A5<>\"\"",
    "SUM(A1:A9)", "SUM(A1,A6,2)", "SUM(A5)", "SUM(TRUE,1)", "SUM(A4:A5)", "AVERAGE(A1:A9)", "AVERAGE(A4:A5)", "MIN(A1:A9)",
    "MAX(A1:A9)", "MAX(A4:A5)", "COUNT(A1:A9)", "COUNT(A1,A5,3)", "COUNTA(A1:A9)", "COUNTBLANK(A1:A9)", "PRODUCT(C1:C4)",
    "SUMIF(B1:B9,\"Program\",C1:C9)", "SUMIF(C1:C9,\">=5\")", "SUMIF(B1:B9,\"Sub*\",C1:C9)", "SUMIF(B1:B9,\"<>Program\",C1:C9)",
    "SUMIFS(C1:C9,B1:B9,\"Program\")", "SUMIFS(C1:C9,B1:B9,\"Program\",C1:C9,\">2\")", "SUMIFS(C1:C9,B1:B9,\"Kegiat?n\")",
    "COUNTIF(C1:C9,\">4\")", "COUNTIF(C1:C9,5)", "COUNTIF(B1:B9,\"*gram\")", "COUNTIFS(B1:B9,\"Program\",C1:C9,\"<4\")",
    "AVERAGEIF(C1:C9,\">4\")", "AVERAGEIFS(C1:C9,B1:B9,\"Program\")",
    "SUMPRODUCT(A1:A3,C1:C3)", "SUMPRODUCT(A1:A9,C1:C9)", "SUMPRODUCT(C1:C3)",
    "IF(A1>5,\"ya\",\"tidak\")", "IF(A4,1,2)", "IF(A7=0,,3)", "IF(FALSE,1)", "IF(A5,1,2)", "IF(D1,1,2)", "IF(A1>5,A4)",
    "AND(A1>5,A2>5)", "AND(A1:A3)", "AND(A5)", "OR(A7=0,A1=0)", "OR(A4:A5)", "NOT(A7)", "AND(A1>5,D1)",
    "IFERROR(A1/A7,-1)", "IFERROR(D2,\"x\")", "IFERROR(A1,0)", "_xlfn.IFNA(D2,7)", "_xlfn.IFNA(D1,7)",
    "ISNUMBER(A1)", "ISNUMBER(A5)", "ISNUMBER(A6)", "ISNUMBER(A4)", "ISNUMBER(D1)", "ISTEXT(A5)", "ISTEXT(B7)", "ISTEXT(A4)",
    "ISBLANK(A4)", "ISBLANK(B7)", "ISERROR(D1)", "ISERR(D2)", "ISNA(D2)", "ISLOGICAL(A6)", "ISNONTEXT(A1)",
    "N(A5)", "N(A6)", "N(A1)", "T(A5)", "T(A1)",
    "ROUND(A9,2)", "ROUND(2.5,0)", "ROUND(-2.5,0)", "ROUND(1234.5,-2)", "ROUND(1.005,2)", "ROUND(A2,0)", "ROUNDUP(A2,0)",
    "ROUNDDOWN(-2.7,0)", "TRUNC(2.79,1)", "TRUNC(-2.79)", "INT(-2.1)", "ABS(A3)", "SIGN(A3)", "SQRT(16)", "SQRT(-1)",
    "MOD(7,3)", "MOD(-7,3)", "MOD(7,0)",
    "UPPER(A5)", "LOWER(A8)", "TRIM(\"  a   b \")", "LEN(A5)", "EXACT(A5,\"Teks\")", "CONCATENATE(A5,\"-\",A1)",
    "SUBSTITUTE(A5,\"t\",\"d\")", "SUBSTITUTE(\"a-b-c\",\"-\",\"+\",2)", "CHAR(10)", "CHAR(65)", "SUBSTITUTE(A5,\"\",\"x\")",
    "D1+1", "SUM(D1:D2)", "COUNT(D1:D2)", "1E300*1E300", "A1:A3", "0^0", "10/3", "\"5\"+1", "--\"7\"",
)  # fmt: skip
"""Each formula stands in a cell of its own, from G1 down."""
UNSURE = frozenset({"A1:A3"})
"""Formulas that engines answer differently (implicit intersection); here they must not be answered at all."""
FORMUALIZER_ERRS = frozenset({"0.1+0.2=0.3", "SUMPRODUCT(A1:A9,C1:C9)", "0^0"})
"""Excel compares 15 digits, takes TRUE for 0 in SUMPRODUCT, and gives #NUM! for 0^0."""
LIBREOFFICE_DIFFERS = frozenset(
    {
        "A6&\"\"", "A6>A5", "SUM(A1:A9)", "SUM(A1,A6,2)", "AVERAGE(A1:A9)", "COUNT(A1:A9)", "SUMPRODUCT(A1:A9,C1:C9)",
        "ISNUMBER(A6)", "ISTEXT(B7)", "ISBLANK(B7)", "SQRT(-1)", "0^0",
    }
)  # fmt: skip
"""LibreOffice counts a boolean cell as a number and an empty text as a blank, and has other errors for two cases."""


def _workbook(folder: Path | None = None) -> bytes:
    target = BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Uji")
        for name, value in CELLS.items():
            row, column = cell_place(name)
            if isinstance(value, str) and value.startswith("="):
                sheet.write_formula(row - 1, column - 1, value, None, "#DIV/0!" if name == "D1" else "#N/A")
            elif isinstance(value, str):
                sheet.write_string(row - 1, column - 1, value)
            elif value is not None:
                sheet.write(row - 1, column - 1, value)
        for number, formula in enumerate(FORMULAS):
            sheet.write_formula(number, 6, "=" + formula)
    if folder is not None:
        (folder / "uji.xlsx").write_bytes(target.getvalue())
    return target.getvalue()


@pytest.fixture(scope="module")
def recalculated() -> Recalculation:
    return Recalculation(Grid(read_workbook(_workbook(), name="uji.xlsx")), FormulaBook())


def _ours(recalculated: Recalculation, number: int) -> Value:
    return recalculated.values[cell_id(0, number + 1, 7)]


def _differences(recalculated: Recalculation, theirs: dict[tuple[str, int, int], Value], known: frozenset[str]) -> list[str]:
    found = []
    for number, formula in enumerate(FORMULAS):
        if formula in UNSURE | known:
            continue
        ours, other = _ours(recalculated, number), theirs.get(("Uji", number + 1, 7))
        if not same_value(ours, other):
            found.append(f"{formula}: kita {ours!r}, mesin {other!r}")
    return found


def test_formualizer_agrees(recalculated: Recalculation, tmp_path: Path) -> None:
    _workbook(tmp_path)
    assert _differences(recalculated, dict(recalculate_formualizer(tmp_path / "uji.xlsx")), FORMUALIZER_ERRS) == []


@pytest.mark.lambat
def test_libreoffice_agrees(recalculated: Recalculation, tmp_path: Path) -> None:
    _workbook(tmp_path)
    (made,) = recalculate_libreoffice([tmp_path / "uji.xlsx"])
    assert _differences(recalculated, dict(read_cells(made).values), LIBREOFFICE_DIFFERS) == []


def test_every_function_is_tried() -> None:
    together = " ".join(FORMULAS)
    assert {name for name in FUNCTIONS if f"{name}(" not in together} == set()


def test_nothing_is_guessed(recalculated: Recalculation) -> None:
    not_done = {FORMULAS[((cell >> 15) & 0xFFFFF) - 1] for cell in recalculated.not_done if cell & 0x7FFF == 7}
    assert not_done == UNSURE


def _book(cells: dict[str, str | Value]) -> Recalculation:
    """A workbook of one sheet; texts that begin with ``=`` are formulas without a cache."""
    rows: dict[int, list[RawCell]] = {}
    for name, value in cells.items():
        row, column = cell_place(name)
        formula = value[1:] if isinstance(value, str) and value.startswith("=") else None
        rows.setdefault(row, []).append(RawCell(row, column, None if formula else value, formula, "" if formula else "n", 0))
    for listed in rows.values():
        listed.sort(key=lambda cell: cell.column)
    return Recalculation(Grid(RawWorkbook("x", "", 0, sheets=[RawSheet("L", "", rows=rows)])), FormulaBook())


def test_a_circle_is_found_and_named() -> None:
    found = _book({"A1": "=B1+1", "B1": "=C1+1", "C1": "=A1+1", "D1": "=A1"})
    assert "melingkar" in {reason.key for reason in found.not_done.values()}


def test_a_chain_of_any_length_is_computed() -> None:
    cells: dict[str, str | Value] = {"A1": 1}
    cells |= {f"A{row}": f"=A{row - 1}+1" for row in range(2, 20_001)}
    found = _book(dict(reversed(cells.items())))
    assert found.values[cell_id(0, 20_000, 1)] == 20_000
    assert not found.not_done


@pytest.mark.parametrize(
    ("formula", "reason"),
    [
        ("=XLOOKUP(A1,B1:B2,C1:C2)", "fungsi"),
        ("=EVAL(1)", "fungsi"),
        ("=TODAY()", "fungsi"),
        ("=[1]S!A1", "luar"),
        ("=nama", "luar"),
        ("=A1:A2*2", "larik"),
        ('="1,5"+1', "lokal"),
        ("=SUM()", "argumen"),
        ("=SUM(", "rumus"),
        ('=SUMIF(A1:A2,"1,5")', "lokal"),
    ],
)
def test_what_is_out_of_reach_has_its_reason(formula: str, reason: str) -> None:
    found = _book({"A1": 1, "A2": 2, "E5": formula})
    assert found.not_done[cell_id(0, 5, 5)].key == reason


def test_a_branch_not_taken_needs_nothing() -> None:
    found = _book({"A1": 1, "B1": "=IF(A1=1,5,XLOOKUP(A1,A1:A2,A1:A2))"})
    assert found.values[cell_id(0, 1, 2)] == 5


def test_the_work_is_bounded() -> None:
    cells: dict[str, str | Value] = {f"A{row}": row for row in range(1, 101)}
    cells |= {f"B{row}": f"=SUM(A1:A{row})" for row in range(1, 101)}
    grid = _book(cells).grid
    found = Recalculation(grid, FormulaBook(), max_steps=500)
    assert {reason.key for reason in found.not_done.values()} == {"batas"}


def test_whole_columns_cost_what_is_used() -> None:
    found = _book({"A1": 1, "A2": 2, "B1": "=SUM(A:A)", "C1": "=COUNTBLANK(A:A)", "D1": '=COUNTIF(A:A,"<>")'})
    assert [found.values[cell_id(0, 1, column)] for column in (2, 3, 4)] == [3, 1048574, 2]


def test_shallow_uses_the_caches_of_the_file() -> None:
    rows = {1: [RawCell(1, 1, 5, None, "n", 0), RawCell(1, 2, 99, "A1*2", "n", 0), RawCell(1, 3, 100, "B1+1", "n", 0)]}
    found = Recalculation(Grid(RawWorkbook("x", "", 0, sheets=[RawSheet("L", "", rows=rows)])), FormulaBook())
    assert found.values[cell_id(0, 1, 3)] == 11
    assert found.shallow(cell_id(0, 1, 3)) == 100


@pytest.mark.parametrize(("pattern", "text", "fits"), [
    ("a*b*c", "aXXbYYc", True), ("a*b*c", "ab", False), ("*a*a*", "aba", True), ("a?c", "abc", True), ("a?c", "ac", False),
    ("~*", "*", True), ("~*", "x", False), ("a*", "a", True), ("*", "", True), ("a*a", "a", False),
    ("*a" * 50 + "b", "a" * 5000, False),
])  # fmt: skip
def test_wildcards(pattern: str, text: str, fits: bool) -> None:
    assert criterion(pattern)(text) is fits


@pytest.mark.parametrize(
    ("value", "digits", "result"),
    [(70667.555, 2, 70667.56), (-2.5, 0, -3.0), (0.285 * 100, 0, 29.0), (1e20, 2, 1e20), (12345.0, -3, 12000.0)],
)
def test_rounding_is_that_of_spreadsheets(value: float, digits: float, result: float) -> None:
    assert rounded(value, digits) == result
