"""The command line: arguments and printing only. Nothing heavy is imported before a command runs."""

from __future__ import annotations

import argparse
import sys

from lkjip_xl.version import TOOL_VERSION

TYPE_CHECKING = False  # typing.TYPE_CHECKING without importing typing
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date
    from typing import Any

    from lkjip_xl.audit.paper.comparison import Comparison
    from lkjip_xl.audit.run import AuditResult

    Command = Callable[[argparse.Namespace], int]

DONE, FINDINGS, FAILED, INTERRUPTED = 0, 1, 2, 130

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
        return _parser().parse_args(argv)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="lkjip",
        description="Buku kerja Excel standar menjadi tabel resmi LKjIP.",
        epilog=_EXIT_CODES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"lkjip_xl {TOOL_VERSION}", help="tampilkan versi, lalu selesai")
    commands = parser.add_subparsers(title="perintah", dest="perintah", metavar="PERINTAH", required=True)
    template = _add(commands, "templat", _templat, "buat buku kerja standar yang kosong")
    template.add_argument("-o", "--keluaran", metavar="BERKAS", required=True, help="berkas .xlsx yang dibuat")
    template.add_argument("--timpa", action="store_true", help="ganti berkas keluaran yang sudah ada")
    check = _add(commands, "validasi", _validasi, "periksa buku kerja dan tampilkan temuannya")
    check.add_argument("berkas", metavar="BERKAS", help="buku kerja yang sudah diisi (.xlsx)")
    check.add_argument("--tandai", metavar="SALINAN", help="buat salinan berkas dengan lembar Temuan dan sel yang ditandai")
    check.add_argument("--timpa", action="store_true", help="ganti salinan yang sudah ada walaupun sudah dikerjakan orang")
    _add_date(check)
    check.add_argument("--json", action="store_true", help="cetak satu objek JSON untuk program lain")
    fill = _add(commands, "isi", _isi, "isi kolom hitung pada salinan buku kerja dengan rumus resmi dan nilainya")
    fill.add_argument("berkas", metavar="BERKAS", help="buku kerja yang sudah diisi (.xlsx); tidak diubah")
    fill.add_argument("-o", "--keluaran", metavar="SALINAN", required=True, help="salinan yang dibuat")
    fill.add_argument("--timpa", action="store_true", help="ganti juga isi kolom hitung yang diketik, dan salinan yang sudah ada")
    fill.add_argument("--json", action="store_true", help="cetak satu objek JSON untuk program lain")
    report = _add(commands, "laporan", _laporan, "buat tabel resmi LKjIP dari buku kerja yang sudah diisi")
    report.add_argument("berkas", metavar="BERKAS", help="buku kerja yang sudah diisi (.xlsx); tidak diubah")
    report.add_argument("-o", "--keluaran", metavar="BERKAS", required=True, help="berkas laporan .xlsx yang dibuat")
    report.add_argument("--ketat", action="store_true", help="jangan buat laporan bila ada GALAT")
    report.add_argument("--timpa", action="store_true", help="ganti berkas keluaran yang sudah ada")
    _add_date(report)
    report.add_argument("--json", action="store_true", help="cetak satu objek JSON untuk program lain")
    batch = _add(commands, "batch", _batch, "buat laporan semua berkas di sebuah folder, beserta rekapnya")
    batch.add_argument("berkas", metavar="FOLDER", help="folder berisi buku kerja kiriman, termasuk folder di dalamnya")
    batch.add_argument("-o", "--keluaran", metavar="HASIL", required=True, help="folder hasil; dibuat bila belum ada")
    batch.add_argument("--jobs", metavar="N", type=_jobs, help="banyaknya proses (bawaan: sebanyak prosesor)")
    batch.add_argument("--periksa", action="store_true", help="periksa silang juga rumus setiap berkas; hitungannya masuk rekap")
    batch.add_argument("--lanjut", action="store_true", help="lanjutkan pekerjaan yang terhenti di folder hasil")
    batch.add_argument("--parquet", action="store_true", help="buat juga tabel Parquet untuk analisis data")
    batch.add_argument("--dask", metavar="ALAMAT", default="", help="kerjakan pada klaster Dask yang sudah ada (host:port)")
    batch.add_argument("--json", action="store_true", help="cetak satu objek JSON untuk program lain")
    _add_import(commands)
    _add_audit(commands)
    _add_migration(commands)
    _add_addin(commands)
    return parser


