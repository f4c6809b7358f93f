"""``isi``: computed columns of the submitted file itself get the official formula and its value; nothing else is touched."""

from __future__ import annotations

import json
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from lkjip_xl.cli import main
from lkjip_xl.definition.sheets import sheet_defs
from lkjip_xl.errors import UsageError
from lkjip_xl.feedback.fill import NO_OPERAND, OTHER_FORMULA, TYPED
from lkjip_xl.reader.raw import RawCell
from lkjip_xl.reader.workbook_reader import read_workbook
from lkjip_xl.verbs import FillResult, isi, validasi
from tests.feedback.berkas import CLEAN, FAULTY, INVENTED, renamed_sheet, saved_by_openpyxl, with_cells, with_formulas
from tests.recalc import check_workbooks
from tests.workbook.patch.berkas import cells, raw_members

Capture = pytest.CaptureFixture[str]
BLANK = {"DPA!M6": None, "DPA!M33": None, "PK!H5": None, "Realisasi!H7": None, "SDM!E5": None}


def put(folder: Path, data: bytes, name: str = "kiriman.xlsx") -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def filled(source: Path, **options: bool) -> tuple[FillResult, dict[str, RawCell]]:
    target = source.with_name(f"isi_{source.name}")
    done = isi(source, target, **options)
    return done, cells(target.read_bytes())


def changes(done: FillResult) -> dict[str, tuple[str, str, object]]:
    return {f"{item.sheet}!{item.cell}": (item.before, item.formula, item.value) for item in done.filling.filled}


def kept(done: FillResult) -> dict[str, tuple[object, str]]:
    return {f"{item.sheet}!{item.cell}": (item.value, item.reason) for item in done.filling.kept}


def computed_cells(data: bytes) -> dict[str, RawCell]:
    """Every formula cell of a standard workbook."""
    return {place: cell for place, cell in cells(data).items() if cell.formula is not None}


@pytest.mark.parametrize("sample", [CLEAN, INVENTED, FAULTY], ids=lambda path: path.stem)
def test_a_file_whose_columns_are_in_order_comes_back_with_its_bytes(sample: Path, tmp_path: Path) -> None:
    source = put(tmp_path, sample.read_bytes())
    done, _ = filled(source)
    assert (done.filling.filled, done.filling.kept) == ([], [])
    assert done.output.read_bytes() == sample.read_bytes()


def test_blank_computed_cells_get_the_formula_and_its_value(tmp_path: Path) -> None:
    source = put(tmp_path, with_cells(CLEAN.read_bytes(), BLANK))
    done, now = filled(source)
    made = changes(done)
    assert set(made) == set(BLANK)
    original = cells(CLEAN.read_bytes())
    for place, (before, formula, value) in made.items():
        assert before == ""
        assert (now[place].formula, now[place].value) == (original[place].formula, original[place].value)
        assert formula.removeprefix("=") == original[place].formula
        assert value == pytest.approx(original[place].value)
    assert made["DPA!M33"][2] == pytest.approx(434526020 / 437286032 * 100)
    assert made["SDM!E5"][1:] == ('=IF(AND(ISNUMBER(C5),ISNUMBER(D5)),C5+D5,"")', 23)


def test_only_the_filled_cells_differ(tmp_path: Path) -> None:
    data = with_cells(CLEAN.read_bytes(), BLANK)
    done, _ = filled(put(tmp_path, data))
    old, new = raw_members(data), raw_members(done.output.read_bytes())
    parts = {sheet.name: sheet.part for sheet in read_workbook(data).sheets}
    touched = {parts[item.sheet] for item in done.filling.filled}
    assert touched <= {name for name in old if old[name] != new.get(name)} <= touched | {"xl/workbook.xml", "xl/calcChain.xml"}
    before, after = cells(data), cells(done.output.read_bytes())
    others = set(before) - set(BLANK)
    assert {place: before[place][:5] for place in others} == {place: after[place][:5] for place in others}


def test_typed_cells_are_kept_and_reported(tmp_path: Path) -> None:
    source = put(tmp_path, with_cells(CLEAN.read_bytes(), {"DPA!M38": 98.08, "SDM!E5": "dua puluh"}))
    done, now = filled(source)
    assert kept(done) == {"DPA!M38": (98.08, TYPED), "SDM!E5": ("dua puluh", TYPED)}
    assert changes(done) == {}
    assert (now["DPA!M38"].value, now["DPA!M38"].formula) == (98.08, None)


