"""The live reader gives what the file reader gives for the same workbook: every cell, every finding."""

from __future__ import annotations

from pathlib import Path

import pytest
import xlwings

from lkjip_xl.checks.run import check
from lkjip_xl.intake.binding import bind
from lkjip_xl.intake.live_book import read_book
from lkjip_xl.reader.raw import RawWorkbook
from lkjip_xl.reader.workbook_reader import read_workbook
from lkjip_xl.values import CellError
from tests.addin.kontrak.conftest import Open

SAMPLES = Path(__file__).resolve().parents[3] / "samples"


def contents(workbook: RawWorkbook) -> dict[tuple[str, str], tuple[object, str | None, str]]:
    return {
        (sheet.name, cell.address): (cell.value, cell.formula, cell.kind) for sheet in workbook.sheets for cell in sheet.cells()
    }


@pytest.mark.parametrize("name", ["rekaan_dinkes_2024", "rekaan_banyak_salah", "disdukcapil_probolinggo_2024"])
def test_an_open_workbook_reads_like_its_file(name: str, opened: Open) -> None:
    path = SAMPLES / f"{name}.xlsx"
    live, file = read_book(opened(path)), read_workbook(path)
    assert contents(live) == contents(file)
    here, there = check(bind(live)), check(bind(file))
    assert here.findings == there.findings
    assert here.not_checked == there.not_checked


def test_values_of_every_kind(blank: xlwings.Book) -> None:
    sheet = blank.sheets[0]
    sheet.range("A1").value = [[1, 2.5, "teks", True], [None, "'0123", "'=bukan rumus", None]]
    sheet.range("A3").formula = [["=1/0", "=NA()", '=""', "=A1+B1"], ["'#N/A", "'1/2", "=A1=1", None]]
    cells = {cell.address: cell for cell in read_book(blank).sheets[0].cells()}
    assert [(cells[name].value, cells[name].kind) for name in ("A1", "B1", "C1")] == [(1, "n"), (2.5, "n"), ("teks", "s")]
    assert (cells["B2"].value, cells["C2"].value, cells["C2"].formula) == ("0123", "=bukan rumus", None)
    assert (cells["A3"].value, cells["A3"].kind, cells["A3"].formula) == (CellError("#DIV/0!"), "e", "1/0")
    assert cells["B3"].value == CellError("#N/A")
    assert (cells["C3"].value, cells["C3"].kind) == ("", "s")
    assert (cells["D3"].value, cells["D3"].formula) == (3.5, "A1+B1")
    assert (cells["A4"].value, cells["A4"].kind) == ("#N/A", "s")
    assert cells["B4"].value == "1/2"
    assert "A2" not in cells
    assert isinstance(cells["A1"].value, int)
