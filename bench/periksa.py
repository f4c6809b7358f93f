"""Audit laporan 20.000 baris DPA: membaca terhadap batas expat, menghitung ulang terhadap membaca, di dalam satu proses; dan
kertas kerjanya sebagai perintah lengkap."""

from __future__ import annotations

import gc
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import baca
from ukur import Row, describe, in_turn, inside, lkjip, process, ratio, row, show

from lkjip_xl.audit.build import recalculate
from lkjip_xl.audit.run import AUDIT_LIMITS, periksa
from lkjip_xl.reader.workbook_reader import read_workbook

ROUNDS, FEWER_ROUNDS = 5, 3
READ_LIMIT, RECALCULATION_LIMIT = 7.0, 6.0
"""Issue 4: read at most 7x of the expat limit, recalculation at most 6x of the read."""


def report(kind: str) -> bytes:
    """The report of an invented office; ``dpa`` has 20,000 rows."""
    with tempfile.TemporaryDirectory(prefix="lkjip-ukur-") as name:
        source, target = Path(name) / "isian.xlsx", Path(name) / "laporan.xlsx"
        process([sys.executable, Path(__file__).with_name("isian.py"), kind, source])
        process(lkjip("laporan", source, "-o", target), codes=(0, 1))
        return target.read_bytes()


def _without_collecting(work: Callable[[], object]) -> object:
    """As inside ``periksa``, which makes no cycles and switches the collector off."""
    gc.disable()
    try:
        return work()
    finally:
        gc.enable()


def measured(label: str, data: bytes, rounds: int, *, limits: bool) -> list[Row]:
    """Reading, recalculating and the whole audit of one report."""
    workbook = read_workbook(data, limits=AUDIT_LIMITS)
    runs = in_turn(
        {
            "expat": lambda: inside(lambda: baca.floor(data)),
            "baca": lambda: inside(lambda: read_workbook(data, limits=AUDIT_LIMITS)),
            "hitung": lambda: inside(lambda: _without_collecting(lambda: recalculate(workbook, {}))),
            "periksa": lambda: inside(lambda: periksa(data, name="laporan.xlsx")),
        },
        rounds,
    )
    reading, counting = (READ_LIMIT, RECALCULATION_LIMIT) if limits else (None, None)
    return [
        row(f"audit: membaca, {label}", "unzip + expat tanpa pengolah", runs["baca"], runs["expat"], reading),
        row(f"audit: menghitung ulang semua rumus, {label}", "membaca", runs["hitung"], runs["baca"], counting),
        row(f"audit: seluruhnya, {label}", "membaca", runs["periksa"], runs["baca"], None),
    ]


def paper(data: bytes) -> list[Row]:
    """The whole command with its working paper, against the same command without one: processor time and peak memory."""
    with tempfile.TemporaryDirectory(prefix="lkjip-ukur-") as name:
        source, target = Path(name) / "laporan.xlsx", Path(name) / "kertas.xlsx"
        source.write_bytes(data)
        runs = in_turn(
            {
                "kertas": lambda: process(lkjip("periksa", source, "-o", target, "--timpa"), codes=(0, 1)),
                "periksa": lambda: process(lkjip("periksa", source), codes=(0, 1)),
            },
            FEWER_ROUNDS,
        )
    what, other = "kertas kerja, laporan 20.000 baris DPA, seluruh proses", "`lkjip periksa` tanpa kertas kerja"
    peak = Row(
        f"memori puncak {what}", other, ratio(runs["kertas"], runs["periksa"], "peak"), None,
        describe(runs["kertas"], runs["periksa"]),
    )  # fmt: skip
    return [row(what, other, runs["kertas"], runs["periksa"], None), peak]


def rows() -> list[Row]:
    """The limits hold for the report of 20,000 rows; the large office is shown for comparison."""
    large = report("dpa")
    return [
        *paper(large),
        *measured("laporan 20.000 baris DPA", large, FEWER_ROUNDS, limits=True),
        *measured("laporan OPD besar", report("besar"), ROUNDS, limits=False),
    ]


def main() -> int:
    """Print the rows; 1 when a limit is exceeded."""
    return show(rows())


if __name__ == "__main__":
    raise SystemExit(main())
