"""``lkjip periksa``: the cross-check of workbooks, and the working paper."""

from __future__ import annotations

import argparse
import sys

from lkjip_xl.commands import DONE, FAILED, FINDINGS
from lkjip_xl.commands.options import add_json

TYPE_CHECKING = False  # typing.TYPE_CHECKING without importing typing
if TYPE_CHECKING:
    from collections.abc import Sequence

    from lkjip_xl.audit.paper.comparison import Comparison
    from lkjip_xl.audit.run import AuditResult


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument("berkas", metavar="BERKAS", nargs="+", help="buku kerja .xlsx; tidak diubah")
    parser.add_argument("-o", "--keluaran", metavar="KERTAS_KERJA", help="buat kertas kerja .xlsx dan manifesnya")
    parser.add_argument("--banding", metavar="KERTAS_LAMA", help="dengan -o: bandingkan dengan kertas kerja sebelumnya")
    parser.add_argument(
        "--waktu", metavar="WAKTU", default="", help="dengan -o: waktu yang ditulis (bawaan: dari berkas masukan)"
    )
    parser.add_argument("--timpa", action="store_true", help="dengan -o: ganti kertas kerja yang sudah ada")
    parser.add_argument(
        "--umum", action="store_true", help="periksa tanpa rumus resmi (bawaan untuk buku kerja yang bukan dari templat standar)"
    )
    add_json(parser)


def run(arguments: argparse.Namespace) -> int:
    """Print the results of every file: FAILED where one was not examined, FINDINGS where something is above Info."""
    results, comparison = _examined(arguments)
    if arguments.json:
        _print_object(results, comparison)
    else:
        from lkjip_xl.answers.terminal_periksa import print_audit, print_comparison

        print_audit(results)
        if comparison:
            print_comparison(comparison)
        if arguments.keluaran:
            print(f"Kertas kerja dibuat: {arguments.keluaran}")
    if any(result.refusal for result in results):
        return FAILED
    return FINDINGS if any(result.has_findings for result in results) else DONE


def _print_object(results: Sequence[AuditResult], comparison: Comparison | None) -> None:
    """The object says nothing of an older paper; the sheet Perbandingan does, and so do lines beside the output."""
    from lkjip_xl.answers.machine import to_text
    from lkjip_xl.answers.machine_periksa import audit_object

    if comparison:
        from lkjip_xl.answers.terminal_periksa import print_comparison

        print_comparison(comparison, sys.stderr)
    print(to_text(audit_object(results)))


def _examined(arguments: argparse.Namespace) -> tuple[Sequence[AuditResult], Comparison | None]:
    """The results; with ``-o`` the working paper is written, too."""
    from lkjip_xl.errors import UsageError
    from lkjip_xl.verbs import kertas_kerja, periksa

    if arguments.keluaran:
        done = kertas_kerja(
            *arguments.berkas, keluaran=arguments.keluaran, umum=arguments.umum, banding=arguments.banding or "",
            waktu=arguments.waktu, timpa=arguments.timpa,
        )  # fmt: skip
        return done.results, done.comparison
    if arguments.banding or arguments.waktu or arguments.timpa:
        raise UsageError("--banding, --waktu, dan --timpa hanya berlaku bersama -o KERTAS_KERJA.xlsx.")
    return periksa(*arguments.berkas, umum=arguments.umum), None
