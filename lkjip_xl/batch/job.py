"""The work on one file, inside a worker process: read, check, report. Always an Outcome, whatever the file does."""

from __future__ import annotations

import hashlib
import time
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from lkjip_xl.batch.discovery import Task
from lkjip_xl.batch.facts import Facts, office_facts
from lkjip_xl.checks.run import check
from lkjip_xl.errors import LkjipError
from lkjip_xl.faults import describe
from lkjip_xl.intake.binding import bind
from lkjip_xl.intake.workbook_reader import read_workbook
from lkjip_xl.report import build_report
from lkjip_xl.workbook.new import write_workbook

DONE, REFUSED, FAILED = "SELESAI", "DITOLAK", "GAGAL"
MEMORY = "MEMORY"
DISK_FULL = "DISK_PENUH"
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file. ``status``: SELESAI report made, DITOLAK the file cannot be examined, GAGAL the work on it was
    ended. ``code`` and ``message`` say why; ``output`` is the report's name below the output folder, ``""`` without one."""

    name: str
    sha256: str
    status: str
    code: str = ""
    message: str = ""
    output: str = ""
    output_sha256: str = ""
    seconds: float = 0.0
    facts: Facts = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        """Every field, for the journal."""
        return asdict(self)


def file_sha256(path: Path) -> str:
    """SHA-256 of a file, read in pieces."""
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        while piece := stream.read(_CHUNK):
            digest.update(piece)
    return digest.hexdigest()


def _report(task: Task, target: Path) -> Facts:
    submission = bind(read_workbook(task.source, name=task.name.rsplit("/", 1)[-1]))
    result = check(submission)
    report = build_report(submission, result.findings)
    target.parent.mkdir(parents=True, exist_ok=True)
    write_workbook(report.workbook, target)
    return office_facts(report.context, result)


def work(task: Task, output_folder: Path) -> Outcome:
    """Make the report of one file. The report appears whole or not at all."""
    started = time.perf_counter()
    target = output_folder / task.output
    digest = ""
    try:
        digest = file_sha256(task.source)
        facts = _report(task, target)
        done = Outcome(task.name, digest, DONE, output=task.output, output_sha256=file_sha256(target), facts=facts)
    except LkjipError as error:
        code, sentence = describe(error)
        done = Outcome(task.name, digest, REFUSED, code, sentence)
    except OSError as error:
        code, sentence = describe(error)
        done = Outcome(task.name, digest, FAILED, code, sentence)
    except MemoryError:
        done = Outcome(task.name, digest, FAILED, MEMORY, "Pemeriksaan dihentikan karena melampaui batas memori.")
    return _timed(done, time.perf_counter() - started)


def _timed(outcome: Outcome, seconds: float) -> Outcome:
    return Outcome(**{**outcome.to_json(), "seconds": round(seconds, 3)})
