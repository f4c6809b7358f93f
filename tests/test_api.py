"""The public API: the verbs, their types, and what they load."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest

import lkjip_xl
from lkjip_xl.checks.run import CheckResult
from lkjip_xl.errors import MissingExtraError, UsageError
from lkjip_xl.values import CellError

SAMPLES = Path(__file__).resolve().parents[1] / "samples"
CLEAN = SAMPLES / "disdukcapil_probolinggo_2024.xlsx"
FAULTY = SAMPLES / "rekaan_banyak_salah.xlsx"


@pytest.mark.parametrize("name", lkjip_xl.__all__)
def test_public_name_is_there_and_documented(name: str) -> None:
    value = getattr(lkjip_xl, name)
    assert name == "__version__" or value.__doc__
    assert name in dir(lkjip_xl)


def test_unknown_name() -> None:
    with pytest.raises(AttributeError, match="salah"):
        _ = lkjip_xl.salah  # type: ignore[attr-defined]


def test_baca_gives_the_records_by_sheet() -> None:
    submission = lkjip_xl.baca(str(CLEAN))
    assert submission.workbook.name == CLEAN.name
    assert submission.form("instansi")["tahun"] == 2024
    assert len(submission.records("dpa")) > 50


def test_validasi_takes_a_path_or_what_was_read() -> None:
    assert lkjip_xl.validasi(FAULTY) == lkjip_xl.validasi(lkjip_xl.baca(FAULTY))


def test_missing_file_is_the_systems_own_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        lkjip_xl.baca(tmp_path / "tidak_ada.xlsx")
    with pytest.raises(IsADirectoryError):
        lkjip_xl.baca(tmp_path)


def test_refused_file_says_why(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(b"")
    with pytest.raises(lkjip_xl.RefusedFileError) as caught:
        lkjip_xl.validasi(tmp_path / "a.xlsx")
    assert caught.value.code == "EMPTY"


def test_laporan_tells_what_it_did(tmp_path: Path) -> None:
    target = tmp_path / "laporan.xlsx"
    strict = lkjip_xl.laporan(FAULTY, target, ketat=True)
    assert (strict.output, target.exists(), strict.check.has_errors) == (None, False, True)
    made = lkjip_xl.laporan(FAULTY, target)
    assert (made.output, made.check, made.left_out) == (target, strict.check, ())
    assert lkjip_xl.laporan(CLEAN, target).output == target


def test_laporan_replaces_a_report_or_an_empty_file_and_nothing_else(tmp_path: Path) -> None:
    target = tmp_path / "laporan.xlsx"
    target.write_bytes(b"")
    assert lkjip_xl.laporan(CLEAN, target).output == target
    first = target.read_bytes()
    assert lkjip_xl.laporan(CLEAN, target).output == target
    assert target.read_bytes() == first
    other = tmp_path / "isian_lain.xlsx"
    other.write_bytes(FAULTY.read_bytes())
    with pytest.raises(UsageError, match="sudah ada"):
        lkjip_xl.laporan(CLEAN, other)
    assert other.read_bytes() == FAULTY.read_bytes()
    assert lkjip_xl.laporan(CLEAN, other, timpa=True).output == other


def test_a_report_can_be_read_again(tmp_path: Path) -> None:
    lkjip_xl.laporan(CLEAN, tmp_path / "laporan.xlsx")
    submission = lkjip_xl.baca(tmp_path / "laporan.xlsx")
    assert submission.other_sheets == []
    assert len(submission.report_sheets) > 10
    assert _places(lkjip_xl.validasi(submission)) == _places(lkjip_xl.validasi(CLEAN))


def _places(result: CheckResult) -> list[tuple[str, str, str]]:
    return [(finding.code, finding.sheet, finding.cell) for finding in result.findings]


def test_templat_keeps_an_existing_file(tmp_path: Path) -> None:
    target = lkjip_xl.templat(tmp_path / "baru.xlsx")
    target.write_bytes(b"isian orang")
    with pytest.raises(UsageError):
        lkjip_xl.templat(target)
    assert target.read_bytes() == b"isian orang"
    lkjip_xl.templat(target, timpa=True)
    assert lkjip_xl.baca(target).template_id == "lkjip_standar"


def test_frames_hold_every_field_indexed_by_row() -> None:
    submission = lkjip_xl.baca(FAULTY)
    frames = lkjip_xl.to_frames(submission)
    assert list(frames) == list(submission.sheets)
    dpa = frames["dpa"]
    assert list(dpa.columns) == [column.key for column in submission.sheets["dpa"].definition.columns]
    assert (dpa.index.name, dpa.index[0], len(dpa)) == ("baris", 5, len(submission.records("dpa")))
    assert isinstance(frames["realisasi"].loc[6, "realisasi_n1"], CellError)
    assert frames["pk_program"].loc[7, "anggaran"] == "Rp 1.531.535.000,-"


def test_frames_without_pandas_name_the_command(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(MissingExtraError, match=r'pip install "lkjip-xl\[analisis\]"'):
        lkjip_xl.to_frames(lkjip_xl.baca(CLEAN))


def test_the_example_in_the_package_runs(tmp_path: Path) -> None:
    (tmp_path / "isian.xlsx").write_bytes(FAULTY.read_bytes())
    assert lkjip_xl.__doc__
    example = lkjip_xl.__doc__.partition("::")[2].partition("Everything")[0]
    code = "\n".join(line[4:] for line in example.splitlines())
    root = Path(__file__).resolve().parents[1]
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=False, env={"PYTHONPATH": str(root)}
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.count("\n") == len(lkjip_xl.validasi(FAULTY).findings)
    assert (tmp_path / "laporan.xlsx").exists()


def test_a_stray_record_in_the_last_row_does_not_make_a_million_rows(tmp_path: Path) -> None:
    source = tmp_path / "isian.xlsx"
    workbook = openpyxl.load_workbook(CLEAN)
    sheet = workbook["Sarpras"]
    for column, value in enumerate(("Perahu", 1, "Baik"), 1):
        sheet.cell(1_048_576, column, value)
    workbook.save(source)
    lkjip_xl.laporan(source, tmp_path / "laporan.xlsx")
    records = lkjip_xl.baca(tmp_path / "laporan.xlsx").records("sarpras")
    assert records[-1].values["jenis"] == "Perahu"
    assert records[-1].row == records[0].row + len(records) - 1
