"""Columns, headings, merges, footnotes and print setup, as data and settings ask for them."""

from __future__ import annotations

import zipfile
from io import BytesIO
from xml.etree import ElementTree

import pytest

from lkjip_xl.compute.efisiensi import FOOTNOTES
from lkjip_xl.compute.kategori import scales
from lkjip_xl.values import Value
from tests.pengajuan import Rows, random_data, report_bytes, report_of, tables_of
from tests.tables.contoh import Tabel, built, office, record, table

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
LEAD = ["NO", "SASARAN STRATEGIS", "INDIKATOR KINERJA"]
WIDE = 150
"""Characters beyond which a table on upright folio would be too small to read."""


def with_settings(**settings: Value) -> dict[str, Rows]:
    data = office()
    data["pengaturan"][0] |= settings
    return data


@pytest.mark.parametrize("years", [1, 2, 3, 4, 5])
def test_table_b_shows_as_many_past_years_as_the_setting_says(years: int) -> None:
    found = built(with_settings(jumlah_tahun_lalu=years), "Tabel 1b")
    calendar = range(2024 - years, 2025)
    assert found.headings == [*LEAD, "TARGET 2024", *(f"REALISASI / {year}" for year in calendar)]
    row = found.body[0]
    shown = [found.value(row, found.column(f"REALISASI / {year}")) for year in calendar]
    assert shown == [99.3 - (2024 - year) for year in calendar]
    top = found.heading_rows[0]
    assert (top, 5, top, 5 + years) in found.merges()


def test_table_b_marks_missing_years_and_never_prints_0() -> None:
    data = with_settings(jumlah_tahun_lalu=3, tanda_kosong="n/a")
    record(data["realisasi"], kode_indikator="1.1").update(realisasi_n2=None, realisasi_n3=0)
    found = built(data, "Tabel 1b")
    years = [found.values(f"REALISASI / {year}")[0] for year in (2021, 2022, 2023, 2024)]
    assert years == [0, "n/a", 98.3, 99.3]


def test_an_indicator_without_a_row_on_sheet_realisasi_shows_the_mark_everywhere() -> None:
    data = office()
    data["realisasi"] = [row for row in data["realisasi"] if row["kode_indikator"] != "1.2"]
    tables = tables_of(data)
    assert table(tables, "Tabel 1a").values("REALISASI 2024") == [99.3, "-"]
    assert table(tables, "Tabel 1a").values("%") == [99.3, ""]
    assert table(tables, "Tabel 1a").values("KETERANGAN") == ["", "Realisasi belum diisi"]
    assert table(tables, "Tabel 1b").values("REALISASI / 2023") == [98.3, "-"]
    assert table(tables, "Tabel 1c").values("TINGKAT KEMAJUAN")[1] == "-"
    assert table(tables, "Tabel 1d").values("KET") == ["Tercapai", "-"]
    assert table(tables, "Tabel 1g").values("TINGKAT EFISIENSI")[1] == ""


@pytest.mark.parametrize("scale", scales())
def test_table_a_gets_a_predicate_column_with_a_scale_and_names_the_scale(scale: str) -> None:
    found = built(with_settings(skala_kategori=scale), "Tabel 1a")
    assert found.headings == [*LEAD, "TARGET 2024", "REALISASI 2024", "%", "PREDIKAT"]
    assert all(isinstance(word, str) and word for word in found.values("PREDIKAT"))
    assert f"Predikat menurut skala {scale}" in found.notes()


def test_table_a_without_scale_and_with_complete_data_has_the_columns_of_the_document() -> None:
    assert built(office(), "Tabel 1a").headings == [*LEAD, "TARGET 2024", "REALISASI 2024", "%"]


@pytest.mark.parametrize(
    ("sheet", "field", "value", "reason"),
    [
        ("realisasi", "realisasi", None, "Realisasi belum diisi"),
        ("pk", "target_murni", 0, "Target 0"),
        ("pk", "target_murni", None, "Target belum diisi"),
    ],
)
def test_table_a_explains_only_where_a_percentage_is_missing(sheet: str, field: str, value: Value, reason: str) -> None:
    data = office()
    record(data[sheet], kode_indikator="1.2")[field] = value
    tables = tables_of(data)
    assert table(tables, "Tabel 1a").values("KETERANGAN") == ["", reason]
    assert table(tables, "Tabel 1a").values("%") == [99.3, ""]
    assert "KETERANGAN" not in table(tables, "Tabel 2a").headings


