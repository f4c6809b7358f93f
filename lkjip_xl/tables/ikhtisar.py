"""Ikhtisar: the key figures on one page, capaian per indicator and budget per program, with native charts."""

from __future__ import annotations

from collections.abc import Sequence

from lkjip_xl.address import absolute, quote_sheet
from lkjip_xl.compute.anggaran import percent_formula
from lkjip_xl.compute.display import shown
from lkjip_xl.compute.efisiensi import EfficiencyCells, efficiency_formula
from lkjip_xl.compute.formula import Formula, Range, Ref, column_range
from lkjip_xl.compute.kategori import scales
from lkjip_xl.compute.rata_rata import mean_formula
from lkjip_xl.compute.ringkasan import at_least_formula, count_formula, largest_formula, reached_formula
from lkjip_xl.definition.own_sheets import SUMMARY
from lkjip_xl.tables.context import Context
from lkjip_xl.tables.goal_table import published, year_heading
from lkjip_xl.tables.layout import Column, TableSheet, TableSpec, value_format
from lkjip_xl.tables.office import office_title, year_title
from lkjip_xl.workbook.model import Chart, Page, Series, SheetModel

BLUE, ORANGE = "#2F75B5", "#ED7D31"
PIXELS_PER_BAR = 25
LAST = 7


def _columns(context: Context) -> tuple[Column, ...]:
    return (
        Column("NO", 6),
        Column("SASARAN", 10),
        Column("INDIKATOR KINERJA", 50),
        Column(year_heading("TARGET", context), 18),
        Column(year_heading("REALISASI", context), 18),
        Column("CAPAIAN (%)", 14),
        Column("PREDIKAT" if uses_scale(context) else "KETERANGAN", 20),
    )


def uses_scale(context: Context) -> bool:
    """True where the office chose a category scale; otherwise the last column says Tercapai or Belum Tercapai."""
    return context.settings.skala_kategori in scales()


class _Summary:
    """The sheet being filled; the key figures come first but are computed from the tables below them."""

    def __init__(self, context: Context) -> None:
        self.context = context
        titles = (year_title(context, "IKHTISAR CAPAIAN KINERJA TAHUN "), office_title(context))
        self.table = TableSheet(TableSpec(SUMMARY, titles, _columns(context)))

    def _percent_style(self) -> str:
        return f"angka:persen{self.context.settings.desimal}"

    def indicators(self) -> tuple[Range, Range, Range, Range] | None:
        """One row per indicator; ranges of numbers, sasaran, names and capaian come back."""
        table, decimals = self.table, self.context.settings.desimal
        columns: tuple[list[Ref], list[Ref], list[Ref], list[Ref]] = ([], [], [], [])
        number = 0
        for goal in self.context.goals:
            for indicator in goal.indicators:
                number += 1
                cells = [published(self.context, "a", indicator, name) for name in ("target", "realisasi", "capaian")]
                figure = value_format(indicator.unit, indicator.target.value, decimals)
                placed = table.body(
                    [
                        ("teks+tengah", number), ("teks+tengah", goal.number), ("teks", indicator.name),
                        (f"angka:{figure}", cells[0]), (f"angka:{figure}", cells[1]), (self._percent_style(), cells[2]),
                    ]
                )
                reached = reached_formula(placed[5])
                verdict = shown(published(self.context, "a", indicator, "predikat")) if uses_scale(self.context) else reached
                table.place(placed[5].row, LAST, "teks+tengah", verdict)
                for found, ref in zip(columns, (placed[0], placed[1], placed[2], placed[5]), strict=True):
                    found.append(ref)
        if not number:
            return None
        numbers, goals, names, results = (column_range(refs) for refs in columns)
        return numbers, goals, names, results

    def programs(self) -> tuple[Range, Range, Range] | None:
        """One row per program; ranges of names, pagu and realisasi come back."""
        table = self.table
        columns: tuple[list[Ref], list[Ref], list[Ref]] = ([], [], [])
        headings = {1: "NO", 4: "PAGU ANGGARAN", 5: "REALISASI ANGGARAN", 6: "PENYERAPAN (%)", 7: "JENIS PROGRAM"}
        for column, text in headings.items():
            table.place(table.row, column, "kepala", text)
        table.span("kepala", "PROGRAM", 2, 3)
        table.row += 1
        for number, program in enumerate(self.context.programs, 1):
            table.place(table.row, 1, "teks+tengah", number)
            name = table.span("teks", program.row.cell("uraian"), 2, 3)
            budget = table.place(table.row, 4, "angka:rupiah", program.row.cell("pagu"))
            spent = table.place(table.row, 5, "angka:rupiah", program.row.cell("realisasi_anggaran"))
            table.place(table.row, 6, self._percent_style(), percent_formula(spent, budget))
            table.place(table.row, 7, "teks+tengah", program.row.cell("jenis_program"))
            for found, ref in zip(columns, (name, budget, spent), strict=True):
                found.append(ref)
            table.row += 1
        if not columns[0]:
            return None
        names, budgets, spents = (column_range(refs) for refs in columns)
        return names, budgets, spents

    def key_figures(self, row: int, ranges: tuple[Range, Range, Range, Range] | None) -> None:
        """The block at the top: counts, mean capaian, budget, absorption, efficiency."""
        table = self.table
        back, table.row = table.row, row
        planned, spent = self.context.published["3.2", "", "pagu"], self.context.published["3.2", "", "realisasi"]
        if ranges is None:
            self._figure("Indikator kinerja", "angka", 0)
            mean: Ref | None = None
        else:
            numbers, goals, _, results = ranges
            self._figure("Sasaran strategis", "angka:bulat", largest_formula(goals))
            self._figure("Indikator kinerja", "angka:bulat", count_formula(numbers))
            self._figure("Indikator dengan capaian 100% atau lebih", "angka:bulat", at_least_formula(results, 100))
            mean = self._figure("Rata-rata capaian kinerja", self._percent_style(), mean_formula(results))
        budget = self._figure("Pagu anggaran", "angka:rupiah", planned)
        paid = self._figure("Realisasi anggaran", "angka:rupiah", spent)
        absorbed = self._figure("Penyerapan anggaran", self._percent_style(), percent_formula(paid, budget))
        if mean is not None:
            cells = EfficiencyCells(mean, absorbed, mean, mean, budget, paid)
            self._figure("Selisih rata-rata capaian dan penyerapan", self._percent_style(), efficiency_formula(cells, "Selisih"))
        table.row = back

    def _figure(self, label: str, style: str, content: Formula | Ref | int) -> Ref:
        self.table.span("teks+tebal", label, 1, 3)
        placed = self.table.place(self.table.row, 4, style + "+tebal", content)
        self.table.row += 1
        return placed

    def narrative(self) -> None:
        """Ikhtisar Eksekutif from sheet Naskah, below everything."""
        records = [r for r in self.context.book.sheets["naskah"] if r.values["bagian"] == "Ikhtisar Eksekutif"]
        if records:
            self.table.gap()
            self.table.line("label+tebal", "Ikhtisar Eksekutif")
        for record in records:
            self.table.line("label", shown(self.context.book.ref("naskah", record, "teks")))


