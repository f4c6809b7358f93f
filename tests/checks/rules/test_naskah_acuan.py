"""Sentences of the reference document (LKjIP 2024 Disdukcapil Kota Probolinggo) over its own figures, as printed.

The contradictions are those listed in tests/acuan/salah_cetak.json; the other sentences are true or say nothing about figures.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from lkjip_xl.checks.run import check
from samples.muat import load
from tests.pengajuan import submission_of
from tests.pengajuan_serasi import bound

SAMPLE = Path(__file__).resolve().parents[3] / "samples" / "data" / "disdukcapil_probolinggo_2024"


def codes(text: str, goal: int | None = None, part: str = "Ikhtisar Eksekutif") -> list[str]:
    data = load(SAMPLE)
    data["naskah"] = [{"bagian": part, "no_sasaran": goal, "teks": text}]
    return [finding.code for finding in check(submission_of(data)).findings if finding.code.startswith("NSK")]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (
            "Laporan Kinerja Instansi Pemerintah (LKjIP) Dinas Kependudukan dan Pencatatan Sipil Kota Probolinggo Tahun 2023 ini "
            "merupakan wujud pertanggungjawaban pelaksanaan Perencana Strategis (Renstra).",
            "NSK-09",
        ),
        ("Serta Laporan Kinerja Instansi Pemerintah (LKjIP) tahun 2023 ini disusun guna memenuhi salah satu prinsip.", "NSK-09"),
        ("Renstra Dinas merupakan suatu rencana jangka menengah tahun 2019-2024 yang sangat menentukan.", "NSK-10"),
        ("sebagaimana ditetapkan dalam Renstra Tahun 2019-2024, menunjukkan bahwa secara umum baik.", "NSK-10"),
        ("Hasil pengukuran kinerja terhadap 2 (dua) Indikator Kinerja Utama (IKU) sebagaimana ditetapkan.", "NSK-11"),
        ("sedangkan belanja modal sebesar Rp. 237.000.00,- Secara umum capaian sudah baik.", "NSK-05"),
        ("dimana sebagai capaian dapat tercapai bahkan melebihi target yang telah ditetapkan.", "NSK-02"),
        ("Tingkat kemajuan kepemilikan akta kelahiran 4.13%.", "NSK-08"),
        ("Realisasi anggaran Program Pendaftaran Penduduk sebesar Rp. 486.960.200.", "NSK-05"),
        ("Tingkat kemajuan KTP-el 3,59%.", "NSK-13"),
        ("Tingkat kemajuan Persentase Penyajian Data yang valid 100,00%.", "NSK-13"),
        ("Tingkat efisiensi akta kelahiran 1,05%.", "NSK-13"),
        ("Tingkat efisiensi KTP-el 0,07%.", "NSK-13"),
        ("Dengan adanya dokumen LAKIP ini, kinerja dapat diukur.", "NSK-14"),
    ],
)
def test_contradictions_of_the_document(text: str, code: str) -> None:
    assert codes(text) == [code]


def test_reached_for_99_of_100() -> None:
    text = "Sedangkan untuk kepemilikan akta kelahiran 0-18 tahun sudah mencapai target yang ditentukan."
    assert codes(text, 1, "Penjelasan Capaian") == ["NSK-01"]


@pytest.mark.parametrize(
    "text",
    [
        "dengan dukungan anggaran DPA SKPD Tahun 2024 sebesar Rp. 5.629.936.406,-. Digunakan untuk Belanja Gaji ASN "
        "sebesar Rp. 3.768.325.171,-, belanja barang dan jasa sebesar Rp. 1.624.611.235",
        "Total anggaran keseluruhan = Rp. Rp. 930.983.032,-",
        "Secara umum capaian target indikator kinerja sudah baik walaupun belum tercapai 100% hal ini disebabkan antar lain :",
        "sudah berupaya meningkatkan cakupan tetapi belum mencapai target yang diharapkan disebabkan beberapa faktor:",
        "Capaian kinerja persentase Penyajian Data yang valid ada 32 data sehingga mencapai 100%.",
        "meski masih terdapat indikator yang belum memenuhi target.",
        "Peraturan Menteri Pendayagunaan Aparatur Negara dan Reformasi Birokrasi Nomor 53 Tahun 2014 tentang Petunjuk Teknis "
        "Perjanjian Kinerja, Pelaporan Kinerja, dan Tata Cara Reviu atas Laporan Kinerja Instansi Pemerintah;",
        "Laporan Kinerja Instansi Pemerintah (LKjIP) tahun 2024 dibuat sebagai bentuk pertanggungjawaban.",
        "yang harus dicapai pada akhir tahun 2024.",
        "Tingkat kemajuan KTP-el 1,79% atau tumbuh 1,84%.",
        "Tingkat kemajuan kepemilikan akta kelahiran -4,13%.",
        "Tingkat efisiensi akta kelahiran 0,94%.",
        "Tingkat efisiensi KTP-el -0,07%.",
        "Tingkat kemajuan KTP-el dan akta kelahiran masing-masing 1,79% dan -4,13%.",
        "Hasil evaluasi LAKIP tahun 2013 ditindaklanjuti.",
        "Capaian KTP-el 99,30% dan akta kelahiran 99,03%; penyerapan 99,37% dan 98,09%, efisiensi -0,07% dan 0,94%.",
    ],
)
def test_its_other_sentences_are_left_alone(text: str) -> None:
    assert codes(text) == []


def test_kemajuan_by_another_definition_is_not_judged() -> None:
    """Under "Terhadap target akhir Renstra" 100,00 is what Tabel 2c prints."""
    data = load(SAMPLE)
    data["pengaturan"][0]["definisi_kemajuan"] = "Terhadap target akhir Renstra"
    text = "Tingkat kemajuan Persentase Penyajian Data yang valid 100,00%."
    data["naskah"] = [{"bagian": "Kesimpulan", "no_sasaran": None, "teks": text}]
    assert [finding.code for finding in check(submission_of(data)).findings if finding.code.startswith("NSK")] == []


def test_a_wrong_measure_is_told_once_with_the_right_figure() -> None:
    data = load(SAMPLE)
    data["naskah"] = [{"bagian": "Kesimpulan", "no_sasaran": None, "teks": "Tingkat kemajuan KTP-el 3,59%."}]
    [finding] = [finding for finding in check(bound(data)).findings if finding.code.startswith("NSK")]
    assert (finding.code, finding.sheet, finding.cell) == ("NSK-13", "Naskah", "C5")
    assert finding.value == "Tingkat kemajuan KTP-el 3,59%."
    assert finding.message.endswith("adalah 1,79.")
