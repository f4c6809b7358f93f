"""Looking into packages: members as their raw bytes, parts by name, and the cells of a workbook as the reader sees them."""

from __future__ import annotations

import struct
import zipfile
from io import BytesIO
from typing import NamedTuple

from lkjip_xl.address import cell_place
from lkjip_xl.reader.raw import RawCell, RawWorkbook
from lkjip_xl.reader.workbook_reader import read_workbook
from lkjip_xl.workbook.model import Cell, Link, Page, SheetModel, TableArea
from lkjip_xl.workbook.patch import Mark, PatchResult

RED, YELLOW = "#FFC7CE", "#FFEB9C"


class RawMember(NamedTuple):
    """Everything a package says about a member, but for where it lies: local header with packed bytes, directory entry."""

    local: bytes
    entry: bytes


def raw_members(data: bytes) -> dict[str, RawMember]:
    """Name → the member's bytes. Read here by hand, so that the code under test is not its own witness."""
    end = data.rindex(b"PK\x05\x06")
    count, _, directory = struct.unpack_from("<HLL", data, end + 10)
    found: dict[str, tuple[int, bytes]] = {}
    place = directory
    for _ in range(count):
        lengths = struct.unpack_from("<3H", data, place + 28)
        entry = data[place : place + 46 + sum(lengths)]
        (offset,) = struct.unpack_from("<L", entry, 42)
        found[entry[46 : 46 + lengths[0]].decode()] = (offset, entry[:42] + entry[46:])
        place += len(entry)
    begins = sorted(offset for offset, _ in found.values())
    ends = dict(zip(begins, [*begins[1:], directory], strict=True))
    return {name: RawMember(data[offset : ends[offset]], entry) for name, (offset, entry) in found.items()}


def part(data: bytes, name: str) -> bytes:
    """One part, inflated."""
    with zipfile.ZipFile(BytesIO(data)) as package:
        return package.read(name)


def all_parts(data: bytes) -> dict[str, bytes]:
    """Every part in the order of the directory, inflated and checked."""
    with zipfile.ZipFile(BytesIO(data)) as package:
        assert package.testzip() is None
        return {name: package.read(name) for name in package.namelist()}


def sheet_xml(data: bytes, number: int = 1) -> str:
    return part(data, f"xl/worksheets/sheet{number}.xml").decode()


def cells(source: bytes | RawWorkbook) -> dict[str, RawCell]:
    """``Data!B5`` → the cell as the reader sees it."""
    workbook = source if isinstance(source, RawWorkbook) else read_workbook(source)
    return {f"{sheet.name}!{cell.address}": cell for sheet in workbook.sheets for cell in sheet.cells()}


def marks(**sheets: str) -> dict[str, dict[tuple[int, int], Mark]]:
    """``marks(Data="C4 C5")``: red marks with a note each."""
    return {
        name: {cell_place(address): Mark(RED, f"{address}: nilai salah") for address in addresses.split()}
        for name, addresses in sheets.items()
    }


def findings_sheet(name: str = "Temuan", rows: int = 2) -> SheetModel:
    """A first sheet with everything such a sheet has."""
    sheet = SheetModel(name, widths={1: 12, 2: 60}, heights={1: 24}, freeze=(4, 1), tab_color="#C00000", zoom=90)
    sheet.put(1, 1, Cell("judul_lembar", "Temuan & tindak lanjut"))
    sheet.put(1, 2, Cell("judul_lembar"))
    sheet.put(2, 1, Cell("polos:bulat", rows, f"=COUNTA(B4:B{3 + rows})"))
    for column, heading in enumerate(("Sel", "Pesan"), 1):
        sheet.put(3, column, Cell("kepala", heading))
    for number in range(rows):
        sheet.put(4 + number, 1, Cell("tautan", f"C{4 + number}"))
        sheet.put(4 + number, 2, Cell("teks", "=1+1" if number == 0 else f"Temuan {number} <b>"))
        sheet.links.append(Link(4 + number, 1, f"Data!C{4 + number}", "Ke selnya"))
    sheet.merges.append((1, 1, 1, 2))
    sheet.tables.append(TableArea("tblTemuan", (3, 1, 3 + rows, 2), ("Sel", "Pesan")))
    sheet.page = Page(landscape=True, repeat_rows=(3, 3), header="&LTemuan", footer="&RHalaman &P dari &N")
    return sheet


def assert_untouched(before: bytes, result: PatchResult) -> None:
    """Every part but the ones the result names has the same local header, packed bytes and directory entry, in its place."""
    old, new = raw_members(before), raw_members(result.data)
    named = {*result.changed, *result.removed}
    for name, member in old.items():
        if name not in named:
            assert new[name] == member, name
    assert set(old) - set(new) == set(result.removed)
    assert set(new) - set(old) == set(result.added)
    kept = [name for name in old if name in new]
    assert [name for name in new if name in old] == kept
    for name in result.changed:
        assert part(before, name) != part(result.data, name), f"{name} is called changed and is not"
