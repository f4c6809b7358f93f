"""The fast and the stock path give the same workbook, and the fast one steps aside where it cannot be sure."""

from __future__ import annotations

import math
import zipfile
from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.cell import Cell as OpenpyxlCell
from openpyxl.worksheet.worksheet import Worksheet as OpenpyxlSheet

from lkjip_xl.values import CellError
from lkjip_xl.workbook import fast as fast_module
from lkjip_xl.workbook.model import Cell, SheetModel, WorkbookModel
from lkjip_xl.workbook.new import write_workbook
from tests.workbook.models import MAIN, full_model, part, written

PATHS = pytest.mark.parametrize("fast", [True, False], ids=["cepat", "bawaan"])


def cells_of(file: bytes, *, values: bool) -> dict[tuple[str, str], Any]:
    book = load_workbook(BytesIO(file), data_only=values)
    return {(sheet.title, cell.coordinate): cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.has_style}


def same(one: object, other: object) -> bool:
    if isinstance(one, float) and isinstance(other, float):
        return math.isclose(one, other, rel_tol=1e-15)  # XlsxWriter writes 16 digits, the fast path all 17
    return one == other or {one, other} == {None, ""}


def test_same_cells_values_formulas_and_looks() -> None:
    files = [written(full_model(), fast=fast) for fast in (True, False)]
    for values in (True, False):
        fast, stock = (cells_of(file, values=values) for file in files)
        assert fast.keys() == stock.keys()
        for place, cell in fast.items():
            other: OpenpyxlCell = stock[place]
            if place != ("Kinerja Tahunan", "C7") or values:  # an error constant, which XlsxWriter can only say as =#REF!
                assert same(cell.value, other.value), place
            for aspect in ("number_format", "font", "fill", "border", "alignment", "protection", "quotePrefix"):
                assert repr(getattr(cell, aspect)) == repr(getattr(other, aspect)), (place, aspect)


def test_every_other_part_is_the_same() -> None:
    fast, stock = (zipfile.ZipFile(BytesIO(written(full_model(), fast=fast))) for fast in (True, False))
    assert fast.namelist() == stock.namelist()
    for name in fast.namelist():
        if name.startswith("xl/worksheets/sheet") or name in ("xl/sharedStrings.xml", "xl/styles.xml"):
            continue
        assert fast.read(name) == stock.read(name), name


def test_worksheets_differ_in_sheet_data_only() -> None:
    for number in (1, 2, 3):
        fast, stock = (part(written(full_model(), fast=fast), f"xl/worksheets/sheet{number}.xml") for fast in (True, False))
        assert [child.tag for child in fast] == [child.tag for child in stock]
        for one, other in zip(fast, stock, strict=True):
            if one.tag != f"{MAIN}sheetData":
                assert [(e.tag, e.attrib, e.text) for e in one.iter()] == [(e.tag, e.attrib, e.text) for e in other.iter()]


def test_same_row_heights_and_column_widths() -> None:
    def sizes(sheet: OpenpyxlSheet) -> tuple[dict[int, Any], dict[str, Any]]:
        heights = {row: (found.height, found.hidden) for row, found in sheet.row_dimensions.items() if found.height}
        return heights, {letter: found.width for letter, found in sheet.column_dimensions.items()}

    fast, stock = (load_workbook(BytesIO(written(full_model(), fast=fast))) for fast in (True, False))
    for name in fast.sheetnames:
        assert sizes(fast[name]) == sizes(stock[name])
    assert sizes(fast["Kinerja Tahunan"])[0] == {1: (30.0, False), 4: (40.5, False), 12: (22.5, False)}


def test_uses_of_shared_strings_are_counted() -> None:
    file = written(full_model())
    cells = (cell for number in (1, 2, 3) for cell in part(file, f"xl/worksheets/sheet{number}.xml").iter(f"{MAIN}c"))
    used = sum(cell.get("t") == "s" for cell in cells)
    strings = part(file, "xl/sharedStrings.xml")
    assert (strings.get("count"), strings.get("uniqueCount")) == (str(used), str(len(strings)))


@pytest.mark.parametrize("value", [1, 2.5, "", "teks", True, False, CellError("#N/A")])
def test_the_type_of_a_cached_value_stands_in_the_file(value: Any) -> None:
    sheet = SheetModel("A")
    sheet.put(1, 1, Cell("angka", value, "=B1"))
    (cell,) = part(written(WorkbookModel([sheet])), "xl/worksheets/sheet1.xml").iter(f"{MAIN}c")
    kinds = {int: None, float: None, str: "str", bool: "b", CellError: "e"}
    assert (cell.get("t"), cell.findtext(f"{MAIN}f")) == (kinds[type(value)], "B1")
    assert cell.findtext(f"{MAIN}v") == (str(int(value)) if isinstance(value, bool) else str(value))


@PATHS
@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf])
@pytest.mark.parametrize("formula", [None, "=A1"])
def test_nan_and_infinity_are_a_fault_of_the_program(value: float, formula: str | None, fast: bool) -> None:
    sheet = SheetModel("A")
    sheet.put(3, 2, Cell("angka", value, formula))
    with pytest.raises(ValueError, match="B3"):
        written(WorkbookModel([sheet]), fast=fast)


@PATHS
def test_the_word_nan_is_a_text_like_any_other(fast: bool) -> None:
    sheet = SheetModel("A")
    sheet.put(1, 1, Cell("teks", "nan", '="nan"'))
    assert load_workbook(BytesIO(written(WorkbookModel([sheet]), fast=fast)), data_only=True)["A"]["A1"].value == "nan"


@PATHS
@pytest.mark.parametrize("formula", ["", "=", "A1+1", "{=A1}"])
def test_a_formula_begins_with_an_equals_sign(formula: str, fast: bool) -> None:
    sheet = SheetModel("A")
    sheet.put(1, 1, Cell("angka", 1, formula))
    with pytest.raises(ValueError, match="not a formula"):
        written(WorkbookModel([sheet]), fast=fast)


def test_rows_in_any_order_and_empty_rows_are_written_in_order() -> None:
    sheet = SheetModel("A", rows={5: [Cell("polos", 5)], 2: [], 3: [None, Cell("polos", 3)]})
    rows = list(part(written(WorkbookModel([sheet])), "xl/worksheets/sheet1.xml").iter(f"{MAIN}row"))
    assert [(row.get("r"), [cell.get("r") for cell in row]) for row in rows] == [("2", []), ("3", ["B3"]), ("5", ["A5"])]


@pytest.mark.parametrize("change", ["nama", "rilis"])
def test_an_unknown_xlsxwriter_takes_the_stock_path(change: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert fast_module.available(), "the installed XlsxWriter is one the fast path knows"
    fast_module.available.cache_clear()
    if change == "nama":
        monkeypatch.delattr("xlsxwriter.worksheet.Worksheet._write_sheet_data")
        monkeypatch.setattr(fast_module.FastWorksheet, "_write_sheet_data", None)
    else:
        monkeypatch.setattr("xlsxwriter.__version__", "9.1.0")
    try:
        assert not fast_module.available()
        if change == "rilis":
            monkeypatch.setattr(fast_module.FastWorksheet, "take", None)  # would fail if it were used
            write_workbook(full_model(), BytesIO())
    finally:
        fast_module.available.cache_clear()
