"""The harness proves itself first: it must find what is wrong, at its cell, and stay silent about what is right."""

from __future__ import annotations

import io
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest
import xlsxwriter
from openpyxl import Workbook as OpenpyxlWorkbook

from lkjip_xl.values import CellError, Value
from tests.recalc import (
    LibreOfficeError,
    LibreOfficeMissingError,
    check_workbooks,
    compare,
    read_cells,
    recalculate_formualizer,
    recalculate_libreoffice,
    require_libreoffice,
    same_value,
    strip_caches,
)
from tests.recalc.strip import strip_worksheet

RIGHT: dict[str, tuple[str, Value]] = {
    "B1": ("=A1+A2", 5.0),
    "B2": ("=A1/0", "#DIV/0!"),
    "B3": ('=A3&" & lanjut"', "teks & lanjut"),
    "B4": ("=A1=2", True),
    "B5": ("=DATE(2024,1,31)", 45322.0),
    "B6": ("='Dua Kata'!A1*2", 14.0),
    "B7": ("=NA()", "#N/A"),
    "B8": ("=ROUND(70667.555,2)", 70667.56),
    "B9": ("=1/3", 1 / 3),
    "B10": ("=Z99", 0.0),
    "B11": ("=NOSUCHFUNCTION(1)", "#NAME?"),
    "B12": ("=IFERROR(B2,-1)", -1.0),
}


def make_workbook(path: Path, **wrong: Value) -> Path:
    """Formulas of every kind with their right cached values, except for the cells named in ``wrong``."""
    book = xlsxwriter.Workbook(path)
    sheet, other = book.add_worksheet("Satu"), book.add_worksheet("Dua Kata")
    sheet.write_number("A1", 2)
    sheet.write_number("A2", 3)
    sheet.write_string("A3", "teks")
    other.write_number("A1", 7)
    dates = book.add_format({"num_format": "dd/mm/yyyy"})
    for cell, (formula, value) in RIGHT.items():
        sheet.write_formula(cell, formula, dates if cell == "B5" else None, wrong.get(cell, value))
    book.close()
    return path


def test_cells_are_read_with_their_types(tmp_path: Path) -> None:
    cells = read_cells(make_workbook(tmp_path / "buku.xlsx"))
    assert cells.values["Satu", 1, 1] == 2.0
    assert cells.values["Satu", 3, 1] == "teks"
    assert cells.cached["Satu", 4, 2] is True
    assert cells.cached["Satu", 2, 2] == CellError("#DIV/0!")
    assert isinstance(cells.cached["Satu", 2, 2], CellError)
    assert len(cells.formulas) == len(RIGHT)
    assert cells.formulas["Satu", 3, 2] == 'A3&" & lanjut"'


def test_escaped_text_is_read_as_a_spreadsheet_shows_it(tmp_path: Path) -> None:
    path = tmp_path / "buku.xlsx"
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet("Satu")
    sheet.write_string("A1", "_x0041_")
    sheet.write_formula("B1", "=A1", None, "_x005F_x0041_")
    book.close()
    assert read_cells(path).values == {("Satu", 1, 1): "_x0041_", ("Satu", 1, 2): "_x0041_"}
    assert recalculate_formualizer(path) == {("Satu", 1, 2): "_x0041_"}


def test_stripping_removes_caches_and_nothing_else(tmp_path: Path) -> None:
    path = make_workbook(tmp_path / "buku.xlsx")
    bare = tmp_path / "polos.xlsx"
    bare.write_bytes(strip_caches(path.read_bytes()))
    before, after = read_cells(path), read_cells(bare)
    assert set(after.cached.values()) == {None}
    assert after.formulas == before.formulas
    assert after.values == {key: value for key, value in before.values.items() if key not in before.formulas}
    with zipfile.ZipFile(path) as first, zipfile.ZipFile(bare) as second:
        assert first.namelist() == second.namelist()
        changed = {name for name in first.namelist() if first.read(name) != second.read(name)}
    assert changed == {"xl/worksheets/sheet1.xml"}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('<c r="A1" t="str"><f>"x"</f><v>x</v></c>', '<c r="A1"><f>"x"</f></c>'),
        ("<c r='A1' s='3' t='e'><f>1/0</f><v>#DIV/0!</v></c>", "<c r='A1' s='3'><f>1/0</f></c>"),
        ('<x:c r="A1" t="b"><x:f>TRUE</x:f><x:v>1</x:v></x:c>', '<x:c r="A1"><x:f>TRUE</x:f></x:c>'),
        ('<c r="A1"><f t="shared" si="0"/><v>5</v></c>', '<c r="A1"><f t="shared" si="0"/></c>'),
        ('<c r="A1"><f>A2</f><v/></c>', '<c r="A1"><f>A2</f></c>'),
        ('<c r="A1"><f>A2</f><v xml:space="preserve"> </v></c>', '<c r="A1"><f>A2</f></c>'),
        ('<c r="A1" s="1"/><c r="B1"><v>1</v></c>', '<c r="A1" s="1"/><c r="B1"><v>1</v></c>'),
        ('<c r="A1" s="1"/><c r="B1"><f>A1</f><v>1</v></c>', '<c r="A1" s="1"/><c r="B1"><f>A1</f></c>'),
        ('<c r="A1" t="s"><v>0</v></c>', '<c r="A1" t="s"><v>0</v></c>'),
        ('<c r="A1" t="inlineStr"><is><t>f</t></is></c>', '<c r="A1" t="inlineStr"><is><t>f</t></is></c>'),
        ('<cols><col min="1" max="1"/></cols>', '<cols><col min="1" max="1"/></cols>'),
    ],
)
def test_stripping_knows_every_way_to_write_a_cell(before: str, after: str) -> None:
    assert strip_worksheet(before.encode()) == after.encode()


