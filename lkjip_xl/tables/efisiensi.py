"""Table g: efficiency of the use of resources (PermenPANRB 53/2014 item 6)."""

from __future__ import annotations

from lkjip_xl.compute.efisiensi import (
    FOOTNOTES,
    EfficiencyCells,
    efficiency_formula,
    pmk22_total_formula,
    score_formula,
    status_formula,
)
from lkjip_xl.compute.formula import Formula, Ref, column_range
from lkjip_xl.compute.rata_rata import mean_formula
from lkjip_xl.tables.context import Context, Goal
from lkjip_xl.tables.goal_table import GoalTable, published, year_heading
from lkjip_xl.tables.layout import Column
from lkjip_xl.workbook.model import SheetModel

TITLE = "EFISIENSI PENGGUNAAN SUMBER DAYA"
STATUS_NOTE = "Status: selisih lebih dari 5 efisien, -5 sampai 5 cukup efisien, kurang dari -5 tidak efisien"


def _ministry_total(context: Context, goal: Goal, results: list[Ref]) -> Formula:
    """E of the sasaran by the PMK formulas: the mean (249/2011), or from sums over Tabel f (22/2021)."""
    if context.settings.rumus_efisiensi == "PMK 249/2011":
        return mean_formula(column_range(results))

    def column(name: str) -> list[Ref]:
        return [published(context, "f", indicator, name) for indicator in goal.indicators]

    return pmk22_total_formula(*(column_range(column(name)) for name in ("capaian", "pagu", "terpakai")))


def build(context: Context, goal: Goal, sheet_name: str) -> SheetModel:
    """% capaian, % penyerapan and their efficiency by the setting; E and NE rows for the ministry's formulas."""
    settings = context.settings
    setting = settings.rumus_efisiensi
    with_status = settings.status_efisiensi != "Tidak dipakai" and setting == "Selisih"
    columns = [
        Column(year_heading("% CAPAIAN KINERJA", context), 15),
        Column(year_heading("% PENYERAPAN ANGGARAN", context), 16),
        Column("TINGKAT EFISIENSI", 15),
    ]
    if with_status:
        columns.append(Column("STATUS", 16))
    page = GoalTable(context, goal, sheet_name, (TITLE,), tuple(columns), "SASARAN", "INDIKATOR SASARAN")
    results = []
    for indicator in goal.indicators:
        column = page.start_row(indicator)
        achieved = page.figure(column, published(context, "f", indicator, "capaian"), "%")
        absorbed = page.figure(column + 1, published(context, "f", indicator, "penyerapan"), "%")
        others = {name: published(context, "f", indicator, name) for name in ("target", "realisasi", "pagu", "terpakai")}
        cells = EfficiencyCells(achieved, absorbed, others["target"], others["realisasi"], others["pagu"], others["terpakai"])
        unit = "rasio" if setting == "Rasio" else "%"
        result = page.computed(column + 2, efficiency_formula(cells, setting), unit)
        results.append(result)
        if with_status:
            page.table.place(page.table.row, column + 3, "teks+tengah", status_formula(result))
        page.next_row()
    page.close()
    if setting.startswith("PMK"):
        _ministry_rows(page, _ministry_total(context, goal, results))
    return page.finish(FOOTNOTES[setting], STATUS_NOTE if with_status else "")


def _ministry_rows(page: GoalTable, total: Formula) -> None:
    last = page.lead_columns + 3
    efficiency = None
    for label in ("EFISIENSI (E)", "NILAI EFISIENSI (NE)"):
        page.table.span("teks+total+tengah", label, 1, last - 1)
        formula = total if efficiency is None else score_formula(efficiency)
        efficiency = page.table.place(page.table.row, last, f"angka:persen{page.decimals}+total", formula)
        page.next_row()
