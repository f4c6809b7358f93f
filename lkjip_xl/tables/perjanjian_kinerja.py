"""Perjanjian Kinerja (section 2.3): indicators with targets, programs with budget, signature.

Both tables follow PermenPANRB 53/2014, Lampiran I.
"""

from __future__ import annotations

from lkjip_xl.compute.anggaran import sum_formula
from lkjip_xl.compute.display import shown
from lkjip_xl.compute.formula import column_range
from lkjip_xl.definition.own_sheets import AGREEMENT
from lkjip_xl.tables.context import Context
from lkjip_xl.tables.layout import Column, TableSheet, TableSpec, value_format
from lkjip_xl.tables.office import office_title, signature, year_title
from lkjip_xl.workbook.model import SheetModel

COLUMNS = (
    Column("NO", 6), Column("SASARAN STRATEGIS", 34), Column("INDIKATOR KINERJA", 42), Column("TARGET", 22), Column("SATUAN", 14),
)


def build(context: Context) -> SheetModel:
    """Both parts on one sheet, signature below."""
    titles = (year_title(context, "PERJANJIAN KINERJA TAHUN "), office_title(context))
    table = TableSheet(TableSpec(AGREEMENT, titles, COLUMNS, numbered=True))
    table.start()
    for goal in context.goals:
        first = table.row
        for indicator in goal.indicators:
            figure = f"angka:{value_format(indicator.unit, indicator.target.value, context.settings.desimal)}+tengah"
            table.body(
                [
                    ("teks+tengah", goal.number), ("teks", goal.name), ("teks", indicator.name),
                    (figure, shown(indicator.target, context.settings.tanda_kosong)), ("teks+tengah", indicator.unit),
                ]
            )
        table.merge_down(1, first, table.row - 1)
        table.merge_down(2, first, table.row - 1)
    table.gap(12)
    _programs(table, context)
    signature(table, context, 3, 5)
    return table.finish()


def _programs(table: TableSheet, context: Context) -> None:
    table.place(table.row, 1, "kepala", "NO")
    table.span("kepala", "PROGRAM", 2, 3)
    table.place(table.row, 4, "kepala", "ANGGARAN")
    table.place(table.row, 5, "kepala", "KET")
    table.row += 1
    amounts = []
    for number, record in enumerate(context.book.sheets["pk_program"], 1):
        name, amount, source = (context.book.ref("pk_program", record, key) for key in ("program", "anggaran", "sumber_dana"))
        table.place(table.row, 1, "teks+tengah", number)
        table.span("teks", name, 2, 3)
        amounts.append(table.place(table.row, 4, "angka:rupiah", amount))
        table.place(table.row, 5, "teks+tengah", source)
        table.row += 1
    table.place(table.row, 1, "teks+total", "")
    table.span("teks+total+tengah", "JUMLAH", 2, 3)
    table.place(table.row, 4, "angka:rupiah+total", sum_formula(column_range(amounts)) if amounts else "")
    table.place(table.row, 5, "teks+total", "")
    table.row += 1
