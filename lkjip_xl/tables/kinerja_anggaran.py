"""Table f: achievement of performance beside absorption of the budget."""

from __future__ import annotations

from lkjip_xl.compute.anggaran import percent_formula
from lkjip_xl.compute.capaian import achievement_formula
from lkjip_xl.tables.alokasi import allocated
from lkjip_xl.tables.context import Context, Goal
from lkjip_xl.tables.goal_table import GoalTable, achievement_notes, published, year_heading
from lkjip_xl.tables.layout import Column
from lkjip_xl.workbook.model import SheetModel

TITLE = "PENCAPAIAN KINERJA DAN ANGGARAN"


def build(context: Context, goal: Goal, sheet_name: str) -> SheetModel:
    """Kinerja {target, realisasi, capaian} and Anggaran {pagu, realisasi, capaian}; pagu is the allocation of table e."""
    columns = (
        Column(year_heading("TARGET", context), 12, "KINERJA"),
        Column(year_heading("REALISASI", context), 12, "KINERJA"),
        Column("CAPAIAN (%)", 11, "KINERJA"),
        Column(year_heading("ALOKASI PAGU", context), 19, "ANGGARAN"),
        Column(year_heading("REALISASI", context), 19, "ANGGARAN"),
        Column("CAPAIAN (%)", 11, "ANGGARAN"),
    )
    page = GoalTable(context, goal, sheet_name, (TITLE,), columns, landscape=True)
    for indicator in goal.indicators:
        column = page.start_row(indicator)
        target = page.figure(column, indicator.target, indicator.unit)
        actual = page.figure(column + 1, indicator.actual, indicator.unit)
        result = page.computed(column + 2, achievement_formula(target, actual, indicator.rule))
        budget = page.rupiah(column + 3, published(context, "e", indicator, "pagu"))
        spent = page.rupiah(column + 4, allocated(indicator, "realisasi_anggaran", page.blank_mark))
        absorbed = page.computed(column + 5, percent_formula(spent, budget))
        names = ("target", "realisasi", "capaian", "pagu", "terpakai", "penyerapan")
        for name, ref in zip(names, (target, actual, result, budget, spent, absorbed), strict=True):
            page.publish("f", indicator, name, ref)
        page.next_row()
    page.close()
    return page.finish(*achievement_notes(context, goal))
