"""The rules F1-F9 of the domain study: the value of each, and the very formula that stands in the cell."""

from __future__ import annotations

import pytest

from lkjip_xl.compute import anggaran, capaian, display, efisiensi, kategori, kemajuan, rata_rata, ringkasan
from lkjip_xl.compute.capaian import AchievementRule, achievement_formula
from lkjip_xl.compute.efisiensi import EfficiencyCells
from lkjip_xl.compute.excel import general
from lkjip_xl.compute.formula import LONGEST_FORMULA, Formula, Range, Ref, column_range
from lkjip_xl.compute.settings import read_settings
from lkjip_xl.values import CellError, Value
from tests.compute.lembar import Lembar

REF = CellError("#REF!")
F1 = AchievementRule(negative=False, inverse=False, cap=None, floor=None)
F2 = AchievementRule(negative=True, inverse=False, cap=None, floor=None)
F2B = AchievementRule(negative=True, inverse=True, cap=None, floor=None)
F1_TEXT = '=IF(AND(ISNUMBER(A1),ISNUMBER(B1)),IF(A1=0,"",B1/A1*100),"")'
F2_TEXT = '=IF(AND(ISNUMBER(A1),ISNUMBER(B1)),IF(A1=0,"",(2*A1-B1)/A1*100),"")'
F2B_TEXT = '=IF(AND(ISNUMBER(A1),ISNUMBER(B1)),IF(OR(A1=0,B1=0),"",A1/B1*100),"")'


def cells(*values: Value) -> list[Ref]:
    """A1, B1, C1 … of one sheet."""
    sheet = Lembar()
    return [sheet.ref(value) for value in values]


def one(value: Value) -> Ref:
    """A1."""
    return Lembar().ref(value)


def pair(first: Value, second: Value) -> tuple[Ref, Ref]:
    """A1 and B1."""
    sheet = Lembar()
    return sheet.ref(first), sheet.ref(second)


def column(*values: Value) -> Range:
    return Lembar().range(values)


def text(formula: Formula) -> str:
    """The formula as it stands on the sheet of its own operands."""
    return formula.text("Masukan")


def achieved(target: Value, actual: Value, rule: AchievementRule) -> Formula:
    return achievement_formula(*pair(target, actual), rule)


@pytest.mark.parametrize(
    ("target", "actual", "percent"), [(100, 99.3, 99.3), (3.5, 3.86, 3.86 / 3.5 * 100), (80, 0, 0), (-2, -1, 50)]
)
def test_f1_positive_indicator_is_realisasi_over_target(target: float, actual: float, percent: float) -> None:
    formula = achieved(target, actual, F1)
    assert formula.value == pytest.approx(percent, rel=1e-15)
    assert text(formula) == F1_TEXT


@pytest.mark.parametrize(("target", "actual", "percent"), [(10, 8, 120), (10, 25, -50), (10, 0, 200), (10, 10, 100), (10, 20, 0)])
def test_f2_negative_indicator_is_two_targets_less_realisasi(target: float, actual: float, percent: float) -> None:
    formula = achieved(target, actual, F2)
    assert formula.value == percent
    assert text(formula) == F2_TEXT


@pytest.mark.parametrize(("target", "actual", "percent"), [(10, 8, 125), (10, 25, 40), (10, 10, 100)])
def test_f2b_negative_indicator_as_target_over_realisasi(target: float, actual: float, percent: float) -> None:
    formula = achieved(target, actual, F2B)
    assert formula.value == percent
    assert text(formula) == F2B_TEXT


def test_f2b_realisasi_0_has_no_percentage_and_says_why() -> None:
    target, actual = cells(10, 0)
    assert achievement_formula(target, actual, F2B).value == ""
    assert capaian.reason_formula(target, actual, F2B).value == "Realisasi 0"
    assert achievement_formula(target, actual, F2).value == 200
    assert capaian.reason_formula(target, actual, F2).value == ""


