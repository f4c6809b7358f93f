"""A formula as one object: its Excel text and the value Python computes for it.

The text is rendered for the sheet it is placed on, so that references inside one sheet stay short (``D7``) and others are
full (``'Tabel 1f'!$F$7``). The value becomes the cached value of the cell; tests recalculate whole workbooks and compare.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from lkjip_xl.address import absolute, cell_name, column_letters, quote_sheet
from lkjip_xl.values import Value

LONGEST_FORMULA = 8192
_HOLE = re.compile(r"\{(\d+)\}")


@lru_cache(maxsize=1024)
def _plan(template: str) -> tuple[str, tuple[int, ...]]:
    """A template as a pattern for ``%``, and the numbers of the operands in the order in which it takes them."""
    pieces = _HOLE.split(template)
    return "%s".join(literal.replace("%", "%%") for literal in pieces[::2]), tuple(map(int, pieces[1::2]))


class Ref(NamedTuple):
    """A cell that formulas can refer to, with the value it holds."""

    sheet: str
    row: int
    column: int
    value: Value

    def on(self, sheet: str) -> str:
        """The reference as a formula on ``sheet`` writes it."""
        if sheet == self.sheet:
            return cell_name(self.row, self.column)
        return f"{quote_sheet(self.sheet)}!{absolute(self.row, self.column)}"


class Range(NamedTuple):
    """A rectangle of cells with their values in reading order."""

    sheet: str
    first: tuple[int, int]
    last: tuple[int, int]
    values: tuple[Value, ...]

    def on(self, sheet: str) -> str:
        """The range as a formula on ``sheet`` writes it; always absolute, so that filling down cannot shift it."""
        (top, left), (bottom, right) = self.first, self.last
        if sheet == self.sheet:
            return f"{column_letters(left)}{top}:{column_letters(right)}{bottom}"
        return f"{quote_sheet(self.sheet)}!{absolute(top, left)}:{absolute(bottom, right)}"


class Formula(NamedTuple):
    """``template`` with holes ``{0}``, ``{1}`` for ``operands``, and the value it has now."""

    template: str
    operands: tuple[Ref | Range | Formula, ...]
    value: Value

    def on(self, sheet: str) -> str:
        """The expression without ``=``, as it stands inside another formula on ``sheet``."""
        pattern, order = _plan(self.template)
        texts = [operand.on(sheet) for operand in self.operands]
        return pattern % tuple([texts[number] for number in order])

    def text(self, sheet: str) -> str:
        """The formula with ``=`` for a cell on ``sheet``. ValueError when Excel would refuse its length."""
        text = "=" + self.on(sheet)
        if len(text) > LONGEST_FORMULA:
            raise ValueError(f"formula of {len(text)} characters on {sheet}; Excel takes {LONGEST_FORMULA}")
        return text


def column_range(refs: Sequence[Ref]) -> Range:
    """The range from the first to the last of cells that stand directly below one another."""
    first, last = refs[0], refs[-1]
    return Range(first.sheet, (first.row, first.column), (last.row, last.column), tuple(ref.value for ref in refs))
