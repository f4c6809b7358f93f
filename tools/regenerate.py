"""Build every generated file from its source, or compare: ``python -m tools.regenerate [--compare]``.

Generated are the blank template, the sample workbooks, docs/kamus-data.md, docs/katalog-temuan.md, docs/katalog-audit.md
and docs/contoh-temuan.md. ``--compare`` writes nothing and exits 1 with the list of files that differ from what is committed.
"""

from __future__ import annotations

import argparse
import io
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

from lkjip_xl.template.build import blank_workbook, filled_workbook
from lkjip_xl.workbook.model import WorkbookModel
from lkjip_xl.workbook.new import write_workbook
from samples.muat import load
from tools.audit_catalogue import audit_catalogue
from tools.data_dictionary import data_dictionary
from tools.example_findings import example_findings
from tools.findings_catalogue import findings_catalogue

ROOT = Path(__file__).resolve().parent.parent
TEMPLATE = "workbook_templates/lkjip_standar.xlsx"


def _workbook_bytes(model: WorkbookModel) -> bytes:
    target = io.BytesIO()
    write_workbook(model, target)
    return target.getvalue()


def _sample(folder: Path) -> Callable[[], bytes]:
    return lambda: _workbook_bytes(filled_workbook(load(folder)))


def builders() -> dict[str, Callable[[], bytes]]:
    """Path below the project root → what builds the file's bytes."""
    found: dict[str, Callable[[], bytes]] = {TEMPLATE: lambda: _workbook_bytes(blank_workbook())}
    for folder in sorted((ROOT / "samples" / "data").iterdir()):
        if folder.is_dir():
            found[f"samples/{folder.name}.xlsx"] = _sample(folder)
    found["docs/kamus-data.md"] = lambda: data_dictionary().encode()
    found["docs/katalog-temuan.md"] = lambda: findings_catalogue().encode()
    found["docs/katalog-audit.md"] = lambda: audit_catalogue().encode()
    found["docs/contoh-temuan.md"] = lambda: example_findings().encode()
    return found


def _same(committed: bytes, made: bytes, name: str) -> bool:
    """Equal bytes; for a workbook equal parts, because compressed bytes depend on the machine's zlib."""
    if committed == made or not name.endswith(".xlsx"):
        return committed == made
    first, second = (zipfile.ZipFile(io.BytesIO(data)) for data in (committed, made))
    return first.namelist() == second.namelist() and all(first.read(part) == second.read(part) for part in first.namelist())


def main(arguments: list[str] | None = None) -> int:
    """0 when everything is written or equal, 1 when ``--compare`` finds a difference."""
    parser = argparse.ArgumentParser(description="Build or compare every generated file.")
    parser.add_argument("--compare", action="store_true", help="write nothing; list what differs from the committed files")
    compare = parser.parse_args(arguments).compare
    different = []
    for name, build in builders().items():
        path, made = ROOT / name, build()
        if path.is_file() and _same(path.read_bytes(), made, name):
            continue
        different.append(name)
        if not compare:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(made)
    for name in different:
        print(f"{'berbeda' if compare else 'ditulis'}: {name}")
    return 1 if compare and different else 0


if __name__ == "__main__":
    sys.exit(main())