@pytest.mark.parametrize("rule", [F1, F2, F2B])
@pytest.mark.parametrize(
    ("target", "actual", "reason"),
    [
        (0, 5, "Target 0"), (0, 0, "Target 0"), (None, 5, "Target belum diisi"), (100, None, "Realisasi belum diisi"),
        (None, None, "Target belum diisi"), ("", 5, "Target belum diisi"), ("≤ 5", 5, "Target belum diisi"),
        (100, "99,3", "Realisasi belum diisi"), (True, 5, "Target belum diisi"), (REF, 5, "Target belum diisi"),
        (100, REF, "Realisasi belum diisi"),
    ],
)  # fmt: skip
def test_capaian_is_blank_with_a_reason_where_it_cannot_be_computed(
    rule: AchievementRule, target: Value, actual: Value, reason: str
) -> None:
    refs = pair(target, actual)
    assert achievement_formula(*refs, rule).value == ""
    assert capaian.reason_formula(*refs, rule).value == reason


def test_reason_formula_says_what_is_missing_in_the_order_target_realisasi_zero() -> None:
    assert text(capaian.reason_formula(*pair(100, 99), F1)) == (
        '=IF(NOT(ISNUMBER(A1)),"Target belum diisi",IF(NOT(ISNUMBER(B1)),"Realisasi belum diisi",IF(A1=0,"Target 0","")))'
    )
    assert text(capaian.reason_formula(*pair(100, 99), F2B)) == (
        '=IF(NOT(ISNUMBER(A1)),"Target belum diisi",IF(NOT(ISNUMBER(B1)),"Realisasi belum diisi",'
        'IF(A1=0,"Target 0",IF(B1=0,"Realisasi 0",""))))'
    )


def test_blank_realisasi_is_not_0() -> None:
    assert achieved(100, None, F1).value == ""
    assert achieved(100, 0, F1).value == 0


@pytest.mark.parametrize(("cap", "printed"), [(100.0, 100), (120.0, 120), (150.0, 150), (200.0, 180), (None, 180)])
def test_cap_holds_capaian_down(cap: float | None, printed: float) -> None:
    formula = achieved(50, 90, F1._replace(cap=cap))
    assert formula.value == printed
    expected = F1_TEXT if cap is None else F1_TEXT.replace("B1/A1*100", f"MIN({cap:g},B1/A1*100)")
    assert text(formula) == expected


def test_floor_holds_capaian_up_and_leaves_blank_blank() -> None:
    floored = F2._replace(floor=0.0)
    formula = achieved(10, 25, floored)
    assert formula.value == 0
    assert text(formula) == F2_TEXT.replace("(2*A1-B1)/A1*100", "MAX(0,(2*A1-B1)/A1*100)")
    assert achieved(0, 25, floored).value == ""


def test_cap_and_floor_together() -> None:
    both = F2._replace(cap=100.0, floor=0.0)
    assert [achieved(10, actual, both).value for actual in (5, 10, 15, 25)] == [100, 100, 50, 0]
    assert text(achieved(10, 5, both)) == F2_TEXT.replace("(2*A1-B1)/A1*100", "MAX(0,MIN(100,(2*A1-B1)/A1*100))")


def test_polarity_and_settings_choose_the_rule() -> None:
    settings = read_settings({"rumus_negatif": "T/R", "batas_capaian": 120, "batas_bawah": 0})
    assert AchievementRule.of("Negatif", settings) == AchievementRule(True, True, 120.0, 0.0)
    assert AchievementRule.of("NEGATIF", settings).negative
    assert AchievementRule.of("Positif", settings) == AchievementRule(False, True, 120.0, 0.0)
    assert AchievementRule.of(None, read_settings({})) == F1


@pytest.mark.parametrize(
    ("negative", "actual", "national", "verdict"),
    [
        (False, 99, 99, "Tercapai"), (False, 98.9, 99, "Belum Tercapai"), (True, 3, 4, "Tercapai"),
        (True, 4.1, 4, "Belum Tercapai"), (False, None, 99, "n/a"), (False, 99, None, "n/a"),
        (False, "-", 99, "n/a"), (False, 0, 0, "Tercapai"),
    ],
)  # fmt: skip
def test_national_comparison_follows_polarity(negative: bool, actual: Value, national: Value, verdict: str) -> None:
    formula = capaian.national_formula(*pair(actual, national), F1._replace(negative=negative), "n/a")
    assert formula.value == verdict
    sign = "<=" if negative else ">="
    assert text(formula) == f'=IF(AND(ISNUMBER(A1),ISNUMBER(B1)),IF(A1{sign}B1,"Tercapai","Belum Tercapai"),"n/a")'


