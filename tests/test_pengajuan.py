"""The random submissions are what they promise: valid, repeatable, and as varied as the 200 reports need them to be."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator

import pytest

from lkjip_xl.checks.engine import engine_for
from lkjip_xl.compute.excel import same_text
from lkjip_xl.definition.sheets import sheet_defs
from lkjip_xl.values import Value, number
from lkjip_xl.verbs import validasi
from tests.pengajuan import HALF_CASES, Rows, random_data, settings_choices, submission_of

COUNT = 200
SEEDS = range(COUNT)
_made: dict[int, dict[str, Rows]] = {}


def data_of(seed: int) -> dict[str, Rows]:
    if seed not in _made:
        _made[seed] = random_data(seed)
    return _made[seed]


def test_no_submission_breaks_a_schema() -> None:
    for seed in SEEDS:
        for sheet in sheet_defs():
            assert list(engine_for(sheet.key)(data_of(seed)[sheet.key])) == [], (seed, sheet.key)


def test_checks_find_no_schema_fault_either() -> None:
    for seed in range(0, COUNT, 10):
        codes = {finding.code for finding in validasi(submission_of(data_of(seed))).findings}
        assert not {code for code in codes if code.startswith("SKM")}, seed


def test_every_declared_column_is_present_and_computed_ones_are_blank() -> None:
    for sheet in sheet_defs():
        for record in data_of(0)[sheet.key]:
            assert list(record) == [column.key for column in sheet.columns]
            assert all(record[column.key] is None for column in sheet.columns if column.computed)


def test_the_same_seed_gives_the_same_submission() -> None:
    assert random_data(5) == random_data(5)
    assert random_data(5) != random_data(6)


@pytest.mark.parametrize("setting", settings_choices())
def test_every_value_of_every_setting_occurs(setting: str) -> None:
    seen = Counter(data_of(seed)["pengaturan"][0][setting] for seed in SEEDS)
    assert set(seen) == set(settings_choices()[setting])
    assert min(seen.values()) >= 10


def _indicators(data: dict[str, Rows]) -> Iterator[str]:
    """What the indicators of a submission show."""
    supports = defaultdict(list)
    for row in data["dukungan"]:
        if row["bobot"] is not None:
            supports[row["kode_indikator"]].append(row["program"])
    with_analysis = {row["kode_indikator"] for row in data["analisis"]}
    with_actual = {row["kode_indikator"] for row in data["realisasi"]}
    for row in data["pk"]:
        yield f"satuan {row['satuan']}"
        yield "target 0" if row["target_murni"] == 0 else "target lain"
        yield "target perubahan" if row["target_perubahan"] is not None else "tanpa target perubahan"
        yield f"dukungan {min(len(supports[row['kode_indikator']]), 2)}"
        if row["kode_indikator"] not in with_analysis:
            yield "tanpa analisis"
        if row["kode_indikator"] not in with_actual:
            yield "tanpa baris realisasi"
    for row in data["renstra"]:
        yield f"polaritas {row['polaritas']}"
    for row in data["realisasi"]:
        yield "realisasi kosong" if row["realisasi"] is None else "realisasi 0" if row["realisasi"] == 0 else "realisasi ada"
        yield "tahun lalu kosong" if row["realisasi_n1"] is None else "tahun lalu ada"
        yield f"kumulasi {row['cara_kumulasi']}"
        blank = [row[f"tw{quarter}"] for quarter in range(1, 5)].count(None)
        yield {0: "triwulan penuh", 4: "triwulan kosong"}.get(blank, "triwulan sebagian")


def _budget(data: dict[str, Rows]) -> Iterator[str]:
    programs = [row for row in data["dpa"] if row["tingkat"] == "Program"]
    yield f"program {len(programs)}"
    for row in data["dpa"]:
        yield f"tingkat {row['tingkat']}"
        if row["pagu"] == 0:
            yield "pagu 0"
        if row["tingkat"] == "Sub Kegiatan":
            yield "kode sub " + ("tanpa" if row["kode"] is None else str(len(str(row["kode"]).rpartition(".")[2])))
        if (number(row["pagu"]) or 0) >= 10**12:
            yield "pagu triliunan"
    shared = Counter(str(row["program"]).casefold() for row in data["dukungan"] if row["bobot"] is not None)
    if any(count > 1 for count in shared.values()):
        yield "program bersama"
    if any(row["bobot"] is None for row in data["dukungan"]):
        yield "baris rincian"
    names = [str(row["uraian"]).casefold() for row in programs]
    if any(str(row["program"]).casefold() not in names for row in data["dukungan"]):
        yield "program tak dikenal"


def _office(data: dict[str, Rows]) -> Iterator[str]:
    form = data["instansi"][0]
    first, last = number(form["renstra_awal"]), number(form["renstra_akhir"])
    assert first is not None and last is not None
    yield f"periode {last - first + 1:g}"
    yield f"anggaran {form['jenis_anggaran']}"
    goals = {row["no_sasaran"] for row in data["pk"]}
    yield f"sasaran {len(goals)}"
    compared = {row["kode_indikator"] for row in data["realisasi"] if row["nasional"] is not None}
    for goal in goals:
        codes = {row["kode_indikator"] for row in data["pk"] if row["no_sasaran"] == goal}
        yield "pembanding " + ("lengkap" if codes <= compared else "sebagian" if codes & compared else "tidak ada")
        yield f"indikator {len(codes)}"


def _texts(data: dict[str, Rows]) -> Iterator[str]:
    for rows in data.values():
        for record in rows:
            for value in record.values():
                if value in HALF_CASES:
                    yield "setengah biner"
                if isinstance(value, str):
                    yield from (f"awalan {value[0]}" for _ in range(value[0] in "=+-@"))
                    yield from (f"huruf {mark}" for mark in "\"'&<>\n" if mark in value)
                    if len(value) >= 500:
                        yield "teks panjang"
    causes = [row["penyebab"] for row in data["analisis"] if row["penyebab"]]
    if len(causes) > len(set(causes)):
        yield "analisis sama"


EXPECTED = {
    *(f"satuan {unit}" for unit in ("%", "indeks", "nilai", "per 100.000", "orang", "dokumen", "jam")),
    "target 0", "target perubahan", "dukungan 0", "dukungan 1", "dukungan 2", "tanpa analisis", "tanpa baris realisasi",
    "polaritas Positif", "polaritas Negatif", "realisasi kosong", "realisasi 0", "tahun lalu kosong",
    *(f"kumulasi {way}" for way in ("Jumlah", "Nilai akhir", "Rata-rata", None)),
    "triwulan sebagian", "triwulan penuh", "triwulan kosong", *(f"program {count}" for count in (1, 2, 3, 4, 8)),
    *(f"tingkat {level}" for level in ("Pendapatan", "Program", "Kegiatan", "Sub Kegiatan", "Indikator Lanjutan")),
    "pagu 0", "pagu triliunan", "kode sub tanpa", "kode sub 2", "kode sub 4", "program bersama", "baris rincian",
    "program tak dikenal", *(f"periode {years}" for years in (3, 4, 5, 6)), "anggaran APBD", "anggaran P.APBD",
    *(f"sasaran {count}" for count in (1, 2, 3, 10)), *(f"indikator {count}" for count in range(1, 6)),
    "pembanding lengkap", "pembanding sebagian", "pembanding tidak ada", "setengah biner", "teks panjang", "analisis sama",
    *(f"awalan {mark}" for mark in "=+-@"), *(f"huruf {mark}" for mark in "\"'&<>\n"),
}  # fmt: skip


def test_two_hundred_submissions_show_everything_a_submission_may_hold() -> None:
    seen: Counter[str] = Counter()
    for seed in SEEDS:
        data = data_of(seed)
        seen.update({*_indicators(data), *_budget(data), *_office(data), *_texts(data)})
    assert {feature: seen[feature] for feature in EXPECTED if seen[feature] < 4} == {}


def test_weights_of_a_program_sum_to_100() -> None:
    for seed in SEEDS:
        data = data_of(seed)
        sums: dict[str, float] = defaultdict(float)
        for row in data["dukungan"]:
            known = any(same_text(row["program"], str(program["uraian"])) for program in data["dpa"])
            weight: Value = row["bobot"]
            if known and isinstance(weight, int | float):
                sums[str(row["program"]).casefold()] += weight
        assert all(abs(total - 100) < 1e-9 for total in sums.values()), (seed, sums)
