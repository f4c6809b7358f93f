"""One mistake put into a random submission that fits: its code on its cell, and no second finding for the same cause.

Every kind is tried on several submissions; where a submission has nothing the kind could be put into, the next one is taken.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from random import Random
from types import EllipsisType

import pytest

from lkjip_xl.address import cell_name
from lkjip_xl.checks.finding import Finding, Severity
from lkjip_xl.checks.run import check
from lkjip_xl.definition.sheets import sheet_def
from lkjip_xl.values import Value
from tests.pengajuan import Rows
from tests.pengajuan_serasi import MULTIPLIERS, Data, bound, consistent_data

TRIES, WANTED = 60, 6
OTHER_FAMILIES = ("ANL", "BDG", "NSK", "WJR", "PGC")
"""Rules on plausibility and prose may well remark on a changed figure."""

Place = tuple[str, str, int]
"""Sheet, field, record."""
Kind = Callable[[Data, Random], tuple[str, Place] | None]
Row = dict[str, Value]


def _rows(data: Data, sheet: str, **wanted: Value | EllipsisType) -> list[tuple[int, Row]]:
    """(index, row) of rows with these values; ... stands for anything filled."""

    def fits(row: Row) -> bool:
        return all(row[key] is not None if value is ... else row[key] == value for key, value in wanted.items())

    return [(at, row) for at, row in enumerate(data[sheet]) if fits(row)]


def _pick(random: Random, rows: list[tuple[int, Row]]) -> tuple[int, Row] | None:
    return random.choice(rows) if rows else None


def _set(sheet: str, field: str, value: Callable[[Row, Random], Value], code: str, **wanted: Value | EllipsisType) -> Kind:
    """Change one field of a row that fits; the finding stands there."""

    def kind(data: Data, random: Random) -> tuple[str, Place] | None:
        found = _pick(random, _rows(data, sheet, **wanted))
        if found is None:
            return None
        at, row = found
        row[field] = value(row, random)
        return code, (sheet, field, at)

    return kind


def _num(value: Value) -> float:
    assert isinstance(value, int | float)
    return float(value)


def _children(data: Data, at: int) -> list[int]:
    """DPA rows one level below a row."""
    levels = ("Program", "Kegiatan", "Sub Kegiatan")
    rows: Rows = data["dpa"]
    depth = levels.index(str(rows[at]["tingkat"]))
    found = []
    for other in range(at + 1, len(rows)):
        level = str(rows[other]["tingkat"])
        if level not in levels:
            continue
        if levels.index(level) <= depth:
            break
        if levels.index(level) == depth + 1:
            found.append(other)
    return found


def _sum(key: str, code: str, level: str) -> Kind:
    """A leaf, or a kegiatan, that no longer adds up; told at the sum."""

    def kind(data: Data, random: Random) -> tuple[str, Place] | None:
        parents = [at for at, row in enumerate(data["dpa"]) if row["tingkat"] == level and _children(data, at)]
        parents = [at for at in parents if all(_num(data["dpa"][child]["pagu"]) > 10_000 for child in _children(data, at))]
        if not parents:
            return None
        at = random.choice(parents)
        row = data["dpa"][random.choice(_children(data, at)) if random.random() < 0.7 and level == "Kegiatan" else at]
        row[key] = _num(row[key]) - 7
        return code, ("dpa", key, at)

    return kind


def _lost_zero(data: Data, random: Random) -> tuple[str, Place] | None:
    """Two digits swapped in one of several sub kegiatan."""
    for at, row in enumerate(data["dpa"]):
        below = _children(data, at) if row["tingkat"] == "Kegiatan" else []
        for child in below if len(below) > 1 else ():
            digits = str(int(_num(data["dpa"][child]["pagu"])))
            if len(digits) > 6 and digits[0] < digits[1]:
                data["dpa"][child]["pagu"] = int(digits[1] + digits[0] + digits[2:])
                return "ANG-06", ("dpa", "pagu", child)
    return None


def _without(sheet: str, code: str, where: str) -> Kind:
    """A row of an indicator left out; told on PK."""

    def kind(data: Data, random: Random) -> tuple[str, Place] | None:
        if len(data[sheet]) < 2:
            return None
        gone = data[sheet].pop(random.randrange(len(data[sheet])))
        at = next(at for at, row in enumerate(data["pk"]) if row["kode_indikator"] == gone["kode_indikator"])
        return code, (where, "kode_indikator", at)

    return kind


def _target(data: Data, random: Random) -> tuple[str, Place] | None:
    """The target of PK leaves the plan; the DPA does not know this indicator."""
    named = {row["indikator"] for row in data["dpa"]}
    rows = [(at, row) for at, row in _rows(data, "pk", target_perubahan=None) if row["indikator"] not in named]
    if not rows:
        return None
    at, row = random.choice(rows)
    row["target_murni"] = _num(row["target_murni"]) * 1.1
    return "TGT-01", ("pk", "target_murni", at)


def _final_target(data: Data, random: Random) -> tuple[str, Place] | None:
    office = data["instansi"][0]
    first, last = int(_num(office["renstra_awal"])), int(_num(office["renstra_akhir"]))
    at = random.randrange(len(data["renstra"]))
    field = f"target_{last - first + 1}"
    data["renstra"][at][field] = None
    return "TGT-04", ("renstra", field, at)


def _outside(data: Data, random: Random) -> tuple[str, Place] | None:
    office = data["instansi"][0]
    length = int(_num(office["renstra_akhir"])) - int(_num(office["renstra_awal"])) + 1
    if length == 6:
        return None
    at = random.randrange(len(data["renstra"]))
    data["renstra"][at]["target_6"] = 50
    return "PER-07", ("renstra", "target_6", at)


def _same_in_dpa(field: str, code: str) -> Kind:
    """The DPA row of an indicator of PK says something else."""

    def kind(data: Data, random: Random) -> tuple[str, Place] | None:
        names = {row["indikator"] for row in data["pk"]}
        rows = [(at, row) for at, row in enumerate(data["dpa"]) if row["indikator"] in names and row["tingkat"] == "Program"]
        found = _pick(random, rows)
        if found is None:
            return None
        at, row = found
        row[field] = "kegiatan" if field == "satuan" else _num(row[field]) * 0.97
        return code, ("dpa", field, at)

    return kind


def _doubled(sheet: str, field: str, code: str) -> Kind:
    """The second row takes the first one's code or name."""

    def kind(data: Data, random: Random) -> tuple[str, Place] | None:
        if len(data[sheet]) < 2:
            return None
        data[sheet][1][field] = data[sheet][0][field]
        return code, (sheet, field, 1)

    return kind


