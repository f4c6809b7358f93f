"""The audit of any workbook in a process of its own, with a time and a memory limit; killed and reported when it exceeds them.

A plain interpreter is started instead of ``multiprocessing``: it need not import the caller's main program again, and it works
inside the daemon workers of a batch. What it sends back is read only from its own pipe.
"""

from __future__ import annotations

import json
import os
import pickle
import subprocess
import sys
from dataclasses import dataclass
from typing import Final

from lkjip_xl.audit.umum import second_engine
from lkjip_xl.audit.umum.result import GeneralAudit
from lkjip_xl.ooxml.limits import Limits

TIMEOUT, CRASH, MEMORY, PROGRAM_FAULT = "TIMEOUT", "PROSES_MATI", "MEMORY", "KESALAHAN_PROGRAM"
FAILURES: Final = frozenset({TIMEOUT, CRASH, MEMORY, PROGRAM_FAULT})
"""Failures that are not the reader's: their sentences stand in the catalogue."""
_START: Final = "import json,sys;sys.path[:]=json.loads(sys.argv[1]);from lkjip_xl.audit.umum.guard import serve;serve()"


@dataclass(frozen=True, slots=True)
class Guard:
    """Seconds, and bytes of address space (where the system can limit it)."""

    seconds: float = 120.0
    memory: int = 2 << 30


DEFAULT_GUARD: Final = Guard()


@dataclass(frozen=True, slots=True)
class Failure:
    """Why there is no audit: a code, and the reader's sentence where it refused the file."""

    code: str
    sentence: str = ""


def examine_apart(data: bytes, name: str, limits: Limits, guard: Guard = DEFAULT_GUARD) -> GeneralAudit | Failure:
    """Audit a file's bytes in a guarded process. Where the second engine brings the process down, once more without it."""
    with_second = second_engine.is_installed()
    result = _run(data, name, limits, guard, with_second)
    if with_second and isinstance(result, Failure) and result.code in (TIMEOUT, CRASH, MEMORY, PROGRAM_FAULT):
        result = _run(data, name, limits, guard, False)
    return result


def _run(data: bytes, name: str, limits: Limits, guard: Guard, use_second_engine: bool) -> GeneralAudit | Failure:
    request = pickle.dumps((data, name, limits, guard.memory, use_second_engine))
    with subprocess.Popen(
        [sys.executable, "-c", _START, json.dumps(sys.path)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
    ) as process:  # fmt: skip
        try:
            answer, _ = process.communicate(request, timeout=guard.seconds)
        except subprocess.TimeoutExpired:
            process.kill()
            process.communicate()
            return Failure(TIMEOUT)
    if process.returncode != 0 or not answer:
        return Failure(CRASH)
    found = pickle.loads(answer)
    return found if isinstance(found, GeneralAudit | Failure) else Failure(CRASH)


def serve() -> None:
    """The child: read one request, answer it, end. Nothing else may write to the pipe of the answer."""
    with os.fdopen(os.dup(1), "wb") as out:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        request = pickle.loads(sys.stdin.buffer.read())
        answer = _answer(*request)
        out.write(pickle.dumps(answer))
    os._exit(0)


def _answer(data: bytes, name: str, limits: Limits, memory: int, use_second_engine: bool) -> GeneralAudit | Failure:
    import gc

    from lkjip_xl.audit.umum.general import examine_any
    from lkjip_xl.errors import LkjipError
    from lkjip_xl.faults import describe
    from lkjip_xl.reader.workbook_reader import read_workbook

    _limit_memory(memory)
    gc.disable()
    try:
        return examine_any(read_workbook(data, name=name, limits=limits), data, limits, use_second_engine=use_second_engine)
    except LkjipError as error:
        return Failure(*describe(error))
    except MemoryError:
        return Failure(MEMORY)
    except Exception as error:  # it becomes a refusal in the parent, with its kind for developers
        return Failure(PROGRAM_FAULT, f"{type(error).__name__}: {error}")


def _limit_memory(size: int) -> None:
    try:
        import resource
    except ImportError:  # Windows has no such limit; the time limit remains
        return
    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    resource.setrlimit(resource.RLIMIT_AS, (size if hard == resource.RLIM_INFINITY else min(size, hard), hard))
