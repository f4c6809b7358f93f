"""Small files that make other readers hang or die end quickly here: claims cost nothing, and what multiplies is bounded."""

from __future__ import annotations

import time

import pytest

from lkjip_xl.errors import RefusedFileError
from lkjip_xl.ooxml.limits import MIB
from lkjip_xl.reader.raw import RawWorkbook
from lkjip_xl.reader.workbook_reader import read_workbook
from tests.ooxml.paket import HEAD, MAIN, Parts, parts, strings, styles, values, worksheet, zipped

SECONDS = 20.0
"""Processor time; the slowest of them takes about 4 seconds on a slow machine."""


def _read(members: Parts) -> RawWorkbook | str:
    data = zipped(members)
    begin = time.process_time()
    try:
        return read_workbook(data)
    except RefusedFileError as refused:
        return refused.code
    finally:
        assert time.process_time() - begin < SECONDS


def _ok(found: RawWorkbook | str) -> RawWorkbook:
    assert isinstance(found, RawWorkbook), found
    return found


@pytest.mark.parametrize("claimed", ["4294967295", "1000000000000000000", "-1", "x"])
def test_claimed_number_of_strings_is_not_believed(claimed: str) -> None:
    table = strings("a").replace("<sst ", f'<sst count="{claimed}" uniqueCount="{claimed}" ')
    workbook = _ok(_read(parts(worksheet('<row r="1"><c r="A1" t="s"><v>0</v></c></row>'), strings=table)))
    assert values(workbook) == {"A1": "a"}


def test_one_long_string_used_by_many_cells_is_kept_once() -> None:
    rows = "".join(f'<row r="{row}"><c r="A{row}" t="s"><v>0</v></c></row>' for row in range(1, 10_001))
    workbook = _ok(_read(parts(worksheet(rows), strings=strings("x" * 130_000))))
    assert workbook.sheets[0].rows[1][0].value is workbook.sheets[0].rows[10_000][0].value
    assert len(workbook.notes) == 1_001


def test_overlapping_merges_and_links_over_the_grid_stay_ranges() -> None:
    merges = "".join(f'<mergeCell ref="A{row}:XFD{row + 999}"/>' for row in range(1, 5_001))
    after = f'<mergeCells>{merges}</mergeCells><hyperlinks><hyperlink ref="A1:XFD1048576" location="x"/></hyperlinks>'
    assert len(_ok(_read(parts(worksheet(after=after)))).sheets[0].merges) == 5_000


@pytest.mark.lambat
@pytest.mark.parametrize(
    ("code", "members"),
    [
        ("ZIP_RATIO", parts(worksheet(before="<!--" + "x" * (24 * MIB) + "-->"))),
        ("ZIP_RATIO", parts(worksheet(before=f'<x a="{"x" * (32 * MIB)}"/>'))),
        ("ZIP_RATIO", parts(worksheet(after="<x>" * 2_000_000))),
        ("PART_SIZE", parts(worksheet('<row r="1">' + "<c/>" * (17 * MIB) + "</row>"))),
        ("XML_BROKEN", parts(worksheet() + " " * 100 + "<x")),
    ],
    ids=["comment", "attribute", "tags", "cells", "tail"],
)
def test_large_part_is_refused(code: str, members: Parts) -> None:
    assert _read(members) == code


@pytest.mark.lambat
def test_formulas_that_multiply_are_refused() -> None:
    rows = '<row r="1"><c r="A1"><f t="shared" ref="A1:A9" si="0">' + "+".join(["B1*C2"] * 900) + "</f></c></row>"
    rows += "".join(f'<row r="{row}"><c r="A{row}"><f t="shared" si="0"/></c></row>' for row in range(2, 60_000))
    assert _read(parts(worksheet(rows))) == "FORMULA_TEXT"


@pytest.mark.lambat
def test_many_unclosed_brackets_in_formulas_and_formats() -> None:
    rows = "".join(
        f'<row r="{row}"><c r="A{row}"><f t="shared" ref="A{row}" si="{row}">{"[" * 900}{row}</f></c>'
        f'<c r="B{row}"><f t="shared" si="{row}"/></c></row>'
        for row in range(1, 4_001)
    )
    numbers = "".join(f'<numFmt numFmtId="{n}" formatCode="{"[" * 2_000}{n}"/>' for n in range(200, 2_200))
    sheet = styles(*(f'<xf numFmtId="{n}"/>' for n in range(200, 2_200)), numbers=numbers)
    assert len(_ok(_read(parts(worksheet(rows), styles=sheet))).styles) == 2_000


@pytest.mark.lambat
def test_every_cell_on_the_long_way() -> None:
    rows = "".join(
        f'<row r="{row}">' + "".join(f'<c t="n" r="{letter}{row}"><v>{row}</v></c>' for letter in "ABCDEFGHIJ") + "</row>"
        for row in range(1, 10_001)
    )
    prefixed = f'{HEAD}<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>'
    assert sum(len(row) for row in _ok(_read(parts(prefixed))).sheets[0].rows.values()) == 100_000
