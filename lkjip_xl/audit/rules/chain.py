"""Rule H03: where Excel's own list of formula cells and the formulas that are there disagree, something other than Excel has
written the file since. A note: Excel makes the list anew, and nothing is calculated from it."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from lkjip_xl.address import cell_name
from lkjip_xl.audit.calc_chain import Place
from lkjip_xl.audit.case import Case
from lkjip_xl.audit.catalogue import make_finding
from lkjip_xl.audit.finding import AuditFinding
from lkjip_xl.reader.raw import RawSheet


def examine_chain(case: Case) -> Iterator[AuditFinding]:
    """At most two notes a sheet; none where the package has no such list, as no other program than Excel writes it."""
    if case.look.chain is None:
        return
    for sheet in case.workbook.sheets:
        listed = case.look.chain.get(sheet.part, frozenset())
        formulas = {(cell.row, cell.column) for cell in sheet.cells() if cell.formula is not None}
        yield from _note("tanpa_rumus", sheet, listed - formulas)
        yield from _note("tidak_terdaftar", sheet, formulas - listed)


def _note(variant: str, sheet: RawSheet, places: Collection[Place]) -> Iterator[AuditFinding]:
    if places:
        first = cell_name(*min(places))
        yield make_finding("H03", variant, sheet=sheet.name, cell=first, banyak=str(len(places)), ditemukan=str(len(places)))
