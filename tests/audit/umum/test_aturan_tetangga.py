"""Rules B02 and B03 on neighbours, A10 and B11 on quarters, B12 on percentages."""

from __future__ import annotations

from typing import Any

import pytest

from tests.audit.umum.lembar import kode, periksa_lembar, tabel

ROWS = range(4, 14)


def triwulan(**changes: Any) -> dict[str, Any]:
    """Ten rows with target, four quarters of rupiah, year and absorption; headings of two rows, merged."""
    cells = tabel("A1", [["No", "Uraian", "Target (Rp)", "Realisasi pada Triwulan", None, None, None, "Realisasi Tahun 2024 (Rp)",
                          "Tingkat capaian (%)"],
                         [None, None, None, "I (Rp)", "II (Rp)", "III (Rp)", "IV (Rp)"]])  # fmt: skip
    for row in ROWS:
        quarters = [row * 1_000_000 + quarter * 250_000 for quarter in range(4)]
        cells |= tabel(f"A{row}", [[row - 3, f"Uraian {row}", row * 6_000_000, *quarters, f"=D{row}+E{row}+F{row}+G{row}",
                                    f"=H{row}/C{row}*100"]])  # fmt: skip
    return cells | changes


MERGES = ["D1:G1"]


def findings(**changes: Any) -> list[Any]:
    return [found for found in periksa_lembar(triwulan(**changes), merges=MERGES) if found.grade != "Info"]


def test_clean_quarters_give_nothing() -> None:
    assert findings() == []


@pytest.mark.parametrize("formula", ["=D6+E6+F6", "=SUM(D6:F6)", "=D6+E6+F6+F6", 1_000_000])
def test_a10_quarters_that_do_not_make_the_year(formula: Any) -> None:
    found = findings(H6=formula)
    assert [(finding.cell, finding.code, finding.variant) for finding in found] == [("H6", "A10", "triwulan")]
    assert found[0].evidence.impact


def test_same_meaning_in_another_form_is_no_finding() -> None:
    assert findings(H6="=SUM(D6:G6)", H7="=SUM(D7,E7,F7,G7)") == []


def test_b11_kinerja_stays_a_pattern() -> None:
    cells = triwulan(C1="Target (K)", D2="I (K)", E2="II (K)", F2="III (K)", G2="IV (K)", H1="Realisasi Tahun 2024 (K)")
    cells["H6"] = "=G6"
    found = [finding for finding in periksa_lembar(cells, merges=MERGES) if finding.grade != "Info"]
    assert [(finding.cell, finding.code) for finding in found] == [("H6", "B11")]
    assert found[0].title.startswith("Perlu dicek")


@pytest.mark.parametrize("formula", ["=C6/H6*100", "=H6/C6", "=H6/C7*100", "=D6/C6*100"])
def test_b02_a_percentage_unlike_its_column(formula: str) -> None:
    found = findings(I6=formula)
    assert [(finding.cell, finding.code) for finding in found] == [("I6", "B02")]
    assert found[0].expected == "=H6/C6*100"


def test_b02_is_silent_where_the_value_is_the_same() -> None:
    assert findings(I6="=IF(C6=0,0,H6/C6*100)") == []


def test_b03_typed_percentage() -> None:
    assert [(f.cell, f.code, f.variant) for f in findings(I6=99.5)] == [("I6", "B03", "lain")]


def test_b03_typed_but_equal_is_less() -> None:
    right = (6_000_000 * 4 + 1_500_000) / 36_000_000 * 100
    assert [(f.cell, f.variant, f.grade) for f in findings(I6=right)] == [("I6", "sama", "Rendah")]


def test_b12_typed_percentages_that_do_not_follow() -> None:
    values = {f"I{row}": round((row * 4 + 1.5) / (row * 6) * 100, 2) for row in ROWS}
    assert findings(**values) == []
    found = findings(**values | {"I9": 12.34})
    assert [(f.cell, f.code) for f in found] == [("I9", "B12")]


def test_many_unlike_formulas_are_no_rule() -> None:
    """Half of a column in another form is a choice, not a slip."""
    changed = {f"I{row}": f"=D{row}/C{row}*100" for row in ROWS if row % 2}
    assert kode(periksa_lembar(triwulan(**changed)), "B02") == []
