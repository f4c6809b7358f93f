"""Hostile and odd workbooks: nothing is raised, the time is bounded, what was not examined is said."""

from __future__ import annotations

import io
import random
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from lkjip_xl.address import cell_name
from lkjip_xl.audit.finding import Grade
from lkjip_xl.audit.run import AUDIT_LIMITS, Status, periksa
from lkjip_xl.audit.umum import guard
from lkjip_xl.audit.umum.result import GeneralAudit
from tests.audit.umum.lembar import buku, kode, temuan
from tests.ooxml.berkas_jahat import CASES

SECONDS = 60.0
CRAFTED = [(code, make) for code, makers in CASES.items() for make in makers]


@pytest.mark.parametrize(("code", "make"), CRAFTED, ids=[f"{code}-{number}" for number, (code, _) in enumerate(CRAFTED)])
def test_crafted_files_end_in_a_refusal_or_an_audit(code: str, make: Callable[[], bytes]) -> None:
    answer = guard._answer(make(), "kiriman.xlsx", AUDIT_LIMITS, 8 << 30, False)
    assert isinstance(answer, GeneralAudit | guard.Failure)
    if isinstance(answer, guard.Failure):
        assert answer.code not in guard.FAILURES, answer
        assert answer.sentence


def test_refusals_of_the_reader_keep_their_code_and_sentence() -> None:
    result = periksa(b"%PDF-1.7\n", name="laporan.xlsx", umum=True)
    assert result.status is Status.NOT_EXAMINED
    assert result.refusal is not None and result.refusal.code == "PDF" and result.refusal.sentence


def _lembar(fill: Callable[[Any], None]) -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    fill(book)
    book.close()
    return out.getvalue()


def _cumulative(book: Any) -> None:
    sheet = book.add_worksheet()
    for row in range(12_000):
        sheet.write_number(row, 0, row)
        sheet.write_formula(row, 1, f"=SUM(A$1:A{row + 1})", None, 0)


def _doubling(book: Any) -> None:
    sheet = book.add_worksheet()
    sheet.write_number(0, 0, 1)
    for row in range(1, 8_000):
        sheet.write_formula(row, 0, f"=A{row}+A{row}", None, 0)


def _circle(book: Any) -> None:
    sheet = book.add_worksheet()
    for row in range(500):
        sheet.write_formula(row, 0, f"=SUM(A1:A{row})+A{row + 2}" if row else "=A2", None, 0)
    sheet.write_formula(500, 0, "=A1+A500", None, 0)


def _far_corners(book: Any) -> None:
    sheet = book.add_worksheet()
    sheet.write_number(1_048_575, 16_383, 1)
    sheet.write_number(0, 0, 1)
    for row in range(1, 200):
        sheet.write_formula(row, 0, "=SUM(B:XFD)", None, 0)


def _wide(book: Any) -> None:
    sheet = book.add_worksheet()
    for column in range(5_000):
        sheet.write_string(0, column, f"Realisasi TW {column % 4 + 1} (Rp)")
        for row in range(1, 6):
            sheet.write_number(row, column, row * column)
    for row in range(1, 6):
        sheet.write_formula(row, 5_001, f"=SUM(A{row + 1}:{cell_name(row + 1, 5_000)})", None, 0)


def _many_totals(book: Any) -> None:
    """Every row a total over chosen cells of all totals below it."""
    sheet = book.add_worksheet()
    for row in range(300):
        text = "=" + "+".join(f"A{other}" for other in range(row + 2, min(row + 200, 301))) if row < 299 else "=1"
        sheet.write_formula(row, 0, text, None, 0)


def _strange_words(book: Any) -> None:
    sheet = book.add_worksheet("=HYPERLINK")
    for row, text in enumerate(["=cmd|' /c calc'!A0", "\u202ejumlah", "TOTAL" * 5_000, "2.12." * 40, "2.12.01 [bold]{x}", "(1)"]):
        sheet.write_string(row, 0, text)
        sheet.write_formula(row, 1, "=SUM(C1:C9)", None, "{baris}")
        sheet.write_string(row, 2, "{0}")


ODD = [_cumulative, _doubling, _circle, _far_corners, _wide, _many_totals, _strange_words]


@pytest.mark.parametrize("fill", ODD, ids=lambda fill: fill.__name__)
def test_odd_workbooks_take_bounded_time(fill: Callable[[Any], None]) -> None:
    data = _lembar(fill)
    start = time.monotonic()
    temuan(data)
    assert time.monotonic() - start < SECONDS


@pytest.mark.parametrize("seed", range(40))
def test_random_workbooks_raise_nothing(seed: int) -> None:
    """Formulas, texts, errors and blanks without sense, in any order."""
    chance = random.Random(seed)
    pieces: list[Callable[[], Any]] = [
        lambda: chance.choice(
            ["Jumlah", "TOTAL", "Sub total", "2.12.01", "2.12.01.2.01", "TW I", "K", "Rp", "%", "1.234", "n/a", ""]
        ),
        lambda: chance.uniform(-1e12, 1e12),
        lambda: chance.randint(0, 20),
        lambda: f"=SUM({_cell(chance)}:{_cell(chance)})",
        lambda: f"={_cell(chance)}+{_cell(chance)}+{_cell(chance)}",
        lambda: f"={_cell(chance)}/{_cell(chance)}*100",
        lambda: f"=IFERROR({_cell(chance)}/0,{_cell(chance)})",
        lambda: (f"=Lain!{_cell(chance)}", chance.choice([5, "teks", "#REF!", ""])),
        lambda: True,
    ]
    cells = {cell_name(row, column): chance.choice(pieces)() for row in range(1, 25) for column in range(1, 9)}
    findings = temuan(buku({"Lembar": cells, "Lain": {"A1": 1}}))
    assert {finding.sheet for finding in findings} <= {"", "Lembar", "Lain"}
    assert all(finding.message and finding.advice for finding in findings)


def _cell(chance: random.Random) -> str:
    return cell_name(chance.randint(1, 26), chance.randint(1, 9))


def test_what_takes_too_long_is_killed_and_reported() -> None:
    start = time.monotonic()
    answer = guard.examine_apart(_lembar(_cumulative), "besar.xlsx", AUDIT_LIMITS, guard.Guard(seconds=0.5))
    assert answer == guard.Failure(guard.TIMEOUT)
    assert time.monotonic() - start < 30


def _large(book: Any) -> None:
    sheet = book.add_worksheet()
    for row in range(20_000):
        for column in range(10):
            sheet.write_number(row, column, row * column + 0.5)


def test_what_takes_too_much_memory_is_reported() -> None:
    answer = guard.examine_apart(_lembar(_large), "besar.xlsx", AUDIT_LIMITS, guard.Guard(memory=64 << 20))
    assert isinstance(answer, guard.Failure) and answer.code in (guard.MEMORY, guard.CRASH)


def test_a_failure_is_a_result_with_its_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "besar.xlsx"
    path.write_bytes(_lembar(_cumulative))
    monkeypatch.setattr("lkjip_xl.audit.run.examine_apart", lambda *_: guard.Failure(guard.TIMEOUT))
    result = periksa(path)
    assert result.status is Status.NOT_EXAMINED
    assert result.refusal is not None and result.refusal.sentence == "Pemeriksaan dihentikan (batas waktu)."


def test_spent_budget_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lkjip_xl.audit.umum.survey.Survey.complete", False)
    found = temuan(buku({"Lembar": {"A1": 1, "A2": "=A1"}}))
    assert [finding.grade for finding in kode(found, "N04")] == [Grade.SEDANG]
