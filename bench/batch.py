"""`lkjip batch` atas 300 buku kerja campuran: dua proses lawan satu, memori, dan cara yang biasa.

The folder holds workbooks of many sizes and some files that are none. Clock times count here, because work in parallel is
measured by the clock; take the ratios from a machine that has nothing else to do.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from shutil import rmtree
from threading import Event, Thread
from time import perf_counter

from ukur import ROOT, Row, Run, describe, in_turn, lkjip, process, ratio, show

HERE = Path(__file__).resolve().parent
FILES, BAD_EVERY, ROUNDS = 300, 25, 3
LESS = 60
"""Files for the comparison with the usual way, which needs many times longer."""
USUAL = "pandas + openpyxl + jsonschema, satu proses"
JOBS_LIMIT, MEMORY_LIMIT, USUAL_LIMIT = 0.62, 2.2, 0.2


def make(folder: Path, number: int) -> None:
    """Lay ``number`` files below the folder; the same ones every time."""
    sys.path.insert(0, str(ROOT))
    from tests.batch.kiriman import put, workbook

    for seed in range(number):
        bad = seed % BAD_EVERY == BAD_EVERY - 1
        content = (b"kode;pagu\n1;2\n", b"<html><table>", b"")[seed // BAD_EVERY % 3] if bad else workbook(seed)
        put(folder, {f"kota {seed % 10}/opd {seed:03d}.xlsx": content})


def _below(pid: int) -> list[int]:
    """A process and all below it."""
    done = subprocess.run(["ps", "-eo", "pid=,ppid="], capture_output=True, text=True, check=True)
    pairs = [tuple(map(int, line.split())) for line in done.stdout.splitlines()]
    found = [pid]
    for parent in found:
        found += [child for child, above in pairs if above == parent]
    return found


def _memory(pid: int) -> float:
    """MiB of a process tree; pages that several processes share count once (PSS)."""
    total = 0
    for each in _below(pid):
        try:
            text = Path(f"/proc/{each}/smaps_rollup").read_text()
        except OSError:  # it has ended
            continue
        total += next((int(line.split()[1]) for line in text.splitlines() if line.startswith("Pss:")), 0)
    return total / 1024


def run(folder: Path, jobs: int) -> Callable[[], Run]:
    """A run of ``lkjip batch`` into a fresh folder; ``peak`` is of the whole tree of processes."""

    def once() -> Run:
        with tempfile.TemporaryDirectory(prefix="lkjip-ukur-") as output:
            command = [str(part) for part in lkjip("batch", folder, "-o", Path(output) / "hasil", "--jobs", str(jobs))]
            begun = perf_counter()
            child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            over, peak = Event(), [0.0]

            def watch() -> None:
                while not over.wait(1.0):
                    peak[0] = max(peak[0], _memory(child.pid))

            watcher = Thread(target=watch)
            watcher.start()
            code = child.wait()
            wall = perf_counter() - begun
            over.set()
            watcher.join()
            if code not in (0, 1):
                raise RuntimeError(f"{command} berakhir dengan kode {code}")
            return Run(wall, wall, peak[0])

    return once


def usual(folder: Path) -> Callable[[], Run]:
    """The same with pandas, openpyxl and jsonschema, in one process."""

    def once() -> Run:
        with tempfile.TemporaryDirectory(prefix="lkjip-ukur-") as output:
            return process([sys.executable, HERE / "pembanding.py", "folder", folder, output])

    return once


def rows() -> list[Row]:
    """Two workers against one, their memory, and both against the usual way, which makes less: no rules, charts or notes."""
    with tempfile.TemporaryDirectory(prefix="lkjip-ukur-") as name:
        many, some = Path(name) / "banyak", Path(name) / "sedikit"
        for folder, number in ((many, FILES), (some, LESS)):
            process([sys.executable, __file__, "--buat", folder, str(number)])
        runs = in_turn({"dua": run(many, 2), "satu": run(many, 1)}, ROUNDS)
        fewer = in_turn({"dua": run(some, 2), "satu": run(some, 1), "biasa": usual(some)}, ROUNDS)
        rmtree(name, ignore_errors=True)
    two, one = runs["dua"], runs["satu"]
    speed = FILES / min(run.wall for run in two)
    return [
        Row(
            f"batch {FILES} berkas, dua proses, jam dinding", "satu proses", ratio(two, one, "wall"), JOBS_LIMIT,
            f"{describe(two, one)}; {speed:.1f} berkas per detik".replace(".", ","),
        ),
        Row(
            f"batch {FILES} berkas, dua proses, memori", "satu proses", ratio(two, one, "peak"), MEMORY_LIMIT,
            "seluruh proses, halaman bersama sekali (PSS)",
        ),
        Row(
            f"batch {LESS} berkas, dua proses, jam dinding", USUAL, ratio(fewer["dua"], fewer["biasa"], "wall"), USUAL_LIMIT,
            describe(fewer["dua"], fewer["biasa"]),
        ),
        Row(
            f"batch {LESS} berkas, satu proses, jam dinding", USUAL, ratio(fewer["satu"], fewer["biasa"], "wall"), None,
            describe(fewer["satu"], fewer["biasa"]),
        ),
    ]  # fmt: skip


if __name__ == "__main__":
    if sys.argv[1:2] == ["--buat"]:
        make(Path(sys.argv[2]), int(sys.argv[3]))
        raise SystemExit(0)
    raise SystemExit(show(rows()))
