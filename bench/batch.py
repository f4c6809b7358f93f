"""`lkjip batch` atas 300 buku kerja campuran: dua proses lawan satu, memori, dan cara yang biasa.

The folder holds workbooks of many sizes and some files that are none. Clock times count here, because work in parallel is
measured by the clock; take the ratios from a machine that has nothing else to do. The usual way writes the same reports, see
pembanding_folder.

`batch.py --memori 100 1000 3000` measures the memory of batches of so many small workbooks and prints a table.
"""

from __future__ import annotations

import io
import subprocess
import sys
import tempfile
import zipfile
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
USUAL = "laporan yang sama dengan pandas + openpyxl + jsonschema, satu proses"
SMALL = 20
"""Different small workbooks that a large folder repeats, each time with another office."""
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


def _memory_of(pid: int) -> float:
    """MiB of a process; pages that several processes share count for each its share (PSS). 0 for one that has ended."""
    try:
        text = Path(f"/proc/{pid}/smaps_rollup").read_text()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) for line in text.splitlines() if line.startswith("Pss:")), 0) / 1024


def _memory(pid: int) -> float:
    """MiB of a process tree; shared pages count once."""
    return sum(map(_memory_of, _below(pid)))


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


def usual(folder: Path, contents: Path) -> Callable[[], Run]:
    """The same with pandas, openpyxl and jsonschema, in one process."""

    def once() -> Run:
        with tempfile.TemporaryDirectory(prefix="lkjip-ukur-") as output:
            command = [sys.executable, "-W", "ignore", HERE / "pembanding_folder.py", "kerjakan", folder, contents, output]
            return process(command)

    return once


def rows() -> list[Row]:
    """Two workers against one, their memory, and both against the usual way. It is given what each cell holds, so it composes
    no formulas; no rules, charts, cached values, limits or journal either."""
    with tempfile.TemporaryDirectory(prefix="lkjip-ukur-") as name:
        many, some = Path(name) / "banyak", Path(name) / "sedikit"
        for folder, number in ((many, FILES), (some, LESS)):
            process([sys.executable, __file__, "--buat", folder, str(number)])
        contents = Path(name) / "isi"
        process([sys.executable, "-W", "ignore", HERE / "pembanding_folder.py", "siapkan", some, contents])
        runs = in_turn({"dua": run(many, 2), "satu": run(many, 1)}, ROUNDS)
        fewer = in_turn({"dua": run(some, 2), "satu": run(some, 1), "biasa": usual(some, contents)}, ROUNDS)
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


def make_small(folder: Path, number: int) -> None:
    """Lay small workbooks below the folder: copies of a few, each of another office."""
    sys.path.insert(0, str(ROOT))
    from tests.batch.kiriman import workbook

    part = "xl/sharedStrings.xml"
    packages = []
    for seed in range(SMALL):
        with zipfile.ZipFile(io.BytesIO(workbook(seed))) as package:
            packages.append({name: package.read(name) for name in package.namelist()})
    for at in range(number):
        target = folder / f"kota {at % 10}" / f"opd {at:05d}.xlsx"
        target.parent.mkdir(parents=True, exist_ok=True)
        office = _office(packages[at % SMALL][part])
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as package:
            for name, content in packages[at % SMALL].items():
                changed = content.replace(office, office + f" {at}".encode(), 1) if name == part else content
                package.writestr(zipfile.ZipInfo(name), changed, zipfile.ZIP_DEFLATED)


def _office(strings: bytes) -> bytes:
    """The office's name as the shared strings hold it: right behind the heading it is typed beside."""
    texts = strings.split(b"</t></si>")
    at = next(place for place, text in enumerate(texts) if text.endswith(b">Nama Instansi *"))
    return texts[at + 1].rpartition(b">")[2] + b"</t>"


_REKAP = (
    "import sys; from pathlib import Path; from lkjip_xl.batch.outputs import write_rekap; write_rekap(*map(Path, sys.argv[1:]))"
)


def memory(number: int) -> str:
    """A batch of so many small workbooks: a row with the peaks of the leading process and of all processes together (PSS), and
    of a process that does nothing but write the rekap once more: it is too short-lived to be watched from outside."""
    with tempfile.TemporaryDirectory(prefix="lkjip-ukur-") as place:
        folder, output = Path(place) / "kiriman", Path(place) / "hasil"
        process([sys.executable, __file__, "--buat-kecil", folder, str(number)])
        command = [str(part) for part in lkjip("batch", folder, "-o", output, "--jobs", "2")]
        begun = perf_counter()
        child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        leading = together = 0.0
        while child.poll() is None:
            leading, together = max(leading, _memory_of(child.pid)), max(together, _memory(child.pid))
            Event().wait(0.1)
        seconds = perf_counter() - begun
        if child.returncode:
            raise RuntimeError(f"{command} berakhir dengan kode {child.returncode}")
        rekap = process([sys.executable, "-c", _REKAP, folder, output], environment={"PYTHONPATH": str(ROOT)})
        report = sum(path.stat().st_size for path in output.rglob("*.xlsx")) / number / 1024
    return (
        f"| {number} | {leading:.0f} MiB | {rekap.peak:.0f} MiB | {together:.0f} MiB | {seconds:.0f} detik "
        f"| {number / seconds:.1f} | {report:.0f} KiB |"
    ).replace(".", ",")


if __name__ == "__main__":
    if sys.argv[1:2] in (["--buat"], ["--buat-kecil"]):
        (make if sys.argv[1] == "--buat" else make_small)(Path(sys.argv[2]), int(sys.argv[3]))
        raise SystemExit(0)
    if sys.argv[1:2] == ["--memori"]:
        print("| berkas | proses induk | proses penulis rekap | seluruh proses | waktu | berkas per detik | satu laporan |")
        print("|---|---|---|---|---|---|---|")
        for count in sys.argv[2:] or ["100", "1000", "3000"]:
            print(memory(int(count)), flush=True)
        raise SystemExit(0)
    raise SystemExit(show(rows()))
