"""The blank template, as sheets and as the file an office opens."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO
from xml.etree import ElementTree

import pytest

from lkjip_xl.address import absolute, cell_name, quote_sheet
from lkjip_xl.definition.own_sheets import GUIDE_SHEET, LIST_SHEET
from lkjip_xl.definition.sheets import FORM_VALUE_COLUMN, TABLE_HEADING_ROW, ColumnDef, SheetDef, sheet_def, sheet_defs
from lkjip_xl.template.build import blank_workbook
from lkjip_xl.template.row_formula import row_formula
from lkjip_xl.version import TEMPLATE_ID, TEMPLATE_VERSION
from lkjip_xl.workbook import styles
from lkjip_xl.workbook.model import Area, Choice, SheetModel, WorkbookModel
from lkjip_xl.workbook.new import write_workbook
from tests.rujukan import ALLOWED_FUNCTIONS, address, areas, formula_cells, functions, odd_tokens

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
TABLES = [sheet for sheet in sheet_defs() if sheet.layout == "tabel"]
COLUMNS = [(sheet, column) for sheet in sheet_defs() for column in sheet.columns]
FORMS = [sheet for sheet in sheet_defs() if sheet.layout == "formulir"]


def key_of(item: SheetDef | ColumnDef) -> str:
    return item.key


@pytest.fixture(scope="module")
def book() -> WorkbookModel:
    return blank_workbook()


@pytest.fixture(scope="module")
def package(book: WorkbookModel) -> dict[str, bytes]:
    buffer = BytesIO()
    write_workbook(book, buffer)
    with zipfile.ZipFile(buffer) as file:
        return {name: file.read(name) for name in file.namelist()}


def choices_of(book: WorkbookModel, sheet: SheetDef, column: ColumnDef) -> list[Choice]:
    """The validations that cover the first cell of a column or field."""
    row, place = sheet.place(column.key, sheet.first_row)
    return [choice for choice in book.sheet(sheet.name).choices if _inside(choice.area, row, place)]


def _inside(area: Area, row: int, column: int) -> bool:
    return area[0] <= row <= area[2] and area[1] <= column <= area[3]


def sheet_part(package: dict[str, bytes], book: WorkbookModel, name: str) -> ElementTree.Element:
    number = [sheet.name for sheet in book.sheets].index(name) + 1
    return ElementTree.fromstring(package[f"xl/worksheets/sheet{number}.xml"])


def test_sheets_stand_in_order_between_guide_and_lists(book: WorkbookModel) -> None:
    assert [sheet.name for sheet in book.sheets] == [GUIDE_SHEET, *(sheet.name for sheet in sheet_defs()), LIST_SHEET]
    assert book.active == GUIDE_SHEET


def test_template_id_and_version_stand_in_named_cells(book: WorkbookModel) -> None:
    found = {}
    for name in ("lkjip_templat_id", "lkjip_templat_versi"):
        match = re.fullmatch(r"=Petunjuk!\$C\$(\d+)", book.names[name])
        assert match
        cell = book.sheet(GUIDE_SHEET).cell(int(match[1]), 3)
        assert cell is not None
        found[name] = cell.value
    assert found == {"lkjip_templat_id": TEMPLATE_ID, "lkjip_templat_versi": TEMPLATE_VERSION}
    assert book.custom == found


def test_names_are_in_the_file(book: WorkbookModel, package: dict[str, bytes]) -> None:
    root = ElementTree.fromstring(package["xl/workbook.xml"])
    written = {name.attrib["name"]: "=" + (name.text or "") for name in root.iter(f"{MAIN}definedName")}
    assert {name: text for name, text in written.items() if not name.startswith("_xlnm.")} == book.names


def test_guide_links_to_every_input_sheet(book: WorkbookModel) -> None:
    guide = book.sheet(GUIDE_SHEET)
    assert {link.target for link in guide.links} == {f"{quote_sheet(sheet.name)}!A1" for sheet in sheet_defs()}


@pytest.mark.parametrize("sheet", TABLES, ids=key_of)
def test_table_covers_headings_and_rows_and_holds_the_schema_headings(book: WorkbookModel, sheet: SheetDef) -> None:
    model = book.sheet(sheet.name)
    (table,) = model.tables
    headings = tuple(column.heading for column in sheet.columns)
    assert (table.name, table.columns) == (sheet.table, headings)
    assert table.area == (TABLE_HEADING_ROW, 1, TABLE_HEADING_ROW + sheet.blank_rows, len(headings))
    row = [cell.value if cell else None for cell in model.rows[TABLE_HEADING_ROW]]
    assert row == list(headings)


@pytest.mark.parametrize("sheet", TABLES, ids=key_of)
def test_table_part_grows_with_its_formulas(book: WorkbookModel, package: dict[str, bytes], sheet: SheetDef) -> None:
    """The file's table: reference = headings + rows, no totals row in the way, a formula for rows to come."""
    parts = [ElementTree.fromstring(part) for name, part in package.items() if name.startswith("xl/tables/")]
    (table,) = [part for part in parts if part.attrib["name"] == sheet.table]
    assert table.attrib["ref"] == f"A{TABLE_HEADING_ROW}:{cell_name(TABLE_HEADING_ROW + sheet.blank_rows, len(sheet.columns))}"
    assert table.attrib.get("totalsRowCount", "0") == "0"
    listed = {item.attrib["name"]: item.find(f"{MAIN}calculatedColumnFormula") for item in table.iter(f"{MAIN}tableColumn")}
    assert list(listed) == [column.heading for column in sheet.columns]
    for column in sheet.columns:
        formula = listed[column.heading]
        assert (formula is not None) == column.computed, column.key
        if formula is not None:
            assert formula.text == row_formula(sheet, column, sheet.first_row)[1:]


