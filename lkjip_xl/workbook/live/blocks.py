"""Blocks of formulas and values as one assignment. Excel reads text in a block as if it were typed, so text is marked as text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, Final

from lkjip_xl.values import CellError, Value
from lkjip_xl.workbook.live.guard import in_words
from lkjip_xl.workbook.model import Area, Cell, SheetModel
from lkjip_xl.workbook.text_safety import cell_text, formula_text, utf16_length

if TYPE_CHECKING:
    from xlwings import Sheet

Place = tuple[int, int]
"""Row, column; counted from 1."""
LONGEST_IN_BLOCK: Final = 8_000
"""Excel refuses a whole block for one text of more than 8,203 characters in it."""
MOST_PIECES: Final = 48
"""So many assignments for scattered cells; beyond that, whole columns with what stands in between."""


def typed_in(value: Value, formula: str | None = None) -> Any:
    """What to assign so that the cell holds this formula or value; text never becomes a number, a date or a formula."""
    if formula is not None:
        return "=" + formula_text(formula)
    if isinstance(value, CellError):
        return f"={value}"
    if isinstance(value, str):
        return "'" + cell_text(value) if value else None
    if isinstance(value, int) and not isinstance(value, bool):
        return float(value)  # COM has no room for an integer of more than 32 bits
    return value


def formula_block(model: SheetModel) -> tuple[Place, list[list[Any]]] | None:
    """((first row, first column), block) over all formulas of a sheet, with the other cells in between; None without any."""
    places = [(row, column) for row, column, cell in model.cells() if cell.formula is not None]
    if not places:
        return None
    top, bottom = min(row for row, _ in places), max(row for row, _ in places)
    left, right = min(column for _, column in places), max(column for _, column in places)
    return (top, left), [
        [_assigned(model.cell(row, column)) for column in range(left, right + 1)] for row in range(top, bottom + 1)
    ]


def _assigned(cell: Cell | None) -> Any:
    return None if cell is None else typed_in(cell.value, cell.formula)


def write_block(sheet: Sheet, place: Place, block: list[list[Any]]) -> None:
    """One assignment; ``place`` is the block's first cell. Around a text too long for a block there are several, and the text's
    own cell is left as it is."""
    with in_words():
        for (row, column), part in _takeable(place, block):
            sheet.range((row, column), (row + len(part) - 1, column + len(part[0]) - 1)).formula = part


def _takeable(place: Place, block: list[list[Any]]) -> Iterator[tuple[Place, list[list[Any]]]]:
    """The block in pieces without too long texts: bands of whole rows, and what is left and right of such a text."""
    top, left = place
    band: list[list[Any]] = []
    for row, cells in enumerate(block, top):
        long = [at for at, value in enumerate(cells) if isinstance(value, str) and utf16_length(value) > LONGEST_IN_BLOCK]
        if not long:
            band.append(cells)
            continue
        if band:
            yield (row - len(band), left), band
            band = []
        for start, end in zip([-1, *long], [*long, len(cells)], strict=True):
            if end - start > 1:
                yield (row, left + start + 1), [cells[start + 1 : end]]
    if band:
        yield (top + len(block) - len(band), left), band


def write_cells(sheet: Sheet, cells: Mapping[Place, Any], between: Mapping[Place, Any]) -> None:
    """Write scattered cells in few assignments; ``between`` is what other cells of their columns must be given to stay as they
    are."""
    for top, left, bottom, right in areas_to_write(cells):
        block = [
            [cells[place] if (place := (row, column)) in cells else between.get(place) for column in range(left, right + 1)]
            for row in range(top, bottom + 1)
        ]
        write_block(sheet, (top, left), block)


def areas_to_write(cells: Iterable[Place]) -> list[Area]:
    """Neighbours go together, and what stands between them is left alone. Where that made more than MOST_PIECES, each column is
    one area from its first to its last cell."""
    places = list(cells)
    areas = rectangles(places)
    return areas if len(areas) <= MOST_PIECES else _columns(places)


def rectangles(cells: Iterable[Place]) -> list[Area]:
    """Areas that cover exactly these cells: runs down each column, and equal runs of neighbouring columns as one."""
    columns: dict[int, list[int]] = {}
    for row, column in sorted(cells):
        columns.setdefault(column, []).append(row)
    done: list[Area] = []
    growing: dict[tuple[int, int], int] = {}
    previous = 0
    for column in sorted(columns):
        runs = _runs(columns[column])
        kept = {run: growing[run] for run in runs if run in growing} if column == previous + 1 else {}
        done += [(top, left, bottom, previous) for (top, bottom), left in growing.items() if (top, bottom) not in kept]
        growing = {run: kept.get(run, column) for run in runs}
        previous = column
    return done + [(top, left, bottom, previous) for (top, bottom), left in growing.items()]


def _runs(rows: list[int]) -> list[tuple[int, int]]:
    """(first, last) of every unbroken run of ascending row numbers."""
    runs: list[tuple[int, int]] = []
    for row in rows:
        if runs and row == runs[-1][1] + 1:
            runs[-1] = (runs[-1][0], row)
        else:
            runs.append((row, row))
    return runs


def _columns(cells: Iterable[Place]) -> list[Area]:
    rows: dict[int, list[int]] = {}
    for row, column in cells:
        rows.setdefault(column, []).append(row)
    return [(min(found), column, max(found), column) for column, found in sorted(rows.items())]
