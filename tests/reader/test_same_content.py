"""The same content reads the same, whichever program saved the file."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from pathlib import Path

import openpyxl
import openpyxl.worksheet.table
import pytest
import xlsxwriter

from lkjip_xl.reader.raw import RawWorkbook
from lkjip_xl.reader.workbook_reader import read_workbook
from lkjip_xl.values import CellError, Value
from tests.ooxml.paket import HEAD, MAIN, OFFICE, STRICT, Parts, content_types, parts, relations, workbook_part, zipped
from tests.recalc.engines import recalculate_libreoffice

MONEY, DATE = "#,##0", "yyyy-mm-dd"
SHEET = "Pagu & Realisasi"
CONTENT: dict[str, tuple[Value, str | None, str]] = {
    "A1": ("Laporan <Kinerja> & \"Anggaran\" 'é'", None, ""),
    "A3": ("Kode", None, ""),
    "B3": ("Pagu", None, ""),
    "C3": ("Realisasi", None, ""),
    "A4": ("01.02", None, ""),
    "B4": (1250000000, None, MONEY),
    "C4": (1249999999.5, None, MONEY),
    "D4": (99.99999996, 'IF(B4=0,"",C4/B4*100)', MONEY),
    "A5": ("  spasi  ", None, ""),
    "B5": (0, None, MONEY),
    "C5": (-0.125, None, ""),
    "D5": ("", 'IF(B5=0,"",C5/B5*100)', MONEY),
    "A6": ("baris\nbaru", None, ""),
    "B6": (1250000000, "SUM(B4:B5)", MONEY),
    "C6": (True, None, ""),
    "D6": (False, "B4<C4", ""),
    "E6": (CellError("#DIV/0!"), "B4/B5", ""),
    "F6": (45657, None, DATE),
    "G6": ('a"b&<c>', '"a""b"&"&<c>"', ""),
    "H6": (1250000000, f"SUM('{SHEET}'!$B$4:B$5)", ""),
}
"""Address → value, formula, number format."""


def _by_xlsxwriter() -> bytes:
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as book:
        sheet = book.add_worksheet(SHEET)
        for address, (value, formula, number_format) in CONTENT.items():
            style = book.add_format({"num_format": number_format}) if number_format else None
            if formula is not None:
                sheet.write_formula(address, "=" + formula, style, value)
            elif isinstance(value, str):
                sheet.write_string(address, value, style)
            elif isinstance(value, bool):
                sheet.write_boolean(address, value, style)
            else:
                sheet.write_number(address, value, style)
        sheet.merge_range("A1:C1", CONTENT["A1"][0])
        sheet.add_table("A3:C5", {"name": "tblPagu", "columns": [{"header": CONTENT[f"{c}3"][0]} for c in "ABC"]})
        sheet.set_row(4, None, None, {"hidden": True})
        sheet.set_column("H:H", None, None, {"hidden": True})
        sheet.protect()
        book.add_worksheet("Kosong").very_hidden()
        book.define_name("Pagu", f"='{SHEET}'!$B$4")
    return target.getvalue()


def _by_openpyxl() -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = SHEET
    for address, (value, formula, number_format) in CONTENT.items():
        sheet[address] = "=" + formula if formula is not None else value
        if number_format:
            sheet[address].number_format = number_format
    sheet.merge_cells("A1:C1")
    sheet.add_table(openpyxl.worksheet.table.Table(displayName="tblPagu", ref="A3:C5"))
    sheet.row_dimensions[5].hidden = True
    sheet.column_dimensions["H"].hidden = True
    sheet.protection.sheet = True
    book.create_sheet("Kosong").sheet_state = "veryHidden"
    book.defined_names["Pagu"] = openpyxl.workbook.defined_name.DefinedName("Pagu", attr_text=f"'{SHEET}'!$B$4")
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def _check_values(
    workbook: RawWorkbook, *, cached: bool = True, differs: Mapping[str, tuple[Value, str | None]] | None = None
) -> None:
    """``differs``: address → value and formula where this program saves something else."""
    sheet = workbook.sheet(SHEET)
    assert sheet is not None
    found = {cell.address: cell for cell in sheet.cells()}
    assert found.keys() == CONTENT.keys()
    for address, (content, own_formula, number_format) in CONTENT.items():
        cell = found[address]
        value, formula = (differs or {}).get(address, (content, own_formula))
        assert cell.formula == formula, address
        if formula is None or cached:
            expected = pytest.approx(value, rel=1e-9) if type(value) is float else value
            assert (cell.value, type(cell.value)) == (expected, type(value)), address
        else:
            assert (cell.value, cell.kind) == (None, ""), address
        assert workbook.styles[cell.style].is_date is (number_format == DATE), address


def _check_surroundings(workbook: RawWorkbook, *, hidden_state: str = "veryHidden") -> None:
    sheet = workbook.sheets[0]
    assert sheet.merges == [(1, 1, 1, 3)]
    assert (sheet.hidden_rows, sheet.hidden_columns, sheet.protected) == ({5}, [(8, 8)], True)
    assert [(table.name, table.area, table.columns) for table in sheet.tables] == [
        ("tblPagu", (3, 1, 5, 3), ("Kode", "Pagu", "Realisasi"))
    ]
    assert workbook.names["Pagu"].replace("$", "") == f"'{SHEET}'!B4"
    assert [(found.name, found.state) for found in workbook.sheets] == [(SHEET, "visible"), ("Kosong", hidden_state)]


def test_saved_by_xlsxwriter() -> None:
    """XlsxWriter itself leaves an empty cached text out: the cell then has none."""
    workbook = read_workbook(_by_xlsxwriter())
    _check_values(workbook, differs={"D5": (None, CONTENT["D5"][1])})
    _check_surroundings(workbook)
    assert workbook.application == "Microsoft Excel"


def test_saved_by_openpyxl_has_no_cached_values() -> None:
    workbook = read_workbook(_by_openpyxl())
    _check_values(workbook, cached=False)
    _check_surroundings(workbook)
    assert [(note.cell, note.detail) for note in workbook.notes if note.code == "NO_CACHED"] == [("D4", "7")]
    assert "openpyxl" in workbook.application.lower()


@pytest.mark.lambat
@pytest.mark.parametrize("made", [_by_xlsxwriter, _by_openpyxl])
def test_saved_by_libreoffice(made: Callable[[], bytes], tmp_path: Path) -> None:
    """LibreOffice 7.4 saves a typed boolean as a formula and knows one kind of hidden sheet: the file says so then."""
    source = tmp_path / "asal.xlsx"
    source.write_bytes(made())
    (output,) = recalculate_libreoffice([source], folder=tmp_path)
    workbook = read_workbook(output)
    _check_values(workbook, differs={"C6": (True, "TRUE()")})
    _check_surroundings(workbook, hidden_state="hidden")
    assert workbook.application.startswith("LibreOffice")


def _strange_parts(main: str, office: str) -> Parts:
    """Prefixed names, no addresses, inline strings, absolute targets: valid, and unlike what the usual programs write."""
    sheet = (
        f'{HEAD}<x:worksheet xmlns:x="{main}"><x:sheetData>'
        '<x:row><x:c t="inlineStr"><x:is><x:t>Kode</x:t></x:is></x:c><x:c><x:v>5</x:v></x:c></x:row>\n'
        '<x:row>\n <x:c t="str">\n  <x:f>IF(B1=0,"",B1)</x:f>\n  <x:v>a</x:v>\n </x:c>\n</x:row>'
        "</x:sheetData><x:mergeCells><x:mergeCell ref='A1:A1'/></x:mergeCells></x:worksheet>"
    )
    book = workbook_part().replace("<", "<y:").replace("<y:/", "</y:").replace("<y:?", "<?")
    return parts() | {
        "[Content_Types].xml": content_types(),
        "_rels/.rels": relations(("rId1", "officeDocument", "/xl/workbook.xml")).replace(OFFICE, office),
        "xl/workbook.xml": book.replace("xmlns=", "xmlns:y=").replace(MAIN, main).replace(OFFICE, office),
        "xl/_rels/workbook.xml.rels": relations(("rId1", "worksheet", "/xl/worksheets/sheet1.xml")).replace(OFFICE, office),
        "xl/worksheets/sheet1.xml": sheet,
    }


@pytest.mark.parametrize(
    ("main", "office"), [(MAIN, OFFICE), (STRICT, "http://purl.oclc.org/ooxml/officeDocument/relationships")]
)
def test_prefixed_names_without_addresses(main: str, office: str) -> None:
    workbook = read_workbook(zipped(_strange_parts(main, office)))
    assert [cell[:5] for cell in workbook.sheets[0].cells()] == [
        (1, 1, "Kode", None, "s"),
        (1, 2, 5, None, "n"),
        (2, 1, "a", 'IF(B1=0,"",B1)', "s"),
    ]
    assert workbook.sheets[0].merges == [(1, 1, 1, 1)]
