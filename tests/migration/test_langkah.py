"""Steps: order of versions, chains, and every kind of change a data file can describe."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from lkjip_xl.definition.sheets import sheet_def
from lkjip_xl.errors import TemplateVersionError
from lkjip_xl.migration.chain import chain_from, steps_folder
from lkjip_xl.migration.old_definitions import definitions_before
from lkjip_xl.migration.run import Migrated, is_current, migrate, version_of
from lkjip_xl.migration.step import read_step
from lkjip_xl.reader.raw import RawWorkbook
from tests.buku import Buku


def _folder(path: Path, *steps: dict[str, Any]) -> Path:
    for step in steps:
        (path / f"{step['dari']}.json").write_text(json.dumps({"lembar": {}, **step}), "utf-8")
    return path


def _step(folder: Path, sheets: dict[str, Any], book: Buku) -> Migrated:
    return migrate(book.raw(), "0.5", _folder(folder, {"dari": "0.5", "ke": "1.0", "lembar": sheets}))


def _misfits(done: Migrated) -> list[tuple[Any, ...]]:
    return [tuple(misfit) for misfit in done.misfits]


# Order and chains


def test_versions_are_numbers(tmp_path: Path) -> None:
    steps = ({"dari": "0.2", "ke": "0.9"}, {"dari": "0.9", "ke": "0.10"}, {"dari": "0.10", "ke": "1.0"})
    folder = _folder(tmp_path, *steps)
    assert [step.source for step in chain_from("0.2", folder)] == ["0.2", "0.9", "0.10"]
    assert [step.source for step in chain_from("0.10", folder)] == ["0.10"]
    assert chain_from("1", folder) == chain_from("1.0.0", folder) == ()


def test_a_step_never_leads_backwards_or_nowhere(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"no way from version 0\.10"):
        chain_from("0.10", _folder(tmp_path, {"dari": "0.10", "ke": "0.9"}, {"dari": "0.9", "ke": "1.0"}))
    (tmp_path / "lain").mkdir()
    with pytest.raises(ValueError, match=r"no way from version 0\.7"):
        chain_from("0.6", _folder(tmp_path / "lain", {"dari": "0.6", "ke": "0.7"}))


def test_unknown_version_names_the_known_ones_in_order(tmp_path: Path) -> None:
    folder = _folder(tmp_path, {"dari": "0.10", "ke": "1.0"}, {"dari": "0.9", "ke": "0.10"})
    with pytest.raises(TemplateVersionError, match=r"versi 0\.8\. Yang dapat dimigrasi: versi 0\.9, 0\.10\."):
        chain_from("0.8", folder)


def test_identity() -> None:
    def versioned(identity: str, version: object) -> RawWorkbook:
        return Buku().put("Petunjuk", "C4", identity or None).put("Petunjuk", "C5", version).raw()  # type: ignore[arg-type]

    assert version_of(versioned("lkjip_standar", "0.9")) == ("0.9", "")
    assert version_of(versioned("lkjip_standar", 0.9)) == ("0.9", "")
    assert version_of(versioned("", "0.9")) == ("0.9", "")
    for identity, version in (("lkjip_standar", None), ("templat_lain", "0.9"), ("lkjip_standar", "lama")):
        found, warning = version_of(versioned(identity, version))
        assert found == "1.0"
        assert warning.startswith("Buku kerja ini tidak menyebut templat lkjip_standar")
    assert is_current("1.0.0")
    assert not is_current("0.9")


def test_two_steps_in_a_row(tmp_path: Path) -> None:
    first = {"sarpras": {"nama": "Aset", "judul": {"kondisi": "Mutu"}, "nilai": {"kondisi": {"B": "Bagus"}}}}
    second = {
        "sarpras": {
            "nama": "Barang", "judul": {"kondisi": "Keadaan"}, "nilai": {"kondisi": {"Bagus": "Baik"}},
            "dihapus": {"lokasi": {"judul": "Lokasi"}},
        }
    }  # fmt: skip
    folder = _folder(tmp_path, {"dari": "0.9", "ke": "0.10", "lembar": first}, {"dari": "0.10", "ke": "1.0", "lembar": second})
    book = Buku().rename("Sarpras", "Aset").put("Aset", "C4", "Mutu").put("Aset", "C5", "B").put("Aset", "D4", "Lokasi")
    done = migrate(book.put("Aset", "D5", "gudang").raw(), "0.9", folder)
    assert done.data["sarpras"] == [{"jenis": "Komputer", "jumlah": 5, "kondisi": "Baik"}]
    assert _misfits(done) == [("Aset", "D5", "gudang", "kolom ini tidak ada lagi sejak versi 1.0")]
    book = Buku().rename("Sarpras", "Barang").put("Barang", "C4", "Keadaan").put("Barang", "C5", "Bagus")
    assert _misfits(migrate(book.raw(), "0.10", folder)) == []


# The kinds of change


def test_joined_columns(tmp_path: Path) -> None:
    change = {"gabung": {"kondisi": {"dari": {"a": "Kondisi", "b": "Catatan"}, "pemisah": "; "}}}
    book = Buku().put("Sarpras", "D4", "Catatan").put("Sarpras", "D5", "rawat").put("Sarpras", "A6", "Meja")
    book.put("Sarpras", "B6", 2).put("Sarpras", "D6", "kurang")
    done = _step(tmp_path, {"sarpras": change}, book)
    assert [row["kondisi"] for row in done.data["sarpras"]] == ["Baik; rawat", "kurang"]
    assert done.misfits == ()


def test_cut_column_without_a_match_goes_whole_to_one_field(tmp_path: Path) -> None:
    change = {"pecah": {"x": {"judul": "Program", "pola": "(?P<kode_program>[0-9.]+) (?P<program>.+)", "selain_itu": "program"}}}
    book = Buku().put("PK Program", "A4").put("PK Program", "A5").put("PK Program", "B5", "1.02 Program A")
    book.put("PK Program", "B6", "Program B").put("PK Program", "C6", 5).put("PK Program", "D6", "DAK")
    done = _step(tmp_path, {"pk_program": change}, book)
    found = [(row["kode_program"], row["program"]) for row in done.data["pk_program"]]
    assert found == [("1.02", "Program A"), (None, "Program B")]
    assert done.misfits == ()


MOVED = {"pk": {"pindah": {"dasar": {"judul": "Dasar", "ke": "renstra.nilai_dasar", "kunci": "kode_indikator"}}}}


def _moving() -> Buku:
    return Buku().put("Renstra", "H4").put("PK", "J4", "Dasar").put("PK", "J5", 70).put("PK", "J6", 80)


def test_moved_column_finds_its_row(tmp_path: Path) -> None:
    done = _step(tmp_path, MOVED, _moving())
    assert [row["nilai_dasar"] for row in done.data["renstra"]] == [70, 80]
    assert done.misfits == ()


@pytest.mark.parametrize(
    ("cell", "value", "reason"),
    [
        ("C6", "9.9", "yang tidak punya baris dengan Kode Indikator ini; pindahkan sendiri"),
        ("C6", None, "tetapi baris ini tanpa Kode Indikator; pindahkan sendiri"),
        ("C6", "1.1", "yang sudah terisi nilai lain; periksa mana yang benar"),
    ],
)
def test_moved_value_without_a_place_is_told(cell: str, value: str | None, reason: str, tmp_path: Path) -> None:
    done = _step(tmp_path, MOVED, _moving().put("PK", cell, value))
    assert [row["nilai_dasar"] for row in done.data["renstra"]] == [70, None]
    (misfit,) = done.misfits
    assert (misfit.sheet, misfit.cell, misfit.content) == ("PK", "J6", 80)
    assert misfit.reason == f"sekarang di lembar Renstra, {reason}"


def test_moved_value_with_two_places_is_told(tmp_path: Path) -> None:
    done = _step(tmp_path, MOVED, _moving().put("Renstra", "C6", "1.1"))
    assert [row["nilai_dasar"] for row in done.data["renstra"]] == [None, None]
    assert {misfit.cell for misfit in done.misfits} == {"J5", "J6"}


def test_moved_value_that_does_not_fit_is_told_at_its_old_cell(tmp_path: Path) -> None:
    done = _step(tmp_path, MOVED, _moving().put("PK", "J5", "tujuh puluh"))
    (misfit,) = done.misfits
    assert (misfit.sheet, misfit.cell) == ("PK", "J5")


def test_new_required_field_is_never_made_up(tmp_path: Path) -> None:
    book = Buku().put("Sarpras", "C4").put("Sarpras", "C5").put("Instansi", "A21").put("Instansi", "B21")
    book.put("Instansi", "C21")
    changes = {"sarpras": {"baru": {"kondisi": None}}, "instansi": {"baru": {"tempat": None}}}
    done = _step(tmp_path, changes, book)
    assert done.data["sarpras"][0]["kondisi"] is None
    assert [misfit[:3] for misfit in done.misfits] == [
        ("Instansi", "", "uraian Tempat Penandatanganan"), ("Sarpras", "", "kolom Kondisi"),
    ]  # fmt: skip


# Data files


def test_shipped_files_fit_the_definition() -> None:
    files = sorted(steps_folder().glob("*.json"))
    assert [path.name for path in files] == ["0.9.json"]
    for path in files:
        steps = chain_from(path.stem, path.parent)
        assert steps[0].source == path.stem
        assert definitions_before(steps)


@pytest.mark.parametrize(
    ("sheets", "words"),
    [
        ({"sdmx": {}}, "unknown sheet sdmx"),
        ({"sdm": {"judul": {"lelaki": "Lk"}}}, "unknown fields .*lelaki"),
        ({"sdm": {"jdul": {}}}, "unknown jdul"),
        ({"sdm": {"judul": {"laki_laki": " p "}}}, "cannot be told apart"),
        ({"pk": {"pindah": {"x": {"judul": "X", "ke": "renstra.tidak_ada"}}}}, r"renstra\.tidak_ada"),
        ({"dpa": {"judul": {"pagu": "Anggaran"}}}, "cannot be told apart.*% Anggaran"),
    ],
)
def test_mistakes_of_a_data_file_are_refused(sheets: dict[str, Any], words: str, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=words):
        _step(tmp_path, sheets, Buku())


def test_no_steps_mean_the_current_definition() -> None:
    assert definitions_before(()) == tuple(sheet_def(definition.key) for definition in definitions_before(()))


def test_the_example_of_the_documentation_is_a_readable_step(tmp_path: Path) -> None:
    text = (Path(__file__).resolve().parents[2] / "docs" / "migrasi.md").read_text("utf-8")
    example = text.split("```json\n")[1].split("```")[0]
    (tmp_path / "1.0.json").write_text(example, "utf-8")
    step = read_step(tmp_path / "1.0.json")
    assert (step.source, step.target) == ("1.0", "1.1")
    (sheet,) = step.sheets
    assert (sheet.key, sheet.name, sheet.headings) == ("sarpras", "Sarpras", {"kondisi": "Kondisi"})
    assert (sheet.values, sheet.added) == ({"kondisi": {"Rusak Berat": "Rusak"}}, {"lokasi": None})


@pytest.mark.parametrize(("key", "followed"), [("1.1", "1.1"), (None, None), ("I6", "I6")])
def test_exception_follows_a_renamed_sheet(key: str | None, followed: str | None, tmp_path: Path) -> None:
    book = Buku().rename("Realisasi", "Capaian").field("pengecualian", "kode_temuan", "WJR-01")
    book.field("pengecualian", "lembar_temuan", "Capaian").field("pengecualian", "sel_atau_kunci", key)
    done = _step(tmp_path, {"realisasi": {"nama": "Capaian"}}, book)
    (record,) = done.data["pengecualian"]
    assert (record["lembar_temuan"], record["sel_atau_kunci"], done.misfits) == ("Realisasi", followed, ())
