"""More than a hundred hostile files in one batch: each ends in its own code, in time and memory, and stops nobody else."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from lkjip_xl.batch.discovery import JOURNAL_NAME
from lkjip_xl.batch.pool import CRASH, PROGRAM_FAULT, TIMEOUT, Guard
from tests.batch.berkas_serangan import refused, tampered
from tests.batch.kiriman import SAMPLES, batch_json, put, workbook

SHAPE = ("jumlah_sasaran", "jumlah_indikator", "nama_instansi", "pagu", "realisasi", "indikator", "program")


def _journal(output: Path) -> dict[str, dict[str, Any]]:
    lines = (output / JOURNAL_NAME).read_text().splitlines()[1:]
    return {record["name"]: record for record in map(json.loads, lines)}


@pytest.mark.lambat
def test_every_hostile_file_ends_in_its_own_code(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder, output = tmp_path / "kiriman", tmp_path / "hasil"
    expected = {}
    for name, make, code in refused():
        put(folder, {name: make()})
        expected[name] = code
    attacks = {name: (data, codes) for name, data, codes in tampered()}
    put(folder, {name: data for name, (data, _) in attacks.items()})
    assert len(expected) + len(attacks) >= 180
    code, said = batch_json(capsys, folder, output)
    rows = {row["nama"]: row for row in said["berkas"]}
    assert code == 1
    assert set(rows) == set(expected) | set(attacks)
    assert {name: rows[name]["kode"] for name in expected} == expected
    wrong = {n: rows[n]["kode"] for n, (_, codes) in attacks.items() if (rows[n]["kode"] or rows[n]["status"]) not in codes}
    assert not wrong
    assert not {row["kode"] for row in rows.values()} & {TIMEOUT, CRASH, PROGRAM_FAULT, "MEMORY"}
    assert max(row["detik"] for row in rows.values()) < Guard().seconds
    assert all(row["pesan"] for row in rows.values() if row["status"] != "SELESAI")
    made = {path.relative_to(output).as_posix() for path in output.rglob("*.xlsx")} - {"rekap.xlsx"}
    assert made == {row["keluaran"] for row in rows.values() if row["keluaran"]}, "a refused file has no report"
    _nothing_half_read(_journal(output))


def _nothing_half_read(records: dict[str, dict[str, Any]]) -> None:
    """A tampered workbook that was read gives the figures of the untouched one, or findings say what is wrong."""
    whole = records["ubahan/utuh.xlsx"]["facts"]
    for name, record in records.items():
        if not name.startswith("ubahan/") or record["status"] != "SELESAI":
            continue
        facts = record["facts"]
        more = [facts["jumlah_indikator"] - whole["jumlah_indikator"], len(facts["program"]) - len(whole["program"])]
        assert min(more) >= 0, name
        same = all(facts[key] == whole[key] for key in SHAPE)
        found = sum(facts["temuan"].values())
        assert same or found > sum(whole["temuan"].values()), name


ODD_BUT_SAME = ("ketat (Strict).xlsx", "utf16.xlsx", "makro.xlsm", "dde.xlsx", "tautan luar.xlsx", "salah nama.pdf")


def test_other_ways_to_store_the_same_workbook_give_the_same_figures(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder, output = tmp_path / "kiriman", tmp_path / "hasil"
    wanted = {f"ubahan/{name}" for name in (*ODD_BUT_SAME, "utuh.xlsx")}
    put(folder, {name: data for name, data, _ in tampered() if name in wanted})
    assert batch_json(capsys, folder, output)[0] == 0
    records = _journal(output)
    whole = records["ubahan/utuh.xlsx"]["facts"]
    for name in wanted:
        assert {key: records[name]["facts"][key] for key in SHAPE} == {key: whole[key] for key in SHAPE}, name


POISONED = ("signal", "struct", "json", "random", "pickle", "lkjip_xl", "xlsxwriter", "zlib", "selectors")


def test_modules_among_the_submissions_are_not_run(tmp_path: Path) -> None:
    """A batch started inside the folder of submissions: Python looks for the modules of new processes there, if it is let."""
    trace = tmp_path / "dijalankan"
    poison = f"open({str(trace)!r}, 'a').write(__name__)\n".encode()
    folder = put(tmp_path / "kiriman", {"a.xlsx": workbook(1), **{f"{name}.py": poison for name in POISONED}})
    code = "import sys; from lkjip_xl.cli import main; sys.exit(main(['batch', '.', '-o', '../hasil']))"
    # -P: the command itself is started by its script, which does not look in the current folder either
    done = subprocess.run(
        [sys.executable, "-P", "-c", code], cwd=folder, capture_output=True, text=True, check=False,
        env={**os.environ, "PYTHONPATH": str(SAMPLES.parent)},
    )  # fmt: skip
    assert not trace.exists(), trace.read_text()
    assert done.returncode == 1, done.stderr
    assert (tmp_path / "hasil" / "a.xlsx").is_file() and (tmp_path / "hasil" / "rekap.xlsx").is_file()
