"""Which files a batch looks at, in which order, and where each report goes."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from lkjip_xl.errors import UsageError

REKAP_NAME = "rekap.xlsx"
JOURNAL_NAME = "jurnal-batch.jsonl"
PARQUET_NAMES = ("rekap_opd.parquet", "rekap_indikator.parquet", "rekap_program.parquet")
RESERVED = (REKAP_NAME, JOURNAL_NAME, *PARQUET_NAMES)
"""Names in the output folder that no report and no folder of reports may take."""
_LEFTOVERS = ("~$", ".~lock.")
"""Beginnings of the lock files that Excel and LibreOffice leave beside an open workbook; they hold no submission."""
_LONGEST_NAME = 200
"""Bytes of an output name; file systems end at 255, and a report is first written beside itself under a longer name."""


@dataclass(frozen=True, slots=True)
class Task:
    """One file: its name below the folder (with ``/``), where it is, and where its report goes (name below the output)."""

    name: str
    source: Path
    output: str


def _names(folder: Path, left_out: Path) -> Iterator[str]:
    """Every file; a folder that cannot be listed stands for what is in it, so that it is not left out silently."""
    unlisted: list[str] = []
    for place, folders, files in os.walk(folder, onerror=lambda error: unlisted.append(str(error.filename))):
        here = Path(place)
        folders[:] = sorted(name for name in folders if (here / name).resolve() != left_out)
        for name in sorted(files):
            if not name.startswith(_LEFTOVERS):
                yield (here / name).relative_to(folder).as_posix()
    for closed in unlisted:
        yield Path(closed).relative_to(folder).as_posix()


def _fits(name: str) -> bool:
    return len(os.fsencode(name)) <= _LONGEST_NAME


def _shortened(stem: str) -> str:
    """The last part of a name, cut to what file systems and drafts allow."""
    folder, slash, last = stem.rpartition("/")
    while not _fits(last):
        last = last[:-1]
    return f"{folder}{slash}{last}"


class _Outputs:
    """Gives every file its place in the output; no two the same, also where upper and lower case are one."""

    def __init__(self, names: list[str]) -> None:
        self.taken = {name.casefold() for name in RESERVED}
        for name in names:
            self.taken |= {str(parent).casefold() for parent in PurePosixPath(self._moved(name)).parents}

    @staticmethod
    def _moved(name: str) -> str:
        """A folder called like a file of the batch itself gets another name."""
        first, slash, rest = name.partition("/")
        return f"{first} (folder)/{rest}" if slash and first.casefold() in RESERVED else name

    def place(self, name: str) -> str:
        """The mirrored name: ``a/b.xlsx`` stays, ``a/b.xls`` becomes ``a/b.xls.xlsx``; a name taken already gets a number."""
        moved = self._moved(name)
        stem = _shortened(moved[:-5] if moved.casefold().endswith(".xlsx") else moved)
        wanted, number = f"{stem}.xlsx", 2
        while wanted.casefold() in self.taken:
            wanted, number = f"{stem} ({number}).xlsx", number + 1
        self.taken.add(wanted.casefold())
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
    places = _Outputs(names)
    exact = {name for name in names if name.casefold().endswith(".xlsx")}
    outputs = {name: places.place(name) for name in names if name in exact}
    outputs |= {name: places.place(name) for name in names if name not in exact}
    return [Task(name, folder / name, outputs[name]) for name in names]
