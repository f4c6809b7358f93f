"""Perintah lengkap sebagai proses: `lkjip validasi` dan `lkjip laporan` terhadap cara-cara lain mengerjakan hal yang sama.

The workbook is an invented large office (isian.py): 10 sasaran, 40 indicators, about 400 DPA rows. The real sample is
measured too, for information: it is so small that starting Python is most of every candidate.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from ukur import SAMPLE, Row, Run, describe, in_turn, lkjip, process, ratio, row, show

ROUNDS = 9
HERE = Path(__file__).resolve().parent
PYTHON = sys.executable

READ_CALAMINE = (
    "import sys; from python_calamine import CalamineWorkbook as W; book = W.from_path(sys.argv[1]); "
    "print(sum(len(book.get_sheet_by_name(name).to_python()) for name in book.sheet_names))"
)
READ_ONLY = (
    "import sys; from pathlib import Path; from lkjip_xl.reader.workbook_reader import read_workbook; "
    "print(len(read_workbook(Path(sys.argv[1])).sheets))"
)
STOCK_WRITER = (
    "import sys; from lkjip_xl.workbook import new; new.available = lambda: False; "
    "from lkjip_xl.cli import main; sys.exit(main(sys.argv[1:]))"
)
LOAD_MODEL = "import pickle, sys; model = pickle.load(open(sys.argv[1], 'rb')); print(len(model.sheets))"

VALIDATE_AGAINST_READING = 3.3
BUILD_AGAINST_STOCK, BUILD_AGAINST_PANDAS = 0.40, 0.25
PEAK_AGAINST_MODEL = 2.5

VALIDATION_CODES = (0, 1)  # 1 = findings, which is a result


def comparison(action: str, source: Path, *target: Path) -> Run:
    return process([PYTHON, "-W", "ignore", HERE / "pembanding.py", action, source, *target])


def validation(label: str, source: Path, limits: bool) -> list[Row]:
    runs = in_turn(
        {
            "lkjip": lambda: process(lkjip("validasi", source), codes=VALIDATION_CODES),
            "reading": lambda: process([PYTHON, "-c", READ_ONLY, source]),
            "calamine": lambda: process([PYTHON, "-c", READ_CALAMINE, source]),
            "openpyxl": lambda: comparison("periksa", source),
        },
        ROUNDS,
    )
    what, limit = f"`lkjip validasi`, {label}, seluruh proses", VALIDATE_AGAINST_READING if limits else None
    return [
        row(what, "proses yang hanya membaca berkasnya", runs["lkjip"], runs["reading"], limit),
        row(what, "openpyxl read-only + jsonschema, tanpa aturan antartabel", runs["lkjip"], runs["openpyxl"], None),
        row(what, "membaca nilai saja dengan calamine", runs["lkjip"], runs["calamine"], None),
    ]


def report(label: str, source: Path, folder: Path, limits: bool) -> list[Row]:
    def arguments(name: str) -> list[str | Path]:
        return ["laporan", source, "-o", folder / name, "--timpa"]

    runs = in_turn(
        {
            "lkjip": lambda: process(lkjip(*arguments("cepat.xlsx"))),
            "stock": lambda: process([PYTHON, "-c", STOCK_WRITER, *arguments("stok.xlsx")]),
            "pandas": lambda: comparison("laporan", source, folder / "pandas.xlsx"),
        },
        ROUNDS,
    )
    what = f"`lkjip laporan`, {label}, seluruh proses"
    return [
        row(what, "sama, dengan XlsxWriter biasa", runs["lkjip"], runs["stock"], BUILD_AGAINST_STOCK if limits else None),
        row(what, "pandas + openpyxl + jsonschema", runs["lkjip"], runs["pandas"], BUILD_AGAINST_PANDAS if limits else None),
    ]


def memory(folder: Path) -> Row:
    """Peak memory of a report with 20,000 DPA rows, against a process that only holds the finished cell model."""
    source, model = folder / "dpa.xlsx", folder / "model.pickle"
    process([PYTHON, HERE / "isian.py", "dpa", source])
    process([PYTHON, HERE / "isian.py", "model", source, model])
    runs = in_turn(
        {
            "lkjip": lambda: process(lkjip("laporan", source, "-o", folder / "besar.xlsx", "--timpa")),
            "model": lambda: process([PYTHON, "-c", LOAD_MODEL, model]),
        },
        1,
    )
    value = ratio(runs["lkjip"], runs["model"], "peak")
    what = "memori puncak `lkjip laporan`, DPA 20.000 baris"
    return Row(what, "model sel saja", value, PEAK_AGAINST_MODEL, describe(runs["lkjip"], runs["model"]))


def rows() -> list[Row]:
    with tempfile.TemporaryDirectory(prefix="lkjip-ukur-") as name:
        folder = Path(name)
        large = folder / "besar.xlsx"
        process([PYTHON, HERE / "isian.py", "besar", large])
        found = validation("OPD besar", large, True) + report("OPD besar", large, folder, True)
        found += validation("contoh Disdukcapil", SAMPLE, False) + report("contoh Disdukcapil", SAMPLE, folder, False)
        return [*found, memory(folder)]


if __name__ == "__main__":
    raise SystemExit(show(rows()))
