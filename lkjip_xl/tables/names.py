"""Names of the report sheets. Letters are computed: where the national table is missing, the later letters move up."""

from __future__ import annotations

import re

SUMMARY = "Ikhtisar"
LIST_OF_TABLES = "Daftar Tabel"
NOTES = "Catatan Laporan"
STAFF = "Jumlah Pegawai"
RANKS = "Kepangkatan"
EDUCATION = "Pendidikan"
FACILITIES = "Sarana Prasarana"
RENSTRA_MATRIX = "Matrik Renstra"
PROGRAM_TREE = "Program Kegiatan"
AGREEMENT = "Perjanjian Kinerja"
BUDGET = "Realisasi Anggaran"

_FIXED = frozenset(
    {SUMMARY, LIST_OF_TABLES, NOTES, STAFF, RANKS, EDUCATION, FACILITIES, RENSTRA_MATRIX, PROGRAM_TREE, AGREEMENT, BUDGET}
)
_LETTERED = re.compile(r"Tabel [1-9][0-9]?[a-i]\Z")


def lettered(goal_number: int, position: int) -> str:
    """Sheet name of the table at a position (0 = first) of a sasaran: (1, 0) → ``Tabel 1a``."""
    return f"Tabel {goal_number}{chr(ord('a') + position)}"


def is_report_sheet(name: str) -> bool:
    """True for the name of a sheet this tool generates."""
    return name in _FIXED or _LETTERED.match(name) is not None
