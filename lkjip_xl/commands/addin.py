"""``lkjip addin``: the ribbon installed, removed, looked at."""

from __future__ import annotations

import argparse

from lkjip_xl.commands.options import add_json


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument("tindakan", choices=("pasang", "lepas", "status", "dokter"), help="yang dilakukan: %(choices)s")
    parser.add_argument("--folder", metavar="FOLDER", help="hanya berkas lkjip.xlam di folder ini, untuk dibagikan bagian TI")
    parser.add_argument("--python", metavar="JALUR", default="", help="dengan --folder: letak Python pada komputer pemakai")
    add_json(parser)


def run(arguments: argparse.Namespace) -> int:
    """Do one action; the add-in knows its own exit codes."""
    from lkjip_xl.addin import command

    return command.run(arguments.tindakan, command.Request(arguments.folder, arguments.python), as_json=arguments.json)
