"""Isi Kolom Hitung: the official formula in every computed cell that is blank or out of date."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from lkjip_xl.addin.buttons.desk import Desk, Said, open_book
from lkjip_xl.feedback.fill import Filling, Kept, plan_filling
from lkjip_xl.reader.raw import RawSheet
from lkjip_xl.workbook.live.blocks import typed_in
from lkjip_xl.workbook.live.cells import fill_cells
from lkjip_xl.workbook.live.guard import quiet
from lkjip_xl.workbook.patch import CellPatch

MOST_LISTED: Final = 10


def run(desk: Desk) -> Said:
    """Fill what may be filled; what somebody typed stays and is listed."""
    with quiet(desk.app) as progress:
        progress.say("membaca buku kerja …")
        opened = open_book(desk)
        filling = plan_filling(opened.submission, overwrite=False)
        progress.say("mengisi kolom hitung …")
        for name, patches in filling.patches.items():
            raw = opened.whole.sheet(name)
            fill_cells(desk.book, name, _assigned(patches), _standing(raw, patches) if raw else {})
    return Said(_sentence(filling))


def _assigned(patches: Mapping[tuple[int, int], CellPatch]) -> dict[tuple[int, int], Any]:
    return {place: typed_in(None, "=" + (patch.formula or "").removeprefix("=")) for place, patch in patches.items()}


def _standing(raw: RawSheet, patches: Mapping[tuple[int, int], CellPatch]) -> dict[tuple[int, int], Any]:
    """What stands in the columns to fill, as it must be assigned to stay as it is."""
    columns = {column for _, column in patches}
    return {
        (cell.row, cell.column): typed_in(cell.value, None if cell.formula is None else f"={cell.formula}")
        for cell in raw.cells()
        if cell.column in columns
    }


def _sentence(filling: Filling) -> str:
    done = f"{len(filling.filled)} sel kolom hitung diisi." if filling.filled else "Kolom hitung sudah terisi semuanya."
    return done + _kept(filling.kept)


def _kept(kept: Sequence[Kept]) -> str:
    if not kept:
        return ""
    listed = ", ".join(f"{item.sheet}!{item.cell} ({item.reason})" for item in kept[:MOST_LISTED])
    more = f", dan {len(kept) - MOST_LISTED} lainnya" if len(kept) > MOST_LISTED else ""
    return f"\nDibiarkan: {listed}{more}."
