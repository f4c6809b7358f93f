"""The content of the single tables: budget, support, staff, Renstra, agreement, summary, signature."""

from __future__ import annotations

import pytest

from lkjip_xl.definition.sheets import sheet_def
from lkjip_xl.values import CellError, Value
from tests.pengajuan import Rows, tables_of
from tests.tables.contoh import Tabel, built, office, record, table

LINES = "PROGRAM / KEGIATAN / SUB KEGIATAN"
PERCENT_PERFORMANCE, PERCENT_BUDGET = 7, 10
"""Columns of table 3.2 with the code column: both are headed %."""


def lines(data: dict[str, Rows], name: str = "Tabel 1i") -> list[Value]:
    return built(data, name).values(LINES)


def detail(data: dict[str, Rows], code: str, program: str, **chosen: Value) -> None:
    blank = dict.fromkeys(data["dukungan"][0])
    data["dukungan"].append({**blank, "kode_indikator": code, "program": program, **chosen})


def test_table_i_prints_the_whole_program_without_detail_rows() -> None:
    assert lines(office())[:6] == ["Program A", "Kegiatan A1", "Sub A1a", "Sub A1b", "Kegiatan A2", "Sub A2a"]


@pytest.mark.parametrize(
    ("chosen", "printed"),
    [
        ({"kegiatan": "Kegiatan A2"}, ["Kegiatan A2", "Sub A2a"]),
        ({"kegiatan": "2.12.02.2.02"}, ["Kegiatan A2", "Sub A2a"]),
        ({"sub_kegiatan": "Sub A1b"}, ["Kegiatan A1", "Sub A1b"]),
        ({"kegiatan": "Kegiatan A1", "sub_kegiatan": "2.12.02.2.01.0001"}, ["Kegiatan A1", "Sub A1a"]),
        ({"sub_kegiatan": "Sub yang tidak ada"}, []),
        ({"sub_kegiatan": "SUB-A1A"}, ["Kegiatan A1", "Sub A1a"]),
    ],
)
def test_detail_rows_choose_the_lines(chosen: dict[str, Value], printed: list[str]) -> None:
    data = office()
    detail(data, "1.1", "Program A", **chosen)
    assert lines(data)[: len(printed) + 1] == ["Program A", *printed]
    assert len(lines(data)) == len(printed) + 1 + 3  # the lines of program B follow


def test_detail_rows_choose_several_lines_and_only_for_their_own_indicator() -> None:
    data = office()
    detail(data, "1.2", "Program B", kegiatan="Kegiatan B1")
    detail(data, "1.1", "Program A", sub_kegiatan="Sub A1b")
    detail(data, "1.1", "Program A", kegiatan="Kegiatan A2")
    assert lines(data) == ["Program A", "Kegiatan A1", "Sub A1b", "Kegiatan A2", "Sub A2a", "Program B", "Kegiatan B1", "Sub B1a"]
    assert lines(data, "Tabel 2h")[:3] == ["Program B", "Kegiatan B1", "Sub B1a"]


def test_detail_rows_do_not_count_in_the_allocation() -> None:
    data = office()
    detail(data, "1.1", "Program A", sub_kegiatan="Sub A1b")
    assert built(data, "Tabel 1e").values("ANGGARAN 2024") == [1000, 300, 1500]


def test_an_unknown_program_is_named_and_has_no_budget() -> None:
    data = office()
    record(data["dukungan"], kode_indikator="1.1").update(kode_program=None, program="Program yang lain")
    tables = tables_of(data)
    found = table(tables, "Tabel 1i")
    assert found.values(LINES)[0] == "Program yang lain"
    assert "Dukungan!" in str(found.formulas(LINES)[0])
    assert table(tables, "Tabel 1e").values("ANGGARAN 2024") == ["-", 300, 1500]
    assert table(tables, "Tabel 1f").values("ANGGARAN / CAPAIAN (%)") == ["", 90]
    assert table(tables, "Tabel 1g").values("TINGKAT EFISIENSI")[0] == ""


