"""Sheet Perbandingan: what was mended since the older paper, what remains, what is new."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from lkjip_xl.audit.paper.comparison import Comparison, Fate
from lkjip_xl.audit.paper.listing import FIRST_ROW, Column, fill, listing
from lkjip_xl.values import Value
from lkjip_xl.workbook.model import Cell, SheetModel
from lkjip_xl.workbook.text_fit import fit_heights

COMPARED: Final = "Perbandingan"
TABLE: Final = "tblPerbandingan"
COLUMNS: Final = (
    Column("No", 5, "teks+tengah"), Column("Keadaan", 22), Column("Berkas", 30), Column("ID", 14), Column("Tingkat", 13),
    Column("Aturan", 10, "teks+tengah"), Column("Letak", 20), Column("Temuan", 70),
)  # fmt: skip
_STYLES: Final = {
    Fate.MENDED: "tanda_rendah", Fate.REMAINS: "tanda_sedang", Fate.CHANGED: "tanda_sedang", Fate.NEW: "tanda_tinggi",
    Fate.NOT_SEEN: "tanda_dikecualikan",
}  # fmt: skip
OTHER_TEMPLATE: Final = (
    "Perhatian: kertas kerja lama memakai versi templat lain, sehingga temuan yang sama dapat tercatat sebagai baru."
)


def comparison_sheet(comparison: Comparison) -> SheetModel:
    """The sheet, with the counts beside the table."""
    guidance = f"Dibandingkan dengan {comparison.old.name} menurut ID temuan. {counts_text(comparison)}"
    sheet = listing(COMPARED, "Perbandingan", guidance, COLUMNS)
    if comparison.other_template:
        sheet.put(FIRST_ROW - 2, 1, Cell("petunjuk", OTHER_TEMPLATE))
    fill(sheet, TABLE, COLUMNS, _rows(comparison), "Kedua kertas kerja tidak memuat temuan.")
    fit_heights(sheet)
    return sheet


def counts_text(comparison: Comparison) -> str:
    """``Sudah diperbaiki 2, masih ada 5 …`` in one sentence."""
    parts = [f"{fate.lower()} {len(found)}" for fate in Fate if (found := comparison.of(fate)) or fate in _ALWAYS]
    text = "; ".join(parts)
    return text[0].upper() + text[1:] + "."


_ALWAYS: Final = (Fate.MENDED, Fate.REMAINS, Fate.NEW)


def _rows(comparison: Comparison) -> Iterator[list[Value | Cell]]:
    for place, row in enumerate(comparison.rows, 1):
        found = row.finding
        yield [
            place, Cell(_STYLES[row.fate] + "+bungkus", str(row.fate)), found.file, found.id, found.grade, found.code,
            found.place, found.text,
        ]  # fmt: skip
