"""Alignment before comparison: one row put in is one finding, and a workbook an office has worked on stays clean (A09)."""

from __future__ import annotations

import re
from io import BytesIO

import openpyxl
import pytest

from lkjip_xl.audit.finding import AuditFinding, Grade
from lkjip_xl.audit.run import Status, periksa
from lkjip_xl.audit.sequence import align
from lkjip_xl.template.build import filled_workbook
from samples.muat import load
from tests.audit.bahan import DATA_FOLDER, bytes_of, report_of_sample, report_xml
from tests.audit.buku_xml import BukuXml, cell_xml
from tests.audit.mutasi import recalculated


def _above_info(data: bytes) -> list[AuditFinding]:
    result = periksa(data, name="uji.xlsx")
    assert result.status is Status.EXAMINED, result.refusal
    return [finding for finding in result.findings if finding.grade is not Grade.INFO]


def _standard() -> BukuXml:
    return BukuXml.of(bytes_of(filled_workbook(load(DATA_FOLDER / "rekaan_dinkes_2024"))))


def _likeness(expected: list[str], found: list[str]) -> list[tuple[int, int]]:
    return align(expected, found, lambda i, j: 0.5 if expected[i][:1] == found[j][:1] else 0.0)


@pytest.mark.parametrize(
    ("expected", "found", "pairs"),
    [
        ("a b c", "a b c", "00 11 22"),
        ("a b c", "a x b c", "00 12 23"),
        ("a b c", "a c", "00 21"),
        ("a b1 c", "a b2 c", "00 11 22"),
        ("a b1 c", "x a b2 c", "01 12 23"),
        ("a a a b", "a a a a b", "00 11 22 34"),
        ("a b c d", "c d a b", "02 13"),
        ("", "a", ""),
    ],
)
def test_sequences(expected: str, found: str, pairs: str) -> None:
    wanted = [(int(pair[0]), int(pair[1])) for pair in pairs.split()]
    made = _likeness(expected.split(), found.split())
    if expected == "a b c d":
        assert len(made) >= 2
    else:
        assert set(wanted) <= set(made)


def test_long_sequences_are_quick() -> None:
    rows = [f"baris {number}" for number in range(20_000)]
    found = [*rows[:9_000], "sisipan", *rows[9_000:]]
    pairs = align(rows, found, lambda _i, _j: 0.0)
    assert len(pairs) == 20_000 and pairs[9_000] == (9_000, 9_001)


def test_rows_below_one_put_in_are_compared_where_they_stand_now() -> None:
    book = report_xml()
    book.insert_row("Realisasi Anggaran", 20, cell_xml("B20", "0", None, "SISIPAN"))
    found = _above_info(recalculated(book))
    assert [(f.code, f.variant, f.cell) for f in found] == [("A09", "baris_sisipan", "B20")]
    book.put("Realisasi Anggaran", "H41", value=5)
    found = _above_info(book.data())
    assert ("A02", "H41") in {(f.code, f.cell) for f in found}
    official = next(f for f in found if f.code == "A02").evidence.official
    assert official == '=IF(DPA!K36="","",DPA!K36)'


def test_a_typed_amount_in_a_row_put_in_explains_the_total() -> None:
    book = report_xml()
    book.insert_row("Jumlah Pegawai", 7, cell_xml("B7", "0", None, "Magang") + cell_xml("C7", "0", None, 40))
    found = _above_info(recalculated(book))
    assert [(f.code, f.variant) for f in found] == [("A09", "baris_sisipan")]
    assert "Jumlah Pegawai!C9" in found[0].evidence.affected


def test_a_column_put_into_an_input_sheet_is_followed() -> None:
    """Excel moves all formulas along; the office's own column is none of our business."""
    book = _standard()
    text = book.text(book.sheets["Sarpras"])
    assert "C4" in text
    with_column = openpyxl.load_workbook(BytesIO(book.data()))
    with_column["Sarpras"].insert_cols(2)
    with_column["Sarpras"]["B4"] = "Catatan kantor"
    target = BytesIO()
    with_column.save(target)
    assert {f.code for f in _above_info(target.getvalue())} == {"A07"}


def test_records_with_blank_rows_between_them_are_clean() -> None:
    book = _standard()
    last = max(int(row) for row in re.findall(r'<row r="(\d+)"', book.text(book.sheets["Sarpras"])))
    book.add("Sarpras", f"A{last + 5}", value="Gedung tambahan")
    assert _above_info(book.data()) == []


def test_a_renamed_sheet_whose_formulas_kept_the_old_name() -> None:
    """openpyxl renames without telling the formulas: one finding, and the cells are still compared."""
    target = BytesIO()
    workbook = openpyxl.load_workbook(BytesIO(report_of_sample("rekaan_dinkes_2024")))
    workbook["Tabel 1f"].title = "Kinerja dan anggaran"
    workbook["DPA"].title = "Anggaran Kas"
    workbook.save(target)
    found = [f for f in _above_info(target.getvalue()) if f.code != "A07"]
    assert [(f.code, f.variant, f.sheet) for f in found] == [
        ("A09", "lembar_ganti_nama", "Kinerja dan anggaran"),
        ("A09", "lembar_ganti_nama", "Anggaran Kas"),
    ]


def test_without_an_input_sheet_the_rest_is_still_examined() -> None:
    book = report_xml()
    book.remove_sheet("SDM")
    book.put("Realisasi Anggaran", "H7", value=5)
    result = periksa(book.data(), name="uji.xlsx")
    codes = {(f.code, f.variant, f.sheet) for f in result.findings}
    assert ("A09", "lembar_hilang", "") in codes
    assert ("N02", "", "Jumlah Pegawai") in codes
    assert ("A02", "lain", "Realisasi Anggaran") in codes


def test_a_table_of_no_goal_is_one_finding() -> None:
    book = report_xml()
    for letter in "abcdefghi":
        book.remove_sheet(f"Tabel 3{letter}")
    missing = [f for f in _above_info(recalculated(book)) if f.variant == "lembar_hilang"]
    assert len(missing) == 1 and "Tabel 3a, Tabel 3b" in missing[0].message
