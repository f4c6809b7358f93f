"""Table a: target against realisasi of the year (PermenPANRB 53/2014, Lampiran II, Bab III.A, item 1)."""

from __future__ import annotations

from lkjip_xl.compute.capaian import achievement, achievement_formula, reason_formula
from lkjip_xl.compute.display import shown
from lkjip_xl.compute.excel import general
from lkjip_xl.compute.formula import Ref, column_range
from lkjip_xl.compute.kategori import category_formula, scales
from lkjip_xl.compute.rata_rata import mean_formula
from lkjip_xl.tables.context import Context, Goal, Indicator
from lkjip_xl.tables.goal_table import GoalTable, achievement_notes, year_heading
from lkjip_xl.tables.layout import Column
from lkjip_xl.workbook.model import SheetModel

TITLE = "Perbandingan antara Target dan Realisasi Kinerja"


def _incomplete(indicator: Indicator) -> bool:
    actual = indicator.actual.value if indicator.actual else None
    return achievement(indicator.target.value, actual, indicator.rule) == ""


def _explanations(context: Context, goal: Goal) -> list[Ref]:
    return [
        context.book.ref("naskah", record, "teks")
        for record in context.book.sheets["naskah"]
        if record.values["bagian"] == "Penjelasan Capaian" and general(record.values["no_sasaran"]) == goal.given_number
    ]


def build(context: Context, goal: Goal, sheet_name: str) -> SheetModel:
    """Target, realisasi and % of every indicator; Predikat, Keterangan and the mean row where settings or data ask for them."""
    settings = context.settings
    scale = scales().get(settings.skala_kategori)
    explained = any(_incomplete(indicator) for indicator in goal.indicators)
    columns = [Column(year_heading("TARGET", context), 13), Column(year_heading("REALISASI", context), 13), Column("%", 11)]
    if scale:
        columns.append(Column("PREDIKAT", 16))
    if explained:
        columns.append(Column("KETERANGAN", 20))
    page = GoalTable(context, goal, sheet_name, (TITLE,), tuple(columns))
    results = []
    for indicator in goal.indicators:
        column = page.start_row(indicator)
        target = page.figure(column, indicator.target, indicator.unit)
        actual = page.figure(column + 1, indicator.actual, indicator.unit)
        result = page.computed(column + 2, achievement_formula(target, actual, indicator.rule))
        results.append(result)
        page.publish("a", indicator, "target", target)
        page.publish("a", indicator, "realisasi", actual)
        page.publish("a", indicator, "capaian", result)
        if scale:
            predicate = page.table.place(page.table.row, column + 3, "teks+tengah", category_formula(result, scale))
            page.publish("a", indicator, "predikat", predicate)
        if explained:
            reason = reason_formula(target, actual, indicator.rule)
            page.table.place(page.table.row, column + 3 + bool(scale), "teks", reason)
        page.next_row()
    page.close()
    if settings.rata_rata_sasaran:
        _mean_row(page, results, bool(scale), explained)
    notes = list(achievement_notes(context, goal))
    if scale:
        notes.append(f"Predikat menurut skala {settings.skala_kategori}")
    page.table.gap(4)
    page.table.footnotes(*notes)
    for text in _explanations(context, goal):
        page.table.gap(4)
        page.table.line("label+tebal", "Analisis Capaian Kinerja:")
        page.table.line("label", shown(text))
    return page.table.finish()


def _mean_row(page: GoalTable, results: list[Ref], scale: bool, explained: bool) -> None:
    """RATA-RATA of the sasaran: the plain mean of its indicators' % (F9)."""
    first_figure = page.lead_columns + 1
    page.table.span("teks+total+tengah", "RATA-RATA CAPAIAN", 1, first_figure + 1)
    mean = mean_formula(column_range(results))
    page.table.place(page.table.row, first_figure + 2, f"angka:persen{page.decimals}+total", mean)
    for extra in range(scale + explained):
        page.table.place(page.table.row, first_figure + 3 + extra, "teks+total", "")
    page.next_row()
