"""How fast the patch writer is, as ratios to reading the same file: `python bench/tambal.py [rounds]`.

2,000 marks (fill and note) on a sheet of 20,000 rows and 15 columns, in one pass: on a clean file, on one that was marked
before, and taken away again; and 2,000 cells filled with formula and cached value. Each round times reading and patching in
turn on the same bytes; milliseconds of a shared machine mean little, ratios much. The floor is what any change to such a
sheet costs: inflating it, one expat pass without handlers, and packing it again.
"""

from __future__ import annotations

import io
import statistics
import sys
import time
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from pyexpat import ParserCreate

sys.path.insert(0, str(Path(__file__).resolve().parent))

from baca import register

from lkjip_xl.reader.workbook_reader import read_workbook
from lkjip_xl.workbook.patch import CellPatch, Mark, PatchPlan, apply_patch

ROUNDS = 5
COUNT = 2_000
SHEET = "Lembar 1"


def marks() -> PatchPlan:
    """A mark on every tenth row."""
    places = {(number * 10 + 1, 3 + number % 5): Mark("#FFC7CE", f"Nilai baris {number} tidak cocok") for number in range(COUNT)}
    return PatchPlan(marks={SHEET: places})


def fills() -> PatchPlan:
    """A formula and its value in every tenth row."""
    places = {(number * 10 + 1, 11): CellPatch(number / 7, f"=C{number * 10 + 1}/7") for number in range(COUNT)}
    return PatchPlan(cells={SHEET: places}, recalculate=False)


def floor(data: bytes) -> None:
    """Inflate the sheet, let expat read it without handlers, pack it again."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        sheet = package.read("xl/worksheets/sheet1.xml")
    ParserCreate().Parse(sheet, True)
    zlib.compress(sheet, 5)


def seconds(action: Callable[[], object]) -> float:
    """Processor time of one run."""
    begin = time.process_time()
    action()
    return time.process_time() - begin


def main() -> None:
    """Print one line per way of patching: time, and the medians of the ratios."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS
    source = register()
    marked = apply_patch(source, marks()).data
    ways: dict[str, Callable[[], object]] = {
        f"menandai {COUNT} sel": lambda: apply_patch(source, marks()),
        "menandai lagi berkas yang sama": lambda: apply_patch(marked, marks()),
        "menghapus tanda": lambda: apply_patch(marked, PatchPlan(remove_marks=True)),
        f"mengisi {COUNT} sel": lambda: apply_patch(source, fills()),
        "batas bawah (urai, baca, mampatkan)": lambda: floor(source),
    }
    times: dict[str, list[tuple[float, float]]] = {name: [] for name in ways}
    for _ in range(rounds):
        reading = seconds(lambda: read_workbook(source))
        for name, way in ways.items():
            times[name].append((seconds(way), reading))
    for name, pairs in times.items():
        own = statistics.median(one for one, _ in pairs)
        ratio = statistics.median(one / reading for one, reading in pairs)
        print(f"{name}: {own * 1000:.0f} ms cpu; {ratio:.2f} kali membaca berkasnya")


if __name__ == "__main__":
    main()
