"""An Excel in memory, and workbooks open in it: the samples, and one with as many DPA rows as wanted."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import xlwings

from lkjip_xl.template.build import filled_workbook
from lkjip_xl.workbook.new import write_workbook
from samples.muat import load
from tests.workbook.live.fixtures import its_watch, seen_app, seen_excel  # noqa: F401  # pytest finds them here
from tests.workbook.live.watched import inside

SAMPLES = Path(__file__).resolve().parents[3] / "samples"
GOOD, FAULTY = "rekaan_dinkes_2024", "rekaan_banyak_salah"
OpenSample = Callable[..., xlwings.Book]


@pytest.fixture
def sample(app: xlwings.App, tmp_path: Path) -> OpenSample:
    """Opens a copy of a sample, under another name if one is given."""

    def opened(name: str = GOOD, file_name: str = "isian.xlsx") -> xlwings.Book:
        return app.books.open(str(shutil.copy(SAMPLES / f"{name}.xlsx", tmp_path / file_name)))

    return opened


def larger(target: Path, copies: int) -> Path:
    """The good sample with so many times the programs of its DPA, each copy under codes of its own."""
    data = load(SAMPLES / "data" / GOOD)
    block = [row for row in data["dpa"] if row["tingkat"] != "Pendapatan"]
    for copy in range(1, copies):
        for row in block:
            code = row["kode"] and f"{str(row['kode'])[:2]}{1000 + copy}{str(row['kode'])[4:]}"
            kind = row["jenis_program"] and "Penunjang"
            copied = {"kode": code, "uraian": f"{row['uraian']} {copy}", "jenis_program": kind}
            data["dpa"].append({**row, **copied})
    programs = [row for row in data["dpa"] if row["tingkat"] == "Program"]
    data["pk_program"] = [
        {"kode_program": row["kode"], "program": row["uraian"], "anggaran": row["pagu"], "sumber_dana": "APBD"}
        for row in programs
    ]
    data["instansi"][0] |= dict.fromkeys(("belanja_barang_jasa", "belanja_hibah", "belanja_modal"))
    data["instansi"][0]["belanja_pegawai"] = sum(int(str(row["pagu"])) for row in programs)
    write_workbook(filled_workbook(data), target)
    return target


def names(book: xlwings.Book) -> list[str]:
    return [sheet.name for sheet in book.sheets]


def content(book: xlwings.Book) -> dict[str, Any]:
    """Everything that a change would change: cells, formats, rules, order, names, what is shown."""
    fake = inside(book)
    return {
        "cells": {
            (sheet.name, at): (cell.value, cell.formula, cell.number_format)
            for sheet in fake.listed
            for at, cell in sheet.cells_in.items()
        },
        "sheets": [(sheet.name, sheet.visible, tuple(sheet.rules)) for sheet in fake.listed],
        "names": dict(fake.names.defined),
        "shown": fake.shown,
    }
