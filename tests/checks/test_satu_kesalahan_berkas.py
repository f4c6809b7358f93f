"""One corruption put into the file of a random submission that fits: its code on its cell, and no other GALAT or PERINGATAN.

Beside tests/checks/rules/test_satu_kesalahan.py, which corrupts rows in memory, these go through a real workbook: schema, values
as people type them, computed columns, codes, cross-table figures, and the narrative.
"""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import NamedTuple

import pytest

from lkjip_xl.address import cell_name
from lkjip_xl.checks.catalogue import entries
from lkjip_xl.checks.finding import Finding, Severity
from lkjip_xl.checks.run import check
from lkjip_xl.definition.sheets import sheet_def
from lkjip_xl.intake.binding import bind
from lkjip_xl.reader.workbook_reader import read_workbook
from lkjip_xl.template.build import filled_workbook
from lkjip_xl.values import CellError, Value
from lkjip_xl.workbook.new import write_workbook
from tests.feedback.berkas import with_cells
from tests.pengajuan_serasi import Data, consistent_data

SEEDS, WANTED = 40, 2
PLAUSIBILITY = ("ANL", "BDG", "WJR")
"""Rules on what will be asked may well remark on a changed figure."""

Row = dict[str, Value]


class Kind(NamedTuple):
    """What is put into ``sheet``.``field`` of the first row that ``fits``, and the code it must give there."""

    sheet: str
    field: str
    content: Value | Callable[[Row, Data], Value]
    code: str
    fits: Callable[[Row], bool] = lambda row: True


def filled(*fields: str) -> Callable[[Row], bool]:
    return lambda row: all(row[field] is not None for field in fields)


def level(name: str) -> Callable[[Row], bool]:
    return lambda row: row["tingkat"] == name


def num(value: Value) -> float:
    assert isinstance(value, int | float)
    return float(value)


def office(data: Data, field: str) -> int:
    return int(num(data["instansi"][0][field]))


def prose(text: str | Callable[[Data], str], code: str, part: str = "Kesimpulan") -> tuple[str, str | Callable[[Data], str], str]:
    return part, text, code


SCHEMA = {
    "wajib kosong": Kind("pk", "satuan", None, "SKM-01"),
    "wajib menurut barisnya": Kind("dpa", "jenis_program", None, "SKM-02", level("Program")),
    "kata pada kolom angka": Kind("realisasi", "realisasi", "tiga", "SKM-04"),
    "pecahan pada bilangan bulat": Kind("pengaturan", "desimal", 1.5, "SKM-05"),
    "angka pada kolom teks": Kind("instansi", "telepon", 331555123, "SKM-06"),
    "di luar pilihan": Kind("renstra", "polaritas", "Naik", "SKM-07"),
    "kurang dari nol": Kind("dpa", "pagu", -5, "SKM-08", level("Sub Kegiatan")),
    "terlalu besar": Kind("pengaturan", "jumlah_tahun_lalu", 9, "SKM-09"),
    "kode salah tulis": Kind("dpa", "kode", "2..12", "SKM-10", level("Sub Kegiatan")),
    "NIP pendek": Kind("instansi", "kepala_nip", "19700101", "SKM-11"),
}
VALUES = {
    "galat Excel": Kind("dpa", "target", CellError("#REF!"), "NIL-01", filled("target")),
    "persen Indonesia": Kind("realisasi", "realisasi", "99,30%", "NIL-02"),
    "rupiah Indonesia": Kind("dpa", "pagu", "Rp 1.234.567,-", "NIL-02", level("Sub Kegiatan")),
    "rupiah Inggris": Kind("dpa", "realisasi_anggaran", "1,234,567.50", "NIL-02", level("Sub Kegiatan")),
    "spasi tak putus": Kind("dpa", "pagu", "1\u00a0234\u00a0567", "NIL-02", level("Sub Kegiatan")),
    "makna ganda": Kind("dpa", "pagu", "1.234", "NIL-03", level("Sub Kegiatan")),
    "kurung bermakna ganda": Kind("dpa", "pagu", "(1.000)", "NIL-03", level("Sub Kegiatan")),
    "angka bersatuan": Kind("realisasi", "realisasi_n1", "12 orang", "NIL-04"),
    "tanda data kosong": Kind("realisasi", "nasional", "n/a", "NIL-05"),
    "garis sebagai kosong": Kind("realisasi", "realisasi_n2", "-", "NIL-05"),
    "benar atau salah": Kind("sdm", "laki_laki", True, "NIL-07"),
    "spasi di tepi": Kind("sarpras", "jenis", "  Komputer ", "NIL-09"),
}
COMPUTED = {
    "target dipakai diketik": Kind("pk", "target", lambda row, _: num(row["target_murni"]) + 1, "HIT-01"),
    "penyerapan diketik": Kind("dpa", "penyerapan", 1234.5, "HIT-01", lambda row: bool(row["pagu"])),
    "jumlah diketik benar": Kind("sdm", "jumlah", lambda row, _: num(row["laki_laki"]) + num(row["perempuan"]), "HIT-02"),
}
ACROSS = {
    "periode terlalu panjang": Kind("instansi", "renstra_akhir", lambda row, _: num(row["renstra_awal"]) + 7, "PER-03"),
    "periode terbalik": Kind("instansi", "renstra_akhir", lambda row, _: num(row["renstra_awal"]) - 1, "PER-02"),
    "tahun dasar terlambat": Kind("instansi", "tahun_dasar", lambda row, _: row["renstra_awal"], "PER-05"),
    "tanggal tahun lalu": Kind("instansi", "tanggal", lambda row, _: f"Januari {int(num(row['tahun'])) - 1}", "PER-06"),
    "satuan lain": Kind("pk", "satuan", "eksemplar", "SAT-01"),
    "kode indikator lain": Kind("realisasi", "kode_indikator", "Z9", "IND-03"),
    "nama indikator lain": Kind("analisis", "indikator", "Uraian yang tidak mirip", "IND-07"),
    "penyebut nol": Kind("realisasi", "penyebut", 0, "REA-02", filled("penyebut")),
    "uraian sama": Kind(
        "realisasi", "uraian_penyebut", lambda row, _: row["uraian_pembilang"], "REA-08", filled("uraian_pembilang")
    ),
    "anggaran PK lain": Kind("pk_program", "anggaran", lambda row, _: num(row["anggaran"]) + 11, "ANG-04"),
    "dukungan tak dikenal": Kind("dukungan", "kode_indikator", "Q8", "DKG-05"),
    "NIP mustahil": Kind("instansi", "kepala_nip", lambda row, _: f"{str(row['kepala_nip'])[:14]}7001", "SDM-07"),
    "pangkat yang tidak ada": Kind("instansi", "kepala_pangkat", "Juru Muda", "SDM-03"),
}
KINDS = SCHEMA | VALUES | COMPUTED | ACROSS
PROSE = {
    "tercapai padahal tidak": prose("Semua indikator kinerja telah mencapai target.", "NSK-01"),
    "melampaui padahal tidak": prose("Seluruh indikator kinerja melampaui target.", "NSK-02"),
    "banyaknya tercapai": prose("Sebanyak 49 indikator kinerja telah mencapai target.", "NSK-04"),
    "rupiah tanpa dasar": prose("Realisasi anggaran sebesar Rp 9.123.456.789.123,-.", "NSK-05"),
    "persen tanpa dasar": prose("Penyerapan anggaran mencapai 77,123457%.", "NSK-06"),
    "tahun laporan lain": prose(lambda data: f"LKjIP tahun {office(data, 'tahun') - 1} ini memuat capaian.", "NSK-09"),
    "periode Renstra lain": prose(
        lambda data: f"Renstra tahun {office(data, 'renstra_awal') - 1}-{office(data, 'renstra_akhir')} menjadi acuan.", "NSK-10"
    ),
    "banyaknya indikator": prose("Pengukuran dilakukan terhadap 47 indikator kinerja utama.", "NSK-11"),
    "angka dan huruf berbeda": prose("Pengukuran dilakukan terhadap 2 (tiga) indikator kinerja utama.", "NSK-11"),
    "nama lama laporan": prose("Dengan dokumen LAKIP ini kinerja dapat diukur.", "NSK-14"),
}


