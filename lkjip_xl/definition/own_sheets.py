"""Names of the sheets and cells this tool makes itself: guide, lists, findings, and every report sheet.

Letters of report tables are computed: where the national table is missing, the later letters move up.
"""

from __future__ import annotations

import re
from typing import Final

GUIDE_SHEET: Final = "Petunjuk"
LIST_SHEET: Final = "Daftar Pilihan"
FINDINGS_SHEET: Final = "Temuan"
ID_NAME: Final = "lkjip_templat_id"
VERSION_NAME: Final = "lkjip_templat_versi"
RESULT_NAME: Final = "lkjip_lembar_hasil"
"""Defined name of the findings sheet in a marked copy; it follows the sheet when the user renames it."""
STAMP_PREFIX: Final = "lkjip_cap_"
STAMP_NAME: Final = f"{STAMP_PREFIX}sha256"
"""Named cell that every report carries: the SHA-256 of the file it was made from."""

SUMMARY: Final = "Ikhtisar"
LIST_OF_TABLES: Final = "Daftar Tabel"
NOTES: Final = "Catatan Laporan"
STAFF: Final = "Jumlah Pegawai"
RANKS: Final = "Kepangkatan"
EDUCATION: Final = "Pendidikan"
FACILITIES: Final = "Sarana Prasarana"
RENSTRA_MATRIX: Final = "Matrik Renstra"
PROGRAM_TREE: Final = "Program Kegiatan"
AGREEMENT: Final = "Perjanjian Kinerja"
BUDGET: Final = "Realisasi Anggaran"

_REPORT_SHEETS: Final = frozenset(
    {SUMMARY, LIST_OF_TABLES, NOTES, STAFF, RANKS, EDUCATION, FACILITIES, RENSTRA_MATRIX, PROGRAM_TREE, AGREEMENT, BUDGET}
)
_LETTERED: Final = re.compile(r"Tabel [1-9][0-9]?[a-i]\Z")


def lettered(goal_number: int, position: int) -> str:
    """Sheet name of the table at a position (0 = first) of a sasaran: (1, 0) → ``Tabel 1a``."""
    return f"Tabel {goal_number}{chr(ord('a') + position)}"


def goal_of(name: str) -> str:
    """The sasaran of a lettered table: ``Tabel 2a`` → ``2``; "" for any other sheet."""
    return name.removeprefix("Tabel ")[:-1] if _LETTERED.match(name) else ""


def is_report_sheet(name: str) -> bool:
    """True for the name of a report sheet."""
    return name in _REPORT_SHEETS or _LETTERED.match(name) is not None


def is_auxiliary_sheet(name: str) -> bool:
    """True for the guide, the lists behind the dropdowns, and the list of findings."""
    return name in (GUIDE_SHEET, LIST_SHEET, FINDINGS_SHEET)
