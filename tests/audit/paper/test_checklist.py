"""The Checklist Reviu: 23 items in the words of the form, answered by the machine only where it can know, and the statement."""

from __future__ import annotations

from pathlib import Path

import pytest

from lkjip_xl.audit.paper.answer import NO, NOT_APPLICABLE, OPEN, PARTLY, YES, Answer
from lkjip_xl.audit.paper.checklist_answers import answers
from lkjip_xl.audit.paper.checklist_items import Way, aspects, choices
from lkjip_xl.audit.paper.checklist_sheet import CHECKLIST
from lkjip_xl.audit.paper.source import PaperFile, paper_files
from lkjip_xl.audit.paper.statement import STATEMENT, obstacles
from lkjip_xl.audit.run import periksa
from lkjip_xl.values import Value
from lkjip_xl.verbs import kertas_kerja
from samples.muat import load
from tests.audit.bahan import DATA_FOLDER
from tests.audit.paper.bahan_kertas import CLEAN, FAULTY, paper, texts_of, worked_case, written
from tests.pengajuan import report_bytes

CRITERIA = {
    "I.1": "Laporan Kinerja (LKj) telah menampilkan data penting IP",
    "I.2": "LKj telah menyajikan informasi target kinerja",
    "I.3": "LKj telah menyajikan capaian kinerja IP yang memadai",
    "I.4": "Telah menyajikan dengan lampiran yang mendukung informasi pada badan laporan",
    "I.5": "Telah menyajikan upaya perbaikan ke depan",
    "I.6": "Telah menyajikan akuntabilitas keuangan",
    "II.1": "LKj IP disusun oleh unit kerja yang memiliki tugas fungsi untuk itu",
    "II.2": "Informasi yang disampaikan dalam LKj telah didukung dengan data yang memadai",
    "II.3": "Telah terdapat mekanisme penyampaian data dan informasi dari unit kerja ke unit penyusun LKj",
    "II.4": "Telah ditetapkan penanggung jawab pengumpulan data/informasi di setiap unit kerja",
    "II.5": "Data/informasi kinerja yang disampaikan dalam LKj telah diyakini keandalannya",
    "II.6": "Analisis/penjelasan dalam LKj telah diketahui oleh unit kerja terkait",
    "II.7": "LKj IP bulanan merupakan gabungan partisipasi dari dibawahnya",
    "III.1": "Tujuan/sasaran dalam LKj telah sesuai dengan tujuan/sasaran dalam perjanjian kinerja",
    "III.2": "Tujuan/sasaran dalam LKj telah selaras dengan rencana strategis",
    "III.3": "Jika butir 1 dan 2 jawabannya tidak, maka terdapat penjelasan yang memadai",
    "III.4": "Tujuan/sasaran dalam LKj telah sesuai dengan tujuan/sasaran dalam Indikator Kinerja",
    "III.5": "Tujuan/sasaran dalam LKj telah sesuai dengan tujuan/sasaran dalam Indikator Kinerja Utama",
    "III.6": "Jika butir 4 dan 5 jawabannya tidak, maka terdapat penjelasan yang memadai",
    "III.7": "Telah terdapat perbandingan data kinerja dengan tahun lalu, standar nasional dan sebagainya yang bermanfaat",
    "III.8": "IKU dan IK telah cukup mengukur tujuan/sasaran",
    "III.9": 'Jika "tidak" telah terdapat penjelasan yang memadai',
    "III.10": "IKU dan IK telah SMART",
}


def one(data: bytes) -> PaperFile:
    return paper_files([periksa(data, name="laporan.xlsx")], [""])[0]


def changed(sheet: str, fields: str, value: Value, rows: int | None = None) -> dict[str, Answer]:
    """The answers for the made-up office with fields of a sheet replaced in its first rows (None: in all)."""
    data = load(DATA_FOLDER / "rekaan_dinkes_2024")
    for record in data[sheet][:rows]:
        record.update(dict.fromkeys(fields.split(), value))
    return answers(one(report_bytes(data)))


def test_the_items_are_those_of_the_form() -> None:
    listed = [item for aspect in aspects() for item in aspect.items]
    assert {item.code: item.criterion for item in listed} == CRITERIA
    assert [len(aspect.items) for aspect in aspects()] == [6, 7, 10]
    assert [aspect.name for aspect in aspects()] == ["Format", "Mekanisme Penyusunan", "Substansi"]


def test_answers_of_a_clean_file() -> None:
    found = answers(one(CLEAN.read_bytes()))
    assert set(found) == set(CRITERIA)
    met = ("I.2", "I.6", "III.1", "III.2", "III.4", "III.5")
    assert {code for code, answer in found.items() if answer.result == YES} == set(met)
    assert {found["III.3"].result, found["III.6"].result} == {NOT_APPLICABLE}
    assert all(found[code] == Answer(OPEN) for code in ("II.1", "II.3", "II.6", "II.7"))


def test_only_people_answer_what_a_machine_cannot_know() -> None:
    """A machine shows what is lacking; fullness proves nothing."""
    for data in (CLEAN, FAULTY):
        found = answers(one(data.read_bytes()))
        for aspect in aspects():
            for item in aspect.items:
                if item.way is Way.PARTLY:
                    assert found[item.code].result in (OPEN, PARTLY, NO)
                if item.way is Way.REVIEWER:
                    assert found[item.code].result == OPEN


def test_missing_targets_change_the_answer() -> None:
    some = changed("pk", "target_murni target_perubahan", None, 2)
    assert some["I.2"].result == PARTLY
    assert some["I.2"].evidence == "Target PK terisi 9 dari 11."
    assert some["I.2"].places == "PK!F5; PK!F6"
    none = changed("pk", "target_murni target_perubahan", None)
    assert none["I.2"].result == NO
    assert none["I.3"].result in (NO, PARTLY)


