"""Rules D03 and D04 with the money: hidden rows and columns inside the range of a total."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from lkjip_xl.audit.evaluate.grid import cell_id
from lkjip_xl.audit.moves import rows_text
from lkjip_xl.audit.umum.signal import Signal
from lkjip_xl.audit.umum.survey import Survey, View

MOST_ROWS: Final = 2_000


def hidden_signals(survey: Survey) -> Iterator[Signal]:
    """One signal for every hidden row with a number that a total of its column adds."""
    for view in survey.views:
        for row in sorted(view.sheet.hidden_rows & view.cells.keys())[:MOST_ROWS]:
            found = _counted(survey, view, row)
            if found:
                column, total = max(found, key=lambda item: (_money(survey, view, row, item[0]), -item[0]))
                cell = cell_id(view.number, row, column)
                money = _money(survey, view, row, column)
                words = {"di_mana": rows_text(row, row), "pemakai": survey.case.address(cell_id(view.number, total, column))}
                yield Signal("D03", "dijumlah", cell, money or None, words=words, cause=("baris", row))


def _counted(survey: Survey, view: View, row: int) -> list[tuple[int, int]]:
    """(column, row of the total) of totals that are shown and add a number of the row."""
    found: list[tuple[int, int]] = []
    for column, totals in view.additions.items():
        if not survey.number(view, row, column):
            continue
        for total in totals.values():
            if not survey.budget.take(len(total.areas) + len(total.singles)):
                return found
            inside = any(first <= row <= last for first, last in total.areas) or row in total.singles
            if inside and total.row not in view.sheet.hidden_rows:
                found.append((column, total.row))
                break
    return found


def _money(survey: Survey, view: View, row: int, column: int) -> float:
    cell = cell_id(view.number, row, column)
    return abs(survey.number(view, row, column) or 0.0) if survey.is_money(cell) else 0.0
