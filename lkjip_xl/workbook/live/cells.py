"""Single cells of the user's own sheets: computed columns filled, faulty cells marked."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING, Any, Final

from lkjip_xl.workbook.live.blocks import Place, areas_to_write, write_cells
from lkjip_xl.workbook.live.guard import in_words

if TYPE_CHECKING:
    from xlwings import Book, Sheet

_NAME_DIGITS: Final = 16
MARK: Final = "lkjip_tanda_"
"""How the defined names of all marks begin."""
_TEXT: Final = "@"
MOST_PROBES: Final = 24
"""So many questions about number formats are asked for one area; what they do not settle counts as text."""


def fill_cells(book: Book, sheet: str, cells: Mapping[Place, Any], between: Mapping[Place, Any], number_format: str) -> None:
    """Write formulas, in a number of assignments that does not depend on the number of rows.

    ``cells`` and ``between`` hold what to assign, as ``blocks.typed_in`` gives it. In a cell formatted as text Excel keeps a
    formula as the text it is; such cells get ``number_format`` first.
    """
    target = book.sheets[sheet]
    with in_words():
        for top, left, bottom, right in areas_to_write(cells):
            for column in range(left, right + 1):
                _no_text(target, column, top, bottom, number_format)
    write_cells(target, cells, between)


def _no_text(sheet: Sheet, column: int, top: int, bottom: int, number_format: str) -> None:
    waiting, probes = [(top, bottom)], 0
    while waiting:
        first, last = waiting.pop()
        area = sheet.range((first, column), (last, column))
        probes += 1
        found = area.number_format
        if found is None and first < last and probes < MOST_PROBES:
            middle = (first + last) // 2
            waiting += [(first, middle), (middle + 1, last)]
        elif found in (None, _TEXT):
            area.number_format = number_format


@dataclass(frozen=True, slots=True)
class MarkRule:
    """A fill for the cells for which ``formula`` (with ``=``, English) is true."""

    formula: str
    fill: str

    @property
    def name(self) -> str:
        """The defined name that holds the formula: the same for the same formula only. A rule left behind on a sheet that was
        locked in between can thus never take on another meaning."""
        return MARK + sha256(self.formula.encode("utf-8", "backslashreplace")).hexdigest()[:_NAME_DIGITS]


def mark_cells(
    book: Book, areas: Mapping[str, tuple[int, int]], rules: Mapping[str, Sequence[MarkRule]], locked: Collection[str]
) -> list[str]:
    """Colour cells by rule, not by hand: a fill of the user's own stays underneath, and marks go with their findings.

    ``areas`` is the last row and column of every sheet that may be marked; rules of an earlier click are taken away from all
    of them, then those of ``rules`` (sheet → most serious first) are made. Every rule is a defined name. Excel takes a name's
    formula in English, but a conditional format's in the separators of the user's region, and these know none.

    Sheets in ``locked`` take no rule; those that should have had one come back. What marked them before has lost its name.
    """
    with in_words():
        for name in list(book.names):
            if name.name.startswith(MARK):
                name.delete()
        for sheet, (bottom, right) in areas.items():
            if sheet in locked:
                continue
            cells = book.sheets[sheet].range((1, 1), (bottom, right))
            for rule in reversed(list(cells.conditional_formats)):
                if rule.type == "custom" and (rule.formula or "").startswith(f"={MARK}"):
                    rule.delete()
            for wanted in reversed(rules.get(sheet, ())):
                book.names.add(wanted.name, wanted.formula)
                cells.conditional_formats.add_custom(f"={wanted.name}", fill_color=wanted.fill, stop_if_true=True)
    return [sheet for sheet in areas if sheet in locked and sheet in rules]
