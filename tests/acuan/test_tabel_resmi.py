"""The report made from the reference document's data, compared with every figure the document prints.

A figure agrees when the generated cell, rounded half-up to the printed decimals, is the printed one. Differences are allowed only
where salah_cetak.json lists a misprint, with exactly the printed figure and the one this report gives instead.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from lkjip_xl.definition.sheets import sheet_def
from lkjip_xl.indonesian import half_up, number_text, percent_text
from lkjip_xl.tables.context import normalised
from lkjip_xl.values import Value, is_blank, number
from lkjip_xl.workbook.model import WorkbookModel
from samples.muat import load
from tests.pengajuan import report_of
from tests.tables.contoh import Tabel

HERE = Path(__file__).parent
SAMPLE = HERE.parents[1] / "samples" / "data" / "disdukcapil_probolinggo_2024"
FIGURES = 517
BLANKS = 31
HEADING = "(judul kolom)"
FOOTER = "(kaki)"
TEXT_COLUMNS = {
    "Ket", "Analisis Penyebab", "Program", "Sasaran", "Kondisi", "Tingkat", "Indikator Kinerja", "Satuan", "Keterangan",
}  # fmt: skip

Place = tuple[str, str, str]
"""Printed table, row label (with a number where labels repeat), printed column."""
Misprint = dict[str, str]

SHEETS = {
    "Jumlah Pegawai": "Jumlah Pegawai",
    "Data Kepangkatan ASN": "Kepangkatan",
    "Pendidikan Umum ASN": "Pendidikan",
    "Sarana dan Prasarana": "Sarana Prasarana",
    "PK Indikator": "Perjanjian Kinerja",
    "Tabel 3.2": "Realisasi Anggaran",
}
"""Printed table → sheet, where the names differ; lettered tables have the same name."""
COLUMNS = {
    "Jumlah": "JUMLAH", "L": "L", "P": "P", "Target": "TARGET 2024", "Realisasi": "REALISASI 2024", "%": "%",
    "Realisasi 2023": "REALISASI / 2023", "Realisasi 2024": "REALISASI / 2024",
    "Target Akhir Renstra": "TARGET AKHIR RENSTRA (TH 2024)", "Tingkat Kemajuan": "TINGKAT KEMAJUAN",
    "Realisasi Nasional": "REALISASI NASIONAL", "Anggaran": "ANGGARAN 2024",
    "% Anggaran": "% ANGGARAN DARI TOTAL ANGGARAN KESELURUHAN", "Kinerja Target": "KINERJA / TARGET 2024",
    "Kinerja Realisasi": "KINERJA / REALISASI 2024", "Kinerja Capaian": "KINERJA / CAPAIAN (%)",
    "Anggaran Pagu": "ANGGARAN / ALOKASI PAGU 2024", "Anggaran Realisasi": "ANGGARAN / REALISASI 2024",
    "Anggaran Capaian": "ANGGARAN / CAPAIAN (%)", "% Capaian Kinerja": "% CAPAIAN KINERJA 2024",
    "% Penyerapan Anggaran": "% PENYERAPAN ANGGARAN 2024", "Tingkat Efisiensi": "TINGKAT EFISIENSI",
}  # fmt: skip
LABELS = {
    "Jumlah Pegawai": "PEGAWAI", "Data Kepangkatan ASN": "KEPANGKATAN", "Pendidikan Umum ASN": "PENDIDIKAN",
    "Sarana dan Prasarana": "JENIS SARANA & PRASARANA", "PK Indikator": "INDIKATOR KINERJA",
}  # fmt: skip
BUDGET_COLUMNS = {
    "Indikator Kinerja": 2, "Satuan": 3, "Target": 4, "Realisasi": 5, "%": 6, "Pagu Anggaran": 7, "Realisasi Anggaran": 8,
    "% Anggaran": 9, "Keterangan": 10,
}  # fmt: skip
OFFICE_FIELDS = {
    "Belanja Gaji dan tunjangan ASN": "Belanja Pegawai",
    "Belanja barang dan jasa": "Belanja Barang dan Jasa",
    "Belanja modal": "Belanja Modal",
    "Anggaran DPA SKPD": "Jumlah Belanja",
}


class Compared(NamedTuple):
    """A printed figure beside the generated cell's value."""

    printed: Any
    generated: Value


