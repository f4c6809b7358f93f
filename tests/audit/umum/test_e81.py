"""The hand-made evaluation workbook of issue 4, point 3: ten planted errors among more than a thousand formulas."""

from __future__ import annotations

from pathlib import Path

import pytest

from lkjip_xl.address import cell_place
from lkjip_xl.audit.finding import Grade
from lkjip_xl.audit.run import periksa
from lkjip_xl.audit.tolerance import same_value
from lkjip_xl.audit.umum.ranking import PROVEN
from lkjip_xl.reader.workbook_reader import read_workbook
from tests.audit.umum.e81 import Kesalahan, buku_e81, tulis
from tests.audit.umum.lembar import temuan
from tests.recalc.engines import recalculate_libreoffice

ALL = tuple(Kesalahan)
TOP = 15
PROVEN_ERRORS = set(Kesalahan) - {Kesalahan.TERSEMBUNYI, Kesalahan.PERSEN}
"""A hidden row and another formula can be on purpose: they stay ``perlu dicek``."""


def test_the_workbook_is_large_enough() -> None:
    assert buku_e81(ALL).formulas >= 1_000


@pytest.mark.parametrize("codes", [True, False], ids=["berkode", "tanpa kode"])
@pytest.mark.parametrize("seed", range(12))
def test_all_planted_errors_are_among_the_first_fifteen(seed: int, codes: bool) -> None:
    book = buku_e81(ALL, seed, codes=codes)
    first = temuan(tulis(book))[:TOP]
    found = {finding.cell: finding for finding in first}
    assert set(book.planted.values()) <= set(found), book.planted
    if codes:
        assert all(found[book.planted[error]].code in PROVEN for error in PROVEN_ERRORS)


@pytest.mark.parametrize("error", Kesalahan)
def test_one_error_alone_comes_first(error: Kesalahan) -> None:
    """Nothing else is blamed: what only follows from it is listed with it."""
    book = buku_e81([error], seed=5)
    found = [finding for finding in temuan(tulis(book)) if finding.grade is not Grade.INFO]
    assert [finding.cell for finding in found] == [book.planted[error]]


def test_money_comes_with_its_effect() -> None:
    book = buku_e81([Kesalahan.KETIKAN, Kesalahan.SUBTOTAL, Kesalahan.BASI], seed=3)
    effects = {finding.cell: finding.evidence.impact for finding in temuan(tulis(book))}
    assert effects[book.planted[Kesalahan.KETIKAN]] == pytest.approx(27_500_000)
    assert effects[book.planted[Kesalahan.SUBTOTAL]] == pytest.approx(-18_750_000)
    assert effects[book.planted[Kesalahan.BASI]] == pytest.approx(-12_345_000)


def test_proven_findings_stand_before_patterns() -> None:
    findings = temuan(tulis(buku_e81(ALL)))
    moving = [finding.code in PROVEN for finding in findings if finding.evidence.impact]
    assert moving == sorted(moving, reverse=True)


@pytest.mark.parametrize("codes", [True, False], ids=["berkode", "tanpa kode"])
@pytest.mark.parametrize("seed", range(12))
def test_the_clean_workbook_is_clean(seed: int, codes: bool) -> None:
    findings = temuan(tulis(buku_e81(seed=seed, codes=codes)))
    assert [finding for finding in findings if finding.grade is not Grade.INFO] == []
    print(f"pola pada buku bersih: {len(findings)} catatan Info")


def test_chosen_by_itself_and_forced_give_the_same(tmp_path: Path) -> None:
    path = tmp_path / "evaluasi.xlsx"
    path.write_bytes(tulis(buku_e81(ALL)))
    by_itself, forced = periksa(path), periksa(path, umum=True)
    assert by_itself.general is not None
    assert by_itself.findings == forced.findings
    assert len(by_itself.facts) == buku_e81(ALL).formulas


@pytest.mark.lambat
def test_libreoffice_agrees_with_the_stored_values(tmp_path: Path) -> None:
    """The generator's own arithmetic is judged by another program; the file it saves is clean too."""
    path = tmp_path / "bersih.xlsx"
    path.write_bytes(tulis(buku_e81()))
    saved = recalculate_libreoffice([path], folder=tmp_path)[0].read_bytes()
    ours, theirs = read_workbook(path), read_workbook(saved, name="lo.xlsx")
    compared = 0
    for sheet in ours.sheets:
        other = theirs.sheet(sheet.name)
        assert other is not None
        for cell in sheet.cells():
            if cell.formula is not None:
                found = other.cell(*cell_place(cell.address))
                assert found is not None and same_value(found.value, cell.value), cell.address
                compared += 1
    assert compared >= 1_000
    assert [finding.code for finding in temuan(saved) if finding.grade is not Grade.INFO] == []
