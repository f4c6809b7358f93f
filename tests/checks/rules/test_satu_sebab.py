"""One cause is one finding, on the cell that explains it; what a faulty cell leads to is no second mistake."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from lkjip_xl.checks.run import check
from lkjip_xl.values import CellError, Value
from tests.buku import DATA, Buku
from tests.checks.cases import found
from tests.checks.rules.buku_lengkap import DPA, JUTA, PAIR, blank_row, buku_lengkap, put_row
from tests.checks.rules.kasus_dukungan import CASES


def places(change: Callable[[Buku], object]) -> list[tuple[str, str, str]]:
    return [(code, sheet, cell) for code, sheet, cell, _ in found(change, buku_lengkap)]


def pagu(**rows: int) -> Callable[[Buku], object]:
    """Pagu in millions of some DPA rows: ``pagu(r5=410)``."""

    def change(book: Buku) -> None:
        for name, value in rows.items():
            book.field("dpa", "pagu", value * JUTA, record=int(name[1:]))

    return change


def test_the_full_book_has_no_finding() -> None:
    assert places(lambda b: b) == []


# Sums


def test_a_wrong_kegiatan_is_told_there_and_not_at_its_program() -> None:
    assert places(pagu(r5=410)) == [("ANG-01", "DPA", "K10")]


def test_a_wrong_program_is_told_there() -> None:
    """The agreement and the kinds of belanja, which differ from it too, follow from it."""
    assert places(pagu(r3=610)) == [("ANG-01", "DPA", "K8")]


def test_two_wrong_kegiatan_are_two_findings() -> None:
    assert places(pagu(r5=410, r8=220)) == [("ANG-01", "DPA", "K10"), ("ANG-01", "DPA", "K13")]


def test_a_wrong_kegiatan_does_not_hide_another_wrong_program() -> None:
    assert places(pagu(r5=410, r3=640)) == [("ANG-01", "DPA", "K8"), ("ANG-01", "DPA", "K10")]


def test_swapped_digits_in_a_line_with_one_sub_are_told_at_the_sub_when_the_program_agrees_with_the_kegiatan() -> None:
    assert places(pagu(r2=210)) == [("ANG-01", "DPA", "K6")]  # 200 and 210 are no slip of one another
    swapped = lambda b: b.field("dpa", "pagu", 20 * JUTA, record=2).field("dpa", "realisasi_anggaran", 19 * JUTA, record=2)  # noqa: E731
    assert [code for code, *_ in places(swapped)] == ["ANG-06", "ANG-06"]


@pytest.mark.parametrize("value", [None, "Rp 250 juta", CellError("#REF!"), -5, True])
def test_a_faulty_addend_is_its_own_finding_and_the_sum_waits(value: Value) -> None:
    codes = [(code[:3], cell) for code, _, cell in places(lambda b: b.field("dpa", "pagu", value, record=6))]
    assert codes in ([("SKM", "K11")], [("NIL", "K11")])


def test_an_unreadable_level_leaves_sums_and_codes_around_it_alone() -> None:
    assert places(lambda b: b.field("dpa", "tingkat", "Sub-Kegiatan", record=7)) == [("SKM-07", "DPA", "A12")]
    assert places(lambda b: b.field("dpa", "tingkat", "Kegiatann", record=5)) == [("SKM-07", "DPA", "A10")]


def test_an_overspent_leaf_explains_the_lines_above_it() -> None:
    def change(book: Buku) -> None:
        for record, spent in ((2, 250), (1, 250), (0, 250)):
            book.field("dpa", "realisasi_anggaran", spent * JUTA, record=record)

    assert places(change) == [("ANG-03", "DPA", "L7")]


def test_a_program_above_its_pagu_is_told_with_the_sum_of_its_kegiatan() -> None:
    """The reference document prints 486.960.200 for a program whose kegiatan spent 434.526.020 of 437.286.032."""
    assert places(lambda b: b.field("dpa", "realisasi_anggaran", 900 * JUTA, record=3)) == [("ANG-02", "DPA", "L8")]


def test_a_misspelled_sub_kegiatan_does_not_hide_a_kegiatan_that_is_left_out() -> None:
    def change(book: Buku) -> None:
        CASES["DKG-11"].raises(book)
        book.field("dukungan", "sub_kegiatan", "Sub Pertamax", record=1)

    assert places(change) == [("DKG-11", "Dukungan", "C5"), ("DKG-06", "Dukungan", "F6")]


def test_revenue_above_its_target_is_welcome() -> None:
    row: dict[str, Value] = {"tingkat": "Pendapatan", "uraian": "Retribusi", "pagu": 5, "realisasi_anggaran": 9}
    assert places(lambda b: put_row(b, "dpa", 11, row)) == []


def test_kinds_of_belanja_are_right_where_they_agree_with_the_agreement() -> None:
    """Every amount of the penunjang program is too high in the DPA: the agreement says so, once."""
    assert places(pagu(r0=210, r1=210, r2=210)) == [("ANG-04", "PK Program", "C5")]


def test_half_a_rupiah_counts() -> None:
    assert places(lambda b: b.field("dpa", "pagu", 250 * JUTA + 0.5, record=6)) == [("ANG-01", "DPA", "K10")]


# Indicators


def test_a_row_with_a_wrong_code_and_a_misspelled_name_is_one_finding_with_a_guess() -> None:
    book = buku_lengkap()
    for sheet in ("pk", "renstra", "realisasi", "analisis"):
        book.field(sheet, "indikator", "Persentase warga yang terlayani dengan baik", record=1)
    book.field("dpa", "indikator", "Persentase warga yang terlayani dengan baik", record=4)
    book.field("analisis", "kode_indikator", "7.7", record=1)
    book.field("analisis", "indikator", "Persentase warga terlayani dengan baik", record=1)
    told = check(book.bound()).findings
    assert [(finding.code, finding.sheet, finding.cell) for finding in told] == [("IND-02", "Analisis", "A6")]
    assert told[0].advice.endswith("Mungkin maksudnya 1.2.")


def test_the_sheet_that_stands_alone_is_the_one_told() -> None:
    def change(book: Buku) -> None:
        for sheet in ("pk", "realisasi", "analisis"):
            book.field(sheet, "indikator", "Cakupan", record=1)
        book.field("dpa", "indikator", "Cakupan", record=4)

    assert places(change) == [("IND-07", "Renstra", "D6")]


def test_a_code_typed_as_a_number_is_its_own_finding() -> None:
    assert places(lambda b: b.field("realisasi", "kode_indikator", 1.2, record=1)) == [("SKM-06", "Realisasi", "A6")]


def test_a_doubled_row_is_one_finding() -> None:
    row = {**DATA["analisis"][0], "penyebab": "Hal lain"}
    assert places(lambda b: put_row(b, "analisis", 2, row)) == [("IND-04", "Analisis", "A7")]


def test_a_row_below_without_a_program_serves_as_the_target() -> None:
    """The indicator has the same target in PK and DPA: Renstra stands alone."""
    assert places(lambda b: b.field("renstra", "target_3", 91)) == [("TGT-01", "Renstra", "K5")]
    assert places(lambda b: b.field("pk", "target_murni", 91)) == [("TGT-01", "PK", "F5")]
    assert places(lambda b: b.field("dpa", "target", 91, record=3)) == [("TGT-03", "DPA", "H8")]


def test_an_unknown_kind_of_budget_leaves_the_changed_target_alone() -> None:
    change = lambda b: b.field("pk", "target_perubahan", 95).field("instansi", "jenis_anggaran", "PAPBD")  # noqa: E731
    assert places(change) == [("SKM-07", "Instansi", "B13")]


def test_a_wrong_realisasi_is_not_compared_further() -> None:
    """It differs from pembilang / penyebut, from the quarters and from the DPA: one mistake."""
    assert places(lambda b: b.field("realisasi", "realisasi", 92.7)) == [("REA-01", "Realisasi", "I5")]


def test_without_a_pengali_only_the_pengali_is_told() -> None:
    assert places(lambda b: b.field("realisasi", "pengali", 1)) == [("REA-03", "Realisasi", "G5")]


def test_a_wrong_pengali_does_not_hide_a_wrong_realisasi() -> None:
    change = lambda b: b.field("realisasi", "pengali", 1).field("realisasi", "pembilang", 300)  # noqa: E731
    assert places(change) == [("REA-03", "Realisasi", "G5"), ("REA-01", "Realisasi", "I5")]


# Codes, programs, support


def test_a_wrong_code_of_a_kegiatan_is_told_there_and_not_at_its_subs() -> None:
    assert places(lambda b: b.field("dpa", "kode", "2.12.02.2.07", record=5)) == [("KOD-01", "DPA", "B10")]
    assert places(lambda b: b.field("dpa", "kode", "3.33.02.2.01", record=5)) == [("KOD-01", "DPA", "B10")]


def test_an_unknown_code_of_support_explains_the_indicator_that_nobody_serves() -> None:
    def change(book: Buku) -> None:
        for record in (2, 3):
            book.field("dukungan", "kode_indikator", "1.7", record=record)

    told = found(change, buku_lengkap)
    assert [(code, cell) for code, _, cell, _ in told] == [("DKG-05", "A7")]


def test_a_row_that_may_be_of_two_programs_leaves_their_weights_alone() -> None:
    """Its kode names one program, its name another."""
    assert places(lambda b: b.field("dukungan", "kode_program", "2.12.01", record=2)) == [("PRG-02", "Dukungan", "B7")]


def test_a_faulty_weight_leaves_the_sum_of_weights_alone() -> None:
    assert places(lambda b: b.field("dukungan", "bobot", 140)) == [("SKM-09", "Dukungan", "D5")]


def test_two_rows_of_one_program_for_two_funds_add_up() -> None:
    row: dict[str, Value] = {**PAIR, "anggaran": 100 * JUTA, "sumber_dana": "DAK"}
    change = lambda b: put_row(b, "pk_program", 2, row).field("pk_program", "anggaran", 500 * JUTA, record=1)  # noqa: E731
    assert places(change) == []


# What cannot be compared is told


def test_a_missing_sheet_is_told_once_with_everything_that_needs_it() -> None:
    book = buku_lengkap().drop("DPA")
    lines = [what for what, why in check(book.bound()).not_checked if why == "lembar DPA tidak terbaca"]
    assert len(lines) == 1
    for subject in ("satuan", "target", "realisasi", "jumlah anggaran", "daftar program", "kode dan urutan DPA"):
        assert subject in lines[0]


def test_rules_stay_silent_about_a_sheet_without_headings() -> None:
    book = buku_lengkap()
    for column in "ABCDEFGHIJKLMN":
        book.put("DPA", f"{column}4", f"Judul {column}")
    result = check(book.bound())
    assert [finding.code for finding in result.findings] == ["KOL-06"]
    assert ("Perbandingan antarlembar: " in text for text, _ in result.not_checked)


def test_empty_sheets_are_no_set_of_wrong_rows() -> None:
    def change(book: Buku) -> None:
        for record in (0, 1):
            blank_row(book, "realisasi", record)

    assert places(change) == [("BKS-11", "Realisasi", "")]


def test_no_sheet_at_all_runs_no_rule() -> None:
    book = Buku()
    book.drop(*list(book.grids)).add("Data", {"A1": "x"})
    assert [finding.code for finding in check(book.bound()).findings] == ["BKS-08"]


def test_rows_are_found_where_they_stand() -> None:
    """Inserted rows and columns move the findings with them."""
    book = buku_lengkap().field("dpa", "pagu", 410 * JUTA, record=5).shift("DPA", rows=3, columns=2)
    assert [(finding.code, finding.cell) for finding in check(book.bound()).findings] == [("ANG-01", "M13")]


def test_the_dpa_of_the_full_book_is_what_its_description_says() -> None:
    assert [row["tingkat"] for row in DPA].count("Sub Kegiatan") == 5


def test_an_info_explains_no_mistake() -> None:
    """The name of the program is written a little differently, and that does not hide a wrong weight of the row."""
    change = lambda b: b.field("dukungan", "program", "Program: Contoh").field("dukungan", "bobot", 70)  # noqa: E731
    assert places(change) == [("PRG-04", "Dukungan", "C5"), ("DKG-01", "Dukungan", "D5")]
