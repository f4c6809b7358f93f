"""Guarded workers: one file that hangs, crashes or swallows memory costs one file."""

from __future__ import annotations

import os
import time
from collections.abc import Iterable
from pathlib import Path

import pytest

from lkjip_xl.batch.discovery import Task
from lkjip_xl.batch.outcome import DONE, FAILED, Outcome
from lkjip_xl.batch.pool import Guard, GuardedPool
from tests.batch.kiriman import awkward_work


def run(folder: Path, names: Iterable[str], *, jobs: int = 2, guard: Guard | None = None) -> dict[str, Outcome]:
    tasks = []
    for name in names:
        (folder / name).write_bytes(b"isi")
        tasks.append(Task(name, folder / name, name))
    pool = GuardedPool(jobs, folder, guard, awkward_work)
    return {outcome.name: outcome for outcome in pool.run(iter(tasks))}


def test_a_hanging_file_is_ended_in_its_time_and_the_pool_lives_on(tmp_path: Path) -> None:
    started = time.monotonic()
    names = ["gantung.1", *(f"baik.{n}" for n in range(6)), "gantung.2", "baik.9"]
    found = run(tmp_path, names, guard=Guard(seconds=1.5))
    assert time.monotonic() - started < 8
    assert {name: outcome.status for name, outcome in found.items()} == {
        name: FAILED if name.startswith("gantung") else DONE for name in names
    }
    hung = found["gantung.1"]
    assert hung.code == "TIMEOUT" and "1.5 detik" in hung.message
    assert 1.4 < hung.seconds < 4 and len(hung.sha256) == 64


def test_a_dying_worker_costs_one_file(tmp_path: Path) -> None:
    found = run(tmp_path, ["mati.1", "baik.1", "mati.2", "baik.2", "mati.3", "baik.3"])
    assert {name: outcome.code for name, outcome in found.items() if outcome.code} == dict.fromkeys(
        ("mati.1", "mati.2", "mati.3"), "PROSES_MATI"
    )
    assert len(found["mati.1"].sha256) == 64
    assert len(found) == 6


def test_a_fault_of_the_program_is_named_and_costs_one_file(tmp_path: Path) -> None:
    found = run(tmp_path, ["baik.1", "salah.1", "baik.2"], jobs=1)
    assert (found["salah.1"].status, found["salah.1"].code) == (FAILED, "KESALAHAN_PROGRAM")
    assert "ZeroDivisionError" in found["salah.1"].message and "rahasia" not in found["salah.1"].message
    assert found["baik.1"].output == found["baik.2"].output, "the worker lives on"


def test_the_memory_of_a_worker_is_limited_and_the_worker_replaced(tmp_path: Path) -> None:
    found = run(tmp_path, ["baik.1", "rakus.1", "baik.2"], jobs=1)
    assert (found["rakus.1"].status, found["rakus.1"].code) == (FAILED, "MEMORY")
    assert found["baik.1"].output != found["baik.2"].output, "a new worker came"


def test_every_task_is_answered_once_whatever_happens(tmp_path: Path) -> None:
    kinds = ("baik", "mati", "salah", "baik", "rakus")
    names = [f"{kinds[n % len(kinds)]}.{n}" for n in range(40)]
    assert set(run(tmp_path, names, jobs=3)) == set(names)


def test_workers_end_with_the_generator(tmp_path: Path) -> None:
    (tmp_path / "baik.1").write_bytes(b"")
    tasks = [Task("baik.1", tmp_path / "baik.1", ""), *(Task(f"gantung.{n}", tmp_path / "x", "") for n in range(3))]
    outcomes = GuardedPool(2, tmp_path, work=awkward_work).run(iter(tasks))
    pid = int(next(outcomes).output)
    outcomes.close()
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)
