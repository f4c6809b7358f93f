"""Sheets, headings and labels are found by name; every value keeps its own address."""

from __future__ import annotations

import pytest

from lkjip_xl.definition.own_sheets import GUIDE_SHEET, ID_NAME, LIST_SHEET, VERSION_NAME
from lkjip_xl.definition.sheets import sheet_def, sheet_defs
from lkjip_xl.errors import TemplateVersionError
from lkjip_xl.intake.binding import version_numbers
from lkjip_xl.intake.names import near_pairs, normalised
from lkjip_xl.intake.submission import SheetData
from lkjip_xl.reader.raw import Note
from lkjip_xl.template import choices, guide
from lkjip_xl.values import CellError
from lkjip_xl.version import TEMPLATE_VERSION
from tests.buku import Buku


def _sheet(book: Buku, key: str) -> SheetData:
    return book.bound().sheets[key]


def _value(data: SheetData, field: str, record: int = 0) -> object:
    return data.records[record].values[field]


def test_every_declared_column_is_present_and_blank_is_none() -> None:
    data = _sheet(Buku(), "renstra")
    assert [record.row for record in data.records] == [5, 6]
    assert list(data.records[0].values) == [column.key for column in data.definition.columns]
    assert _value(data, "kebijakan") is None


# Sheets


@pytest.mark.parametrize("name", ["pk program", "PK_Program", "P.K. PROGRAM "])
def test_sheet_name_without_case_spaces_and_punctuation(name: str) -> None:
    assert _sheet(Buku().rename("PK Program", name), "pk_program").found_name == name


def test_exact_sheet_name_wins_over_a_variant() -> None:
    book = Buku()
    book.grids = {"pk program": {}, **book.grids}
    submission = book.bound()
    assert submission.sheets["pk_program"].found_name == "PK Program"
    assert submission.other_sheets == ["pk program"]


def test_misspelled_sheet_is_suggested_never_used() -> None:
    submission = Buku().rename("Sarpras", "Sarpas").bound()
    assert "sarpras" not in submission.sheets
    assert submission.near_names == {"sarpras": "Sarpas"}


def test_sheets_of_an_earlier_report_are_known() -> None:
    submission = Buku().add("Tabel 2h").add("Ikhtisar").add("Daftar Pilihan").add("Catatan saya").bound()
    assert submission.report_sheets == ["Tabel 2h", "Ikhtisar"]
    assert submission.other_sheets == ["Catatan saya"]


# Table sheets


def test_inserted_rows_and_columns_are_followed() -> None:
    book = Buku().shift("DPA", rows=3).shift("DPA", columns=2, right_of=2)
    data = _sheet(book, "dpa")
    assert (data.heading_row, data.records[0].row) == (7, 8)
    assert (data.address(data.records[0], "kode"), data.address(data.records[0], "pagu")) == ("B8", "M8")
    assert _value(data, "pagu") == 600_000_000


def test_moved_columns_are_followed() -> None:
    book = Buku().put("SDM", "C4", "P").put("SDM", "D4", "L")
    data = _sheet(book, "sdm")
    assert (_value(data, "laki_laki"), _value(data, "perempuan")) == (12, 10)
    assert data.address(data.records[0], "laki_laki") == "D5"


def test_headings_without_case_line_breaks_and_punctuation() -> None:
    data = _sheet(Buku().put("DPA", "K4", " pagu\nANGGARAN: "), "dpa")
    assert data.columns["pagu"] == 11
    assert not data.missing


def test_misspelled_heading_is_missing_and_unknown() -> None:
    data = _sheet(Buku().put("DPA", "K4", "Pagu Angaran"), "dpa")
    assert (data.missing, data.unknown) == (["pagu"], [("Pagu Angaran", "K4")])
    assert _value(data, "pagu") is None
    assert data.address(data.records[0], "pagu") == ""


def test_doubled_heading_keeps_the_first() -> None:
    data = _sheet(Buku().put("SDM", "H4", "Uraian").put("SDM", "H5", "lain"), "sdm")
    assert data.duplicated == [("uraian", "H4")]
    assert _value(data, "uraian") == "PNS"


def test_blank_rows_are_skipped_and_gaps_allowed() -> None:
    book = Buku().put("Sarpras", "A9", "Meja").put("Sarpras", "B9", 0).put("Sarpras", "A7", " \u00a0 ")
    data = _sheet(book, "sarpras")
    assert [record.row for record in data.records] == [5, 9]
    assert _value(data, "jumlah", 1) == 0


