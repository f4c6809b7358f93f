"""Guarded worker processes: each file has a time limit, each worker a memory limit; a worker that dies costs one file.

``concurrent.futures`` cannot end one hanging worker without losing the others, so the pool is our own: one pipe a worker,
one file at a time, killed and replaced when its time is over.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import threading
import time
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from pathlib import Path

from lkjip_xl.batch.discovery import Task
from lkjip_xl.batch.entry import work
from lkjip_xl.batch.outcome import FAILED, MEMORY, Outcome, source_sha256

Work = Callable[[Task, Path], Outcome]
"""What a worker does with one file; a function of a module, so that a worker process can find it."""

TIMEOUT, CRASH, PROGRAM_FAULT = "TIMEOUT", "PROSES_MATI", "KESALAHAN_PROGRAM"
FILES_PER_WORKER = 200
"""A worker is replaced after this many files, so that a leak anywhere stays small."""
START_METHOD = "forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else "spawn"
"""forkserver keeps workers free of the threads and open files of the program that started the batch."""

_SAFE_PATH = "PYTHONSAFEPATH"


@dataclass(frozen=True, slots=True)
class Guard:
    """Limits for one file: seconds, and bytes of address space of its worker (where the system can limit it)."""

    seconds: float = 30.0
    memory: int = 1 << 30


def _limit_memory(size: int) -> None:
    """Limit the address space, where the system can; elsewhere (Windows, macOS) the time limit remains."""
    try:
        import resource
    except ImportError:
        return
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    wanted = size if hard == resource.RLIM_INFINITY else min(size, hard)
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (wanted, wanted))


def _end_with_parent() -> None:
    """End this worker as soon as its batch is gone (kill -9): nobody else would end one that hangs."""
    parent = multiprocessing.parent_process()
    if parent is None:
        return

    def watch(sentinel: int) -> None:
        wait([sentinel])
        os._exit(1)

    threading.Thread(target=watch, args=(parent.sentinel,), daemon=True).start()


def _settle() -> None:
    """After the first file everything is loaded that lives as long as the worker: collections need not walk over it any more.
    That saves about a twentieth of a worker's time, and keeps its memory smaller."""
    gc.collect()
    gc.freeze()


def _serve(connection: Connection, output_folder: Path, memory: int, work: Work) -> None:
    """A worker's life: take a task, send its outcome, until None comes or the batch is gone."""
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent, which ends the workers
    _end_with_parent()
    _limit_memory(memory)
    settled = False
    while True:
        try:
            task = connection.recv()
        except EOFError:
            return
        if task is None:
            return
        try:
            outcome = work(task, output_folder)
        except Exception as error:  # a fault of this program must cost one file, not the batch
            outcome = Outcome(task.name, "", FAILED, PROGRAM_FAULT, _FAULT.format(galat=type(error).__name__))
        try:
            connection.send(outcome)
        except BrokenPipeError:
            return
        if not settled:
            _settle()
            settled = True


@contextmanager
def safe_start() -> Iterator[None]:
    """Processes that are started in here do not look for modules in the current folder, as Python does otherwise: it may be the
    folder of submissions, and somebody may have put a ``signal.py`` there."""
    before = os.environ.get(_SAFE_PATH)
    os.environ[_SAFE_PATH] = "1"
    try:
        yield
    finally:
        if before is None:
            del os.environ[_SAFE_PATH]
        else:
            os.environ[_SAFE_PATH] = before


class _Worker:
    def __init__(self, output_folder: Path, guard: Guard, work: Work) -> None:
        context = multiprocessing.get_context(START_METHOD)
        self.connection, theirs = context.Pipe()
        # typeshed gives Process to the concrete contexts only
        self.process: BaseProcess = context.Process(  # type: ignore[attr-defined]
            target=_serve, args=(theirs, output_folder, guard.memory, work), daemon=True
        )
        with safe_start():
            self.process.start()
        theirs.close()
        self.task: Task | None = None
        self.started = 0.0
        self.files = 0

    def give(self, task: Task) -> None:
        """Hand over a task. A worker that has died meanwhile keeps it too; its death is found out when collecting."""
        self.task, self.started = task, time.monotonic()
        self.files += 1
        with suppress(BrokenPipeError):
            self.connection.send(task)

    def end(self) -> None:
        """Kill what still runs; a worker never holds anything that is not on disk already."""
        self.process.kill()
        self.process.join()
        self.connection.close()

    def retire(self) -> None:
        """Let an idle worker go home."""
        with suppress(BrokenPipeError):  # it may have died while it had nothing to do
            self.connection.send(None)
        self.process.join(5)
        self.end()


