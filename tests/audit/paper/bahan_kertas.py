"""What the tests of the working paper share: a faulty report, and reading a paper back by its headings."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Any

from lkjip_xl.audit.paper.listing import FIRST_ROW
from lkjip_xl.reader.raw import RawWorkbook
from lkjip_xl.reader.workbook_reader import read_workbook
from lkjip_xl.values import Value
from tests.audit.bahan import report_of_sample
from tests.audit.buku_xml import BukuXml

SAMPLES = Path(__file__).resolve().parents[3] / "samples"
CLEAN = SAMPLES / "rekaan_dinkes_2024.xlsx"
FAULTY = SAMPLES / "rekaan_banyak_salah.xlsx"
SHEET = "Realisasi Anggaran"
PERCENT, TOTAL = "J8", "I72"
TOTAL_FORMULA = 'SUMIFS(DPA!$L$5:$L$67,DPA!$A$5:$A$67,"Program")'
RIGHT_TOTAL = 75_024_088_528.0


def clean_report() -> BukuXml:
    """The made-up office's report, to be changed."""
    return BukuXml.of(report_of_sample("rekaan_dinkes_2024"))


def worked_case(*, percent: bool = True, total: bool = True) -> bytes:
    """The case of docs/panduan-inspektorat.md: a percentage typed over its formula, and a total whose stored value is stale."""
    book = clean_report()
    if percent:
        book.put(SHEET, PERCENT, value=99.44)
    if total:
        book.put(SHEET, TOTAL, formula=TOTAL_FORMULA, value=RIGHT_TOTAL - 500_000_000)
    return book.data()


def written(folder: Path, name: str, data: bytes) -> Path:
    """A file in a folder."""
    path = folder / name
    path.write_bytes(data)
    return path


def paper(path: Path) -> RawWorkbook:
    """A paper read back."""
    return read_workbook(path)


def rows_of(book: RawWorkbook, sheet: str, heading_row: int = FIRST_ROW - 1) -> list[dict[str, Value]]:
    """The rows of a list by heading, down to the end of its Excel Table."""
    raw = book.sheet(sheet)
    assert raw is not None, sheet
    headings = {cell.column: str(cell.value) for cell in raw.rows[heading_row]}
    last = next(table.area[2] for table in raw.tables)
    found: list[dict[str, Value]] = []
    for row in range(heading_row + 1, last + 1):
        cells = {cell.column: cell.value for cell in raw.rows.get(row, ())}
        found.append({heading: cells.get(column) for column, heading in headings.items()})
    return found


def texts_of(book: RawWorkbook, sheet: str) -> str:
    """All texts of a sheet, one a line."""
    raw = book.sheet(sheet)
    assert raw is not None, sheet
    return "\n".join(str(cell.value) for cell in raw.cells())


def links_of(path: Path, sheet: str) -> dict[str, str]:
    """Cell → target of the links of a sheet, and none of them leads outside."""
    book = BukuXml.of(path.read_bytes())
    text = book.text(book.sheets[sheet])
    import re

    made: dict[str, str] = {}
    for attributes in re.findall(r"<hyperlink ([^>]*)/>", text):
        assert "r:id" not in attributes
        known: dict[str, Any] = dict(re.findall(r'(\w+)="([^"]*)"', attributes))
        made[known["ref"]] = known["location"].replace("&apos;", "'")
    return made


def part_texts(path: Path) -> dict[str, str]:
    """The XML parts of a package."""
    with zipfile.ZipFile(path) as package:
        return {name: package.read(name).decode("utf-8", "replace") for name in package.namelist()}