@pytest.mark.parametrize(("now", "before", "points"), [(99.3, 97.51, 1.79), (99.03, 103.16, -4.13), (100, 100, 0), (0, 5, -5)])
def test_f3_kemajuan_is_the_signed_difference_in_points(now: float, before: float, points: float) -> None:
    formula = kemajuan.difference(*pair(now, before), "-")
    assert formula.value == pytest.approx(points)
    assert text(formula) == '=IF(AND(ISNUMBER(A1),ISNUMBER(B1)),A1-B1,"-")'


@pytest.mark.parametrize(("now", "before"), [(None, 5), (5, None), ("n/a", 5), (REF, 5)])
def test_f3_without_one_of_the_years_shows_the_blank_mark(now: Value, before: Value) -> None:
    assert kemajuan.difference(*pair(now, before), "n/a").value == "n/a"


def test_f3_against_the_final_target_follows_polarity_and_ignores_the_cap() -> None:
    final, actual = cells(50, 90)
    formula = kemajuan.against_final_target(final, actual, F1._replace(cap=100.0, floor=0.0))
    assert formula.value == 180
    assert text(formula) == F1_TEXT
    assert kemajuan.against_final_target(final, actual, F2._replace(floor=0.0)).value == 20
    assert text(kemajuan.against_final_target(final, actual, F2B)) == F2B_TEXT


def test_f4_allocation_is_the_weighted_sum_of_pagu() -> None:
    pagu_1, weight_1, pagu_2, weight_2 = cells(437_286_032, 100, 264_327_000, 33.33)
    formula = anggaran.allocation_formula([(pagu_1, weight_1), (pagu_2, weight_2)])
    assert formula.value == 437_286_032 * 100 / 100 + 264_327_000 * 33.33 / 100
    assert text(formula) == '=IF(COUNT(A1,C1)=0,"",N(A1)*N(B1)/100+N(C1)*N(D1)/100)'


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ((None, 100, None, 50), ""), ((0, 100), 0), ((None, 100, 200, 50), 100), ((1000, None), 0), (("teks", 100, 10, 100), 10),
        ((REF, 100, 10, 100), REF), ((10, REF), REF), ((REF, 100), ""), ((True, 100, 10, 100), 11),
    ],
)  # fmt: skip
def test_f4_allocation_blanks_text_and_errors(values: tuple[Value, ...], expected: Value) -> None:
    refs = cells(*values)
    assert anggaran.allocation_formula(list(zip(refs[::2], refs[1::2], strict=True))).value == expected


def test_f4_total_takes_programs_of_the_kind_and_no_other_level() -> None:
    sheet = Lembar()
    amounts = sheet.range([100, 40, 60, 7, None, "5"])
    levels = sheet.range(["Program", "Kegiatan", "PROGRAM", "Program", "Program", "Program"])
    kinds = sheet.range(["Urusan", None, "urusan", "Penunjang", "Urusan", "Urusan"])
    formula = anggaran.level_total_formula(amounts, (levels, "Program"), (kinds, "Urusan"))
    assert formula.value == 160
    assert text(formula) == '=SUMIFS(A1:A6,B1:B6,"Program",C1:C6,"Urusan")'
    assert anggaran.level_total_formula(amounts, (levels, "Program")).value == 167
    assert anggaran.level_total_formula(amounts, (levels, "Sub Kegiatan")).value == 0


def test_f4_total_passes_on_an_error_of_a_counted_row_only() -> None:
    sheet = Lembar()
    amounts, levels = sheet.range([100, REF]), sheet.range(["Program", "Kegiatan"])
    assert anggaran.level_total_formula(amounts, (levels, "Program")).value == 100
    assert anggaran.level_total_formula(amounts, (levels, "Kegiatan")).value == REF


