"""``lkjip batch``: the reports of a folder and their rekap."""

from __future__ import annotations

import argparse

from lkjip_xl.commands.options import add_json, number_of_processes


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument("berkas", metavar="FOLDER", help="folder berisi buku kerja kiriman, termasuk folder di dalamnya")
    parser.add_argument("-o", "--keluaran", metavar="HASIL", required=True, help="folder hasil; dibuat bila belum ada")
    parser.add_argument("--jobs", metavar="N", type=number_of_processes, help="banyaknya proses (bawaan: sebanyak prosesor)")
    parser.add_argument("--periksa", action="store_true", help="periksa silang juga rumus setiap berkas; hitungannya masuk rekap")
    parser.add_argument("--lanjut", action="store_true", help="lanjutkan pekerjaan yang terhenti di folder hasil")
    parser.add_argument("--parquet", action="store_true", help="buat juga tabel Parquet untuk analisis data")
    parser.add_argument("--dask", metavar="ALAMAT", default="", help="kerjakan pada klaster Dask yang sudah ada (host:port)")
    add_json(parser)


def run(arguments: argparse.Namespace) -> int:
    """Do the batch; it lives long enough to need the search for garbage that ``cli.entry`` turns off."""
    import gc
    from pathlib import Path

    from lkjip_xl import batch_command

    gc.enable()
    request = batch_command.Request(
        Path(arguments.berkas),
        Path(arguments.keluaran),
        jobs=arguments.jobs,
        lanjut=arguments.lanjut,
        parquet=arguments.parquet,
        periksa=arguments.periksa,
        dask=arguments.dask,
    )
    return batch_command.run(request, as_json=arguments.json)
