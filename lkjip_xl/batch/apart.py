"""One piece of work in a process of its own, so that the memory it needs is given back when it ends."""

from __future__ import annotations

import multiprocessing
import signal
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from lkjip_xl.batch.pool import START_METHOD, safe_start
from lkjip_xl.errors import LkjipError

Step = Callable[..., None]
"""A function of a module, so that the new process can find it."""


def _serve(connection: Connection, step: Step, arguments: tuple[Any, ...]) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent, which ends this process
    try:
        step(*arguments)
    except OSError as error:
        name = None if error.filename is None else str(error.filename)
        connection.send(("os", (error.errno, error.strerror, name)))
    except Exception as error:  # the parent says it in its own words
        connection.send(("lain", type(error).__name__))
    else:
        connection.send(("selesai", None))


def run_apart(step: Step, *arguments: str | int | Path) -> None:
    """Run ``step(*arguments)`` to its end. Raises the OSError it raised, LkjipError for anything else."""
    context = multiprocessing.get_context(START_METHOD)
    ours, theirs = context.Pipe()
    # typeshed gives Process to the concrete contexts only
    process = context.Process(target=_serve, args=(theirs, step, arguments), daemon=True)  # type: ignore[attr-defined]
    with safe_start():
        process.start()
    theirs.close()
    try:
        kind, detail = ours.recv()
    except EOFError:
        kind, detail = "lain", "proses mati"
        process.join(5)
    finally:
        process.kill()
        process.join()
        ours.close()
    if kind == "os":
        raise OSError(*detail)
    if kind == "lain":
        raise LkjipError(f"Rekap tidak dapat dibuat ({detail}). Laporan sudah jadi semuanya; ulangi dengan --lanjut.")
