"""Table i: program, kegiatan and sub kegiatan that serve each indicator (PermenPANRB 53/2014 item 7)."""

from __future__ import annotations

from lkjip_xl.tables.context import Context, Goal, Indicator
from lkjip_xl.tables.goal_table import GoalTable, year_heading
from lkjip_xl.tables.layout import Column
from lkjip_xl.workbook.model import SheetModel

TITLE = "Analisis Program/Kegiatan yang Menunjang Keberhasilan/Kegagalan Pencapaian Kinerja"
_LINE_STYLES = {1: "teks:butir1+tebal", 2: "teks:butir2+lekuk1", 3: "teks:butir3+lekuk2"}


def build(context: Context, goal: Goal, sheet_name: str) -> SheetModel:
    """One line per program, kegiatan and sub kegiatan; IKU, target and realisasi span an indicator's lines."""
    columns = (
        Column(year_heading("TARGET", context), 12),
        Column(year_heading("REALISASI", context), 12),
        Column("PROGRAM / KEGIATAN / SUB KEGIATAN", 62),
    )
    page = GoalTable(
        context, goal, sheet_name, (TITLE,), columns, indicator_heading="IKU", indicator_width=30,
        with_number=False, with_goal=False,
    )
    for indicator in goal.indicators:
        _indicator_lines(page, indicator)
    return page.finish()


def _indicator_lines(page: GoalTable, indicator: Indicator) -> None:
    lines = [line for support in indicator.supports for line in support.lines]
    first = page.table.row
    column = page.start_row(indicator)
    page.figure(column, indicator.target, indicator.unit)
    page.figure(column + 1, indicator.actual, indicator.unit)
    if not lines:
        page.table.place(page.table.row, column + 2, "teks", page.blank_mark)
        page.next_row()
        return
    for level, source in lines:
        page.table.place(page.table.row, column + 2, _LINE_STYLES[level], source)
        page.next_row()
    for merged in range(1, column + 2):
        page.table.merge_down(merged, first, page.table.row - 1)
