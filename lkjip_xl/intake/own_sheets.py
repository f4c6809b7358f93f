"""Sheets and names of a workbook that this tool makes itself and reads no records from."""

from __future__ import annotations

from typing import Final

GUIDE_SHEET: Final = "Petunjuk"
LIST_SHEET: Final = "Daftar Pilihan"
FINDINGS_SHEET: Final = "Temuan"
ID_NAME: Final = "lkjip_templat_id"
VERSION_NAME: Final = "lkjip_templat_versi"


def is_auxiliary_sheet(name: str) -> bool:
    """True for the guide, the lists behind the dropdowns, and the list of findings."""
    return name in (GUIDE_SHEET, LIST_SHEET, FINDINGS_SHEET)
