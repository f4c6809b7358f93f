"""Membaca rumus dan nilai setiap sel, di dalam satu proses; impor tidak dihitung. Cara-cara lainnya ada di baca.py."""

from __future__ import annotations

import sys
import tempfile
import warnings
from pathlib import Path

import baca
from ukur import Row, in_turn, inside, lkjip, process, row, show

from lkjip_xl.reader.workbook_reader import read_workbook

ROUNDS, FEWER_ROUNDS = 9, 3


def real_report() -> bytes:
    """The report of the large office: what an audit reads."""
    with tempfile.TemporaryDirectory(prefix="lkjip-ukur-") as name:
        source, target = Path(name) / "isian.xlsx", Path(name) / "laporan.xlsx"
        process([sys.executable, Path(__file__).with_name("isian.py"), "besar", source])
        process(lkjip("laporan", source, "-o", target))
        return target.read_bytes()


def two_passes(data: bytes) -> None:
    with warnings.catch_warnings(action="ignore"):
        baca.two_passes(data)


def reading(label: str, data: bytes, rounds: int) -> list[Row]:
    """Our reader against the usual way, and against the least that XML costs."""
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
        row(what, "dua kali baca dengan openpyxl", runs["lkjip"], runs["openpyxl"], baca.TARGETS["openpyxl"]),
        row(what, "unzip + expat tanpa pengolah", runs["lkjip"], runs["expat"], None),
    ]


def rows() -> list[Row]:
    """A real report, many rows, and plain sheets, which are cheap for openpyxl."""
    found = reading("laporan OPD besar", real_report(), ROUNDS)
    found += reading("20.000 baris x 15 kolom", baca.register(), FEWER_ROUNDS)
    return found + reading("20 lembar polos tanpa Tabel dan validasi", baca.report(), ROUNDS)


if __name__ == "__main__":
    raise SystemExit(show(rows()))
