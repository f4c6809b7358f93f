"""How fast the reader is, as ratios from one run: `python bench/baca.py [rounds]`.

Yardsticks: the floor is unzip + expat without handlers over every XML part; the usual way to get formulas and cached
values is two openpyxl passes. All ways are timed in turn on the same bytes and the median of the ratios per round is
printed; milliseconds of a shared machine mean little, ratios much.
"""

from __future__ import annotations

import io
import random
import statistics
import sys
import time
import tracemalloc
import zipfile
from collections.abc import Callable
from pyexpat import ParserCreate

import openpyxl
import xlsxwriter

from lkjip_xl.reader.workbook_reader import read_workbook

ROUNDS = 5
TARGETS = {"openpyxl": 0.15, "expat": 6.0, "memory": 2.5}


def report() -> bytes:
    """20 sheets, 14,880 cells, 8,680 of them formulas: a report workbook."""
    return _workbook(sheets=20, rows=62, texts=2, integers=2, floats=1, formulas=7)


def register() -> bytes:
    """One sheet of 20,000 rows and 15 columns, 5 of them formulas."""
    return _workbook(sheets=1, rows=20_000, texts=3, integers=4, floats=3, formulas=5)


def _workbook(*, sheets: int, rows: int, texts: int, integers: int, floats: int, formulas: int) -> bytes:
    target = io.BytesIO()
    chance = random.Random(1)
    first_formula = texts + integers + floats
    with xlsxwriter.Workbook(target, {"in_memory": True}) as book:
        money = book.add_format({"num_format": "#,##0.00", "border": 1})
        plain = book.add_format({"border": 1})
        for number in range(sheets):
            sheet = book.add_worksheet(f"Lembar {number + 1}")
            for row in range(rows):
                for column in range(texts):
                    sheet.write_string(row, column, f"Kegiatan {chance.randrange(rows)}", plain)
                for column in range(texts, texts + integers):
                    sheet.write_number(row, column, chance.randrange(10**9), money)
                for column in range(texts + integers, first_formula):
                    sheet.write_number(row, column, chance.random() * 100, money)
                for column in range(first_formula, first_formula + formulas):
                    formula = f"=IF($C{row + 1}=0,0,ROUND(D{row + 1}/C{row + 1}*{column},2))"
                    sheet.write_formula(row, column, formula, money, round(chance.random() * 100, 2))
    return target.getvalue()


def floor(data: bytes) -> None:
    """Unzip every XML part and let expat read it without handlers."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        for name in package.namelist():
            ParserCreate().Parse(package.read(name), True)


def two_passes(data: bytes) -> None:
    """Formulas, then cached values, with openpyxl."""
    for data_only in (False, True):
        openpyxl.load_workbook(io.BytesIO(data), data_only=data_only).close()


def seconds(action: Callable[[bytes], object], data: bytes) -> float:
    """Processor time of one run."""
    begin = time.process_time()
    action(data)
    return time.process_time() - begin


def memory_ratio(data: bytes) -> float:
    """Peak memory while reading, to the memory of the cells that are kept."""
    tracemalloc.start()
    before = tracemalloc.get_traced_memory()[0]
    workbook = read_workbook(data)
    peak = tracemalloc.get_traced_memory()[1] - before
    workbook.parts.clear()
    kept = tracemalloc.get_traced_memory()[0] - before
    tracemalloc.stop()
    return peak / kept


def main() -> None:
    """Print one line per workbook."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS
    print(f"sasaran: openpyxl <= {TARGETS['openpyxl']}, expat <= {TARGETS['expat']}, memori <= {TARGETS['memory']}")
    for title, data in (("laporan 20 lembar", report()), ("20.000 baris x 15 kolom", register())):
        times = [(seconds(read_workbook, data), seconds(two_passes, data), seconds(floor, data)) for _ in range(rounds)]
        ours = statistics.median(reader for reader, _, _ in times)
        to_openpyxl = statistics.median(reader / openpyxl_time for reader, openpyxl_time, _ in times)
        to_expat = statistics.median(reader / expat for reader, _, expat in times)
        print(
            f"{title}: {ours * 1000:.0f} ms cpu; terhadap dua kali openpyxl {to_openpyxl:.3f}; "
            f"terhadap unzip+expat {to_expat:.1f}; memori {memory_ratio(data):.2f}"
        )


if __name__ == "__main__":
    main()