@pytest.mark.parametrize(
    ("spent", "pagu", "percent"),
    [
        (434_526_020, 437_286_032, 434_526_020 / 437_286_032 * 100), (0, 10, 0), (5, 0, ""), (None, 10, ""), (5, None, ""),
        ("-", 10, ""), (REF, 10, ""), (12, 10, 120),
    ],
)  # fmt: skip
def test_f5_absorption_is_realisasi_over_pagu(spent: Value, pagu: Value, percent: Value) -> None:
    formula = anggaran.percent_formula(*pair(spent, pagu))
    assert formula.value == percent
    assert text(formula) == '=IF(AND(ISNUMBER(A1),ISNUMBER(B1)),IF(B1=0,"",A1/B1*100),"")'


def efficiency(setting: str, **values: Value) -> Formula:
    names = ("achievement", "absorption", "target", "actual", "budget", "spent")
    refs = dict(zip(names, cells(*(values.get(name) for name in names)), strict=True))
    return efisiensi.efficiency_formula(EfficiencyCells(**refs), setting)


def test_f6_efficiency_is_capaian_less_penyerapan_signed() -> None:
    formula = efficiency("Selisih", achievement=99.3, absorption=99.37)
    assert formula.value == pytest.approx(-0.07)
    assert text(formula) == '=IF(AND(ISNUMBER(A1),ISNUMBER(B1)),A1-B1,"")'
    assert efficiency("Selisih", achievement="", absorption=99.37).value == ""
    assert efficiency("Selisih", achievement=0, absorption=0).value == 0


def test_f6b_ratio_has_no_value_without_absorption() -> None:
    formula = efficiency("Rasio", achievement=99, absorption=90)
    assert formula.value == pytest.approx(1.1)
    assert text(formula) == '=IF(AND(ISNUMBER(A1),ISNUMBER(B1)),IF(B1=0,"",A1/B1),"")'
    assert efficiency("Rasio", achievement=0, absorption=0).value == ""


def test_f6b_remainder_counts_only_where_the_target_is_met() -> None:
    formula = efficiency("Sisa anggaran", achievement=100, absorption=90)
    assert formula.value == 10
    assert text(formula) == '=IF(AND(ISNUMBER(A1),ISNUMBER(B1)),IF(A1>=100,100-B1,""),"")'
    assert efficiency("Sisa anggaran", achievement=99.99, absorption=90).value == ""
    assert efficiency("Sisa anggaran", achievement=120, absorption=105).value == -5


def test_f7_pmk_249_compares_cost_per_result() -> None:
    formula = efficiency("PMK 249/2011", target=10, actual=12, budget=1000, spent=900)
    assert formula.value == pytest.approx((1 - (900 / 12) / (1000 / 10)) * 100)
    assert text(formula) == '=IF(COUNT(C1,D1,E1,F1)<4,"",IF(OR(C1=0,D1=0,E1=0),"",(1-(F1/D1)/(E1/C1))*100))'


@pytest.mark.parametrize("zero", ["target", "actual", "budget"])
def test_f7_pmk_249_is_blank_where_a_divisor_is_0_or_a_figure_missing(zero: str) -> None:
    figures: dict[str, Value] = {"target": 10, "actual": 12, "budget": 1000, "spent": 900}
    assert efficiency("PMK 249/2011", **{**figures, zero: 0}).value == ""
    assert efficiency("PMK 249/2011", **{**figures, zero: None}).value == ""
    assert efficiency("PMK 249/2011", **{**figures, zero: REF}).value == ""


def test_f8_pmk_22_per_indicator() -> None:
    formula = efficiency("PMK 22/2021", achievement=120, budget=1000, spent=900)
    assert formula.value == pytest.approx((1200 - 900) / 1200 * 100)
    assert text(formula) == '=IF(COUNT(A1,E1,F1)<3,"",IF(OR(A1=0,E1=0),"",(E1*A1/100-F1)/(E1*A1/100)*100))'
    assert efficiency("PMK 22/2021", achievement=0, budget=1000, spent=900).value == ""
    assert efficiency("PMK 22/2021", achievement=100, budget=0, spent=0).value == ""


