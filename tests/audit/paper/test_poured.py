"""Rows poured into a finished package are the cells that the ordinary writer would have made."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from openpyxl.utils.escape import unescape

from lkjip_xl.audit.paper.poured import Pour, pour, put_pattern
from lkjip_xl.reader.workbook_reader import read_workbook
from lkjip_xl.values import Value
from lkjip_xl.workbook.model import Cell, SheetModel, WorkbookModel
from lkjip_xl.workbook.new import write_workbook

FIRST = 3
STYLES = ("teks", "angka:rupiah", "teks")
ROWS: list[list[Value]] = [
    ["biasa", 12, "ya"],
    ["=SUM(A1:A2)", 0.1, "-1"],
    ["", None, "  tepi "],
    ["a < b & c > d", True, "dua\nbaris"],
    ["_x0041_ tetap", -1.5e300, "<r>teks</r>"],
    ["\x07 \ud800", 10**15, "panjang " + "…" * 300],
]


def _package(rows: int) -> tuple[bytes, bytes]:
    """The same list laid out by the ordinary writer, and with the pattern instead."""
    made = []
    for poured in (False, True):
        sheet = SheetModel("Daftar")
        sheet.put(1, 1, Cell("judul", "Judul"))
        if poured:
            put_pattern(sheet, FIRST, STYLES)
        else:
            for number in range(rows):
                values = ROWS[number % len(ROWS)]
                sheet.rows[FIRST + number] = [Cell(style, value) for style, value in zip(STYLES, values, strict=True)]
        buffer = BytesIO()
        write_workbook(WorkbookModel([SheetModel("Depan", rows={1: [Cell("teks", "x")]}), sheet]), buffer)
        made.append(buffer.getvalue())
    return made[0], made[1]


def _poured(package: bytes, rows: int) -> bytes:
    return pour(
        package, {"Depan": 1, "Daftar": 2}, [Pour("Daftar", FIRST, rows, lambda: (ROWS[n % len(ROWS)] for n in range(rows)))]
    )


@pytest.mark.parametrize("rows", [1, 2, 6, 1_100])
def test_the_cells_are_those_of_the_ordinary_writer(rows: int, tmp_path: Path) -> None:
    usual, pattern = _package(rows)
    made = _poured(pattern, rows)
    for ours, theirs in zip(read_workbook(made).sheets, read_workbook(usual).sheets, strict=True):
        cells = [
            [(c.row, c.column, c.value or None) for c in sheet.cells() if c.value not in (None, "")] for sheet in (ours, theirs)
        ]
        assert cells[0] == cells[1]
    book = openpyxl.load_workbook(BytesIO(made))["Daftar"]
    wanted = openpyxl.load_workbook(BytesIO(usual))["Daftar"]
    for row in range(FIRST, FIRST + min(rows, 6)):
        for column in (1, 2, 3):
            cell, usual_cell = book.cell(row, column), wanted.cell(row, column)
            found = unescape(cell.value) if isinstance(cell.value, str) else cell.value  # openpyxl leaves inline text escaped
            assert (found or None) == (usual_cell.value or None)
            assert (cell.number_format, cell.quotePrefix, cell.border.left.style) == (
                usual_cell.number_format, usual_cell.quotePrefix, usual_cell.border.left.style,
            )  # fmt: skip
    assert book.dimensions == wanted.dimensions


def test_same_rows_same_bytes_and_fixed_dates() -> None:
    package = _package(6)[1]
    made = _poured(package, 6)
    assert made == _poured(package, 6)
    with zipfile.ZipFile(BytesIO(made)) as zipped:
        assert zipped.testzip() is None
        assert {item.date_time[0] for item in zipped.infolist()} == {1980}
        sheet = zipped.read("xl/worksheets/sheet2.xml").decode()
    assert '<dimension ref="A1:C8"/>' in sheet and len(re.findall("<row ", sheet)) == 7


def test_a_wrong_count_is_a_fault_of_the_program() -> None:
    with pytest.raises(ValueError, match="7 rows were announced"):
        pour(_package(6)[1], {"Daftar": 2}, [Pour("Daftar", FIRST, 7, lambda: ROWS)])


def test_no_cell_holds_what_is_no_number() -> None:
    with pytest.raises(ValueError, match="not a finite number"):
        pour(_package(6)[1], {"Daftar": 2}, [Pour("Daftar", FIRST, 1, lambda: [["x", float("nan"), "y"]])])