def _absolute(cells: Range) -> str:
    return f"{quote_sheet(cells.sheet)}!{absolute(*cells.first)}:{absolute(*cells.last)}"


def _chart(kind_title: str, row: int, bars: int, names: Range, series: Sequence[tuple[str, Range, str]], look: str) -> Chart:
    return Chart(
        kind="batang",
        title=kind_title,
        anchor=(row, 1),
        size=(960, 130 + bars * PIXELS_PER_BAR),
        series=tuple(Series(name, _absolute(names), _absolute(values), color) for name, values, color in series),
        number_format=look,
    )


def build(context: Context) -> SheetModel:
    """Key figures, both tables, both charts, the narrative."""
    summary = _Summary(context)
    table = summary.table
    for position, title in enumerate(table.spec.titles):
        table.line("judul" if position == 0 else "subjudul", title)
    table.gap(6)
    key_row = table.row
    table.row += 8 if context.goals else 4
    table.gap()
    table.headings()
    table.sheet.page = Page(footer=table.sheet.page.footer)  # two tables and charts: no heading row fits every page
    ranges = summary.indicators()
    table.gap()
    programs = summary.programs()
    summary.key_figures(key_row, ranges)
    summary.narrative()
    table.gap()
    row = table.row
    if ranges:
        names, results = ranges[2], ranges[3]
        one = [("Capaian (%)", results, BLUE)]
        chart = _chart("Capaian Kinerja per Indikator (%)", row, len(results.values), names, one, "0.00")
        table.sheet.charts.append(chart)
        row += chart.size[1] // 20 + 2
    if programs:
        names, budgets, spents = programs
        pairs = [("Pagu", budgets, BLUE), ("Realisasi", spents, ORANGE)]
        look = '[$-421]#,##0.0,,,"  M";[$-421]-#,##0.0,,,"  M"'
        title = "Pagu dan Realisasi Anggaran per Program (Rp miliar)"
        table.sheet.charts.append(_chart(title, row, len(budgets.values) * 2, names, pairs, look))
    return table.finish()
