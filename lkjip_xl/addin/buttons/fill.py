"""Isi Kolom Hitung: the official formula in every computed cell that is blank or out of date."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from lkjip_xl.addin.buttons.desk import Desk, Said
from lkjip_xl.addin.buttons.opened import Opened, open_submission, standing
from lkjip_xl.feedback.fill import Filling, Kept, plan_filling
from lkjip_xl.workbook import styles
from lkjip_xl.workbook.live.blocks import Place, typed_in
from lkjip_xl.workbook.live.cells import fill_cells
from lkjip_xl.workbook.live.guard import quiet
from lkjip_xl.workbook.patch import CellPatch

MOST_LISTED: Final = 10


def run(desk: Desk) -> Said:
    """Fill what may be filled; what somebody typed stays and is listed."""
    with quiet(desk.app) as progress:
        progress.say("membaca buku kerja …")
        opened = open_submission(desk)
        filling = plan_filling(opened.submission, overwrite=False)
        opened.locks.refuse(cells=filling.patches)
        progress.say("mengisi kolom hitung …")
        for name, patches in filling.patches.items():
            _fill(desk, opened, name, patches)
    return Said(_sentence(filling))


def _fill(desk: Desk, opened: Opened, name: str, patches: Mapping[Place, CellPatch]) -> None:
    """The computed cells of one sheet, those of each number format together."""
    raw = opened.whole.sheet(name)
    for number_format, places in _by_format(opened, name, patches).items():
        cells: dict[Place, Any] = {place: typed_in(None, patches[place].formula) for place in places}
        fill_cells(desk.book, name, cells, standing(raw, cells) if raw else {}, number_format)


def _by_format(opened: Opened, name: str, places: Iterable[Place]) -> dict[str, list[Place]]:
    data = next(data for data in opened.submission.sheets.values() if data.found_name == name)
    at, axis = (data.field_rows, 0) if data.definition.layout == "formulir" else (data.columns, 1)
    official = {at[column.key]: column.format for column in data.definition.columns if column.key in at}
    found: dict[str, list[Place]] = {}
    for place in places:
        above = axis == 1 and place[0] < data.heading_row  # the years above the headings
        key = "tahun" if above else official.get(place[axis], "umum")
        found.setdefault(styles.number_format(key), []).append(place)
    return found


def _sentence(filling: Filling) -> str:
    done = f"{len(filling.filled)} sel kolom hitung diisi." if filling.filled else "Kolom hitung sudah terisi semuanya."
    return done + _kept(filling.kept)


def _kept(kept: Sequence[Kept]) -> str:
    if not kept:
        return ""
    listed = ", ".join(f"{item.sheet}!{item.cell} ({item.reason})" for item in kept[:MOST_LISTED])
    more = f", dan {len(kept) - MOST_LISTED} lainnya" if len(kept) > MOST_LISTED else ""
    return f"\nDibiarkan: {listed}{more}."