def test_an_indicator_without_support_shows_the_mark() -> None:
    data = office()
    data["pengaturan"][0]["tanda_kosong"] = "tidak ada data"
    assert lines(data, "Tabel 2h")[-1] == "tidak ada data"
    assert built(data, "Tabel 2d").values("ANGGARAN 2024") == [200, "tidak ada data", 1500]


def test_an_indicator_fed_by_two_programs_gets_both_by_weight() -> None:
    data = office()
    extra = {**record(data["dukungan"], kode_indikator="1.2"), "kode_indikator": "1.1", "bobot": 50}
    data["dukungan"].append(extra)
    tables = tables_of(data)
    assert table(tables, "Tabel 1e").values("ANGGARAN 2024")[0] == 1000 + 250
    assert table(tables, "Tabel 1f").values("ANGGARAN / REALISASI 2024")[0] == 900 + 225
    formula = str(table(tables, "Tabel 1e").formulas("ANGGARAN 2024")[0])
    pagu = sheet_def("dpa").by_key["pagu"].order
    assert formula.count("N(DPA!$") == 2 and formula.count("N(Dukungan!$") == 2
    assert f"DPA!${chr(64 + pagu)}$6" in formula  # row 6 of sheet DPA is program A


def test_programs_are_found_by_code_first_then_by_name_in_any_spelling() -> None:
    data = office()
    record(data["dukungan"], kode_indikator="1.1")["program"] = "Program B"  # the code says A
    assert lines(data)[0] == "Program A"
    record(data["dukungan"], kode_indikator="1.1").update(kode_program=None, program="  program_a. ")
    assert lines(data)[0] == "Program A"


def test_support_lines_are_merged_beside_their_indicator() -> None:
    found = built(office(), "Tabel 1i")
    first = found.body[0]
    assert {(first, column, first + 5, column) for column in (1, 2, 3)} <= found.merges()
    assert found.values("IKU") == ["Indikator A", *[None] * 5, "Indikator B", None, None]


def test_realisasi_anggaran_opens_with_pendapatan_and_closes_with_the_total() -> None:
    found = built(office(), "Realisasi Anggaran")
    names = found.values("URAIAN")
    assert names[:5] == ["PENDAPATAN", "PENDAPATAN ASLI DAERAH", "JUMLAH PENDAPATAN", "BELANJA DAERAH", "Program C"]
    assert names[-1] == "JUMLAH BELANJA"
    last = found.body[-1]
    assert [found.value(last, column) for column in (8, 9)] == [9500, 8350]
    assert found.value(last, PERCENT_BUDGET) == pytest.approx(8350 / 9500 * 100)
    levels, pagu = (f"DPA!${chr(64 + sheet_def('dpa').by_key[key].order)}$5" for key in ("tingkat", "pagu"))
    formula = str(found.cell(last, 8).formula)
    assert formula.startswith("=SUMIFS(") and formula.endswith('"Program")')
    assert levels in formula and pagu in formula


def test_pendapatan_rows_have_their_own_total() -> None:
    data = office()
    blank = dict.fromkeys(data["dpa"][0])
    for name, planned, received in (("Retribusi", 100, 80), ("Denda", 50, None)):
        data["dpa"].append({**blank, "tingkat": "Pendapatan", "uraian": name, "pagu": planned, "realisasi_anggaran": received})
    found = built(data, "Realisasi Anggaran")
    names = found.values("URAIAN")
    assert names[2:6] == ["Retribusi", "Denda", "JUMLAH PENDAPATAN", "BELANJA DAERAH"]
    total = found.body[4]
    assert [found.value(total, column) for column in (8, 9)] == [150, 80]
    assert found.value(total, PERCENT_BUDGET) == pytest.approx(80 / 150 * 100)
    assert [found.value(found.body[-1], column) for column in (8, 9)] == [9500, 8350]


