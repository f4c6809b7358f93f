"""Every printed figure is recomputed from the sample data: it agrees, or it is listed as a misprint."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from lkjip_xl.indonesian import half_up, number_text, percent_text
from lkjip_xl.values import Value
from samples.muat import Rows, load

HERE = Path(__file__).parent
SAMPLE = HERE.parents[1] / "samples" / "data" / "disdukcapil_probolinggo_2024"
NOT_FIGURES = {"Ket", "Analisis Penyebab", "Program", "Sasaran", "Kondisi"}

Cell = tuple[str, str, str]
"""Table, row label, column."""
Record = dict[str, Value]


def printed_tables() -> dict[str, dict[str, Any]]:
    return {table["tabel"]: table for table in json.loads((HERE / "tercetak.json").read_text("utf-8"))["tabel"]}


def listed() -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = json.loads((HERE / "salah_cetak.json").read_text("utf-8"))
    return found


def figure(text: Any) -> Any:
    """A printed figure as Decimal, whichever of the document's styles it uses; other text as it is."""
    if not isinstance(text, str):
        return None if text is None else Decimal(repr(text))
    bare = text.rstrip("%")
    if re.fullmatch(r"-?\d{1,3}(\.\d{3})+(,\d+)?", bare) or "," in bare:
        bare = bare.replace(".", "").replace(",", ".")
    return Decimal(bare) if re.fullmatch(r"-?\d+(\.\d+)?", bare) else text


def exact(value: Value) -> Decimal:
    return Decimal(repr(value))


def share(part: Decimal, whole: Decimal) -> Decimal:
    return part / whole * 100


class Indicator:
    """What the document's tables need of one indicator, from the plain data."""

    def __init__(self, data: dict[str, Rows], number: int) -> None:
        agreement, real = data["pk"][number], data["realisasi"][number]
        code = agreement["kode_indikator"]
        self.name = str(agreement["indikator"])
        self.sasaran = str(agreement["no_sasaran"])
        self.target = exact(agreement["target_murni"])
        self.plan_end = exact(data["renstra"][number]["target_5"])
        self.now, self.before = exact(real["realisasi"]), exact(real["realisasi_n1"])
        self.national = real["nasional"]
        program = next(row["program"] for row in data["dukungan"] if row["kode_indikator"] == code)
        budget = next(row for row in data["dpa"] if row["uraian"] == program)
        self.pagu, self.spent = exact(budget["pagu"]), exact(budget["realisasi_anggaran"])

    @property
    def score(self) -> Decimal:
        return share(self.now, self.target)

    @property
    def absorption(self) -> Decimal:
        return share(self.spent, self.pagu)


def indicator_tables(one: Indicator, urusan: Decimal) -> Iterator[dict[str, Decimal]]:
    """The columns of tables a, b, c ... in the order the document prints them."""
    target, now = one.target, one.now
    yield {"Target": target, "Realisasi": now, "%": one.score}
    yield {"Target": target, "Realisasi 2023": one.before, "Realisasi 2024": now}
    yield {"Target Akhir Renstra": one.plan_end, "Realisasi": now, "Tingkat Kemajuan": now - one.before}
    if one.national is not None:
        yield {"Realisasi": now, "Realisasi Nasional": exact(one.national)}
    yield {"Anggaran": one.pagu, "% Anggaran": share(one.pagu, urusan)}
    yield {
        "Kinerja Target": target,
        "Kinerja Realisasi": now,
        "Kinerja Capaian": one.score,
        "Anggaran Pagu": one.pagu,
        "Anggaran Realisasi": one.spent,
        "Anggaran Capaian": one.absorption,
    }
    efficiency = {"% Capaian Kinerja": one.score, "% Penyerapan Anggaran": one.absorption}
    yield efficiency | {"Tingkat Efisiensi": one.score - one.absorption}
    for _ in ("analisis", "program"):
        yield {"Target": target, "Realisasi": now}


def performance(data: dict[str, Rows]) -> dict[Cell, Decimal]:
    programs = [row for row in data["dpa"] if row["jenis_program"] == "Urusan"]
    urusan = sum((exact(row["pagu"]) for row in programs), Decimal(0))
    cells: dict[Cell, Decimal] = {}
    for number in range(len(data["pk"])):
        one = Indicator(data, number)
        for letter, columns in zip("abcdefghi", indicator_tables(one, urusan), strict=False):
            for column, value in columns.items():
                cells[f"Tabel {one.sasaran}{letter}", one.name, column] = value
    return cells


def agreement(data: dict[str, Rows]) -> dict[Cell, Decimal]:
    cells = {("PK Indikator", str(row["indikator"]), "Target"): exact(row["target_murni"]) for row in data["pk"]}
    for row in data["pk_program"]:
        cells["PK Program", str(row["program"]), "Anggaran"] = exact(row["anggaran"])
    cells["PK Program", "JUMLAH", "Anggaran"] = sum((exact(row["anggaran"]) for row in data["pk_program"]), Decimal(0))
    form = data["instansi"][0]
    kinds = {
        "Belanja Gaji dan tunjangan ASN": "belanja_pegawai",
        "Belanja barang dan jasa": "belanja_barang_jasa",
        "Belanja modal": "belanja_modal",
    }
    amounts = {label: exact(form[key]) for label, key in kinds.items()}
    amounts["Anggaran DPA SKPD"] = sum(amounts.values(), Decimal(0))
    return cells | {("Ikhtisar Eksekutif", label, "Anggaran"): amount for label, amount in amounts.items()}


