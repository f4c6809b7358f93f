"""Rules D: what a reader of the workbook does not see. A note elsewhere, a finding where a formula counts it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from lkjip_xl.address import cell_name
from lkjip_xl.audit.case import Case
from lkjip_xl.audit.catalogue import make_finding
from lkjip_xl.audit.evaluate.grid import Area, CellId, cell_id, place
from lkjip_xl.audit.finding import AuditFinding
from lkjip_xl.audit.moves import columns_text, filled, rows_text, runs
from lkjip_xl.checks.shown import plain_text
from lkjip_xl.reader.raw import RawSheet
from lkjip_xl.values import is_blank, is_number

MOST_COVERED: Final = 100_000
"""Cells under merges that are looked at in one workbook: a hostile file can overlap merges without end."""
MOST_RUNS: Final = 50
"""Runs of hidden rows that get a finding of their own on one sheet."""


def examine_hidden(case: Case) -> Iterator[AuditFinding]:
    """Hidden sheets, rows and columns, covered cells, formats that show nothing, comments."""
    users = _users(case)
    for number, sheet in enumerate(case.workbook.sheets):
        yield from _sheet(case, number, sheet)
        mine = [(area, cell) for area, cell in users.items() if area.sheet == number]
        yield from _rows(case, sheet, mine)
        yield from _columns(case, sheet, mine)
        yield from _covered(sheet)
        yield from _invisible(case, number, sheet)
        if any("comments" in part.lower() for part in sheet.related):
            yield make_finding("D08", sheet=sheet.name)


def _users(case: Case) -> dict[Area, CellId]:
    """Every area that a formula looks at, with one formula that does."""
    found: dict[Area, CellId] = {}
    for cell, plan in case.recalculation.plans.items():
        for slot in plan.slots:
            if isinstance(slot, Area):
                found.setdefault(slot, cell)
    return found


def _sheet(case: Case, number: int, sheet: RawSheet) -> Iterator[AuditFinding]:
    if sheet.state == "veryHidden":
        yield make_finding("D01", sheet=sheet.name)
    elif sheet.state == "hidden":
        variant = "resmi" if number in _tables(case) else "dihitung" if _is_used(case, number) else "luar"
        yield make_finding("D02", variant, sheet=sheet.name)


def _tables(case: Case) -> set[int]:
    """The sheets of the file that are official tables of a report: what a reader is meant to see."""
    found = (case.placements.get(name) for name in case.expected.report)
    return {placement.number for placement in found if placement is not None}


def _is_used(case: Case, number: int) -> bool:
    """True where a formula of another sheet looks at the sheet."""
    return any(
        _sheet_of(slot) == number != place(cell)[0] for cell, plan in case.recalculation.plans.items() for slot in plan.slots
    )


def _sheet_of(slot: Area | CellId) -> int:
    return slot.sheet if isinstance(slot, Area) else place(slot)[0]


def _rows(case: Case, sheet: RawSheet, users: list[tuple[Area, CellId]]) -> Iterator[AuditFinding]:
    with_content = {row for row in sheet.hidden_rows if filled(sheet, row)}
    for first, last in list(runs(with_content))[:MOST_RUNS]:
        user, column = _user(sheet, users, first, last)
        words = {"di_mana": rows_text(first, last), "pemakai": case.address(user) if user is not None else ""}
        variant = "dijumlah" if user is not None else "luar"
        yield make_finding("D03", variant, sheet=sheet.name, cell=cell_name(first, column), words=words)


def _user(sheet: RawSheet, users: list[tuple[Area, CellId]], first: int, last: int) -> tuple[CellId | None, int]:
    """A formula whose area holds a number of the hidden rows, and the column of that number."""
    for area, cell in users:
        for row in range(max(first, area.top), min(last, area.bottom) + 1):
            for found in filled(sheet, row):
                if area.left <= found.column <= area.right and is_number(found.value):
                    return cell, found.column
    return None, filled(sheet, first)[0].column


def _columns(case: Case, sheet: RawSheet, users: list[tuple[Area, CellId]]) -> Iterator[AuditFinding]:
    hidden = {column for first, last in sheet.hidden_columns for column in range(first, last + 1)}
    numbers = {cell.column for row in sheet.rows for cell in filled(sheet, row) if cell.column in hidden}
    for first, last in runs(numbers):
        user = next((cell for area, cell in users if area.left <= last and first <= area.right), None)
        words = {"di_mana": columns_text(first, last), "pemakai": case.address(user) if user is not None else ""}
        variant = "dijumlah" if user is not None else "luar"
        yield make_finding("D04", variant, sheet=sheet.name, cell=cell_name(1, first), words=words)


def _covered(sheet: RawSheet) -> Iterator[AuditFinding]:
    """Content under a merge: Excel does not show it, formulas count it."""
    budget = MOST_COVERED
    for top, left, bottom, right in sheet.merges:
        rows = range(top, bottom + 1) if bottom - top < len(sheet.rows) else sorted(sheet.rows)
        for row in rows:
            budget -= 1
            if budget < 0:
                return
            for cell in sheet.rows.get(row, ()):
                inside = top <= row <= bottom and left <= cell.column <= right and (row, cell.column) != (top, left)
                if inside and (cell.formula is not None or not is_blank(cell.value)):
                    area = f"{cell_name(top, left)}:{cell_name(bottom, right)}"
                    yield make_finding("D05", sheet=sheet.name, cell=cell.address, value=cell.value, area=area)


def _invisible(case: Case, number: int, sheet: RawSheet) -> Iterator[AuditFinding]:
    """Numbers that the format or the colour of their letters hides."""
    styles = case.workbook.styles
    blank = {index for index, style in enumerate(styles) if shows_nothing(style.number_format)}
    unseen = case.look.colours.unseen
    if not blank and not unseen:
        return
    for cell in sheet.cells():
        if cell.style not in blank and cell.style not in unseen:
            continue
        value = case.recalculation.values.get(cell_id(number, cell.row, cell.column))
        if is_number(value) and cell.style in blank:
            code = plain_text(styles[cell.style].number_format)
            yield make_finding("D06", sheet=sheet.name, cell=cell.address, value=value, format=code)
        elif is_number(value):
            yield make_finding("D07", sheet=sheet.name, cell=cell.address, value=value)


def shows_nothing(code: str) -> bool:
    """True for ``;;;`` and its kin: every section for numbers is empty."""
    sections = code.split(";")
    return len(sections) >= 3 and not any(section.strip().strip('"') for section in sections[:3])