def test_refocused_rows_are_blank_and_say_target_0() -> None:
    found = built(office(), "Realisasi Anggaran")
    row = found.body[found.values("URAIAN").index("Sub B1a")]
    assert [found.value(row, column) for column in (5, PERCENT_PERFORMANCE, 8, PERCENT_BUDGET)] == [0, "", 0, ""]
    assert found.value(row, 11) == "Target 0"
    data = office()
    record(data["dpa"], uraian="Sub B1a")["keterangan"] = "Refocusing"
    assert built(data, "Realisasi Anggaran").values("KETERANGAN")[-2] == "Refocusing"


def test_an_error_in_a_target_leaves_the_keterangan_blank_as_the_formula_does() -> None:
    data = office()
    record(data["dpa"], uraian="Sub B1a")["target"] = CellError("#REF!")
    found = built(data, "Realisasi Anggaran")
    assert found.values("TARGET")[-2] == CellError("#REF!")
    assert found.values("KETERANGAN")[-2] == ""


def test_a_second_indicator_has_no_budget_cells() -> None:
    found = built(office(), "Realisasi Anggaran")
    row = found.body[found.values("INDIKATOR KINERJA").index("Indikator kedua A")]
    shown = [found.value(row, column) for column in range(3, 12)]
    assert shown == ["Indikator kedua A", "%", 50, 51, 102, "", "", "", ""]


def test_negative_rows_of_the_dpa_take_the_negative_formula() -> None:
    data = office()
    record(data["dpa"], uraian="Sub A1a")["polaritas"] = "Negatif"
    record(data["dpa"], uraian="Sub A1a")["realisasi"] = 3
    found = built(data, "Realisasi Anggaran")
    row = found.body[found.values("URAIAN").index("Sub A1a")]
    assert found.value(row, PERCENT_PERFORMANCE) == 125
    data["pengaturan"][0]["rumus_negatif"] = "T/R"
    found = built(data, "Realisasi Anggaran")
    assert found.value(row, PERCENT_PERFORMANCE) == pytest.approx(4 / 3 * 100)


def test_code_column_appears_only_with_codes() -> None:
    data = office()
    assert built(data, "Realisasi Anggaran").headings[0] == "KODE"
    for row in data["dpa"]:
        row["kode"] = None
    assert built(data, "Realisasi Anggaran").headings[0] == "URAIAN"


def test_budget_heading_names_the_kind_of_budget_live() -> None:
    data = office()
    data["instansi"][0]["jenis_anggaran"] = "P.APBD"
    found = built(data, "Realisasi Anggaran")
    cell = found.cell(found.heading_rows[0], found.column("PAGU ANGGARAN (P.APBD)"))
    row, _ = sheet_def("instansi").place("jenis_anggaran", 0)
    assert cell.formula == f'="PAGU ANGGARAN ("&Instansi!$B${row}&")"'


def test_program_tree_merges_programs_and_activities_over_what_belongs_to_them() -> None:
    found = built(office(), "Program Kegiatan")
    assert found.values("PROGRAM") == ["Program C", "Program A", None, None, "Program B"]
    assert found.values("KEGIATAN") == ["", "Kegiatan A1", None, "Kegiatan A2", "Kegiatan B1"]
    assert found.values("SUB KEGIATAN") == ["", "Sub A1a", "Sub A1b", "Sub A2a", "Sub B1a"]
    first = found.body[0]
    assert {(first + 1, 1, first + 3, 1), (first + 1, 2, first + 2, 2)} <= found.merges()


def test_staff_tables_show_their_group_with_totals() -> None:
    found = built(office(), "Jumlah Pegawai")
    assert found.values("PEGAWAI") == ["PNS", "PPPK", "JUMLAH"]
    assert [found.values(heading) for heading in ("JUMLAH", "L", "P")] == [[22, 1, 23], [10, 1, 11], [12, 0, 12]]
    first, last = found.body[0], found.body[-1]
    assert found.cell(last, 3).formula == f"=SUM(C{first}:C{last - 1})"
    assert built(office(), "Pendidikan").values("PENDIDIKAN") == ["S1", "JUMLAH"]
    assert built(office(), "Kepangkatan").values("JUMLAH") == [""]