def staff(data: dict[str, Rows]) -> dict[Cell, Decimal]:
    titles = {"Pegawai": "Jumlah Pegawai", "Kepangkatan": "Data Kepangkatan ASN", "Pendidikan": "Pendidikan Umum ASN"}
    cells: dict[Cell, Decimal] = {}
    for row in data["sdm"]:
        men, women = exact(row["laki_laki"]), exact(row["perempuan"])
        title = titles[str(row["kelompok"])]
        for column, value in (("L", men), ("P", women), ("Jumlah", men + women)):
            cells[title, str(row["uraian"]), column] = value
            cells[title, "JUMLAH", column] = cells.get((title, "JUMLAH", column), Decimal(0)) + value
    for row in data["sarpras"]:
        cells["Sarana dan Prasarana", str(row["jenis"]), "Jumlah"] = exact(row["jumlah"])
    return cells


def expected_cells() -> dict[Cell, Decimal]:
    data = load(SAMPLE)
    return performance(data) | agreement(data) | staff(data)


def printed_cells() -> dict[Cell, Any]:
    return {
        (name, label, column): printed
        for name, table in printed_tables().items()
        if name != "Tabel 3.2"
        for label, columns in table["baris"]
        for column, printed in columns.items()
        if column not in NOT_FIGURES
    }


def decimals(printed: Any) -> int:
    """How many decimals the document prints."""
    match = re.search(r"[,.](\d{1,2})%?$", printed) if isinstance(printed, str) and "%" in printed else None
    return len(match[1]) if match else 0


def agrees(printed: Any, right: Decimal) -> bool:
    return bool(figure(printed) == half_up(right, decimals(printed)))


def as_printed(right: Decimal, printed: str) -> str:
    return percent_text(right) if printed.endswith("%") else number_text(right)


def is_heading(misprint: dict[str, Any]) -> bool:
    return bool(misprint["baris"] == "(judul kolom)")


def misprint_cell(misprint: dict[str, Any]) -> Cell:
    return misprint["tabel"], misprint["baris"], misprint["kolom"]


def test_every_printed_figure_is_recomputed() -> None:
    assert printed_cells().keys() == expected_cells().keys()


def test_the_list_holds_every_misprint_and_nothing_else() -> None:
    expected = expected_cells()
    wrong = {cell for cell, printed in printed_cells().items() if not agrees(printed, expected[cell])}
    assert wrong == {misprint_cell(item) for item in listed()["salah_cetak"] if not is_heading(item)}


@pytest.mark.parametrize("item", listed()["salah_cetak"], ids=lambda item: f"{item['tabel']}-{item['tercetak']}")
def test_each_misprint_carries_the_right_figure(item: dict[str, Any]) -> None:
    if is_heading(item):
        assert any(item["tercetak"] == heading for heading in printed_tables()[item["tabel"]]["judul_kolom"])
        return
    cell = misprint_cell(item)
    printed = printed_cells()[cell]
    assert figure(printed) == figure(item["tercetak"])
    assert item["seharusnya"] == as_printed(expected_cells()[cell], item["tercetak"])


def budget_rows() -> list[tuple[str, dict[str, Any]]]:
    return [(label, columns) for label, columns in printed_tables()["Tabel 3.2"]["baris"] if columns["Tingkat"] != "Judul"]


def test_table_3_2_is_the_dpa_sheet_row_by_row() -> None:
    rows = [row for row in load(SAMPLE)["dpa"] if row["tingkat"] != "Pendapatan"]
    keys = {
        "Tingkat": "tingkat",
        "Indikator Kinerja": "indikator",
        "Satuan": "satuan",
        "Target": "target",
        "Realisasi": "realisasi",
        "Pagu Anggaran": "pagu",
        "Realisasi Anggaran": "realisasi_anggaran",
        "Keterangan": "keterangan",
    }
    for (label, columns), row in zip(budget_rows(), rows, strict=True):
        assert (label or None) == row["uraian"]
        assert {column: columns[column] for column in keys} == {column: row[key] for column, key in keys.items()}


def test_table_3_2_prints_no_wrong_percentage() -> None:
    pairs = {"%": ("Target", "Realisasi"), "% Anggaran": ("Pagu Anggaran", "Realisasi Anggaran")}
    for label, columns in budget_rows():
        for column, (whole, part) in pairs.items():
            printed = columns[column]
            if not columns[whole]:
                assert printed is None, label
            else:
                assert figure(printed) == half_up(share(exact(columns[part]), exact(columns[whole])), 2), label


def test_contradictions_name_at_least_two_places() -> None:
    for item in listed()["pertentangan"]:
        assert len(item["letak"]) >= 2, item["hal"]
        assert all(place["tempat"] and place["isi"] for place in item["letak"])
