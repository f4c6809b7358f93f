"""One audited workbook with everything the rules look at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from lkjip_xl.address import cell_name
from lkjip_xl.audit.evaluate.coercion import NotComputableError
from lkjip_xl.audit.evaluate.grid import Area, CellId, Grid, Slot
from lkjip_xl.audit.evaluate.recalculation import Recalculation
from lkjip_xl.audit.expected import Expected
from lkjip_xl.audit.facts import CellFacts
from lkjip_xl.audit.labels import Labels
from lkjip_xl.audit.package_look import PackageLook
from lkjip_xl.audit.placement import Placements
from lkjip_xl.intake.submission import Submission
from lkjip_xl.reader.raw import RawWorkbook
from lkjip_xl.values import Value, number

MAX_PRECEDENTS = 12
"""So many precedents are listed as evidence; longer formulas name the rest in their text."""


@dataclass(frozen=True, slots=True)
class Fault:
    """A difference in structure (A09): what it says, and which cells may suffer from it.

    ``cells`` are cells of the file that should not be there (a row put in). ``sheets_lost`` are official sheets that the
    file does not hold, ``rows_lost`` and ``columns_lost`` official rows and columns, as (sheet, number), that it does not hold:
    formulas that look there are followers.
    """

    variant: str
    sheet: str = ""
    cell: str = ""
    heading: str = ""
    value: Value = None
    words: Mapping[str, str] = field(default_factory=dict)
    code: str = "A09"
    cells: frozenset[CellId] = frozenset()
    sheets_lost: tuple[str, ...] = ()
    rows_lost: frozenset[tuple[str, int]] = frozenset()
    columns_lost: frozenset[tuple[str, int]] = frozenset()

    def explains(self, sheet: str, row: int, column: int) -> bool:
        """True where this fault is why an official cell has no place in the file."""
        if sheet.casefold() in map(str.casefold, self.sheets_lost):
            return True
        return (sheet, row) in self.rows_lost or (sheet, column) in self.columns_lost


@dataclass(frozen=True, slots=True)
class Case:
    """A workbook of ours under audit.

    ``workbook`` is the file as it is; ``submission`` was bound after renamed sheets and headings were recognised (they are
    among ``faults``). ``facts`` are those of every official formula, then those of all other formulas.
    """

    workbook: RawWorkbook
    submission: Submission
    report: bool
    grid: Grid
    recalculation: Recalculation
    expected: Expected
    placements: Placements
    facts: tuple[CellFacts, ...]
    labels: Labels
    look: PackageLook
    faults: tuple[Fault, ...] = ()
    unjudged: Mapping[str, str] = field(default_factory=dict)
    """Sheets whose cells could not be compared with the official ones → why (a key of the catalogue)."""

    def precedents(self, slots: tuple[Slot, ...]) -> tuple[tuple[str, Value], ...]:
        """(address, value in the file) of the cells a formula looks at; for an area the sum of its numbers."""
        found: list[tuple[str, Value]] = []
        for slot in dict.fromkeys(slots):
            if len(found) >= MAX_PRECEDENTS:
                break
            if isinstance(slot, Area):
                if slot.sheet >= 0:
                    found.append((self.area_address(slot), self._sum(slot)))
            elif slot >= 0:
                found.append((self.address(slot), self.grid.cached(slot)))
        return tuple(found)

    def _sum(self, area: Area) -> Value:
        """The sum of the numbers in an area as the file has them; None where that is too much work."""
        try:
            values = self.recalculation.cached_view.read(area)
        except NotComputableError:
            return None
        return sum(plain for value in values if (plain := number(value)) is not None)

    def address(self, cell: CellId) -> str:
        """``DPA!K7``."""
        sheet, name = self.grid.address(cell)
        return f"{sheet}!{name}"

    def area_address(self, area: Area) -> str:
        """``DPA!K5:K60``."""
        last = cell_name(area.top + area.rows - 1, area.left + area.columns - 1)
        return f"{self.grid.names[area.sheet]}!{cell_name(area.top, area.left)}:{last}"
