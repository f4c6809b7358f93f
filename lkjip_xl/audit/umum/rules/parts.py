"""Rule A10 by the order of codes: a program is the sum of its kegiatan, a kegiatan of its sub kegiatan, JUMLAH of the programs.

Proven where the table itself works like that: at least half of the parents in the column are the sum of their parts.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from lkjip_xl.address import cell_name
from lkjip_xl.audit.catalogue import phrase
from lkjip_xl.audit.evaluate.grid import cell_id
from lkjip_xl.audit.tolerance import same_value
from lkjip_xl.audit.umum.headings import Block, Kind
from lkjip_xl.audit.umum.outline import Outline
from lkjip_xl.audit.umum.rules.stored import difference_words
from lkjip_xl.audit.umum.signal import Signal
from lkjip_xl.audit.umum.survey import Survey, View
from lkjip_xl.checks.grouping import join_cells

MAX_LISTED: Final = 6
MIN_PARENTS: Final = 3


class Parent(NamedTuple):
    """A row that should be the sum of other rows in one column, with both figures."""

    row: int
    found: float
    parts: tuple[int, ...]
    expected: float

    @property
    def holds(self) -> bool:
        return same_value(self.found, self.expected, "rupiah", lambda: abs(self.expected))


def part_signals(survey: Survey) -> Iterator[Signal]:
    """A10 for every parent and total of every additive column."""
    for view, block, outline in survey.parts():
        if not outline.codes:
            continue
        for column, described in block.columns.items():
            if described.kind is Kind.PERCENT or survey.budget.spent:
                continue
            parents = list(parents_of(survey, view, outline, column))
            if is_additive(survey, view, block, parents, column):
                for parent in parents:
                    if not parent.holds:
                        yield _signal(survey, view, outline, parent, column)


def parents_of(survey: Survey, view: View, outline: Outline, column: int) -> Iterator[Parent]:
    """Coded parents and totals of a column that hold a number and have parts with numbers."""
    for row in outline.children:
        yield from _parent(survey, view, outline, column, row, outline.children[row])
    above = 0
    for row in sorted(outline.totals):
        tops = [top for top in outline.tops if above < top < row]
        yield from _parent(survey, view, outline, column, row, tops)
        above = row if tops else above


def is_additive(survey: Survey, view: View, block: Block, parents: Sequence[Parent], column: int) -> bool:
    """True where parents are sums of their parts in this column: by their values, or by their formulas."""
    if not parents:
        return False
    held = sum(parent.holds for parent in parents)
    money = survey.is_money(cell_id(view.number, parents[0].row, column))
    if money or block.columns[column].kind is Kind.MONEY:
        adding = sum(parent.row in view.additions.get(column, {}) for parent in parents)
        return held * 2 >= len(parents) or adding * 2 >= len(parents)
    return len(parents) >= MIN_PARENTS and held >= 0.75 * len(parents)


def _parent(survey: Survey, view: View, outline: Outline, column: int, row: int, below: Sequence[int]) -> Iterator[Parent]:
    found = survey.number(view, row, column)
    parts = tuple(_with_numbers(survey, view, outline, column, below))
    survey.budget.take(len(parts))
    if found is None or not parts or (len(parts) == 1 and outline.depth(row) < 0 and len(below) > 1):
        return
    yield Parent(row, found, parts, sum(survey.number(view, part, column) or 0.0 for part in parts))


def _with_numbers(survey: Survey, view: View, outline: Outline, column: int, rows: Sequence[int]) -> Iterator[int]:
    """The rows themselves where they hold a number, else what stands below them."""
    stack = list(reversed(rows))
    while stack:
        row = stack.pop()
        if survey.number(view, row, column) is not None:
            yield row
        elif survey.value(view, row, column) in (None, ""):
            stack.extend(reversed(outline.children.get(row, ())))


def _signal(survey: Survey, view: View, outline: Outline, parent: Parent, column: int) -> Signal:
    cell = cell_id(view.number, parent.row, column)
    variant, rows = _explained(survey, view, outline, parent, column)
    words = {
        "selisih": difference_words(parent.found, parent.expected),
        "baris": outline.labels.get(parent.row, ""),
        "rinci": listed(rows, column),
        "bagian": listed(parent.parts, column),
    }
    money = survey.is_money(cell)
    right = "=SUM(" + ",".join(cell_name(row, column) for row in parent.parts) + ")" if len(parent.parts) <= MAX_LISTED else ""
    return Signal(
        "A10", variant, cell, parent.found - parent.expected if money else None, parent.expected, right, words,
        cause=(parent.row, variant, tuple(rows)), rests_on=tuple(cell_id(view.number, row, column) for row in parent.parts),
    )  # fmt: skip


def _explained(survey: Survey, view: View, outline: Outline, parent: Parent, column: int) -> tuple[str, Sequence[int]]:
    """Why the figure is not the sum of its parts: (variant, rows that explain it)."""
    raw = view.cell(parent.row, column)
    if raw is None or raw.formula is None:
        return "bagian_ketikan", parent.parts
    addition = view.additions.get(column, {}).get(parent.row)
    if addition is None:
        return "bagian", parent.parts
    counted = view.expansions[column].of(parent.row)
    filled = [row for row in counted if survey.number(view, row, column)]
    end = outline.ends.get(parent.row, 0)
    if outline.depth(parent.row) > 0:
        strange = [row for row in addition.rows if not parent.row < row <= end and survey.number(view, row, column)]
        if strange:
            return "bagian_lebih", strange
    twice = sorted(_repeated(addition.rows) or {row for row in filled if counted[row] > 1})
    if twice:
        return "bagian_ganda", twice
    direct = set(addition.rows)
    missing = [
        part for part in parent.parts
        if part not in direct and not _leaves(view, column, part) & counted.keys() and survey.number(view, part, column)
    ]  # fmt: skip
    return ("bagian_kurang", missing) if missing else ("bagian", parent.parts)


def _repeated(rows: Sequence[int]) -> set[int]:
    seen: set[int] = set()
    return {row for row in rows if row in seen or seen.add(row)}  # type: ignore[func-returns-value]


def _leaves(view: View, column: int, row: int) -> set[int]:
    """The plain rows behind a row: itself, or what its total counts."""
    if row not in view.additions.get(column, {}):
        return {row}
    return set(view.expansions[column].of(row))


def listed(rows: Sequence[int], column: int) -> str:
    """``F12:F14, F18 dan 3 lagi``: some cells of one column."""
    text = join_cells(cell_name(row, column) for row in sorted(rows)[:MAX_LISTED])
    more = len(rows) - MAX_LISTED
    return text + (phrase("dan_lagi", banyak=str(more)) if more > 0 else "")