def test_satuan_column_appears_with_the_first_unit_that_is_no_percentage() -> None:
    data = office()
    assert "SATUAN" not in built(data, "Tabel 1a").headings
    record(data["pk"], kode_indikator="1.2")["satuan"] = "per 100.000"
    tables = tables_of(data)
    for letter in "abcefg":
        assert table(tables, f"Tabel 1{letter}").values("SATUAN")[:2] == ["%", "per 100.000"], letter
    assert table(tables, "Tabel 1d").values("SATUAN") == ["%", "per 100.000"]
    assert table(tables, "Tabel 1h").values("SATUAN") == ["%", "per 100.000"]
    assert "SATUAN" not in table(tables, "Tabel 2a").headings


def test_figures_take_the_format_of_their_unit() -> None:
    data = with_settings(desimal=3)
    record(data["pk"], kode_indikator="1.2").update(satuan="orang", target_murni=12500)
    found = built(data, "Tabel 1a")
    styles = [found.cell(row, found.column("TARGET 2024")).style for row in found.body]
    assert [style.split(":")[1].split("+")[0] for style in styles] == ["persen3", "bulat"]
    percent = [found.cell(row, found.column("%")).style for row in found.body]
    assert all(style.split(":")[1].startswith("persen3") for style in percent)


def test_mean_row_stands_below_the_indicators_when_asked_for() -> None:
    found = built(with_settings(rata_rata_sasaran="Ya"), "Tabel 2a")
    mean = found.body[-1]
    assert found.value(mean, 1) == "RATA-RATA CAPAIAN"
    cell = found.cell(mean, found.column("%"))
    first, last = found.body[0], found.body[-2]
    assert (cell.value, cell.formula) == (90, f"=IF(COUNT(F{first}:F{last})=0,\"\",AVERAGE(F{first}:F{last}))")
    assert "RATA-RATA CAPAIAN" not in list(built(office(), "Tabel 2a").texts())


def test_mean_row_uses_the_capped_percentages_that_are_printed() -> None:
    data = with_settings(rata_rata_sasaran="Ya", batas_capaian=100)
    record(data["realisasi"], kode_indikator="2.1")["realisasi"] = 150
    found = built(data, "Tabel 2a")
    assert found.values("%") == [100, 80, 90]
    assert "Capaian dicetak paling tinggi 100%" in found.notes()


def test_settings_are_printed_under_the_tables_they_change() -> None:
    data = with_settings(batas_capaian=120, batas_bawah=0, rumus_negatif="T/R")
    record(data["renstra"], kode_indikator="1.1")["polaritas"] = "Negatif"
    tables = tables_of(data)
    negative = "Indikator negatif (makin rendah makin baik): capaian = target : realisasi x 100%"
    limits = ["Capaian dicetak paling tinggi 120%", "Capaian dicetak paling rendah 0%"]
    for name in ("Tabel 1a", "Tabel 1f"):
        assert table(tables, name).notes() == [negative, *limits]
    assert table(tables, "Tabel 2e").notes() == limits


@pytest.mark.parametrize(
    ("definition", "value", "note"),
    [
        ("Selisih tahun lalu", 1, "realisasi tahun ini - realisasi tahun lalu"),
        ("Terhadap target akhir Renstra", 99.3 / 95 * 100, "capaian realisasi tahun ini terhadap target akhir Renstra"),
    ],
)
def test_table_c_follows_the_definition_of_kemajuan(definition: str, value: float, note: str) -> None:
    found = built(with_settings(definisi_kemajuan=definition), "Tabel 1c")
    assert found.values("TINGKAT KEMAJUAN")[0] == pytest.approx(value)
    assert found.notes() == [f"Tingkat kemajuan = {note}"]
    assert found.headings[3] == "TARGET AKHIR RENSTRA (TH 2024)"


@pytest.mark.parametrize(("last", "target"), [(2022, 93), (2023, 94), (2024, 95), (2025, "-")])
def test_table_c_takes_the_target_of_the_last_year_of_the_period(last: int, target: Value) -> None:
    data = office()
    data["instansi"][0]["renstra_akhir"] = last
    found = built(data, "Tabel 1c")
    assert found.values(f"TARGET AKHIR RENSTRA (TH {last})") == [target, target]


@pytest.mark.parametrize("setting", FOOTNOTES)
def test_table_g_prints_the_formula_of_efficiency_it_uses(setting: str) -> None:
    found = built(with_settings(rumus_efisiensi=setting), "Tabel 1g")
    assert found.headings[3:] == ["% CAPAIAN KINERJA 2024", "% PENYERAPAN ANGGARAN 2024", "TINGKAT EFISIENSI"]
    assert found.notes() == [FOOTNOTES[setting]]
    labels = [found.value(row, 1) for row in found.body][2:]
    assert labels == (["EFISIENSI (E)", "NILAI EFISIENSI (NE)"] if setting.startswith("PMK") else [])


