"""``lkjip batch`` as a whole: the same outputs always, the JSON contract, and what happens when the folder or the disk fails."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from lkjip_xl.batch.discovery import JOURNAL_NAME
from lkjip_xl.batch.outcome import DISK_FULL, FAILED, Outcome
from lkjip_xl.batch.pool import GuardedPool
from lkjip_xl.batch.run import Plan, run_batch
from lkjip_xl.errors import DiskFullError
from tests.batch.kiriman import batch, batch_json, content, mixed_folder, put, slow_work, statuses, workbook

ROOT = Path(__file__).resolve().parents[2]
ROW_KEYS = ["nama", "sha256", "status", "kode", "pesan", "keluaran", "detik"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return mixed_folder(tmp_path_factory.mktemp("batch") / "kiriman")


def test_the_same_outputs_whatever_the_number_of_jobs(folder: Path, tmp_path: Path) -> None:
    found = []
    for jobs in ("1", "2", "5"):
        assert batch(folder, tmp_path / f"hasil{jobs}", "--jobs", jobs) == 1
        found.append(content(tmp_path / f"hasil{jobs}"))
    assert found[0] == found[1] == found[2]
    assert set(found[0]) == {
        "kota 0/opd_0.xlsx", "kota 0/opd_2.xlsx", "kota 1/opd_1.xlsx", "kota 1/opd_3.xlsx", "kota 1/salinan.xlsx",
        "tanpa_akhiran.xlsx", "rekap.xlsx", JOURNAL_NAME,
    }  # fmt: skip


def test_json_has_one_row_for_every_file_met(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, said = batch_json(capsys, folder, tmp_path / "hasil")
    assert code == 1
    assert list(said) == ["berkas", "ringkasan"]
    assert all(list(row) == ROW_KEYS for row in said["berkas"])
    names = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    assert [row["nama"] for row in said["berkas"]] == names
    by_name = {row["nama"]: row for row in said["berkas"]}
    assert by_name["tanpa_akhiran"]["keluaran"] == "tanpa_akhiran.xlsx"
    assert by_name["ekspor.xls"]["keluaran"] is None
    assert (by_name["ekspor.xls"]["status"], by_name["ekspor.xls"]["kode"]) == ("DITOLAK", "HTML")
    assert all(len(row["sha256"]) == 64 and row["detik"] >= 0 for row in said["berkas"])
    assert {"jumlah": 8, "selesai": 6, "ditolak": 2, "gagal": 0, "kode": {"EMPTY": 1, "HTML": 1}}.items() <= said[
        "ringkasan"
    ].items()


def test_what_came_twice_is_reported(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _, said = batch_json(capsys, folder, tmp_path / "hasil")
    pair = ["kota 0/opd_0.xlsx", "kota 1/salinan.xlsx"]
    assert said["ringkasan"]["berkas_sama"] == [pair]
    assert pair in said["ringkasan"]["instansi_sama"]
    batch(folder, tmp_path / "hasil2")
    assert f"Berkas yang isinya sama: {', '.join(pair)}" in capsys.readouterr().out


def test_a_batch_that_cannot_run_says_so_in_json_too(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    empty = put(tmp_path / "kosong", {})
    empty.mkdir()
    for source, output in ((tmp_path / "tidak ada", tmp_path / "h1"), (empty, tmp_path / "h2")):
        code, said = batch_json(capsys, source, output)
        assert (code, said["berkas"], said["ringkasan"]) == (2, [], {})
        assert said["galat"]["kode"] == "PEMAKAIAN" and said["galat"]["pesan"]
        assert not output.exists()


def test_an_output_folder_with_other_files_is_left_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = put(tmp_path / "kiriman", {"a.xlsx": workbook(1)})
    output = put(tmp_path / "dokumen", {"a.xlsx": b"berkas penting"})
    code, said = batch_json(capsys, source, output)
    assert (code, said["galat"]["kode"]) == (2, "PEMAKAIAN")
    assert content(output) == content(put(tmp_path / "lain", {"a.xlsx": b"berkas penting"}))


def test_continuing_where_nothing_was_begun_begins(tmp_path: Path) -> None:
    source = put(tmp_path / "kiriman", {"a.xlsx": workbook(1)})
    assert batch(source, tmp_path / "hasil", "--lanjut") == 0
    assert (tmp_path / "hasil" / "a.xlsx").is_file()


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk that holds a few reports; skipped where this user may not make one."""
    disk = tmp_path / "cakram"
    disk.mkdir()
    made = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=220k", "tmpfs", str(disk)], capture_output=True, check=False)
    if made.returncode:
        pytest.skip("tmpfs cannot be mounted by this user")
    yield disk
    subprocess.run(["umount", str(disk)], check=False)


def remount(disk: Path, options: str) -> None:
    subprocess.run(["mount", "-o", f"remount,{options}", str(disk)], check=True)