@cache
def printed_tables() -> tuple[dict[str, Any], ...]:
    return tuple(json.loads((HERE / "tercetak.json").read_text("utf-8"))["tabel"])


@cache
def misprints() -> tuple[Misprint, ...]:
    return tuple(json.loads((HERE / "salah_cetak.json").read_text("utf-8"))["salah_cetak"])


@cache
def report() -> WorkbookModel:
    return report_of(load(SAMPLE))


def sheet_of(printed: str) -> Tabel:
    return Tabel(report().sheet(SHEETS.get(printed, printed)))


def figure(printed: Any) -> Decimal:
    """A printed figure, whichever of the document's styles it uses (1.234 or 1,234; 98,08% or 98.09)."""
    if not isinstance(printed, str):
        return Decimal(repr(printed))
    bare = printed.rstrip("%")
    if "," in bare or re.fullmatch(r"-?\d{1,3}(\.\d{3})+", bare):
        bare = bare.replace(".", "").replace(",", ".")
    return Decimal(bare) if re.fullmatch(r"-?\d+(\.\d+)?", bare) else Decimal("NaN")


def decimals(printed: Any) -> int:
    """How many decimals the document prints."""
    text = printed.rstrip("%") if isinstance(printed, str) else repr(printed)
    match = re.search(r"[,.](\d{1,2})\Z", text)
    return len(match[1]) if match else 0


def agrees(printed: Any, generated: Value) -> bool:
    plain = number(generated)
    return plain is not None and half_up(plain, decimals(printed)) == figure(printed)


def as_text(generated: Value, like: str) -> str:
    """The generated figure in Indonesian style, as the list of misprints writes it."""
    plain = number(generated)
    assert plain is not None, generated
    return percent_text(plain) if like.endswith("%") else number_text(plain)


def row_values(name: str, rows: list[Any]) -> Iterator[tuple[str, dict[str, Any], dict[str, Value]]]:
    """Label, printed cells and generated cells of every row of a printed table."""
    if name == "Ikhtisar Eksekutif":
        office = report().sheet("Instansi")
        by_label = {cell.value: office.cell(row, 2) for row in office.rows if (cell := office.cell(row, 1)) is not None}
        for label, columns in rows:
            cell = by_label[OFFICE_FIELDS[label]]
            yield label, columns, {"Anggaran": cell.value if cell else None}
    elif name == "PK Program":
        yield from _agreement_programs(rows)
    elif name == "Tabel 3.2":
        yield from _budget_rows(rows)
    else:
        yield from _plain_rows(name, rows)


def _agreement_programs(rows: list[Any]) -> Iterator[tuple[str, dict[str, Any], dict[str, Value]]]:
    found = sheet_of("PK Indikator")
    by_name = {normalised(cell.value): row for row in found.sheet.rows if (cell := found.sheet.cell(row, 2)) is not None}
    for label, columns in rows:
        row = by_name[normalised(label)]
        yield label, columns, {"Anggaran": found.value(row, 4), "Ket": found.value(row, 5)}


def _budget_rows(rows: list[Any]) -> Iterator[tuple[str, dict[str, Any], dict[str, Value]]]:
    """Row by row in the printed order; our JUMLAH BELANJA has no printed counterpart."""
    found = sheet_of("Tabel 3.2")
    name_column = found.column("URAIAN")
    assert len(found.body) == len(rows) + 1
    for position, (row, (label, columns)) in enumerate(zip(found.body, rows, strict=False), 1):
        assert normalised(found.value(row, name_column)) == normalised(label)
        generated = {column: found.value(row, name_column + offset - 1) for column, offset in BUDGET_COLUMNS.items()}
        yield f"{position} {label}", columns, generated