def test_table_g_status_belongs_to_the_difference_alone() -> None:
    found = built(with_settings(status_efisiensi="Selisih 5"), "Tabel 1g")
    assert found.values("STATUS") == ["Efisien", "Efisien"]
    assert len(found.notes()) == 2
    assert "STATUS" not in built(with_settings(status_efisiensi="Selisih 5", rumus_efisiensi="Rasio"), "Tabel 1g").headings


def test_table_g_ministry_rows_hold_e_and_ne_of_the_sasaran() -> None:
    found = built(with_settings(rumus_efisiensi="PMK 22/2021"), "Tabel 1g")
    wanted = 1000 * 99.3 / 100 + 300 * 99.03 / 100
    efficiency = (wanted - 1170) / wanted * 100
    assert found.values("TINGKAT EFISIENSI")[2:] == [pytest.approx(efficiency), pytest.approx(50 + efficiency / 20 * 50)]
    mean = built(with_settings(rumus_efisiensi="PMK 249/2011"), "Tabel 1g").values("TINGKAT EFISIENSI")
    assert mean[2] == pytest.approx((float(str(mean[0])) + float(str(mean[1]))) / 2)


@pytest.mark.parametrize(("setting", "total"), [("Program urusan", 1500), ("Seluruh program", 9500)])
def test_table_e_shares_refer_to_the_total_that_is_printed(setting: str, total: float) -> None:
    found = built(with_settings(penyebut_anggaran=setting), "Tabel 1e")
    assert found.values("ANGGARAN 2024") == [1000, 300, total]
    shares = found.values("% ANGGARAN DARI TOTAL ANGGARAN KESELURUHAN")
    assert shares[:2] == [pytest.approx(1000 / total * 100), pytest.approx(300 / total * 100)]
    assert found.value(found.body[-1], 1) == "Total anggaran keseluruhan"


def test_headings_of_table_f_stand_in_two_rows_under_their_groups() -> None:
    found = built(office(), "Tabel 1f")
    top, bottom = found.heading_rows
    assert bottom == top + 1
    assert found.headings == [
        *LEAD, "KINERJA / TARGET 2024", "KINERJA / REALISASI 2024", "KINERJA / CAPAIAN (%)",
        "ANGGARAN / ALOKASI PAGU 2024", "ANGGARAN / REALISASI 2024", "ANGGARAN / CAPAIAN (%)",
    ]  # fmt: skip
    expected = {(top, column, bottom, column) for column in (1, 2, 3)} | {(top, 4, top, 6), (top, 7, top, 9)}
    assert expected <= found.merges()


def test_no_and_sasaran_are_merged_over_the_indicators() -> None:
    found = built(office(), "Tabel 1a")
    first, last = found.body[0], found.body[-1]
    assert {(first, 1, last, 1), (first, 2, last, 2)} <= found.merges()
    assert found.values("SASARAN STRATEGIS") == ["Sasaran Satu", None]
    single = office()
    single["pk"] = [row for row in single["pk"] if row["kode_indikator"] != "1.2"]
    found = built(single, "Tabel 1a")
    assert all(merge[0] < found.body[0] for merge in found.merges())


def test_equal_analyses_of_neighbours_share_one_cell() -> None:
    data = office()
    for code in ("1.1", "1.2"):
        record(data["analisis"], kode_indikator=code)["penyebab"] = "Sama\nuntuk keduanya"
    found = built(data, "Tabel 1h")
    column = found.column("ANALISIS PENYEBAB")
    assert (found.body[0], column, found.body[-1], column) in found.merges()
    assert found.values("ANALISIS PENYEBAB") == ["✓ Sama\n✓ untuk keduanya", None]
    different = built(office(), "Tabel 1h")
    assert not any(merge[1] == column and merge[0] in different.body for merge in different.merges())


def test_blank_analyses_are_not_merged() -> None:
    data = office()
    data["analisis"] = []
    found = built(data, "Tabel 1h")
    assert found.values("ANALISIS PENYEBAB") == ["", ""]
    assert not any(merge[0] in found.body for merge in found.merges())


def test_obstacles_and_solutions_get_columns_where_somebody_wrote_them() -> None:
    data = office()
    assert built(data, "Tabel 1h").headings == ["IKU", "TARGET 2024", "REALISASI 2024", "ANALISIS PENYEBAB"]
    record(data["analisis"], kode_indikator="1.2")["solusi"] = "Jemput bola"
    found = built(data, "Tabel 1h")
    assert found.headings[3:] == ["ANALISIS PENYEBAB", "SOLUSI"]
    assert found.values("SOLUSI") == ["", "✓ Jemput bola"]
    assert "SOLUSI" not in built(data, "Tabel 2g").headings
    record(data["analisis"], kode_indikator="1.1")["hambatan"] = "Jaringan"
    assert built(data, "Tabel 1h").headings[3:] == ["ANALISIS PENYEBAB", "HAMBATAN", "SOLUSI"]


