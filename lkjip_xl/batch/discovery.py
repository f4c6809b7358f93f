"""Which files a batch looks at, in which order, and where each report goes."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from lkjip_xl.errors import UsageError

REKAP_NAME = "rekap.xlsx"
JOURNAL_NAME = "jurnal-batch.jsonl"
RESERVED = (REKAP_NAME, JOURNAL_NAME)
"""Names in the output folder that no report may take."""
_LEFTOVERS = ("~$", ".~lock.")
"""Beginnings of the lock files that Excel and LibreOffice leave beside an open workbook; they hold no submission."""


@dataclass(frozen=True, slots=True)
class Task:
    """One file: its name below the folder (with ``/``), where it is, and where its report goes (name below the output)."""

    name: str
    source: Path
    output: str


def _names(folder: Path, left_out: Path) -> Iterator[str]:
    for place, folders, files in os.walk(folder):
        here = Path(place)
        folders[:] = sorted(name for name in folders if (here / name).resolve() != left_out)
        for name in sorted(files):
            if not name.startswith(_LEFTOVERS):
                yield (here / name).relative_to(folder).as_posix()


def _output_name(name: str, taken: set[str]) -> str:
    """The mirrored name: ``a/b.xlsx`` stays, ``a/b.xls`` becomes ``a/b.xls.xlsx``; a name taken already gets a number."""
    stem = name[:-5] if name.casefold().endswith(".xlsx") else name
    wanted, number = f"{stem}.xlsx", 2
    while wanted.casefold() in taken:
        wanted, number = f"{stem} ({number}).xlsx", number + 1
    taken.add(wanted.casefold())
    return wanted


def discover(folder: Path, output: Path) -> list[Task]:
    """Every file below ``folder`` by name; the output folder itself is passed over, linked folders are not followed.

    Raises UsageError where there is no such folder or the output would mix with the submissions.
    """
    if not folder.is_dir():
        raise UsageError(f"Folder tidak ditemukan: {folder}")
    if output.resolve() == folder.resolve():
        raise UsageError("Folder hasil sama dengan folder masukan. Pilih folder lain supaya berkas kiriman tidak tercampur.")
    names = sorted(_names(folder, output.resolve()))
    exact = {name.casefold() for name in names if name.casefold().endswith(".xlsx")}
    taken = {name.casefold() for name in RESERVED}
    outputs = {name: _output_name(name, taken) for name in names if name.casefold() in exact}
    outputs |= {name: _output_name(name, taken) for name in names if name not in outputs}
    return [Task(name, folder / name, outputs[name]) for name in names]