def written(data: Data) -> bytes:
    target = BytesIO()
    write_workbook(filled_workbook(data), target)
    return target.getvalue()


def findings(data: bytes, code: str) -> list[Finding]:
    """What matters: everything above INFO, and the expected code whatever its severity."""
    return [
        finding
        for finding in check(bind(read_workbook(data))).findings
        if finding.code == code or (finding.severity is not Severity.INFO and finding.code[:3] not in PLAUSIBILITY)
    ]


def assert_only(data: bytes, code: str, sheet: str, cell: str, seed: int) -> None:
    found = [(finding.code, finding.sheet, finding.cell) for finding in findings(data, code)]
    assert found == [(code, sheet, cell)], seed


@pytest.mark.parametrize("name", KINDS)
def test_one_corrupted_cell_is_one_finding_on_it(name: str) -> None:
    kind = KINDS[name]
    definition, made = sheet_def(kind.sheet), 0
    for seed in range(SEEDS):
        data = consistent_data(seed)
        record = next((at for at, row in enumerate(data[kind.sheet]) if kind.fits(row)), None)
        if record is None:
            continue
        content = kind.content(data[kind.sheet][record], data) if callable(kind.content) else kind.content
        cell = cell_name(*definition.place(kind.field, definition.first_row + record))
        assert_only(with_cells(written(data), {f"{definition.name}!{cell}": content}), kind.code, definition.name, cell, seed)
        made += 1
        if made == WANTED:
            break
    assert made, "no submission has anything this kind could be put into"


@pytest.mark.parametrize("name", PROSE)
def test_one_wrong_sentence_is_one_finding_on_its_cell(name: str) -> None:
    part, text, code = PROSE[name]
    for seed in range(3, 3 + WANTED):
        data = consistent_data(seed)
        said = text if isinstance(text, str) else text(data)
        assert_only(with_cells(written(data), {"Naskah!A5": part, "Naskah!C5": said}), code, "Naskah", "C5", seed)


@pytest.mark.parametrize("seed", range(8))
def test_the_file_of_a_submission_that_fits_has_nothing_to_mend(seed: int) -> None:
    found = check(bind(read_workbook(written(consistent_data(seed))))).findings
    assert [finding.message for finding in found if finding.severity is not Severity.INFO] == []


def test_the_kinds_cover_every_family_and_are_enough() -> None:
    codes = {kind.code for kind in KINDS.values()} | {code for _, _, code in PROSE.values()}
    assert codes <= set(entries())
    assert len(KINDS) + len(PROSE) >= 45
    families = {"SKM", "NIL", "HIT", "PER", "SAT", "IND", "REA", "ANG", "DKG", "SDM", "NSK"}
    assert {code[:3] for code in codes} == families
