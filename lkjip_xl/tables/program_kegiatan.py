"""Program, Kegiatan dan Sub Kegiatan (section 2.2), from sheet DPA."""

from __future__ import annotations

from lkjip_xl.definition.own_sheets import PROGRAM_TREE
from lkjip_xl.tables.context import Context, Program
from lkjip_xl.tables.layout import Column, TableSheet, TableSpec
from lkjip_xl.tables.office import office_title
from lkjip_xl.workbook.model import SheetModel

COLUMNS = (Column("PROGRAM", 30), Column("KEGIATAN", 36), Column("SUB KEGIATAN", 50))


def build(context: Context) -> SheetModel:
    """Three columns; a program and a kegiatan span the rows of what belongs to them."""
    titles = ("PROGRAM, KEGIATAN DAN SUB KEGIATAN", office_title(context))
    table = TableSheet(TableSpec(PROGRAM_TREE, titles, COLUMNS))
    table.start()
    for program in context.programs:
        _program(table, program)
    return table.finish()


def _program(table: TableSheet, program: Program) -> None:
    first = table.row
    table.place(first, 1, "teks+tebal", program.row.cell("uraian"))
    for activity in program.activities:
        top = table.row
        table.place(top, 2, "teks", activity.row.cell("uraian"))
        for sub in activity.subs:
            table.place(table.row, 3, "teks", sub.cell("uraian"))
            table.row += 1
        if not activity.subs:
            table.place(table.row, 3, "teks", "")
            table.row += 1
        table.merge_down(2, top, table.row - 1)
    if not program.activities:
        table.place(table.row, 2, "teks", "")
        table.place(table.row, 3, "teks", "")
        table.row += 1
    table.merge_down(1, first, table.row - 1)
