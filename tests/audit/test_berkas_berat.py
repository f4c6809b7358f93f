"""Files made to wear the audit out: each is examined to the end, and what was too much is said (N01)."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from lkjip_xl.address import column_letters
from lkjip_xl.audit.run import AuditResult, Status, periksa
from tests.audit.bahan import report_xml
from tests.audit.buku_xml import cell_xml


def _with_sheet(rows: int, formula: Callable[[int], str]) -> AuditResult:
    """The audit of a report with a further sheet of one formula a row."""
    book = report_xml()
    cells = (f'<row r="{row}">{cell_xml(f"A{row}", "0", formula(row), 1)}</row>' for row in range(1, rows + 1))
    book.add_sheet("Beban", "".join(cells))
    return periksa(book.data(), name="berat.xlsx")


def _reasons(result: AuditResult) -> set[str]:
    assert result.status is Status.EXAMINED, result.refusal
    assert result.case is not None
    return {reason.key for reason in result.case.recalculation.not_done.values()}


@pytest.mark.parametrize(
    ("rows", "formula", "reason"),
    [
        (4_000, lambda row: f"SUM($A$1:A{row})", "melingkar"),
        (200, lambda _: "A1" + "+1" * 3_000, "dalam"),
        (200, lambda _: "(" * 90 + "A1" + ")" * 90 + "+1" * 300, "dalam"),
        (21_000, lambda row: f"{row}+1", "ragam"),
        (100, lambda row: f"Beban!A{row % 100 + 1}", "melingkar"),
    ],
)
def test_what_is_too_much_is_said(rows: int, formula: Callable[[int], str], reason: str) -> None:
    result = _with_sheet(rows, formula)
    assert reason in _reasons(result)
    assert any(finding.code == "N01" and finding.sheet == "Beban" for finding in result.findings)


def test_a_long_chain_is_no_trouble() -> None:
    result = _with_sheet(20_000, lambda row: f"A{row - 1}+1" if row > 1 else "1")
    assert _reasons(result) == set()


def test_a_stray_cell_in_the_last_row_makes_no_million_rows() -> None:
    book = report_xml()
    last = f"{column_letters(13)}1048576"
    stray = f'<row r="1048576">{cell_xml("A1048576", "0", None, "Program")}{cell_xml(last, "0", "1", 1)}</row>'
    book.change(book.sheets["DPA"], lambda text: text.replace("</sheetData>", stray + "</sheetData>"))
    result = periksa(book.data(), name="berat.xlsx")
    assert result.status is Status.EXAMINED
    assert ("A09", "DPA", "A1048576") in {(finding.code, finding.sheet, finding.cell) for finding in result.findings}


def test_every_formula_changed_is_still_a_list() -> None:
    book = report_xml()
    for name in book.sheets:
        book.each_formula(lambda formula: formula + "+1", only=name)
    result = periksa(book.data(), name="berat.xlsx")
    changed = [finding for finding in result.findings if finding.code == "A03"]
    assert len(changed) == len(result.facts)