def _add(commands: Any, name: str, run: Command, text: str) -> argparse.ArgumentParser:
    made: argparse.ArgumentParser = commands.add_parser(name, help=text, description=text[0].upper() + text[1:] + ".")
    made.set_defaults(jalankan=run)
    return made


def _add_import(commands: Any) -> None:
    load = _add(commands, "impor", _impor, "isi anggaran lembar DPA dari ekspor aplikasi anggaran, menurut kode")
    load.add_argument("ekspor", metavar="EKSPOR", help="ekspor .xlsx, .csv, atau tabel HTML bernama .xls")
    load.add_argument("berkas", metavar="BUKU", help="buku kerja standar (.xlsx); tidak diubah")
    load.add_argument("-o", "--keluaran", metavar="SALINAN", help="salinan yang dibuat")
    load.add_argument("--lihat", action="store_true", help="tampilkan saja perubahannya, tanpa membuat salinan")
    load.add_argument("--timpa", action="store_true", help="ganti juga angka yang berbeda, dan salinan yang sudah ada")
    load.add_argument("--json", action="store_true", help="cetak satu objek JSON untuk program lain")


def _add_audit(commands: Any) -> None:
    audit = _add(commands, "periksa", _periksa, "periksa silang rumus dan angka buku kerja atau laporan, sel demi sel")
    audit.add_argument("berkas", metavar="BERKAS", nargs="+", help="buku kerja .xlsx; tidak diubah")
    audit.add_argument("-o", "--keluaran", metavar="KERTAS_KERJA", help="buat kertas kerja .xlsx dan manifesnya")
    audit.add_argument("--banding", metavar="KERTAS_LAMA", help="dengan -o: bandingkan dengan kertas kerja sebelumnya")
    audit.add_argument("--waktu", metavar="WAKTU", default="", help="dengan -o: waktu yang ditulis (bawaan: dari berkas masukan)")
    audit.add_argument("--timpa", action="store_true", help="dengan -o: ganti kertas kerja yang sudah ada")
    audit.add_argument(
        "--umum", action="store_true", help="periksa tanpa rumus resmi (bawaan untuk buku kerja yang bukan dari templat standar)"
    )
    audit.add_argument("--json", action="store_true", help="cetak satu objek JSON untuk program lain")


def _add_migration(commands: Any) -> None:
    migration = _add(commands, "migrasi", _migrasi, "bawa isian buku kerja versi lama ke templat yang berlaku")
    migration.add_argument("berkas", metavar="BERKAS", help="buku kerja dari templat versi lama (.xlsx); tidak diubah")
    migration.add_argument("-o", "--keluaran", metavar="BERKAS", required=True, help="buku kerja baru .xlsx yang dibuat")
    migration.add_argument("--tulis-ulang", action="store_true", help="buat juga bila versinya sudah yang berlaku")
    migration.add_argument("--timpa", action="store_true", help="ganti berkas keluaran yang sudah ada")
    migration.add_argument("--json", action="store_true", help="cetak satu objek JSON untuk program lain")


def _add_addin(commands: Any) -> None:
    addin = _add(commands, "addin", _addin, "pasang pita LKjIP di Excel, lepas, lihat keadaannya, atau cari sebab masalahnya")
    addin.add_argument("tindakan", choices=("pasang", "lepas", "status", "dokter"), help="yang dilakukan: %(choices)s")
    addin.add_argument("--folder", metavar="FOLDER", help="hanya berkas lkjip.xlam di folder ini, untuk dibagikan bagian TI")
    addin.add_argument("--python", metavar="JALUR", default="", help="dengan --folder: letak Python pada komputer pemakai")
    addin.add_argument("--json", action="store_true", help="cetak satu objek JSON untuk program lain")


