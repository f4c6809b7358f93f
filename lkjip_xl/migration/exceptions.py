"""Recorded exceptions name sheets and cells of the old workbook; they follow those to where they stand now."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from lkjip_xl.address import cell_name, cell_place
from lkjip_xl.definition.sheets import SheetDef, sheet_def
from lkjip_xl.intake.names import normalised
from lkjip_xl.intake.submission import Submission
from lkjip_xl.migration.rows import Misfit, Row, Rows
from lkjip_xl.migration.step import Step

SHEET: Final = "pengecualian"
NO_SHEET: Final = "menunjuk sel tanpa nama lembar, padahal letak sel berubah; tulis lembar dan selnya yang baru"
NO_CELL: Final = "menunjuk sel berkas lama yang tidak punya padanan; tulis selnya yang baru"
_CELLS: Final = re.compile(r"[A-Z]{1,3}[1-9][0-9]{0,6}(?::[A-Z]{1,3}[1-9][0-9]{0,6})?\Z")

Cell = tuple[str, int, int]
"""Sheet name, row, column."""


def follow_cells(rows: Rows, submission: Submission, steps: Sequence[Step]) -> list[Misfit]:
    """Give the exceptions the sheet and cells of the new workbook; those that cannot follow are listed and stay as they are."""
    waivers = [row for row in rows.get(SHEET, []) if row.values.get("lembar_temuan") or row.values.get("sel_atau_kunci")]
    if not waivers:
        return []
    sheets = _sheets(submission, steps)
    parts = [_parts(row) for row in waivers]
    names = [_found_name(row, submission) for row in waivers]
    wanted = {
        (name, *cell_place(corner))
        for name, cells in zip(names, parts, strict=True)
        for part in cells
        for corner in part.split(":")
    }
    moved = dict(_moved(rows, wanted)) if wanted else {}
    misfits: list[Misfit] = []
    for row, name, cells in zip(waivers, names, parts, strict=True):
        misfits.extend(_follow(row, name, cells, moved, sheets))
    return misfits


def _sheets(submission: Submission, steps: Sequence[Step]) -> dict[str, str]:
    """Sheet of the submitted file → its sheet in the new workbook."""
    found = {}
    for key, data in submission.sheets.items():
        target = key
        for step in steps:
            target = next((sheet.target for sheet in step.sheets if sheet.key == target), target)
        found[data.found_name] = sheet_def(target).name
    return found


def _parts(row: Row) -> list[str]:
    """``$K$7; K9:K11`` → the cells and areas an exception names; nothing where it names a key instead."""
    text = row.values.get("sel_atau_kunci")
    if not isinstance(text, str):
        return []
    parts = [part.strip().upper().replace("$", "") for part in text.replace(";", ",").split(",")]
    return parts if all(_CELLS.match(part) for part in parts) else []


def _found_name(row: Row, submission: Submission) -> str:
    """The submitted sheet an exception is about; "" where it names none or none of the input sheets."""
    name = row.values.get("lembar_temuan")
    if not isinstance(name, str):
        return ""
    names = (data.found_name for data in submission.sheets.values())
    return next((found for found in names if normalised(found) == normalised(name)), "")


def _moved(rows: Rows, wanted: set[Cell]) -> Iterator[tuple[Cell, tuple[str, str]]]:
    """Where the wanted cells stand in the new workbook, as (sheet, cell)."""
    for key, records in rows.items():
        definition: SheetDef = sheet_def(key)
        for number, row in enumerate(records, definition.first_row):
            for field, place in row.places.items():
                old = (place.sheet, place.row or row.row, place.column)
                if old in wanted and field in definition.by_key:
                    yield old, (definition.name, cell_name(*definition.place(field, number)))


def _follow(
    row: Row, name: str, cells: list[str], moved: Mapping[Cell, tuple[str, str]], sheets: Mapping[str, str]
) -> Iterator[Misfit]:
    if name in sheets:
        row.values["lembar_temuan"] = sheets[name]
    if not cells:
        return
    content = row.values["sel_atau_kunci"]
    if not name:
        if row.values.get("lembar_temuan") is None:
            yield Misfit(*row.where("sel_atau_kunci"), content, NO_SHEET)
        return
    found = [[moved.get((name, *cell_place(corner))) for corner in part.split(":")] for part in cells]
    goals = {goal[0] for corners in found for goal in corners if goal}
    if len(goals) != 1 or any(goal is None for corners in found for goal in corners):
        yield Misfit(*row.where("sel_atau_kunci"), content, NO_CELL)
        return
    row.values["lembar_temuan"] = goals.pop()
    row.values["sel_atau_kunci"] = ", ".join(":".join(goal[1] for goal in corners if goal) for corners in found)
