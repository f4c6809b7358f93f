"""Rules on totals: A10 by codes, A10 counted twice, B01 short or late, B09 across groups, B10 a subtotal left out, D03."""

from __future__ import annotations

from typing import Any

import pytest

from tests.audit.umum.lembar import kode, periksa_lembar, tabel

HEAD = ["Kode", "Uraian", "Anggaran (Rp)", "Realisasi (Rp)"]


def berkode(**changes: Any) -> dict[str, Any]:
    """A program with two kegiatan of three and two sub kegiatan; column C is chosen cells and ranges, D alike."""
    cells = tabel(
        "A1",
        [
            HEAD,
            ["2.12.01", "Program satu", "=C3+C7", "=D3+D7"],
            ["2.12.01.2.01", "Kegiatan satu", "=SUM(C4:C6)", "=SUM(D4:D6)"],
            ["2.12.01.2.01.0001", "Sub satu", 100_000_000, 90_000_000],
            ["2.12.01.2.01.0002", "Sub dua", 200_000_000, 150_000_000],
            ["2.12.01.2.01.0003", "Sub tiga", 300_000_000, 250_000_000],
            ["2.12.01.2.02", "Kegiatan dua", "=SUM(C8:C9)", "=SUM(D8:D9)"],
            ["2.12.01.2.02.0001", "Sub empat", 400_000_000, 350_000_000],
            ["2.12.01.2.02.0002", "Sub lima", 500_000_000, 450_000_000],
            ["2.12.02", "Program dua", "=C11", "=D11"],
            ["2.12.02.2.01", "Kegiatan tiga", "=SUM(C12:C13)", "=SUM(D12:D13)"],
            ["2.12.02.2.01.0001", "Sub enam", 600_000_000, 550_000_000],
            ["2.12.02.2.01.0002", "Sub tujuh", 700_000_000, 650_000_000],
            [None, "JUMLAH", "=C2+C10", "=D2+D10"],
        ],
    )
    return cells | changes


def kelompok(**changes: Any) -> dict[str, Any]:
    """Two groups with subtotals below and a total over chosen cells; no codes."""
    cells = tabel(
        "A1",
        [
            ["No", "Uraian", "Pagu (Rp)", "Realisasi (Rp)"],
            [1, "Belanja kertas", 1_000_000, 900_000],
            [2, "Belanja tinta", 2_000_000, 1_900_000],
            [3, "Belanja map", 3_000_000, 2_900_000],
            [None, "Sub total ATK", "=SUM(C2:C4)", "=SUM(D2:D4)"],
            [1, "Belanja bensin", 4_000_000, 3_900_000],
            [2, "Belanja servis", 5_000_000, 4_900_000],
            [3, "Belanja pajak", 6_000_000, 5_900_000],
            [None, "Sub total kendaraan", "=SUM(C6:C8)", "=SUM(D6:D8)"],
            [None, "TOTAL", "=C5+C9", "=D5+D9"],
        ],
    )
    return cells | changes


def test_clean_tables_give_nothing() -> None:
    for cells in (berkode(), kelompok()):
        assert [finding for finding in periksa_lembar(cells) if finding.grade != "Info"] == []


@pytest.mark.parametrize(
    ("cell", "formula", "variant", "effect"),
    [
        ("C3", "=SUM(C4:C5)", "bagian_kurang", -300_000_000),
        ("C3", "=SUM(C5:C6)", "bagian_kurang", -100_000_000),
        ("C3", "=C4+C6", "bagian_kurang", -200_000_000),
        ("C3", "=SUM(C4:C7)", "bagian_lebih", 900_000_000),
        ("C3", "=SUM(C4:C6)+C5", "bagian_ganda", 200_000_000),
        ("C2", "=SUM(C3:C9)", "bagian_ganda", 1_500_000_000),
        ("C2", "=C3+C3+C7", "bagian_ganda", 600_000_000),
        ("C7", 800_000_000, "bagian_ketikan", -100_000_000),
        ("C14", "=C2", "bagian_kurang", -1_300_000_000),
        ("C14", 1_000_000_000, "bagian_ketikan", -1_800_000_000),
        ("C3", "=SUM(C4:C6)*0.9", "bagian", -60_000_000),
    ],
)
def test_a10_by_codes(cell: str, formula: Any, variant: str, effect: float) -> None:
    found = kode(periksa_lembar(berkode(**{cell: formula})), "A10")
    assert [(finding.cell, finding.variant) for finding in found] == [(cell, variant)]
    assert found[0].evidence.impact == pytest.approx(effect)
    assert found[0].grade == "Kritis"


def test_a10_one_cause_in_many_columns_is_one_finding() -> None:
    found = kode(periksa_lembar(berkode(C3="=SUM(C4:C5)", D3="=SUM(D4:D5)")), "A10")
    assert len(found) == 1
    assert found[0].facts["sel_lain"] == "D3"


def test_a10_is_silent_where_parents_are_no_sums() -> None:
    """A column of counts: a program has its own number of indicators."""
    cells = berkode(**{f"D{row}": row for row in range(2, 15)}, D1="Indikator (buah)")
    assert kode(periksa_lembar(cells), "A10") == []


@pytest.mark.parametrize(
    ("changes", "cell", "code", "variant", "effect"),
    [
        ({"C5": "=SUM(C2:C3)"}, "C5", "B01", "pendek", -3_000_000),
        ({"C5": "=SUM(C3:C4)"}, "C5", "B01", "terlambat", -1_000_000),
        ({"C9": "=SUM(C6:C7)"}, "C9", "B01", "pendek", -6_000_000),
        ({"C9": "=SUM(C4:C8)", "C5": "=SUM(C2:C4)"}, "C9", "A10", "bagian_ganda", 3_000_000),
        ({"C10": "=SUM(C2:C9)"}, "C10", "A10", "bagian_ganda", 21_000_000),
        ({"C10": "=C5+C9+C9"}, "C10", "A10", "bagian_ganda", 15_000_000),
    ],
)
def test_totals_without_codes(changes: dict[str, Any], cell: str, code: str, variant: str, effect: float) -> None:
    found = [finding for finding in periksa_lembar(kelompok(**changes)) if finding.grade != "Info"]
    assert [(finding.cell, finding.code, finding.variant) for finding in found] == [(cell, code, variant)]
    assert found[0].evidence.impact == pytest.approx(effect)


def test_b10_a_subtotal_left_out_of_chosen_cells() -> None:
    cells = kelompok(C11="=SUM(C2:C4)")
    more = tabel("A10", [[1, "Belanja air", 7_000_000, 6_900_000], [None, "Sub total air", "=SUM(C10:C10)", "=SUM(D10:D10)"],
                         [None, "TOTAL", "=C5+C11", "=D5+D9+D11"]])  # fmt: skip
    found = kode(periksa_lembar(cells | more), "B10")
    assert [(finding.cell, finding.evidence.impact) for finding in found] == [("C12", -15_000_000)]


def test_b09_two_groups_claim_the_same_row() -> None:
    cells = kelompok(C5="=SUM(C2:C4)", C9="=C4+C6+C7+C8", C10="=SUM(C2:C4)+SUM(C6:C8)")
    assert [finding.cell for finding in kode(periksa_lembar(cells), "B09")] == ["C9"]


def test_d03_hidden_row_in_a_total_with_its_money() -> None:
    found = kode(periksa_lembar(kelompok(), hidden_rows=[3]), "D03")
    assert [(finding.variant, finding.evidence.impact) for finding in found] == [("dijumlah", 2_000_000)]
    assert kode(periksa_lembar(kelompok(), hidden_rows=[1]), "D03", "dijumlah") == []