@pytest.mark.parametrize(
    ("sheet", "field", "value", "code", "result"),
    [
        ("realisasi", "realisasi", None, "I.3", NO),
        ("realisasi", "realisasi_n1", None, "III.7", PARTLY),
        ("renstra", "sumber_data", None, "II.2", NO),
        ("renstra", "penanggung_jawab", None, "II.4", NO),
        ("analisis", "solusi", None, "I.5", NO),
        ("renstra", "formulasi", None, "III.10", PARTLY),
        ("dpa", "realisasi_anggaran", None, "I.6", PARTLY),
        ("renstra", "indikator", "Indikator yang sama sekali lain", "III.5", PARTLY),
        ("renstra", "sasaran", "Sasaran yang sama sekali lain", "III.2", NO),
        ("pk", "sasaran", "Sasaran yang sama sekali lain", "III.1", NO),
    ],
)
def test_answers_follow_the_evidence(sheet: str, field: str, value: Value, code: str, result: str) -> None:
    answer = changed(sheet, field, value)[code]
    assert answer.result == result, answer
    assert answer.evidence


def test_a_conditional_item_opens_where_its_condition_is_not_met() -> None:
    found = changed("pk", "sasaran", "Sasaran yang sama sekali lain")
    assert found["III.3"].result == OPEN
    assert "III.1: Tidak" in found["III.3"].evidence


def test_reliability_follows_the_findings() -> None:
    found = answers(one(worked_case()))
    assert found["II.5"].result == NO
    assert found["II.5"].evidence == "2 temuan Kritis, 0 Tinggi, 0 GALAT konsistensi."
    assert "Realisasi Anggaran!I72" in found["I.3"].places
    assert (found["I.6"].result, found["I.6"].places) == (PARTLY, "Realisasi Anggaran!J8; Realisasi Anggaran!I72")


def test_the_sheet_shows_items_open_cells_and_the_summary(tmp_path: Path) -> None:
    done = kertas_kerja(CLEAN, keluaran=tmp_path / "kk.xlsx")
    sheet = paper(done.output).sheet(CHECKLIST)
    assert sheet is not None
    rows = {str(cells[0].value): {cell.column: cell.value for cell in cells} for cells in sheet.rows.values() if cells}
    found = answers(one(CLEAN.read_bytes()))
    for code, criterion in CRITERIA.items():
        assert rows[code][2] == criterion
        assert (rows[code].get(3) or OPEN) == found[code].result
        assert rows[code][4] == ("Otomatis" if found[code].result else "Diisi pereviu")
        assert (rows[code].get(5) or "") == found[code].evidence
    summary = [[rows[name][column] for column in (3, 4, 5, 6)] for name in ("I. Format", "II. Mekanisme Penyusunan")]
    assert summary == [[6, 2, 1, 3], [7, 0, 0, 7]]
    assert rows["Jumlah"] == {1: "Jumlah", 3: 23, 4: 8, 5: 2, 6: 13}
    assert set(choices()) == {YES, PARTLY, NO, NOT_APPLICABLE}


def test_the_statement_is_drafted_only_where_nothing_serious_is_open(tmp_path: Path) -> None:
    clean = texts_of(paper(kertas_kerja(CLEAN, keluaran=tmp_path / "a.xlsx").output), STATEMENT)
    assert "PERNYATAAN TELAH DIREVIU" in clean
    assert (
        "Kami telah mereviu Laporan Kinerja Dinas Kesehatan (Contoh Rekaan) tahun anggaran 2024 sesuai Pedoman Reviu atas "
        "Laporan Kinerja. Substansi informasi yang dimuat" in clean
    )
    assert (
        "Reviu bertujuan untuk memberikan keyakinan terbatas laporan kinerja telah disajikan secara akurat, andal, dan valid."
        in clean
    )
    assert "keandalan informasi yang disajikan [di dalam laporan kinerja ini]." in clean
    assert "Yang dalam [kurung siku] dirumuskan sendiri." in clean
    assert "NIP ...................." in clean
    for number, data in enumerate((worked_case(), FAULTY.read_bytes())):
        case = written(tmp_path, f"laporan{number}.xlsx", data)
        text = texts_of(paper(kertas_kerja(case, keluaran=tmp_path / f"k{number}.xlsx").output), STATEMENT)
        assert "belum dapat disusun" in text
        assert "Kami telah mereviu" not in text


def test_a_contradiction_between_tables_keeps_the_statement_back() -> None:
    """GALAT of the consistency rules weighs as much as Tinggi."""
    data = load(DATA_FOLDER / "rekaan_dinkes_2024")
    line = next(record for record in data["dpa"] if record["tingkat"] == "Program")
    line["pagu"] = float(str(line["pagu"])) + 1_000_000
    file = one(report_bytes(data))
    assert not file.open_findings
    assert obstacles(file) == [f"Masih ada {file.contradictions} GALAT yang tidak dikecualikan (lembar Konsistensi)."]


def test_several_files_have_a_form_each(tmp_path: Path) -> None:
    broken = written(tmp_path, "rusak.xlsx", b"PK")
    done = kertas_kerja(CLEAN, broken, keluaran=tmp_path / "kk.xlsx")
    names = [sheet.name for sheet in paper(done.output).sheets]
    assert names == [
        "Ringkasan", "Temuan", "Peta Sel", "Konsistensi", "Checklist Reviu 1", "Pernyataan Telah Direviu 1",
        "Pernyataan Telah Direviu 2",
    ]  # fmt: skip