def test_typed_cells_are_replaced_with_timpa(tmp_path: Path) -> None:
    source = put(tmp_path, with_cells(CLEAN.read_bytes(), {"DPA!M38": 98.08}))
    done, now = filled(source, timpa=True)
    before, formula, value = changes(done)["DPA!M38"]
    assert before == "98.08"
    assert value == pytest.approx(259265224 / 264327000 * 100)
    assert kept(done) == {}
    assert now["DPA!M38"].formula == formula.removeprefix("=") == computed_cells(CLEAN.read_bytes())["DPA!M38"].formula


def test_another_formula_is_kept_and_reported(tmp_path: Path) -> None:
    source = put(tmp_path, with_formulas(CLEAN.read_bytes(), {"DPA!M33": ("=ROUND(L33/K33*100,2)", 99.37)}))
    done, now = filled(source)
    assert kept(done) == {"DPA!M33": (99.37, OTHER_FORMULA)}
    assert now["DPA!M33"].formula == "ROUND(L33/K33*100,2)"
    replaced, then = filled(source, timpa=True)
    assert changes(replaced)["DPA!M33"][0] == "=ROUND(L33/K33*100,2)"
    assert then["DPA!M33"].formula == computed_cells(CLEAN.read_bytes())["DPA!M33"].formula


def test_the_official_formula_written_with_dollars_and_small_letters_counts_as_official(tmp_path: Path) -> None:
    own = computed_cells(CLEAN.read_bytes())["DPA!M33"]
    written = str(own.formula).lower().replace("l33", "$l33")
    source = put(tmp_path, with_formulas(CLEAN.read_bytes(), {"DPA!M33": (f"={written}", own.value)}))
    done, now = filled(source)
    assert (changes(done), kept(done)) == ({}, {})
    assert now["DPA!M33"].formula == written


def test_an_official_formula_with_an_old_value_is_renewed(tmp_path: Path) -> None:
    own = computed_cells(CLEAN.read_bytes())["DPA!M33"]
    source = put(tmp_path, with_formulas(CLEAN.read_bytes(), {"DPA!M33": (f"={own.formula}", 12.5)}))
    done, now = filled(source)
    assert changes(done) == {"DPA!M33": (f"={own.formula}", f"={own.formula}", now["DPA!M33"].value)}
    assert now["DPA!M33"].value == pytest.approx(own.value)


def test_all_caches_come_back_after_a_script_saved_the_file(tmp_path: Path) -> None:
    source = put(tmp_path, saved_by_openpyxl(CLEAN.read_bytes()))
    without = computed_cells(source.read_bytes())
    assert {cell.kind for cell in without.values()} == {""}
    done, now = filled(source)
    original = computed_cells(CLEAN.read_bytes())
    names = {definition.name for definition in sheet_defs()}
    official = {place for place in original if place.partition("!")[0] in names and place in changes(done)}
    assert len(official) > 100
    assert {place for place in original if now[place].value != original[place].value} == set()
    assert [f for f in validasi(done.output).findings if f.code == "NIL-06"] == []
    assert [f for f in validasi(source).findings if f.code == "NIL-06"] == []


def moved(book: Any) -> None:
    """The office puts a column and two rows of its own into DPA, and a row above the headings of PK."""
    sheet = book["DPA"]
    sheet.insert_rows(3, 2)
    sheet.insert_cols(11)
    sheet.cell(6, 11).value = "Catatan Bidang"
    for row in range(7, sheet.max_row + 1):
        sheet.cell(row, 14).value = None
        sheet.cell(row, 10).value = None
    book["PK"].insert_rows(1)
    for row in range(6, 10):
        book["PK"].cell(row, 8).value = None


def test_moved_columns_and_rows_get_formulas_with_their_own_addresses(tmp_path: Path) -> None:
    source = put(tmp_path, saved_by_openpyxl(CLEAN.read_bytes(), moved))
    done, now = filled(source)
    made = changes(done)
    assert made["DPA!N35"][1] == "=" + str(computed_cells(CLEAN.read_bytes())["DPA!M33"].formula).replace("33", "35").replace(
        "L35", "M35"
    ).replace("K35", "L35")
    assert made["DPA!N35"][2] == pytest.approx(434526020 / 437286032 * 100)
    assert made["PK!H6"][2] == 100
    assert now["DPA!N35"].value == made["DPA!N35"][2]


