"""What the three personnel tables share: a group of sheet SDM with Jumlah, L, P and a JUMLAH row."""

from __future__ import annotations

from typing import NamedTuple

from lkjip_xl.compute.anggaran import sum_formula
from lkjip_xl.compute.display import shown
from lkjip_xl.compute.excel import same_text
from lkjip_xl.compute.formula import column_range
from lkjip_xl.tables.context import Context
from lkjip_xl.tables.layout import Column, TableSheet, TableSpec
from lkjip_xl.tables.office import office_title
from lkjip_xl.workbook.model import SheetModel

_FIGURES = ("jumlah", "laki_laki", "perempuan")


class StaffTable(NamedTuple):
    """One of the three tables: its sheet, title, the heading of its label column and the group on sheet SDM."""

    sheet: str
    title: str
    heading: str
    group: str

    def build(self, context: Context) -> SheetModel:
        """The table with its JUMLAH row."""
        columns = (Column("NO", 6), Column(self.heading, 40), Column("JUMLAH", 14), Column("L", 14), Column("P", 14))
        table = TableSheet(TableSpec(self.sheet, (self.title, office_title(context)), columns))
        table.start()
        records = [r for r in context.book.sheets["sdm"] if same_text(r.values["kelompok"], self.group)]
        placed_rows = []
        for number, record in enumerate(records, 1):
            refs = [context.book.ref("sdm", record, key) for key in ("uraian", *_FIGURES)]
            placed = table.body(
                [("teks+tengah", number), ("teks", refs[0]), *(("angka:orang", shown(ref)) for ref in refs[1:])]
            )
            placed_rows.append(placed[2:])
        table.place(table.row, 1, "teks+total", "")
        table.place(table.row, 2, "teks+total+tengah", "JUMLAH")
        for offset in range(len(_FIGURES)):
            content = sum_formula(column_range([row[offset] for row in placed_rows])) if placed_rows else ""
            table.place(table.row, 3 + offset, "angka:orang+total", content)
        table.row += 1
        return table.finish()
