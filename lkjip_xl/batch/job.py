"""The work on one file, inside a worker process: read, check, report. Always an Outcome, whatever the file does."""

from __future__ import annotations

import os
import stat
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from lkjip_xl.batch.discovery import Task
from lkjip_xl.batch.facts import office_facts
from lkjip_xl.batch.outcome import DONE, FAILED, MEMORY, REFUSED, Facts, Outcome, file_sha256, source_sha256
from lkjip_xl.checks.run import check
from lkjip_xl.errors import LkjipError, RefusedFileError
from lkjip_xl.faults import describe
from lkjip_xl.intake.binding import bind
from lkjip_xl.reader.workbook_reader import read_workbook
from lkjip_xl.report import build_report
from lkjip_xl.workbook.new import write_workbook

LINK, NO_FILE, NOT_OURS = "TAUTAN", "BUKAN_BERKAS", "BUKAN_STANDAR"
_LINKED = "Ini tautan ke berkas lain, tidak diikuti demi keamanan. Salin berkas aslinya ke folder kiriman."
_NO_FILE = "Ini bukan berkas biasa (pipa atau perangkat). Hapus dari folder kiriman."
_NOT_OURS = "Buku kerja ini tidak memakai templat standar: tidak ada lembar bakunya. Salin isinya ke templat, lalu kirim lagi."
_OUT_OF_MEMORY = "Pemeriksaan dihentikan karena melampaui batas memori. Simpan ulang dengan Excel atau pecah buku kerja."


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
