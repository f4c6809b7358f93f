"""What the live writer leaves in the open workbook equals what the file writer puts into a file, cell by cell."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
import xlwings

from lkjip_xl import verbs
from lkjip_xl.addin.buttons.run import press
from lkjip_xl.definition.own_sheets import FINDINGS_SHEET, NOTES, is_report_sheet
from lkjip_xl.intake.live_book import read_book
from lkjip_xl.reader.raw import RawSheet, RawWorkbook
from lkjip_xl.reader.workbook_reader import read_workbook
from tests.addin.kontrak.conftest import Open

SAMPLES = Path(__file__).resolve().parents[3] / "samples"
Sheets = dict[str, dict[str, tuple[object, str | None]]]


def cells(sheet: RawSheet) -> dict[str, tuple[object, str | None]]:
    """Value and formula by address; figures to 12 digits, blank text as blank."""
    found = {}
    for cell in sheet.cells():
        value = float(f"{cell.value:.12g}") if isinstance(cell.value, float) else cell.value
        if value not in (None, "") or cell.formula is not None:
            found[cell.address] = ("" if value is None else value, cell.formula)
    return found


def sheets(workbook: RawWorkbook, wanted: Callable[[str], bool]) -> Sheets:
    return {sheet.name: cells(sheet) for sheet in workbook.sheets if wanted(sheet.name)}


def differences(here: Sheets, there: Sheets) -> dict[tuple[str, str], object]:
    """(sheet, address) → (here, there) of every cell that is not the same."""
    places = {(sheet, place) for found in (here, there) for sheet, cells in found.items() for place in cells}
    pairs = {(sheet, at): (here.get(sheet, {}).get(at), there.get(sheet, {}).get(at)) for sheet, at in sorted(places)}
    return {place: pair for place, pair in pairs.items() if pair[0] != pair[1]}


@pytest.fixture
def sample(tmp_path: Path) -> Callable[[str], Path]:
    def copied(name: str) -> Path:
        return Path(shutil.copy(SAMPLES / f"{name}.xlsx", tmp_path / f"{name}.xlsx"))

    return copied


@pytest.mark.parametrize("name", ["rekaan_dinkes_2024", "rekaan_banyak_salah"])
def test_buat_laporan_equals_the_file_route(name: str, opened: Open, sample: Callable[[str], Path], tmp_path: Path) -> None:
    source = sample(name)
    book = opened(source)
    before = sheets(read_book(book), lambda sheet: True)
    press("buat-laporan", book.app, book)
    book.app.calculate()
    here = sheets(read_book(book), lambda sheet: True)
    report = tmp_path / "laporan.xlsx"
    verbs.laporan(source, report)
    there = sheets(read_workbook(report), is_report_sheet)
    assert {name: here[name] for name in before} == before
    assert [sheet for sheet in here if is_report_sheet(sheet)] == list(there)
    for sheet, expected in there.items():
        if sheet == NOTES:  # it names the source by its file's hash, which an open workbook does not have
            expected = {place: value for place, value in expected.items() if value[0] != file_hash(source)}
            here[sheet] = {place: here[sheet][place] for place in expected}
        assert here[sheet] == expected, sheet


def file_hash(path: Path) -> str:
    return read_workbook(path).sha256


def test_a_second_click_changes_nothing(opened: Open, sample: Callable[[str], Path]) -> None:
    book = opened(sample("rekaan_banyak_salah"))
    for action in ("isi-kolom-hitung", "validasi", "buat-laporan", "periksa-rumus", "validasi"):
        first = press(action, book.app, book)
        once = (sheets(read_book(book), lambda sheet: True), [sheet.name for sheet in book.sheets], names(book))
        second = press(action, book.app, book)
        assert (sheets(read_book(book), lambda sheet: True), [sheet.name for sheet in book.sheets], names(book)) == once, action
        assert first == second or action == "isi-kolom-hitung"


def names(book: xlwings.Book) -> dict[str, str]:
    return {name.name: name.refers_to or "" for name in book.names}


def test_validasi_lists_what_the_file_route_lists(opened: Open, sample: Callable[[str], Path], tmp_path: Path) -> None:
    source = sample("rekaan_banyak_salah")
    book = opened(source)
    press("validasi", book.app, book)
    marked = tmp_path / "bertanda.xlsx"
    verbs.tandai(source, marked, verbs.validasi(source))
    there = sheets(read_workbook(marked), lambda sheet: sheet == FINDINGS_SHEET)
    here = sheets(read_book(book), lambda sheet: sheet == FINDINGS_SHEET)
    assert differences(here, there) == {}
    assert book.sheets.active.name == book.sheets[0].name == FINDINGS_SHEET


def test_isi_kolom_hitung_equals_the_file_route(opened: Open, sample: Callable[[str], Path], tmp_path: Path) -> None:
    source = sample("rekaan_banyak_salah")
    book = opened(source)
    press("isi-kolom-hitung", book.app, book)
    book.app.calculate()
    filled = tmp_path / "terisi.xlsx"
    verbs.isi(source, filled)
    assert sheets(read_book(book), lambda sheet: True) == sheets(read_workbook(filled), lambda sheet: True)


def test_a_sheet_of_the_users_with_our_name_is_never_replaced(opened: Open, sample: Callable[[str], Path]) -> None:
    book = opened(sample("rekaan_dinkes_2024"))
    own = book.sheets.add("Ikhtisar", after=book.sheets[-1])
    own.range("A1").value = "milik saya"
    said = press("buat-laporan", book.app, book)
    assert said.critical
    assert "Ikhtisar" in said.text
    assert own.range("A1").value == "milik saya"


def test_formulas_of_the_users_on_report_sheets_survive(opened: Open, sample: Callable[[str], Path]) -> None:
    book = opened(sample("rekaan_dinkes_2024"))
    press("buat-laporan", book.app, book)
    own = book.sheets.add("Punya Saya", after=book.sheets[-1])
    own.range("A1").formula = "='Tabel 1a'!A1"
    expected = own.range("A1").value
    press("buat-laporan", book.app, book)
    assert own.range("A1").formula == "='Tabel 1a'!A1"
    assert own.range("A1").value == expected


def test_the_program_is_left_as_it_was_even_after_a_fault(opened: Open, sample: Callable[[str], Path]) -> None:
    book = opened(sample("rekaan_dinkes_2024"))
    book.sheets.add("Ikhtisar", after=book.sheets[-1])
    press("buat-laporan", book.app, book)
    assert book.app.screen_updating
    assert book.app.calculation == "automatic"
    assert book.app.status_bar is False


def test_ekspor(opened: Open, sample: Callable[[str], Path], tmp_path: Path) -> None:
    book = opened(sample("rekaan_dinkes_2024"))
    assert press("ekspor-pdf", book.app, book).critical
    press("buat-laporan", book.app, book)
    visible = {sheet.name: sheet.visible for sheet in book.sheets}
    press("ekspor-pdf", book.app, book)
    assert (tmp_path / "rekaan_dinkes_2024_laporan.pdf").read_bytes().startswith(b"%PDF")
    assert {sheet.name: sheet.visible for sheet in book.sheets} == visible
    press("ekspor-json", book.app, book)
    assert b'"isian"' in (tmp_path / "rekaan_dinkes_2024_data.json").read_bytes()
