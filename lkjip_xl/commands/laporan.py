"""``lkjip laporan``: the official tables of a filled workbook."""

from __future__ import annotations

import argparse

from lkjip_xl.commands import DONE, FINDINGS
from lkjip_xl.commands.options import add_date, add_json


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument("berkas", metavar="BERKAS", help="buku kerja yang sudah diisi (.xlsx); tidak diubah")
    parser.add_argument("-o", "--keluaran", metavar="BERKAS", required=True, help="berkas laporan .xlsx yang dibuat")
    parser.add_argument("--ketat", action="store_true", help="jangan buat laporan bila ada GALAT")
    parser.add_argument("--timpa", action="store_true", help="ganti berkas keluaran yang sudah ada")
    add_date(parser)
    add_json(parser)


def run(arguments: argparse.Namespace) -> int:
    """Make the report: FINDINGS where ``--ketat`` kept it from being written."""
    from lkjip_xl.answers import terminal
    from lkjip_xl.verbs import laporan

    terminal.step("Membaca, memeriksa, dan menyusun laporan …")
    done = laporan(arguments.berkas, arguments.keluaran, ketat=arguments.ketat, timpa=arguments.timpa, tanggal=arguments.tanggal)
    if arguments.json:
        from lkjip_xl.answers.machine import report_object, to_text

        print(to_text(report_object(arguments.berkas, done)))
    else:
        terminal.print_check(done.check)
        terminal.print_left_out(done.left_out)
        if done.output is None:
            print("Laporan tidak dibuat: ada GALAT dan --ketat diminta.")
        else:
            print(f"Laporan dibuat: {done.output}")
    return FINDINGS if done.output is None else DONE
