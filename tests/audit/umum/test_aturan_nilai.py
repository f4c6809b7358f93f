"""Rules A05, A07, A08, B04, B07, B08, C01-C03, C06, D, F06, N01 and the cap of patterns."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import openpyxl
import pytest
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import Font

from lkjip_xl.audit.finding import Grade
from lkjip_xl.audit.run import periksa
from lkjip_xl.audit.umum.ranking import MOST_PATTERNS
from lkjip_xl.values import CellError
from tests.audit.umum.lembar import buku, kode, periksa_lembar, tabel, temuan


def daftar(**changes: Any) -> dict[str, Any]:
    cells = tabel(
        "A1",
        [["Uraian", "Pagu (Rp)", "Realisasi (Rp)", "Sisa (Rp)"]]
        + [[f"Uraian {row}", row * 10_000_000, row * 9_000_000, f"=B{row}-C{row}"] for row in range(2, 12)]
        + [["JUMLAH", "=SUM(B2:B11)", "=SUM(C2:C11)", "=B12-C12"]],
    )
    return cells | changes


def test_a05_stale_value_and_what_follows_from_it() -> None:
    cells = daftar(B12=("=SUM(B2:B11)", 640_000_000), D12=("=B12-C12", 640_000_000 - 585_000_000))
    found = kode(periksa_lembar(cells), "A05")
    assert [(finding.cell, finding.evidence.impact) for finding in found] == [("B12", -10_000_000)]
    assert found[0].evidence.affected == ("Lembar!D12",)


def test_a05_many_of_one_column_are_one_finding() -> None:
    cells = daftar(**{f"D{row}": (f"=B{row}-C{row}", 5_000) for row in range(2, 12)})
    found = kode(periksa_lembar(cells), "A05")
    assert len(found) == 1 and found[0].facts["sel_lain"]


def test_a05_tolerates_what_excel_and_libreoffice_round() -> None:
    assert kode(periksa_lembar(daftar(D5=("=B5-C5", 5_000_000.000000001))), "A05") == []
    assert kode(periksa_lembar(daftar(D5=("=B5-C5", 5_000_000.004))), "A05") == []


def test_a08_text_where_a_number_belongs() -> None:
    assert [finding.cell for finding in kode(periksa_lembar(daftar(D5=("=B5-C5", "5.000.000"))), "A08")] == ["D5"]


@pytest.mark.parametrize(
    ("text", "code", "effect"),
    [
        ("50.000.000", "C02", -50_000_000),
        ("50,000,000", "C02", -50_000_000),
        ("Rp 50.000.000", "C02", -50_000_000),
        ("50000000", "C01", -50_000_000),
        ("50.000", "C03", None),
        ("-", "", None),
        ("belum ada", "", None),
    ],
)
def test_texts_among_numbers(text: str, code: str, effect: float | None) -> None:
    found = [finding for finding in periksa_lembar(daftar(B5=text, D5=None)) if finding.code in ("C01", "C02", "C03")]
    assert [(finding.code, finding.cell, finding.evidence.impact) for finding in found] == (
        [(code, "B5", effect)] if code else []
    )


def test_codes_and_numbers_in_text_columns_are_no_texts() -> None:
    assert [f for f in periksa_lembar(daftar(**{f"A{row}": f"5.1.02.{row:02d}" for row in range(2, 12)})) if f.code < "D"] == []


def test_c06_errors_of_one_column_are_one_finding() -> None:
    cells = daftar(**{f"E{row}": f"=C{row}/F{row}" for row in range(2, 12)}, E1="Serapan (%)")
    found = kode(periksa_lembar(cells), "C06")
    assert len(found) == 1 and found[0].cell == "E2" and "9 sel lain" in found[0].message


def test_c06_reference_error() -> None:
    assert [f.cell for f in kode(periksa_lembar(daftar(B5=(CellError("#REF!"), None), D5=None)), "C06")] == ["B5"]


def test_b04_number_in_a_formula_is_a_note_and_common_ones_are_not() -> None:
    assert [f.grade for f in kode(periksa_lembar(daftar(D5="=B5-C5+1234")), "B04")] == ["Info"]
    assert kode(periksa_lembar(daftar(D5="=B5*100/12-C5+ROUND(B5,3)")), "B04") == []


def test_b07_only_where_an_error_is_hidden_now() -> None:
    assert [f.cell for f in kode(periksa_lembar(daftar(E5="=IFERROR(C5/F5*100,0)")), "B07")] == ["E5"]
    assert kode(periksa_lembar(daftar(E5="=IFERROR(C5/B5*100,0)")), "B07") == []


def test_b08_volatile_is_never_compared() -> None:
    found = periksa_lembar(daftar(E5=("=TODAY()-40000", 5)))
    assert [f.cell for f in kode(found, "B08")] == ["E5"]
    assert kode(found, "A05") == []
    assert "TODAY" in kode(found, "N01")[0].message


def test_n01_counts_what_no_engine_of_ours_can() -> None:
    found = kode(periksa_lembar(daftar(E5=("=VDB(1,2,3,4,5)", 1), E6=("=VDB(1,2,3,4,6)", 1))), "N01")
    assert len(found) == 1 and found[0].message.count("VDB") == 1 and "2 rumus" in found[0].message


def test_second_engine_does_what_ours_cannot() -> None:
    pytest.importorskip("formualizer")
    cells = daftar(E5=("=MEDIAN(B2:B11)", 65_000_000), E6=("=MEDIAN(B2:B11)", 1))
    found = temuan(buku({"Lembar": cells}), use_second_engine=True)
    assert [(f.cell, f.evidence.computed) for f in kode(found, "A05")] == [("E6", 65_000_000)]
    assert kode(found, "N01") == [] and kode(found, "N05")


def test_f06_link_to_another_workbook() -> None:
    assert [f.cell for f in kode(periksa_lembar(daftar(E5=("=[1]Lain!A1", 5))), "F06")] == ["E5"]


def test_d02_hidden_sheet_that_is_counted() -> None:
    data = buku({"Lembar": daftar(E5="=Lain!A1"), "Lain": {"A1": 5}}, hidden_sheets=["Lain"])
    assert [(f.sheet, f.variant) for f in kode(temuan(data), "D02")] == [("Lain", "dihitung")]


def test_patterns_are_capped_and_the_rest_is_counted() -> None:
    cells, row, groups = tabel("A1", [["Uraian", "Pagu (Rp)"]]), 2, 30
    for group in range(groups):
        numbers = [[f"Uraian {group} {number}", (group + number + 1) * 1_000_000] for number in range(3)]
        cells |= tabel(f"A{row}", [*numbers, [f"Sub total {group}", f"=SUM(B{row}:B{row + 1})"], [None, None]])
        row += 5
    found = periksa_lembar(cells)
    told, rest = kode(found, "B01"), kode(found, "N03")
    assert len(told) == MOST_PATTERNS
    assert [abs(f.evidence.impact or 0) for f in told] == sorted((abs(f.evidence.impact or 0) for f in told), reverse=True)
    assert len(rest) == 1 and f" {groups - MOST_PATTERNS} temuan lain" in rest[0].message


def test_numbers_hidden_by_a_condition_are_seen_in_any_workbook() -> None:
    """D09 needs no official formula."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in range(1, 6):
        sheet.cell(row, 1, row * 100)
    sheet["A6"] = "=SUM(A1:A5)"
    sheet.conditional_formatting.add("A1:A6", CellIsRule("greaterThan", ["250"], font=Font(color="FFFFFF")))
    target = BytesIO()
    book.save(target)
    found = [finding for finding in periksa(target.getvalue(), name="buatan.xlsx").findings if finding.code == "D09"]
    assert [(finding.variant, finding.cell, finding.grade) for finding in found] == [("kini", "A3", Grade.SEDANG)]
    assert "(4 sel pada aturan yang sama)" in found[0].message
