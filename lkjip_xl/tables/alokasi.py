"""Table e: budget allocated to each indicator and its share of the total."""

from __future__ import annotations

from lkjip_xl.compute.anggaran import allocation_formula, level_total_formula, percent_formula
from lkjip_xl.compute.formula import Formula
from lkjip_xl.tables.context import Context, Goal, Indicator
from lkjip_xl.tables.goal_table import GoalTable, year_heading
from lkjip_xl.tables.layout import Column
from lkjip_xl.values import Value
from lkjip_xl.workbook.model import SheetModel

TITLE = "ALOKASI PER SASARAN PEMBANGUNAN"
NOTES = {
    "Program urusan": "Pembagi: jumlah pagu program urusan (tanpa program penunjang)",
    "Seluruh program": "Pembagi: jumlah pagu seluruh program",
}


def allocated(indicator: Indicator, field: str, blank_mark: str) -> Formula | Value:
    """Pagu or realisasi (``field`` of sheet DPA) of the programs that serve the indicator, by weight."""
    parts = [
        (support.program.row.cell(field), support.weight) for support in indicator.supports if support.program is not None
    ]
    return allocation_formula(parts) if parts else blank_mark


def total_budget(context: Context, *, everything: bool) -> Formula:
    """Pagu of all programs, or of the programs of kind Urusan only."""
    conditions = [(context.book.column("dpa", "tingkat"), "Program")]
    if not everything:
        conditions.append((context.book.column("dpa", "jenis_program"), "Urusan"))
    return level_total_formula(context.book.column("dpa", "pagu"), *conditions)


def build(context: Context, goal: Goal, sheet_name: str) -> SheetModel:
    """Allocation and share per indicator; the total the shares refer to stands below."""
    setting = context.settings.penyebut_anggaran
    columns = (Column(year_heading("ANGGARAN", context), 21), Column("% ANGGARAN DARI TOTAL ANGGARAN KESELURUHAN", 20))
    page = GoalTable(context, goal, sheet_name, (TITLE,), columns)
    total_row = page.table.row + len(goal.indicators)
    amount_column = page.lead_columns + 1
    rows = page.table.row
    page.table.row = total_row
    page.table.span("teks+total", "Total anggaran keseluruhan", 1, amount_column - 1)
    whole = total_budget(context, everything=setting == "Seluruh program")
    total = page.table.place(total_row, amount_column, "angka:rupiah+total", whole)
    page.table.place(total_row, amount_column + 1, "teks+total", "")
    page.table.row = rows
    for indicator in goal.indicators:
        column = page.start_row(indicator)
        amount = page.rupiah(column, allocated(indicator, "pagu", page.blank_mark))
        page.computed(column + 1, percent_formula(amount, total))
        page.publish("e", indicator, "pagu", amount)
        page.next_row()
    page.close()
    page.next_row()
    return page.finish(NOTES[setting])
