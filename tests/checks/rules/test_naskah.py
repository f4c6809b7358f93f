"""Statements in prose against the figures: what is certainly wrong is told, everything else is left alone.

The book: KTP-el 93,25 of 92,5 (exceeded), akta kelahiran 92,5 of 92,5 (met), indeks kepuasan 79 of 80 (missed; sasaran 2).
"""

from __future__ import annotations

import pytest

from lkjip_xl.checks.run import check
from lkjip_xl.values import CellError
from tests.buku import Buku
from tests.checks.rules.buku_nyata import buku_nyata, buku_tiga, naskah


def codes(book: Buku, family: str = "NSK") -> list[str]:
    return [finding.code for finding in check(book.bound()).findings if finding.code.startswith(family)]


def said(text: str, *, part: str = "Kesimpulan", goal: int | None = None) -> list[str]:
    return codes(naskah(buku_tiga(), text, part=part, goal=goal))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Indeks kepuasan masyarakat berhasil memenuhi target 80.", ["NSK-01"]),
        ("Indeks kepuasan masyarakat di atas target.", ["NSK-02"]),
        ("KTP-el dan akta kelahiran melampaui target.", ["NSK-02"]),
        ("Akta kelahiran di bawah target.", ["NSK-03"]),
        ("Capaian KTP-el tidak tercapai.", ["NSK-03"]),
        ("KTP-el sudah baik, tetapi gagal mencapai target.", ["NSK-03"]),
        ("Indeks kepuasan masyarakat tidak hanya mencapai target, tetapi melampaui target.", ["NSK-01", "NSK-02"]),
        ("Semua indikator kinerja telah mencapai target.", ["NSK-01"]),
        ("Seluruh indikator melampaui target.", ["NSK-02"]),
        ("Dua indikator melampaui target.", ["NSK-04"]),
        ("Dari tiga indikator, dua memenuhi target, dua belum.", ["NSK-04"]),
    ],
)
def test_wrong_statements_are_told(text: str, found: list[str]) -> None:
    assert said(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "KTP-el melampaui target, akta kelahiran mencapai target, sedangkan indeks kepuasan masyarakat belum mencapai target.",
        "Indeks kepuasan masyarakat mencapai 79 dari target 80.",
        "Indeks kepuasan masyarakat hampir mencapai target.",
        "Diharapkan indeks kepuasan masyarakat mencapai target.",
        "Loket ditambah agar indeks kepuasan masyarakat dapat mencapai target.",
        "Jika loket ditambah, indeks kepuasan masyarakat telah mencapai target bila dihitung ulang.",
        "Pada tahun 2023 indeks kepuasan masyarakat telah mencapai target.",
        "Indeks kepuasan masyarakat telah mencapai target nasional.",
        "Indeks kepuasan masyarakat telah mencapai target triwulan III.",
        "Kecamatan Kanigaran belum mencapai target perekaman KTP-el.",
        "Anggaran akta kelahiran belum mencapai target.",
        "Semua indikator telah mencapai target kecuali indeks kepuasan masyarakat.",
        "Tidak ada indikator yang tidak mencapai target.",
        "Sebagian besar indikator telah mencapai target bahkan melampaui target.",
        "Kesepakatan tercapai antara dinas dan rumah sakit.",
        "Dua indikator mencapai target dan satu indikator belum mencapai target.",
        "Dua puluh satu petugas telah mencapai target.",
        "Ketercapaian target didukung layanan keliling.",
    ],
)
def test_true_open_and_other_statements_are_left_alone(text: str) -> None:
    assert said(text) == []


def test_a_statement_about_nobody_counts_only_for_its_sasaran() -> None:
    text = "Capaian kinerja melampaui target."
    assert (said(text), said(text, goal=1), said(text, goal=2)) == ([], [], ["NSK-02"])
    text = "Capaian kinerja belum mencapai target."
    assert (said(text), said(text, goal=1), said(text, goal=2)) == ([], ["NSK-03"], [])


def test_plans_and_problems_speak_in_general() -> None:
    text = "Indikator kinerja yang belum mencapai target perlu perhatian."
    assert said(text, goal=1) == ["NSK-03"]
    assert said(text, goal=1, part="Langkah Perbaikan") == []
    assert said("Capaian KTP-el belum mencapai target.", part="Langkah Perbaikan") == ["NSK-03"]


def test_an_analysis_speaks_of_its_own_indicator() -> None:
    book = buku_tiga().field("analisis", "penyebab", "Target tercapai karena loket ditambah", record=2)
    assert codes(book) == ["NSK-01"]
    book = buku_tiga().field("analisis", "hambatan", "KTP-el telah mencapai target, loket penuh", record=2)
    assert codes(book) == []
    book = buku_tiga().field("realisasi", "keterangan", "Belum mencapai target", record=0)
    assert codes(book) == ["NSK-03"]


