"""The work on one file, inside a worker process: read, check, report. Always an Outcome, whatever the file does."""

from __future__ import annotations

import hashlib
import os
import stat
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from lkjip_xl.batch.discovery import Task
from lkjip_xl.batch.facts import Facts, office_facts
from lkjip_xl.checks.run import check
from lkjip_xl.errors import LkjipError, RefusedFileError
from lkjip_xl.faults import describe
from lkjip_xl.intake.binding import bind
from lkjip_xl.reader.workbook_reader import read_workbook
from lkjip_xl.report import build_report
from lkjip_xl.workbook.new import write_workbook

DONE, REFUSED, FAILED = "SELESAI", "DITOLAK", "GAGAL"
MEMORY = "MEMORY"
DISK_FULL = "DISK_PENUH"
LINK, NO_FILE, NOT_OURS = "TAUTAN", "BUKAN_BERKAS", "BUKAN_STANDAR"
MAX_HASHED = 1 << 28
"""A file larger than this is refused by its size alone and gets no hash: reading it would take longer than anybody waits."""
_CHUNK = 1 << 20
_LINKED = "Ini tautan ke berkas lain, tidak diikuti demi keamanan. Salin berkas aslinya ke folder kiriman."
_NO_FILE = "Ini bukan berkas biasa (pipa atau perangkat). Hapus dari folder kiriman."
_NOT_OURS = "Buku kerja ini tidak memakai templat standar: tidak ada lembar bakunya. Salin isinya ke templat, lalu kirim lagi."
_OUT_OF_MEMORY = "Pemeriksaan dihentikan karena melampaui batas memori. Simpan ulang dengan Excel atau pecah buku kerja."


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file. ``status``: SELESAI report made, DITOLAK the file cannot be examined, GAGAL the work on it was
    ended. ``code`` and ``message`` say why; ``output`` is the report's name below the output folder, ``""`` without one."""

    name: str
    sha256: str
    status: str
    code: str = ""
    message: str = ""
    output: str = ""
    output_sha256: str = ""
    seconds: float = 0.0
    facts: Facts = field(default_factory=dict)
    """What the rekap needs to know; dropped as soon as it stands in the journal, see ``without_facts``."""

    @property
    def without_facts(self) -> Outcome:
        """The same without the office's figures, small enough to keep thousands of them."""
        return replace(self, facts={})

    def to_json(self) -> dict[str, Any]:
        """Every field, for the journal."""
        return asdict(self)


def file_sha256(path: Path) -> str:
    """SHA-256 of a file, read in pieces."""
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        while piece := stream.read(_CHUNK):
            digest.update(piece)
    return digest.hexdigest()


def source_sha256(path: Path) -> str:
    """SHA-256 of a submitted file; ``""`` for what has none: a link, a pipe, a file too large to be examined."""
    found = path.lstat()
    return file_sha256(path) if stat.S_ISREG(found.st_mode) and found.st_size <= MAX_HASHED else ""


def _refuse_other_kinds(path: Path) -> None:
    """Raise for what is no file of its own. A link may lead anywhere; opening a pipe would wait for ever."""
    mode = path.lstat().st_mode
    if stat.S_ISLNK(mode):
        raise RefusedFileError(LINK, _LINKED)
    if stat.S_ISDIR(mode):
        os.scandir(path).close()  # discovery could not list it; let the system say why
    if not stat.S_ISREG(mode):
        raise RefusedFileError(NO_FILE, _NO_FILE)


def _report(task: Task, target: Path, audit: bool) -> Facts:
    submission = bind(read_workbook(task.source, name=task.name.rsplit("/", 1)[-1]))
    if not submission.sheets and not submission.near_names:  # a report of nothing would look like a report
        raise RefusedFileError(NOT_OURS, _NOT_OURS)
    result = check(submission)
    report = build_report(submission, result.findings)
    target.parent.mkdir(parents=True, exist_ok=True)
    write_workbook(report.workbook, target)
    facts = office_facts(report.context, result)
    return {**facts, "periksa": _audit(task)} if audit else facts


def _audit(task: Task) -> dict[str, int] | None:
    """Findings of the cross-check by grade; None where it could not be made."""
    from lkjip_xl.audit.run import periksa

    result = periksa(task.source)
    return None if result.refusal else {str(grade): number for grade, number in result.counts().items()}


def work(task: Task, output_folder: Path, *, audit: bool = False) -> Outcome:
    """Make the report of one file. The report appears whole or not at all; an earlier one at its place goes first, so that
    no report stands for a file that was refused since. ``audit`` cross-checks its formulas too."""
    target = output_folder / task.output

    def attempt(digest: str) -> Outcome:
        target.unlink(missing_ok=True)
        facts = _report(task, target, audit)
        return Outcome(task.name, digest, DONE, output=task.output, output_sha256=file_sha256(target), facts=facts)

    return guarded(task, attempt)


def guarded(task: Task, attempt: Callable[[str], Outcome]) -> Outcome:
    """Run ``attempt`` with the file's hash; whatever the file or the system does becomes an Outcome, with the time it took."""
    started = time.perf_counter()
    digest = ""
    try:
        _refuse_other_kinds(task.source)
        digest = source_sha256(task.source)
        done = attempt(digest)
    except LkjipError as error:
        code, sentence = describe(error)
        done = Outcome(task.name, digest, REFUSED, code, sentence)
    except OSError as error:
        code, sentence = describe(error)
        done = Outcome(task.name, digest, FAILED, code, sentence)
    except (MemoryError, RecursionError):
        done = Outcome(task.name, digest, FAILED, MEMORY, _OUT_OF_MEMORY)
    return replace(done, seconds=round(time.perf_counter() - started, 3))