def test_zero_and_false_are_entries() -> None:
    data = _sheet(Buku().put("Sarpras", "B8", 0).put("Sarpras", "B9", False), "sarpras")
    assert [record.row for record in data.records] == [5, 8, 9]


def test_a_row_of_computed_cells_alone_is_no_record() -> None:
    data = _sheet(Buku().put("SDM", "E9", "", formula="C9+D9").put("SDM", "E10", 5), "sdm")
    assert [record.row for record in data.records] == [5]


def test_computed_columns_are_left_to_the_audit() -> None:
    data = _sheet(Buku().put("SDM", "E5", 99), "sdm")
    assert _value(data, "jumlah") is None
    cell = data.raw_cell(data.records[0], "jumlah")
    assert cell is not None and cell.value == 99


def test_values_keep_their_kind() -> None:
    book = (
        Buku().field("dpa", "realisasi", CellError("#REF!")).field("dpa", "target", True).field("dpa", "kode", " 2.12.02\u00a0")
    )
    data = _sheet(book, "dpa")
    assert isinstance(_value(data, "realisasi"), CellError)
    assert _value(data, "target") is True
    assert _value(data, "kode") == "2.12.02"


def test_text_is_trimmed_outside_and_kept_inside() -> None:
    data = _sheet(Buku().field("naskah", "teks", "\ufeff  satu\n  dua \u200b "), "naskah")
    assert _value(data, "teks") == "satu\n  dua"


def test_a_formula_in_an_input_column_gives_its_cached_value() -> None:
    data = _sheet(Buku().field("pk", "target_murni", 95, formula="Renstra!K5"), "pk")
    assert _value(data, "target_murni") == 95


def test_a_formula_without_cache_gives_none_and_keeps_its_row() -> None:
    data = _sheet(Buku().put("Sarpras", "A9", formula="A5"), "sarpras")
    assert [record.row for record in data.records] == [5, 9]
    assert _value(data, "jenis", 1) is None


def test_title_is_no_heading_row() -> None:
    """The title row of Analisis matches one heading word at most; two are asked for."""
    data = _sheet(Buku().put("Sarpras", "A1", "Kondisi"), "sarpras")
    assert data.heading_row == 4


def test_without_headings_nothing_is_read() -> None:
    book = Buku()
    for column in "ABC":
        book.put("Sarpras", f"{column}4")
    data = _sheet(book, "sarpras")
    assert (data.heading_row, data.records, len(data.missing)) == (0, [], 3)


# Form sheets


def test_form_fields_follow_their_labels() -> None:
    book = Buku().shift("Instansi", rows=2, below=7).shift("Instansi", columns=1)
    data = _sheet(book, "instansi")
    assert data.heading_row == 4
    assert data.address(data.records[0], "tahun") == "C11"
    assert _value(data, "tahun") == 2024


def test_form_labels_without_case_and_star() -> None:
    data = _sheet(Buku().put("Instansi", "A9", "TAHUN laporan:"), "instansi")
    assert _value(data, "tahun") == 2024


def test_defaults_fill_the_settings() -> None:
    submission = Buku().field("pengaturan", "desimal").field("pengaturan", "rumus_negatif", "T/R").bound()
    assert (submission.form("pengaturan")["desimal"], submission.form("pengaturan")["rumus_negatif"]) == (2, "T/R")


def test_missing_form_is_empty() -> None:
    assert Buku().drop("Pengaturan").bound().form("pengaturan") == {}


# Identity


def test_template_identity() -> None:
    submission = Buku().bound()
    assert (submission.template_id, submission.template_version) == ("lkjip_standar", TEMPLATE_VERSION)


@pytest.mark.parametrize("name", ["", "=Hilang!$A$1", "=#REF!", "Petunjuk!$Z$99", "=SUM(1)"])
def test_broken_names_read_as_nothing(name: str) -> None:
    book = Buku()
    book.names["lkjip_templat_id"] = name
    assert book.bound().template_id == ""


@pytest.mark.parametrize("version", ["1.1", "1.10", "2.0", 2, "1.0.1"])
def test_newer_template_is_refused_with_both_versions(version: str | int) -> None:
    with pytest.raises(TemplateVersionError, match=f"versi {version}, lebih baru daripada versi {TEMPLATE_VERSION}"):
        Buku().put("Petunjuk", "C5", version).bound()