def test_renstra_matrix_has_a_column_for_every_year_of_the_period() -> None:
    for last in (2022, 2023, 2024, 2025):
        data = office()
        data["instansi"][0]["renstra_akhir"] = last
        found = built(data, "Matrik Renstra")
        years = [str(heading) for heading in found.headings if str(heading).startswith("TARGET TAHUNAN")]
        assert years == [f"TARGET TAHUNAN (%) / {year}" for year in range(2020, last + 1)]
    data = office()
    record(data["renstra"], kode_indikator="1.1")["satuan"] = "indeks"
    assert "TARGET TAHUNAN / 2020" in built(data, "Matrik Renstra").headings


@pytest.mark.parametrize(("first", "last", "years"), [(2024, 2020, 1), (2020, 2100, 6), (-1e308, 1.7e308, 6), (None, 2024, 5)])
def test_renstra_matrix_survives_an_impossible_period(first: Value, last: Value, years: int) -> None:
    data = office()
    data["instansi"][0].update(renstra_awal=first, renstra_akhir=last)
    found = built(data, "Matrik Renstra")
    assert sum(str(heading).startswith("TARGET TAHUNAN") for heading in found.headings) == years


def test_renstra_matrix_lists_sasaran_then_indicators_by_letter() -> None:
    data = office()
    record(data["renstra"], kode_indikator="1.1").update(sumber_data="Aplikasi SIAK", penanggung_jawab="Bidang PIAK")
    record(data["renstra"], kode_indikator="1.2").update(penanggung_jawab="Bidang Capil")
    found = built(data, "Matrik Renstra")
    assert found.values("NO") == [1, "a", "b", 2, "a", "b"]
    assert found.values("SASARAN STRATEGIS / INDIKATOR KINERJA UTAMA (IKU)")[:2] == ["Sasaran Satu", "Indikator A"]
    assert found.values("TAHUN DASAR 2019")[1:3] == [50, 50]
    assert found.values("SUMBER DATA / PENANGGUNG JAWAB")[1:3] == ["Aplikasi SIAK\nBidang PIAK", "Bidang Capil"]
    assert found.titles[2] == "TAHUN 2020-2024"


def test_agreement_lists_targets_programs_total_and_signature() -> None:
    found = built(office(), "Perjanjian Kinerja")
    assert found.values("INDIKATOR KINERJA") == ["Indikator A", "Indikator B", "Indikator C", "Indikator D"]
    assert found.values("TARGET") == [100] * 4
    rows = {found.sheet.cell(row, 2): row for row in found.sheet.rows}
    by_name = {cell.value: row for cell, row in rows.items() if cell is not None}
    assert [found.value(by_name[name], 4) for name in ("Program A", "Program B", "JUMLAH")] == [1000, 500, 1500]
    assert found.cell(by_name["JUMLAH"], 4).formula == f"=SUM(D{by_name['Program A']}:D{by_name['Program B']})"
    assert [found.value(by_name[name], 5) for name in ("Program A", "Program B")] == ["APBD", "DAK"]


def test_signature_block_stands_below_with_room_to_sign() -> None:
    found = built(office(), "Perjanjian Kinerja")
    signed = [(row, cell) for row, column, cell in found.sheet.cells() if cell.style.startswith("ttd") and cell.value is not None]
    assert [cell.value for _, cell in signed] == [
        "Contoh, Januari 2025", "Kepala Dinas", "Nama Contoh, S.Sos", "Pembina Utama Muda", "NIP. 197001011995011001",
    ]  # fmt: skip
    rows = [row for row, _ in signed]
    assert rows == sorted(rows) and rows[2] - rows[1] >= 3
    assert all(cell.formula and "Instansi!" in cell.formula for _, cell in signed)


def test_revised_targets_are_used_with_the_revised_budget() -> None:
    data = office()
    data["instansi"][0]["jenis_anggaran"] = "P.APBD"
    record(data["pk"], kode_indikator="1.1")["target_perubahan"] = 95
    tables = tables_of(data)
    assert table(tables, "Tabel 1a").values("TARGET 2024") == [95, 100]
    assert table(tables, "Perjanjian Kinerja").values("TARGET") == [95, 100, 100, 100]
    assert table(tables, "Tabel 1i").values("TARGET 2024")[0] == 95


