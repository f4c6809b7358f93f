"""Shared formulas whose first cell is overwritten: the others still calculate what they did."""

from __future__ import annotations

import pytest

from lkjip_xl.address import cell_name, cell_place
from lkjip_xl.workbook.patch import CellPatch, PatchPlan, apply_patch
from tests.workbook.patch.berkas import cells, sheet_xml
from tests.workbook.patch.kaya import packed, rich

SOURCE = packed(rich())
BLOCK = [f"{column}{row}" for row in range(1, 5) for column in "BC"]


def overwrite(source: bytes, *addresses: str, sheet: str = "Rumus") -> bytes:
    plan = PatchPlan(cells={sheet: {cell_place(address): CellPatch(0, "=99") for address in addresses}}, recalculate=False)
    return apply_patch(source, plan).data


def formulas(data: bytes, sheet: str = "Rumus") -> dict[str, str]:
    return {place: cell.formula for place, cell in cells(data).items() if cell.formula and place.startswith(sheet)}


@pytest.mark.parametrize("gone", [BLOCK[:1], BLOCK[1:2], BLOCK[:4], BLOCK[::2], BLOCK[:-1], BLOCK, ["B1", "C2"]], ids=",".join)
def test_the_others_keep_their_formulas(gone: list[str]) -> None:
    before, after = formulas(SOURCE), formulas(overwrite(SOURCE, *gone))
    assert before.pop("Rumus!B1") == "A1*2+$A$1"
    for address in gone:
        assert after.pop(f"Rumus!{address}") == "99"
        before.pop(f"Rumus!{address}", None)
    after.pop("Rumus!B1", None)
    assert after == before


def test_the_next_member_becomes_the_master() -> None:
    xml = sheet_xml(overwrite(SOURCE, "B1", "C1"), 2)
    assert '<c r="B2"><f t="shared" si="0" ref="B2:C4">A2*2+$A$1</f><v>5</v></c>' in xml
    assert xml.count('<f t="shared" si="0"/>') == 5


def test_a_master_that_stays_is_not_touched() -> None:
    assert '<f t="shared" ref="B1:C4" si="0">A1*2+$A$1</f>' in sheet_xml(overwrite(SOURCE, "C1", "B2"), 2)


def test_one_index_given_out_twice_and_members_before_their_master() -> None:
    parts = rich()
    rows = (
        '<row r="1"><c r="A1"><f t="shared" si="0"/><v>1</v></c><c r="B1"><f t="shared" ref="B1:B2" si="0">C1+1</f><v>1</v></c>'
        '<c r="D1"><f t="shared" ref="D1:D3" si="1">E1&amp;"x"</f><v>1</v></c></row>'
        '<row r="2"><c r="B2"><f t="shared" si="0"/><v>1</v></c><c r="D2"><f t="shared" si="1"/><v>1</v></c></row>'
        '<row r="3"><c r="B3"><f t="shared" ref="B3:B4" si="0">Z9</f><v>1</v></c>'
        '<c r="D3"><f t="shared" si="1">OWN()</f><v>1</v></c></row>'
        '<row r="4"><c r="B4"><f t="shared" si="0"/><v>1</v></c></row>'
    )
    head, _, rest = parts["xl/worksheets/sheet2.xml"].partition(b"<sheetData>")
    parts["xl/worksheets/sheet2.xml"] = (
        head + b"<sheetData>" + rows.encode() + b"</sheetData>" + rest.partition(b"</sheetData>")[2]
    )
    source = packed(parts)
    before, after = formulas(source), formulas(overwrite(source, "B1", "D1"))
    assert before == {
        "Rumus!A1": "Y7", "Rumus!B1": "C1+1", "Rumus!D1": 'E1&"x"', "Rumus!B2": "C2+1", "Rumus!D2": 'E2&"x"', "Rumus!B3": "Z9",
        "Rumus!D3": "OWN()", "Rumus!B4": "Z10",
    }  # fmt: skip
    assert after == {**before, "Rumus!B1": "99", "Rumus!D1": "99"}


def test_a_long_column_is_handed_over_once() -> None:
    """Every second cell of 3,000 overwritten, first cell included: one definition is moved, no other byte."""
    first, later = '<f t="shared" ref="B1:B3000" si="0">A1+1</f>', '<f t="shared" si="0"/>'
    rows = "".join(
        f'<row r="{row}"><c r="A{row}"><v>{row}</v></c><c r="B{row}">{later if row > 1 else first}<v>{row + 1}</v></c></row>'
        for row in range(1, 3001)
    )
    parts = rich()
    xml = parts["xl/worksheets/sheet3.xml"].replace(b"<sheetData/>", f"<sheetData>{rows}</sheetData>".encode())
    source = packed({**parts, "xl/worksheets/sheet3.xml": xml})
    found = formulas(overwrite(source, *(cell_name(row, 2) for row in range(1, 3001, 2)), sheet="Kosong"), "Kosong")
    assert found == {f"Kosong!B{row}": "99" if row % 2 else f"A{row}+1" for row in range(1, 3001)}
