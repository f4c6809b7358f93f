"""Options that several commands have, and the kinds of value that argparse does not know."""

from __future__ import annotations

import argparse

TYPE_CHECKING = False  # typing.TYPE_CHECKING without importing typing
if TYPE_CHECKING:
    from datetime import date


def add_json(parser: argparse.ArgumentParser) -> None:
    """``--json``: one object for programs instead of lines for people."""
    parser.add_argument("--json", action="store_true", help="cetak satu objek JSON untuk program lain")


def add_date(parser: argparse.ArgumentParser) -> None:
    """``--tanggal``: the day on which waivers must be valid."""
    parser.add_argument(
        "--tanggal", metavar="TANGGAL", type=_date, help="pengecualian dinilai berlaku pada tanggal ini (bawaan: tanggal laporan)"
    )


def number_of_processes(text: str) -> int:
    """The value of ``--jobs``: 1 to 256."""
    if not text.isdecimal() or not 1 <= int(text) <= 256:
        raise argparse.ArgumentTypeError(f"{text!r} bukan banyaknya proses; tulis 1 sampai 256")
    return int(text)


def _date(text: str) -> date:
    from lkjip_xl.indonesian import read_date

    day = read_date(text)
    if day is None:
        raise argparse.ArgumentTypeError(f"{text!r} bukan tanggal; tulis seperti 31-12-2025")
    return day
