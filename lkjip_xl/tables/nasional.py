"""Table d: realisasi against the national figure (PermenPANRB 53/2014 item 4, "jika ada"): left out without any figure."""

from __future__ import annotations

from lkjip_xl.compute.capaian import national_formula
from lkjip_xl.compute.display import labelled
from lkjip_xl.tables.context import Context, Goal
from lkjip_xl.tables.goal_table import GoalTable, year_heading
from lkjip_xl.tables.layout import Column
from lkjip_xl.values import is_blank
from lkjip_xl.workbook.model import SheetModel

TITLE = "PERBANDINGAN REALISASI KINERJA DENGAN TARGET NASIONAL"


def has_figures(goal: Goal) -> bool:
    """True where at least one indicator of the sasaran has a national figure."""
    return any(indicator.national is not None and not is_blank(indicator.national.value) for indicator in goal.indicators)


def _heading(goal: Goal) -> str:
    labels = {indicator.national_label for indicator in goal.indicators if indicator.national_label}
    return labels.pop().upper() if len(labels) == 1 else "REALISASI / TARGET NASIONAL"


def build(context: Context, goal: Goal, sheet_name: str) -> SheetModel:
    """Realisasi n, national figure, Tercapai or Belum Tercapai; sources below."""
    columns = (Column(year_heading("REALISASI TAHUN", context), 15), Column(_heading(goal), 15), Column("KET", 17))
    page = GoalTable(context, goal, sheet_name, (TITLE,), columns, with_number=False)
    for indicator in goal.indicators:
        column = page.start_row(indicator)
        actual = page.figure(column, indicator.actual, indicator.unit)
        national = page.figure(column + 1, indicator.national, indicator.unit)
        verdict = national_formula(actual, national, indicator.rule, page.blank_mark)
        page.table.place(page.table.row, column + 2, "teks+tengah", verdict)
        page.next_row()
    page.close()
    page.table.gap(4)
    seen = set()
    for indicator in goal.indicators:
        source = indicator.national_source
        if source is not None and not is_blank(source.value) and source.value not in seen:
            seen.add(source.value)
            page.table.line("kaki", labelled("Sumber pembanding: ", source))
    return page.table.finish()
