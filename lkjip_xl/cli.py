"""The command line: arguments and printing only. Nothing heavy is imported before a command runs."""

from __future__ import annotations

import argparse
import sys

from lkjip_xl.version import TOOL_VERSION

TYPE_CHECKING = False  # typing.TYPE_CHECKING without importing typing
if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import ModuleType
    from typing import Any

COMMANDS = {
    "templat": "buat buku kerja standar yang kosong",
    "validasi": "periksa buku kerja dan tampilkan temuannya",
    "isi": "isi kolom hitung pada salinan buku kerja dengan rumus resmi dan nilainya",
    "laporan": "buat tabel resmi LKjIP dari buku kerja yang sudah diisi",
    "batch": "buat laporan semua berkas di sebuah folder, beserta rekapnya",
    "impor": "isi anggaran lembar DPA dari ekspor aplikasi anggaran, menurut kode",
    "periksa": "periksa silang rumus dan angka buku kerja atau laporan, sel demi sel",
    "migrasi": "bawa isian buku kerja versi lama ke templat yang berlaku",
    "addin": "pasang tombol LKjIP di Excel atau LibreOffice, lepas, lihat keadaannya, atau cari sebab masalahnya",
}
"""Command → what it does. Each lives in the module of its name in ``lkjip_xl.commands``."""

FAILED, INTERRUPTED = 2, 130
"""As in ``lkjip_xl.commands``, which the help alone does not need."""

_EXIT_CODES = """\
kode keluar:
  0  selesai (validasi: tanpa GALAT; periksa: tanpa temuan di atas Info)
  1  ada GALAT (validasi), ada temuan di atas Info (periksa), ada yang tidak muat (migrasi), atau laporan tidak
     dibuat karena --ketat
  2  berkas tidak dapat diperiksa, atau perintah keliru"""


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code: 0 done, 1 GALAT found, 2 unreadable file or wrong usage."""
    _survive_code_pages()
    try:
        arguments = _read_arguments(argv)
    except SystemExit as stop:  # argparse has printed what there is to say
        return stop.code if isinstance(stop.code, int) else FAILED
    try:
        return _run(arguments)
    except KeyboardInterrupt:
        print("Dihentikan.", file=sys.stderr)
        return INTERRUPTED


def entry() -> None:
    """What the ``lkjip`` command runs: ``main`` in a process that does one thing and ends.

    Such a process needs no search for garbage, and the system takes its memory back faster than the interpreter gives it
    up object by object; both together are a tenth of a short command. A batch lives long and ends in the ordinary way.
    """
    import gc

    gc.disable()
    code = main()
    if "lkjip_xl.batch.pool" in sys.modules:
        sys.exit(code)
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except OSError:  # the reader of our output has gone; main has said what there was to say
        code = code or FAILED
    import os

    os._exit(code)


def _survive_code_pages() -> None:
    """On a console or pipe that cannot hold a character, show ``?`` in its place instead of failing."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")


def _read_arguments(argv: Sequence[str] | None) -> argparse.Namespace:
    from lkjip_xl.indonesian_argparse import IndonesianWords

    with IndonesianWords():
        return _parser(_named_command(sys.argv[1:] if argv is None else argv)).parse_args(argv)


def _named_command(argv: Sequence[str]) -> str:
    """The command that will run, "" where none is named: only its module has to be loaded to read the call."""
    first = next((word for word in argv if not word.startswith("-")), "")
    return first if first in COMMANDS else ""


def _module(name: str) -> ModuleType:
    from importlib import import_module

    return import_module(f"lkjip_xl.commands.{name}")


def _parser(named: str) -> argparse.ArgumentParser:
    """The whole command line; of the commands only the ``named`` one with what it takes."""
    parser = argparse.ArgumentParser(
        prog="lkjip",
        description="Buku kerja Excel standar menjadi tabel resmi LKjIP.",
        epilog=_EXIT_CODES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"lkjip_xl {TOOL_VERSION}", help="tampilkan versi, lalu selesai")
    commands = parser.add_subparsers(title="perintah", dest="perintah", metavar="PERINTAH", required=True)
    for name, text in COMMANDS.items():
        made = commands.add_parser(name, help=text, description=text[0].upper() + text[1:] + ".")
        if name == named:
            _module(name).arguments(made)
    return parser


def _run(arguments: argparse.Namespace) -> int:
    """Run the command; a fault of the file, the system or the call becomes one sentence and exit code 2."""
    from lkjip_xl.errors import LkjipError
    from lkjip_xl.faults import describe

    try:
        code: int = _module(arguments.perintah).run(arguments)
        sys.stdout.flush()
    except BrokenPipeError:  # the reader of our output has gone, as in `lkjip validasi … | head`
        _forget_stdout()
        return FAILED
    except (LkjipError, OSError) as error:
        kind, sentence = describe(error)
        print(f"lkjip: {sentence}", file=sys.stderr)
        if getattr(arguments, "json", False):
            from lkjip_xl.answers.machine import to_text

            print(to_text(_fault_object(arguments, kind, sentence)))
        return FAILED
    return code


def _fault_object(arguments: argparse.Namespace, kind: str, sentence: str) -> dict[str, Any]:
    """The command's own object for a call that came to nothing; ``periksa`` takes several files and has one row for each."""
    from pathlib import Path

    from lkjip_xl.answers.machine import fault_object, file_hash

    if isinstance(arguments.berkas, list):
        from lkjip_xl.answers.machine_periksa import refused_object

        sources = [Path(name) for name in arguments.berkas]
        return refused_object([(source.name, file_hash(source)) for source in sources], kind, sentence)
    return fault_object(arguments.berkas, kind, sentence)


def _forget_stdout() -> None:
    """Keep the interpreter from complaining about the closed pipe when it flushes at exit."""
    import os

    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
