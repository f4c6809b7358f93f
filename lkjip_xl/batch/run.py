"""One batch from folder to rekap."""

from __future__ import annotations

import errno
import os
import re
from collections.abc import Callable, Generator, Iterator
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Protocol

from lkjip_xl.batch.apart import run_apart
from lkjip_xl.batch.discovery import Task, discover
from lkjip_xl.batch.entry import work
from lkjip_xl.batch.journal import DRAFT_NAME, Journal
from lkjip_xl.batch.outcome import DISK_FULL, DONE, FAILED, REFUSED, Outcome, source_sha256
from lkjip_xl.batch.outputs import write_parquet, write_rekap
from lkjip_xl.batch.pool import GuardedPool, Work
from lkjip_xl.batch.summary import Summary
from lkjip_xl.errors import DiskFullError, UsageError

Progress = Callable[[int, int, Outcome], None]
"""Hears of each finished file: how many are done, of how many, and the outcome."""
_PROBE = ".lkjip-coba.tmp"
_DRAFT = re.compile(r"\..+\.(xlsx|parquet)\.\d+\.tmp")
"""How a report is called while it is being written."""
_NO_CONTENT = ("desktop.ini", "thumbs.db")
_DISK_FULL = (
    "Tempat penyimpanan folder hasil penuh. Laporan yang sudah jadi tetap utuh; kosongkan sebagian, "
    "lalu jalankan lagi dengan --lanjut."
)
_FOREIGN = "Folder hasil sudah berisi berkas lain. Pilih folder kosong atau baru, supaya tidak ada berkas yang tertimpa: {}"


class Pool(Protocol):
    """Whatever works through tasks: processes here, or a cluster."""

    def run(self, tasks: Iterator[Task]) -> Generator[Outcome, None, None]: ...


@dataclass(frozen=True, slots=True)
class Plan:
    """What a batch is asked for. ``jobs`` None is one worker a processor; ``resume`` goes on with an earlier run;
    ``parquet`` makes the tables for analysts too; ``audit`` cross-checks every file; ``pool`` does the work elsewhere."""

    folder: Path
    output: Path
    jobs: int | None = None
    resume: bool = False
    parquet: bool = False
    audit: bool = False
    pool: Pool | None = None

    @property
    def settings(self) -> dict[str, Any]:
        """The options that shape what is in the journal."""
        return {"periksa": True} if self.audit else {}

    @property
    def work(self) -> Work:
        """What is done with each file."""
        return partial(work, audit=True) if self.audit else work


@dataclass(frozen=True, slots=True)
class BatchResult:
    """Outcomes by name, without the offices' figures, and what the summary says."""

    outcomes: tuple[Outcome, ...]
    summary: dict[str, Any]

    @property
    def complete(self) -> bool:
        """True where every file got its report."""
        return all(outcome.status == DONE for outcome in self.outcomes)


def default_jobs() -> int:
    """One worker a processor this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def run_batch(plan: Plan, progress: Progress | None = None) -> BatchResult:
    """Make a report of every file below the folder, and the rekap.

    Raises UsageError for folders that make no sense, DiskFullError when the disk is full, OSError when the output folder
    cannot be written. Whatever ends a batch before its time, what was finished is kept, and ``resume`` goes on from there.
    """
    try:
        return _run(plan, progress)
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise DiskFullError(_DISK_FULL) from error
        raise


def _run(plan: Plan, progress: Progress | None) -> BatchResult:
    tasks = discover(plan.folder, plan.output)
    if not tasks:
        raise UsageError(f"Tidak ada berkas di folder {plan.folder}")
    journal = Journal(plan.output, plan.settings)
    _prepare(plan.output, journal)
    try:
        journal.open()
        _remove_leftovers(journal, tasks)
        finished: dict[str, Outcome] = {}
        if plan.resume:
            journal.resume()
            finished = journal.finished()
        else:
            journal.start()
        open_tasks = [task for task in tasks if not (task.name in finished and _unchanged(task, finished[task.name]))]
        _work_through(plan, open_tasks, len(tasks), journal, progress)
        names = {task.name for task in tasks}
        summary = Summary()
        outcomes = tuple(summary.add(outcome).without_facts for outcome in journal.outcomes() if outcome.name in names)
        journal.settle(names)
        run_apart(write_rekap, plan.folder, plan.output)
        if plan.parquet:
            run_apart(write_parquet, plan.output)
    finally:
        journal.close()
        _remove_drafts(plan.output)
    return BatchResult(outcomes, summary.to_json())


def _prepare(output: Path, journal: Journal) -> None:
    """Make the output folder and see that it takes files. UsageError for one that holds anything but an earlier batch."""
    output.mkdir(parents=True, exist_ok=True)
    if not journal.path.is_file():
        strangers = [path.name for path in output.iterdir() if not path.name.startswith(".")]
        if any(name.casefold() not in _NO_CONTENT for name in strangers):
            raise UsageError(_FOREIGN.format(output))
    probe = output / _PROBE
    probe.write_bytes(b"lkjip")
    probe.unlink()


def _remove_leftovers(journal: Journal, tasks: list[Task]) -> None:
    """Reports of an earlier run whose file is gone: nobody would make them again, and no rekap names them. A report that
    somebody has changed since is no longer ours to delete."""
    planned = {(task.name, task.output) for task in tasks}
    outputs = {task.output for task in tasks}
    for outcome in journal.outcomes():
        gone = (outcome.name, outcome.output) not in planned and outcome.output not in outputs
        if gone and journal.stands(outcome):
            (journal.folder / outcome.output).unlink()


def _unchanged(task: Task, done: Outcome) -> bool:
    """True where the file is still the one the journal speaks of, and its report goes where it went."""
    if done.status == FAILED:
        return False
    try:
        same = source_sha256(task.source) == done.sha256 != ""
    except OSError:
        return False
    return same and (done.status == REFUSED or done.output == task.output)


def _remove_drafts(output: Path) -> None:
    """Half-written neighbours of reports that killed workers left behind."""
    (output / DRAFT_NAME).unlink(missing_ok=True)
    for draft in output.rglob(".*.tmp"):
        if _DRAFT.fullmatch(draft.name):
            draft.unlink(missing_ok=True)


def _work_through(plan: Plan, tasks: list[Task], total: int, journal: Journal, progress: Progress | None) -> None:
    pool = plan.pool or GuardedPool(plan.jobs or default_jobs(), plan.output, work=plan.work)
    done = total - len(tasks)
    with closing(pool.run(iter(tasks))) as outcomes:
        for outcome in outcomes:
            if outcome.code == DISK_FULL:
                raise DiskFullError(_DISK_FULL)
            journal.add(outcome)
            done += 1
            if progress is not None:
                progress(done, total, outcome.without_facts)