def test_right_caches_pass_with_both_engines(tmp_path: Path) -> None:
    assert check_workbooks([make_workbook(tmp_path / "buku.xlsx"), make_workbook(tmp_path / "lain.xlsx")]) == []


@pytest.mark.parametrize(
    ("cell", "wrong"), [("B1", 5.00001), ("B2", 0.0), ("B3", "Teks & lanjut"), ("B4", False), ("B8", 70667.55), ("B12", "-1")]
)
def test_one_wrong_cache_is_found_by_formualizer_at_its_cell(tmp_path: Path, cell: str, wrong: Value) -> None:
    book = make_workbook(tmp_path / "buku.xlsx", **{cell: wrong})
    found = check_workbooks([book], libreoffice=False)
    assert [(item.engine, item.address) for item in found] == [("formualizer", f"Satu!{cell}")]


def test_one_wrong_cache_is_found_by_both_engines_at_its_cell_and_file(tmp_path: Path) -> None:
    files = [make_workbook(tmp_path / f"{cell}.xlsx", **{cell: "lain"}) for cell in RIGHT]
    found = check_workbooks(files)
    expected = [(engine, f"{cell}.xlsx", f"Satu!{cell}") for cell in RIGHT for engine in ("LibreOffice", "formualizer")]
    assert [(item.engine, item.file, item.address) for item in found] == expected
    assert str(found[0]) == "B1.xlsx Satu!B1 =A1+A2: tersimpan 'lain', LibreOffice 5.0"


def test_a_stale_cache_needs_the_stripped_copy_or_the_profile(tmp_path: Path) -> None:
    """LibreOffice's own defaults hand back the stale value of a file as it is: agreeing with itself proves nothing."""
    stale = make_workbook(tmp_path / "basi.xlsx", B6=999.0)
    bare = tmp_path / "polos.xlsx"
    bare.write_bytes(strip_caches(stale.read_bytes()))
    cached = read_cells(stale).cached
    by_default, by_default_bare = recalculate_libreoffice([stale, bare], profile="bawaan", folder=tmp_path)
    assert compare(cached, read_cells(by_default).values) == []
    assert [item.address for item in compare(cached, read_cells(by_default_bare).values)] == ["Satu!B6"]
    recalculated, recalculated_bare = recalculate_libreoffice([stale, bare], folder=tmp_path)
    for made in (recalculated, recalculated_bare):
        assert [(item.address, item.recalculated) for item in compare(cached, read_cells(made).values)] == [("Satu!B6", 14.0)]
    assert [item.address for item in compare(cached, recalculate_formualizer(stale))] == ["Satu!B6"]


def test_a_formula_without_cache_is_reported_even_when_its_result_is_blank(tmp_path: Path) -> None:
    book = OpenpyxlWorkbook()
    sheet = book.active
    assert sheet is not None
    sheet["A1"] = '=IF(1=1,"",0)'
    book.save(tmp_path / "tanpa.xlsx")
    found = check_workbooks([tmp_path / "tanpa.xlsx"], libreoffice=False)
    assert [(item.engine, item.address) for item in found] == [("(tanpa nilai tersimpan)", "Sheet!A1")]


@pytest.mark.parametrize(
    ("first", "second", "equal"),
    [
        (1.0, 1.0 + 9e-10, True),
        (1.0, 1.0 + 3e-9, False),
        (0.0, 2.4e-10, True),
        (1.6e9, 1.6e9 + 1.0, True),
        (1.6e9, 1.6e9 + 2.0, False),
        (99, 99.0, True),
        ("", None, True),
        (None, 0.0, False),
        ("99", 99.0, False),
        (True, 1.0, False),
        ("a", "A", False),
        (CellError("#N/A"), CellError("#N/A"), True),
        (CellError("#N/A"), "#N/A", False),
        (CellError("#N/A"), CellError("#REF!"), False),
    ],
)
def test_tolerance(first: Value, second: Value, equal: bool) -> None:
    assert same_value(first, second) is equal
    assert same_value(second, first) is equal


def test_a_file_that_libreoffice_refuses_is_named(tmp_path: Path) -> None:
    broken = tmp_path / "rusak.xlsx"
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        package.writestr("kosong.txt", "")
    broken.write_bytes(buffer.getvalue())
    with pytest.raises(LibreOfficeError, match=r"rusak\.xlsx"):
        recalculate_libreoffice([make_workbook(tmp_path / "baik.xlsx"), broken], folder=tmp_path)


def test_a_hanging_libreoffice_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fake = tmp_path / "soffice"
    fake.write_text("#!/bin/sh\nsleep 600 & wait\n")
    fake.chmod(0o755)
    monkeypatch.setattr(shutil, "which", lambda name: str(fake))
    with pytest.raises(LibreOfficeError, match="tidak selesai dalam 1 detik"):
        recalculate_libreoffice([make_workbook(tmp_path / "baik.xlsx")], folder=tmp_path, timeout=1.0)
    assert subprocess.run(["pgrep", "-f", str(fake)], check=False, capture_output=True).returncode == 1


def test_without_libreoffice_a_test_fails_unless_told_otherwise(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: None)
    monkeypatch.delenv("LKJIP_TANPA_LIBREOFFICE", raising=False)
    with pytest.raises(LibreOfficeMissingError, match="soffice tidak ditemukan"):
        require_libreoffice()
    monkeypatch.setenv("LKJIP_TANPA_LIBREOFFICE", "1")
    with pytest.raises(pytest.skip.Exception, match="LibreOffice tidak terpasang"):
        require_libreoffice()