def test_f8_pmk_22_of_the_sasaran_comes_from_sums_and_is_clipped() -> None:
    def total(achievements: list[Value], budgets: list[Value], spent: list[Value]) -> Formula:
        sheet = Lembar()
        return efisiensi.pmk22_total_formula(sheet.range(achievements), sheet.range(budgets), sheet.range(spent))

    formula = total([100, 110], [1000, 500], [1000, 500])
    assert formula.value == pytest.approx((1550 - 1500) / 1550 * 100)
    product = "SUMPRODUCT(A1:A2,B1:B2)/100"
    assert text(formula) == f'=IF(OR({product}=0,COUNT(C1:C2)=0),"",MAX(-20,MIN(20,({product}-SUM(C1:C2))/({product})*100)))'
    assert total([100], [1000], [100]).value == 20
    assert total([100], [1000], [2000]).value == -20
    assert total(["", 100], [1000, 500], [900, 450]).value == -20
    assert total([""], [1000], [900]).value == ""
    assert total([100], [1000], [""]).value == ""
    assert total([REF], [1000], [900]).value == REF
    assert total([100], [1000], [REF]).value == ""
    assert total([100, 100], [1000, 1000], [REF, 5]).value == REF


@pytest.mark.parametrize(("e", "score"), [(0, 50), (20, 100), (-20, 0), (10, 75), (74, 100), (-1000, 0), ("", ""), (REF, "")])
def test_ne_stays_between_0_and_100(e: Value, score: Value) -> None:
    formula = efisiensi.score_formula(one(e))
    assert formula.value == score
    assert text(formula) == '=IF(ISNUMBER(A1),MAX(0,MIN(100,50+A1/20*50)),"")'


@pytest.mark.parametrize(
    ("difference", "status"),
    [(5.01, "Efisien"), (5, "Cukup efisien"), (0, "Cukup efisien"), (-5, "Cukup efisien"), (-5.01, "Tidak efisien"), ("", "")],
)
def test_efficiency_status_at_its_bounds(difference: Value, status: str) -> None:
    formula = efisiensi.status_formula(one(difference))
    assert formula.value == status
    assert text(formula) == '=IF(ISNUMBER(A1),IF(ROUND(A1,9)>5,"Efisien",IF(ROUND(A1,9)>=-5,"Cukup efisien","Tidak efisien")),"")'


def test_f9_mean_is_plain_over_the_numbers_there_are() -> None:
    formula = rata_rata.mean_formula(column(99.3, "", None, 99.03))
    assert formula.value == pytest.approx((99.3 + 99.03) / 2)
    assert text(formula) == '=IF(COUNT(A1:A4)=0,"",AVERAGE(A1:A4))'
    assert rata_rata.mean_formula(column("", None)).value == ""
    assert rata_rata.mean_formula(column(5, REF)).value == REF
    assert rata_rata.mean_formula(column(REF, "")).value == ""


SCALE_CASES = [
    ("Permendagri 86/2017", 90.01, "Sangat Tinggi"), ("Permendagri 86/2017", 90, "Tinggi"),
    ("Permendagri 86/2017", 90.5, "Sangat Tinggi"),
    ("Permendagri 86/2017", 75.01, "Tinggi"), ("Permendagri 86/2017", 75, "Sedang"), ("Permendagri 86/2017", 65.01, "Sedang"),
    ("Permendagri 86/2017", 65, "Rendah"), ("Permendagri 86/2017", 50.01, "Rendah"), ("Permendagri 86/2017", 50, "Sangat Rendah"),
    ("Permendagri 86/2017", -50, "Sangat Rendah"), ("Permendagri 86/2017", 133, "Sangat Tinggi"),
    ("LKjIP Maluku Tengah 2021", 85.01, "Memuaskan"), ("LKjIP Maluku Tengah 2021", 85, "Sangat Baik"),
    ("LKjIP Maluku Tengah 2021", 75, "Baik"), ("LKjIP Maluku Tengah 2021", 65, "Cukup Baik"),
    ("LKjIP Maluku Tengah 2021", 50, "Agak Kurang"), ("LKjIP Maluku Tengah 2021", 30.01, "Agak Kurang"),
    ("LKjIP Maluku Tengah 2021", 30, "Kurang"), ("LKjIP Maluku Tengah 2021", 0, "Kurang"),
    ("LKjIP Inspektorat Sampang 2019", 90.01, "Sangat Baik"), ("LKjIP Inspektorat Sampang 2019", 90, "Baik"),
    ("LKjIP Inspektorat Sampang 2019", 75, "Cukup"), ("LKjIP Inspektorat Sampang 2019", 65, "Kurang"),
    ("LKjIP Inspektorat Sampang 2019", 50, "Sangat Kurang"),
    ("SAKIP Drafter", 100, "Sangat Berhasil"), ("SAKIP Drafter", 99.99, "Berhasil"), ("SAKIP Drafter", 85, "Berhasil"),
    ("SAKIP Drafter", 84.99, "Cukup"), ("SAKIP Drafter", 70, "Cukup"), ("SAKIP Drafter", 69.99, "Kurang"),
    ("e-SAKIP Banjarnegara", 90.01, "Hijau"), ("e-SAKIP Banjarnegara", 90, "Kuning"), ("e-SAKIP Banjarnegara", 70, "Kuning"),
    ("e-SAKIP Banjarnegara", 69.99, "Merah"),
]  # fmt: skip


