"""What the ribbon's buttons start Python with."""

from __future__ import annotations

from typing import Final, NamedTuple

NEEDS_BOOK: Final = {
    "templat-baru": False,
    "validasi": True,
    "isi-kolom-hitung": True,
    "buat-laporan": True,
    "periksa-rumus": True,
    "ekspor-pdf": True,
    "ekspor-json": True,
    "bantuan": False,
}
"""Action → whether it works on the active workbook. The ribbon's file pita.json names the same ones; a test compares."""


class Call(NamedTuple):
    """One press of a button. ``book`` is a workbook's name without a folder, "" when none is open."""

    action: str
    book: str
    window: int
