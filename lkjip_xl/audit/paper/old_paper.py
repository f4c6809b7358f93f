"""Reading an older paper back for ``--banding``. It is an input like any other: read by the safe reader, believed in nothing
but its lists."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from lkjip_xl.audit.paper.comparison import Noted, OldPaper
from lkjip_xl.audit.paper.consistency_list import CONSISTENCY
from lkjip_xl.audit.paper.findings_list import FINDINGS
from lkjip_xl.audit.paper.listing import MAX_LINKS
from lkjip_xl.audit.paper.summary import FILES_ROW, SUMMARY
from lkjip_xl.audit.run import AUDIT_LIMITS
from lkjip_xl.checks.shown import plain_text
from lkjip_xl.errors import UsageError
from lkjip_xl.ooxml.limits import MIB, Limits
from lkjip_xl.reader.raw import RawSheet
from lkjip_xl.reader.workbook_reader import read_names, read_workbook
from lkjip_xl.values import Value, number

PAPER_NAME: Final = "lkjip_kertas_kerja"
"""The name by which a paper is known as one."""
PAPER_LIMITS: Final[Limits] = AUDIT_LIMITS._replace(
    file_size=200 * MIB, total_size=2_000 * MIB, part_size=1_000 * MIB, strings=5_000_000, strings_text=500 * MIB,
    links=MAX_LINKS + 1,
)  # fmt: skip
"""A paper is much larger than what it is about: Peta Sel, which is not read here, has a row for every computed cell."""
HEADING_ROWS: Final = 12
_ID: Final = re.compile(r"[0-9a-f]{12}\Z")
_VERSION: Final = re.compile(r"versi (\S+)\Z")


def read_old_paper(path: Path) -> OldPaper:
    """The files and findings that a paper lists. Raises UsageError for a workbook that is no paper, and what reading raises."""
    stranger = UsageError(f"{plain_text(path.name, 120)} bukan kertas kerja lkjip periksa, sehingga tidak dapat dibandingkan.")
    if PAPER_NAME not in read_names(path, limits=PAPER_LIMITS):
        raise stranger
    workbook = read_workbook(path, limits=PAPER_LIMITS, only=(SUMMARY, FINDINGS, CONSISTENCY))
    summary, findings, consistency = (workbook.sheet(name) for name in (SUMMARY, FINDINGS, CONSISTENCY))
    if summary is None or findings is None or consistency is None:
        raise stranger
    names = dict(_file_names(summary))
    rows = [*_noted(findings, names, "Aturan", "Kondisi"), *_noted(consistency, names, "Kode", "Temuan")]
    template = summary.cell(5, 3)
    version = _VERSION.search(str(template.value)) if template else None
    return OldPaper(workbook.name, workbook.sha256, version[1] if version else "", tuple(names.values()), tuple(rows))


def _file_names(sheet: RawSheet) -> Iterator[tuple[int, str]]:
    """File number → name, from the list of files."""
    row = FILES_ROW + 1
    while (first := sheet.cell(row, 1)) is not None and (place := number(first.value)) is not None:
        name = sheet.cell(row, 2)
        yield int(place), _text(name.value if name else None)
        row += 1


def _noted(sheet: RawSheet, names: Mapping[int, str], code: str, text: str) -> Iterator[Noted]:
    """The findings of one list; whatever has no id is none."""
    columns = _columns(sheet)
    for row in sorted(sheet.rows):
        values = {cell.column: cell.value for cell in sheet.rows[row]}
        read = {heading: values.get(column) for heading, column in columns.items()}
        found = _text(read.get("ID"))
        if not _ID.match(found):
            continue
        file = names.get(int(number(read.get("Berkas")) or 0), "")
        yield Noted(file, found, *(_text(read.get(key)) for key in ("Tingkat", code, "Letak", text)))


def _columns(sheet: RawSheet) -> dict[str, int]:
    """Heading → column of the list: the row that holds the heading ID."""
    for row in range(1, HEADING_ROWS + 1):
        cells = {str(cell.value): cell.column for cell in sheet.rows.get(row, ())}
        if "ID" in cells:
            return cells
    return {}


def _text(value: Value) -> str:
    return "" if value is None else plain_text(str(value), 400)
