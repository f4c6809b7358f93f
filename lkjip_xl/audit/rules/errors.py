"""Rule C06 on formulas: error values that no input error explains."""

from __future__ import annotations

from collections.abc import Iterator

from lkjip_xl.address import cell_name
from lkjip_xl.audit.case import Case
from lkjip_xl.audit.catalogue import make_finding
from lkjip_xl.audit.evaluate.coercion import NotComputableError
from lkjip_xl.audit.evaluate.grid import Area, Slot
from lkjip_xl.audit.facts import CellFacts, State
from lkjip_xl.audit.finding import AuditFinding, Evidence
from lkjip_xl.values import CellError


def examine_errors(case: Case) -> Iterator[AuditFinding]:
    """Formulas that give an error although none of the cells they look at holds one. A wrong one has its finding already."""
    for facts in case.facts:
        if type(facts.found_value) is CellError and _right(facts) and not any(_holds_error(case, s) for s in facts.precedents):
            yield make_finding(
                "C06", "rumus", sheet=facts.sheet, cell=cell_name(facts.row, facts.column), value=facts.found_value,
                evidence=Evidence(
                    formula=f"={facts.formula}", official=facts.official_formula, stored=facts.cached,
                    computed=facts.recomputed, precedents=case.precedents(facts.precedents),
                ),
            )  # fmt: skip


def _right(facts: CellFacts) -> bool:
    return facts.state is State.FORMULA and facts.own_holds is not False and facts.official_holds is not False


def _holds_error(case: Case, slot: Slot) -> bool:
    """True where a precedent holds an error (or cannot be looked at: then the error is left to what it follows from)."""
    view = case.recalculation.cached_view
    try:
        values = view.read(slot) if isinstance(slot, Area) else (view.get(slot),)
    except NotComputableError:
        return True
    return any(type(value) is CellError for value in values)
