"""Every formula of whole reports: readable, plain, filled, pointing at cells that exist, and leading to what was submitted."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lkjip_xl.compute.formula import LONGEST_FORMULA
from lkjip_xl.definition.own_sheets import is_report_sheet
from lkjip_xl.definition.sheets import sheet_defs
from lkjip_xl.values import CellError, Value
from lkjip_xl.workbook import styles
from lkjip_xl.workbook.model import WorkbookModel
from tests.compute.lembar import ERRORS, engine_literal, plain
from tests.pengajuan import faulty_data, random_data, report_bytes, report_of
from tests.recalc import same_value
from tests.rujukan import ALLOWED_FUNCTIONS, Precedents, address, areas, formula_cells, functions, odd_tokens
from tests.tables.contoh import office

INPUT_SHEETS = {sheet.name for sheet in sheet_defs()}
SEEDS = [*range(12), 39]
MARKS = {"-", "n/a", "tidak ada data"}

_reports: dict[int, WorkbookModel] = {}


def report(seed: int) -> WorkbookModel:
    if seed not in _reports:
        _reports[seed] = report_of(random_data(seed))
    return _reports[seed]


@pytest.mark.parametrize("seed", SEEDS)
def test_every_formula_has_a_value_is_short_enough_and_plain(seed: int) -> None:
    count = 0
    for sheet, row, column, cell, formula in formula_cells(report(seed).sheets):
        place = address(sheet, row, column)
        assert cell.value is not None, place
        assert not isinstance(cell.value, CellError), place  # a valid submission has no error anywhere
        assert formula.startswith("=") and len(formula) <= LONGEST_FORMULA, place
        assert functions(formula) <= ALLOWED_FUNCTIONS, (place, functions(formula) - ALLOWED_FUNCTIONS)
        assert odd_tokens(formula) == [], (place, formula)
        count += 1
    assert count > 200


@pytest.mark.parametrize("seed", SEEDS)
def test_every_reference_points_at_an_existing_cell_of_this_workbook(seed: int) -> None:
    """Into the filled part of an existing sheet: a reference beside it would count blanks as data that are not there."""
    used = {sheet.name: {(row, column) for row, column, _ in sheet.cells()} for sheet in report(seed).sheets}
    for sheet, row, column, _, formula in formula_cells(report(seed).sheets):
        for area in areas(formula, sheet.name):
            assert area.sheet in used, (address(sheet, row, column), formula)
            for _, top, left in area.places():
                if area.sheet in INPUT_SHEETS and top == 5 and not is_filled(report(seed), area.sheet):
                    continue  # the first row of an input sheet without records
                assert (top, left) in used[area.sheet], (address(sheet, row, column), formula)


def is_filled(workbook: WorkbookModel, name: str) -> bool:
    return any(cell.value not in (None, "") for row, _, cell in workbook.sheet(name).cells() if row >= 5)


@pytest.mark.parametrize("seed", SEEDS)
def test_no_formula_refers_to_itself_through_others(seed: int) -> None:
    precedents = Precedents(report(seed))
    state: dict[tuple[str, int, int], bool] = {}

    def visit(place: tuple[str, int, int]) -> None:
        if state.get(place):
            return
        assert place not in state, f"circle at {place}"
        state[place] = False
        formula = precedents.formulas.get(place)
        if formula is not None:
            for area in areas(formula, place[0]):
                for other in area.places():
                    visit(other)
        state[place] = True

    for place in precedents.formulas:
        visit(place)


@pytest.mark.parametrize("seed", SEEDS)
def test_report_formulas_lead_to_input_cells(seed: int) -> None:
    """Trace Precedents ends at cells the office filled in. What else it may end at is the mark for missing data, and the
    running numbers that two counts of Ikhtisar look at."""
    workbook = report(seed)
    precedents = Precedents(workbook)
    counts = []
    for sheet, row, column, _, formula in formula_cells(workbook.sheets):
        if sheet.name in INPUT_SHEETS:
            continue
        sources = precedents.sources((sheet.name, row, column))
        inputs = {place for place in sources if place[0] in INPUT_SHEETS}
        others = sources - inputs
        if sheet.name == "Ikhtisar" and formula.startswith(("=MAX(", "=COUNT(")):
            counts.append(formula)
            continue
        values = {cell.value for name, r, c in others if (cell := workbook.sheet(name).cell(r, c))}
        assert values <= MARKS | {""}, (address(sheet, row, column), formula, values)
        assert inputs or values & MARKS, (address(sheet, row, column), formula)
    assert len(counts) <= 2


def test_report_cells_never_repeat_an_input_as_a_typed_figure() -> None:
    """Numbers typed into a report sheet are running numbers only; every figure is a formula."""
    for seed in SEEDS:
        for sheet in report(seed).sheets:
            if not is_report_sheet(sheet.name) or sheet.name == "Catatan Laporan":
                continue
            for row, column, cell in sheet.cells():
                if cell.formula is None and isinstance(cell.value, int | float):
                    base = cell.style.split(":")[0].split("+")[0]
                    assert base in ("teks", "nomor_kolom"), address(sheet, row, column)
                    assert float(cell.value).is_integer() and 0 < cell.value <= 300, address(sheet, row, column)


@pytest.mark.parametrize("seed", SEEDS)
def test_every_style_of_the_report_resolves(seed: int) -> None:
    names = {cell.style for sheet in report(seed).sheets for _, _, cell in sheet.cells()}
    assert all(styles.properties(name) for name in names)


def evaluate(workbook: WorkbookModel) -> list[tuple[str, str, Value, Value]]:
    """Every formula cell whose value formualizer works out differently: address, formula, ours, theirs."""
    import formualizer

    engine = formualizer.Workbook()
    for sheet in workbook.sheets:
        engine.add_sheet(sheet.name)
    for sheet in workbook.sheets:
        for row, column, cell in sheet.cells():
            if cell.formula is not None:
                engine.set_formula(sheet.name, row, column, cell.formula)
            elif cell.value is not None:
                engine.set_value(sheet.name, row, column, engine_literal(cell.value))
    engine.evaluate_all()
    found = []
    for sheet, row, column, cell, formula in formula_cells(workbook.sheets):
        theirs = plain(engine.get_value(sheet.name, row, column))
        if not same_value(cell.value, theirs):
            found.append((address(sheet, row, column), formula, cell.value, theirs))
    return found


WRONG: tuple[Value, ...] = (
    *ERRORS, "teks", "99,3", "", None, True, False, 0, -1, 9e14, 2.5, "=A1", "#REF!", "Negatif", "12", 1e-7,
)  # fmt: skip
SUMMED = {("dpa", "pagu"), ("dpa", "realisasi_anggaran")}
"""formualizer passes over errors in SUMIFS; tests/test_recalc_reports.py has LibreOffice look at those."""


@given(seed=st.integers(0, 10**6), faults=st.sampled_from((1, 3, 10, 60)))
@settings(max_examples=60, deadline=None)
def test_faulty_submissions_make_a_report_whose_values_are_those_of_its_formulas(seed: int, faults: int) -> None:
    """Faulty cells stay visible and spread exactly as far as the formulas spread them."""
    assert evaluate(report_of(faulty_data(seed, faults, WRONG, SUMMED))) == []


@given(seed=st.integers(0, 10**6))
@settings(max_examples=25, deadline=None)
def test_numbers_out_of_range_make_a_report_that_can_be_written(seed: int) -> None:
    """No infinity reaches the file, whose reader would call it damaged."""
    data = faulty_data(seed, 40, (1e300, -1e308, 1.7e308, 1e-300, 5e15))
    report_bytes(data)  # the writer refuses a value that is no finite number
    found = [cell.value for sheet in report_of(data).sheets for _, _, cell in sheet.cells()]
    assert all(value - value == 0 for value in found if isinstance(value, int | float))


@given(seed=st.integers(0, 10**6))
@settings(max_examples=25, deadline=None)
def test_valid_submissions_hold_the_values_of_their_formulas(seed: int) -> None:
    assert evaluate(report_of(random_data(seed))) == []


def test_a_wrong_value_would_be_found() -> None:
    workbook = report_of(office())
    sheet = workbook.sheet("Tabel 1a")
    cell = sheet.cell(5, 6)
    assert cell is not None and cell.value == 99.3
    sheet.put(5, 6, cell._replace(value=99.4))
    assert [(place, ours) for place, _, ours, _ in evaluate(workbook)] == [("Tabel 1a!F5", 99.4)]
