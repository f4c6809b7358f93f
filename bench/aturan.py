"""Pemeriksaan saja (skema dan semua aturan) terhadap pembacaan berkas yang sama, DPA 20.000 baris.

The file is read in the same process, in turn with the checks. Two books: one that fits, and one in which every second amount
is a rupiah too high, so that every sum of the DPA is a finding: rules must stay linear with many findings, too.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from ukur import ROOT, Row, in_turn, inside, process, row, show

sys.path.insert(0, str(ROOT))

from lkjip_xl.intake.submission import Record, Submission
from lkjip_xl.verbs import baca, validasi

ROUNDS = 9
LIMIT = 0.25
HERE = Path(__file__).resolve().parent


def spoilt(submission: Submission) -> Submission:
    """Every second sub kegiatan has a pagu of one rupiah too many."""
    data = submission.sheets["dpa"]
    for at, record in enumerate(data.records):
        pagu = record.values["pagu"]
        if at % 2 and record.values["tingkat"] == "Sub Kegiatan" and isinstance(pagu, int | float):
            data.records[at] = Record(record.row, {**record.values, "pagu": pagu + 1})
    return submission


def rows() -> list[Row]:
    with tempfile.TemporaryDirectory(prefix="lkjip-ukur-") as name:
        source = Path(name) / "dpa.xlsx"
        process([sys.executable, HERE / "isian.py", "dpa", source])
        fits, wrong = baca(source), spoilt(baca(source))
        runs = in_turn(
            {
                "baca": lambda: inside(lambda: baca(source)),
                "sesuai": lambda: inside(lambda: validasi(fits)),
                "salah": lambda: inside(lambda: validasi(wrong)),
            },
            ROUNDS,
        )
        many = f"{len(validasi(wrong).findings):,}".replace(",", ".")
    what = "pemeriksaan saja, DPA 20.000 baris"
    return [
        row(what, "membaca berkasnya", runs["sesuai"], runs["baca"], LIMIT),
        row(f"{what}, {many} temuan", "membaca berkasnya", runs["salah"], runs["baca"], None),
    ]


if __name__ == "__main__":
    raise SystemExit(show(rows()))