@pytest.mark.parametrize(("scale", "value", "word"), SCALE_CASES)
def test_category_at_every_bound(scale: str, value: float, word: str) -> None:
    assert kategori.category_formula(one(value), kategori.scales()[scale]).value == word


def test_category_cases_touch_every_bound_of_every_scale() -> None:
    touched = {(scale, value) for scale, value, _ in SCALE_CASES}
    bounds = {(name, step.bound) for name, scale in kategori.scales().items() for step in scale.steps if step.bound is not None}
    assert bounds <= touched


def test_category_formula_is_nested_ifs_over_the_bounds() -> None:
    formula = kategori.category_formula(one(80), kategori.scales()["e-SAKIP Banjarnegara"])
    assert text(formula) == '=IF(ISNUMBER(A1),IF(ROUND(A1,9)>90,"Hijau",IF(ROUND(A1,9)>=70,"Kuning","Merah")),"")'


@pytest.mark.parametrize("value", ["", None, "90", REF, True])
def test_category_needs_a_number(value: Value) -> None:
    assert kategori.category_formula(one(value), kategori.scales()["SAKIP Drafter"]).value == ""


@pytest.mark.parametrize(
    ("target", "actual", "scale", "word"),
    [
        (9.0, 8.1, "Permendagri 86/2017", "Tinggi"), (1.8, 1.53, "SAKIP Drafter", "Berhasil"),
        (8.3, 5.81, "SAKIP Drafter", "Cukup"), (0.4, 0.3, "Permendagri 86/2017", "Sedang"),
        (18.0, 15.3, "LKjIP Maluku Tengah 2021", "Sangat Baik"),
    ],
)  # fmt: skip
def test_category_is_free_of_the_noise_of_division(target: float, actual: float, scale: str, word: str) -> None:
    """5,81 of 8,3 is 70 %, though the double is 69,99999999999999: the office that reads 70,00% must not read Kurang."""
    found = achieved(target, actual, F1).value
    assert kategori.category_formula(one(found), kategori.scales()[scale]).value == word


def test_status_is_free_of_the_noise_of_division() -> None:
    """9,45 of 9 is 105 %, 5 above 100; the double is 4,999999999999986, and others lie above."""
    noisy = 9.45 / 9 * 100 - 100
    assert noisy < 5
    assert efisiensi.status_formula(one(-noisy)).value == "Cukup efisien"
    assert efisiensi.status_formula(one(-5.0000000000001)).value == "Cukup efisien"
    assert efisiensi.status_formula(one(5.0000000000001)).value == "Cukup efisien"


def test_summary_counts() -> None:
    found = column(100, 99.99, "", REF, 120)
    counted, reached = ringkasan.count_formula(found), ringkasan.at_least_formula(found, 100)
    largest = ringkasan.largest_formula(found)
    assert (counted.value, text(counted)) == (3, "=COUNT(A1:A5)")
    assert (reached.value, text(reached)) == (2, '=COUNTIF(A1:A5,">=100")')
    assert (largest.value, text(largest)) == (REF, "=MAX(A1:A5)")
    assert ringkasan.largest_formula(column(1, 3, "", 2)).value == 3


