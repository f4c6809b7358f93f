"""Counts for the summary page."""

from __future__ import annotations

from lkjip_xl.compute.excel import count, first_error, numbers
from lkjip_xl.compute.formula import Formula, Range, Ref
from lkjip_xl.values import Value, number


def count_formula(cells: Range) -> Formula:
    """How many numbers stand in a range."""
    return Formula("COUNT({0})", (cells,), count(cells.values))


def largest_formula(cells: Range) -> Formula:
    """The largest number in a range."""
    error = first_error(cells.values)
    value: Value = error if error is not None else max(numbers(cells.values), default=0)
    return Formula("MAX({0})", (cells,), value)


def at_least_formula(cells: Range, bound: float) -> Formula:
    """How many numbers in a range reach a bound; text and errors do not count."""
    return Formula(f'COUNTIF({{0}},">={bound:g}")', (cells,), sum(found >= bound for found in numbers(cells.values)))


def reached_formula(achievement: Ref) -> Formula:
    """Tercapai from 100 % on, else Belum Tercapai; blank without a number."""
    found = number(achievement.value)
    value = "" if found is None else "Tercapai" if found >= 100 else "Belum Tercapai"
    return Formula('IF(ISNUMBER({0}),IF({0}>=100,"Tercapai","Belum Tercapai"),"")', (achievement,), value)