def test_year_headings_are_live_formulas() -> None:
    """Change the year on sheet Instansi and every heading follows: the heading cell refers to it."""
    tables = tables_of(office())
    year_cell = "Instansi!$B$9"
    for name, heading in (("Tabel 1a", "TARGET 2024"), ("Tabel 1e", "ANGGARAN 2024"), ("Tabel 1i", "REALISASI 2024")):
        found = table(tables, name)
        cell = found.cell(found.heading_rows[1], found.column(heading))
        assert cell.formula == f'="{heading.removesuffix("2024")}"&{year_cell}', name
    past = table(tables, "Tabel 1b")
    cell = past.cell(past.heading_rows[1], past.column("REALISASI / 2023"))
    assert cell.formula == f'=IF(ISNUMBER({year_cell}),{year_cell}-1,"")'
    other = office()
    other["instansi"][0]["tahun"] = 2022
    assert built(other, "Tabel 1a").headings[3:5] == ["TARGET 2022", "REALISASI 2022"]


def test_explanations_of_a_sasaran_stand_under_its_table_a_only() -> None:
    tables = tables_of(office())
    assert table(tables, "Tabel 2a").notes() == ["Analisis Capaian Kinerja:", "Penjelasan sasaran dua."]
    assert table(tables, "Tabel 1a").notes() == []


def paper(part: bytes) -> dict[str, str]:
    setup = ElementTree.fromstring(part).find(f"{MAIN}pageSetup")
    assert setup is not None
    return dict(setup.attrib)


@pytest.mark.parametrize("seed", [39, 3, 11])
def test_every_sheet_prints_on_folio_one_page_wide_and_wide_ones_lie(seed: int) -> None:
    data = random_data(seed)
    report = report_of(data)
    with zipfile.ZipFile(BytesIO(report_bytes(data))) as package:
        for number, sheet in enumerate(report.sheets, 1):
            setup = paper(package.read(f"xl/worksheets/sheet{number}.xml"))
            assert setup["paperSize"] == "14", sheet.name
            assert setup.get("orientation", "portrait") == ("landscape" if sheet.page.landscape else "portrait"), sheet.name
            assert (setup.get("fitToWidth", "1"), setup["fitToHeight"]) == ("1", "0"), sheet.name
            if sum(sheet.widths.values()) > WIDE:
                assert sheet.page.landscape, sheet.name


def test_heading_rows_repeat_on_every_page_of_every_table() -> None:
    data = office()
    for sheet in tables_of(data).sheets:
        if sheet.name == "Ikhtisar":
            continue
        found = Tabel(sheet)
        first, last = found.heading_rows
        assert all(found.cell(first, column).style.startswith("kepala") for column in range(1, found.columns + 1)), sheet.name
        assert first <= last < found.body[0], sheet.name
    names = report_names(report_bytes(data))
    assert len(names) >= len(tables_of(data).sheets) - 1
    assert "'Tabel 1f'!$4:$5" in names


def report_names(content: bytes) -> set[str]:
    """Areas of the print titles in the file."""
    with zipfile.ZipFile(BytesIO(content)) as package:
        root = ElementTree.fromstring(package.read("xl/workbook.xml"))
    found = root.iter(f"{MAIN}definedName")
    return {name.text or "" for name in found if name.attrib["name"] == "_xlnm.Print_Titles"}


def test_merges_never_overlap_and_hide_nothing() -> None:
    """Excel repairs a file with overlapping merges, and throws away what stands under one."""
    for seed in (0, 7, 39):
        for sheet in report_of(random_data(seed)).sheets:
            covered: set[tuple[int, int]] = set()
            for top, left, bottom, right in sheet.merges:
                area = {(row, column) for row in range(top, bottom + 1) for column in range(left, right + 1)}
                assert not area & covered, (sheet.name, top, left)
                covered |= area
                for row, column in area - {(top, left)}:
                    cell = sheet.cell(row, column)
                    assert cell is None or (cell.value is None and cell.formula is None), (sheet.name, row, column)


def test_rows_are_high_enough_for_their_wrapped_texts() -> None:
    """Excel fits no merged cell by itself; a long analysis or name must not be cut off in print."""
    data = office()
    long_text = "\n".join(f"Sebab nomor {number} dengan penjelasan yang cukup panjang" for number in range(8))
    record(data["analisis"], kode_indikator="1.1")["penyebab"] = long_text
    for row in data["pk"]:
        row["sasaran"] = "Meningkatnya kepemilikan dokumen administrasi kependudukan " * 4
    tables = tables_of(data)
    analyses = table(tables, "Tabel 1h")
    assert analyses.sheet.heights[analyses.body[0]] >= 8 * 12
    goals = table(tables, "Tabel 1a")
    assert sum(goals.sheet.heights.get(row, 15) for row in goals.body) >= 8 * 12
