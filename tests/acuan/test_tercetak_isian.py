"""Every internal contradiction of the reference document that the workbook can hold is a finding, on its cell.

The workbook is the Disdukcapil sample with the contents put in as the document prints them (tools/printed_document.py).
"""

from __future__ import annotations

from typing import Any

import pytest

from lkjip_xl.address import cell_place
from lkjip_xl.checks.catalogue import entries
from lkjip_xl.checks.run import check
from lkjip_xl.reader.workbook_reader import read_workbook
from lkjip_xl.verbs import baca
from tools.example_findings import example_findings, findings_for
from tools.printed_document import (
    ROOT,
    SAMPLE,
    cells_as_printed,
    check_as_printed,
    contradictions,
    known_contradictions,
    workbook_as_printed,
)

HELD = [entry for entry in contradictions() if "temuan" in entry]
Places = set[tuple[str, str, str]]


def places(findings: Any) -> Places:
    return {(finding.code, finding.sheet, finding.cell) for finding in findings}


def test_every_known_contradiction_is_listed_once_and_in_order() -> None:
    assert [entry["hal"] for entry in contradictions()] == known_contradictions()


def test_each_has_findings_or_a_reason_and_never_both() -> None:
    assert all(("temuan" in entry) != ("alasan" in entry) for entry in contradictions())
    assert all(entry["temuan"] for entry in HELD)
    assert len(HELD) == 37


@pytest.mark.parametrize("entry", HELD, ids=lambda entry: entry["hal"])
def test_a_contradiction_that_the_workbook_holds_is_found_on_its_cell(entry: dict[str, Any]) -> None:
    found = findings_for(entry)
    assert [[finding.code, finding.sheet, finding.cell] for finding in found] == entry["temuan"]
    assert all(finding.code in entries() and finding.value is not None for finding in found)


def test_what_differs_from_the_sample_comes_from_the_printed_cells() -> None:
    """Every finding the sample does not have stands on a cell that was changed, or compares one with its neighbour."""
    changed = {(entry["lembar"], entry["sel"]) for entry in cells_as_printed()}
    new = places(check_as_printed().findings) - places(check(baca(SAMPLE)).findings)
    assert {place for place in new if place[1:] not in changed} == {("IND-09", "PK", "B5")}


@pytest.mark.parametrize("printed", cells_as_printed(), ids=lambda entry: f"{entry['lembar']} {entry['sel']}")
def test_the_workbook_holds_what_the_document_prints(printed: dict[str, Any]) -> None:
    sheet = next(sheet for sheet in read_workbook(workbook_as_printed()).sheets if sheet.name == printed["lembar"])
    row, column = cell_place(printed["sel"])
    [cell] = [cell for cell in sheet.rows[row] if cell.column == column]
    assert (cell.value, cell.formula) == (printed["isi"], None)


@pytest.mark.parametrize(
    ("code", "sheet", "cell", "value", "expected"),
    [
        ("ANG-02", "DPA", "L33", 486960200, "434.526.020"),
        ("HIT-01", "DPA", "M38", 98.08, "98,085"),
        ("HIT-01", "DPA", "M44", 98.74, "98,7497"),
        ("HIT-01", "PK", "H6", 99, "100"),
        ("SKM-04", "Instansi", "B35", "237.000.00", "angka"),
        ("NIL-02", "PK Program", "C6", "437,286,032", "437.286.032"),
    ],
)
def test_the_right_figure_is_told_beside_the_printed_one(code: str, sheet: str, cell: str, value: object, expected: str) -> None:
    [finding] = [f for f in check_as_printed().findings if (f.code, f.sheet, f.cell) == (code, sheet, cell)]
    assert finding.value == value
    assert expected in finding.message


def test_the_document_is_the_committed_one() -> None:
    assert (ROOT / "docs" / "contoh-temuan.md").read_text("utf-8") == example_findings()
