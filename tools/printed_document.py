"""The reference document as printed, in a workbook: the Disdukcapil sample with the printed contents put into a copy.

tests/acuan/tercetak_isian/isian.json lists the cells, pertentangan.json every contradiction of the document
(tests/acuan/salah_cetak.json) with the findings it must yield, or the reason why a workbook cannot hold it.
"""

from __future__ import annotations

import json
from collections import defaultdict
from functools import cache
from pathlib import Path
from typing import Any

from lkjip_xl.address import cell_place
from lkjip_xl.checks.run import CheckResult, check
from lkjip_xl.feedback.fill import filled_copy, plan_filling
from lkjip_xl.intake.binding import bind
from lkjip_xl.reader.workbook_reader import read_workbook
from lkjip_xl.workbook.patch import CellPatch, PatchPlan, apply_patch

ROOT = Path(__file__).resolve().parent.parent
SAMPLE = ROOT / "samples" / "disdukcapil_probolinggo_2024.xlsx"
REFERENCE = ROOT / "tests" / "acuan"
FOLDER = REFERENCE / "tercetak_isian"

Entries = list[dict[str, Any]]


def cells_as_printed() -> Entries:
    """Every cell that is changed: sheet, cell, heading, content, and where the document prints it."""
    listed: Entries = json.loads((FOLDER / "isian.json").read_text("utf-8"))
    return listed


def contradictions() -> Entries:
    """Every contradiction in the document's order; ``temuan`` holds [code, sheet, cell], ``alasan`` why there is none."""
    listed: Entries = json.loads((FOLDER / "pertentangan.json").read_text("utf-8"))
    return listed


def known_contradictions() -> list[str]:
    """The names of all contradictions that tests/acuan/salah_cetak.json knows, misprints first."""
    known = json.loads((REFERENCE / "salah_cetak.json").read_text("utf-8"))
    names = [f"{item['tabel']}, {item['baris']}: {item['kolom']} {item['tercetak']}" for item in known["salah_cetak"]]
    return names + [str(item["hal"]) for item in known["pertentangan"]]


@cache
def workbook_as_printed() -> bytes:
    """The workbook: the sample's bytes, the printed contents in their cells, and the computed columns nobody typed renewed."""
    cells: defaultdict[str, dict[tuple[int, int], CellPatch]] = defaultdict(dict)
    for entry in cells_as_printed():
        cells[entry["lembar"]][cell_place(entry["sel"])] = CellPatch(entry["isi"])
    result = apply_patch(SAMPLE.read_bytes(), PatchPlan(cells=cells))
    if result.skipped:
        raise ValueError([skip.sentence for skip in result.skipped])
    return filled_copy(result.data, plan_filling(bind(read_workbook(result.data)), overwrite=False)).data


@cache
def check_as_printed() -> CheckResult:
    """What validation finds in it."""
    return check(bind(read_workbook(workbook_as_printed())))