def test_table_names_differ(book: WorkbookModel) -> None:
    names = [table.name.casefold() for sheet in book.sheets for table in sheet.tables]
    assert len(names) == len(set(names)) == len(TABLES)
    assert not set(names) & {name.casefold() for name in book.names}


@pytest.mark.parametrize(("sheet", "column"), COLUMNS, ids=key_of)
def test_every_column_has_exactly_one_validation_of_its_kind(book: WorkbookModel, sheet: SheetDef, column: ColumnDef) -> None:
    """Computed: guarded. Choices: a strict dropdown. Suggestions: a dropdown that lets other words through. Else a message."""
    (choice,) = choices_of(book, sheet, column)
    listed = bool(column.choices or column.suggestions or column.dropdown)
    expected = "terkunci" if column.computed else "daftar" if listed else "pesan"
    assert choice.kind == expected
    if expected == "daftar":
        assert choice.strict == bool(column.choices)
    rows = sheet.blank_rows if sheet.layout == "tabel" else 1
    assert choice.area[2] - choice.area[0] + 1 == rows


def test_dropdown_sources_are_named_ranges_that_hold_the_choices(book: WorkbookModel) -> None:
    lists = book.sheet(LIST_SHEET)
    checked = 0
    for sheet, column in COLUMNS:
        values = column.choices or column.suggestions
        if not values and not column.dropdown:
            continue
        (choice,) = choices_of(book, sheet, column)
        (area,) = areas(book.names[choice.source.removeprefix("=")], LIST_SHEET)
        if column.dropdown:
            assert (area.sheet, area.first) == ("Renstra", sheet_def("renstra").place("kode_indikator", TABLE_HEADING_ROW + 1))
            assert area.last[0] - area.first[0] + 1 >= 50  # ten sasaran of five indicators
        else:
            cells = [lists.cell(row, place) for _, row, place in area.places()]
            assert [cell.value if cell else None for cell in cells] == list(values), column.key
        checked += 1
    assert checked == sum(1 for _, column in COLUMNS if column.choices or column.suggestions or column.dropdown)
    assert checked > 20


def test_no_validation_text_is_longer_than_excel_takes(book: WorkbookModel, package: dict[str, bytes]) -> None:
    for sheet in book.sheets:
        for choice in sheet.choices:
            assert len(choice.message) <= 255 and len(choice.error) <= 255 and len(choice.title) <= 32, (sheet.name, choice.area)
    assert all(len(column.help) <= 255 for _, column in COLUMNS)
    for name, part in package.items():
        if name.startswith("xl/worksheets/sheet"):
            for item in ElementTree.fromstring(part).iter(f"{MAIN}dataValidation"):
                assert len(item.attrib.get("prompt", "")) <= 255 and len(item.attrib.get("error", "")) <= 255
                assert len(item.attrib.get("promptTitle", "")) <= 32 and len(item.attrib.get("errorTitle", "")) <= 32


def test_computed_cells_refuse_typing_in_the_file(book: WorkbookModel, package: dict[str, bytes]) -> None:
    refused = set()
    for sheet in book.sheets:
        for item in sheet_part(package, book, sheet.name).iter(f"{MAIN}dataValidation"):
            formula = item.find(f"{MAIN}formula1")
            if item.attrib.get("type") == "custom":
                assert formula is not None and formula.text == "FALSE"
                assert item.attrib["showErrorMessage"] == "1" and item.attrib.get("allowBlank", "0") == "0"
                refused.add((sheet.name, item.attrib["sqref"].split(":")[0]))
    computed = {(sheet.name, cell_name(*sheet.place(column.key, 5))) for sheet, column in COLUMNS if column.computed}
    assert refused == computed