def _more_weight(data: Data, random: Random) -> tuple[str, Place] | None:
    weights = _rows(data, "dukungan", bobot=...)
    at, row = weights[0]
    if _num(row["bobot"]) > 90:
        row["bobot"] = _num(row["bobot"]) - 5
        return "DKG-02", ("dukungan", "bobot", at)
    row["bobot"] = _num(row["bobot"]) + 5
    return "DKG-01", ("dukungan", "bobot", at)


def _unknown_program(data: Data, random: Random) -> tuple[str, Place] | None:
    rows = _rows(data, "pk_program")
    at, row = random.choice(rows)
    if row["kode_program"] is None:
        return None
    row["kode_program"] = "7.77.77"
    return "PRG-01", ("pk_program", "kode_program", at)


def _missing_program(data: Data, random: Random) -> tuple[str, Place] | None:
    if len(data["pk_program"]) < 2:
        return None
    gone = data["pk_program"].pop()
    at = next(at for at, row in enumerate(data["dpa"]) if row["uraian"] == gone["program"])
    return "PRG-08", ("dpa", "uraian", at)


def _orphan(data: Data, random: Random) -> tuple[str, Place] | None:
    blank = dict.fromkeys(sheet_def("dpa").by_key)
    row = {**blank, "tingkat": "Sub Kegiatan", "uraian": "Sub lepas", "pagu": 0, "realisasi_anggaran": 0}
    data["dpa"].insert(0, row)
    return "KOD-04", ("dpa", "tingkat", 0)


def _quarter(data: Data, random: Random) -> tuple[str, Place] | None:
    found = _pick(random, _rows(data, "realisasi", tw1=..., tw4=..., cara_kumulasi="Jumlah"))
    if found is None:
        return None
    at, row = found
    row["tw2"] = _num(row["tw2"]) * 1.5
    return "REA-04", ("realisasi", "realisasi", at)


