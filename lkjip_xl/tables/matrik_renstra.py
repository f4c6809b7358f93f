"""Matrik Renstra (section 2.1): sasaran, IKU, formulation, yearly targets, base year, kebijakan, strategi, data source."""

from __future__ import annotations

from lkjip_xl.compute.display import labelled, shown
from lkjip_xl.compute.excel import general
from lkjip_xl.compute.formula import Formula, Ref
from lkjip_xl.definition.own_sheets import RENSTRA_MATRIX
from lkjip_xl.definition.sheets import sheet_def
from lkjip_xl.tables.context import Context, normalised
from lkjip_xl.tables.layout import Column, TableSheet, TableSpec, Text, value_format
from lkjip_xl.tables.office import office_title
from lkjip_xl.template.book import Placed
from lkjip_xl.template.row_formula import band_formula
from lkjip_xl.values import CellError, is_blank, number
from lkjip_xl.workbook.model import SheetModel

_OFFICE_LINES = (
    ("Instansi", "nama_instansi"),
    ("Tujuan", "tujuan"),
    ("Indikator Tujuan", "indikator_tujuan"),
    ("Tugas", "tugas"),
    ("Fungsi", "fungsi"),
)
LONGEST_PERIOD = 6


def _years(context: Context) -> int:
    """Years in the period of the Renstra, 5 when the form does not say."""
    first = number(context.office("renstra_awal").value)
    last = number(context.office("renstra_akhir").value)
    if first is None or last is None:
        return 5
    return int(min(max(last - first, 0), LONGEST_PERIOD - 1)) + 1


def _period(context: Context) -> Formula:
    first, last = context.office("renstra_awal"), context.office("renstra_akhir")
    error = next((ref.value for ref in (first, last) if isinstance(ref.value, CellError)), None)
    value = error if error is not None else f"TAHUN {general(first.value)}-{general(last.value)}"
    return Formula('"TAHUN "&{0}&"-"&{1}', (first, last), value)


def _columns(context: Context, years: int) -> tuple[Column, ...]:
    fields = sheet_def("renstra").by_key
    bands = [fields[f"target_{index}"].year_band for index in range(1, years + 1)]
    units = {general(record.values["satuan"]) for record in context.book.sheets["renstra"]}
    group = "TARGET TAHUNAN (%)" if units == {"%"} else "TARGET TAHUNAN"
    return (
        Column("NO", 5),
        Column("SASARAN STRATEGIS / INDIKATOR KINERJA UTAMA (IKU)", 28),
        Column("PENJELASAN / FORMULASI PERHITUNGAN", 30),
        *(Column(band_formula(context.book, band), 9, group) for band in bands if band),
        Column(labelled("TAHUN DASAR ", context.office("tahun_dasar")), 10),
        Column("KEBIJAKAN", 22),
        Column("STRATEGI PENCAPAIAN PROGRAM / KEGIATAN", 32),
        Column("SUMBER DATA / PENANGGUNG JAWAB", 24),
    )


def _source_and_owner(source: Ref, owner: Ref) -> Formula | Ref:
    """Data source and the unit that answers for it, on two lines where both are given."""
    if is_blank(owner.value):
        return source
    if is_blank(source.value):
        return owner
    error = next((ref.value for ref in (source, owner) if isinstance(ref.value, CellError)), None)
    value = error if error is not None else f"{general(source.value)}\n{general(owner.value)}"
    return Formula("{0}&CHAR(10)&{1}", (source, owner), value)


def _office_block(table: TableSheet, context: Context) -> None:
    for label, key in _OFFICE_LINES:
        table.place(table.row, 1, "label+tebal", label)
        table.sheet.merges.append((table.row, 1, table.row, 2))
        table.span("label", shown(context.office(key)), 3, table.last_column)
        table.row += 1
    table.gap(6)


def build(context: Context) -> SheetModel:
    """The matrix, sasaran by sasaran."""
    years = _years(context)
    titles: tuple[Text, ...] = ("MATRIK RENSTRA", office_title(context), _period(context))
    table = TableSheet(TableSpec(RENSTRA_MATRIX, titles, _columns(context, years), landscape=True))
    for position, title in enumerate(titles):
        table.line("judul" if position == 0 else "subjudul", title)
    table.gap(6)
    _office_block(table, context)
    table.headings()
    groups: dict[str, list[Placed]] = {}
    for record in context.book.sheets["renstra"]:
        groups.setdefault(normalised(record.values["no_sasaran"]) or normalised(record.values["sasaran"]), []).append(record)
    for position, records in enumerate(groups.values(), 1):
        table.place(table.row, 1, "teks+program+tengah", position)
        table.span("teks+program", context.book.ref("renstra", records[0], "sasaran"), 2, table.last_column)
        table.row += 1
        for letter, record in enumerate(records):
            _indicator_row(table, context, record, chr(ord("a") + letter), years)
    return table.finish()


def _indicator_row(table: TableSheet, context: Context, record: Placed, letter: str, years: int) -> None:
    def ref(key: str) -> Ref:
        return context.book.ref("renstra", record, key)

    unit, decimals = general(record.values["satuan"]), context.settings.desimal
    table.place(table.row, 1, "teks+tengah", letter)
    table.place(table.row, 2, "teks", ref("indikator"))
    table.place(table.row, 3, "teks", ref("formulasi"))
    for offset, key in enumerate([*(f"target_{index}" for index in range(1, years + 1)), "nilai_dasar"]):
        cell = ref(key)
        table.place(table.row, 4 + offset, f"angka:{value_format(unit, cell.value, decimals)}+kecil", cell)
    table.place(table.row, 5 + years, "teks", ref("kebijakan"))
    table.place(table.row, 6 + years, "teks", ref("strategi"))
    table.place(table.row, 7 + years, "teks", _source_and_owner(ref("sumber_data"), ref("penanggung_jawab")))
    table.row += 1
