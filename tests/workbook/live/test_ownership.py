"""A sheet is ours if a defined name of ours points to it, not because of what it is called."""

from __future__ import annotations

import pytest
import xlwings

from lkjip_xl.workbook.live.ownership import claim, looks_at, own_sheets, sheet_of

NAMES = ["Tabel 1a", "It's & Co", "Daftar–Ö 中", "A1", "Ikhtisar"]


@pytest.mark.parametrize("name", NAMES)
def test_a_claimed_sheet_is_found_again_whatever_its_name(name: str, book: xlwings.Book) -> None:
    book.sheets.add(name)
    assert own_sheets(book, "laporan") == []
    claim(book, "laporan", [name])
    assert own_sheets(book, "laporan") == [name]
    assert own_sheets(book, "temuan") == []


def test_claims_are_replaced_not_piled_up(book: xlwings.Book) -> None:
    for name in ("A", "B", "C"):
        book.sheets.add(name)
    claim(book, "laporan", ["A", "B"])
    claim(book, "temuan", ["A"])
    claim(book, "laporan", ["C"])
    assert own_sheets(book, "laporan") == ["C"]
    assert own_sheets(book, "temuan") == ["A"]


def test_a_claim_on_a_sheet_that_was_deleted_counts_for_nothing(book: xlwings.Book) -> None:
    book.sheets.add("A")
    claim(book, "laporan", ["A"])
    book.sheets["A"].delete()
    assert own_sheets(book, "laporan") == []


@pytest.mark.parametrize(
    ("refers_to", "sheet"),
    [
        ("=Ikhtisar!$A$1", "Ikhtisar"),
        ("='It''s & Co'!$A$1", "It's & Co"),
        ("=$'Tabel 1a'!$A$1", "Tabel 1a"),
        ("=#REF!$A$1", "#REF"),
        ("=1+1", ""),
        ("", ""),
        (None, ""),
    ],
)
def test_the_sheet_a_name_points_to(refers_to: str | None, sheet: str) -> None:
    assert sheet_of(refers_to) == sheet


@pytest.mark.parametrize(
    ("formula", "found"),
    [
        ("'Tabel 1a'!A1", True),
        ("SUM('tabel 1a'!A1:B2)", True),
        ("Ikhtisar!A1+1", True),
        ("'Ikhtisar'!A1", True),
        ("-Ikhtisar!A1", True),
        ("'It''s'!A1", True),
        ("RingkasIkhtisar!A1", False),
        ("'Data Ikhtisar'!A1", False),
        ("'Tabel 1ab'!A1", False),
        ("Ikhtisar", False),
    ],
)
def test_references_to_a_sheet_are_found_and_no_others(formula: str, found: bool) -> None:
    assert bool(looks_at(["Tabel 1a", "Ikhtisar", "It's"]).search(formula)) is found
