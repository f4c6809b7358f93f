"""Which files a batch takes up, and where their reports go."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from lkjip_xl.batch.discovery import PARQUET_NAMES, Task, discover
from lkjip_xl.errors import UsageError
from tests.batch.kiriman import batch_json, put, statuses, workbook


def found(folder: Path, output: Path | None = None) -> dict[str, str]:
    return {task.name: task.output for task in discover(folder, output or folder.parent / "hasil")}


def files(folder: Path, *names: str) -> Path:
    return put(folder, dict.fromkeys(names, b"x"))


def test_every_file_is_met_in_order_of_names_and_mirrored(tmp_path: Path) -> None:
    folder = files(tmp_path / "kiriman", "b/z.xlsx", "a.xlsx", "b/c/d.XLSX", "catatan.txt", ".tersembunyi.xlsx", "tanpa")
    assert found(folder) == {
        ".tersembunyi.xlsx": ".tersembunyi.xlsx",
        "a.xlsx": "a.xlsx",
        "b/c/d.XLSX": "b/c/d.xlsx",
        "b/z.xlsx": "b/z.xlsx",
        "catatan.txt": "catatan.txt.xlsx",
        "tanpa": "tanpa.xlsx",
    }
    assert discover(folder, tmp_path / "hasil")[1] == Task("a.xlsx", folder / "a.xlsx", "a.xlsx")


def test_a_workbook_keeps_its_name_and_others_give_way(tmp_path: Path) -> None:
    folder = files(tmp_path / "kiriman", "a", "a.xlsx", "a.xlsx.xlsx", "A.xls", "a.xls.xlsx")
    places = found(folder)
    assert (places["a.xlsx"], places["a"], places["A.xls"]) == ("a.xlsx", "a (2).xlsx", "A.xls (2).xlsx")
    assert len({place.casefold() for place in places.values()}) == len(places)


def test_names_that_differ_in_case_only_do_not_overwrite_each_other(tmp_path: Path) -> None:
    folder = files(tmp_path / "kiriman", "Dinas.xlsx", "dinas.XLSX")
    assert sorted(found(folder).values()) == ["Dinas.xlsx", "dinas (2).xlsx"]


def test_names_of_the_batch_itself_are_never_taken(tmp_path: Path) -> None:
    folder = files(tmp_path / "kiriman", "Rekap.xlsx", "jurnal-batch.jsonl", "rekap_opd.parquet/b.xlsx", *PARQUET_NAMES[1:])
    places = found(folder)
    assert places["Rekap.xlsx"] == "Rekap (2).xlsx"
    assert places["jurnal-batch.jsonl"] == "jurnal-batch.jsonl.xlsx"
    assert places["rekap_opd.parquet/b.xlsx"] == "rekap_opd.parquet (folder)/b.xlsx"


def test_a_report_is_never_called_like_a_folder(tmp_path: Path) -> None:
    folder = files(tmp_path / "kiriman", "a", "a.xlsx/b.xlsx")
    assert found(folder) == {"a": "a (2).xlsx", "a.xlsx/b.xlsx": "a.xlsx/b.xlsx"}


def test_names_too_long_for_a_draft_are_cut(tmp_path: Path) -> None:
    folder = files(tmp_path / "kiriman", "x/" + "é" * 120 + ".xlsx", "x/" + "é" * 120 + "b.xlsx")
    places = list(found(folder).values())
    assert len(set(places)) == 2
    assert all(len(os.fsencode(place)) < 230 and place.endswith(".xlsx") for place in places)


def test_lock_files_of_open_workbooks_are_no_submissions(tmp_path: Path) -> None:
    folder = files(tmp_path / "kiriman", "a.xlsx", "~$a.xlsx", ".~lock.a.xlsx#")
    assert set(found(folder)) == {"a.xlsx"}


def test_the_output_inside_the_input_is_passed_over(tmp_path: Path) -> None:
    folder = files(tmp_path / "kiriman", "a.xlsx", "hasil/a.xlsx", "hasil/rekap.xlsx", "lain/hasil/b.xlsx")
    assert set(found(folder, folder / "hasil")) == {"a.xlsx", "lain/hasil/b.xlsx"}
    (tmp_path / "pintas").symlink_to(folder / "hasil")
    assert set(found(folder, tmp_path / "pintas")) == {"a.xlsx", "lain/hasil/b.xlsx"}


def test_output_equal_to_input_and_missing_folders_are_refused(tmp_path: Path) -> None:
    folder = files(tmp_path / "kiriman", "a.xlsx")
    for output in (folder, tmp_path / "lain" / ".." / "kiriman"):
        with pytest.raises(UsageError, match="sama dengan folder masukan"):
            discover(folder, output)
    with pytest.raises(UsageError, match="tidak ditemukan"):
        discover(tmp_path / "tidak ada", tmp_path / "hasil")
    with pytest.raises(UsageError, match="tidak ditemukan"):
        discover(folder / "a.xlsx", tmp_path / "hasil")


def test_links_are_not_followed_and_pipes_not_opened(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A link to a file is a row of its own; what lies behind a linked folder is none of the batch's business."""
    outside = put(tmp_path / "luar", {"rahasia.xlsx": workbook(1)})
    folder = put(tmp_path / "kiriman", {"a.xlsx": workbook(2)})
    (folder / "tautan.xlsx").symlink_to(outside / "rahasia.xlsx")
    (folder / "putus.xlsx").symlink_to(outside / "tidak ada.xlsx")
    (folder / "folder").symlink_to(outside)
    (folder / "putar").symlink_to(folder)
    os.mkfifo(folder / "pipa.xlsx")
    for options in ((), ("--lanjut",)):
        code, said = batch_json(capsys, folder, tmp_path / "hasil", *options)
        assert code == 1
        assert statuses(said) == {
            "a.xlsx": "SELESAI", "pipa.xlsx": "BUKAN_BERKAS", "putus.xlsx": "TAUTAN", "tautan.xlsx": "TAUTAN",
        }  # fmt: skip


def test_a_name_that_is_no_text_is_a_row_like_any_other(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    names = [os.fsdecode(b"rusak\xff.xlsx"), "baris\nbaru.xlsx", "50% #1?.xlsx", "=1+1.xlsx", "-.xlsx"]
    folder = put(tmp_path / "kiriman", {name: workbook(place) for place, name in enumerate(names)})
    code, said = batch_json(capsys, folder, tmp_path / "hasil")
    assert (code, set(statuses(said))) == (0, set(names))
    for row in said["berkas"]:
        assert (tmp_path / "hasil" / row["keluaran"]).is_file()
    assert batch_json(capsys, folder, tmp_path / "hasil", "--lanjut")[1]["ringkasan"]["selesai"] == len(names)
