"""What is right is left alone: no finding above Info on outputs of ours, nor on the same files saved again by other programs
(issue 4, 'What it must show', 2). A file without caches has one A07 per sheet, and nothing else."""

from __future__ import annotations

import warnings
from collections import Counter
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from lkjip_xl.audit.finding import Grade
from lkjip_xl.audit.run import Status, periksa
from lkjip_xl.template.build import blank_workbook, filled_workbook
from samples.muat import load
from tests.audit.bahan import DATA_FOLDER, bytes_of, report_of_sample
from tests.pengajuan import random_data, report_bytes
from tests.recalc import recalculate_libreoffice

SAMPLES = ("disdukcapil_probolinggo_2024", "rekaan_dinkes_2024")
FEW, MANY, RESAVED = 5, 60, 20
RANDOM = frozenset({"C04"})
"""Random figures now and then look like a mistyped percentage, and C04 says so; nothing else may be found there."""


def _above_info(data: bytes, *, allowed: frozenset[str] = frozenset()) -> list[str]:
    result = periksa(data, name="bersih.xlsx")
    assert result.status is Status.EXAMINED, result.refusal
    assert result.facts
    return [
        f"{finding.code} {finding.sheet}!{finding.cell} {finding.message}"
        for finding in result.findings
        if finding.grade is not Grade.INFO and finding.code not in allowed
    ]


def _through_openpyxl(data: bytes) -> bytes:
    target = BytesIO()
    with warnings.catch_warnings(action="ignore"):
        openpyxl.load_workbook(BytesIO(data)).save(target)
    return target.getvalue()


def _samples() -> dict[str, bytes]:
    found = {f"laporan {name}": report_of_sample(name) for name in SAMPLES}
    found |= {f"isian {name}": bytes_of(filled_workbook(load(DATA_FOLDER / name))) for name in SAMPLES}
    return found | {"templat": bytes_of(blank_workbook())}


@pytest.mark.parametrize("name", _samples())
def test_samples_are_clean(name: str) -> None:
    assert _above_info(_samples()[name]) == []


@pytest.mark.parametrize("name", _samples())
def test_saved_by_openpyxl_only_the_caches_are_missing(name: str) -> None:
    data = _through_openpyxl(_samples()[name])
    assert _above_info(data, allowed=frozenset({"A07"})) == []
    missing = Counter(finding.sheet for finding in periksa(data, name="a.xlsx").findings if finding.code == "A07")
    assert missing and set(missing.values()) == {1}, "one A07 per sheet, not per cell"


def test_random_offices_are_clean() -> None:
    for seed in range(FEW):
        assert _above_info(report_bytes(random_data(seed)), allowed=RANDOM) == [], seed


@pytest.mark.lambat
def test_many_random_offices_are_clean() -> None:
    for seed in range(MANY):
        data = random_data(seed)
        assert _above_info(report_bytes(data), allowed=RANDOM) == [], seed
        assert _above_info(bytes_of(filled_workbook(data)), allowed=RANDOM) == [], seed


@pytest.mark.lambat
def test_saved_by_libreoffice_nothing_is_found(tmp_path: Path) -> None:
    books = [*_samples().values(), *(report_bytes(random_data(seed)) for seed in range(RESAVED))]
    files = [tmp_path / f"{number:03d}.xlsx" for number in range(len(books))]
    for file, data in zip(files, books, strict=True):
        file.write_bytes(data)
    for made in recalculate_libreoffice(files, folder=tmp_path):
        assert _above_info(made.read_bytes(), allowed=RANDOM) == [], made.name


@pytest.mark.lambat
def test_many_saved_by_openpyxl(tmp_path: Path) -> None:
    for seed in range(RESAVED):
        data = _through_openpyxl(report_bytes(random_data(seed)))
        assert _above_info(data, allowed=RANDOM | {"A07"}) == [], seed
