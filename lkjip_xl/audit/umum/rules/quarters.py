"""Rules A10 (rupiah) and B11 (kinerja): four quarters make the year, form E.81 column 12 = 8+9+10+11 (Permendagri 86/2017).

Which column is the year's is seen from the figures: the one of the same kind in which most rows are the sum of the quarters.
Kinerja is not always added up (a rate, a last value; domain.md §4), so there a difference stays a pattern.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Final

from lkjip_xl.address import cell_name
from lkjip_xl.audit.catalogue import phrase
from lkjip_xl.audit.evaluate.grid import Area, CellId, Slot, cell_id, place
from lkjip_xl.audit.tolerance import same_value
from lkjip_xl.audit.umum.headings import Block, Column, Kind
from lkjip_xl.audit.umum.outline import Outline
from lkjip_xl.audit.umum.rules.stored import difference_words
from lkjip_xl.audit.umum.signal import Signal
from lkjip_xl.audit.umum.survey import Survey, View

LEAST_ROWS: Final = 4
SHARE: Final = 0.75


def quarter_signals(survey: Survey) -> Iterator[Signal]:
    """Rows of the year's column that are not the sum of their quarters."""
    for view, block, outline in survey.parts():
        for quarters in quarter_sets(block):
            for year in _candidates(block, quarters):
                if not survey.budget.take(5 * (block.last - block.first + 1) if len(view.cells) else 0):
                    return
                yield from _compare(survey, view, block, outline, quarters, year)


def quarter_sets(block: Block) -> list[tuple[Column, ...]]:
    """Four columns of one kind under one heading, a quarter each."""
    by_group: dict[tuple[Kind, tuple[str, ...]], dict[int, list[Column]]] = defaultdict(lambda: defaultdict(list))
    for column in block.columns.values():
        if column.quarter:
            by_group[column.kind, _group(column)][column.quarter].append(column)
    return [
        tuple(found[quarter][0] for quarter in (1, 2, 3, 4))
        for found in by_group.values()
        if all(len(found[quarter]) == 1 for quarter in (1, 2, 3, 4))
    ]


def _group(column: Column) -> tuple[str, ...]:
    """The heading without what differs from quarter to quarter: its first part, where that names no single quarter."""
    first = column.parts[0] if len(column.parts) > 2 else ""
    return (first,)


def _candidates(block: Block, quarters: tuple[Column, ...]) -> list[Column]:
    kind = quarters[0].kind
    return [
        column for column in block.columns.values()
        if not column.quarter and column.kind in (kind, Kind.OTHER) and column.number not in {q.number for q in quarters}
    ]  # fmt: skip


def _compare(
    survey: Survey, view: View, block: Block, outline: Outline, quarters: tuple[Column, ...], year: Column
) -> Iterator[Signal]:
    sums: dict[int, tuple[float, float]] = {}
    for row in view.cells:
        if not block.first <= row <= block.last:
            continue
        found = survey.number(view, row, year.number)
        parts = [survey.number(view, row, quarter.number) for quarter in quarters]
        given = [part for part in parts if part is not None]
        texts = any(isinstance(survey.value(view, row, q.number), str) and survey.value(view, row, q.number) for q in quarters)
        if found is not None and given and not texts:
            sums[row] = (found, sum(given))
    telling = {row for row, (found, total) in sums.items() if found or total}
    wrong = [row for row in telling if not same_value(*sums[row], "rupiah")]
    if len(telling) < LEAST_ROWS or len(telling) - len(wrong) < SHARE * len(telling):
        return
    for row in sorted(wrong):
        yield _signal(survey, view, outline, quarters, year, row, *sums[row])


def _signal(
    survey: Survey, view: View, outline: Outline, quarters: tuple[Column, ...], year: Column, row: int, found: float, total: float
) -> Signal:
    cell = cell_id(view.number, row, year.number)
    raw = view.cell(row, year.number)
    money = survey.is_money(cell)
    typed = raw is None or raw.formula is None
    names = [cell_name(row, quarter.number) for quarter in quarters]
    plan = survey.plan(view, row, year.number)
    seen: set[Slot] = set(plan.slots) if plan else set()
    missing = [
        name for name, quarter in zip(names, quarters, strict=True)
        if plan and not _looks_at(seen, cell_id(view.number, row, quarter.number))
    ]  # fmt: skip
    why = phrase("triwulan_ketikan") if typed else phrase("triwulan_hilang", sel=", ".join(missing)) if missing else ""
    words = {
        "baris": outline.labels.get(row, ""),
        "selisih": difference_words(found, total),
        "sebab": why,
        "bagian": ", ".join(names),
    }
    return Signal(
        "A10" if money else "B11", "triwulan" if money else "", cell, found - total if money else None, total,
        "=" + "+".join(names), words, cause=(year.number, typed, len(missing)),
        rests_on=tuple(cell_id(view.number, row, quarter.number) for quarter in quarters),
    )  # fmt: skip


def _looks_at(slots: set[Slot], cell: CellId) -> bool:
    """True where a cell is among the references, single or in an area."""
    sheet, row, column = place(cell)
    return cell in slots or any(
        isinstance(slot, Area)
        and slot.sheet == sheet
        and slot.top <= row < slot.top + slot.rows
        and slot.left <= column < slot.left + slot.columns
        for slot in slots
    )
