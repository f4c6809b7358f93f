"""``lkjip templat``: the blank standard workbook."""

from __future__ import annotations

import argparse

from lkjip_xl.commands import DONE


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument("-o", "--keluaran", metavar="BERKAS", required=True, help="berkas .xlsx yang dibuat")
    parser.add_argument("--timpa", action="store_true", help="ganti berkas keluaran yang sudah ada")


def run(arguments: argparse.Namespace) -> int:
    """Make the workbook; always DONE."""
    from lkjip_xl.verbs import templat

    print(f"Templat dibuat: {templat(arguments.keluaran, timpa=arguments.timpa)}")
    return DONE
