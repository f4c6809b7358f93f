"""Recorded exceptions: what they fit, until when, and what they never accept (docs/keputusan/0009)."""

from __future__ import annotations

from datetime import date

import pytest

from lkjip_xl.checks.run import CheckResult, check
from lkjip_xl.checks.waivers import reporting_date
from lkjip_xl.values import CellError, Value
from tests.buku import Buku
from tests.checks.rules.kasus_pengecualian import waive

TEXT = "Alasan contoh (ditetapkan oleh Kepala Dinas Contoh, berlaku sampai 31-12-2025)"


def waivers_of(result: CheckResult, code: str) -> dict[str, str]:
    """Cell → waiver of every finding of a code."""
    return {finding.cell: finding.waiver for finding in result.findings if finding.code == code}


def two_blank(**changes: Value) -> dict[str, str]:
    """Sumber Data is blank for both indicators; one waiver."""
    book = waive(Buku(), **changes).field("renstra", "sumber_data", record=1)
    return waivers_of(check(book.bound()), "ANL-05")


@pytest.mark.parametrize(
    ("where", "accepted"),
    [
        ({}, {"Q5", "Q6"}),
        ({"lembar_temuan": "renstra"}, {"Q5", "Q6"}),
        ({"lembar_temuan": "DPA"}, set()),
        ({"sel_atau_kunci": "Q6"}, {"Q6"}),
        ({"sel_atau_kunci": "$Q$5"}, {"Q5"}),
        ({"sel_atau_kunci": "Q5:Q6"}, {"Q5", "Q6"}),
        ({"sel_atau_kunci": "A1; Q6"}, {"Q6"}),
        ({"sel_atau_kunci": "R5:Z9"}, set()),
        ({"sel_atau_kunci": "1.2"}, {"Q6"}),
        ({"sel_atau_kunci": "indikator  1"}, {"Q5"}),
        ({"sel_atau_kunci": "Sumber Data"}, {"Q5", "Q6"}),
        ({"sel_atau_kunci": "1.3"}, set()),
        ({"lembar_temuan": "PK", "sel_atau_kunci": "1.2"}, set()),
    ],
)
def test_a_waiver_fits_by_sheet_and_by_cell_or_key(where: dict[str, Value], accepted: set[str]) -> None:
    assert {cell for cell, waiver in two_blank(**where).items() if waiver == TEXT} == accepted


@pytest.mark.parametrize("field", ["alasan", "ditetapkan_oleh"])
def test_a_waiver_without_reason_or_name_is_none(field: str) -> None:
    result = check(waive(Buku(), **{field: None}).bound())
    assert waivers_of(result, "ANL-05") == {"Q5": ""}
    assert [finding.code for finding in result.findings if finding.sheet == "Pengecualian"] == ["SKM-01"]


def test_a_waived_error_no_longer_stops_anything_but_is_told() -> None:
    book = Buku().field("instansi", "kepala_nip")
    assert check(book.bound()).has_errors
    waive(book, kode_temuan="SKM-01", lembar_temuan="Instansi", sel_atau_kunci="NIP Kepala Instansi")
    result = check(book.bound())
    assert not result.has_errors
    assert waivers_of(result, "SKM-01") == {"B20": TEXT}
    assert (sum(result.counts().values()), result.waived) == (1, 1)


@pytest.mark.parametrize("code", ["BKS-05", "KOL-01", "NIL-01", "PGC-04"])
def test_what_cannot_be_read_is_never_waived(code: str) -> None:
    book = waive(Buku(), kode_temuan=code).drop("Sarpras").put("PK", "D4").field("dpa", "realisasi", CellError("#REF!"))
    result = check(book.bound())
    assert not any(finding.waiver for finding in result.findings)
    assert result.has_errors
    assert "PGC-02" in {finding.code for finding in result.findings}


@pytest.mark.parametrize(
    ("signed", "year", "day"),
    [
        ("15 Januari 2025", 2024, date(2025, 1, 15)),
        ("Februari 2024", 2023, date(2024, 2, 29)),
        ("31-3-2025", 2024, date(2025, 3, 31)),
        ("Maret", 2024, date(2025, 12, 31)),
        (None, 2024, date(2025, 12, 31)),
        ("Maret", None, None),
        ("31 Februari 2025", 1e300, None),
    ],
)
def test_the_day_is_that_of_the_report_and_never_today(signed: str | None, year: float | None, day: date | None) -> None:
    book = Buku().field("instansi", "tanggal", signed).field("instansi", "tahun", year)
    assert reporting_date(book.bound()) == day


@pytest.mark.parametrize(
    ("until", "signed", "given", "valid"),
    [
        ("2025", "15 Januari 2025", None, True),
        ("15-01-2025", "15 Januari 2025", None, True),
        ("14-01-2025", "15 Januari 2025", None, False),
        ("30-06-2025", "tanpa tanggal", None, False),
        ("31-12-2025", "tanpa tanggal", None, True),
        ("31-12-2025", "15 Januari 2025", date(2026, 1, 1), False),
        ("14-01-2025", "15 Januari 2025", date(2025, 1, 1), True),
    ],
)
def test_a_waiver_holds_through_its_last_day(until: str, signed: str, given: date | None, valid: bool) -> None:
    result = check(waive(Buku(), berlaku_sampai=until).field("instansi", "tanggal", signed).bound(), given)
    assert bool(waivers_of(result, "ANL-05")["Q5"]) is valid
    assert ("PGC-03" in {finding.code for finding in result.findings}) is not valid


def test_without_any_date_a_limited_waiver_is_not_used() -> None:
    book = waive(Buku()).field("instansi", "tanggal", "nanti").field("instansi", "tahun", "dua ribu")
    result = check(book.bound())
    assert waivers_of(result, "ANL-05") == {"Q5": ""}
    assert [what for what, _ in result.not_checked if "Masa berlaku" in what] == ["Masa berlaku pengecualian"]


def test_an_unused_waiver_is_not_told_while_something_cannot_be_read() -> None:
    book = waive(Buku(), sel_atau_kunci="Q6")
    assert "PGC-04" in {finding.code for finding in check(book.bound()).findings}
    result = check(book.field("dpa", "pagu", "enam", record=3).bound())
    assert "PGC-04" not in {finding.code for finding in result.findings}
    assert [what for what, _ in result.not_checked if "tidak terpakai" in what] == ["Pengecualian yang tidak terpakai"]


def test_the_first_fitting_waiver_is_shown() -> None:
    book = waive(waive(Buku()), record=1, alasan="Alasan lain")
    assert waivers_of(check(book.bound()), "ANL-05") == {"Q5": TEXT}


def test_an_older_workbook_without_the_sheet_is_fine() -> None:
    assert check(Buku().drop("Pengecualian", "Naskah").bound()).findings == ()
