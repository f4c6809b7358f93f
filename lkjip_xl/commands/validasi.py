"""``lkjip validasi``: the findings of a filled workbook, and the marked copy."""

from __future__ import annotations

import argparse

from lkjip_xl.commands import DONE, FINDINGS
from lkjip_xl.commands.options import add_date, add_json


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument("berkas", metavar="BERKAS", help="buku kerja yang sudah diisi (.xlsx)")
    parser.add_argument("--tandai", metavar="SALINAN", help="buat salinan berkas dengan lembar Temuan dan sel yang ditandai")
    parser.add_argument("--timpa", action="store_true", help="ganti salinan yang sudah ada walaupun sudah dikerjakan orang")
    add_date(parser)
    add_json(parser)


def run(arguments: argparse.Namespace) -> int:
    """Print the findings: FINDINGS where there is a GALAT."""
    from lkjip_xl.answers import terminal
    from lkjip_xl.verbs import baca, tandai, validasi

    terminal.step("Membaca buku kerja …")
    submission = baca(arguments.berkas)
    result = validasi(submission, tanggal=arguments.tanggal)
    skipped: list[str] | None = None
    if arguments.tandai:
        skipped = tandai(arguments.berkas, arguments.tandai, result, timpa=arguments.timpa, tanggal=arguments.tanggal)
    if arguments.json:
        from lkjip_xl.answers.machine import check_object, to_text

        made = check_object(arguments.berkas, submission.workbook.sha256, result)
        print(to_text(made if skipped is None else {**made, "salinan": arguments.tandai, "tidak_ditandai": skipped}))
    else:
        terminal.print_check(result)
        if skipped is not None:
            print("\n".join([*skipped, f"Salinan bertanda dibuat: {arguments.tandai}"]))
    return FINDINGS if result.has_errors else DONE
