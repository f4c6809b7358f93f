"""``lkjip migrasi``: an older workbook carried over to the current template."""

from __future__ import annotations

import argparse

from lkjip_xl.commands import DONE, FINDINGS
from lkjip_xl.commands.options import add_json


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument("berkas", metavar="BERKAS", help="buku kerja dari templat versi lama (.xlsx); tidak diubah")
    parser.add_argument("-o", "--keluaran", metavar="BERKAS", required=True, help="buku kerja baru .xlsx yang dibuat")
    parser.add_argument("--tulis-ulang", action="store_true", help="buat juga bila versinya sudah yang berlaku")
    parser.add_argument("--timpa", action="store_true", help="ganti berkas keluaran yang sudah ada")
    add_json(parser)


def run(arguments: argparse.Namespace) -> int:
    """Make the new workbook: FINDINGS where something did not fit."""
    from lkjip_xl.verbs import migrasi

    done = migrasi(arguments.berkas, arguments.keluaran, timpa=arguments.timpa, tulis_ulang=arguments.tulis_ulang)
    if arguments.json:
        from lkjip_xl.answers.machine import to_text
        from lkjip_xl.answers.machine_migrasi import migration_object

        print(to_text(migration_object(arguments.berkas, done)))
    else:
        from lkjip_xl.answers.terminal_migrasi import print_migration

        print_migration(done)
    return FINDINGS if done.not_fitting else DONE
