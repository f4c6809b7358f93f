"""What a batch prints: a progress bar with rate and remaining time on a terminal, then the summary; or one JSON object."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from lkjip_xl.batch.outcome import DONE, Outcome
from lkjip_xl.batch.run import BatchResult
from lkjip_xl.checks.shown import plain_text

Hear = Callable[[int, int, Outcome], None]


@contextmanager
def progress_bar() -> Iterator[Hear | None]:
    """A bar on the error stream where that is a terminal; None (silence) in a pipe."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, ProgressColumn, Task, TextColumn, TimeRemainingColumn
    from rich.text import Text

    class Rate(ProgressColumn):
        """Files per second so far."""

        def render(self, task: Task) -> Text:
            speed = task.finished_speed or task.speed
            return Text("" if speed is None else f"{speed:.1f} berkas/detik".replace(".", ","))

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), Rate(), TextColumn("sisa"))
    with Progress(*columns, TimeRemainingColumn(), console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("Menyusun laporan", total=None)

        def hear(done: int, total: int, _outcome: Outcome) -> None:
            bar.update(task, completed=done, total=total)

        yield hear


def summary_lines(result: BatchResult, output: str) -> list[str]:
    """The summary in plain words: counts, every file without a report with its reason, what came twice, where it lies."""
    summary = result.summary
    lines = []
    for outcome in result.outcomes:
        if outcome.status != DONE:
            lines.append(f"{outcome.status} {outcome.code} {plain_text(outcome.name)}")
            lines.append(f"    {outcome.message}")
    twice = {"berkas_sama": "Berkas yang isinya sama", "instansi_sama": "Instansi dan tahun yang dikirim lebih dari sekali"}
    for key, what in twice.items():
        for names in summary[key]:
            lines.append(f"{what}: {', '.join(plain_text(name) for name in names)}")
    if lines:
        lines.append("")
    counts = f"{summary['selesai']} selesai, {summary['ditolak']} ditolak, {summary['gagal']} gagal"
    lines.append(f"{summary['jumlah']} berkas: {counts}.")
    lines.append(f"Hasil dan rekap di: {output}")
    return lines


def batch_object(result: BatchResult) -> dict[str, Any]:
    """The object of ``lkjip batch --json``: one row for every file met."""
    return {
        "berkas": [
            {
                "nama": outcome.name,
                "sha256": outcome.sha256,
                "status": outcome.status,
                "kode": outcome.code,
                "pesan": outcome.message,
                "keluaran": outcome.output or None,
                "detik": outcome.seconds,
            }
            for outcome in result.outcomes
        ],
        "ringkasan": result.summary,
    }


def refused_object(code: str, sentence: str) -> dict[str, Any]:
    """The same object for a batch that could not run at all, or not to its end."""
    return {"berkas": [], "ringkasan": {}, "galat": {"kode": code, "pesan": sentence}}