def _plain_rows(name: str, rows: list[Any]) -> Iterator[tuple[str, dict[str, Any], dict[str, Value]]]:
    found = sheet_of(name)
    headings = found.headings
    label_heading = LABELS.get(name) or next(h for h in ("INDIKATOR KINERJA", "INDIKATOR SASARAN", "IKU") if h in headings)
    by_label = {found.value(row, found.column(label_heading)): row for row in found.body}
    for label, columns in rows:
        row, generated = by_label[label], {}
        for column in columns:
            heading = "TARGET" if (name, column) == ("PK Indikator", "Target") else COLUMNS.get(column, "")
            if name == "Tabel 1d" and column == "Realisasi":
                heading = "REALISASI TAHUN 2024"
            if heading:
                generated[column] = found.value(row, found.column(heading))
        yield label, columns, generated


@cache
def compared() -> dict[Place, Compared]:
    """Every printed figure, printed blanks included, with the generated value beside it."""
    found: dict[Place, Compared] = {}
    for table in printed_tables():
        name = table["tabel"]
        for label, columns, generated in row_values(name, table["baris"]):
            for column, printed in columns.items():
                if column not in TEXT_COLUMNS:
                    found[name, label, column] = Compared(printed, generated[column])
        total = re.search(r"([\d.]+),-", table.get("kaki", ""))
        if total:
            page = sheet_of(name)
            found[name, FOOTER, "Anggaran"] = Compared(total[1], page.value(page.body[-1], page.column("ANGGARAN 2024")))
    return found


def headings() -> dict[str, tuple[list[Any], list[Value]]]:
    """Printed and generated column headings of the lettered tables."""
    lettered = [table for table in printed_tables() if re.fullmatch(r"Tabel [12][a-i]", table["tabel"])]
    return {table["tabel"]: (table["judul_kolom"], sheet_of(table["tabel"]).headings) for table in lettered}


def differing_headings() -> dict[str, list[tuple[Any, Value]]]:
    found = {}
    for name, (printed, generated) in headings().items():
        assert len(printed) == len(generated), name
        pairs = [(one, other) for one, other in zip(printed, generated, strict=True) if normalised(one) != normalised(str(other))]
        if pairs:
            found[name] = pairs
    return found


def problems(listed: tuple[Misprint, ...]) -> list[str]:
    """Everything that keeps the document, the report and the list of misprints from agreeing."""
    found = []
    expected = {(item["tabel"], item["baris"], item["kolom"]): item for item in listed if item["baris"] != HEADING}
    if len(expected) + sum(item["baris"] == HEADING for item in listed) != len(listed):
        found.append("satu sel terdaftar dua kali")
    for place, (printed, generated) in compared().items():
        item = expected.pop(place, None)
        right = is_blank(generated) if printed is None else agrees(printed, generated)
        if item is None and not right:
            found.append(f"{place}: tercetak {printed!r}, laporan {generated!r}, tidak terdaftar")
        elif item is not None and right:
            found.append(f"{place}: terdaftar sebagai salah cetak, padahal cocok")
        elif item is not None and not _is_this(item, printed, generated):
            found.append(f"{place}: terdaftar lain dari tercetak {printed!r} dan laporan {generated!r}")
    found += [f"{place}: terdaftar, tetapi tidak ada angka tercetak di situ" for place in expected]
    return found + _heading_problems(listed)


def _is_this(item: Misprint, printed: Any, generated: Value) -> bool:
    same_print = item["tercetak"] == printed or (not isinstance(printed, str) and figure(item["tercetak"]) == figure(printed))
    return same_print and item["seharusnya"] == as_text(generated, item["seharusnya"])


def _heading_problems(listed: tuple[Misprint, ...]) -> list[str]:
    expected = {(item["tabel"], item["tercetak"], item["seharusnya"]) for item in listed if item["baris"] == HEADING}
    differing = {(name, str(one), str(other)) for name, pairs in differing_headings().items() for one, other in pairs}
    return [f"judul kolom {entry}" for entry in sorted(expected ^ differing)]


def test_every_printed_figure_is_the_generated_one_or_a_listed_misprint() -> None:
    assert problems(misprints()) == []