def _ranks(data: Data, random: Random) -> tuple[str, Place] | None:
    if not data["sdm"]:
        return None
    data["sdm"][0]["laki_laki"] = int(_num(data["sdm"][0]["laki_laki"])) + 1
    return "SDM-01", ("sdm", "laki_laki", 0)


def _rank(data: Data, random: Random) -> tuple[str, Place] | None:
    if not data["sdm"]:
        return None
    data["instansi"][0]["kepala_pangkat"] = "Juru Muda"
    return "SDM-03", ("instansi", "kepala_pangkat", 0)


def _quotient(data: Data, random: Random) -> tuple[str, Place] | None:
    found = _pick(random, _rows(data, "realisasi", pembilang=...))
    if found is None:
        return None
    at, row = found
    row["pembilang"] = round(_num(row["pembilang"]) * 0.9)
    return "REA-01", ("realisasi", "realisasi", at)


def _overspent(data: Data, random: Random) -> tuple[str, Place] | None:
    leaves = [at for at, row in enumerate(data["dpa"]) if row["tingkat"] == "Sub Kegiatan" and row["pagu"]]
    if not leaves:
        return None
    at = random.choice(leaves)
    data["dpa"][at]["realisasi_anggaran"] = _num(data["dpa"][at]["pagu"]) + 1
    return "ANG-03", ("dpa", "realisasi_anggaran", at)


def _kinds(data: Data, random: Random) -> tuple[str, Place] | None:
    office = data["instansi"][0]
    if office["belanja_pegawai"] is None:
        return None
    office["belanja_pegawai"] = _num(office["belanja_pegawai"]) + 3
    return "ANG-05", ("instansi", "belanja_pegawai", 0)


def _fraction(data: Data, random: Random) -> tuple[str, Place] | None:
    codes = {row["kode_indikator"] for row in data["pk"] if row["satuan"] == "%"}
    rows = [(at, row) for at, row in _rows(data, "realisasi", realisasi_n1=...) if row["kode_indikator"] in codes]
    found = _pick(random, rows)
    if found is None:
        return None
    at, row = found
    row["realisasi_n1"] = _num(row["realisasi_n1"]) / 100
    return "SAT-04", ("realisasi", "realisasi_n1", at)


def _factor(data: Data, random: Random) -> tuple[str, Place] | None:
    found = _pick(random, _rows(data, "realisasi", pengali=...))
    if found is None:
        return None
    at, row = found
    row["pengali"] = next(value for value in MULTIPLIERS.values() if value != row["pengali"])
    return "REA-03", ("realisasi", "pengali", at)


def _goal(field: str, value: Value, code: str) -> Kind:
    """The sasaran of every row of one number changes on PK; told on the first of them."""

    def kind(data: Data, random: Random) -> tuple[str, Place] | None:
        number = random.choice(data["pk"])["no_sasaran"]
        rows = _rows(data, "pk", no_sasaran=number)
        if any(row[field] == value for row in data["pk"]):
            return None
        for _, row in rows:
            row[field] = value
        return code, ("pk", field, rows[0][0])

    return kind


