"""Same input, same version: the same bytes."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from io import BytesIO
from pathlib import Path

import pytest

from lkjip_xl.template.build import blank_workbook
from lkjip_xl.verbs import laporan
from lkjip_xl.workbook.new import write_workbook
from tests.pengajuan import random_data, report_bytes

ROOT = Path(__file__).parents[1]
SAMPLE = ROOT / "samples" / "rekaan_dinkes_2024.xlsx"
SEEDS = (2, 39)

_ELSEWHERE = """
import hashlib, sys
from tests.pengajuan import random_data, report_bytes
for seed in map(int, sys.argv[1:]):
    print(hashlib.sha256(report_bytes(random_data(seed))).hexdigest())
"""


def digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def digests_elsewhere(hash_seed: str) -> list[str]:
    """Reports of SEEDS made by another process, whose sets and dicts of texts are in another order."""
    environment = {**os.environ, "PYTHONHASHSEED": hash_seed, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", _ELSEWHERE, *map(str, SEEDS)]
    result = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True, timeout=120)
    return result.stdout.split()


@pytest.mark.parametrize("seed", SEEDS)
def test_the_same_data_make_the_same_report(seed: int) -> None:
    assert digest(report_bytes(random_data(seed))) == digest(report_bytes(random_data(seed)))


def test_processes_with_other_hash_seeds_make_the_same_report() -> None:
    here = [digest(report_bytes(random_data(seed))) for seed in SEEDS]
    assert digests_elsewhere("0") == digests_elsewhere("1") == digests_elsewhere("4294967295") == here


def test_other_data_make_another_report() -> None:
    assert report_bytes(random_data(2)) != report_bytes(random_data(3))


def test_the_same_file_makes_the_same_report_file(tmp_path: Path) -> None:
    outputs = [laporan(SAMPLE, tmp_path / f"laporan{number}.xlsx").output for number in (1, 2)]
    first, second = (path.read_bytes() for path in outputs if path is not None)
    assert first == second


def test_the_blank_template_is_the_same_every_time() -> None:
    buffers = [BytesIO(), BytesIO()]
    for buffer in buffers:
        write_workbook(blank_workbook(), buffer)
    assert buffers[0].getvalue() == buffers[1].getvalue()