def test_no_printed_figure_drops_out_of_the_comparison() -> None:
    """Counted from the document's side, without the code that compares."""
    in_rows = [
        value
        for table in printed_tables()
        for _, columns in table["baris"]
        for column, value in columns.items()
        if column not in TEXT_COLUMNS
    ]
    footers = [table for table in printed_tables() if "Total anggaran" in table.get("kaki", "")]
    printed = [item.printed for item in compared().values()]
    assert len(compared()) == len(in_rows) + len(footers)
    assert sum(value is not None for value in printed) == sum(value is not None for value in in_rows) + len(footers) == FIGURES
    assert sum(value is None for value in printed) == in_rows.count(None) == BLANKS


def test_every_generated_figure_is_a_live_formula() -> None:
    """What was compared is calculated in the workbook, not typed into it."""
    for table in printed_tables():
        name = table["tabel"]
        if re.fullmatch(r"Tabel [123].*", name):
            found = sheet_of(name)
            numbers = [
                found.cell(row, column) for row in found.body for column in range(1, found.columns + 1)
                if found.headings[column - 1] != "NO" and number(found.value(row, column)) is not None
            ]  # fmt: skip
            assert numbers and all(cell.formula for cell in numbers), name


@pytest.mark.parametrize("dropped", range(14))
def test_a_misprint_missing_from_the_list_is_found(dropped: int) -> None:
    listed = misprints()
    assert len(listed) == 14
    found = problems(listed[:dropped] + listed[dropped + 1 :])
    assert len(found) == 1
    assert listed[dropped]["tabel"] in found[0]


@pytest.mark.parametrize(
    ("table", "row", "column", "printed", "right"),
    [
        ("Tabel 1a", "Persentase penduduk yang memiliki KTP-el", "Realisasi", "99,30%", "99,30%"),
        ("Tabel 1a", "Persentase penduduk yang memiliki KTP-el", "Realisasi", "99,30%", "99,31%"),
        ("Tabel 1a", "Indikator yang tidak ada", "Realisasi", "1,00%", "2,00%"),
        ("Tabel 2a", HEADING, "Target", "TARGET 2024", "TARGET 2023"),
    ],
)
def test_a_bogus_misprint_in_the_list_is_found(table: str, row: str, column: str, printed: str, right: str) -> None:
    bogus = {"tabel": table, "baris": row, "kolom": column, "tercetak": printed, "seharusnya": right, "hitungan": ""}
    found = problems((*misprints(), bogus))
    assert len(found) == 1
    assert table in found[0]


@pytest.mark.parametrize("field", ["tercetak", "seharusnya"])
@pytest.mark.parametrize("position", range(14))
def test_a_misprint_listed_with_another_figure_is_found(position: int, field: str) -> None:
    listed = list(misprints())
    wrong = {"tercetak": "12,34%", "seharusnya": "12,34%"}
    listed[position] = {**listed[position], field: wrong[field]}
    found = problems(tuple(listed))
    assert found and all(listed[position]["tabel"] in problem for problem in found)


def test_a_misprint_listed_twice_is_found() -> None:
    assert problems((*misprints(), misprints()[0])) == ["satu sel terdaftar dua kali"]


def test_printed_precision_is_half_up() -> None:
    assert agrees("99,30%", 99.295) and not agrees("99,30%", 99.2949)
    assert agrees("4.13%", 4.125) and agrees("98.09", 98.085) and agrees("1.234.567", 1234566.5)
    assert not any(agrees("0,00%", value) for value in ("", None, "-", "0,00%"))


