"""The batch on a Dask cluster that exists already. Submissions and output lie on a folder that all machines see under one path.

Only so many files are handed out at a time, so that the scheduler stays small for tens of thousands; a file whose worker is
lost is handed out again, and given up after a few workers (then the file itself is the likely cause). Each worker runs each
file in a guarded process of its own machine, with the limits of a batch on one machine.
"""

from __future__ import annotations

import multiprocessing
from collections.abc import Generator, Iterator
from importlib.util import find_spec
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lkjip_xl.batch.discovery import Task
from lkjip_xl.batch.outcome import Outcome
from lkjip_xl.batch.pool import CRASH, PROGRAM_FAULT, Guard, GuardedPool, Work, lost
from lkjip_xl.errors import LkjipError, MissingExtraError
from lkjip_xl.version import TOOL_VERSION

if TYPE_CHECKING:
    from distributed import Client

NEEDED = 'Paket distributed belum terpasang. Jalankan: pip install "lkjip-xl[klaster]"'
PER_THREAD = 2
"""Files handed out for each thread of the cluster: one at work, one waiting."""
_CONNECT_SECONDS = 15
_UNREACHABLE = "Klaster Dask di {alamat} tidak dapat dihubungi ({galat}). Periksa alamatnya dan apakah scheduler berjalan."
_NO_WORKERS = "Klaster Dask di {alamat} tidak mempunyai pekerja. Jalankan dask worker pada mesin-mesinnya."
_OTHER_VERSION = "Ada pekerja klaster dengan lkjip_xl versi lain ({versi}). Pasang versi yang sama di semua mesin."
_GONE = "Hubungan dengan klaster Dask terputus. Laporan yang sudah jadi tetap utuh; jalankan lagi dengan --lanjut."
_GIVEN_UP = "Beberapa pekerja klaster mati saat mengerjakan berkas ini. Periksa berkas ini sendiri."
_FAULT = "Terjadi kesalahan program ({galat}) pada berkas ini di klaster. Laporkan berkasnya kepada pembuat lkjip_xl."


def tool_version() -> str:
    """The version a worker of the cluster runs."""
    return TOOL_VERSION


def guarded_work(task: Task, output_folder: Path, guard: Guard, work: Work) -> Outcome:
    """What a worker of the cluster does with one file: the same guarded process as on one machine."""
    # Dask's nanny marks its worker as daemonic, which forbids children; ours end with their parent whatever happens.
    multiprocessing.current_process()._config["daemon"] = False  # type: ignore[attr-defined]
    outcomes = GuardedPool(1, output_folder, guard, work).run(iter([task]))
    try:
        return next(outcomes)
    finally:
        outcomes.close()


class ClusterPool:
    """A pool on the cluster whose scheduler is at ``address``. Outcomes come in the order the work ends."""

    def __init__(self, address: str, output_folder: Path, work: Work, guard: Guard | None = None) -> None:
        if find_spec("distributed") is None:
            raise MissingExtraError(NEEDED)
        self.address = address
        self.output_folder = output_folder.absolute()
        self.work = work
        self.guard = guard or Guard()

    def run(self, tasks: Iterator[Task]) -> Generator[Outcome, None, None]:
        """Work through the tasks. LkjipError where the cluster cannot be reached or is lost; closing the generator cancels
        what was handed out."""
        from distributed import Client

        try:
            client = Client(self.address, timeout=_CONNECT_SECONDS)
        except (OSError, ValueError) as error:
            raise LkjipError(_UNREACHABLE.format(alamat=self.address, galat=type(error).__name__)) from error
        with client:
            self._require_workers(client)
            yield from self._run(client, tasks)

    def _require_workers(self, client: Client) -> None:
        versions = set(client.run(tool_version).values())
        if not versions:
            raise LkjipError(_NO_WORKERS.format(alamat=self.address))
        if others := sorted(versions - {TOOL_VERSION}):
            raise LkjipError(_OTHER_VERSION.format(versi=", ".join(others)))

    def _run(self, client: Client, tasks: Iterator[Task]) -> Iterator[Outcome]:
        """Keep a bounded number of files out; for each that comes back another goes."""
        from distributed import as_completed

        given: dict[Any, Task] = {}

        def hand_out(number: int) -> list[Any]:
            made = []
            for task in islice(tasks, number):
                there = Task(task.name, task.source.absolute(), task.output)
                future = client.submit(guarded_work, there, self.output_folder, self.guard, self.work, pure=False)
                given[future.key] = task
                made.append(future)
            return made

        room = PER_THREAD * max(1, sum(client.nthreads().values()))
        waiting = as_completed(hand_out(room))
        for future in waiting:
            yield self._outcome(future, given.pop(future.key))
            for more in hand_out(1):
                waiting.add(more)

    def _outcome(self, future: Any, task: Task) -> Outcome:
        """What came back. Dask hands a file out again when its worker is lost, until too many were lost over it."""
        from distributed import KilledWorker

        if future.status in ("cancelled", "lost"):
            raise LkjipError(_GONE)
        error = future.exception()
        if error is None:
            done: Outcome = future.result()
            return done
        if isinstance(error, KilledWorker):
            return lost(task, CRASH, _GIVEN_UP)
        return lost(task, PROGRAM_FAULT, _FAULT.format(galat=type(error).__name__))
