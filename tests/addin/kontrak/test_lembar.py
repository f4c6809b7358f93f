"""What a written sheet holds, in the words of xlwings' public interface: the same in LibreOffice and in Excel."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
import xlwings
from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment
from openpyxl.workbook.protection import WorkbookProtection

from lkjip_xl.addin.buttons.audit import audit
from lkjip_xl.addin.buttons.run import press
from lkjip_xl.audit.build import build_case
from lkjip_xl.audit.cell_rules import CELL_RULES
from lkjip_xl.intake.live_book import read_book
from lkjip_xl.reader.workbook_reader import read_workbook
from lkjip_xl.values import CellError
from lkjip_xl.workbook.live.cells import MARK
from lkjip_xl.workbook.live.sheets import write_sheets
from lkjip_xl.workbook.model import Cell, Link, SheetModel
from tests.addin.kontrak.conftest import Open

SAMPLES = Path(__file__).resolve().parents[3] / "samples"
TEXTS = [
    "=1+1",
    "+62 saluran",
    "-5 poin",
    "@nama",
    "0123",
    "1/2",
    "5%",
    "TRUE",
    "'petik",
    "#N/A",
    "Januari 2025",
    "1E5",
    "Ö & <b> 中",
]
ROWS = 20_000
FILE_ONLY = "E06"
"""The sample's file asks to be calculated when it is opened; an open workbook has been."""


def one_sheet() -> SheetModel:
    """A title over three columns; texts, figures, errors, and a formula beside each; a link, widths and a height."""
    made = SheetModel("Isi 'n & Ö", widths={1: 30.0, 2: 12.0})
    made.put(1, 1, Cell("judul", "Judul di atas tiga kolom"))
    made.merges.append((1, 1, 1, 3))
    for row, text in enumerate(TEXTS, 2):
        made.put(row, 1, Cell("teks", text))
        made.put(row, 2, Cell("angka:persen2", row + 0.25))
        made.put(row, 3, Cell("angka:rupiah", row * 1e9, f"=B{row}*1000000000"))
    last = len(TEXTS) + 2
    made.put(last, 1, Cell("tautan", "ke sini"))
    made.links.append(Link(last, 1, "'Isi ''n & Ö'!A1", "Buka"))
    made.put(last, 2, Cell("teks", CellError("#N/A")))
    made.put(last, 3, Cell("teks:butir1", "", f'=IF(A{last}="","",A{last})'))
    return made


@pytest.fixture
def written(blank: xlwings.Book) -> xlwings.Sheet:
    model = one_sheet()
    write_sheets(blank, "uji", [model])
    blank.app.calculate()
    return blank.sheets[model.name]


def test_text_stays_text(written: xlwings.Sheet) -> None:
    cells = written.range((2, 1), (len(TEXTS) + 1, 1))
    assert cells.value == TEXTS
    assert [row[0] for row in cells.formula] == TEXTS


def test_figures_and_formulas_have_their_values(written: xlwings.Sheet) -> None:
    assert written.range("B2:B4").value == [2.25, 3.25, 4.25]
    assert written.range("C2").formula == "=B2*1000000000"
    assert written.range("C2:C4").value == [2.25e9, 3.25e9, 4.25e9]


def test_an_error_is_an_error_and_no_text(written: xlwings.Sheet) -> None:
    cell = written.range((len(TEXTS) + 2, 2))
    assert cell.options(err_to_str=True).value == "#N/A"
    assert cell.value is None


def test_a_formula_in_a_cell_with_bullets_is_calculated(written: xlwings.Sheet) -> None:
    assert written.range((len(TEXTS) + 2, 3)).value == "ke sini"


def test_number_formats_arrive(written: xlwings.Sheet) -> None:
    assert "0.00" in (written.range("B2").number_format or "")
    assert written.range("B2:B5").number_format == written.range("B2").number_format
    assert "Rp" in (written.range("C2").number_format or "")
    assert written.range("B2:C2").number_format is None


def test_merged_cells_widths_and_links_arrive(written: xlwings.Sheet) -> None:
    assert written.range("A1").merge_cells
    assert written.range("B1").merge_area.address == "$A$1:$C$1"
    assert not written.range("A2").merge_cells
    assert written.range("A1").column_width == pytest.approx(30, rel=0.1)
    assert written.range("B2").column_width == pytest.approx(12, rel=0.1)
    assert written.range((len(TEXTS) + 2, 1)).hyperlink in ("", "'Isi ''n & Ö'!A1")  # Excel names a place in the book apart
    with pytest.raises(Exception, match="hyperlink"):
        _ = written.range("A2").hyperlink