class GuardedPool:
    """``jobs`` workers over any number of tasks. Outcomes come in the order the work ends."""

    def __init__(self, jobs: int, output_folder: Path, guard: Guard | None = None, work: Work = work) -> None:
        self.jobs = jobs
        self.output_folder = output_folder
        self.guard = guard or Guard()
        self.work = work
        if START_METHOD == "forkserver":
            multiprocessing.get_context(START_METHOD).set_forkserver_preload(["lkjip_xl.batch.job", "lkjip_xl.batch.pool"])

    def run(self, tasks: Iterator[Task]) -> Generator[Outcome, None, None]:
        """Work through the tasks; closing the generator early ends the workers."""
        workers: list[_Worker] = []
        try:
            yield from self._run(tasks, workers)
        finally:
            for worker in workers:
                worker.end()

    def _run(self, tasks: Iterator[Task], workers: list[_Worker]) -> Iterator[Outcome]:
        more = True
        while True:
            while more and (len([w for w in workers if w.task]) < self.jobs):
                task = next(tasks, None)
                more = task is not None
                if task is not None:
                    self._idle_worker(workers).give(task)
            busy = [worker for worker in workers if worker.task]
            if not busy:
                return
            yield from self._collect(workers, busy)

    def _idle_worker(self, workers: list[_Worker]) -> _Worker:
        for worker in [w for w in workers if not w.task]:
            if worker.files < FILES_PER_WORKER:
                return worker
            workers.remove(worker)
            worker.retire()
        workers.append(_Worker(self.output_folder, self.guard, self.work))
        return workers[-1]

    def _collect(self, workers: list[_Worker], busy: list[_Worker]) -> Iterator[Outcome]:
        deadline = min(worker.started for worker in busy) + self.guard.seconds
        ready = set(wait([worker.connection for worker in busy], timeout=max(0.0, deadline - time.monotonic())))
        for worker in busy:
            outcome = self._outcome(worker, worker.connection in ready)
            if outcome is None:
                continue
            worker.task = None
            if outcome.code in (TIMEOUT, CRASH, MEMORY):
                workers.remove(worker)
                worker.end()
            yield outcome

    def _outcome(self, worker: _Worker, ready: bool) -> Outcome | None:
        """What became of a worker's task; None while it works on within its time."""
        assert worker.task is not None, "only busy workers are asked"
        spent = time.monotonic() - worker.started
        if ready:
            try:
                received: Outcome = worker.connection.recv()
                return received
            except (EOFError, OSError):
                return lost(worker.task, CRASH, _DIED, spent)
        if spent < self.guard.seconds:
            return None
        worker.process.kill()
        return lost(worker.task, TIMEOUT, _TOO_LONG.format(detik=f"{self.guard.seconds:g}"), spent)


def lost(task: Task, code: str, sentence: str, seconds: float = 0.0) -> Outcome:
    """The outcome of a task whose worker cannot speak for itself any more."""
    try:
        digest = source_sha256(task.source)
    except OSError:  # gone, or never readable
        digest = ""
    return replace(Outcome(task.name, digest, FAILED, code, sentence), seconds=round(seconds, 3))


_TOO_LONG = "Pemeriksaan dihentikan setelah {detik} detik. Periksa berkas ini sendiri; isinya mungkin tidak wajar."
_DIED = "Proses pemeriksa mati di tengah jalan (kehabisan memori atau galat sistem). Berkas lain tetap dikerjakan."
_FAULT = "Terjadi kesalahan program ({galat}) pada berkas ini. Laporkan berkasnya kepada pembuat lkjip_xl."