def test_a_wrong_generated_figure_would_be_found(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same comparison over a report from data with one amount changed: it shows everywhere the amount is used."""
    data = load(SAMPLE)
    (row,) = [row for row in data["dpa"] if str(row["uraian"]) == "PROGRAM PENGELOLAAN PROFIL KEPENDUDUKAN"]
    assert row["realisasi_anggaran"] == 31_800_000
    row["realisasi_anggaran"] = 31_900_000
    changed, module = report_of(data), sys.modules[__name__]
    monkeypatch.setattr(module, "report", lambda: changed)
    monkeypatch.setattr(module, "compared", compared.__wrapped__)
    tables = [problem.split("'")[1] for problem in problems(misprints())]
    assert tables == ["Tabel 2e", "Tabel 2e", "Tabel 2f", "Tabel 2f", "Tabel 3.2", "Tabel 3.2"]


def test_verdicts_and_conditions_are_the_printed_ones() -> None:
    national = next(table for table in printed_tables() if table["tabel"] == "Tabel 1d")
    assert sheet_of("Tabel 1d").values("KET") == [columns["Ket"] for _, columns in national["baris"]]
    facilities = next(table for table in printed_tables() if table["tabel"] == "Sarana dan Prasarana")
    assert sheet_of("Sarana dan Prasarana").values("KONDISI") == [columns["Kondisi"] for _, columns in facilities["baris"]]


def test_texts_of_table_3_2_are_the_printed_ones() -> None:
    for table in printed_tables():
        if table["tabel"] == "Tabel 3.2":
            for label, columns, generated in row_values("Tabel 3.2", table["baris"]):
                for column in ("Indikator Kinerja", "Satuan", "Keterangan"):
                    printed = columns[column] or ""
                    assert generated[column] in ((printed, "Target 0") if column == "Keterangan" else (printed,)), (label, column)


@pytest.mark.parametrize("name", ["Tabel 1h", "Tabel 2g"])
def test_analyses_are_the_printed_bullets(name: str) -> None:
    table = next(table for table in printed_tables() if table["tabel"] == name)
    printed = [columns["Analisis Penyebab"] for _, columns in table["baris"]]
    expected = ["\n".join(f"✓ {line}" for line in lines) if lines else None for lines in printed]
    assert sheet_of(name).values("ANALISIS PENYEBAB") == expected


@pytest.mark.parametrize("name", ["Tabel 1i", "Tabel 2h"])
def test_supporting_programs_are_the_printed_ones(name: str) -> None:
    """Names are those of table 3.2, which spells a few differently (salah_cetak.json, pertentangan): compared loosely."""
    table = next(table for table in printed_tables() if table["tabel"] == name)
    expected: list[str] = []
    for _, columns in table["baris"]:
        for program, activities in columns["Program"].items():
            expected.append(program)
            for activity, subs in activities.items():
                expected += [activity, *subs]
    found = sheet_of(name).values("PROGRAM / KEGIATAN / SUB KEGIATAN")

    def loose(text: Value) -> str:
        return normalised(text).replace(" ", "")

    assert [loose(text) for text in found] == [loose(text) for text in expected]


def test_sasaran_2_has_no_national_table_and_its_letters_move_up() -> None:
    printed = [table["tabel"] for table in printed_tables() if table["tabel"].startswith(("Tabel 1", "Tabel 2"))]
    generated = [sheet.name for sheet in report().sheets if sheet.name.startswith("Tabel ")]
    assert generated == printed == [f"Tabel 1{letter}" for letter in "abcdefghi"] + [f"Tabel 2{letter}" for letter in "abcdefgh"]


@pytest.mark.parametrize(("code", "count"), [("2.1", 32), ("2.2", 23)])
def test_numerators_printed_below_table_2a_give_the_printed_realisasi(code: str, count: int) -> None:
    """"32 dari 32 data, 23 dari 23 permintaan": the computed column of sheet Realisasi and the realisasi agree."""
    definition = sheet_def("realisasi")
    sheet = report().sheet(definition.name)

    def values(row: int) -> list[Value]:
        found = [sheet.cell(row, definition.by_key[key].order) for key in ("pembilang", "penyebut", "hasil_hitung", "realisasi")]
        return [cell.value if cell else None for cell in found]

    (row,) = [row for row in sheet.rows if (cell := sheet.cell(row, 1)) is not None and cell.value == code]
    assert values(row) == [count, count, 100, 100]


def test_the_total_the_document_never_printed() -> None:
    """domain.md: pagu 5.629.936.406, realisasi 5.217.366.979, that is 92,67 %."""
    found = sheet_of("Tabel 3.2")
    last, first = found.body[-1], found.column("URAIAN")
    assert found.value(last, first) == "JUMLAH BELANJA"
    values = [found.value(last, first + offset) for offset in (6, 7)]
    assert [number_text(Decimal(repr(value))) for value in values] == ["5.629.936.406", "5.217.366.979"]
    share = number(found.value(last, first + 8))
    assert share is not None and percent_text(share) == "92,67%"