@pytest.mark.parametrize(
    ("value", "word"), [(100, "Tercapai"), (99.99, "Belum Tercapai"), (150, "Tercapai"), ("", ""), (None, ""), (REF, "")]
)
def test_reached_from_100_percent_on(value: Value, word: str) -> None:
    formula = ringkasan.reached_formula(one(value))
    assert formula.value == word
    assert text(formula) == '=IF(ISNUMBER(A1),IF(A1>=100,"Tercapai","Belum Tercapai"),"")'


@pytest.mark.parametrize(("value", "expected"), [(None, "-"), ("", "-"), (0, 0), ("teks", "teks"), (REF, REF), (True, True)])
def test_shown_cell_is_the_cell_and_never_0_for_a_blank(value: Value, expected: Value) -> None:
    formula = display.shown(one(value), "-")
    assert formula.value == expected
    assert type(formula.value) is type(expected)
    assert text(formula) == '=IF(A1="","-",A1)'


def test_shown_mark_with_quotes_is_escaped() -> None:
    assert text(display.shown(one(None), 'tidak "ada"')) == '=IF(A1="","tidak ""ada""",A1)'


@pytest.mark.parametrize(
    ("value", "expected"), [("satu\ndua", "✓ satu\n✓ dua"), ("satu", "✓ satu"), (None, ""), ("", ""), (5, 5), (REF, REF)]
)
def test_bullets_stand_before_every_line(value: Value, expected: Value) -> None:
    formula = display.bullets(one(value), "✓")
    assert formula.value == expected
    assert text(formula) == '=IF(A1="","",IF(ISTEXT(A1),"✓ "&SUBSTITUTE(A1,CHAR(10),CHAR(10)&"✓ "),A1))'


@pytest.mark.parametrize(
    ("value", "expected"), [(2024, "TARGET 2024"), (2024.0, "TARGET 2024"), (None, "TARGET "), ("n/a", "TARGET n/a"), (REF, REF)]
)
def test_labelled_year(value: Value, expected: Value) -> None:
    formula = display.labelled("TARGET ", one(value))
    assert formula.value == expected
    assert text(formula) == '="TARGET "&A1'


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (2024.0, "2024"), (99.3, "99.3"), (1 / 3, "0.333333333333333"), (-0.0, "0"), (1e-05, "0.00001"),
        (1e15, "1000000000000000"), (1e21, "1E+21"), (1.5e-12, "1.5E-12"), (-1.5e25, "-1.5E+25"), (True, "TRUE"),
        (None, ""), (0.1 + 0.2, "0.3"),
    ],
)  # fmt: skip
def test_numbers_become_text_as_a_spreadsheet_writes_them(value: Value, expected: str) -> None:
    assert general(value) == expected


def test_references_are_short_on_their_own_sheet_and_absolute_with_the_sheet_elsewhere() -> None:
    ref = Ref("Tabel 1a", 7, 4, 1)
    assert ref.on("Tabel 1a") == "D7"
    assert ref.on("Tabel 1f") == "'Tabel 1a'!$D$7"
    area = Range("DPA", (5, 11), (9, 11), (1, 2, 3, 4, 5))
    assert area.on("DPA") == "K5:K9"
    assert area.on("Ikhtisar") == "DPA!$K$5:$K$9"
    assert Ref("Buku's", 1, 1, 1).on("Lain") == "'Buku''s'!$A$1"
    assert Ref("A1", 1, 1, 1).on("Lain") == "'A1'!$A$1"


def test_column_range_spans_first_to_last() -> None:
    assert column_range([Ref("S", row, 3, row) for row in (5, 6, 7)]) == Range("S", (5, 3), (7, 3), (5, 6, 7))


def test_a_formula_inside_a_formula_is_rendered_in_place() -> None:
    inner = Formula("{0}+1", (Ref("S", 1, 1, 2),), 3)
    assert Formula("2*({0})", (inner,), 6).text("T") == "=2*(S!$A$1+1)"


def test_a_formula_too_long_for_excel_is_refused() -> None:
    refs = [Ref("Lembar dengan nama panjang", 100_000, 1, 1) for _ in range(250)]
    with pytest.raises(ValueError, match=str(LONGEST_FORMULA)):
        anggaran.allocation_formula([(ref, ref) for ref in refs]).text("Lain")
