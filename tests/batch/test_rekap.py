"""The rekap: a row per office, all indicators, all programs, what failed, what came twice; every formula recalculated."""

from __future__ import annotations

from pathlib import Path

import pytest

from lkjip_xl.batch.discovery import REKAP_NAME
from lkjip_xl.reader.workbook_reader import read_workbook
from lkjip_xl.values import Value
from tests.batch.kiriman import SAMPLES, batch, put, workbook
from tests.recalc import check_workbooks

NAMES = ("disdukcapil_probolinggo_2024.xlsx", "rekaan_dinkes_2024.xlsx", "rekaan_banyak_salah.xlsx")


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A batch of the samples, random offices, a copy, and two files that are no workbooks."""
    place = tmp_path_factory.mktemp("rekap")
    files = {f"a/{name}": (SAMPLES / name).read_bytes() for name in NAMES}
    files |= {f"b/opd {seed}.xlsx": workbook(seed) for seed in range(24)}
    files |= {"b/salinan.xlsx": (SAMPLES / NAMES[1]).read_bytes(), "c.xls": b"<html><table>", "d/kosong.xlsx": b""}
    assert batch(put(place / "kiriman", files), place / "hasil") == 1
    return place / "hasil"


def rows(output: Path, sheet: str) -> list[dict[str, Value]]:
    """The rows of a rekap sheet by heading, up to the first blank row."""
    found = next(found for found in read_workbook(output / REKAP_NAME).sheets if found.name == sheet)
    grid = {row: {cell.column: cell.value for cell in cells} for row, cells in found.rows.items()}
    headings = grid[4]
    made = []
    for row in range(5, max(grid) + 1):
        record = {str(headings[column]): grid.get(row, {}).get(column) for column in headings}
        if record["No."] is None:
            break
        made.append(record)
    return made


def test_every_formula_is_confirmed_by_two_engines(output: Path) -> None:
    assert check_workbooks([output / REKAP_NAME]) == []


def test_the_reference_office_has_its_figures(output: Path) -> None:
    office = next(row for row in rows(output, "Rekap OPD") if row["Berkas Kiriman"] == f"a/{NAMES[0]}")
    assert office["Instansi"] == "Dinas Kependudukan dan Pencatatan Sipil"
    assert (office["Sasaran"], office["Indikator"], office["Tahun"]) == (2, 4, 2024)
    assert office["Penyerapan (%)"] == pytest.approx(float(office["Realisasi"] or 0) / float(office["Pagu"] or 1) * 100)
    assert office["Efisiensi (poin)"] == pytest.approx(
        float(office["Rata-rata Capaian (%)"] or 0) - float(office["Penyerapan (%)"] or 0)
    )
    assert office["Laporan"] == f"a/{NAMES[0]}" and office["Status"] == "SELESAI"


def test_every_office_indicator_and_program_has_its_row(output: Path) -> None:
    offices = rows(output, "Rekap OPD")
    assert len(offices) == 28
    indicators = rows(output, "Indikator")
    assert len(indicators) == sum(int(str(row["Indikator"])) for row in offices)
    assert len(rows(output, "Program")) > 28


def test_failures_and_double_submissions_have_sheets(output: Path) -> None:
    assert [(row["Berkas"], row["Status"], row["Kode"]) for row in rows(output, "Tidak Jadi")] == [
        ("c.xls", "DITOLAK", "HTML"),
        ("d/kosong.xlsx", "DITOLAK", "EMPTY"),
    ]
    twice = rows(output, "Kiriman Ganda")
    assert {str(row["Yang Sama"]) for row in twice} == {"Isi berkas", "Instansi dan tahun"}
    assert f"a/{NAMES[1]}\nb/salinan.xlsx" in {row["Berkas"] for row in twice}


def test_a_batch_in_which_nothing_succeeds_has_a_rekap_too(tmp_path: Path) -> None:
    assert batch(put(tmp_path / "kiriman", {"a.xlsx": b""}), tmp_path / "hasil") == 1
    assert rows(tmp_path / "hasil", "Rekap OPD") == []
    assert len(rows(tmp_path / "hasil", "Tidak Jadi")) == 1
    assert check_workbooks([tmp_path / "hasil" / REKAP_NAME]) == []
