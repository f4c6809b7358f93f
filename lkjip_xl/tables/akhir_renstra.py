"""Table c: realisasi against the target at the end of the Renstra period, with tingkat kemajuan (PermenPANRB 53/2014 item 3)."""

from __future__ import annotations

from lkjip_xl.compute.display import labelled
from lkjip_xl.compute.kemajuan import against_final_target, difference
from lkjip_xl.tables.context import Context, Goal
from lkjip_xl.tables.goal_table import GoalTable, year_heading
from lkjip_xl.tables.layout import Column
from lkjip_xl.workbook.model import SheetModel

TITLE = "PERBANDINGAN REALISASI KINERJA S.D. AKHIR PERIODE RENSTRA"
NOTES = {
    "Selisih tahun lalu": "Tingkat kemajuan = realisasi tahun ini - realisasi tahun lalu",
    "Terhadap target akhir Renstra": "Tingkat kemajuan = capaian realisasi tahun ini terhadap target akhir Renstra",
}


def build(context: Context, goal: Goal, sheet_name: str) -> SheetModel:
    """Final target, realisasi n, tingkat kemajuan by the setting."""
    by_difference = context.settings.definisi_kemajuan == "Selisih tahun lalu"
    columns = (
        Column(labelled("TARGET AKHIR RENSTRA (TH ", context.office("renstra_akhir"), ")"), 17),
        Column(year_heading("REALISASI", context), 13),
        Column("TINGKAT KEMAJUAN", 14),
    )
    page = GoalTable(context, goal, sheet_name, (TITLE,), columns)
    for indicator in goal.indicators:
        column = page.start_row(indicator)
        final = page.figure(column, indicator.final_target, indicator.unit)
        actual = page.figure(column + 1, indicator.actual, indicator.unit)
        if not by_difference:
            page.computed(column + 2, against_final_target(final, actual, indicator.rule))
        elif indicator.past[0] is None:
            page.table.place(page.table.row, column + 2, "angka", page.blank_mark)
        else:
            page.computed(column + 2, difference(actual, indicator.past[0], page.blank_mark), indicator.unit)
        page.next_row()
    page.close()
    return page.finish(NOTES[context.settings.definisi_kemajuan])
