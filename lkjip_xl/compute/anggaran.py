"""Budget figures: penyerapan (F5), allocation by weight, share of the total (F4), totals by level.

All in rupiah; percentages are computed from raw rupiah, never from rounded percentages.
"""

from __future__ import annotations

from collections.abc import Sequence

from lkjip_xl.compute.excel import count, finite, n, same_text, total
from lkjip_xl.compute.formula import Formula, Range, Ref
from lkjip_xl.values import CellError, Value, number


def percent(part: Value, whole: Value) -> Value:
    """part / whole x 100; ``""`` where either is no number or the whole is 0."""
    a, b = number(part), number(whole)
    return "" if a is None or b is None or b == 0 else finite(a / b * 100)


def percent_formula(part: Ref, whole: Ref) -> Formula:
    """F5 penyerapan = realisasi / pagu x 100, and F4 share = allocation / total x 100."""
    template = 'IF(AND(ISNUMBER({0}),ISNUMBER({1})),IF({1}=0,"",{0}/{1}*100),"")'
    return Formula(template, (part, whole), percent(part.value, whole.value))


def _weighted(parts: Sequence[tuple[Ref, Ref]]) -> float | CellError:
    """Sum of amount x weight / 100; the first error on the way ends it."""
    sum_so_far = 0.0
    for amount, weight in parts:
        a, w = n(amount.value), n(weight.value)
        if isinstance(a, CellError):
            return a
        if isinstance(w, CellError):
            return w
        added = finite(sum_so_far + a * w / 100)
        if isinstance(added, CellError):
            return added
        sum_so_far = added
    return sum_so_far


def allocation_formula(parts: Sequence[tuple[Ref, Ref]]) -> Formula:
    """Sum of amount x weight / 100 over (amount cell, weight cell); ``""`` when no amount is a number."""
    amounts = [amount for amount, _ in parts]
    value: Value = "" if not parts or count(amount.value for amount in amounts) == 0 else _weighted(parts)
    holes = range(0, 2 * len(parts), 2)
    terms = "+".join(f"N({{{hole}}})*N({{{hole + 1}}})/100" for hole in holes)
    listed = ",".join(f"{{{hole}}}" for hole in holes)
    operands = tuple(ref for pair in parts for ref in pair)
    return Formula(f'IF(COUNT({listed})=0,"",{terms})', operands, value)


def level_total_formula(amounts: Range, *conditions: tuple[Range, str]) -> Formula:
    """SUMIFS: amounts of the rows whose condition cells equal the given words (level of the DPA row, kind of program)."""
    kept = [
        amount
        for index, amount in enumerate(amounts.values)
        if all(same_text(cells.values[index], word) for cells, word in conditions)
    ]
    tests = ",".join(f'{{{index}}},"{word}"' for index, (_, word) in enumerate(conditions, 1))
    operands = (amounts, *(cells for cells, _ in conditions))
    return Formula(f"SUMIFS({{0}},{tests})", operands, total(kept))


def sum_formula(cells: Range) -> Formula:
    """SUM over cells of one column."""
    return Formula("SUM({0})", (cells,), total(cells.values))
