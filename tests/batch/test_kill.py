"""kill -9 at any moment, then --lanjut: the outputs are those of an undisturbed run, byte for byte."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from random import Random
from shutil import rmtree

import pytest

from tests.batch.kiriman import SAMPLES, batch, content, mixed_folder

KILLS = 60
ROOT = SAMPLES.parent


def _start(folder: Path, output: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "lkjip_xl", "batch", str(folder), "-o", str(output), "--jobs", "2", "--lanjut"]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


@pytest.mark.lambat
def test_killed_at_random_moments_and_continued(tmp_path: Path) -> None:
    """Runs are killed again and again until one comes to its end; then the next output folder begins."""
    random = Random(20241124)
    folder = mixed_folder(tmp_path / "kiriman", 5)
    assert batch(folder, tmp_path / "tenang", "--jobs", "2") == 1
    wanted = content(tmp_path / "tenang")
    whole = min(_undisturbed(folder, tmp_path / f"sendiri{number}", wanted) for number in range(3))
    output, kills, ends, early = tmp_path / "hasil", 0, 0, 0
    while kills < KILLS:
        run = _start(folder, output)
        try:
            run.wait(random.uniform(0.05, whole))  # what a run takes when nothing is done yet: most are met at work
        except subprocess.TimeoutExpired:
            run.send_signal(signal.SIGKILL)
            run.wait()
            kills += 1
            early += not output.exists()
            assert _reports(output).items() <= wanted.items()
            continue
        assert run.returncode == 1
        assert content(output) == wanted
        rmtree(output)
        ends += 1
    assert _start(folder, output).wait(60) == 1
    assert content(output) == wanted
    assert ends < kills and early < kills // 2, "most kills met a run at work"


def _undisturbed(folder: Path, output: Path, wanted: dict[str, str]) -> float:
    """Seconds of a whole run in a process of its own, as those that are killed."""
    begun = time.perf_counter()
    assert _start(folder, output).wait(120) == 1
    seconds = time.perf_counter() - begun
    assert content(output) == wanted
    return seconds


def _reports(output: Path) -> dict[str, str]:
    """What a reader would find now: reports and rekap, no drafts; workers of the killed run may still take one away."""
    found = {}
    for path in output.rglob("*.xlsx"):
        with suppress(FileNotFoundError):
            found[path.relative_to(output).as_posix()] = sha256(path.read_bytes()).hexdigest()
    return found
