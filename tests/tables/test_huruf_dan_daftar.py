"""Which tables there are, what they are called, and the list of tables."""

from __future__ import annotations

import pytest

from lkjip_xl.address import quote_sheet
from lkjip_xl.definition.own_sheets import is_report_sheet, lettered
from lkjip_xl.version import TEMPLATE_ID, TEMPLATE_VERSION, TOOL_VERSION
from lkjip_xl.workbook.model import WorkbookModel
from tests.pengajuan import Rows, random_data, report_of, tables_of
from tests.rujukan import areas
from tests.tables.contoh import Tabel, office, record, table

FIXED = [
    "Ikhtisar", "Jumlah Pegawai", "Kepangkatan", "Pendidikan", "Sarana Prasarana", "Matrik Renstra", "Program Kegiatan",
    "Perjanjian Kinerja",
]  # fmt: skip
WITH_NATIONAL = [
    "Perbandingan antara Target dan Realisasi Kinerja",
    "PERBANDINGAN REALISASI KINERJA",
    "PERBANDINGAN REALISASI KINERJA S.D. AKHIR PERIODE RENSTRA",
    "PERBANDINGAN REALISASI KINERJA DENGAN TARGET NASIONAL",
    "ALOKASI PER SASARAN PEMBANGUNAN",
    "PENCAPAIAN KINERJA DAN ANGGARAN",
    "EFISIENSI PENGGUNAAN SUMBER DAYA",
    "Analisis Penyebab Keberhasilan/Peningkatan dan Kegagalan/Penurunan Kinerja serta Solusi yang Telah Dilakukan",
    "Analisis Program/Kegiatan yang Menunjang Keberhasilan/Kegagalan Pencapaian Kinerja",
]
WITHOUT_NATIONAL = [title for title in WITH_NATIONAL if "NASIONAL" not in title]


def lettered_titles(data: dict[str, Rows]) -> dict[str, list[str]]:
    """Sasaran → the titles of its tables in the order of their letters, after checking that the letters have no gap."""
    found: dict[str, list[str]] = {}
    for sheet in tables_of(data).sheets:
        if sheet.name.startswith("Tabel "):
            goal, letter = sheet.name.removeprefix("Tabel ")[:-1], sheet.name[-1]
            titles = found.setdefault(goal, [])
            assert letter == "abcdefghi"[len(titles)], sheet.name
            first, title = Tabel(sheet).titles
            assert first == f"TABEL {goal}{letter}"
            titles.append(str(title))
    return found


def without_national(data: dict[str, Rows], *codes: str) -> dict[str, Rows]:
    for code in codes:
        record(data["realisasi"], kode_indikator=code)["nasional"] = None
    return data


def test_letters_move_up_in_the_sasaran_without_national_figures() -> None:
    """As the reference document prints it: sasaran 1 has 1a-1i, sasaran 2 has 2a-2h."""
    assert lettered_titles(office()) == {"1": WITH_NATIONAL, "2": WITHOUT_NATIONAL}


def test_without_any_national_figure_every_sasaran_ends_at_h() -> None:
    assert lettered_titles(without_national(office(), "1.1", "1.2")) == {"1": WITHOUT_NATIONAL, "2": WITHOUT_NATIONAL}


@pytest.mark.parametrize("missing", ["1.1", "1.2"])
def test_one_national_figure_is_enough_for_the_table(missing: str) -> None:
    tables = tables_of(without_national(office(), missing))
    found = table(tables, "Tabel 1d")
    row = ["1.1", "1.2"].index(missing)
    assert found.values("REALISASI NASIONAL")[row] == "-"
    assert found.values("KET") == ["-" if code == missing else "Tercapai" for code in ("1.1", "1.2")]


def test_a_faulty_national_figure_keeps_the_table_so_that_the_fault_is_seen() -> None:
    data = without_national(office(), "1.1", "1.2")
    record(data["realisasi"], kode_indikator="1.1")["nasional"] = "99 persen"
    assert lettered_titles(data)["1"] == WITH_NATIONAL
    assert table(tables_of(data), "Tabel 1d").values("REALISASI NASIONAL") == ["99 persen", "-"]


def test_omitted_tables_are_listed_with_the_reason() -> None:
    tables = tables_of(office())
    (reason,) = tables.omitted
    assert "sasaran 2" in reason and "tidak ada data pembanding" in reason


def test_every_table_stands_on_its_own_sheet_in_the_order_of_the_document() -> None:
    names = [sheet.name for sheet in tables_of(office()).sheets]
    lettered_names = [f"Tabel 1{letter}" for letter in "abcdefghi"] + [f"Tabel 2{letter}" for letter in "abcdefgh"]
    assert names == [*FIXED, *lettered_names, "Realisasi Anggaran"]


def test_ten_sasaran_make_tables_1a_to_10i() -> None:
    data = random_data(39)
    found = lettered_titles(data)
    assert list(found) == [str(number) for number in range(1, 11)]
    assert all(titles in (WITH_NATIONAL, WITHOUT_NATIONAL) for titles in found.values())


