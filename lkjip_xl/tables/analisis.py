"""Table h: analysis of causes, obstacles and solutions per indicator (PermenPANRB 53/2014 item 5)."""

from __future__ import annotations

from lkjip_xl.compute.display import bullets
from lkjip_xl.tables.context import Context, Goal
from lkjip_xl.tables.goal_table import GoalTable, year_heading
from lkjip_xl.tables.layout import Column
from lkjip_xl.values import is_blank
from lkjip_xl.workbook.model import SheetModel

TITLE = "Analisis Penyebab Keberhasilan/Peningkatan dan Kegagalan/Penurunan Kinerja serta Solusi yang Telah Dilakukan"
_PARTS = (("penyebab", "ANALISIS PENYEBAB", 60.0), ("hambatan", "HAMBATAN", 40.0), ("solusi", "SOLUSI", 40.0))


def build(context: Context, goal: Goal, sheet_name: str) -> SheetModel:
    """IKU, target, realisasi and the bullets of sheet Analisis; equal texts of neighbouring indicators share one cell."""
    parts = [
        part
        for part in _PARTS
        if part[0] == "penyebab"
        or any(i.analysis.get(part[0]) and not is_blank(i.analysis[part[0]].value) for i in goal.indicators)
    ]
    columns = [Column(year_heading("TARGET", context), 12), Column(year_heading("REALISASI", context), 12)]
    columns += [Column(heading, width) for _, heading, width in parts]
    page = GoalTable(
        context, goal, sheet_name, (TITLE,), tuple(columns), indicator_heading="IKU", indicator_width=30,
        with_number=False, with_goal=False, landscape=len(parts) > 1,
    )
    placed: list[list[tuple[int, object]]] = [[] for _ in parts]
    for indicator in goal.indicators:
        column = page.start_row(indicator)
        page.figure(column, indicator.target, indicator.unit)
        page.figure(column + 1, indicator.actual, indicator.unit)
        for offset, (key, _, _) in enumerate(parts):
            source = indicator.analysis.get(key)
            page.table.place(page.table.row, column + 2 + offset, "teks", bullets(source, "✓") if source else "")
            placed[offset].append((page.table.row, source.value if source else None))
        page.next_row()
    for offset, cells in enumerate(placed):
        _merge_equal(page, page.lead_columns + 3 + offset, cells)
    return page.finish()


def _merge_equal(page: GoalTable, column: int, cells: list[tuple[int, object]]) -> None:
    """Merge runs of the same non-blank text, as the reference document prints an analysis shared by two indicators."""
    start = 0
    for index in range(1, len(cells) + 1):
        if index < len(cells) and cells[index][1] == cells[start][1] and cells[index][1] not in (None, ""):
            continue
        page.table.merge_down(column, cells[start][0], cells[index - 1][0])
        start = index
