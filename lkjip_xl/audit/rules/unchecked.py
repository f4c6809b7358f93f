"""N01 and N02: what was not checked, and why. Nothing is left out in silence."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from lkjip_xl.audit.case import Case
from lkjip_xl.audit.catalogue import make_finding, reason_text
from lkjip_xl.audit.evaluate.grid import CellId
from lkjip_xl.audit.evaluate.recalculation import Reason
from lkjip_xl.audit.finding import AuditFinding


def examine_unchecked(case: Case) -> Iterator[AuditFinding]:
    """One note per sheet and reason."""
    found: dict[tuple[str, Reason], list[CellId]] = defaultdict(list)
    for cell, reason in case.recalculation.not_done.items():
        found[case.grid.address(cell)[0], reason].append(cell)
    for (sheet, reason), cells in found.items():
        first = case.grid.address(cells[0])[1]
        why = reason_text(reason.key, reason.detail)
        yield make_finding("N01", sheet=sheet, cell=first, banyak=str(len(cells)), pertama=first, sebab=why, ditemukan=why)
    for sheet, lost in case.unjudged.items():
        yield make_finding("N02", sheet=sheet, sebab=reason_text("lembar_hilang", lost), ditemukan=lost)