@pytest.mark.parametrize(
    ("text", "numbers"),
    [("1.0", (1,)), ("1.10", (1, 10)), ("0.9", (0, 9)), ("1.2.3", (1, 2, 3)), ("v1", None), ("", None), ("1.²", None)],
)
def test_versions_compare_as_numbers(text: str, numbers: tuple[int, ...] | None) -> None:
    assert version_numbers(text) == numbers


def test_own_names_are_those_of_the_template() -> None:
    assert (GUIDE_SHEET, LIST_SHEET) == (guide.GUIDE_SHEET, choices.LIST_SHEET)
    assert (ID_NAME, VERSION_NAME) == (guide.ID_NAME, guide.VERSION_NAME)


# What is left out


def test_nothing_is_left_out_of_a_plain_book() -> None:
    assert Buku().bound().left_out == []


def test_unknown_sheets_columns_and_cells_are_listed() -> None:
    book = Buku().add("Catatan", {"A1": "x"}).put("SDM", "G4", "Catatan").put("SDM", "G5", "x").put("SDM", "G8", "y")
    book.put("Instansi", "E7", "coretan")
    assert book.bound().left_out == [
        ("Catatan", "", "lembar lain"),
        ("Instansi", "E7", "1 sel berisi di luar isian (kolom E)"),
        ("SDM", "G5:G8", "2 sel berisi di luar isian (kolom G)"),
    ]


def test_rows_above_a_moved_title_are_listed() -> None:
    assert Buku().shift("SDM", rows=2).put("SDM", "B1", "coretan").bound().left_out == [
        ("SDM", "B1", "1 sel berisi di luar isian (kolom B)")
    ]


def test_many_columns_outside_are_counted() -> None:
    book = Buku()
    for column in range(26):
        book.put("SDM", f"A{chr(ord('A') + column)}7", "x")
    left_out = book.bound().left_out
    assert len(left_out) == 21
    assert left_out[0] == ("SDM", "AU7", "dan 6 kolom lain di luar isian")


def test_hidden_things_are_listed() -> None:
    book = Buku().sheet_facts("PK", state="hidden", hidden_rows={6, 40}, hidden_columns=[(2, 3), (30, 31)])
    assert book.bound().left_out == [
        ("PK", "", "lembar tersembunyi; di laporan ditampilkan"),
        ("PK", "", "1 baris isian tersembunyi; di laporan ditampilkan"),
        ("PK", "B:C", "kolom tersembunyi; di laporan ditampilkan"),
    ]


def test_drawings_comments_and_macros_are_listed_once() -> None:
    book = Buku().sheet_facts(
        "DPA",
        related=[
            "xl/drawings/drawing1.xml", "xl/drawings/vmlDrawing1.vml", "xl/comments1.xml", "xl/tables/table3.xml",
            "xl/printerSettings/printerSettings1.bin", "xl/threadedComments/threadedComment1.xml",
        ],
    )  # fmt: skip
    book.notes = [Note("MACRO", "", "", "xl/vbaProject.bin"), Note("FILE_LINK", "PK", "", "a"), Note("FILE_LINK", "PK", "", "b")]
    assert book.bound().left_out == [
        ("", "", "makro"),
        ("PK", "", "tautan ke berkas atau folder"),
        ("DPA", "", "gambar, bentuk, atau bagan"),
        ("DPA", "", "catatan sel"),
        ("DPA", "", "komentar berutas"),
    ]


# Names


def test_headings_stay_apart_when_normalised() -> None:
    for definition in sheet_defs():
        assert len({normalised(column.heading) for column in definition.columns}) == len(definition.columns), definition.key
    assert len({normalised(definition.name) for definition in sheet_defs()}) == len(sheet_defs())


def test_near_pairs_use_no_unknown_name_twice() -> None:
    headings = [column.heading for column in sheet_def("renstra").columns if column.key.startswith("target_")]
    pairs = near_pairs(headings, ["Target Thn ke-2", "Target Tahun ke 3."])
    assert pairs == {"Target Tahun ke-2": "Target Thn ke-2", "Target Tahun ke-3": "Target Tahun ke 3."}


def test_far_names_are_no_suggestion() -> None:
    assert near_pairs(["Renstra"], ["Rencana Kerja", "Strategi", "R" * 500]) == {}
