"""Plain means (F9), blank where there is nothing to average."""

from __future__ import annotations

from lkjip_xl.compute.excel import average, count
from lkjip_xl.compute.formula import Formula, Range


def mean_formula(cells: Range) -> Formula:
    """AVERAGE of the numbers in a range; ``""`` without a number."""
    value = average(cells.values) if count(cells.values) else ""
    return Formula('IF(COUNT({0})=0,"",AVERAGE({0}))', (cells,), value)
