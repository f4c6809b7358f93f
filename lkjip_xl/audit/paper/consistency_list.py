"""Sheet Konsistensi: what the checks of the submission say, the rules between tables first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from lkjip_xl.audit.finding import finding_id
from lkjip_xl.audit.paper.listing import Column, fill, listing, place_text
from lkjip_xl.audit.paper.source import PaperFile
from lkjip_xl.checks.catalogue import entries
from lkjip_xl.checks.finding import Finding, Severity
from lkjip_xl.checks.shown import shown
from lkjip_xl.values import Value
from lkjip_xl.workbook.model import Cell, SheetModel
from lkjip_xl.workbook.text_fit import fit_heights

CONSISTENCY: Final = "Konsistensi"
TABLE: Final = "tblKonsistensi"
BETWEEN_TABLES, ENTRIES = "Antartabel", "Isian"
_ENTRY_FAMILIES: Final = ("BKS", "KOL", "SKM", "NIL", "HIT", "PGC")
"""Families of the catalogue that look at a cell, a column or the file by itself; all others compare."""
COLUMNS: Final = (
    Column("No", 5, "teks+tengah"), Column("ID", 14), Column("Berkas", 8, "teks+tengah"), Column("Tingkat", 14),
    Column("Kode", 10, "teks+tengah"), Column("Jenis", 12), Column("Letak", 18), Column("Kolom", 22), Column("Isi", 20),
    Column("Seharusnya", 24), Column("Temuan", 56), Column("Saran", 44), Column("Sumber Aturan", 30), Column("Pengecualian", 26),
)  # fmt: skip
_GUIDANCE: Final = (
    "Aturan antartabel dan isian (lkjip validasi) atas berkas yang diperiksa. GALAT yang tidak dikecualikan sama beratnya dengan "
    "temuan Tinggi."
)


def consistency_list(files: Sequence[PaperFile]) -> SheetModel:
    """The sheet; what could not be checked, and files to which these rules do not apply, stand below the table."""
    sheet = listing(CONSISTENCY, "Konsistensi", _GUIDANCE, COLUMNS)
    row = fill(sheet, TABLE, COLUMNS, _rows(files), "Tidak ada temuan konsistensi.") + 1
    for file in files:
        for what, why in file.check.not_checked if file.check else ():
            row += 1
            sheet.put(row, 1, Cell("polos", f"Berkas {file.number}: tidak diperiksa: {what}, karena {why}."))
        if file.check is None:
            row += 1
            why = "berkas tidak diperiksa" if not file.examined else "bukan buku kerja standar LKjIP"
            sheet.put(row, 1, Cell("polos", f"Berkas {file.number}: aturan antartabel tidak dijalankan, karena {why}."))
    fit_heights(sheet)
    return sheet


def ordered(file: PaperFile) -> list[Finding]:
    """The findings of a file: between tables first, then by severity, then in reading order."""
    order = list(Severity)
    found = file.check.findings if file.check else ()
    return sorted(found, key=lambda finding: (kind_of(finding) == ENTRIES, bool(finding.waiver), order.index(finding.severity)))


def kind_of(finding: Finding) -> str:
    """Whether a finding compares tables, or looks at an entry by itself."""
    return ENTRIES if finding.code.startswith(_ENTRY_FAMILIES) else BETWEEN_TABLES


def consistency_id(finding: Finding) -> str:
    """The stable id, made like that of an audit finding."""
    return finding_id(finding.code, finding.sheet, finding.cell, finding.expected, repr(finding.value))


def _rows(files: Sequence[PaperFile]) -> Iterator[list[Value | Cell]]:
    number = 0
    for file in files:
        for finding in ordered(file):
            number += 1
            entry = entries()[finding.code]
            style = "tanda_dikecualikan" if finding.waiver else f"tanda_{finding.severity.lower()}"
            yield [
                number, consistency_id(finding), file.number, Cell(style, str(finding.severity)), finding.code, kind_of(finding),
                place_text(finding.sheet, finding.cell), finding.heading,
                "" if finding.value is None else finding.facts.get("nilai", shown(finding.value)), finding.expected,
                f"{entry.title}. {finding.message}", finding.advice, entry.source, finding.waiver,
            ]  # fmt: skip
