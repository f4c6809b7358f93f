"""``lkjip impor``: the budget figures of an export, put into a copy by code."""

from __future__ import annotations

import argparse

from lkjip_xl.commands.options import add_json


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument("ekspor", metavar="EKSPOR", help="ekspor .xlsx, .csv, atau tabel HTML bernama .xls")
    parser.add_argument("berkas", metavar="BUKU", help="buku kerja standar (.xlsx); tidak diubah")
    parser.add_argument("-o", "--keluaran", metavar="SALINAN", help="salinan yang dibuat")
    parser.add_argument("--lihat", action="store_true", help="tampilkan saja perubahannya, tanpa membuat salinan")
    parser.add_argument("--timpa", action="store_true", help="ganti juga angka yang berbeda, dan salinan yang sudah ada")
    add_json(parser)


def run(arguments: argparse.Namespace) -> int:
    """Fill the copy: FINDINGS where something was left out."""
    from pathlib import Path

    from lkjip_xl.impor import command

    target = Path(arguments.keluaran) if arguments.keluaran else None
    request = command.Request(
        Path(arguments.ekspor), Path(arguments.berkas), target, lihat=arguments.lihat, timpa=arguments.timpa
    )
    return command.run(request, as_json=arguments.json)
