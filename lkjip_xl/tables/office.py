"""Titles and the signature block that carry the office's own words."""

from __future__ import annotations

from lkjip_xl.compute.display import joined, labelled, labelled_text, shown
from lkjip_xl.compute.excel import capitals, general
from lkjip_xl.compute.formula import Formula
from lkjip_xl.tables.context import Context
from lkjip_xl.tables.layout import TableSheet
from lkjip_xl.values import CellError

SIGNATURE_SPACE = 3
"""Empty rows left for the signature."""


def office_title(context: Context, before: str = "") -> Formula:
    """``before`` and the office with its region in capitals: DINAS … KOTA PROBOLINGGO."""
    name, region = context.office("nama_instansi"), context.office("daerah")
    error = next((ref.value for ref in (name, region) if isinstance(ref.value, CellError)), None)
    value = error if error is not None else f"{before}{capitals(general(name.value))} {capitals(general(region.value))}"
    start = f'"{before}"&' if before else ""
    return Formula(f'{start}UPPER({{0}})&" "&UPPER({{1}})', (name, region), value)


def year_title(context: Context, before: str, after: str = "") -> Formula:
    """``before`` and the reporting year."""
    return labelled(before, context.year, after)


def signature(table: TableSheet, context: Context, first: int, last: int) -> None:
    """Place and date, jabatan, room to sign, name, pangkat and NIP over the columns ``first`` to ``last``."""
    table.gap(14)
    table.span("ttd", joined((context.office("tempat"), context.office("tanggal")), ", "), first, last)
    table.row += 1
    table.span("ttd", shown(context.office("kepala_jabatan")), first, last)
    table.row += 1
    for _ in range(SIGNATURE_SPACE):
        table.gap(16)
    table.span("ttd+tebal+garis", shown(context.office("kepala_nama")), first, last)
    table.row += 1
    table.span("ttd", shown(context.office("kepala_pangkat")), first, last)
    table.row += 1
    table.span("ttd", labelled_text("NIP. ", context.office("kepala_nip")), first, last)
    table.row += 1
