"""Pembaca dan penulis saja, di dalam satu proses; impor tidak dihitung. Calon dan bukunya ada di baca.py dan tulis.py."""

from __future__ import annotations

import sys
import tempfile
import warnings
from io import BytesIO
from pathlib import Path

import baca
import tulis
from ukur import Row, in_turn, inside, lkjip, process, row, show

from lkjip_xl.intake.workbook_reader import read_workbook
from lkjip_xl.workbook.model import SheetModel, WorkbookModel
from lkjip_xl.workbook.new import write_workbook

ROUNDS, FEWER_ROUNDS = 9, 3


def real_report() -> bytes:
    """The report of the large office: what an audit reads."""
    with tempfile.TemporaryDirectory(prefix="lkjip-ukur-") as name:
        source, target = Path(name) / "isian.xlsx", Path(name) / "laporan.xlsx"
        process([sys.executable, Path(__file__).with_name("isian.py"), "besar", source])
        process(lkjip("laporan", source, "-o", target))
        return target.read_bytes()


def reading(label: str, data: bytes, rounds: int, limit: float | None) -> list[Row]:
    """Formula and cached value of every cell."""
    runs = in_turn(
        {
            "lkjip": lambda: inside(lambda: read_workbook(data)),
            "openpyxl": lambda: inside(lambda: two_passes(data)),
            "expat": lambda: inside(lambda: baca.floor(data)),
        },
        rounds,
    )
    what = f"membaca rumus dan nilai, {label}, dalam proses"
    return [
        row(what, "dua kali baca dengan openpyxl", runs["lkjip"], runs["openpyxl"], limit),
        row(what, "unzip + expat tanpa pengolah", runs["lkjip"], runs["expat"], None),
    ]


def two_passes(data: bytes) -> None:
    with warnings.catch_warnings(action="ignore"):
        baca.two_passes(data)


def writing(label: str, model: WorkbookModel, rounds: int) -> list[Row]:
    """The same cells, formats, formulas and cached values."""
    runs = in_turn(
        {
            "lkjip": lambda: inside(lambda: write_workbook(model, BytesIO())),
            "tangan": lambda: inside(lambda: tulis.by_hand(model, BytesIO())),
            "stok": lambda: inside(lambda: write_workbook(model, BytesIO(), fast=False)),
        },
        rounds,
    )
    what = f"menulis, {label}, dalam proses"
    return [
        row(what, "XML buatan tangan + zip (batas fisik)", runs["lkjip"], runs["tangan"], tulis.LIMIT_HAND),
        row(what, "XlsxWriter biasa", runs["lkjip"], runs["stok"], tulis.LIMIT_STOCK),
    ]


def rows() -> list[Row]:
    limit = baca.TARGETS["openpyxl"]
    found = reading("laporan OPD besar", real_report(), ROUNDS, limit)
    found += reading("20 lembar tanpa Tabel, gabungan, dan validasi", baca.report(), ROUNDS, None)
    found += reading("20.000 baris x 15 kolom", baca.register(), FEWER_ROUNDS, limit)
    report = WorkbookModel([*(tulis.report_sheet(f"Tabel {n}", 60) for n in range(1, 20)), tulis.report_sheet("Masukan", 60)])
    large = WorkbookModel([tulis.report_sheet("Besar", 20_000), SheetModel("Masukan")])
    return found + writing("laporan 20 lembar", report, ROUNDS) + writing("lembar 20.000 baris", large, FEWER_ROUNDS)


if __name__ == "__main__":
    raise SystemExit(show(rows()))