def test_only_forms_are_protected_so_that_tables_can_grow(book: WorkbookModel, package: dict[str, bytes]) -> None:
    marks = {sheet.name: sheet_part(package, book, sheet.name).find(f"{MAIN}sheetProtection") for sheet in book.sheets}
    protected = {name: mark for name, mark in marks.items() if mark is not None}
    assert protected.keys() == {sheet.name for sheet in FORMS}
    for found in protected.values():
        assert "password" not in found.attrib and "hashValue" not in found.attrib
        assert all(found.attrib[allowed] == "0" for allowed in ("sort", "autoFilter", "formatColumns", "formatRows"))


@pytest.mark.parametrize("sheet", FORMS, ids=key_of)
def test_form_fields_are_unlocked_and_everything_else_is_locked(book: WorkbookModel, sheet: SheetDef) -> None:
    inputs = {sheet.place(column.key, 0) for column in sheet.columns if not column.computed}
    cells = book.sheet(sheet.name).cells()
    unlocked = {(row, place) for row, place, cell in cells if styles.properties(cell.style).get("locked") is False}
    assert unlocked == inputs


@pytest.mark.parametrize("sheet", FORMS, ids=key_of)
def test_form_marks_required_fields_and_shows_defaults(book: WorkbookModel, sheet: SheetDef) -> None:
    model = book.sheet(sheet.name)
    for column in sheet.columns:
        row, _ = sheet.place(column.key, 0)
        label, value = model.cell(row, 1), model.cell(row, FORM_VALUE_COLUMN)
        assert label is not None and value is not None
        assert label.value == column.heading + (" *" if column.required else "")
        assert value.value == ("" if column.computed else column.default), column.key


@pytest.mark.parametrize("sheet", sheet_defs(), ids=key_of)
def test_headings_stay_in_sight(book: WorkbookModel, package: dict[str, bytes], sheet: SheetDef) -> None:
    frozen = book.sheet(sheet.name).freeze
    assert frozen is not None and frozen[0] == TABLE_HEADING_ROW + 1
    pane = next(sheet_part(package, book, sheet.name).iter(f"{MAIN}pane"))
    assert (pane.attrib["ySplit"], pane.attrib["state"]) == (str(TABLE_HEADING_ROW), "frozen")


@pytest.mark.parametrize("sheet", sheet_defs(), ids=key_of)
def test_headings_repeat_on_every_printed_page(book: WorkbookModel, sheet: SheetDef) -> None:
    assert book.sheet(sheet.name).page.repeat_rows == (TABLE_HEADING_ROW, TABLE_HEADING_ROW)


def test_year_bands_look_at_the_office_form_and_are_blank_without_years(book: WorkbookModel) -> None:
    seen = 0
    for sheet, column in COLUMNS:
        if not column.year_band:
            continue
        cell = book.sheet(sheet.name).cell(TABLE_HEADING_ROW - 1, column.order)
        assert cell is not None and cell.formula is not None and cell.value == "", column.key
        row, place = sheet_def("instansi").place(column.year_band.source, 0)
        assert f"Instansi!{absolute(row, place)}" in cell.formula
        seen += 1
    assert seen == 12  # six target years, this year and five before


def test_the_blank_template_is_small(book: WorkbookModel, package: dict[str, bytes]) -> None:
    assert sum(1 for _ in formula_cells(book.sheets)) < 300
    buffer = BytesIO()
    write_workbook(book, buffer)
    assert len(buffer.getvalue()) < 60_000
    assert not any("vbaProject" in name or "externalLink" in name for name in package)


def test_formulas_of_the_template_are_plain(book: WorkbookModel) -> None:
    names = {sheet.name for sheet in book.sheets}
    for sheet, row, column, cell, formula in formula_cells(book.sheets):
        place = address(sheet, row, column)
        assert cell.value == "", place
        assert functions(formula) <= ALLOWED_FUNCTIONS, place
        assert odd_tokens(formula) == [], place
        assert all(area.sheet in names for area in areas(formula, sheet.name)), place


def test_no_array_formula_and_no_structured_reference_in_the_file(package: dict[str, bytes]) -> None:
    for name, part in package.items():
        if name.startswith("xl/worksheets/sheet"):
            for formula in ElementTree.fromstring(part).iter(f"{MAIN}f"):
                assert formula.attrib.get("t", "normal") == "normal", name
                assert "[" not in (formula.text or ""), name


def test_every_style_resolves(book: WorkbookModel) -> None:
    for sheet in book.sheets:
        assert isinstance(sheet, SheetModel)
        for row, column, cell in sheet.cells():
            assert styles.properties(cell.style), address(sheet, row, column)
