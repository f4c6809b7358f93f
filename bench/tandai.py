"""Salinan bertanda dari DPA 20.000 baris: 500, 1.000, dan 2.000 temuan, terhadap pembacaan berkas yang sama.

Every finding is a fill, a note, and a row of sheet Temuan; the copy is made in one pass over each sheet. Twice the findings
must not cost more than twice the time over what the pass itself costs.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from ukur import ROOT, Row, Run, in_turn, inside, process, row, show

sys.path.insert(0, str(ROOT))

from lkjip_xl.address import cell_place
from lkjip_xl.checks.finding import Finding
from lkjip_xl.checks.run import CheckResult
from lkjip_xl.feedback.mark import marked_copy
from lkjip_xl.verbs import baca, validasi
from lkjip_xl.workbook.patch import CellPatch, PatchPlan, apply_patch

ROUNDS = 5
COUNTS = (500, 1_000, 2_000)
HERE = Path(__file__).resolve().parent


def spoilt(source: Path, count: int) -> bytes:
    """The file with a text in the realisasi of every ``count``-th part of the DPA's rows."""
    data = baca(source).sheets["dpa"]
    rows = [record for record in data.records if record.values["realisasi"] is not None]
    step = len(rows) // count
    places = {cell_place(data.address(record, "realisasi")): CellPatch("belum ada") for record in rows[: step * count : step]}
    return apply_patch(source.read_bytes(), PatchPlan(cells={data.found_name: places}, recalculate=False)).data


def rows() -> list[Row]:
    with tempfile.TemporaryDirectory(prefix="lkjip-ukur-") as name:
        clean, source = Path(name) / "dpa.xlsx", Path(name) / "salah.xlsx"
        process([sys.executable, HERE / "isian.py", "dpa", clean])
        source.write_bytes(spoilt(clean, COUNTS[-1]))
        found = [finding for finding in validasi(source).findings if finding.sheet == "DPA" and finding.cell]
        data = source.read_bytes()
        runs = in_turn(
            {"baca": lambda: inside(lambda: baca(source))}
            | {str(count): _marking(data, tuple(found[:count])) for count in COUNTS},
            ROUNDS,
        )
    made = [
        row(f"salinan bertanda, {count} temuan", "membaca berkasnya", runs[str(count)], runs["baca"], None) for count in COUNTS
    ]
    return [*made, row("2.000 temuan", "1.000 temuan", runs["2000"], runs["1000"], 2.0)]


def _marking(data: bytes, findings: tuple[Finding, ...]) -> Callable[[], Run]:
    return lambda: inside(lambda: marked_copy(data, "dpa.xlsx", CheckResult(findings, ())))


if __name__ == "__main__":
    raise SystemExit(show(rows()))
