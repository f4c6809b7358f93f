"""Folders of submitted workbooks for the tests of the batch, and functions that its workers run in place of the real work."""

from __future__ import annotations

import json
import os
import signal
import time
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any

from lkjip_xl.batch.discovery import Task
from lkjip_xl.batch.job import work
from lkjip_xl.batch.outcome import DONE, Outcome
from lkjip_xl.cli import main
from lkjip_xl.template.build import filled_workbook
from lkjip_xl.workbook.new import write_workbook
from tests.pengajuan import random_data

SAMPLES = Path(__file__).resolve().parents[2] / "samples"


def workbook(seed: int) -> bytes:
    """A small submitted workbook; the same bytes for the same seed."""
    target = BytesIO()
    write_workbook(filled_workbook(random_data(seed)), target)
    return target.getvalue()


def put(folder: Path, files: dict[str, bytes]) -> Path:
    """Lay files below a folder and return it."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return folder


def mixed_folder(folder: Path, workbooks: int = 4) -> Path:
    """Workbooks in folders, a copy of one, and files that are none."""
    files = {f"kota {seed % 2}/opd_{seed}.xlsx": workbook(seed) for seed in range(workbooks)}
    files["kota 1/salinan.xlsx"] = files["kota 0/opd_0.xlsx"]
    files["tanpa_akhiran"] = workbook(workbooks)
    files["ekspor.xls"] = b"<html><table><tr><td>1</td></tr></table></html>"
    files["kosong.xlsx"] = b""
    return put(folder, files)


def content(folder: Path) -> dict[str, str]:
    """Name → SHA-256 of every file below a folder."""
    return {
        path.relative_to(folder).as_posix(): sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def batch(folder: Path, output: Path, *options: str) -> int:
    """``lkjip batch`` in this process."""
    return main(["batch", str(folder), "-o", str(output), *options])


def batch_json(capsys: Any, folder: Path, output: Path, *options: str) -> tuple[int, dict[str, Any]]:
    """Exit code and JSON object of ``lkjip batch --json``."""
    capsys.readouterr()
    code = batch(folder, output, "--json", *options)
    return code, json.loads(capsys.readouterr().out)


def statuses(found: dict[str, Any]) -> dict[str, str]:
    """Name → code, or the status where there is no code."""
    return {row["nama"]: row["kode"] or row["status"] for row in found["berkas"]}


def awkward_work(task: Task, output_folder: Path) -> Outcome:
    """A worker's job whose name says how it ends."""
    what = task.name.split(".")[0]
    if what == "gantung":
        time.sleep(600)
    if what == "mati":
        os.kill(os.getpid(), signal.SIGKILL)
    if what == "salah":
        raise ZeroDivisionError("rahasia")
    if what == "rakus":
        return work_in_memory(task)
    return Outcome(task.name, "", DONE, output=str(os.getpid()))


def work_in_memory(task: Task) -> Outcome:
    """Asks for more memory than a worker may have, the way a reader would meet it."""
    from lkjip_xl.batch.job import guarded

    def attempt(digest: str) -> Outcome:
        return Outcome(task.name, digest, DONE, output=str(len(bytearray(4 << 30))))

    return guarded(task, attempt)


def slow_work(task: Task, output_folder: Path) -> Outcome:
    """The real work, slowed down so that a test can step in."""
    time.sleep(0.3)
    return work(task, output_folder)
