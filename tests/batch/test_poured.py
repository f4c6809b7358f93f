"""Rows that are made while they are written: the same sheet as from a whole model, and never all rows at once."""

from __future__ import annotations

import subprocess
import sys
import weakref
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest

from lkjip_xl.batch.poured import PouredRows, Row, pour
from lkjip_xl.workbook.model import Cell, SheetModel, WorkbookModel
from lkjip_xl.workbook.new import write_workbook

ROOT = Path(__file__).resolve().parents[2]
NUMBER = 700


def row(number: int) -> Row:
    return [Cell("teks", f"baris {number}"), Cell("angka:bulat", number, f"={number}+0"), None, Cell("teks", "sama")]


def made() -> Iterator[Row]:
    for number in range(5, 5 + NUMBER):
        yield row(number)


def sheet() -> SheetModel:
    model = SheetModel("Panjang")
    model.put(1, 1, Cell("judul_lembar", "Judul"))
    return model


def written(model: SheetModel, *, fast: bool) -> bytes:
    target = BytesIO()
    write_workbook(WorkbookModel(sheets=[model]), target, fast=fast)
    return target.getvalue()


@pytest.mark.parametrize("fast", [True, False])
def test_a_poured_sheet_has_the_bytes_of_a_whole_one(fast: bool) -> None:
    whole, poured = sheet(), sheet()
    for number, cells in enumerate(made(), 5):
        whole.rows[number] = cells
    pour(poured, 5, NUMBER, made)
    assert written(poured, fast=fast) == written(whole, fast=fast)


def test_rows_may_be_asked_for_again_and_backwards() -> None:
    rows = PouredRows({1: row(1)}, 5, NUMBER, made)
    assert list(rows) == [1, *range(5, 5 + NUMBER)] and len(rows) == NUMBER + 1
    assert [rows[number] for number in (5, 5, 300, 7, 1, 5 + NUMBER - 1)] == [row(n) for n in (5, 5, 300, 7, 1, 4 + NUMBER)]
    assert rows.get(2) is None and rows.get(5 + NUMBER) is None


def test_a_row_is_let_go_when_the_next_is_made() -> None:
    class Watched(list[Cell | None]):
        """A row that can be watched."""

        __hash__ = object.__hash__  # type: ignore[assignment]

    alive: weakref.WeakSet[Watched] = weakref.WeakSet()

    def watched() -> Iterator[Row]:
        for number in range(5, 5 + NUMBER):
            made_row = Watched(row(number))
            alive.add(made_row)
            yield made_row

    rows = PouredRows({}, 5, NUMBER, watched)
    most = 0
    for number in range(5, 5 + NUMBER):
        assert rows[number]
        most = max(most, len(alive))
    assert most <= 2


def test_the_leading_process_loads_no_pipeline() -> None:
    """What reads, checks and writes is loaded by the workers: the process that leads stays small."""
    code = (
        "import sys\nfrom lkjip_xl import batch_command\nfrom lkjip_xl.batch import cluster\n"
        "print([name for name in sys.modules if name.startswith(('lkjip_xl.reader', 'lkjip_xl.tables', 'lkjip_xl.report', "
        "'lkjip_xl.checks.rules', 'xlsxwriter', 'jsonschema', 'pandas'))])"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
