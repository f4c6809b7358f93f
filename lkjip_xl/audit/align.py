"""Aligning a report sheet of the file with the official one, before any formula is compared (A09).

Rows are recognised by what they say: fixed words, the shape of their formulas, and the input cells that these look at. One row
put in is then one finding, not hundreds of different formulas below it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from lkjip_xl.audit.evaluate.grid import Area, Grid, Slot, cell_id, place
from lkjip_xl.audit.evaluate.recalculation import Recalculation
from lkjip_xl.audit.formula.tokens import cut
from lkjip_xl.audit.placement import Placement, Placements
from lkjip_xl.audit.sequence import align
from lkjip_xl.reader.raw import RawCell
from lkjip_xl.values import Value, is_blank
from lkjip_xl.workbook.model import SheetModel

Token = Hashable
Line = tuple[tuple[int, Token], ...]
"""The cells with content of one row (or column): place and what it says."""
MANY: Final = 0.2
"""Share of rows that may differ in place before rows are thought to have moved."""
LEAST_MATCHED: Final = 0.5
"""Share of official rows that must find their like before columns are thought to have stayed."""
MOST_COLUMNS: Final = 200
_BLANKS_ALIKE: Final = 0.5
_FEW: Final = 3
_LEAST_CELLS: Final = 2
"""Official cells that a column must have before its emptiness says that it is gone."""


@dataclass(frozen=True, slots=True)
class Alignment:
    """Official rows and columns → those of the file; None where nothing moved."""

    rows: Mapping[int, int] | None = None
    columns: Mapping[int, int] | None = None


class Aligner:
    """Aligns sheets of one workbook. ``inputs`` are the placements of the input sheets, known beforehand."""

    def __init__(self, recalculation: Recalculation, inputs: Placements) -> None:
        self._recalculation = recalculation
        self._grid: Grid = recalculation.grid
        self._inputs = inputs

    def align(self, model: SheetModel, number: int) -> Alignment:
        """How the official sheet lies on sheet ``number`` of the file."""
        if self._in_place(model, number):
            return Alignment(columns=self._without_empty_columns(model, number, None))
        expected, found = self._expected_lines(model), self._found_lines(number)
        rows = _aligned(expected, found)
        if _matched(expected, found, rows) >= LEAST_MATCHED:
            moved_rows = _unless_same(rows, expected)
            return Alignment(moved_rows, self._without_empty_columns(model, number, moved_rows))
        columns = _aligned_columns(expected, found)
        rows = _aligned(_with_columns(expected, columns), found)
        return Alignment(_unless_same(rows, expected), _unless_same(columns, _columns_of(expected)))

    def likeness(self, model: SheetModel, number: int) -> float:
        """How much of an official sheet stands on a sheet of the file, wherever on it: 0 to 1."""
        wanted = Counter(token for line in self._expected_lines(model).values() for _, token in line)
        there = Counter(token for line in self._found_lines(number).values() for _, token in line)
        return sum((wanted & there).values()) / max(1, sum(wanted.values()))

    def _in_place(self, model: SheetModel, number: int) -> bool:
        """True where nearly every row reads as it should, and the sheet is as long as it should be."""
        sheet = self._grid.workbook.sheets[number]
        there = (row for row, cells in sheet.rows.items() if any(_filled(cell.value, cell.formula) for cell in cells))
        wanted = [row for row, cells in model.rows.items() if any(cell and _filled(cell.value, cell.formula) for cell in cells)]
        if not wanted or max(there, default=0) != max(wanted):
            return False
        different = sum(1 for row in wanted if not self._row_in_place(model, number, row))
        return different <= max(_FEW, MANY * len(wanted))

    def _without_empty_columns(self, model: SheetModel, number: int, rows: Mapping[int, int] | None) -> dict[int, int] | None:
        """The columns that are there, where the file has nothing at all in an official one (the heading is gone too)."""
        grid = self._grid
        wanted: dict[int, list[bool]] = {}
        for row, column, cell in model.cells():
            found_row = row if rows is None else rows.get(row)
            if found_row is not None and _filled(cell.value, cell.formula):
                found = cell_id(number, found_row, column)
                wanted.setdefault(column, []).append(found in grid.formulas or not is_blank(grid.typed.get(found)))
        empty = {column for column, there in wanted.items() if len(there) >= _LEAST_CELLS and not any(there)}
        return {column: column for column in wanted if column not in empty} if empty else None

    def _row_in_place(self, model: SheetModel, number: int, row: int) -> bool:
        grid = self._grid
        for column, cell in enumerate(model.rows[row], 1):
            if cell is None:
                continue
            raw = grid.formulas.get(cell_id(number, row, column))
            if cell.formula is not None:
                if raw is None or raw.formula != cell.formula[1:]:
                    return False
            elif raw is not None or not same_content(cell.value, grid.typed.get(cell_id(number, row, column))):
                return False
        return True

    def _expected_lines(self, model: SheetModel) -> dict[int, Line]:
        lines: dict[int, Line] = {}
        for row, cells in model.rows.items():
            tokens = []
            for column, cell in enumerate(cells, 1):
                if cell is None or not _filled(cell.value, cell.formula):
                    continue
                tokens.append((column, self._official_token(cell.formula, model.name) if cell.formula else _typed(cell.value)))
            if tokens:
                lines[row] = tuple(tokens)
        return lines

    def _official_token(self, formula: str, own: str) -> Token:
        shape, references = cut(formula[1:])
        looked_at = []
        for reference in references:
            placement = self._inputs.get(reference.sheet or own)
            moved = self._inputs.moved(reference, own) if placement else None
            if placement and moved:
                looked_at.append(self._grid.slot(moved, placement.number))
        return ("rumus", self._recalculation.book.shape(shape), tuple(looked_at))

    def _found_lines(self, number: int) -> dict[int, Line]:
        lines: dict[int, Line] = {}
        for row, cells in self._grid.workbook.sheets[number].rows.items():
            tokens = [(cell.column, self._found_token(number, cell)) for cell in cells if _filled(cell.value, cell.formula)]
            if tokens:
                lines[row] = tuple(tokens)
        return lines

    def _found_token(self, number: int, cell: RawCell) -> Token:
        if cell.formula is None:
            return _typed(cell.value)
        plan = self._recalculation.plans.get(cell_id(number, cell.row, cell.column))
        if plan is None:
            return ("rusak", cell.row, cell.column)
        return ("rumus", plan.shape, tuple(slot for slot in plan.slots if self._on_input(slot)))

    def _on_input(self, slot: Slot) -> bool:
        return (slot.sheet if isinstance(slot, Area) else place(slot)[0]) in self._inputs.numbers


def same_content(official: Value, found: Value) -> bool:
    """True where fixed content is as it should be; space around words does not count, nor 1 for 1.0."""
    if is_blank(official) or is_blank(found):
        return is_blank(official) and is_blank(found)
    if isinstance(official, str) and isinstance(found, str):
        return official.split() == found.split()
    return official == found


def _filled(value: Value, formula: str | None) -> bool:
    return formula is not None or not is_blank(value)


def _typed(value: Value) -> Token:
    if isinstance(value, str):
        return ("teks", " ".join(value.split()))
    return ("nilai", value)


def _aligned(expected: Mapping[int, Line], found: Mapping[int, Line]) -> dict[int, int]:
    """Official row → found row."""
    ours = [expected.get(row, ()) for row in range(1, max(expected, default=0) + 1)]
    theirs = [found.get(row, ()) for row in range(1, max(found, default=0) + 1)]

    def likeness(i: int, j: int) -> float:
        return _likeness(ours[i], theirs[j])

    return {i + 1: j + 1 for i, j in align(ours, theirs, likeness)}


def _likeness(ours: Line, theirs: Line) -> float:
    """The share of cells that say the same at the same place; cells filled on both sides count a little."""
    if not ours or not theirs:
        return _BLANKS_ALIKE if not ours and not theirs else 0.0
    there = dict(theirs)
    same = sum(1.0 if there[at] == token else 0.1 for at, token in ours if at in there)
    return same / max(len(ours), len(theirs))


def _matched(expected: Mapping[int, Line], found: Mapping[int, Line], rows: Mapping[int, int]) -> float:
    """The share of official rows that have found a row much like them."""
    alike = sum(1 for row, line in expected.items() if row in rows and _likeness(line, found.get(rows[row], ())) >= 0.5)
    return alike / max(1, len(expected))


def _aligned_columns(expected: Mapping[int, Line], found: Mapping[int, Line]) -> dict[int, int]:
    """Official column → found column, by what stands in them, wherever."""
    ours, theirs = _by_column(expected), _by_column(found)

    def likeness(i: int, j: int) -> float:
        first, second = ours[i], theirs[j]
        return sum((first & second).values()) / max(1, sum(first.values()), sum(second.values()))

    keys = [tuple(sorted(map(repr, column))) for column in ours], [tuple(sorted(map(repr, column))) for column in theirs]
    return {i + 1: j + 1 for i, j in align(*keys, likeness)}


def _by_column(lines: Mapping[int, Line]) -> Sequence[Counter[Token]]:
    columns: list[Counter[Token]] = []
    for line in lines.values():
        for at, token in line:
            if at <= MOST_COLUMNS:
                columns.extend(Counter() for _ in range(at - len(columns)))
                columns[at - 1][token] += 1
    return columns


def _with_columns(lines: Mapping[int, Line], columns: Mapping[int, int]) -> dict[int, Line]:
    """The official lines at the columns of the file."""
    return {row: tuple((columns[at], token) for at, token in line if at in columns) for row, line in lines.items()}


def _unless_same(mapping: Mapping[int, int], filled: Collection[int]) -> Mapping[int, int] | None:
    """None where every official row or column with content has stayed where it was."""
    whole = all(place in mapping for place in filled)
    return None if whole and all(official == found for official, found in mapping.items()) else mapping


def _columns_of(lines: Mapping[int, Line]) -> set[int]:
    return {at for line in lines.values() for at, _ in line}


def report_placement(official: str, found: str, number: int, alignment: Alignment) -> Placement:
    """The placement of an aligned report sheet."""
    return Placement(official, found, number, alignment.rows, alignment.columns)
