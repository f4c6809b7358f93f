"""The plain data of the samples: clean where they must be, and wrong exactly where a mistake was planted."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from lkjip_xl.definition.sheets import sheet_def, sheet_defs
from lkjip_xl.values import CellError, Value
from samples.muat import Rows, apply_mistakes, load

DATA = Path(__file__).parents[2] / "samples" / "data"
REFERENCE = "disdukcapil_probolinggo_2024"
INVENTED = "rekaan_dinkes_2024"
WRONG = "rekaan_banyak_salah"
CLEAN = (REFERENCE, INVENTED)
LEVELS = {"Program": 1, "Kegiatan": 2, "Sub Kegiatan": 3}

Place = tuple[str, int, str, str]
"""Sheet, record, column, JSON Schema keyword."""


def schema_errors(data: dict[str, Rows]) -> set[Place]:
    found = set()
    for sheet in sheet_defs():
        validator = Draft202012Validator(sheet.schema)
        for row, record in enumerate(data[sheet.key]):
            for error in validator.iter_errors(record):
                assert error.path, f"{sheet.key} {row}: {error.message}"
                found.add((sheet.key, row, str(error.path[0]), str(error.validator)))
    return found


def mistakes() -> list[dict[str, Any]]:
    listed: list[dict[str, Any]] = json.loads((DATA / WRONG / "kesalahan.json").read_text("utf-8"))
    return listed


def of_stage(stage: str) -> list[dict[str, Any]]:
    return [mistake for mistake in mistakes() if mistake["tahap"] == stage]


def place(mistake: dict[str, Any]) -> Place:
    return mistake["lembar"], mistake["baris"] or 0, mistake["kolom"], mistake["kata_kunci"]


def total(rows: Iterable[dict[str, Value]], column: str) -> Decimal:
    return sum((Decimal(repr(row[column])) for row in rows if row[column] is not None), Decimal(0))


def children(rows: Rows, parent: int) -> Iterator[dict[str, Value]]:
    """The rows one level below, up to the next row of the same or a higher level."""
    level = LEVELS[str(rows[parent]["tingkat"])]
    for row in rows[parent + 1 :]:
        other = LEVELS.get(str(row["tingkat"]), 9)
        if other <= level:
            return
        if other == level + 1:
            yield row


@pytest.mark.parametrize("name", CLEAN)
def test_clean_samples_follow_the_schemas(name: str) -> None:
    assert schema_errors(load(DATA / name)) == set()


@pytest.mark.parametrize("name", [*CLEAN, WRONG])
def test_every_declared_column_is_present_and_computed_ones_are_blank(name: str) -> None:
    data = load(DATA / name)
    assert list(data) == [sheet.key for sheet in sheet_defs()]
    for sheet in sheet_defs():
        for record in data[sheet.key]:
            assert list(record) == [column.key for column in sheet.columns]
            assert all(record[column.key] is None for column in sheet.columns if column.computed)


@pytest.mark.parametrize("name", CLEAN)
def test_sums_of_dpa_agree_at_every_level(name: str) -> None:
    rows = load(DATA / name)["dpa"]
    for index, row in enumerate(rows):
        if row["tingkat"] not in ("Program", "Kegiatan"):
            continue
        below = list(children(rows, index))
        assert below, row["uraian"]
        for column in ("pagu", "realisasi_anggaran"):
            assert total(below, column) == total([row], column), (row["uraian"], column)


@pytest.mark.parametrize("name", CLEAN)
def test_budget_is_the_same_in_dpa_agreement_and_form(name: str) -> None:
    data = load(DATA / name)
    programs = [row for row in data["dpa"] if row["tingkat"] == "Program"]
    agreed = {str(row["program"]).upper().replace("/ ", "/"): row["anggaran"] for row in data["pk_program"]}
    assert {str(row["uraian"]).upper(): row["pagu"] for row in programs} == agreed
    kinds = [key for key in data["instansi"][0] if key.startswith("belanja_")]
    assert sum(total(data["instansi"], key) for key in kinds) == total(programs, "pagu")


@pytest.mark.parametrize("name", CLEAN)
def test_no_expenditure_above_its_budget(name: str) -> None:
    for row in load(DATA / name)["dpa"]:
        if row["tingkat"] in LEVELS:
            assert total([row], "realisasi_anggaran") <= total([row], "pagu"), row["uraian"]


@pytest.mark.parametrize("name", CLEAN)
@pytest.mark.parametrize("column", ["laki_laki", "perempuan"])
def test_staff_tables_agree(name: str, column: str) -> None:
    rows = load(DATA / name)["sdm"]
    civil = [row for row in rows if row["kelompok"] == "Pegawai" and "Non ASN" not in str(row["uraian"])]
    for group in ("Kepangkatan", "Pendidikan"):
        assert total((row for row in rows if row["kelompok"] == group), column) == total(civil, column)


@pytest.mark.parametrize("name", CLEAN)
def test_weights_of_a_program_sum_to_100(name: str) -> None:
    data = load(DATA / name)
    weights: dict[str, Decimal] = defaultdict(Decimal)
    for row in data["dukungan"]:
        weights[str(row["program"])] += total([row], "bobot")
    assert set(weights.values()) == {Decimal(100)}
    programs = {row["uraian"] for row in data["dpa"] if row["tingkat"] == "Program"}
    assert weights.keys() <= programs
    urusan = {row["uraian"] for row in data["dpa"] if row["jenis_program"] == "Urusan"}
    assert urusan <= weights.keys()


@pytest.mark.parametrize("name", CLEAN)
def test_supporting_details_exist_in_dpa(name: str) -> None:
    data = load(DATA / name)
    known = {row[key] for row in data["dpa"] for key in ("kode", "uraian")}
    for row in data["dukungan"]:
        assert {row["kegiatan"], row["sub_kegiatan"]} - {None} <= known


@pytest.mark.parametrize("name", CLEAN)
def test_the_same_indicators_stand_on_every_sheet(name: str) -> None:
    data = load(DATA / name)
    codes = [row["kode_indikator"] for row in data["renstra"]]
    assert len(set(codes)) == len(codes)
    for key in ("pk", "realisasi", "analisis"):
        assert [row["kode_indikator"] for row in data[key]] == codes, key
    assert {row["kode_indikator"] for row in data["dukungan"]} == set(codes)
    names = [row["indikator"] for row in data["pk"]]
    for key in ("realisasi", "analisis") + (("renstra",) if name == INVENTED else ()):
        assert [row["indikator"] for row in data[key]] == names, key


@pytest.mark.parametrize("name", CLEAN)
def test_keys_are_unique(name: str) -> None:
    data = load(DATA / name)
    for key, columns in (("sdm", ("kelompok", "uraian")), ("sarpras", ("jenis",)), ("pk_program", ("program",))):
        counted = Counter(tuple(row[column] for column in columns) for row in data[key])
        assert max(counted.values()) == 1, key
    codes = [row["kode"] for row in data["dpa"] if row["kode"]]
    assert len(set(codes)) == len(codes)


@pytest.mark.parametrize("name", CLEAN)
def test_realisation_follows_from_its_numerator_and_denominator(name: str) -> None:
    for row in load(DATA / name)["realisasi"]:
        if row["pembilang"] is not None:
            computed = total([row], "pembilang") / total([row], "penyebut") * total([row], "pengali")
            assert computed == total([row], "realisasi"), row["kode_indikator"]


def quarters_together(row: dict[str, Value]) -> Decimal | None:
    quarters = [total([row], key) for key in ("tw1", "tw2", "tw3", "tw4") if row[key] is not None]
    if not quarters:
        return None
    ways = {"Jumlah": sum(quarters, Decimal(0)), "Nilai akhir": quarters[-1], "Rata-rata": sum(quarters) / len(quarters)}
    return Decimal(ways[str(row["cara_kumulasi"])])


def test_quarters_of_the_invented_office_give_the_realisation() -> None:
    for row in load(DATA / INVENTED)["realisasi"]:
        together = quarters_together(row)
        assert together is None or together == total([row], "realisasi"), row["kode_indikator"]


def test_agreement_differs_from_strategic_plan_only_where_said() -> None:
    data = load(DATA / INVENTED)
    used = {row["kode_indikator"]: row["target_perubahan"] or row["target_murni"] for row in data["pk"]}
    planned = {row["kode_indikator"]: row["target_4"] for row in data["renstra"]}
    assert {code for code in used if used[code] != planned[code]} == {"4.1"}


def test_settings_left_out_take_their_defaults() -> None:
    defaults = {column.key: column.default for column in sheet_def("pengaturan").columns}
    assert load(DATA / REFERENCE)["pengaturan"] == [defaults]
    changed = load(DATA / INVENTED)["pengaturan"][0]
    assert sum(changed[key] != value for key, value in defaults.items()) == 7


def test_cells_are_typed_by_their_column() -> None:
    data = load(DATA / REFERENCE)
    first = data["realisasi"][0]
    assert (first["kode_indikator"], first["realisasi"], first["nasional"]) == ("1.1", 99.3, 99)
    assert isinstance(first["nasional"], int)
    assert "\n" in str(data["renstra"][0]["formulasi"])
    assert data["instansi"][0]["kepala_nip"] == "197809271998021001"


def test_planted_mistakes_are_found_where_they_stand_and_nothing_else() -> None:
    planted = {place(mistake) for mistake in of_stage("skema")}
    assert schema_errors(load(DATA / WRONG)) == planted


@pytest.mark.parametrize("mistake", of_stage("skema"), ids=lambda mistake: f"{mistake['nomor']}-{mistake['lembar']}")
def test_each_planted_mistake_alone_breaks_its_keyword(mistake: dict[str, Any]) -> None:
    data = load(DATA / INVENTED)
    apply_mistakes(data, [mistake])
    assert schema_errors(data) == {place(mistake)}


def test_mistakes_for_cross_table_rules_pass_the_schemas() -> None:
    data = load(DATA / INVENTED)
    apply_mistakes(data, of_stage("aturan"))
    assert schema_errors(data) == set()


def test_the_list_of_mistakes_is_broad_and_changes_every_cell_it_names() -> None:
    listed = mistakes()
    assert len(of_stage("skema")) >= 25
    assert {mistake["lembar"] for mistake in of_stage("skema")} == {sheet.key for sheet in sheet_defs()}
    assert [mistake["nomor"] for mistake in listed] == list(range(1, len(listed) + 1))
    cells = {(mistake["lembar"], mistake["baris"], mistake["kolom"]) for mistake in listed}
    assert len(cells) == len(listed)
    clean, wrong = load(DATA / INVENTED), load(DATA / WRONG)
    for sheet, row, column in cells:
        before, after = clean[sheet][row or 0][column], wrong[sheet][row or 0][column]
        assert (type(before), before) != (type(after), after), (sheet, row, column)


def test_error_value_is_an_error_and_not_text() -> None:
    wrong = load(DATA / WRONG)
    found = [value for rows in wrong.values() for row in rows for value in row.values() if isinstance(value, CellError)]
    assert found == ["#REF!"]


def test_unknown_column_is_refused(tmp_path: Path) -> None:
    for path in (DATA / REFERENCE).iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    (tmp_path / "sarpras.csv").write_text("jenis,jumlah,kondisi,catatan\n", "utf-8")
    with pytest.raises(KeyError, match="catatan"):
        load(tmp_path)
