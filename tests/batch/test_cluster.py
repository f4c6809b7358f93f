"""The batch on a Dask cluster: a real scheduler and two worker processes, one of them killed in the middle."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest

from lkjip_xl.batch import cluster
from lkjip_xl.batch.outcome import Outcome
from lkjip_xl.batch.run import Plan, run_batch
from lkjip_xl.errors import MissingExtraError
from tests.batch.kiriman import SAMPLES, batch, batch_json, content, mixed_folder, put, workbook

pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning", "ignore::ResourceWarning")
needs_distributed = pytest.mark.skipif(
    find_spec("distributed") is None, reason='distributed is not installed: pip install "lkjip-xl[klaster]"'
)


def _start(log: Path, *arguments: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "dask", *arguments]
    with log.open("wb") as stream:
        return subprocess.Popen(command, cwd=SAMPLES.parent, stderr=stream, stdout=stream, start_new_session=True)


def _said(log: Path, pattern: str) -> str:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        if found := re.search(pattern, log.read_text("utf-8", "replace")):
            return found[1]
        time.sleep(0.1)
    raise AssertionError(f"never said {pattern}: {log.read_text()[-2000:]}")


@pytest.fixture
def dask(tmp_path: Path) -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """The address of a scheduler with two workers, and the workers' processes."""
    log = tmp_path / "penjadwal.log"
    processes = [_start(log, "scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--no-jupyter")]
    try:
        address = _said(log, r"Scheduler at:\s+(tcp://\S+)")
        for number, nanny in enumerate(("--nanny", "--no-nanny")):
            place = ["--local-directory", str(tmp_path / f"dask{number}"), "--no-dashboard"]
            processes.append(_start(tmp_path / f"pekerja{number}.log", "worker", address, "--nthreads", "1", nanny, *place))
        for number in range(2):
            _said(tmp_path / f"pekerja{number}.log", r"(Registered to):")
        workers = processes[1:]
        yield address, workers
    finally:
        for process in processes:
            try:
                os.killpg(process.pid, signal.SIGKILL)
            except ProcessLookupError:
                continue
            process.wait()


@pytest.mark.lambat
@needs_distributed
def test_a_lost_worker_loses_nothing_and_nothing_is_done_twice(
    tmp_path: Path, dask: tuple[str, list[subprocess.Popen[bytes]]]
) -> None:
    address, workers = dask
    folder = mixed_folder(tmp_path / "kiriman", 24)
    heard: list[str] = []

    def hear(done: int, total: int, outcome: Outcome) -> None:
        heard.append(outcome.name)
        if done == 8:
            os.killpg(workers[0].pid, signal.SIGKILL)

    plan = Plan(folder, tmp_path / "klaster")
    pool = cluster.ClusterPool(address, plan.output, plan.work)
    result = run_batch(Plan(folder, plan.output, pool=pool), hear)
    assert len(heard) == len(set(heard)) == len(result.outcomes) == 28
    assert result.summary["gagal"] == 0
    assert batch(folder, tmp_path / "setempat") == 1
    assert content(tmp_path / "klaster") == content(tmp_path / "setempat")


@pytest.mark.lambat
@needs_distributed
def test_the_command_on_a_cluster_gives_the_same_outputs(
    tmp_path: Path, dask: tuple[str, list[subprocess.Popen[bytes]]], capsys: pytest.CaptureFixture[str]
) -> None:
    folder = mixed_folder(tmp_path / "kiriman", 3)
    started = time.perf_counter()
    code, said = batch_json(capsys, folder, tmp_path / "klaster", "--dask", dask[0], "--periksa")
    assert (code, said["ringkasan"]["gagal"]) == (1, 0), said
    print(f"{len(said['berkas'])} files in {time.perf_counter() - started:.1f} s")
    batch(folder, tmp_path / "setempat", "--periksa")
    assert content(tmp_path / "klaster") == content(tmp_path / "setempat")


@needs_distributed
@pytest.mark.filterwarnings("ignore")
def test_a_cluster_that_is_not_there_is_one_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster, "_CONNECT_SECONDS", 1)
    folder = put(tmp_path / "kiriman", {"a.xlsx": workbook(1)})
    code, said = batch_json(capsys, folder, tmp_path / "hasil", "--dask", "tcp://127.0.0.1:1")
    assert (code, said["berkas"]) == (2, [])
    assert "tidak dapat dihubungi" in said["galat"]["pesan"]


def test_without_distributed_the_pip_line_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "find_spec", lambda name: None)
    with pytest.raises(MissingExtraError, match=r'pip install "lkjip-xl\[klaster\]"'):
        cluster.ClusterPool("tcp://127.0.0.1:1", tmp_path, Plan(tmp_path, tmp_path).work)