@pytest.mark.parametrize(
    ("actual", "text", "found"),
    [
        (70, "Indeks kepuasan masyarakat melampaui target.", []),
        (90, "Indeks kepuasan masyarakat melampaui target.", []),
        (80, "Indeks kepuasan masyarakat melampaui target.", ["NSK-02"]),
        (70, "Indeks kepuasan masyarakat lebih rendah daripada target.", []),
        (90, "Indeks kepuasan masyarakat lebih rendah daripada target.", ["NSK-02"]),
        (70, "Indeks kepuasan masyarakat di atas target.", ["NSK-03"]),
        (90, "Indeks kepuasan masyarakat telah mencapai target.", ["NSK-01"]),
    ],
)
def test_of_an_indicator_that_should_be_low(actual: float, text: str, found: list[str]) -> None:
    book = naskah(buku_tiga().field("renstra", "polaritas", "Negatif", record=2), text)
    assert codes(book.field("realisasi", "realisasi", actual, record=2)) == found


def test_met_is_judged_as_the_tables_print_it() -> None:
    book = naskah(buku_tiga(), "Indeks kepuasan masyarakat telah mencapai target.")
    book.field("realisasi", "realisasi", 79.996, record=2)
    assert codes(book) == []
    assert codes(book.field("pengaturan", "desimal", 3)) == ["NSK-01"]


@pytest.mark.parametrize("value", ["79,0", CellError("#REF!"), None])
def test_figures_that_cannot_be_read_prove_nothing(value: str | None) -> None:
    book = naskah(buku_tiga(), "Indeks kepuasan masyarakat telah mencapai target. Semua indikator telah melampaui target.")
    assert codes(book.field("realisasi", "realisasi", value, record=2).field("realisasi", "realisasi", 93, record=1)) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Laporan Kinerja Instansi Pemerintah (LKjIP) Dinas Contoh Tahun 2023 ini merupakan wujud", ["NSK-09"]),
        ("LKjIP tahun 2024 disusun", []),
        ("Rekomendasi evaluasi atas LKjIP tahun 2023", []),
        ("Laporan Kinerja ini mengacu pada Peraturan Menteri PANRB Nomor 53 Tahun 2014", []),
        ("Laporan Kinerja ini tahun ketiga Rencana Strategis Tahun 2022-2026", []),
        ("Rencana Strategis Dinas Contoh Tahun 2021-2026", ["NSK-10"]),
        ("Renstra 2022 s.d. 2026", []),
        ("RPJMD 2021-2026 menjadi dasar Renstra 2022-2026", []),
        ("Renstra 2017-2022 telah selesai", []),
        ("Instansi memiliki 4 sasaran strategis dengan tiga indikator", ["NSK-11"]),
        ("Terdapat 3 (empat) indikator kinerja", ["NSK-11"]),
        ("Sasaran 1 memiliki 2 indikator", []),
        ("Dari dua indikator, semuanya baik", ["NSK-11"]),
        ("Terdapat 9 indikator program", []),
        ("Terdapat 9 indikator", ["NSK-11"]),
    ],
)
def test_years_periods_and_counts(text: str, found: list[str]) -> None:
    assert said(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Cakupan naik dari 93,25% menjadi 90%.", ["NSK-08"]),
        ("Cakupan turun dari 93,25% pada tahun 2023 menjadi 90%.", []),
        ("Prevalensi naik dari 1.234 menjadi 1,5.", []),
        ("KTP-el meningkat 3,25% dibandingkan tahun lalu.", []),
        ("KTP-el tidak turun 3,25%.", []),
        ("Antrean turun 3,25%.", ["NSK-08"]),
    ],
)
def test_directions(text: str, found: list[str]) -> None:
    """The last speaks of the whole office, where only KTP-el changed by 3,25."""
    assert said(text) == found


def test_kemajuan_lost_its_minus() -> None:
    """Table 1c of the reference document prints 4.13 % for 99,03 after 103,16."""
    book = buku_nyata().field("realisasi", "realisasi", 88.37, record=1).field("analisis", "solusi", "Layanan keliling", record=1)
    assert codes(naskah(book, "Tingkat kemajuan kepemilikan akta kelahiran 1.63%.")) == ["NSK-08"]
    assert codes(naskah(book, "Tingkat kemajuan kepemilikan akta kelahiran -1,63%.")) == []


def test_figures_wait_until_every_cell_can_be_read() -> None:
    book = naskah(buku_tiga(), "Penyerapan mencapai 12,34%.").field("dpa", "pagu", "Rp 600.000.000", record=3)
    result = check(book.bound())
    assert "NSK-06" not in {finding.code for finding in result.findings}
    assert "Angka rupiah dan persen dalam naskah" in {what for what, _ in result.not_checked}


def test_several_unknown_figures_of_a_text_are_one_finding() -> None:
    [finding] = [
        finding
        for finding in check(naskah(buku_tiga(), "Pagu Rp 61 miliar, Rp 62 miliar,\nRp 61 miliar.").bound()).findings
        if finding.code == "NSK-05"
    ]
    assert finding.value == "Rp 61 miliar, Rp 62 miliar"


def test_prose_on_a_sheet_that_is_missing_is_no_fault() -> None:
    assert codes(buku_tiga().drop("Naskah")) == []
    result = check(buku_tiga().drop("Realisasi").bound())
    assert any("naskah" in what for what, _ in result.not_checked)
