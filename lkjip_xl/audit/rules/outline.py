"""Rules on the report as a whole, for whoever leafs through it or prints it: order of the sheets (A09) and print areas (D10)."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from lkjip_xl.address import cell_name, quote_sheet
from lkjip_xl.audit.case import Case
from lkjip_xl.audit.catalogue import make_finding
from lkjip_xl.audit.finding import AuditFinding
from lkjip_xl.audit.formula.reference import AreaRef, Reference
from lkjip_xl.audit.formula.tokens import cut
from lkjip_xl.audit.placement import Placement
from lkjip_xl.checks.shown import plain_text

_PRINT_AREA = "_xlnm.Print_Area"


def examine_outline(case: Case) -> Iterator[AuditFinding]:
    """Notes only: neither changes a figure."""
    found = (case.placements.get(name) for name in case.expected.report)
    placements = [placement for placement in found if placement is not None]
    yield from _order(placements)
    yield from _print_areas(case, placements)


def _order(placements: Sequence[Placement]) -> Iterator[AuditFinding]:
    """Tables that stand elsewhere than in the official order: as few as explain it."""
    kept = _longest_rise([placement.number for placement in placements])
    for position, placement in enumerate(placements):
        if placement.number not in kept:
            before = placements[position - 1].found if position else ""
            variant = "urutan_lembar" if before else "urutan_pertama"
            yield make_finding("A09", variant, sheet=placement.found, lembar_baku=plain_text(before), ditemukan=before)


def _longest_rise(numbers: Sequence[int]) -> set[int]:
    """The most numbers that rise from left to right; the others have been moved."""
    ends: list[int] = []
    tails: list[tuple[int, ...]] = []
    for number in numbers:
        at = bisect_left(ends, number)
        chain = (*(tails[at - 1] if at else ()), number)
        ends[at : at + 1], tails[at : at + 1] = [number], [chain]
    return set(tails[-1]) if tails else set()


def _print_areas(case: Case, placements: Sequence[Placement]) -> Iterator[AuditFinding]:
    """Official computed cells that a print area leaves out; nobody sees them on paper."""
    for placement in placements:
        key = f"{quote_sheet(placement.found)}!{_PRINT_AREA}".casefold()
        area = next((target for name, target in case.workbook.names.items() if name.casefold() == key), "")
        printed = cut(area)[1]
        if not printed:
            continue
        left_out = [
            facts
            for facts in case.facts
            if facts.official_sheet == placement.official and not any(_holds(one, facts.row, facts.column) for one in printed)
        ]
        if left_out:
            yield make_finding(
                "D10", sheet=placement.found, banyak=str(len(left_out)), daerah=plain_text(area), ditemukan=area,
                pertama=cell_name(left_out[0].row, left_out[0].column),
            )  # fmt: skip


def _holds(reference: Reference, row: int, column: int) -> bool:
    if isinstance(reference, AreaRef):
        return reference.holds(row, column)
    return (reference.row, reference.column) == (row, column)