def summary(data: dict[str, Rows]) -> dict[str, Value]:
    """Label → figure of the block at the top of Ikhtisar."""
    sheet = tables_of(data).sheets[0]
    assert sheet.name == "Ikhtisar"
    found: dict[str, Value] = {}
    for row in sheet.rows:
        label, figure = sheet.cell(row, 1), sheet.cell(row, 4)
        if label is None or figure is None or figure.value is None or "tebal" not in figure.style:
            continue
        if isinstance(label.value, str):
            found[label.value] = figure.value
    return found


def test_summary_counts_means_and_sums() -> None:
    figures = summary(office())
    mean = (99.3 + 99.03 + 100 + 80) / 4
    assert figures == {
        "Sasaran strategis": 2, "Indikator kinerja": 4, "Indikator dengan capaian 100% atau lebih": 1,
        "Rata-rata capaian kinerja": pytest.approx(mean), "Pagu anggaran": 9500, "Realisasi anggaran": 8350,
        "Penyerapan anggaran": pytest.approx(8350 / 9500 * 100),
        "Selisih rata-rata capaian dan penyerapan": pytest.approx(mean - 8350 / 9500 * 100),
    }  # fmt: skip


def test_summary_has_a_chart_of_every_indicator_and_of_every_program() -> None:
    sheet = tables_of(office()).sheets[0]
    results, budget = sheet.charts
    assert [len(chart.series) for chart in (results, budget)] == [1, 2]
    names = [cell.value for row in range(1, 60) if (cell := sheet.cell(row, 3)) is not None]
    for name in ("Indikator A", "Indikator D"):
        assert name in names
    spans = [series.values.split("!")[1].replace("$", "") for chart in (results, budget) for series in chart.series]
    sizes = [int(last[1:]) - int(first[1:]) + 1 for first, last in (span.split(":") for span in spans)]
    assert sizes == [4, 3, 3]


def test_a_report_without_indicators_and_programs_is_still_a_report() -> None:
    tables = tables_of({"instansi": office()["instansi"]})
    assert [sheet.name for sheet in tables.sheets][-2:] == ["Perjanjian Kinerja", "Realisasi Anggaran"]
    sheet = tables.sheets[0]
    assert sheet.charts == []
    budget = Tabel(tables.sheets[-1])
    assert budget.values("URAIAN")[-1] == "JUMLAH BELANJA"
    assert budget.values("PAGU ANGGARAN (APBD)")[-1] == 0


def test_rows_of_other_sheets_are_found_by_code_then_by_name_in_any_spelling() -> None:
    data = office()
    record(data["realisasi"], kode_indikator="1.1").update(kode_indikator="1-1", indikator="nama lain")
    record(data["realisasi"], kode_indikator="1.2").update(kode_indikator="X9", indikator="INDIKATOR  b.")
    record(data["analisis"], kode_indikator="1.2").update(kode_indikator="X9", indikator="Indikator-B")
    record(data["renstra"], kode_indikator="1.2").update(kode_indikator="X9", indikator="indikator b", target_5=77)
    tables = tables_of(data)
    assert table(tables, "Tabel 1a").values("REALISASI 2024") == [99.3, 99.03]
    assert table(tables, "Tabel 1h").values("ANALISIS PENYEBAB")[1] == "✓ Sebab 1.2\n✓ Sebab lain"
    assert table(tables, "Tabel 1c").values("TARGET AKHIR RENSTRA (TH 2024)") == [95, 77]


def test_the_code_wins_over_the_name() -> None:
    """Two rows could be meant: the one with the indicator's code is taken, whatever the other is called."""
    data = office()
    record(data["realisasi"], kode_indikator="2.1")["indikator"] = "Indikator A"
    assert built(data, "Tabel 1a").values("REALISASI 2024") == [99.3, 99.03]
    assert built(data, "Tabel 2a").values("REALISASI 2024") == [100, 80]
