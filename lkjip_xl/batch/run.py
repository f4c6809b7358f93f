"""One batch from folder to rekap."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from lkjip_xl.batch.discovery import REKAP_NAME, Task, discover
from lkjip_xl.batch.facts import office_key
from lkjip_xl.batch.job import DISK_FULL, DONE, FAILED, REFUSED, Outcome, file_sha256
from lkjip_xl.batch.journal import Journal
from lkjip_xl.batch.pool import GuardedPool
from lkjip_xl.errors import LkjipError, UsageError


class Pool(Protocol):
    """Whatever works through tasks: processes here, or a cluster."""

    def run(self, tasks: Iterator[Task]) -> Iterator[Outcome]: ...


class DiskFullError(LkjipError):
    """The output folder's disk is full; what was finished is kept and ``--lanjut`` goes on."""


@dataclass(frozen=True, slots=True)
class BatchResult:
    """Outcomes by name, and what the summary says."""

    outcomes: tuple[Outcome, ...]
    summary: dict[str, Any]

    @property
    def complete(self) -> bool:
        """True where every file got its report."""
        return all(outcome.status == DONE for outcome in self.outcomes)


def default_jobs() -> int:
    """One worker a processor this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _prepare(output: Path) -> None:
    """Make the output folder and see that it takes files."""
    output.mkdir(parents=True, exist_ok=True)
    probe = output / ".lkjip-coba.tmp"
    probe.write_bytes(b"lkjip")
    probe.unlink()


def _unchanged(task: Task, done: Outcome) -> bool:
    """True where the file is still the one the journal speaks of, and its report goes where it went."""
    if done.status == FAILED:
        return False
    try:
        same = file_sha256(task.source) == done.sha256
    except OSError:
        return False
    return same and (done.status == REFUSED or done.output == task.output)


def _remove_drafts(output: Path) -> None:
    """Half-written neighbours of reports that killed workers left behind."""
    for draft in output.rglob(".*.tmp"):
        draft.unlink(missing_ok=True)


def run_batch(
    folder: Path,
    output: Path,
    *,
    jobs: int | None = None,
    resume: bool = False,
    settings: dict[str, Any] | None = None,
    pool: Pool | None = None,
    progress: Callable[[int, int, Outcome], None] | None = None,
) -> BatchResult:
    """Make a report of every file below ``folder`` in ``output``, and the rekap.

    ``progress`` hears of each finished file: how many are done, of how many, and the outcome. Raises UsageError for folders
    that make no sense, DiskFullError when the disk is full, OSError when the output folder cannot be written.
    """
    tasks = discover(folder, output)
    if not tasks:
        raise UsageError(f"Tidak ada berkas di folder {folder}")
    _prepare(output)
    journal = Journal(output, settings or {})
    finished: dict[str, Outcome] = {}
    if resume:
        journal.resume()
        finished = journal.finished()
    else:
        journal.start()
    names = {task.name for task in tasks}
    open_tasks = [task for task in tasks if not (task.name in finished and _unchanged(task, finished[task.name]))]
    try:
        _work_through(pool or GuardedPool(jobs or default_jobs(), output), open_tasks, len(tasks), journal, progress)
    finally:
        journal.close()
        _remove_drafts(output)
    journal.settle()
    outcomes = tuple(outcome for outcome in journal.outcomes() if outcome.name in names)
    summary = summarise(outcomes)
    _write_rekap(outcomes, summary, folder, output)
    return BatchResult(outcomes, summary)


def _write_rekap(outcomes: tuple[Outcome, ...], summary: dict[str, Any], folder: Path, output: Path) -> None:
    from lkjip_xl.batch.rekap import make_rekap
    from lkjip_xl.workbook.new import write_workbook

    prefix = Path(os.path.relpath(folder.resolve(), output.resolve())).as_posix()
    write_workbook(make_rekap(outcomes, summary, prefix), output / REKAP_NAME)


def _work_through(
    pool: Pool, tasks: list[Task], total: int, journal: Journal, progress: Callable[[int, int, Outcome], None] | None
) -> None:
    done = total - len(tasks)
    for outcome in pool.run(iter(tasks)):
        if outcome.code == DISK_FULL:
            raise DiskFullError(
                "Tempat penyimpanan folder hasil penuh. Laporan yang sudah jadi tetap utuh; kosongkan sebagian, "
                "lalu jalankan lagi dengan --lanjut."
            )
        journal.add(outcome)
        done += 1
        if progress is not None:
            progress(done, total, outcome)


def _groups(pairs: Iterable[tuple[str, str]]) -> list[list[str]]:
    """Names that share a key, for keys with more than one name."""
    found: dict[str, list[str]] = {}
    for key, name in pairs:
        found.setdefault(key, []).append(name)
    return [names for names in found.values() if len(names) > 1]


def summarise(outcomes: Iterable[Outcome]) -> dict[str, Any]:
    """Counts by status and code, and what was sent twice: the same file, the same office and year."""
    listed = list(outcomes)
    status = Counter(outcome.status for outcome in listed)
    return {
        "jumlah": len(listed),
        "selesai": status[DONE],
        "ditolak": status[REFUSED],
        "gagal": status[FAILED],
        "kode": dict(sorted(Counter(outcome.code for outcome in listed if outcome.code).items())),
        "berkas_sama": _groups((outcome.sha256, outcome.name) for outcome in listed if outcome.sha256),
        "instansi_sama": _groups((office_key(outcome.facts), outcome.name) for outcome in listed if outcome.facts),
    }
