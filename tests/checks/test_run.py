"""One run of all stages: one finding a cell, honest about what was not checked, in reading order."""

from __future__ import annotations

import pytest

from lkjip_xl.checks.finding import Severity
from lkjip_xl.checks.run import CheckResult, check
from lkjip_xl.values import CellError
from tests.buku import Buku


def _check(book: Buku) -> CheckResult:
    return check(book.bound())


def _places(book: Buku) -> list[tuple[str, str, str]]:
    return [(finding.code, finding.sheet, finding.cell) for finding in _check(book).findings]


@pytest.mark.parametrize("value", [CellError("#N/A"), "99,30%", "1.234", "12 orang", "-", True])
def test_a_value_finding_suppresses_the_schema_finding_of_its_cell(value: object) -> None:
    found = _check(Buku().field("sdm", "laki_laki", value)).findings  # type: ignore[arg-type]
    assert [finding.cell for finding in found] == ["C5"]
    assert found[0].code.startswith("NIL-")


def test_an_error_value_does_not_count_as_a_blank_in_a_condition() -> None:
    """Kegiatan #REF! is not blank: Bobot must not be asked for."""
    book = Buku().field("dukungan", "kegiatan", CellError("#REF!")).field("dukungan", "bobot")
    assert _places(book) == [("NIL-01", "Dukungan", "E5")]


def test_a_formula_without_result_does_not_count_as_a_blank_in_a_condition() -> None:
    book = Buku().field("dukungan", "kegiatan", formula="DPA!C7").field("dukungan", "bobot")
    assert _places(book) == [("NIL-06", "Dukungan", "E5")]


def test_a_row_of_formulas_without_results_is_still_read() -> None:
    book = Buku().put("Sarpras", "A9", formula="A5").put("Sarpras", "B9", 1).put("Sarpras", "C9", "Baik")
    assert _places(book) == [("NIL-06", "Sarpras", "A9")]


def test_the_condition_is_named_with_the_headings_the_user_sees() -> None:
    finding = _check(Buku().field("dpa", "jenis_program")).findings[0]
    assert "karena Tingkat berisi “Program”" in finding.message


def test_the_else_branch_names_only_what_is_filled() -> None:
    finding = _check(Buku().field("dukungan", "sub_kegiatan", "Sub Kegiatan Contoh")).findings[0]
    assert finding.code == "SKM-03"
    assert "karena Sub Kegiatan (rincian) berisi “Sub Kegiatan Contoh”." in finding.message


def test_must_be_blank_says_more_than_wrong_type() -> None:
    assert _places(Buku().field("dpa", "pagu", "lima", record=1)) == [("SKM-03", "DPA", "K6")]


def test_near_choice_is_suggested() -> None:
    finding = _check(Buku().field("dpa", "tingkat", "Sub-Kegiatan", record=3)).findings[0]
    assert finding.advice.endswith("Mungkin maksudnya Sub Kegiatan.")
    assert finding.expected == "Pendapatan, Program, Kegiatan, Sub Kegiatan, Indikator Lanjutan"


def test_nip_typed_as_a_number_is_shown_with_all_its_digits() -> None:
    finding = _check(Buku().field("instansi", "kepala_nip", 197001011995011001.0)).findings[0]
    assert (finding.code, finding.cell) == ("SKM-11", "B20")
    assert "197001011995011000" in finding.message  # what a double keeps of it
    assert "(18 angka)" in finding.message


def test_a_numeric_choice_typed_as_text_reads_as_number() -> None:
    assert _places(Buku().field("pengaturan", "batas_capaian", "120")) == [("NIL-02", "Pengaturan", "B7")]


def test_default_fields_are_never_required() -> None:
    assert _places(Buku().field("pengaturan", "desimal").field("pengaturan", "rumus_negatif")) == []


def test_misspelled_heading_is_one_finding_not_one_a_row() -> None:
    book = Buku().put("DPA", "A4", "Tingkatt")
    result = _check(book)
    assert _places(book) == [("KOL-02", "DPA", "A4")]
    assert result.not_checked == (("Lembar DPA, kolom Tingkat", "judulnya tidak ditemukan"),)


