"""Table b: realisasi of this year beside the years before (PermenPANRB 53/2014 item 2; 88/2021 LKE 3.b.5 wants several)."""

from __future__ import annotations

from lkjip_xl.compute.formula import Formula
from lkjip_xl.tables.context import Context, Goal
from lkjip_xl.tables.goal_table import GoalTable, year_heading
from lkjip_xl.tables.layout import Column
from lkjip_xl.values import Value, number
from lkjip_xl.workbook.model import SheetModel

TITLE = "PERBANDINGAN REALISASI KINERJA"


def _year(context: Context, back: int) -> Formula:
    year = number(context.year.value)
    value: Value = "" if year is None else year - back
    shift = f"-{back}" if back else ""
    return Formula(f'IF(ISNUMBER({{0}}),{{0}}{shift},"")', (context.year,), value)


def build(context: Context, goal: Goal, sheet_name: str) -> SheetModel:
    """Target n, realisasi n-k … n-1, realisasi n; k by the setting."""
    years = context.settings.jumlah_tahun_lalu
    columns = [Column(year_heading("TARGET", context), 13)]
    columns += [Column(_year(context, back), 12, "REALISASI") for back in range(years, -1, -1)]
    page = GoalTable(context, goal, sheet_name, (TITLE,), tuple(columns), landscape=years > 2)
    for indicator in goal.indicators:
        column = page.start_row(indicator)
        page.figure(column, indicator.target, indicator.unit)
        for offset, back in enumerate(range(years, 0, -1), 1):
            page.figure(column + offset, indicator.past[back - 1], indicator.unit)
        page.figure(column + years + 1, indicator.actual, indicator.unit)
        page.next_row()
    page.close()
    return page.finish()
