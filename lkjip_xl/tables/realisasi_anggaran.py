"""Realisasi Anggaran (section 3.2): performance and budget of every program, kegiatan and sub kegiatan, with totals."""

from __future__ import annotations

from lkjip_xl.compute.anggaran import level_total_formula, percent_formula
from lkjip_xl.compute.capaian import NEGATIVE, AchievementRule, achievement_formula
from lkjip_xl.compute.display import labelled
from lkjip_xl.compute.excel import general, same_text
from lkjip_xl.compute.formula import Formula, Ref
from lkjip_xl.definition.own_sheets import BUDGET
from lkjip_xl.tables.context import BudgetRow, Context
from lkjip_xl.tables.goal_table import year_heading
from lkjip_xl.tables.layout import Column, TableSheet, TableSpec, value_format
from lkjip_xl.tables.office import office_title, year_title
from lkjip_xl.values import is_blank, is_number, number
from lkjip_xl.workbook.model import SheetModel

OWN_INCOME = "PENDAPATAN ASLI DAERAH"
"""The heading the reference document prints above the income rows; an office may also enter it as a row of its own."""
_LEVEL_STYLES = {"Program": "+program", "Kegiatan": "+kegiatan"}
_LEVEL_INDENTS = {"Kegiatan": "+lekuk1", "Sub Kegiatan": "+lekuk2", "Pendapatan": "+lekuk1"}
_EXPENSE_LEVELS = ("Program", "Kegiatan", "Sub Kegiatan", "Indikator Lanjutan")


def _columns(context: Context, with_code: bool) -> tuple[Column, ...]:
    budget = labelled("PAGU ANGGARAN (", context.office("jenis_anggaran"), ")")
    code = (Column("KODE", 19),) if with_code else ()
    return (
        *code,
        Column("URAIAN", 40),
        Column("INDIKATOR KINERJA", 36),
        Column("SATUAN", 11),
        Column("TARGET", 10),
        Column("REALISASI", 11),
        Column("%", 10),
        Column(budget, 18),
        Column(year_heading("REALISASI", context), 18),
        Column("%", 10),
        Column("KETERANGAN", 15),
    )


def _note(row: BudgetRow) -> Formula:
    """The office's own words, or why there is no percentage."""
    words, target = row.cell("keterangan"), row.cell("target")
    plain = number(target.value)
    value = words.value if not is_blank(words.value) else "Target 0" if plain == 0 else ""
    template = 'IF({0}="",IF(ISNUMBER({1}),IF({1}=0,"Target 0",""),""),{0})'
    return Formula(template, (words, target), value)


class _BudgetTable:
    """The table being filled; column places depend on whether codes are printed."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.with_code = any(not is_blank(row.record.values["kode"]) for row in context.budget_rows)
        titles = (year_title(context, "REALISASI ANGGARAN TAHUN "), office_title(context))
        self.table = TableSheet(TableSpec(BUDGET, titles, _columns(context, self.with_code), landscape=True))
        self.first = 1 + self.with_code

    def label(self, text: str, style: str = "") -> None:
        """A heading row with nothing but words."""
        for column in range(1, self.table.last_column + 1):
            self.table.place(self.table.row, column, "teks" + style, text if column == self.first else "")
        self.table.row += 1

    def figure(self, column: int, source: Ref, unit: str, style: str) -> Ref:
        found = value_format("" if unit == "%" else unit, source.value, self.context.settings.desimal)
        return self.table.place(self.table.row, column, f"angka:{found}{style}", source)

    def line(self, row: BudgetRow) -> None:
        """One row of sheet DPA."""
        table, first, style = self.table, self.first, _LEVEL_STYLES.get(row.level, "")
        percent = f"angka:persen{self.context.settings.desimal}{style}"
        if self.with_code:
            table.place(table.row, 1, "teks+kecil" + style, row.cell("kode"))
        indent = _LEVEL_INDENTS.get(row.level, "")
        table.place(table.row, first, "teks" + style + indent, row.cell("uraian"))
        table.place(table.row, first + 1, "teks" + style, row.cell("indikator"))
        unit = general(row.record.values["satuan"])
        table.place(table.row, first + 2, "teks+tengah" + style, row.cell("satuan"))
        target = self.figure(first + 3, row.cell("target"), unit, style)
        actual = self.figure(first + 4, row.cell("realisasi"), unit, style)
        negative = same_text(row.record.values["polaritas"], NEGATIVE)
        rule = AchievementRule(negative, self.context.settings.rumus_negatif == "T/R", None, None)
        table.place(table.row, first + 5, percent, achievement_formula(target, actual, rule))
        budget = table.place(table.row, first + 6, "angka:rupiah" + style, row.cell("pagu"))
        spent = table.place(table.row, first + 7, "angka:rupiah" + style, row.cell("realisasi_anggaran"))
        table.place(table.row, first + 8, percent, percent_formula(spent, budget))
        table.place(table.row, first + 9, "teks" + style, _note(row))
        table.row += 1

    def total(self, label: str, level: str) -> tuple[Ref, Ref]:
        """A JUMLAH row over all rows of a level; its pagu and realisasi cells."""
        table, book = self.table, self.context.book
        for column in range(1, table.last_column + 1):
            table.place(table.row, column, "teks+total", label if column == self.first else "")
        levels = book.column("dpa", "tingkat")
        sums = [level_total_formula(book.column("dpa", field), (levels, level)) for field in ("pagu", "realisasi_anggaran")]
        budget, spent = (
            table.place(table.row, self.first + 6 + offset, "angka:rupiah+total", formula) for offset, formula in enumerate(sums)
        )
        style = f"angka:persen{self.context.settings.desimal}+total"
        table.place(table.row, self.first + 8, style, percent_formula(spent, budget))
        table.row += 1
        return budget, spent


def build(context: Context) -> SheetModel:
    """PENDAPATAN, JUMLAH PENDAPATAN, BELANJA DAERAH, every DPA row, JUMLAH BELANJA."""
    budget = _BudgetTable(context)
    budget.table.start()
    income = [row for row in context.budget_rows if row.level == "Pendapatan"]
    budget.label("PENDAPATAN", "+tebal")
    if not any(row.names(OWN_INCOME) for row in income):
        budget.label(OWN_INCOME, "+tebal")
    for row in income:
        budget.line(row)
    if any(is_number(row.record.values[field]) for row in income for field in ("pagu", "realisasi_anggaran")):
        budget.total("JUMLAH PENDAPATAN", "Pendapatan")
    else:
        budget.label("JUMLAH PENDAPATAN", "+total")
    budget.label("BELANJA DAERAH", "+tebal")
    for row in context.budget_rows:
        if row.level in _EXPENSE_LEVELS:
            budget.line(row)
    planned, spent = budget.total("JUMLAH BELANJA", "Program")
    context.published["3.2", "", "pagu"] = planned
    context.published["3.2", "", "realisasi"] = spent
    return budget.table.finish()