def test_a_renamed_sheet_gets_formulas_that_name_it_as_it_is(tmp_path: Path) -> None:
    data = renamed_sheet(CLEAN.read_bytes(), "Instansi", "INSTANSI.")
    source = put(tmp_path, with_cells(data, {"PK!H5": None}))
    done, now = filled(source)
    _, formula, value = changes(done)["PK!H5"]
    assert "'INSTANSI.'!" in formula
    assert value == 100
    assert now["PK!H5"].formula == formula.removeprefix("=")


def test_a_column_without_its_operands_is_left_alone(tmp_path: Path) -> None:
    def without(book: Any) -> None:
        book["SDM"].cell(4, 4).value = "Kolom lain"

    done, _ = filled(put(tmp_path, saved_by_openpyxl(CLEAN.read_bytes(), without)))
    reasons = {place: reason for place, (_, reason) in kept(done).items()}
    assert reasons["SDM!E5"] == NO_OPERAND
    assert {place.partition("!")[0] for place in reasons} == {"SDM"}


def test_a_computed_column_that_is_gone_is_not_made(tmp_path: Path) -> None:
    def renamed(book: Any) -> None:
        book["PK"]["H4"].value = "Keterangan sendiri"

    done, now = filled(put(tmp_path, saved_by_openpyxl(CLEAN.read_bytes(), renamed)))
    assert not [place for place in changes(done) if place.startswith("PK!")]
    assert now["PK!H4"].value == "Keterangan sendiri"


def test_filling_twice_changes_nothing_more(tmp_path: Path) -> None:
    done, _ = filled(put(tmp_path, with_cells(CLEAN.read_bytes(), BLANK)))
    again, _ = filled(done.output)
    assert changes(again) == {}
    assert again.output.read_bytes() == done.output.read_bytes()


def test_exit_codes_and_json(tmp_path: Path, capsys: Capture) -> None:
    source = put(tmp_path, with_cells(CLEAN.read_bytes(), {"DPA!M33": None, "DPA!M38": 98.08}))
    target = tmp_path / "hasil.xlsx"
    assert main(["isi", str(source), "-o", str(target), "--json"]) == 1
    made = json.loads(capsys.readouterr().out)
    assert list(made) == ["berkas", "sha256", "versi", "keluaran", "diubah", "dibiarkan", "tidak_ditulis"]
    [changed], [left] = made["diubah"], made["dibiarkan"]
    assert list(changed) == ["lembar", "sel", "kolom", "sebelum", "rumus", "nilai"]
    assert (changed["lembar"], changed["sel"], changed["kolom"], changed["sebelum"]) == ("DPA", "M33", "% Anggaran", "")
    assert left == {"lembar": "DPA", "sel": "M38", "kolom": "% Anggaran", "nilai": 98.08, "sebab": TYPED}
    assert main(["isi", str(source), "-o", str(target)]) == 2, "an existing copy is kept"
    capsys.readouterr()
    assert main(["isi", str(source), "-o", str(target), "--timpa"]) == 0
    assert "DPA!M38 % Anggaran: 98.08 -> " in capsys.readouterr().out
    assert main(["isi", str(tmp_path / "tidak_ada.xlsx"), "-o", str(target), "--timpa"]) == 2


def test_the_submitted_file_stays_and_is_never_the_output(tmp_path: Path) -> None:
    data = with_cells(CLEAN.read_bytes(), BLANK)
    source = put(tmp_path, data)
    with pytest.raises(UsageError):
        isi(source, source, timpa=True)
    filled(source)
    assert source.read_bytes() == data


def test_the_filled_file_opens_with_its_values_in_openpyxl(tmp_path: Path) -> None:
    done, _ = filled(put(tmp_path, saved_by_openpyxl(CLEAN.read_bytes())))
    book = openpyxl.load_workbook(BytesIO(done.output.read_bytes()), data_only=True)
    assert book["DPA"]["M33"].value == pytest.approx(434526020 / 437286032 * 100)


@pytest.mark.lambat
def test_two_spreadsheet_programs_calculate_the_same_values(tmp_path: Path) -> None:
    moved_file = put(tmp_path, saved_by_openpyxl(CLEAN.read_bytes(), moved), "pindah.xlsx")
    blanked = put(tmp_path, with_cells(INVENTED.read_bytes(), {"DPA!M6": None, "DPA!J8": None, "SDM!E6": None}), "kosong.xlsx")
    renamed = put(tmp_path, renamed_sheet(with_cells(CLEAN.read_bytes(), BLANK), "Instansi", "INSTANSI."), "nama.xlsx")
    outputs = [filled(source)[0].output for source in (moved_file, blanked, renamed)]
    assert check_workbooks(outputs) == []