def _add_date(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--tanggal", metavar="TANGGAL", type=_date, help="pengecualian dinilai berlaku pada tanggal ini (bawaan: tanggal laporan)"
    )


def _date(text: str) -> date:
    from lkjip_xl.indonesian import read_date

    day = read_date(text)
    if day is None:
        raise argparse.ArgumentTypeError(f"{text!r} bukan tanggal; tulis seperti 31-12-2025")
    return day


def _jobs(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= 256:
        raise argparse.ArgumentTypeError(f"{text!r} bukan banyaknya proses; tulis 1 sampai 256")
    return int(text)


def _run(arguments: argparse.Namespace) -> int:
    """Run the command; a fault of the file, the system or the call becomes one sentence and exit code 2."""
    from lkjip_xl.errors import LkjipError
    from lkjip_xl.faults import describe

    try:
        code: int = arguments.jalankan(arguments)
        sys.stdout.flush()
    except BrokenPipeError:  # the reader of our output has gone, as in `lkjip validasi … | head`
        _forget_stdout()
        return FAILED
    except (LkjipError, OSError) as error:
        kind, sentence = describe(error)
        print(f"lkjip: {sentence}", file=sys.stderr)
        if getattr(arguments, "json", False):
            from lkjip_xl.machine_output import to_text

            print(to_text(_fault_object(arguments, kind, sentence)))
        return FAILED
    return code


def _fault_object(arguments: argparse.Namespace, kind: str, sentence: str) -> dict[str, Any]:
    """The command's own object for a call that came to nothing; ``periksa`` takes several files and has one row for each."""
    from pathlib import Path

    from lkjip_xl.machine_output import fault_object, file_hash

    if isinstance(arguments.berkas, list):
        from lkjip_xl.machine_periksa import refused_object

        sources = [Path(name) for name in arguments.berkas]
        return refused_object([(source.name, file_hash(source)) for source in sources], kind, sentence)
    return fault_object(arguments.berkas, kind, sentence)


def _forget_stdout() -> None:
    """Keep the interpreter from complaining about the closed pipe when it flushes at exit."""
    import os

    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _templat(arguments: argparse.Namespace) -> int:
    from lkjip_xl.verbs import templat

    print(f"Templat dibuat: {templat(arguments.keluaran, timpa=arguments.timpa)}")
    return DONE


def _validasi(arguments: argparse.Namespace) -> int:
    from lkjip_xl import terminal
    from lkjip_xl.verbs import baca, validasi

    terminal.step("Membaca buku kerja …")
    submission = baca(arguments.berkas)
    result = validasi(submission, tanggal=arguments.tanggal)
    skipped: list[str] | None = None
    if arguments.tandai:
        from lkjip_xl.verbs import tandai

        skipped = tandai(arguments.berkas, arguments.tandai, result, timpa=arguments.timpa, tanggal=arguments.tanggal)
    if arguments.json:
        from lkjip_xl.machine_output import check_object, to_text

        made = check_object(arguments.berkas, submission.workbook.sha256, result)
        print(to_text(made if skipped is None else {**made, "salinan": arguments.tandai, "tidak_ditandai": skipped}))
    else:
        terminal.print_check(result)
        if skipped is not None:
            print("\n".join([*skipped, f"Salinan bertanda dibuat: {arguments.tandai}"]))
    return FINDINGS if result.has_errors else DONE


def _isi(arguments: argparse.Namespace) -> int:
    from lkjip_xl import terminal
    from lkjip_xl.verbs import isi

    terminal.step("Membaca buku kerja dan mengisi kolom hitung …")
    done = isi(arguments.berkas, arguments.keluaran, timpa=arguments.timpa)
    if arguments.json:
        from lkjip_xl.machine_output import fill_object, to_text

        print(to_text(fill_object(arguments.berkas, done)))
    else:
        terminal.print_filling(done)
        print(f"Salinan dibuat: {done.output}")
    return FINDINGS if done.filling.kept else DONE


def _periksa(arguments: argparse.Namespace) -> int:
    results, comparison = _examined(arguments)
    if arguments.json:
        if comparison:  # the object says nothing of an older paper; the sheet Perbandingan does, and so do these lines
            from lkjip_xl.terminal_periksa import print_comparison

            print_comparison(comparison, sys.stderr)
        from lkjip_xl.machine_output import to_text
        from lkjip_xl.machine_periksa import audit_object

        print(to_text(audit_object(results)))
    else:
        from lkjip_xl.terminal_periksa import print_audit, print_comparison

        print_audit(results)
        if comparison:
            print_comparison(comparison)
        if arguments.keluaran:
            print(f"Kertas kerja dibuat: {arguments.keluaran}")
    if any(result.refusal for result in results):
        return FAILED
    return FINDINGS if any(result.has_findings for result in results) else DONE


def _examined(arguments: argparse.Namespace) -> tuple[Sequence[AuditResult], Comparison | None]:
    """The results of ``periksa``; with ``-o`` the working paper is written, too."""
    if not arguments.keluaran:
        if arguments.banding or arguments.waktu or arguments.timpa:
            from lkjip_xl.errors import UsageError

            raise UsageError("--banding, --waktu, dan --timpa hanya berlaku bersama -o KERTAS_KERJA.xlsx.")
        from lkjip_xl.verbs import periksa

        return periksa(*arguments.berkas, umum=arguments.umum), None
    from lkjip_xl.verbs import kertas_kerja

    done = kertas_kerja(
        *arguments.berkas, keluaran=arguments.keluaran, umum=arguments.umum, banding=arguments.banding or "",
        waktu=arguments.waktu, timpa=arguments.timpa,
    )  # fmt: skip
    return done.results, done.comparison


def _migrasi(arguments: argparse.Namespace) -> int:
    from lkjip_xl.verbs import migrasi

    done = migrasi(arguments.berkas, arguments.keluaran, timpa=arguments.timpa, tulis_ulang=arguments.tulis_ulang)
    if arguments.json:
        from lkjip_xl.machine_migrasi import migration_object
        from lkjip_xl.machine_output import to_text

        print(to_text(migration_object(arguments.berkas, done)))
    else:
        from lkjip_xl.terminal_migrasi import print_migration

        print_migration(done)
    return FINDINGS if done.not_fitting else DONE


def _laporan(arguments: argparse.Namespace) -> int:
    from lkjip_xl import terminal
    from lkjip_xl.verbs import laporan

    terminal.step("Membaca, memeriksa, dan menyusun laporan …")
    done = laporan(arguments.berkas, arguments.keluaran, ketat=arguments.ketat, timpa=arguments.timpa, tanggal=arguments.tanggal)
    if arguments.json:
        from lkjip_xl.machine_output import report_object, to_text

        print(to_text(report_object(arguments.berkas, done)))
    else:
        terminal.print_check(done.check)
        terminal.print_left_out(done.left_out)
        if done.output is None:
            print("Laporan tidak dibuat: ada GALAT dan --ketat diminta.")
        else:
            print(f"Laporan dibuat: {done.output}")
    return FINDINGS if done.output is None else DONE


def _addin(arguments: argparse.Namespace) -> int:
    from lkjip_xl.addin.command import Request, run

    return run(arguments.tindakan, Request(arguments.folder, arguments.python), as_json=arguments.json)


def _batch(arguments: argparse.Namespace) -> int:
    import gc
    from pathlib import Path

    from lkjip_xl.batch_command import Request, run

    gc.enable()
    request = Request(
        Path(arguments.berkas),
        Path(arguments.keluaran),
        jobs=arguments.jobs,
        lanjut=arguments.lanjut,
        parquet=arguments.parquet,
        periksa=arguments.periksa,
        dask=arguments.dask,
    )
    return run(request, as_json=arguments.json)


def _impor(arguments: argparse.Namespace) -> int:
    from pathlib import Path

    from lkjip_xl.impor.command import Request, run

    target = Path(arguments.keluaran) if arguments.keluaran else None
    request = Request(Path(arguments.ekspor), Path(arguments.berkas), target, lihat=arguments.lihat, timpa=arguments.timpa)
    return run(request, as_json=arguments.json)
