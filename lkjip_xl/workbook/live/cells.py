"""Single cells of the user's own sheets: computed columns filled, faulty cells marked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from lkjip_xl.workbook.live.blocks import column_blocks, write_block
from lkjip_xl.workbook.live.guard import reason_of

if TYPE_CHECKING:
    from xlwings import Book

SIGN: Final = "ADDRESS(ROW(),COLUMN(),4)"
"""What all rules of ours have in their formula and no other rule is likely to."""


def fill_cells(
    book: Book, sheet: str, cells: Mapping[tuple[int, int], Any], between: Mapping[tuple[int, int], Any]
) -> None:
    """Write cells, one assignment a column, whatever the number of rows.

    ``cells`` and ``between`` hold what to assign, as ``blocks.typed_in`` gives it; ``between`` is what stands in the other
    cells of those columns and is written back as it was.
    """
    target = book.sheets[sheet]
    for column, rows in column_blocks(cells).items():
        first, last = min(rows), max(rows)
        block = [[rows[row] if row in rows else between.get((row, column))] for row in range(first, last + 1)]
        write_block(target, (first, column), block)


@dataclass(frozen=True, slots=True)
class MarkRule:
    """A fill for the cells for which ``formula`` (with ``=``, written for A1) is true."""

    formula: str
    fill: str


def mark_cells(book: Book, areas: Mapping[str, tuple[int, int]], rules: Mapping[str, Sequence[MarkRule]]) -> list[str]:
    """Colour cells by rule, not by hand: a fill of the user's own stays underneath, and marks go with their findings.

    ``areas`` is the last row and column of every sheet that may be marked; rules of an earlier click are taken away from all
    of them, then those of ``rules`` (sheet → most serious first) are made. Returns the sheets that a protection kept unmarked.
    """
    skipped = []
    for sheet, (bottom, right) in areas.items():
        cells = book.sheets[sheet].range((1, 1), (bottom, right))
        try:
            for rule in reversed(list(cells.conditional_formats)):
                if rule.type == "custom" and SIGN in (rule.formula or "").replace(" ", ""):
                    rule.delete()
            for wanted in reversed(rules.get(sheet, ())):
                cells.conditional_formats.add_custom(wanted.formula, fill_color=wanted.fill, stop_if_true=True)
        except Exception as error:  # each engine has its own class for a refusal
            if reason_of(error) is None:
                raise
            skipped.append(sheet)
    return skipped
