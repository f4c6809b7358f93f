"""An input row that the report does not carry is one finding at that row, however many report sheets lack it (A09)."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from lkjip_xl.address import cell_name
from lkjip_xl.audit.case import Fault
from lkjip_xl.audit.expected import Expected
from lkjip_xl.audit.formula.tokens import cut
from lkjip_xl.audit.placement import Placements
from lkjip_xl.definition.sheets import sheet_defs

InputRow = tuple[str, int]
"""An input sheet (official name) and a row of it."""


def carried_rows(faults: Sequence[Fault], expected: Expected, placements: Placements) -> tuple[Fault, ...]:
    """The faults, with missing report rows of one input row made one fault at that row.

    A row that some report sheet does carry was taken out of the other one: that stays a fault of the report sheet.
    """
    missing = [fault for fault in faults if fault.variant == "baris_hilang"]
    if not missing:
        return tuple(faults)
    carried = set(_carried(expected, placements))
    by_row: dict[InputRow, list[Fault]] = defaultdict(list)
    for fault in missing:
        row = _main_row(expected, fault)
        if row is not None and row not in carried:
            by_row[row].append(fault)
    gone = {id(fault) for listed in by_row.values() for fault in listed}
    made = [_one(row, listed, placements) for row, listed in by_row.items()]
    return (*(fault for fault in faults if id(fault) not in gone), *made)


def _tables() -> set[str]:
    return {definition.name for definition in sheet_defs() if definition.layout == "tabel"}


def _rows_looked_at(expected: Expected, sheet: str, row: int) -> Iterator[InputRow]:
    """The rows of input tables that a report row looks at, cell by cell."""
    model = expected.report[sheet]
    tables = _tables()
    for cell in model.rows.get(row, ()):
        if cell is not None and cell.formula is not None:
            for reference in cut(cell.formula[1:])[1]:
                if reference.sheet in tables and len(reference) == 3:
                    yield reference.sheet, reference[1]


def _carried(expected: Expected, placements: Placements) -> Iterator[InputRow]:
    """Input rows that some row of the file's report looks at."""
    for name, model in expected.report.items():
        placement = placements.get(name)
        if placement is not None:
            for row in model.rows:
                if placement.rows is None or row in placement.rows:
                    yield from _rows_looked_at(expected, name, row)


def _main_row(expected: Expected, fault: Fault) -> InputRow | None:
    """The input row that missing report rows mostly look at."""
    seen = Counter(row for sheet, number in sorted(fault.rows_lost) for row in _rows_looked_at(expected, sheet, number))
    return seen.most_common(1)[0][0] if seen else None


def _one(row: InputRow, faults: Sequence[Fault], placements: Placements) -> Fault:
    placement = placements.get(row[0])
    place = placement.place(row[1], 1) if placement else None
    lost = frozenset().union(*(fault.rows_lost for fault in faults))
    sheets = ", ".join(dict.fromkeys(sheet for sheet, _ in sorted(lost)))
    return Fault(
        "isian_tidak_dibawa",
        placement.found if placement else row[0],
        cell_name(*place) if place else "",
        words={"di_lembar": sheets},
        rows_lost=lost,
    )
