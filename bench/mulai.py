"""Waktu mulai: `lkjip --help` dan `lkjip --version` terhadap Python yang tidak mengerjakan apa-apa."""

from __future__ import annotations

import sys

from ukur import Row, in_turn, lkjip, process, row, show

ROUNDS = 15
LIMIT = 3.5


def rows() -> list[Row]:
    runs = in_turn(
        {
            "kosong": lambda: process([sys.executable, "-c", "pass"]),
            "help": lambda: process(lkjip("--help")),
            "version": lambda: process(lkjip("--version")),
        },
        ROUNDS,
    )
    return [
        row("`lkjip --help`, seluruh proses", "`python -c pass`", runs["help"], runs["kosong"], LIMIT),
        row("`lkjip --version`, seluruh proses", "`python -c pass`", runs["version"], runs["kosong"], LIMIT),
    ]


if __name__ == "__main__":
    raise SystemExit(show(rows()))