def test_a_full_disk_damages_nothing_and_the_run_goes_on_later(
    folder: Path, tmp_path: Path, small_disk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, said = batch_json(capsys, folder, small_disk / "hasil")
    assert (code, said["berkas"], said["galat"]["kode"]) == (2, [], DISK_FULL)
    assert "--lanjut" in said["galat"]["pesan"]
    batch(folder, tmp_path / "tenang")
    whole, cut = content(tmp_path / "tenang"), content(small_disk / "hasil")
    cut.pop(JOURNAL_NAME)
    assert cut, "some reports were made"
    assert cut.items() <= whole.items(), "and no half one stands"
    made = {name: (small_disk / "hasil" / name).stat().st_mtime_ns for name in cut}
    remount(small_disk, "size=20m")
    assert batch(folder, small_disk / "hasil", "--lanjut") == 1
    assert {name: (small_disk / "hasil" / name).stat().st_mtime_ns for name in cut} == made, "what was done was not done again"
    assert set(content(small_disk / "hasil")) == set(whole)


def test_a_read_only_folder_is_one_sentence(folder: Path, small_disk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (small_disk / "hasil").mkdir()
    remount(small_disk, "ro")
    for output in (small_disk / "hasil", small_disk / "baru"):
        code, said = batch_json(capsys, folder, output)
        assert (code, said["galat"]["kode"]) == (2, "IZIN")
        assert "hanya dapat dibaca" in said["galat"]["pesan"]


def test_a_full_disk_without_mounting_one(folder: Path, tmp_path: Path) -> None:
    """The same from a pool that says so, for systems where a test cannot mount."""

    class FullPool:
        def run(self, tasks):  # type: ignore[no-untyped-def]
            first = next(tasks)
            yield Outcome(first.name, "", FAILED, DISK_FULL, "penuh")

    with pytest.raises(DiskFullError, match="--lanjut"):
        run_batch(Plan(folder, tmp_path / "hasil", pool=FullPool()))
    result = run_batch(Plan(folder, tmp_path / "hasil", resume=True))
    assert len(result.outcomes) == 8


def _children(pid: int) -> set[int]:
    """Processes below a process, however deep."""
    parents: dict[int, int] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdecimal():
            try:
                text = (entry / "stat").read_text()
            except OSError:
                continue
            parents[int(entry.name)] = int(text.rpartition(")")[2].split()[1])
    found: set[int] = set()
    grown = True
    while grown:
        more = {child for child, parent in parents.items() if parent in found | {pid}} - found
        found |= more
        grown = bool(more)
    return found


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="needs /proc")
@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGKILL])
def test_a_stopped_batch_leaves_no_worker_and_goes_on(folder: Path, tmp_path: Path, how: signal.Signals) -> None:
    output = tmp_path / "hasil"
    script = (
        "import sys; from pathlib import Path\n"
        "from lkjip_xl import batch_command as command\n"
        "from lkjip_xl.batch.pool import GuardedPool\n"
        "from tests.batch.kiriman import slow_work\n"
        "from lkjip_xl import cli\n"
        f"command._pool = lambda request, plan: GuardedPool(2, Path({str(output)!r}), work=slow_work)\n"
        f"sys.exit(cli.main(['batch', {str(folder)!r}, '-o', {str(output)!r}]))\n"
    )
    run = subprocess.Popen([sys.executable, "-c", script], cwd=ROOT, stderr=subprocess.PIPE, text=True, start_new_session=True)
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline and len(_lines(output)) < 3:
        time.sleep(0.02)
    below = _children(run.pid)
    assert below
    if how is signal.SIGINT:
        os.killpg(run.pid, how)  # as the terminal does
    else:
        run.send_signal(how)
    _, said = run.communicate(timeout=20)
    assert run.returncode == (130 if how is signal.SIGINT else -signal.SIGKILL)
    if how is signal.SIGINT:
        assert said.strip() == "Dihentikan."
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline and any(_alive(pid) for pid in below):
        time.sleep(0.05)
    assert not [pid for pid in below if _alive(pid)]
    before = len(_lines(output))
    assert 3 <= before < 9
    assert batch(folder, output, "--lanjut") == 1
    assert batch(folder, tmp_path / "tenang") == 1
    assert content(output) == content(tmp_path / "tenang")


def _lines(output: Path) -> list[bytes]:
    path = output / JOURNAL_NAME
    return path.read_bytes().splitlines() if path.is_file() else []


def _alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] not in "ZX"
    except OSError:
        return False


def test_progress_hears_of_every_file(folder: Path, tmp_path: Path) -> None:
    heard: list[tuple[int, int]] = []
    run_batch(Plan(folder, tmp_path / "hasil"), lambda done, total, outcome: heard.append((done, total)))
    assert heard == [(number, 8) for number in range(1, 9)]


def test_only_new_files_are_worked_on_when_continuing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = put(tmp_path / "kiriman", {"a.xlsx": workbook(1)})
    batch(source, tmp_path / "hasil")
    put(source, {"b.xlsx": workbook(2)})
    _, said = batch_json(capsys, source, tmp_path / "hasil", "--lanjut")
    assert [row["detik"] > 0 for row in said["berkas"]] == [False, True]
    assert set(statuses(said).values()) == {"SELESAI"}


def test_an_interrupted_pool_can_be_used_directly(tmp_path: Path) -> None:
    """The slow work of the tests makes the very reports of the real one."""
    source = put(tmp_path / "kiriman", {"a.xlsx": workbook(1)})
    run_batch(Plan(source, tmp_path / "pelan", pool=GuardedPool(1, tmp_path / "pelan", work=slow_work)))
    run_batch(Plan(source, tmp_path / "biasa"))
    assert content(tmp_path / "pelan") == content(tmp_path / "biasa")
