"""Rule B12: percentages without formulas that do not follow from the figures beside them (E.81 columns 13 = 12/7, 15 = 14/5).

Percent columns with formulas are judged by rules B02 and B03. Here the pair of columns whose quotient most rows hold is
looked for among the columns to the left.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import permutations
from typing import Final, NamedTuple

from lkjip_xl.address import column_letters
from lkjip_xl.audit.evaluate.grid import cell_id
from lkjip_xl.audit.umum.headings import Block, Kind
from lkjip_xl.audit.umum.outline import Outline
from lkjip_xl.audit.umum.rules.stored import difference_words
from lkjip_xl.audit.umum.signal import Signal
from lkjip_xl.audit.umum.survey import Survey, View

NEAREST: Final = 12
"""Columns to the left that may be numerator or denominator."""
LEAST_ROWS: Final = 6
SHARE: Final = 0.75
SAMPLE: Final = 60
HALF_UNIT: Final = 0.0051
"""A typed percentage is rounded to two decimals."""


class Ratio(NamedTuple):
    """``numerator / denominator * factor`` (column numbers)."""

    numerator: int
    denominator: int
    factor: float


def percent_signals(survey: Survey) -> Iterator[Signal]:
    """Rows whose typed percentage is not the quotient that the other rows hold."""
    for view, block, outline in survey.parts():
        for column, described in block.columns.items():
            if described.kind is not Kind.PERCENT or survey.budget.spent:
                continue
            rows = [
                row for row in sorted(view.cells)
                if block.first <= row <= block.last and survey.number(view, row, column) is not None
            ]  # fmt: skip
            typed = [row for row in rows if (cell := view.cell(row, column)) is not None and cell.formula is None]
            if len(typed) >= LEAST_ROWS and len(typed) * 2 > len(rows):
                yield from _compare(survey, view, block, outline, column, typed)


def _compare(survey: Survey, view: View, block: Block, outline: Outline, column: int, rows: list[int]) -> Iterator[Signal]:
    before = sorted(other for other in block.columns if other < column and block.columns[other].kind is not Kind.PERCENT)
    sample = rows[:SAMPLE]
    best: tuple[int, Ratio] | None = None
    for numerator, denominator in permutations(before[-NEAREST:], 2):
        if not survey.budget.take(2 * len(sample)):
            return
        for factor in (100.0, 1.0):
            ratio = Ratio(numerator, denominator, factor)
            held = sum(_holds(survey, view, row, column, ratio) for row in sample)
            if best is None or held > best[0]:
                best = (held, ratio)
    if best is None or best[0] < max(LEAST_ROWS - 1, SHARE * len(sample)):
        return
    for row in rows:
        wanted = _quotient(survey, view, row, best[1])
        if wanted is not None and not _holds(survey, view, row, column, best[1]):
            yield _signal(survey, view, outline, column, row, best[1], wanted, best[0])


def _quotient(survey: Survey, view: View, row: int, ratio: Ratio) -> float | None:
    above, below = survey.number(view, row, ratio.numerator), survey.number(view, row, ratio.denominator)
    return above / below * ratio.factor if above is not None and below else None


def _holds(survey: Survey, view: View, row: int, column: int, ratio: Ratio) -> bool:
    found, wanted = survey.number(view, row, column), _quotient(survey, view, row, ratio)
    if found is None or wanted is None:
        return False
    return abs(found - wanted) <= HALF_UNIT * (1.0 if ratio.factor > 1 else 0.01) + 1e-9 * abs(wanted)


def _signal(
    survey: Survey, view: View, outline: Outline, column: int, row: int, ratio: Ratio, wanted: float, held: int
) -> Signal:
    times = " × 100" if ratio.factor > 1 else ""
    words = {
        "baris": outline.labels.get(row, ""),
        "banyak": str(held),
        "pola": f"{column_letters(ratio.numerator)} / {column_letters(ratio.denominator)}{times}",
        "selisih": difference_words(survey.number(view, row, column), wanted),
    }
    return Signal("B12", "", cell_id(view.number, row, column), computed=wanted, words=words, cause=(column, row))
