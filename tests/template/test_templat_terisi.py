"""A filled standard workbook: rows are records, every value on its cell, computed columns computed."""

from __future__ import annotations

import tempfile
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lkjip_xl.compute.columns import compute_column
from lkjip_xl.definition.sheets import TABLE_HEADING_ROW, sheet_def, sheet_defs
from lkjip_xl.template.book import Placed, place, place_data
from lkjip_xl.template.build import filled_workbook, standard_sheets
from lkjip_xl.template.row_formula import row_formula
from lkjip_xl.values import CellError, Value
from lkjip_xl.verbs import baca
from lkjip_xl.workbook.model import SheetModel, WorkbookModel
from lkjip_xl.workbook.new import write_workbook
from samples.muat import Rows, load
from tests.pengajuan import random_data

SAMPLES = Path(__file__).parents[2] / "samples" / "data"
seeds = st.integers(0, 10**6)


def cell_value(sheet: SheetModel, row: int, column: int) -> Value:
    cell = sheet.cell(row, column)
    return cell.value if cell else None


def check_rows_are_records(data: dict[str, Rows], book: WorkbookModel) -> None:
    for definition in sheet_defs():
        sheet, records = book.sheet(definition.name), data[definition.key]
        if definition.layout == "tabel":
            (table,) = sheet.tables
            assert table.area[2] - table.area[0] == max(len(records), 1), definition.key
            assert max(sheet.rows) == table.area[2], definition.key
        for offset, record in enumerate(records):
            for column in definition.columns:
                row, place_ = definition.place(column.key, definition.first_row + offset)
                if not column.computed:
                    expected = column.default if record[column.key] is None else record[column.key]
                    assert cell_value(sheet, row, place_) == expected, (definition.key, row, column.key)


@given(seed=seeds)
@settings(max_examples=25, deadline=None)
def test_every_record_is_a_row_and_every_value_stands_under_its_heading(seed: int) -> None:
    data = random_data(seed)
    check_rows_are_records(data, filled_workbook(data))


@given(seed=seeds)
@settings(max_examples=25, deadline=None)
def test_computed_cells_hold_the_official_formula_and_its_value(seed: int) -> None:
    data = random_data(seed)
    book, placed = filled_workbook(data), place_data(data)
    for definition in sheet_defs():
        for record in placed.sheets[definition.key]:
            for column in definition.columns:
                if not column.computed:
                    continue
                row, place_ = definition.place(column.key, record.row)
                cell = book.sheet(definition.name).cell(row, place_)
                assert cell is not None
                assert cell.formula == row_formula(definition, column, row)
                assert cell.value == compute_column(column.compute, record.values, placed.forms), (definition.key, row)


@given(seed=seeds)
@settings(max_examples=15, deadline=None)
def test_the_reader_gives_back_what_was_filled_in(seed: int) -> None:
    """Form and table values come back from the file as they went in; computed columns are not data."""
    data = random_data(seed)
    buffer = BytesIO()
    write_workbook(filled_workbook(data), buffer)
    submission = _read(buffer.getvalue())
    for definition in sheet_defs():
        found = [dict(record.values) for record in submission[definition.key]]
        assert found == data[definition.key], definition.key


def _read(content: bytes) -> dict[str, list[Placed]]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "isian.xlsx"
        path.write_bytes(content)
        submission = baca(path)
    return {key: [Placed(record.row, record.values) for record in data.records] for key, data in submission.sheets.items()}


@pytest.mark.parametrize("name", ["disdukcapil_probolinggo_2024", "rekaan_dinkes_2024"])
def test_samples_fill_the_workbook_row_by_row(name: str) -> None:
    data = load(SAMPLES / name)
    check_rows_are_records(data, filled_workbook(data))


def test_year_bands_show_calendar_years_and_stop_after_the_period() -> None:
    form: dict[str, Value] = {"tahun": 2024, "renstra_awal": 2022, "renstra_akhir": 2024}
    book = filled_workbook({"instansi": [form]})
    row = TABLE_HEADING_ROW - 1
    targets = [sheet_def("renstra").by_key[f"target_{year}"].order for year in range(1, 7)]
    assert [cell_value(book.sheet("Renstra"), row, column) for column in targets] == [2022, 2023, 2024, "", "", ""]
    past = [sheet_def("realisasi").by_key[key].order for key in ("realisasi", *(f"realisasi_n{back}" for back in range(1, 6)))]
    assert [cell_value(book.sheet("Realisasi"), row, column) for column in past] == [2024, 2023, 2022, 2021, 2020, 2019]


def test_records_keep_their_rows_and_gaps_stay_blank() -> None:
    """A submission with a blank row between its records keeps that row, and the table reaches over it."""
    record: dict[str, Value] = {"tingkat": "Program", "uraian": "Program satu", "pagu": 10, "realisasi_anggaran": 5}
    book = place({"dpa": [(5, record), (8, {**record, "uraian": "Program dua"})]})
    sheets, _ = standard_sheets(book, blank=False)
    sheet = next(sheet for sheet in sheets if sheet.name == "DPA")
    dpa = sheet_def("dpa")
    assert sheet.tables[0].area[2] == 8
    column = dpa.by_key["uraian"].order
    assert [cell_value(sheet, row, column) for row in range(5, 9)] == ["Program satu", None, None, "Program dua"]
    computed = dpa.by_key["penyerapan"]
    assert [cell_value(sheet, row, computed.order) for row in range(5, 9)] == [50, "", "", 50]
    formulas = [cell.formula for row in range(5, 9) if (cell := sheet.cell(row, computed.order))]
    assert formulas == [row_formula(dpa, computed, row) for row in range(5, 9)]


@pytest.mark.parametrize(
    ("murni", "perubahan", "kind", "used"),
    [
        (90, 95, "P.APBD", 95), (90, 95, "APBD", 90), (90, None, "P.APBD", 90), (90, 0, "P.APBD", 0), (None, 95, "APBD", ""),
        (90, 95, None, 90), (90, "95", "P.APBD", 90), (90, 95, CellError("#REF!"), CellError("#REF!")),
    ],
)  # fmt: skip
def test_target_used_follows_the_kind_of_budget(murni: Value, perubahan: Value, kind: Value, used: Value) -> None:
    book = place_data({"instansi": [{"jenis_anggaran": kind}], "pk": [{"target_murni": murni, "target_perubahan": perubahan}]})
    assert book.sheets["pk"][0].values["target"] == used


@pytest.mark.parametrize(
    ("quarters", "way", "value"),
    [
        ((10, 20, None, 30), "Jumlah", 60), ((10, 20, None, 30), "Rata-rata", 20), ((10, 20, None, 30), "Nilai akhir", 30),
        ((10, 20, None, None), "Nilai akhir", 20), ((10, None, None, 0), "Nilai akhir", 0), ((None,) * 4, "Jumlah", ""),
        ((10, 20, 30, 40), None, ""), ((10, 20, 30, 40), "lain", ""), ((None, 0, None, None), "Rata-rata", 0),
        ((10, CellError("#N/A"), 1, 1), "Jumlah", CellError("#N/A")), ((10, CellError("#N/A"), None, None), "Nilai akhir", 10),
    ],
)  # fmt: skip
def test_quarters_are_gathered_as_the_indicator_says(quarters: tuple[Value, ...], way: Value, value: Value) -> None:
    """Blank quarters are not 0; the last value is the last quarter with a number."""
    record = {f"tw{number}": quarter for number, quarter in enumerate(quarters, 1)}
    book = place_data({"realisasi": [{**record, "cara_kumulasi": way}]})
    assert book.sheets["realisasi"][0].values["kumulatif_tw"] == value
