"""Jalankan semua ukuran di bench/ dan tulis tabelnya ke docs/kinerja.md: `python bench/jalankan.py [NAMA ...]`.

Every module in bench/ with a function ``rows(...) -> list[Row]`` takes part, each in a process of its own. With names given,
only these run and the page is left as it is.
"""

from __future__ import annotations

import importlib
import json
import os
import platform
import re
import subprocess
import sys
from dataclasses import asdict
from datetime import date
from importlib.metadata import version
from pathlib import Path

from ukur import ROOT, Row, show

HERE = Path(__file__).resolve().parent
PAGE = ROOT / "docs" / "kinerja.md"
START, END = "<!-- tabel: dibuat oleh make bench -->", "<!-- akhir tabel -->"
_ROWS = re.compile(r"^def rows\(.*\) -> list\[Row\]:", re.MULTILINE)
PACKAGES = ("XlsxWriter", "jsonschema-rs", "jsonschema", "openpyxl", "pandas", "python-calamine")


def modules() -> list[str]:
    """Names of the measuring modules, found by their text so that nothing heavy is imported here."""
    return [path.stem for path in sorted(HERE.glob("*.py")) if _ROWS.search(path.read_text("utf-8"))]


def measure(name: str) -> list[Row]:
    """The rows of one module, measured in a process of its own."""
    command = [sys.executable, __file__, "--satu", name]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True, cwd=ROOT)
    return [Row(**item) for item in json.loads(done.stdout.splitlines()[-1])]


def indonesian(number: float) -> str:
    return f"{number:.2f}".replace(".", ",")


def table(rows: list[Row]) -> str:
    lines = ["| yang diukur | pembanding | rasio | batas | keterangan |", "|---|---|---|---|---|"]
    for row in rows:
        limit = "" if row.limit is None else f"≤ {indonesian(row.limit)}x"
        ratio = f"{indonesian(row.ratio)}x" if row.within else f"**{indonesian(row.ratio)}x, di luar batas**"
        lines.append(f"| {row.what} | {row.yardstick} | {ratio} | {limit} | {row.detail} |")
    return "\n".join(lines)


def machine() -> str:
    packages = ", ".join(f"{name} {version(name)}" for name in PACKAGES)
    cpus = len(os.sched_getaffinity(0))
    return (
        f"Diukur {date.today().isoformat()}: {platform.system()} {platform.machine()}, {cpus} inti, "
        f"CPython {platform.python_version()}, {packages}."
    )


def write_page(rows: list[Row]) -> None:
    text = PAGE.read_text("utf-8")
    before, _, rest = text.partition(START)
    _, found, after = rest.partition(END)
    if not found:
        raise SystemExit(f"{PAGE.name}: penanda tabel tidak ditemukan")
    PAGE.write_text(f"{before}{START}\n\n{table(rows)}\n\n{machine()}\n\n{END}{after}", encoding="utf-8")


def main() -> int:
    if sys.argv[1:2] == ["--satu"]:
        made: list[Row] = importlib.import_module(sys.argv[2]).rows()
        print(json.dumps([asdict(row) for row in made]))
        return 0
    rows: list[Row] = []
    for name in sys.argv[1:] or modules():
        print(f"-- {name}", flush=True)
        rows += measure(name)
    failed = show(rows)
    if not sys.argv[1:]:
        write_page(rows)
        print(f"Tabel ditulis ke {PAGE.relative_to(ROOT)}")
    return failed


if __name__ == "__main__":
    raise SystemExit(main())
