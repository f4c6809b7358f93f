"""Rules C01, C02 and C03 outside our own sheets: numbers stored as text among numbers, Indonesian or English style.

A text is looked at where numbers are expected: in a range that a total adds, or in a column that holds mostly numbers.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Final

from lkjip_xl.audit.catalogue import phrase
from lkjip_xl.audit.evaluate.grid import Area, CellId, cell_id
from lkjip_xl.audit.umum.signal import Signal
from lkjip_xl.audit.umum.survey import Survey, View
from lkjip_xl.checks.shown import plain_number
from lkjip_xl.checks.typed_number import TypedNumber, is_placeholder, read_typed_number
from lkjip_xl.reader.raw import RawCell

SHARE: Final = 0.6
LEAST_NUMBERS: Final = 3


def text_signals(survey: Survey) -> Iterator[Signal]:
    """One signal for every number typed as text where it should be counted."""
    summed = _summed(survey)
    for view, block, _ in survey.parts():
        for column in block.columns:
            cells = [
                cell for row, listed in view.cells.items()
                if block.first <= row <= block.last and (cell := listed.get(column)) is not None
            ]  # fmt: skip
            texts = [cell for cell in cells if cell.formula is None and type(cell.value) is str and cell.value.strip()]
            figures = len(cells) - len(texts)
            mostly = figures >= LEAST_NUMBERS and figures >= SHARE * len(cells)
            for cell in texts:
                text = str(cell.value).strip()
                read = None if is_placeholder(text) else read_typed_number(text)
                if read is not None and (mostly or _is_used(survey, summed.get(view.number, []), cell)):
                    yield _signal(survey, view, cell, text, read)


def _summed(survey: Survey) -> dict[int, list[Area]]:
    """The ranges of additions by sheet."""
    found: dict[int, dict[Area, None]] = defaultdict(dict)
    for view in survey.views:
        for totals in view.additions.values():
            for total in totals.values():
                for slot in survey.case.recalculation.plans[total.cell].slots:
                    if isinstance(slot, Area) and len(found[view.number]) < 2_000:
                        found[view.number][slot] = None
    return {sheet: list(areas) for sheet, areas in found.items()}


def _is_used(survey: Survey, areas: list[Area], cell: RawCell) -> bool:
    return survey.budget.take(len(areas)) and any(
        area.left <= cell.column < area.left + area.columns and area.top <= cell.row < area.top + area.rows for area in areas
    )


def _signal(survey: Survey, view: View, cell: RawCell, text: str, read: TypedNumber) -> Signal:
    at: CellId = cell_id(view.number, cell.row, cell.column)
    if read.ambiguous and not read.unit:
        choices = {"indonesia": plain_number(read.indonesian or 0.0), "inggris": plain_number(read.english or 0.0)}
        return Signal("C03", "", at, words={"pilihan": phrase("gaya_dua", **choices)}, cause=cell.column)
    reading = read.indonesian if read.indonesian is not None else read.english or 0.0
    code, variant = _variant(read, text)
    words = {"terbaca": plain_number(reading), "gaya": phrase("gaya_inggris" if read.indonesian is None else "gaya_indonesia")}
    impact = -reading if survey.is_money(at) and variant != "satuan" else None
    return Signal(code, variant, at, impact, reading, words=words, cause=(cell.column, variant))


def _variant(read: TypedNumber, text: str) -> tuple[str, str]:
    if read.unit:
        return "C02", "satuan"
    return ("C01", "polos") if text.isdecimal() else ("C02", "format")