def test_dates_percentages_and_errors_are_read_as_the_file_reader_reads_them(opened: Open, tmp_path: Path) -> None:
    path = tmp_path / "macam.xlsx"
    made = Workbook()
    sheet = made.active
    assert sheet is not None
    dates = [dt.datetime(2024, 12, 31), dt.datetime(2024, 1, 1, 6)]
    rows = [*dates, 0.125, "#N/A", "=1/0", True, "=TODAY()-TODAY()", 1e-7, -0.0, "=B3<1"]
    for row, value in enumerate(rows, 1):
        sheet.cell(row, 2, value)
    sheet["B3"].number_format = "0.0%"
    made.save(path)
    book = opened(path)
    book.app.calculate()
    live = {cell.address: cell for cell in read_book(book, formats=True).sheets[0].cells()}
    file = {cell.address: cell for cell in read_workbook(path).sheets[0].cells()}
    for address in ("B1", "B2", "B3", "B6", "B8", "B9"):
        assert (live[address].value, live[address].kind) == (file[address].value, file[address].kind), address
    assert live["B4"].value == CellError("#N/A")
    assert (live["B5"].value, live["B5"].formula) == (CellError("#DIV/0!"), "1/0")
    assert (live["B7"].value, live["B7"].kind) == (0, "n")
    assert (live["B10"].value, live["B10"].formula) == (True, "B3<1")
    assert live["B6"].formula is None


def test_notes_of_the_users_stay(opened: Open, tmp_path: Path) -> None:
    path = tmp_path / "catatan.xlsx"
    made = load_workbook(SAMPLES / "rekaan_banyak_salah.xlsx")
    made["DPA"]["B6"].comment = Comment("tanya bidang keuangan", "Budi")
    made.save(path)
    book = opened(path)
    for action in ("isi-kolom-hitung", "validasi", "buat-laporan", "validasi"):
        assert not press(action, book.app, book).critical
    assert "tanya bidang keuangan" in book.sheets["DPA"].range("B6").note.text
    assert book.sheets["DPA"].range("B7").note is None


def test_twenty_thousand_rows(blank: xlwings.Book) -> None:
    model = SheetModel("Panjang")
    for row in range(1, ROWS + 1):
        model.put(row, 1, Cell("teks:kode", f"{row:06}"))
        model.put(row, 2, Cell("angka", row))
        model.put(row, 3, Cell("angka", row * 2, f"=B{row}*2"))
    write_sheets(blank, "uji", [model])
    blank.app.calculate()
    sheet = blank.sheets["Panjang"]
    assert sheet.used_range.shape == (ROWS, 3)
    assert sheet.range((ROWS, 1), (ROWS, 3)).value == [f"{ROWS:06}", ROWS, 2 * ROWS]
    read = read_book(blank).sheets[-1]
    assert sum(1 for _ in read.cells()) == 3 * ROWS
    assert all(read.rows[row][2].value == 2 * row for row in range(1, ROWS + 1))


def test_a_mark_is_true_on_its_cell_and_on_no_other(opened: Open, tmp_path: Path) -> None:
    path = tmp_path / "isian.xlsx"
    path.write_bytes((SAMPLES / "rekaan_banyak_salah.xlsx").read_bytes())
    book = opened(path)
    press("validasi", book.app, book)
    listed = book.sheets["Temuan"].range("A9:K90").value
    faulty = next(row[4] for row in listed if row[1] == "GALAT" and row[3] == "DPA" and ":" not in row[4] and not row[10])
    all_faulty = {row[4].split(":")[0] for row in listed if row[3] == "DPA"}
    free = next(f"Q{row}" for row in range(200, 300) if f"Q{row}" not in all_faulty)
    (mark,) = [
        name.name
        for name in book.names
        if name.name.startswith(MARK) and '"GALAT"' in name.refers_to and '"=DPA"' in name.refers_to
    ]
    sheet = book.sheets["DPA"]
    for address, expected in ((faulty, 1), (free, 0)):
        sheet.range(address).formula = f"=IF({mark},1,0)"
        book.app.calculate()
        assert sheet.range(address).value == expected, address


@pytest.mark.parametrize("name", ["disdukcapil_probolinggo_2024", "rekaan_banyak_salah"])
def test_periksa_rumus_finds_what_the_file_route_finds(name: str, opened: Open) -> None:
    """Of the rules about cells; those about the package are not asked in an open workbook."""
    path = SAMPLES / f"{name}.xlsx"
    here = audit(read_book(opened(path), formats=True))
    case = build_case(read_workbook(path))
    there = [finding for rule in CELL_RULES for finding in rule(case) if finding.code != FILE_ONLY]
    assert {(f.code, f.sheet, f.cell, f.message) for f in here} == {(f.code, f.sheet, f.cell, f.message) for f in there}


def test_a_protected_sheet_and_structure_are_seen(blank: xlwings.Book, opened: Open, tmp_path: Path) -> None:
    path = tmp_path / "terkunci.xlsx"
    made = load_workbook(SAMPLES / "rekaan_dinkes_2024.xlsx")
    made.security = WorkbookProtection(lockStructure=True)
    made["DPA"].protection.sheet = True
    made.save(path)
    book = opened(path)
    if book.app.engine.name == "libreoffice":  # it does not read the protection of the structure from an .xlsx
        book.api.protect("")
    before = [sheet.name for sheet in book.sheets]
    for action in ("validasi", "buat-laporan", "periksa-rumus"):
        said = press(action, book.app, book)
        assert said.critical
        assert "Struktur buku kerja ini terproteksi" in said.text
    assert [sheet.name for sheet in book.sheets] == before
