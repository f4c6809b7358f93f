"""``lkjip isi``: a copy with the computed columns filled."""

from __future__ import annotations

import argparse

from lkjip_xl.commands import DONE, FINDINGS
from lkjip_xl.commands.options import add_json


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument("berkas", metavar="BERKAS", help="buku kerja yang sudah diisi (.xlsx); tidak diubah")
    parser.add_argument("-o", "--keluaran", metavar="SALINAN", required=True, help="salinan yang dibuat")
    parser.add_argument(
        "--timpa", action="store_true", help="ganti juga isi kolom hitung yang diketik, dan salinan yang sudah ada"
    )
    add_json(parser)


def run(arguments: argparse.Namespace) -> int:
    """Make the copy: FINDINGS where something typed was kept."""
    from lkjip_xl.answers import terminal
    from lkjip_xl.verbs import isi

    terminal.step("Membaca buku kerja dan mengisi kolom hitung …")
    done = isi(arguments.berkas, arguments.keluaran, timpa=arguments.timpa)
    if arguments.json:
        from lkjip_xl.answers.machine import fill_object, to_text

        print(to_text(fill_object(arguments.berkas, done)))
    else:
        terminal.print_filling(done)
        print(f"Salinan dibuat: {done.output}")
    return FINDINGS if done.filling.kept else DONE
