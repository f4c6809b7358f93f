"""Sarana dan Prasarana (section 1.4 B): kind, number, condition."""

from __future__ import annotations

from lkjip_xl.definition.own_sheets import FACILITIES
from lkjip_xl.tables.context import Context
from lkjip_xl.tables.layout import Column, TableSheet, TableSpec
from lkjip_xl.tables.office import office_title
from lkjip_xl.workbook.model import SheetModel

COLUMNS = (Column("JENIS SARANA & PRASARANA", 48), Column("JUMLAH", 14), Column("KONDISI", 24))


def build(context: Context) -> SheetModel:
    """One line per kind, as sheet Sarpras lists them."""
    titles = ("SARANA DAN PRASARANA YANG DIMILIKI", office_title(context))
    table = TableSheet(TableSpec(FACILITIES, titles, COLUMNS, numbered=True))
    table.start()
    for record in context.book.sheets["sarpras"]:
        kind, amount, state = (context.book.ref("sarpras", record, key) for key in ("jenis", "jumlah", "kondisi"))
        table.body([("teks:butir1", kind), ("angka:bulat+tengah", amount), ("teks+tengah", state)])
    return table.finish()
