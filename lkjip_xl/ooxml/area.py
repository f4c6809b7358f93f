"""Areas as a part writes them (``A1:C9``), checked against the grid."""

from __future__ import annotations

import re

from lkjip_xl.address import column_number
from lkjip_xl.ooxml.limits import Limits

Area = tuple[int, int, int, int]
"""First row, first column, last row, last column."""

_AREA = re.compile(r"\$?([A-Z]{1,3})\$?([1-9][0-9]{0,6})(?::\$?([A-Z]{1,3})\$?([1-9][0-9]{0,6}))?")


def parse_area(text: str, limits: Limits) -> Area | None:
    """The area, corners in order; a single cell is an area of one. None where the text is none or leaves the grid."""
    match = _AREA.fullmatch(text)
    if match is None:
        return None
    column, row = column_number(match[1]), int(match[2])
    other_column = column_number(match[3]) if match[3] else column
    other_row = int(match[4]) if match[4] else row
    if max(column, other_column) > limits.max_column or max(row, other_row) > limits.max_row:
        return None
    return min(row, other_row), min(column, other_column), max(row, other_row), max(column, other_column)