KINDS: dict[str, Kind] = {
    "jumlah pegawai diketik salah": _set("sdm", "jumlah", lambda r, _: _num(r["laki_laki"]) + _num(r["perempuan"]) + 1, "HIT-01"),
    "jumlah pegawai diketik benar": _set("sdm", "jumlah", lambda r, _: _num(r["laki_laki"]) + _num(r["perempuan"]), "HIT-02"),
    "target dipakai diketik": _set("pk", "target", lambda r, _: _num(r["target_murni"]) + 1, "HIT-01"),
    "periode terlalu panjang": _set("instansi", "renstra_akhir", lambda r, _: int(_num(r["renstra_awal"])) + 7, "PER-03"),
    "periode terbalik": _set("instansi", "renstra_akhir", lambda r, _: int(_num(r["renstra_awal"])) - 1, "PER-02"),
    "tahun dasar sesudah awal": _set("instansi", "tahun_dasar", lambda r, _: r["renstra_awal"], "PER-05"),
    "tanggal tahun lalu": _set("instansi", "tanggal", lambda r, _: f"Januari {int(_num(r['tahun'])) - 1}", "PER-06"),
    "target di luar periode": _outside,
    "satuan PK lain": _set("pk", "satuan", lambda r, _: "eksemplar", "SAT-01"),
    "satuan DPA lain": _same_in_dpa("satuan", "SAT-02"),
    "persen sebagai pecahan": _fraction,
    "indikator tidak ada di Renstra": _without("renstra", "IND-01", "pk"),
    "indikator tidak ada di Realisasi": _without("realisasi", "IND-01", "pk"),
    "indikator tidak ada di Analisis": _without("analisis", "IND-01", "pk"),
    "kode indikator lain": _set("realisasi", "kode_indikator", lambda r, _: "Z9", "IND-03"),
    "kode indikator ganda": _doubled("analisis", "kode_indikator", "IND-04"),
    "nama indikator lain": _set("analisis", "indikator", lambda r, _: "Uraian yang tidak mirip", "IND-07"),
    "nomor sasaran lain": _goal("no_sasaran", 10, "IND-08"),
    "nama sasaran lain": _goal("sasaran", "Terwujudnya hal yang berbeda", "IND-10"),
    "target PK lain": _target,
    "target akhir kosong": _final_target,
    "target DPA lain": _same_in_dpa("target", "TGT-03"),
    "realisasi bukan hasil hitung": _quotient,
    "pengali lain": _factor,
    "triwulan lain": _quarter,
    "realisasi DPA lain": _same_in_dpa("realisasi", "REA-05"),
    "uraian sama": _set("realisasi", "uraian_penyebut", lambda r, _: r["uraian_pembilang"], "REA-08", uraian_pembilang=...),
    "penyebut nol": _set("realisasi", "penyebut", lambda r, _: 0, "REA-02", penyebut=...),
    "pagu kegiatan tidak sama": _sum("pagu", "ANG-01", "Kegiatan"),
    "pagu program tidak sama": _sum("pagu", "ANG-01", "Program"),
    "realisasi kegiatan tidak sama": _sum("realisasi_anggaran", "ANG-02", "Kegiatan"),
    "angka tertukar": _lost_zero,
    "realisasi melebihi pagu": _overspent,
    "anggaran PK lain": _set("pk_program", "anggaran", lambda r, _: _num(r["anggaran"]) + 11, "ANG-04"),
    "belanja lain": _kinds,
    "kode program tidak ada": _unknown_program,
    "program tidak ada di PK": _missing_program,
    "bobot tidak 100": _more_weight,
    "indikator dukungan tidak ada": _set("dukungan", "kode_indikator", lambda r, _: "Q8", "DKG-05"),
    "pangkat kepala tidak ada": _rank,
    "jumlah ASN lain": _ranks,
    "NIP mustahil": _set("instansi", "kepala_nip", lambda r, _: str(r["kepala_nip"])[:14] + "7001", "SDM-07"),
    "kode sub bukan di bawahnya": _set(
        "dpa", "kode", lambda r, _: "7.77.77.7.77.7777", "KOD-01", kode=..., tingkat="Sub Kegiatan"
    ),
    "baris tanpa induk": _orphan,
}


def _findings(data: Data) -> list[Finding]:
    return [
        finding
        for finding in check(bound(data)).findings
        if finding.severity is not Severity.INFO and finding.code[:3] not in OTHER_FAMILIES
    ]


def _corrupted(kind: Kind) -> Iterator[tuple[int, Data, str, Place]]:
    made = 0
    for seed in range(TRIES):
        data = consistent_data(seed)
        told = kind(data, Random(seed))
        if told is not None:
            yield seed, data, *told
            made += 1
        if made == WANTED:
            return
    assert made, "no submission has anything this kind could be put into"


@pytest.mark.parametrize("name", KINDS)
def test_one_mistake_is_one_finding_on_its_cell(name: str) -> None:
    for seed, data, code, (sheet, field, record) in _corrupted(KINDS[name]):
        definition = sheet_def(sheet)
        cell = cell_name(*definition.place(field, definition.first_row + record))
        found = [(finding.code, finding.sheet, finding.cell) for finding in _findings(data)]
        assert found == [(code, definition.name, cell)], seed
