"""Every code of the catalogue: one change that raises it on a given cell, and a near miss that does not."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from lkjip_xl.checks.catalogue import entries
from lkjip_xl.reader.raw import Note
from lkjip_xl.values import CellError
from tests.buku import DATE, Buku
from tests.checks.cases import Case, found, rule_cases


def _without_sheets(book: Buku) -> None:
    book.drop(*[name for name in book.grids if name != "Petunjuk"])


def _without_headings(book: Buku) -> None:
    for column in "ABC":
        book.put("Sarpras", f"{column}4", f"Judul {column}")


def _without_rows(book: Buku, sheet: str) -> None:
    book.grids[sheet] = {place: entry for place, entry in book.grids[sheet].items() if place[0] < 5}


CASES: dict[str, Case] = {
    "BKS-01": Case(lambda b: b.names.clear(), "", "", None, lambda b: b),
    "BKS-02": Case(
        lambda b: b.put("Petunjuk", "C4", "templat_lain"),
        "",
        "",
        "templat_lain",
        lambda b: b.put("Petunjuk", "C4", " lkjip_standar "),
    ),
    "BKS-03": Case(lambda b: b.put("Petunjuk", "C5", "0.9"), "", "", "0.9", lambda b: b.put("Petunjuk", "C5", 1.0)),
    "BKS-04": Case(
        lambda b: b.put("Petunjuk", "C5", "versi satu"), "", "", "versi satu", lambda b: b.put("Petunjuk", "C5", "1.0.0")
    ),
    "BKS-05": Case(lambda b: b.drop("Sarpras"), "", "", None, lambda b: b.drop("Naskah", "Pengecualian")),
    "BKS-06": Case(lambda b: b.rename("Sarpras", "Sarpas"), "Sarpas", "", "Sarpas", lambda b: b.add("Sarpas", {"A1": "x"})),
    "BKS-07": Case(
        lambda b: b.add("PK_Program", {"A1": "x"}), "PK_Program", "", "PK_Program", lambda b: b.add("PK Program 2", {"A1": "x"})
    ),
    "BKS-08": Case(_without_sheets, "", "", None, lambda b: b.drop("Naskah")),
    "BKS-09": Case(lambda b: b.rename("DPA", "dpa."), "dpa.", "", "dpa.", lambda b: b.rename("DPA", "DPAA")),
    "BKS-10": Case(lambda b: b.add("Catatan", {"A1": "x"}), "Catatan", "", None, lambda b: b.add("Tabel 1a", {"A1": "x"})),
    "BKS-11": Case(lambda b: _without_rows(b, "PK"), "PK", "", None, lambda b: _without_rows(b, "Naskah")),
    "BKS-12": Case(
        lambda b: b.notes.append(Note("MACRO", "", "", "xl/vbaProject.bin")),
        "",
        "",
        None,
        lambda b: b.notes.append(Note("MANUAL_CALC", "", "", "")),
    ),
    "KOL-01": Case(lambda b: b.put("PK", "D4"), "PK", "", None, lambda b: b.put("PK", "D4", " indikator  KINERJA*")),
    "KOL-02": Case(
        lambda b: b.put("DPA", "C4", "Uraiann"), "DPA", "C4", "Uraiann", lambda b: b.put("DPA", "C4", "Nama Rekening")
    ),
    "KOL-03": Case(lambda b: b.put("Renstra", "E4"), "Renstra", "", None, lambda b: b.put("Renstra", "D4")),
    "KOL-04": Case(lambda b: b.put("SDM", "G4", "Uraian"), "SDM", "G4", None, lambda b: b.put("SDM", "G4", "Uraian lain")),
    "KOL-05": Case(
        lambda b: b.put("SDM", "G4", "Catatan").put("SDM", "G5", "x"),
        "SDM",
        "G4",
        "Catatan",
        lambda b: b.put("SDM", "G4", "Catatan"),
    ),
    "KOL-06": Case(_without_headings, "Sarpras", "", None, lambda b: b.put("Sarpras", "A4", "Jenis barang")),
    "KOL-07": Case(lambda b: b.put("SDM", "E4"), "SDM", "", None, lambda b: b.put("SDM", "D4")),
    "SKM-01": Case(lambda b: b.field("pk", "satuan"), "PK", "E5", None, lambda b: b.field("pk", "target_perubahan")),
    "SKM-02": Case(
        lambda b: b.field("dpa", "jenis_program"), "DPA", "D5", None, lambda b: b.field("dpa", "jenis_program", record=2)
    ),
    "SKM-03": Case(lambda b: b.field("dpa", "pagu", 5, record=1), "DPA", "K6", 5, lambda b: b.field("dpa", "pagu", 0, record=2)),
    "SKM-04": Case(
        lambda b: b.field("realisasi", "realisasi", "tiga"),
        "Realisasi",
        "I5",
        "tiga",
        lambda b: b.field("realisasi", "realisasi", "3,5"),
    ),
    "SKM-05": Case(lambda b: b.field("sdm", "laki_laki", 1.5), "SDM", "C5", 1.5, lambda b: b.field("sdm", "laki_laki", 2.0)),
    "SKM-06": Case(
        lambda b: b.field("renstra", "kode_indikator", 1.1),
        "Renstra",
        "C5",
        1.1,
        lambda b: b.field("renstra", "kode_indikator", "1.10"),
    ),
    "SKM-07": Case(
        lambda b: b.field("renstra", "polaritas", "Minimize"),
        "Renstra",
        "G5",
        "Minimize",
        lambda b: b.field("renstra", "polaritas", "Negatif"),
    ),
    "SKM-08": Case(
        lambda b: b.field("pk_program", "anggaran", -1), "PK Program", "C5", -1, lambda b: b.field("pk_program", "anggaran", 0)
    ),
    "SKM-09": Case(
        lambda b: b.field("dukungan", "bobot", 100.5), "Dukungan", "D5", 100.5, lambda b: b.field("dukungan", "bobot", 100)
    ),
    "SKM-10": Case(
        lambda b: b.field("dpa", "kode", "2-12-02"), "DPA", "B5", "2-12-02", lambda b: b.field("dpa", "kode", "X.XX.01")
    ),
    "SKM-11": Case(
        lambda b: b.field("instansi", "kepala_nip", "19700101 199501 1 001"),
        "Instansi",
        "B20",
        "19700101 199501 1 001",
        lambda b: b.field("instansi", "kepala_nip", " 197001011995011002"),
    ),
    "SKM-12": Case(
        lambda b: b.field("sarpras", "kondisi", "x" * 61),
        "Sarpras",
        "C5",
        "x" * 61,
        lambda b: b.field("sarpras", "kondisi", "x" * 60),
    ),
    "SKM-13": Case(
        lambda b: b.put("Renstra", "A20", "Sumber: Bappeda"),
        "Renstra",
        "A20",
        "Sumber: Bappeda",
        lambda b: b.put("Renstra", "A20", 2).put("Renstra", "B20", "Sasaran dua"),
    ),
    "SKM-14": Case(
        lambda b: b.field("realisasi", "kode_indikator", 45658, style=DATE),
        "Realisasi",
        "A5",
        45658,
        lambda b: b.field("realisasi", "kode_indikator", "1-1", style=DATE),
    ),
    "NIL-01": Case(
        lambda b: b.field("dpa", "realisasi", CellError("#REF!")),
        "DPA",
        "I5",
        CellError("#REF!"),
        lambda b: b.field("dpa", "capaian", CellError("#DIV/0!")),
    ),
    "NIL-02": Case(
        lambda b: b.field("dpa", "pagu", "Rp 600.000.000,-"),
        "DPA",
        "K5",
        "Rp 600.000.000,-",
        lambda b: b.field("dpa", "uraian", "600.000.000"),
    ),
    "NIL-03": Case(
        lambda b: b.field("realisasi", "tw1", "1.234"),
        "Realisasi",
        "R5",
        "1.234",
        lambda b: b.field("realisasi", "tw1", "1.234,5"),
    ),
    "NIL-04": Case(
        lambda b: b.field("sarpras", "jumlah", "20 unit"),
        "Sarpras",
        "B5",
        "20 unit",
        lambda b: b.field("sarpras", "jenis", "20 unit"),
    ),
    "NIL-05": Case(
        lambda b: b.field("realisasi", "tw1", "-"), "Realisasi", "R5", "-", lambda b: b.field("pengaturan", "tanda_kosong", "-")
    ),
    "NIL-06": Case(
        lambda b: b.field("pk", "target_murni", formula="Renstra!K5"),
        "PK",
        "F5",
        None,
        lambda b: b.field("pk", "target_murni", 92.5, formula="Renstra!K5"),
    ),
    "NIL-07": Case(lambda b: b.field("sdm", "laki_laki", True), "SDM", "C5", True, lambda b: b.field("sdm", "laki_laki", 1)),
    "NIL-08": Case(
        lambda b: b.field("pk", "target_murni", 45000, style=DATE),
        "PK",
        "F5",
        45000,
        lambda b: b.field("pk", "target_murni", 45000),
    ),
    "NIL-09": Case(
        lambda b: b.field("pk", "kode_indikator", "1.1\u00a0"), "PK", "C5", "1.1\u00a0", lambda b: b.field("pk", "satuan", "% ")
    ),
    "NIL-10": Case(
        lambda b: b.sheet_facts("PK", merges=[(5, 2, 6, 2)]),
        "PK",
        "B5:B6",
        "Sasaran satu",
        lambda b: b.sheet_facts("PK", merges=[(1, 1, 1, 8), (20, 1, 21, 1)]),
    ),
}


ALL: dict[str, Case] = {**CASES, **rule_cases()}
BOOKS: dict[Callable[[], Buku], str] = {case.book: code for code, case in ALL.items()}


@pytest.mark.parametrize("code", BOOKS.values())
def test_the_valid_book_has_no_finding(code: str) -> None:
    assert found(lambda book: book, ALL[code].book) == []


def test_every_code_of_the_catalogue_has_its_case() -> None:
    assert sorted(ALL) == sorted(entries())


@pytest.mark.parametrize("code", ALL)
def test_code_is_raised_on_its_cell(code: str) -> None:
    case = ALL[code]
    assert (code, case.sheet, case.cell, case.value) in found(case.raises, case.book)


@pytest.mark.parametrize("code", ALL)
def test_near_miss_is_spared(code: str) -> None:
    assert code not in [one for one, *_ in found(ALL[code].spares, ALL[code].book)]


@pytest.mark.parametrize("code", ALL)
def test_one_mistake_is_one_finding(code: str) -> None:
    """A single mistake gives its own code and nothing else, but for what the case names."""
    told = [one for one, *_ in found(ALL[code].raises, ALL[code].book)]
    assert sorted(told) == sorted([code, *ALL[code].along])