def test_sasaran_are_numbered_by_appearance_whatever_number_they_were_given() -> None:
    data = office()
    for row in data["pk"]:
        row["no_sasaran"] = {1: 7, 2: 3}[int(str(row["no_sasaran"]))]
    tables = tables_of(data)
    assert table(tables, "Tabel 1a").values("INDIKATOR KINERJA") == ["Indikator A", "Indikator B"]
    assert table(tables, "Tabel 2a").values("NO") == [2, None]


def test_without_perjanjian_kinerja_the_sasaran_come_from_renstra() -> None:
    data = office()
    data["pk"] = []
    assert table(tables_of(data), "Tabel 2a").values("INDIKATOR KINERJA") == ["Indikator C", "Indikator D"]


def test_names_of_generated_sheets_are_known_as_such() -> None:
    for sheet in tables_of(office()).sheets:
        assert is_report_sheet(sheet.name), sheet.name
    assert is_report_sheet("Daftar Tabel") and is_report_sheet("Catatan Laporan") and is_report_sheet(lettered(10, 8))
    assert not any(is_report_sheet(name) for name in ("Tabel 1j", "Tabel 0a", "DPA", "Tabel 1a ", "tabel 1a", "Instansi"))


@pytest.fixture(scope="module")
def report() -> WorkbookModel:
    return report_of(office())


def test_daftar_tabel_is_first_and_links_to_every_table(report: WorkbookModel) -> None:
    contents = report.sheets[0]
    assert contents.name == report.active == "Daftar Tabel"
    listed = Tabel(contents)
    names = [sheet.name for sheet in tables_of(office()).sheets]
    assert listed.values("LEMBAR") == names
    assert listed.values("NO") == list(range(1, len(names) + 1))
    links = {link.row: (link.column, link.target) for link in contents.links}
    assert [links[row] for row in listed.body] == [(2, f"{quote_sheet(name)}!A1") for name in names]
    sheets = {sheet.name for sheet in report.sheets}
    assert set(names) <= sheets


def test_daftar_tabel_prints_the_titles_and_the_omissions(report: WorkbookModel) -> None:
    listed = Tabel(report.sheets[0])
    titles = dict(zip(listed.values("LEMBAR"), listed.values("JUDUL"), strict=True))
    assert titles["Tabel 1d"] == WITH_NATIONAL[3]
    assert titles["Tabel 2d"] == "ALOKASI PER SASARAN PEMBANGUNAN"
    assert listed.notes() == list(tables_of(office()).omitted)
    assert listed.titles == ["DAFTAR TABEL LAPORAN KINERJA TAHUN 2024", "DINAS CONTOH KOTA CONTOH"]


def test_the_report_holds_the_input_sheets_behind_the_tables(report: WorkbookModel) -> None:
    names = [sheet.name for sheet in report.sheets]
    assert len(names) == len(set(names))
    assert names.index("Catatan Laporan") < names.index("Petunjuk") < names.index("Instansi") < names.index("DPA")
    assert all(len(name) <= 31 for name in names)


def stamp(report: WorkbookModel, key: str) -> object:
    (area,) = areas(report.names[f"lkjip_cap_{key}"], "Catatan Laporan")
    cell = report.sheet(area.sheet).cell(*area.first)
    assert cell is not None
    return cell.value


def test_stamp_is_readable_by_name(report: WorkbookModel) -> None:
    expected = {
        "templat": TEMPLATE_ID, "versi_templat": TEMPLATE_VERSION, "versi_templat_sumber": TEMPLATE_VERSION,
        "versi_alat": TOOL_VERSION, "berkas": "uji.xlsx", "sha256": "0" * 64,
    }  # fmt: skip
    assert {key: stamp(report, key) for key in expected} == expected
    assert report.custom["lkjip_sha256_sumber"] == "0" * 64


def test_stamp_holds_every_setting_that_was_used() -> None:
    data = office()
    data["pengaturan"][0] |= {"jumlah_tahun_lalu": 3, "skala_kategori": "SAKIP Drafter"}
    report = report_of(data)
    expected = {
        "jumlah_tahun_lalu": 3, "rumus_negatif": "(2T-R)/T", "batas_capaian": "Tanpa batas", "batas_bawah": "Tanpa batas",
        "definisi_kemajuan": "Selisih tahun lalu", "rumus_efisiensi": "Selisih", "status_efisiensi": "Tidak dipakai",
        "penyebut_anggaran": "Program urusan", "skala_kategori": "SAKIP Drafter", "rata_rata_sasaran": "Tidak", "desimal": 2,
        "tanda_kosong": "-",
    }  # fmt: skip
    assert {key: stamp(report, f"pengaturan_{key}") for key in expected} == expected
    assert {name for name in report.names if name.startswith("lkjip_cap_pengaturan_")} == {
        f"lkjip_cap_pengaturan_{key}" for key in expected
    }
