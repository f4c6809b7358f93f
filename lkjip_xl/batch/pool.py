"""Guarded worker processes: each file has a time limit, each worker a memory limit; a worker that dies costs one file.

``concurrent.futures`` cannot end one hanging worker without losing the others, so the pool is our own: one pipe a worker,
one file at a time, killed and replaced when its time is over.
"""

from __future__ import annotations

import multiprocessing
import time
from collections.abc import Iterator
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from pathlib import Path

from lkjip_xl.batch.discovery import Task
from lkjip_xl.batch.job import FAILED, MEMORY, Outcome, work

TIMEOUT, CRASH, PROGRAM_FAULT = "TIMEOUT", "PROSES_MATI", "KESALAHAN_PROGRAM"
FILES_PER_WORKER = 200
"""A worker is replaced after this many files, so that a leak anywhere stays small."""
_START_METHOD = "forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else "spawn"


@dataclass(frozen=True, slots=True)
class Guard:
    """Limits for one file: seconds, and bytes of address space of its worker (where the system can limit it)."""

    seconds: float = 30.0
    memory: int = 1 << 30


def _limit_memory(size: int) -> None:
    try:
        import resource
    except ImportError:  # Windows has no such limit; the time limit remains
        return
    resource.setrlimit(resource.RLIMIT_AS, (size, size))


def _serve(connection: Connection, output_folder: Path, memory: int) -> None:
    """A worker's life: take a task, send its outcome, until None comes."""
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent, which ends the workers
    _limit_memory(memory)
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
        connection.send(outcome)


class _Worker:
    def __init__(self, output_folder: Path, guard: Guard) -> None:
        context = multiprocessing.get_context(_START_METHOD)
        self.connection, theirs = context.Pipe()
        # typeshed gives Process to the concrete contexts only
        self.process: BaseProcess = context.Process(  # type: ignore[attr-defined]
            target=_serve, args=(theirs, output_folder, guard.memory), daemon=True
        )
        self.process.start()
        theirs.close()
        self.task: Task | None = None
        self.deadline = 0.0
        self.files = 0

    def give(self, task: Task, seconds: float) -> None:
        self.task, self.deadline = task, time.monotonic() + seconds
        self.files += 1
        self.connection.send(task)

    def end(self) -> None:
        """Kill what still runs; a worker never holds anything that is not on disk already."""
        self.process.kill()
        self.process.join()
        self.connection.close()

    def retire(self) -> None:
        """Let an idle worker go home."""
        self.connection.send(None)
        self.process.join(5)
        self.end()


class GuardedPool:
    """``jobs`` workers over any number of tasks. Outcomes come in the order the work ends."""

    def __init__(self, jobs: int, output_folder: Path, guard: Guard | None = None) -> None:
        self.jobs = jobs
        self.output_folder = output_folder
        self.guard = guard or Guard()
        if _START_METHOD == "forkserver":
            multiprocessing.get_context(_START_METHOD).set_forkserver_preload(["lkjip_xl.batch.job"])

    def run(self, tasks: Iterator[Task]) -> Iterator[Outcome]:
        """Work through the tasks; closing the iterator early ends the workers."""
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
                    self._idle_worker(workers).give(task, self.guard.seconds)
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
        workers.append(_Worker(self.output_folder, self.guard))
        return workers[-1]

    def _collect(self, workers: list[_Worker], busy: list[_Worker]) -> Iterator[Outcome]:
        patience = max(0.0, min(worker.deadline for worker in busy) - time.monotonic())
        ready = set(wait([worker.connection for worker in busy], timeout=patience))
        for worker in busy:
            task = worker.task
            if task is None:
                continue
            outcome: Outcome | None = None
            if worker.connection in ready:
                outcome = self._received(worker, task)
            elif time.monotonic() >= worker.deadline:
                outcome = Outcome(task.name, "", FAILED, TIMEOUT, _TOO_LONG.format(detik=f"{self.guard.seconds:g}"))
            if outcome is None:
                continue
            worker.task = None
            if outcome.code in (TIMEOUT, CRASH, MEMORY):
                workers.remove(worker)
                worker.end()
            yield outcome

    def _received(self, worker: _Worker, task: Task) -> Outcome:
        try:
            received: Outcome = worker.connection.recv()
            return received
        except (EOFError, OSError):
            worker.process.join(5)
            return Outcome(task.name, "", FAILED, CRASH, _DIED)


_TOO_LONG = "Pemeriksaan dihentikan setelah {detik} detik. Periksa berkas ini sendiri; isinya mungkin tidak wajar."
_DIED = "Proses pemeriksa mati di tengah jalan (kehabisan memori atau galat sistem). Berkas lain tetap dikerjakan."
_FAULT = "Terjadi kesalahan program ({galat}) pada berkas ini. Laporkan berkasnya kepada pembuat lkjip_xl."
