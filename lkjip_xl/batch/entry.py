"""Where a worker begins: the work on a file, under a name that the leading process can give out without loading what it needs."""

from __future__ import annotations

from pathlib import Path

from lkjip_xl.batch.discovery import Task
from lkjip_xl.batch.outcome import Outcome


def work(task: Task, output_folder: Path, *, audit: bool = False) -> Outcome:
    """``job.work``, loaded where it is done."""
    from lkjip_xl.batch import job

    return job.work(task, output_folder, audit=audit)
