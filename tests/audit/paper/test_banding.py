"""``--banding``: a second paper says what was mended, what remains and what is new, by stable id."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from lkjip_xl.audit.paper.comparison import Comparison, Fate
from lkjip_xl.audit.paper.comparison_sheet import COMPARED
from lkjip_xl.cli import main
from lkjip_xl.errors import UsageError
from lkjip_xl.reader.workbook_reader import read_workbook
from lkjip_xl.verbs import kertas_kerja
from tests.audit.paper.bahan_kertas import (
    CLEAN,
    FAULTY,
    PERCENT,
    SHEET,
    clean_report,
    paper,
    rows_of,
    worked_case,
    written,
)

Capture = pytest.CaptureFixture[str]
PLACE = f"'{SHEET}'!"


def compared(folder: Path, old: bytes, new: bytes, names: tuple[str, str] = ("laporan.xlsx", "laporan.xlsx")) -> Comparison:
    """The comparison of two states of a file."""
    (folder / "baru").mkdir()
    first = kertas_kerja(written(folder, names[0], old), keluaran=folder / "lama.xlsx")
    second = written(folder / "baru", names[1], new)
    found = kertas_kerja(second, keluaran=folder / "kk.xlsx", banding=first.output).comparison
    assert found is not None
    return found


def fates(found: Comparison) -> set[tuple[str, str, str]]:
    return {(row.fate, row.finding.code, row.finding.place) for row in found.rows if row.finding.code.startswith(("A", "E"))}


@pytest.mark.parametrize("names", [("laporan.xlsx", "laporan.xlsx"), ("laporan.xlsx", "laporan_perbaikan.xlsx")])
def test_mended_remaining_and_new(tmp_path: Path, names: tuple[str, str]) -> None:
    later = clean_report()
    later.put(SHEET, PERCENT, value=99.44)
    later.put(SHEET, "J7", value=90)
    found = compared(tmp_path, worked_case(), later.data(), names)
    assert fates(found) == {
        (Fate.MENDED, "A05", PLACE + "I72"),
        (Fate.REMAINS, "A02", PLACE + PERCENT),
        (Fate.REMAINS, "E06", "Seluruh berkas"),
        (Fate.NEW, "A02", PLACE + "J7"),
    }


def test_the_same_fault_with_another_number_is_not_mended(tmp_path: Path) -> None:
    later = clean_report()
    later.put(SHEET, PERCENT, value=98.0)
    found = compared(tmp_path, worked_case(total=False), later.data())
    assert (Fate.CHANGED, "A02", PLACE + PERCENT) in fates(found)
    assert found.of(Fate.MENDED, Fate.NEW) == []


def test_a_file_that_is_not_examined_again_is_not_mended(tmp_path: Path) -> None:
    found = compared(tmp_path, worked_case(), b"<html></html>")
    assert found.rows
    assert {row.fate for row in found.rows} == {Fate.NOT_SEEN}


def test_files_of_several_are_told_apart_by_name(tmp_path: Path) -> None:
    case = written(tmp_path, "laporan.xlsx", worked_case())
    old = kertas_kerja(case, FAULTY, keluaran=tmp_path / "lama.xlsx")
    case.write_bytes(clean_report().data())
    found = kertas_kerja(CLEAN, case, keluaran=tmp_path / "kk.xlsx", banding=old.output).comparison
    assert found is not None
    assert {row.finding.file for row in found.rows if row.fate is Fate.NOT_SEEN} == {FAULTY.name}
    assert {row.finding.code for row in found.rows if row.fate is Fate.MENDED} == {"A02", "A05"}


def test_an_unchanged_file_leaves_everything_as_it_was(tmp_path: Path) -> None:
    found = compared(tmp_path, FAULTY.read_bytes(), FAULTY.read_bytes())
    assert {row.fate for row in found.rows} == {Fate.REMAINS}
    assert len(found.rows) == len(found.old.findings) > 80


def test_the_sheet_lists_every_row(tmp_path: Path) -> None:
    found = compared(tmp_path, worked_case(), worked_case(percent=False))
    rows = rows_of(paper(tmp_path / "kk.xlsx"), COMPARED)
    assert [(row["Keadaan"], row["ID"]) for row in rows] == [(str(row.fate), row.finding.id) for row in found.rows]


def test_a_workbook_that_is_no_paper_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="bukan kertas kerja"):
        kertas_kerja(CLEAN, keluaran=tmp_path / "kk.xlsx", banding=FAULTY)
    assert list(tmp_path.iterdir()) == []


def test_terminal_and_json_tell_it(tmp_path: Path, capsys: Capture) -> None:
    old, new = tmp_path / "lama.xlsx", tmp_path / "kk.xlsx"
    case = written(tmp_path, "laporan.xlsx", worked_case())
    assert main(["periksa", str(case), "-o", str(old)]) == 1
    case.write_bytes(worked_case(percent=False))
    capsys.readouterr()
    command = ["periksa", str(case), "-o", str(new), "--banding", str(old)]
    assert main(command) == 1
    text = capsys.readouterr().out
    assert "Dibandingkan dengan lama.xlsx. Sudah diperbaiki 1; masih ada " in text
    assert f"  Sudah diperbaiki: Kritis A02 laporan.xlsx {PLACE}{PERCENT} [" in text
    assert main([*command, "--timpa", "--json"]) == 1
    out, err = capsys.readouterr()
    assert list(json.loads(out)) == ["berkas"]
    assert all(line in text.splitlines() for line in err.splitlines()) and "Sudah diperbaiki: Kritis A02" in err


def test_only_the_lists_of_an_old_paper_are_opened(tmp_path: Path) -> None:
    """Peta Sel of a large office does not fit the limits of a submission, and is not needed."""
    made = kertas_kerja(CLEAN, keluaran=tmp_path / "kk.xlsx").output
    book = read_workbook(made, only=("Ringkasan", "Temuan"))
    assert [sheet.name for sheet in book.sheets] == ["Ringkasan", "Temuan"]
