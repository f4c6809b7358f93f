"""The sheet Grafik of the rekap: offices by mean capaian, a ranking chart, and penyerapan against capaian."""

from __future__ import annotations

from collections.abc import Sequence

from lkjip_xl.address import absolute, quote_sheet
from lkjip_xl.batch.rekap_sheets import CHARTS, HEADING_ROW, TAB
from lkjip_xl.compute.formula import Formula, Ref
from lkjip_xl.values import is_number
from lkjip_xl.workbook.model import Cell, Chart, Page, Series, SheetModel
from lkjip_xl.workbook.text_fit import fit_heights

Office = tuple[Ref, Ref, Ref]
"""The cells of an office on the sheet of offices: name, mean capaian, penyerapan."""
CHART_OFFICES = 30
BLUE, ORANGE = "#2F75B5", "#ED7D31"
_ROW_POINTS, _PIXELS_A_POINT, _GAP = 15.0, 4 / 3, 20
_WIDE = 700


def chart_sheet(offices: Sequence[Office]) -> SheetModel:
    """Offices by mean capaian, highest first; those without one are left out. The charts stand right of the table, one below
    the other."""
    sheet = SheetModel(CHARTS, tab_color=TAB, gridlines=False, page=Page(footer="&C&P dari &N"))
    sheet.put(1, 1, Cell("judul_lembar", "Capaian dan penyerapan"))
    note = f"Urutan menurut rata-rata capaian; grafik peringkat memuat paling banyak {CHART_OFFICES} instansi teratas."
    sheet.put(2, 1, Cell("petunjuk", note))
    for place, (text, width) in enumerate((("Peringkat", 10), ("Instansi", 46), ("Capaian (%)", 13), ("Penyerapan (%)", 14)), 1):
        sheet.widths[place] = width
        sheet.put(HEADING_ROW, place, Cell("kepala_isian", text))
    ranked = [entry for entry in offices if is_number(entry[1].value)]
    ranked.sort(key=lambda entry: (-float(entry[1].value or 0), str(entry[0].value)))
    for rank, (name, mean, absorbed) in enumerate(ranked, 1):
        row = HEADING_ROW + rank
        sheet.put(row, 1, Cell("teks+tengah", rank))
        for place, (style, ref) in enumerate((("teks", name), ("angka:persen2", mean), ("angka:persen2", absorbed)), 2):
            blank = ref.value is None
            shown = Formula('IF({0}="","",{0})', (ref,), "" if blank else ref.value)  # a reference to a blank cell shows 0
            sheet.put(row, place, Cell(style, shown.value, shown.text(CHARTS)))
    fit_heights(sheet)
    if ranked:
        sheet.charts.extend(_charts(sheet, len(ranked)))
    return sheet


def _charts(sheet: SheetModel, number: int) -> tuple[Chart, Chart]:
    first, shown = HEADING_ROW + 1, min(number, CHART_OFFICES)

    def area(column: int, rows: int) -> str:
        return f"{quote_sheet(CHARTS)}!{absolute(first, column)}:{absolute(first + rows - 1, column)}"

    height = 130 + 26 * shown
    ranking = Chart(
        "batang", "Peringkat rata-rata capaian (%)", (HEADING_ROW, 6), (_WIDE, height),
        (Series("Capaian (%)", area(2, shown), area(3, shown), BLUE),), "0.00",
    )  # fmt: skip
    against = Chart(
        "sebar", "Penyerapan terhadap capaian", (_row_below(sheet, height + _GAP), 6), (_WIDE, 420),
        (Series("Instansi", area(3, number), area(4, number), ORANGE),), "0", "Capaian (%)", "Penyerapan (%)",
    )  # fmt: skip
    return ranking, against


def _row_below(sheet: SheetModel, pixels: float) -> int:
    """The row that begins at least so far below the top of the charts."""
    row = HEADING_ROW
    while pixels > 0:
        pixels -= sheet.heights.get(row, _ROW_POINTS) * _PIXELS_A_POINT
        row += 1
    return row
