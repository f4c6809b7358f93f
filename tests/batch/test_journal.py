"""What survives a run that was ended: the journal, and how --lanjut reads it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from lkjip_xl.batch.discovery import JOURNAL_NAME
from lkjip_xl.batch.journal import Journal
from lkjip_xl.batch.outcome import DONE, REFUSED, Outcome
from lkjip_xl.errors import UsageError
from tests.batch.kiriman import batch, batch_json, content, mixed_folder, statuses, workbook


def journal(folder: Path, *outcomes: Outcome) -> Journal:
    made = Journal(folder, {})
    made.open()
    made.start()
    for outcome in outcomes:
        made.add(outcome)
    made.close()
    return made


def seen(made: Journal) -> list[tuple[str, str]]:
    return [(outcome.name, outcome.code) for outcome in made.outcomes()]


def refused(name: str, code: str = "TEXT") -> Outcome:
    return Outcome(name, "0" * 64, REFUSED, code)


def test_the_last_outcome_of_a_file_counts_in_order_of_names(tmp_path: Path) -> None:
    made = journal(tmp_path, refused("b"), refused("a"), refused("b", "HTML"), refused("aku\udcff"))
    assert seen(made) == [("a", "TEXT"), ("aku\udcff", "TEXT"), ("b", "HTML")]
    made.settle({"a", "b"})
    assert seen(made) == [("a", "TEXT"), ("b", "HTML")]


@pytest.mark.parametrize("cut", [1, 20, 60])
def test_a_torn_last_line_is_dropped_and_written_over(tmp_path: Path, cut: int) -> None:
    made = journal(tmp_path, refused("a"), refused("b"))
    made.path.write_bytes(made.path.read_bytes()[:-cut])
    assert seen(made) == [("a", "TEXT")]
    made.open()
    made.resume()
    made.add(refused("c"))
    made.close()
    assert seen(made) == [("a", "TEXT"), ("c", "TEXT")]


def test_spoiled_lines_in_the_middle_are_passed_over(tmp_path: Path) -> None:
    made = journal(tmp_path, refused("a"))
    with made.path.open("ab") as stream:
        stream.write(b'\x00\xff\n[1]\n{"name": 1}\n{"name": "x"}\n\n')
        stream.write(json.dumps({**refused("b").to_json(), "masa_depan": 1}).encode() + b"\n")
    assert seen(made) == [("a", "TEXT"), ("b", "TEXT")]


@pytest.mark.parametrize("text", [b"", b'{"lkjip_xl"'])
def test_a_journal_that_never_began_begins_now(tmp_path: Path, text: bytes) -> None:
    made = Journal(tmp_path, {})
    made.path.write_bytes(text)
    made.open()
    made.resume()
    made.add(refused("a"))
    made.close()
    assert seen(made) == [("a", "TEXT")]


def test_other_options_or_another_version_cannot_be_continued(tmp_path: Path) -> None:
    journal(tmp_path, refused("a"))
    other = Journal(tmp_path, {"periksa": True})
    other.open()
    with pytest.raises(UsageError, match="versi atau pilihan lain"):
        other.resume()
    other.close()
    assert seen(other) == [("a", "TEXT")], "nothing was lost"


def test_two_batches_in_one_output_folder_do_not_mix(tmp_path: Path) -> None:
    first, second = Journal(tmp_path, {}), Journal(tmp_path, {})
    first.open()
    with pytest.raises(UsageError, match="sedang dipakai"):
        second.open()
    first.close()
    second.open()
    second.close()


def test_a_report_that_changed_or_vanished_does_not_count_as_done(tmp_path: Path) -> None:
    report = tmp_path / "a.xlsx"
    report.write_bytes(b"laporan")
    digest = "f9ad7eb0a8dbf6a6dd0d6b2ad3bf0ad4"
    made = journal(tmp_path, Outcome("a", "0" * 64, DONE, output="a.xlsx", output_sha256=digest), refused("b"))
    assert set(made.finished()) == {"b"}


def test_continuing_redoes_what_changed_and_nothing_else(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder, output = mixed_folder(tmp_path / "kiriman"), tmp_path / "hasil"
    assert batch(folder, output) == 1
    before = content(output)
    (folder / "kota 0" / "opd_2.xlsx").write_bytes(workbook(30))
    (folder / "kosong.xlsx").write_bytes(workbook(31))
    (folder / "tanpa_akhiran").write_bytes(b"kode;nama\n")
    (folder / "kota 1" / "opd_3.xlsx").unlink()
    (output / "kota 1" / "opd_1.xlsx").unlink()
    (output / "kota 0" / "opd_0.xlsx").write_bytes(b"dirusak")
    code, said = batch_json(capsys, folder, output, "--lanjut")
    redone = {row["nama"] for row in said["berkas"] if row["detik"] > 0.005}
    assert code == 1
    assert redone == {"kota 0/opd_2.xlsx", "kosong.xlsx", "kota 1/opd_1.xlsx", "kota 0/opd_0.xlsx"}, "the refusal takes no time"
    assert statuses(said)["tanpa_akhiran"] == "TEXT"
    after = content(output)
    assert not {"kota 1/opd_3.xlsx", "tanpa_akhiran.xlsx"} & set(after), "no report of a file that is gone or refused"
    assert after["kota 0/opd_0.xlsx"] == before["kota 0/opd_0.xlsx"]
    fresh = tmp_path / "segar"
    batch(folder, fresh)
    assert content(fresh) == after


def test_a_report_changed_by_hand_is_not_deleted_when_its_file_is_gone(tmp_path: Path) -> None:
    folder, output = mixed_folder(tmp_path / "kiriman", 2), tmp_path / "hasil"
    batch(folder, output)
    kept = output / "kota 1" / "opd_1.xlsx"
    kept.write_bytes(b"catatan admin")
    (folder / "kota 1" / "opd_1.xlsx").unlink()
    batch(folder, output)
    assert kept.read_bytes() == b"catatan admin"


def test_starting_anew_forgets_the_journal(tmp_path: Path) -> None:
    folder, output = mixed_folder(tmp_path / "kiriman", 2), tmp_path / "hasil"
    batch(folder, output)
    first = content(output)
    (output / JOURNAL_NAME).write_bytes(b"sampah\n" * 3)
    assert batch(folder, output) == 1
    assert content(output) == first