def test_a_condition_on_a_missing_column_is_not_judged() -> None:
    """With Kegiatan unread, nobody knows whether Bobot must be filled."""
    book = (
        Buku()
        .field("dukungan", "kegiatan", "Kegiatan Contoh")
        .field("dukungan", "bobot")
        .put("Dukungan", "E4", "Kegiatan (rincan)")
    )
    assert _places(book) == [("KOL-02", "Dukungan", "E4")]


def test_sheet_name_with_a_space_at_its_end_is_quoted() -> None:
    assert "Lembar “DPA ” dibaca" in _check(Buku().rename("DPA", "DPA ")).findings[0].message


def test_misspelled_sheet_is_one_finding_and_is_not_read() -> None:
    result = _check(Buku().rename("Renstra", "Renstre").put("Renstre", "C5", 1.1))
    assert [(finding.code, finding.sheet) for finding in result.findings] == [("BKS-06", "Renstre")]
    sheet, rules = result.not_checked
    assert sheet == ("Lembar Renstra", "nama lembar Renstre belum dibetulkan")
    assert rules[0].startswith("Perbandingan antarlembar: tahun dan periode, satuan")
    assert rules[1] == "lembar Renstra tidak terbaca"


def test_misspelled_label_of_a_form() -> None:
    assert _places(Buku().put("Instansi", "A5", "Nama Instasi *")) == [("KOL-02", "Instansi", "A5")]


def test_unknown_label_of_a_form_with_a_value() -> None:
    book = Buku().put("Instansi", "A50", "Faksimile").put("Instansi", "B50", "0335")
    assert _places(book) == [("KOL-05", "Instansi", "A50")]


def test_no_sheet_at_all_is_one_finding() -> None:
    book = Buku()
    book.drop(*list(book.grids)).add("Data", {"A1": "x"})
    result = _check(book)
    assert [finding.code for finding in result.findings] == ["BKS-08"]
    assert result.not_checked == (("Semua lembar", "berkas bukan buku kerja standar"),)


def test_cells_under_a_merge_are_not_asked_for() -> None:
    book = Buku().sheet_facts("Renstra", merges=[(5, 1, 6, 2)]).put("Renstra", "A6").put("Renstra", "B6")
    assert _places(book) == [("NIL-10", "Renstra", "A5:B6")]


def test_endless_merges_do_not_hang() -> None:
    book = Buku().sheet_facts("Renstra", merges=[(5, 1, 1_048_576, 16_384)] * 20_000)
    assert len(_check(book).findings) <= 20_000


def test_a_lonely_note_under_the_table_is_one_finding() -> None:
    assert _places(Buku().put("PK", "B30", "Sumber: PK 2024")) == [("SKM-13", "PK", "B30")]


def test_a_lonely_error_value_is_the_error_value() -> None:
    assert _places(Buku().put("PK", "B30", CellError("#REF!"))) == [("NIL-01", "PK", "B30")]


def test_findings_stand_in_reading_order() -> None:
    book = (
        Buku().drop("Sarpras").field("sdm", "laki_laki", 1.5).field("pk", "satuan").put("PK", "D4").field("pk", "no_sasaran", 11)
    )
    assert _places(book) == [
        ("BKS-05", "", ""),
        ("KOL-01", "PK", ""),
        ("SKM-09", "PK", "A5"),
        ("SKM-01", "PK", "E5"),
        ("SKM-05", "SDM", "C5"),
    ]


def test_counts_and_verdict() -> None:
    clean, warned = _check(Buku()), _check(Buku().field("pk", "kode_indikator", "1.1 "))
    assert (clean.has_errors, warned.has_errors) == (False, False)
    assert warned.counts() == {Severity.GALAT: 0, Severity.PERINGATAN: 1, Severity.INFO: 0}
    assert _check(Buku().drop("DPA")).has_errors
