"""From the made-up template 0.9 to the current one: record by record, with an exact list of what did not fit."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

import lkjip_xl
from lkjip_xl.cli import main
from lkjip_xl.errors import TemplateVersionError, UsageError
from lkjip_xl.migration.rows import Misfit
from lkjip_xl.migration.run import MigrationResult
from lkjip_xl.template.build import filled_workbook
from lkjip_xl.values import Value
from lkjip_xl.workbook.model import Cell, SheetModel, WorkbookModel
from lkjip_xl.workbook.new import write_workbook
from samples.muat import load
from tests.migration.versi_09 import comparable, put, workbook_09
from tests.pengajuan import complete, random_data

SAMPLE = Path(__file__).resolve().parents[2] / "samples" / "data" / "rekaan_dinkes_2024"
REQUIRED_GONE = "kolom wajib yang baru pada versi 1.0 dan tidak dapat diisi dari berkas lama; {} baris kosong, isi sendiri"


def _migrated(book: WorkbookModel, folder: Path, name: str = "lama") -> MigrationResult:
    write_workbook(book, folder / f"{name}.xlsx")
    return lkjip_xl.migrasi(folder / f"{name}.xlsx", folder / f"{name}_baru.xlsx")


def _records(path: Path) -> dict[str, list[Mapping[str, Value]]]:
    submission = lkjip_xl.baca(path)
    assert submission.template_version == "1.0"
    assert submission.left_out == []
    return {key: [record.values for record in data.records] for key, data in submission.sheets.items()}


def _programs_misfit(data: Mapping[str, Sequence[Any]]) -> list[Misfit]:
    count = len(data["pk_program"])
    return [Misfit("PK Program", "", "kolom Sumber Dana", REQUIRED_GONE.format(count))] if count else []


def test_every_record_of_the_sample_arrives(tmp_path: Path) -> None:
    data = complete(load(SAMPLE))
    done = _migrated(workbook_09(data), tmp_path)
    assert done.output is not None
    assert _records(done.output) == comparable(data)
    assert list(done.not_fitting) == _programs_misfit(data)
    assert (done.source, done.target, done.warnings) == ("0.9", "1.0", ())
    assert done.carried["SDM"] == len(data["sdm"])
    assert done.carried["DPA"] == len(data["dpa"])
    assert done.carried["Pengaturan"] == 12


def test_migrated_workbook_is_what_an_office_would_fill_in(tmp_path: Path) -> None:
    data = complete(load(SAMPLE))
    done = _migrated(workbook_09(data), tmp_path)
    write_workbook(filled_workbook(comparable(data)), tmp_path / "seharusnya.xlsx")
    assert done.output is not None
    assert done.output.read_bytes() == (tmp_path / "seharusnya.xlsx").read_bytes()


@pytest.mark.parametrize("seed", range(40))
def test_random_submissions_arrive(seed: int, tmp_path: Path) -> None:
    data = random_data(seed)
    done = _migrated(workbook_09(data), tmp_path)
    assert done.output is not None
    assert _records(done.output) == comparable(data)
    assert list(done.not_fitting) == _programs_misfit(data)


def _troubled(data: Mapping[str, Sequence[Mapping[str, Value]]]) -> WorkbookModel:
    book = workbook_09(data)
    book.names["rentang_saya"] = "=DPA!$A$1"
    notes = SheetModel("Coretan")
    notes.put(1, 1, Cell("polos", "hitungan sendiri"))
    recap = SheetModel("Rekap Bidang")
    recap.put(1, 1, Cell("polos", "Bidang A"))
    recap.put(1, 2, Cell("polos", 5))
    book.sheets += [notes, recap]
    put(book, "Profil", "B37", "Faksimile")
    put(book, "Profil", "C37", "0000-111111")
    put(book, "Profil", "B38", "Moto")
    put(book, "Profil", "C38", "Cepat dan tepat")
    put(book, "Perjanjian", "A18", None)  # leaves a row without a successor in Renstra
    put(book, "Perjanjian", "E18", "9.9")
    put(book, "Perjanjian", "H18", 12.5)
    put(book, "Capaian", "W7", 99, None)
    put(book, "Capaian", "X8", "Sdr. Contoh")
    put(book, "Capaian", "Y6", "Catatan Bidang")
    put(book, "Capaian", "Y7", "sudah dibahas")
    put(book, "Capaian", "Y9", "belum")
    put(book, "Capaian", "AA9", "coretan di samping")
    put(book, "DPA", "F7", "Stabil")
    put(book, "Data Pegawai", "D7", 400)
    put(book, "Sarpras", "B8", 2, "=1+1")
    return book


TROUBLES = [
    ("", "", "nama sel rentang_saya", "tidak dibawa; salin sendiri bila masih diperlukan"),
    ("Profil", "C37", "0000-111111", "nomor faksimile tidak dipakai lagi"),
    ("Profil", "B38:C38", "Moto: Cepat dan tepat", "bukan uraian di templat versi 0.9; tidak dibawa"),
    ("Perjanjian", "H18", 12.5,
     "sekarang di lembar Renstra, yang tidak punya baris dengan Kode Indikator ini; pindahkan sendiri"),
    ("Capaian", "W7", 99, "diketik di kolom yang dihitung; di berkas baru tempatnya diisi rumus resmi"),
    ("Capaian", "X8", "Sdr. Contoh", "nama verifikator tidak dicatat lagi di buku kerja"),
    ("Capaian", "Y6:Y9", "Catatan Bidang: 2 sel berisi, yang pertama sudah dibahas",
     "judul kolom ini tidak ada di templat versi 0.9; isinya tidak dibawa"),
    ("Capaian", "AA9", "tanpa judul: 1 sel berisi, yang pertama coretan di samping", "di luar isian; tidak dibawa"),
    ("DPA", "F7", "Stabil", "bukan pilihan kolom Polaritas di lembar DPA (pilihan: Positif, Negatif); dibawa apa adanya"),
    ("Data Pegawai", "D7", 400, "diketik di kolom yang dihitung; di berkas baru tempatnya diisi rumus resmi"),
    ("Sarpras", "B8", "=1+1", "rumus di sel isian; yang dibawa hasilnya, 2"),
    ("Coretan", "", "1 sel berisi", "lembar ini tidak ada di templat versi 0.9; tidak dibawa"),
    ("Rekap Bidang", "", "2 sel berisi", "lembar rekap bidang tidak dipakai lagi; tidak dibawa"),
    ("PK Program", "", "kolom Sumber Dana", REQUIRED_GONE.format(6)),
]  # fmt: skip


def test_what_does_not_fit_is_listed_exactly(tmp_path: Path) -> None:
    done = _migrated(_troubled(complete(load(SAMPLE))), tmp_path)
    assert set(done.not_fitting) == set(TROUBLES)
    assert sorted(map(str, done.not_fitting)) == sorted(str(Misfit(*item)) for item in TROUBLES)


def test_json_and_exit_codes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    old, new = tmp_path / "lama.xlsx", tmp_path / "baru.xlsx"
    write_workbook(_troubled(complete(load(SAMPLE))), old)
    before = old.read_bytes()
    assert main(["migrasi", str(old), "-o", str(new), "--json"]) == 1
    content = json.loads(capsys.readouterr().out)
    assert list(content) == ["berkas", "sha256", "dari", "ke", "keluaran", "dibawa", "tidak_muat", "peringatan"]
    assert (content["dari"], content["ke"], content["keluaran"]) == ("0.9", "1.0", str(new))
    assert content["sha256"] == hashlib.sha256(before).hexdigest()
    assert {tuple(item.values()) for item in content["tidak_muat"]} == set(TROUBLES)
    assert list(content["tidak_muat"][0]) == ["lembar", "sel", "isi", "sebab"]
    assert old.read_bytes() == before


def test_listing_for_people_shows_everything(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    old, new = tmp_path / "lama.xlsx", tmp_path / "baru.xlsx"
    write_workbook(_troubled(complete(load(SAMPLE))), old)
    assert main(["migrasi", str(old), "-o", str(new)]) == 1
    printed = capsys.readouterr().out
    assert "Migrasi dari templat versi 0.9 ke versi 1.0" in printed
    assert f"Tidak muat ({len(TROUBLES)})" in printed
    for sheet, cell, _, reason in TROUBLES:
        assert reason in printed
        assert sheet in printed
        assert cell in printed
    assert f"Buku kerja baru dibuat: {new}" in printed


def test_nothing_left_behind_gives_exit_code_0(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data = complete(load(SAMPLE))
    data["pk_program"] = []
    write_workbook(workbook_09(data), tmp_path / "lama.xlsx")
    assert main(["migrasi", str(tmp_path / "lama.xlsx"), "-o", str(tmp_path / "baru.xlsx")]) == 0
    assert "Semuanya terbawa." in capsys.readouterr().out


def test_same_input_gives_the_same_bytes(tmp_path: Path) -> None:
    book = _troubled(complete(load(SAMPLE)))
    first, second = _migrated(book, tmp_path, "a"), _migrated(book, tmp_path, "b")
    assert first.output is not None
    assert second.output is not None
    assert first.output.read_bytes() == second.output.read_bytes()
    assert first.not_fitting == second.not_fitting


# Versions


def test_current_version_is_left_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    old, new = tmp_path / "lama.xlsx", tmp_path / "baru.xlsx"
    data = complete(load(SAMPLE))
    write_workbook(filled_workbook(data), old)
    assert main(["migrasi", str(old), "-o", str(new)]) == 0
    assert "tidak ada yang perlu dimigrasi" in capsys.readouterr().out
    assert not new.exists()
    assert main(["migrasi", str(old), "-o", str(new), "--json"]) == 0
    content = json.loads(capsys.readouterr().out)
    assert (content["dari"], content["ke"], content["keluaran"], content["dibawa"]) == ("1.0", "1.0", None, {})
    assert main(["migrasi", str(old), "-o", str(new), "--tulis-ulang"]) == 0
    assert new.read_bytes() == old.read_bytes()


@pytest.mark.parametrize("version", ["1.1", "1.0.1", "2", "10.0", "1.10"])
def test_newer_version_is_refused(version: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    old, new = tmp_path / "lama.xlsx", tmp_path / "baru.xlsx"
    write_workbook(workbook_09(complete(load(SAMPLE)), version), old)
    assert main(["migrasi", str(old), "-o", str(new)]) == 2
    error = capsys.readouterr().err
    assert f"versi {version}, lebih baru daripada versi 1.0" in error
    assert "Pasang lkjip_xl yang terbaru" in error
    assert not new.exists()


@pytest.mark.parametrize("version", ["0.8", "0.10", "0.09.1", "0"])
def test_unknown_older_version_is_refused(version: str, tmp_path: Path) -> None:
    with pytest.raises(TemplateVersionError, match=r"tidak mengenal .* versi .*Yang dapat dimigrasi: versi 0\.9\."):
        _migrated(workbook_09(complete(load(SAMPLE)), version), tmp_path)


@pytest.mark.parametrize("version", ["0.9", "0.09", "0.9.0"])
def test_the_same_version_may_be_written_in_other_ways(version: str, tmp_path: Path) -> None:
    data = complete(load(SAMPLE))
    done = _migrated(workbook_09(data, version), tmp_path)
    assert (done.source, list(done.not_fitting)) == (version, _programs_misfit(data))


def test_workbook_without_identity_is_taken_for_current(tmp_path: Path) -> None:
    data = complete(load(SAMPLE))
    book = filled_workbook(data)
    old, new = tmp_path / "lama.xlsx", tmp_path / "baru.xlsx"
    write_workbook(WorkbookModel(sheets=book.sheets, names={k: v for k, v in book.names.items() if "templat" not in k}), old)
    done = lkjip_xl.migrasi(old, new)
    assert (done.source, done.output) == ("1.0", None)
    assert len(done.warnings) == 1
    assert "dianggap versi 1.0" in done.warnings[0]
    done = lkjip_xl.migrasi(old, new, tulis_ulang=True)
    assert done.not_fitting == ()
    assert _records(new) == data


# Outputs


def test_input_is_never_overwritten(tmp_path: Path) -> None:
    old = tmp_path / "lama.xlsx"
    write_workbook(workbook_09(complete(load(SAMPLE))), old)
    before = old.read_bytes()
    with pytest.raises(UsageError, match="sama dengan berkas masukan"):
        lkjip_xl.migrasi(old, old, timpa=True)
    assert old.read_bytes() == before


def test_existing_file_is_replaced_only_on_demand(tmp_path: Path) -> None:
    old, new = tmp_path / "lama.xlsx", tmp_path / "baru.xlsx"
    write_workbook(workbook_09(complete(load(SAMPLE))), old)
    new.write_bytes(b"isi orang lain")
    with pytest.raises(UsageError, match="sudah ada"):
        lkjip_xl.migrasi(old, new)
    assert new.read_bytes() == b"isi orang lain"
    assert lkjip_xl.migrasi(old, new, timpa=True).output == new
