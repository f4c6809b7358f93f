"""Measuring with ratios: candidates take turns, each round gives one ratio, and the median of the rounds counts.

A machine that is busy slows all candidates of a round alike, so ratios stay steady where milliseconds do not.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import perf_counter, process_time
from typing import Literal

ROOT = Path(__file__).resolve().parent.parent
SAMPLE = ROOT / "samples" / "disdukcapil_probolinggo_2024.xlsx"

Measure = Literal["cpu", "wall", "peak"]


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table in docs/kinerja.md. A row without ``limit`` is for information."""

    what: str
    yardstick: str
    ratio: float
    limit: float | None
    detail: str

    @property
    def within(self) -> bool:
        return self.limit is None or self.ratio <= self.limit


@dataclass(frozen=True, slots=True)
class Run:
    """One run: seconds of the clock, seconds of processor (user and system), peak memory in MiB (0 inside a process)."""

    wall: float
    cpu: float
    peak: float

    def measure(self, name: Measure) -> float:
        return {"cpu": self.cpu, "wall": self.wall, "peak": self.peak}[name]


def lkjip(*arguments: str | Path) -> list[str | Path]:
    """The command as people start it: the installed script where there is one, else ``python -m lkjip_xl``."""
    script = Path(sys.executable).with_name("lkjip")
    return [script, *arguments] if script.exists() else [sys.executable, "-m", "lkjip_xl", *arguments]


def _user_environment() -> dict[str, str]:
    """The environment as a user has it: Python may keep its compiled files, which the round that does not count writes."""
    return {name: value for name, value in os.environ.items() if name not in ("PYTHONDONTWRITEBYTECODE", "PYTHONUNBUFFERED")}


def process(
    command: Sequence[str | Path], *, environment: Mapping[str, str] | None = None, codes: tuple[int, ...] = (0,)
) -> Run:
    """Run a command to its end. RuntimeError with its output when it ends with another code than expected.

    The kernel counts the caller's own memory as the child's until the child's program starts, so callers stay small:
    no pandas here, no workbook kept in memory.
    """
    with tempfile.TemporaryFile() as output:
        start = perf_counter()
        child = subprocess.Popen(
            [str(part) for part in command],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            env={**_user_environment(), **(environment or {})},
        )
        _, status, usage = os.wait4(child.pid, 0)
        wall = perf_counter() - start
        child.returncode = os.waitstatus_to_exitcode(status)
        if child.returncode not in codes:
            output.seek(0)
            text = output.read()[-2000:].decode("utf-8", "replace")
            raise RuntimeError(f"{command} berakhir dengan kode {child.returncode}: {text}")
    return Run(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def inside(work: Callable[[], object]) -> Run:
    """Run a function in this process."""
    start, cpu = perf_counter(), process_time()
    work()
    return Run(perf_counter() - start, process_time() - cpu, 0.0)


def in_turn(candidates: Mapping[str, Callable[[], Run]], rounds: int) -> dict[str, list[Run]]:
    """Every candidate once per round, after one round that does not count."""
    runs: dict[str, list[Run]] = {name: [] for name in candidates}
    for number in range(rounds + 1):
        for name, run in candidates.items():
            made = run()
            if number:
                runs[name].append(made)
    return runs


def ratio(ours: Sequence[Run], theirs: Sequence[Run], measure: Measure = "cpu") -> float:
    """Median of the ratios of the rounds."""
    return median(a.measure(measure) / b.measure(measure) for a, b in zip(ours, theirs, strict=True))


def middle(runs: Sequence[Run], measure: Measure) -> float:
    return median(run.measure(measure) for run in runs)


def describe(ours: Sequence[Run], theirs: Sequence[Run]) -> str:
    """Clock times and peak memory of both, for the last column."""
    pieces = f"{middle(ours, 'wall') * 1000:.0f} ms lawan {middle(theirs, 'wall') * 1000:.0f} ms"
    if middle(ours, "peak"):
        pieces += f"; {middle(ours, 'peak'):.0f} MiB lawan {middle(theirs, 'peak'):.0f} MiB"
    return pieces


def row(what: str, yardstick: str, ours: Sequence[Run], theirs: Sequence[Run], limit: float | None) -> Row:
    """A row that compares processor time."""
    return Row(what, yardstick, ratio(ours, theirs), limit, describe(ours, theirs))


def show(rows: Sequence[Row]) -> int:
    """Print rows for someone who runs one script; 1 when a limit is exceeded."""
    for item in rows:
        limit = "" if item.limit is None else f" (batas {item.limit:.2f})"
        mark = "" if item.within else "  DI LUAR BATAS"
        print(f"{item.what} / {item.yardstick}: {item.ratio:.2f}x{limit}{mark}  [{item.detail}]")
    return int(not all(item.within for item in rows))
