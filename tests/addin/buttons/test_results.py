"""What each action leaves in the workbook, and the message it ends with."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import xlwings

from lkjip_xl import verbs
from lkjip_xl.addin.buttons import destination
from lkjip_xl.addin.buttons.run import press
from lkjip_xl.definition.own_sheets import RESULT_NAME, is_report_sheet
from tests.addin.buttons.conftest import FAULTY, OpenSample, content, names
from tests.workbook.live.watched import inside

AWKWARD = "Isi 'petik' & é 100% = 中.xlsx"


def fake(app: xlwings.App) -> Any:
    return object.__getattribute__(app.impl, "_inner")


def test_every_action_ends_with_one_message_and_a_free_status_bar(app: xlwings.App, sample: OpenSample) -> None:
    book = sample(FAULTY, AWKWARD)
    for action in ("validasi", "isi-kolom-hitung", "buat-laporan", "periksa-rumus", "ekspor-pdf", "ekspor-json", "bantuan"):
        fake(app).said.clear()
        said = press(action, app, book)
        assert fake(app).said == [(said.text, "info")], action
        assert app.status_bar is False
    progress = [status for status in fake(app).statuses if status]
    assert progress
    assert all(status.startswith("LKjIP: ") and status.endswith("…") for status in progress)


def test_validasi_lists_first_marks_and_counts(app: xlwings.App, sample: OpenSample) -> None:
    book = sample(FAULTY)
    said = press("validasi", app, book)
    assert names(book)[0] == book.sheets.active.name == "Temuan"
    assert "54 GALAT, 15 PERINGATAN, 6 INFO" in said.text
    assert inside(book.sheets["DPA"]).rules
    assert "tidak diwarnai: Instansi, Pengaturan" in said.text
    assert {name.name: name.refers_to for name in book.names}[RESULT_NAME] == "=Temuan!$A$1"


def test_marks_go_when_their_findings_go(app: xlwings.App, sample: OpenSample) -> None:
    book = sample(FAULTY)
    press("periksa-rumus", app, book)
    press("validasi", app, book)
    inside(book).listed[:] = [sheet for sheet in inside(book).listed if sheet.name not in ("Temuan",)]
    for sheet in inside(book).listed:
        if sheet.name in ("PK", "DPA"):
            sheet.cells_in = {at: cell for at, cell in sheet.cells_in.items() if at[0] < 5}
    press("validasi", app, book)
    known = {f"={name.name}" for name in book.names}
    for sheet in inside(book).listed:
        assert all(rule[1] in known for rule in sheet.rules)


def test_a_second_click_changes_nothing(app: xlwings.App, sample: OpenSample) -> None:
    book = sample(FAULTY)
    for action in ("isi-kolom-hitung", "validasi", "buat-laporan", "validasi"):
        press(action, app, book)
        once = content(book)
        press(action, app, book)
        assert content(book) == once, action


def test_the_users_own_sheets_stay_where_and_what_they_are(app: xlwings.App, sample: OpenSample) -> None:
    book = sample()
    press("buat-laporan", app, book)
    own = book.sheets.add("Catatan 'saya' & Ö", after=book.sheets["Ikhtisar"])
    own.range("A1").value = [["'0123", "'=teks"], [1.5, None]]
    own.range("C1").formula = "=Ikhtisar!A1&'Tabel 1a'!A1"
    own.range("C2").formula = "=DPA!A1"
    order = names(book)
    press("buat-laporan", app, book)
    assert names(book) == order
    assert own.range("C1:C2").formula == (("=Ikhtisar!A1&'Tabel 1a'!A1",), ("=DPA!A1",))
    assert own.range("A1:B1").value == ["0123", "=teks"]


def test_formulas_of_the_users_on_temuan_survive_validasi(app: xlwings.App, sample: OpenSample) -> None:
    book = sample(FAULTY)
    press("validasi", app, book)
    own = book.sheets.add("Rekap", after=book.sheets[-1])
    own.range("A1").formula = '=COUNTIF(Temuan!B:B,"GALAT")'
    press("validasi", app, book)
    assert own.range("A1").formula == '=COUNTIF(Temuan!B:B,"GALAT")'


def test_a_report_sheet_that_the_user_renamed_is_kept(app: xlwings.App, sample: OpenSample) -> None:
    book = sample()
    press("buat-laporan", app, book)
    book.sheets["Tabel 1a"].name = "Tabel 1a versi Juni"
    press("buat-laporan", app, book)
    assert "Tabel 1a versi Juni" in names(book)
    assert names(book).count("Tabel 1a") == 1


def test_a_report_file_is_renewed_in_place(app: xlwings.App, sample: OpenSample, tmp_path: Path) -> None:
    """And a sheet that only has the name of a report sheet is not taken for part of it."""
    sample()
    report = tmp_path / "laporan.xlsx"
    verbs.laporan(tmp_path / "isian.xlsx", report)
    book = app.books.open(str(report))
    before = names(book)
    said = press("buat-laporan", app, book)
    assert not said.critical
    assert names(book) == before
    book.sheets.add("Tabel 9a", after=book.sheets[-1])
    press("buat-laporan", app, book)
    assert names(book) == [*before, "Tabel 9a"]


def test_a_marked_copy_gets_its_list_replaced(app: xlwings.App, sample: OpenSample, tmp_path: Path) -> None:
    sample(FAULTY)
    source, marked = tmp_path / "isian.xlsx", tmp_path / "bertanda.xlsx"
    verbs.tandai(source, marked, verbs.validasi(source))
    book = app.books.open(str(marked))
    said = press("validasi", app, book)
    assert not said.critical
    assert names(book).count("Temuan") == 1


def test_isi_fills_blank_cells_keeps_typed_ones_and_says_which(app: xlwings.App, sample: OpenSample) -> None:
    book = sample()
    sheet = inside(book.sheets["DPA"])
    places = [at for at, cell in sheet.cells_in.items() if cell.formula is not None]
    blank, typed = places[0], places[-1]
    formula = sheet.cells_in[blank].formula
    sheet.cells_in[blank].value = sheet.cells_in[blank].formula = None
    sheet.cells_in[blank].number_format = "@"
    sheet.cells_in[typed].value, sheet.cells_in[typed].formula = 12.5, None
    said = press("isi-kolom-hitung", app, book)
    assert said.text.startswith("1 sel kolom hitung diisi.")
    assert "diketik, bukan rumus" in said.text
    assert sheet.cells_in[blank].formula == formula
    assert (sheet.cells_in[typed].value, sheet.cells_in[typed].formula) == (12.5, None)


def test_isi_without_work_says_so(app: xlwings.App, sample: OpenSample) -> None:
    book = sample()
    before = content(book)
    assert press("isi-kolom-hitung", app, book).text == "Kolom hitung sudah terisi semuanya."
    assert content(book) == before


def test_buat_laporan_says_how_many_and_where_findings_stand(app: xlwings.App, sample: OpenSample) -> None:
    book = sample(FAULTY)
    said = press("buat-laporan", app, book)
    made = [name for name in names(book) if is_report_sheet(name)]
    assert said.text.startswith(f"Laporan dibuat: {len(made)} lembar.")
    assert "Catatan Laporan" in said.text
    assert book.sheets.active.name == "Daftar Tabel"


def test_pdf_holds_the_report_sheets_that_can_be_seen(app: xlwings.App, sample: OpenSample, tmp_path: Path) -> None:
    book = sample()
    assert "Tekan Buat Laporan" in press("ekspor-pdf", app, book).text
    press("buat-laporan", app, book)
    book.sheets.add("Punya Saya", after=book.sheets[-1])
    book.sheets["Kepangkatan"].visible = False
    before = content(book)
    said = press("ekspor-pdf", app, book)
    ((path, printed),) = inside(book).printed
    assert said.text == f"PDF dibuat: {path}"
    assert path == str(tmp_path / "isian_laporan.pdf")
    assert printed == [name for name in names(book) if is_report_sheet(name) and name != "Kepangkatan"]
    assert content(book) == before


@pytest.mark.parametrize("action", ["ekspor-pdf", "ekspor-json"])
def test_an_export_over_a_file_asks_first(action: str, app: xlwings.App, sample: OpenSample, tmp_path: Path) -> None:
    book = sample()
    press("buat-laporan", app, book)
    press(action, app, book)
    (made,) = [path for path in tmp_path.iterdir() if path.suffix in (".pdf", ".json")]
    made.write_bytes(b"lama")
    fake(app).answer = "no"
    assert "tidak dibuat" in press(action, app, book).text
    assert made.read_bytes() == b"lama"
    fake(app).answer = "yes"
    press(action, app, book)
    assert made.read_bytes() != b"lama"


def test_json_holds_records_and_findings(app: xlwings.App, sample: OpenSample, tmp_path: Path) -> None:
    book = sample(FAULTY, AWKWARD)
    said = press("ekspor-json", app, book)
    target = tmp_path / AWKWARD.replace(".xlsx", "_data.json")
    assert said.text == f"JSON dibuat: {target}"
    found = json.loads(target.read_text("ascii"))
    assert found["isian"]["dpa"][0]["baris"] > 1
    assert found["isian"].keys() >= {"instansi", "pk", "dpa"}


def test_an_unsaved_workbook_exports_into_the_documents(
    app: xlwings.App, sample: OpenSample, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = tmp_path / "rumah"
    (home / "Documents").mkdir(parents=True)
    monkeypatch.setattr(Path, "home", lambda: home)
    book = sample()
    for number, fullname in enumerate(("Buku1", "https://kantor.sharepoint.com/a/Buku1.xlsx"), 1):
        inside(book).fullname, inside(book).name = fullname, f"Buku{number}"
        press("ekspor-json", app, book)
        assert (home / "Documents" / f"Buku{number}_data.json").is_file()


def test_templat_baru_opens_a_new_file_and_never_over_another(
    app: xlwings.App, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    elsewhere = tmp_path / "lain"
    elsewhere.mkdir()
    verbs.templat(elsewhere / "LKjIP baru.xlsx")
    app.books.open(str(elsewhere / "LKjIP baru.xlsx"))
    said = [press("templat-baru", app, None) for _ in range(2)]
    assert [path.name for path in sorted(tmp_path.glob("*.xlsx"))] == ["LKjIP baru 2.xlsx", "LKjIP baru 3.xlsx"]
    assert not any(told.critical for told in said)
    assert [book.name for book in app.books] == ["LKjIP baru.xlsx", "LKjIP baru 2.xlsx", "LKjIP baru 3.xlsx"]


def test_bantuan_names_every_button_of_the_ribbon(app: xlwings.App) -> None:
    said = press("bantuan", app, None)
    for label in ("Templat Baru", "Validasi", "Isi Kolom Hitung", "Buat Laporan", "Periksa Rumus", "Ekspor"):
        assert f"{label}: " in said.text


def test_the_folder_for_documents_is_the_home_folder_where_there_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    assert destination.documents() == tmp_path
    (tmp_path / "Dokumen").mkdir()
    assert destination.documents() == tmp_path / "Dokumen"
