"""``lkjip addin``: the buttons of Excel or LibreOffice installed, removed, looked at."""

from __future__ import annotations

import argparse

from lkjip_xl.commands.options import add_json


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument("tindakan", choices=("pasang", "lepas", "status", "dokter"), help="yang dilakukan: %(choices)s")
    parser.add_argument("--libreoffice", action="store_true", help="untuk LibreOffice (bawaan di luar Windows dan macOS)")
    parser.add_argument(
        "--folder",
        metavar="FOLDER",
        help="hanya berkasnya di folder ini, untuk dibagikan bagian TI: lkjip.xlam, dengan --libreoffice lkjip.oxt",
    )
    parser.add_argument("--python", metavar="JALUR", default="", help="dengan --folder: letak Python pada komputer pemakai")
    add_json(parser)


def run(arguments: argparse.Namespace) -> int:
    """Do one action; the add-in knows its own exit codes."""
    from lkjip_xl.addin import command
    from lkjip_xl.addin.outcome import Request

    request = Request(arguments.folder, arguments.python, arguments.libreoffice)
    return command.run(arguments.tindakan, request, as_json=arguments.json)
