"""Python and two spreadsheet engines agree on every formula, whatever the cells hold.

formualizer sees arbitrary values one formula at a time; LibreOffice sees many formulas in one workbook. Two things are left
to formualizer alone because LibreOffice is not Excel there: booleans (numbers to LibreOffice) and which of two errors wins.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lkjip_xl.compute.columns import TWINS, Forms, compute_column
from lkjip_xl.compute.kategori import scales
from lkjip_xl.definition.sheets import ColumnDef, SheetDef, sheet_defs
from lkjip_xl.template.row_formula import row_formula
from lkjip_xl.values import CellError, Value, is_number
from lkjip_xl.workbook.model import Cell, SheetModel, WorkbookModel
from lkjip_xl.workbook.new import write_workbook
from tests.compute.daftar_rumus import FORMULAS, build
from tests.compute.lembar import ERRORS, SHEET, calculate
from tests.recalc import read_cells, recalculate_libreoffice, same_value, strip_caches

STEPS = [step for scale in scales().values() for step in scale.steps]
BOUNDS = sorted({step.bound for step in STEPS if step.bound is not None} | {-5.0, 5.0, 120.0})
WORDS = ("Program", "PROGRAM", "Urusan", "urusan", "Penunjang", "Negatif", "P.APBD", "T/R", "Jumlah", "99,3", "12", "-")
LEVELS = ("Program", "program", "Kegiatan", "Urusan", "URUSAN", "Penunjang", None)

# Numbers as people type them: at most 15 digits, the most a spreadsheet keeps when it turns a number into text.
decimals = st.builds(lambda whole, places: whole / 10**places, st.integers(-(10**9), 10**13), st.integers(0, 6))
near_bounds = st.builds(lambda bound, target: round(bound * target / 100, 4), st.sampled_from(BOUNDS), st.integers(1, 999))
numbers = st.one_of(st.sampled_from((0, 1, 100, 99.3, 50, 2.675, *BOUNDS)), st.integers(-200, 200), decimals, near_bounds)
texts = st.one_of(st.sampled_from(("", *WORDS)), st.text(st.sampled_from("aZ é\n\"'&<=+-@{}0123:#!"), max_size=12))
values = st.one_of(st.none(), numbers, numbers, numbers, texts, st.sampled_from(ERRORS), st.booleans())


def rows_for(name: str, one: st.SearchStrategy[Value]) -> st.SearchStrategy[list[Value]]:
    """Values for a formula; for the totals by level, words of sheet DPA in the condition cells."""
    formula = FORMULAS[name]
    if not formula.several:
        return st.lists(one, min_size=formula.cells, max_size=formula.cells)
    if name == "F8-jumlah":
        # formualizer counts TRUE and text like "12" in SUMPRODUCT, which Excel does not; Tabel f can hold neither
        one = one.map(lambda value: value if value is None or is_number(value) or isinstance(value, CellError) else "n/a")
    if name == "F4-jumlah":
        # formualizer passes over an error among the amounts, which Excel and LibreOffice return: LibreOffice judges those
        amount = one.filter(lambda value: not isinstance(value, CellError))
        row = st.tuples(amount, st.one_of(st.sampled_from(LEVELS), one), st.one_of(st.sampled_from(LEVELS), one))
    else:
        row = st.tuples(*[one] * formula.cells)
    return st.lists(row, min_size=1, max_size=5).map(lambda found: [value for line in found for value in line])


def agrees(expected: Value, found: Value) -> bool:
    return same_value(expected, found) or (isinstance(expected, CellError) and isinstance(found, CellError))


@pytest.mark.parametrize("name", FORMULAS)
@given(data=st.data())
@settings(max_examples=120, deadline=None)
def test_formualizer_gives_the_python_value(name: str, data: st.DataObject) -> None:
    cells = data.draw(rows_for(name, values))
    sheet, formula = build(name, cells)
    assert same_value(formula.value, sheet.calculate(formula)), (formula.text("Hasil"), cells, formula.value)


@pytest.mark.parametrize("name", [name for name in FORMULAS if not name.startswith(("label", "gabung", "tampil", "butir"))])
@given(data=st.data())
@settings(max_examples=40, deadline=None)
def test_huge_and_tiny_numbers_give_a_number_or_an_error(name: str, data: st.DataObject) -> None:
    wild = st.sampled_from((0.0, 1.0, -1.0, 1e308, -1e308, 1.7e308, 1e200, 1e-200, 1e-307, -1e-300, 5e15))
    cells = data.draw(rows_for(name, wild))
    _, formula = build(name, cells)
    value = formula.value
    assert isinstance(value, str) or (isinstance(value, int | float) and value - value == 0), (formula.text("Hasil"), cells)


COMPUTED = [(sheet, column) for sheet in sheet_defs() for column in sheet.columns if column.computed]
FORM_FIELDS = (
    ("instansi", "jenis_anggaran", ("APBD", "P.APBD", "p.apbd", None)),
    ("pengaturan", "rumus_negatif", ("T/R", "(2T-R)/T")),
)
COLUMN_WORDS = ("Positif", "Negatif", "NEGATIF", "Jumlah", "jumlah", "Rata-rata", "Nilai akhir", "lain", None)


def column_formula(
    sheet: SheetDef, column: ColumnDef, row: dict[str, Value], forms: Forms
) -> tuple[str, dict[tuple[str, int, int], Value]]:
    """The official formula of a column in row 5, and the cells it can look at."""
    cells = {(sheet.name, *sheet.place(key, 5)): value for key, value in row.items() if key != column.key}
    for form, key, _ in FORM_FIELDS:
        definition = next(found for found in sheet_defs() if found.key == form)
        if form != sheet.key:
            cells[definition.name, *definition.place(key, 0)] = forms[form][key]
    text = row_formula(sheet, column, 5)
    # The formula is evaluated on another sheet, so its own cells need the sheet's name.
    return _qualified(text, sheet), cells


def _qualified(text: str, sheet: SheetDef) -> str:
    from openpyxl.formula import Tokenizer

    tokens = Tokenizer(text).items
    own = [f"'{sheet.name}'!{t.value}" if t.subtype == "RANGE" and "!" not in t.value else t.value for t in tokens]
    return "=" + "".join(own)


def test_every_computed_column_has_its_twin() -> None:
    assert {column.compute for _, column in COMPUTED} == set(TWINS)


@pytest.mark.parametrize(("sheet", "column"), COMPUTED, ids=[f"{sheet.key}-{column.key}" for sheet, column in COMPUTED])
@given(data=st.data())
@settings(max_examples=200, deadline=None)
def test_computed_columns_give_the_value_of_their_formula(sheet: SheetDef, column: ColumnDef, data: st.DataObject) -> None:
    used = [other for other in sheet.columns if f"{{{other.key}}}" in column.formula or other.key.startswith(("tw", "belanja"))]
    row: dict[str, Value] = {other.key: None for other in sheet.columns}
    for other in used:
        words = st.sampled_from(COLUMN_WORDS)
        row[other.key] = data.draw(values if other.format in ("angka", "rupiah", "bulat") else st.one_of(words, values))
    forms: Forms = {form: {key: data.draw(st.one_of(st.sampled_from(few), values))} for form, key, few in FORM_FIELDS}
    text, cells = column_formula(sheet, column, row, forms)
    expected = compute_column(column.compute, row, forms)
    assert same_value(expected, calculate(cells, text)), (text, row, forms, expected)


def _plain_values(random: Random, count: int, words: Sequence[Value]) -> list[Value]:
    """No booleans, one kind of error: what LibreOffice treats as Excel does."""
    found: list[Value] = []
    for _ in range(count):
        kind = random.random()
        if kind < 0.1:
            found.append(None)
        elif kind < 0.2:
            found.append(random.choice(words))
        elif kind < 0.25:
            found.append(CellError("#REF!"))
        elif kind < 0.45:
            found.append(random.choice((0, 100, *BOUNDS)))
        elif kind < 0.7:
            target = random.choice((1, 2, 3, 7, 9, 0.9, 0.3, 8.3, 45, 97.5))
            found.append(round(random.choice(BOUNDS) * target / 100, 6))
        else:
            found.append(round(random.uniform(-50, 2000), random.choice((0, 1, 2, 4))))
    return found


@pytest.mark.lambat
def test_libreoffice_gives_the_python_value_in_one_workbook(tmp_path: Path) -> None:
    random = Random(2024)
    inputs, results = SheetModel(SHEET), SheetModel("Hasil")
    inputs.put(1, 1, Cell("polos", "masukan"))
    expected: dict[tuple[str, int, int], Value] = {}
    first = 2
    for name, entry in FORMULAS.items():
        for _ in range(60):
            rounds = random.randint(1, 4) if entry.several else 1
            cells = _plain_values(random, entry.cells * rounds, ("", *LEVELS, "teks"))
            if name == "F4-jumlah":
                cells = [value if place % 3 == 0 else random.choice(LEVELS) for place, value in enumerate(cells)]
            sheet, formula = build(name, cells)
            for (row, column), value in sheet.cells.items():
                inputs.put(first + row - 1, column, Cell("polos", value))
            moved = _moved(formula.text("Hasil"), first - 1)
            row = len(expected) + 1
            results.put(row, 1, Cell("polos", formula.value, moved))
            results.put(row, 2, Cell("polos", name))
            expected["Hasil", row, 1] = formula.value
            first += max(row for row, _ in sheet.cells) + 1
    path = tmp_path / "rumus.xlsx"
    write_workbook(WorkbookModel([results, inputs]), path)
    written = read_cells(path)
    assert written.cached.keys() == expected.keys()
    path.write_bytes(strip_caches(path.read_bytes()))
    found = read_cells(recalculate_libreoffice([path], folder=tmp_path)[0]).values
    wrong = [
        (written.formulas[key], value, found.get(key)) for key, value in expected.items() if not agrees(value, found.get(key))
    ]
    assert wrong == []
    assert len(expected) == 60 * len(FORMULAS)


def _moved(text: str, rows: int) -> str:
    """The formula with its absolute rows shifted down."""
    import re

    return re.sub(r"(\$[A-Z]+\$)(\d+)", lambda match: f"{match[1]}{int(match[2]) + rows}", text)
