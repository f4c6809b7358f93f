"""Rule A10 where rows were put in beside the range of a total: figures that stand in the table but in no total."""

from __future__ import annotations

from collections.abc import Iterator

from lkjip_xl.address import cell_name
from lkjip_xl.audit.case import Case, Fault
from lkjip_xl.audit.catalogue import make_finding
from lkjip_xl.audit.evaluate.grid import Area, cell_id, place
from lkjip_xl.audit.facts import CellFacts, State
from lkjip_xl.audit.finding import AuditFinding, Evidence
from lkjip_xl.audit.moves import rows_text
from lkjip_xl.checks.shown import plain_number
from lkjip_xl.values import number


def examine_totals(case: Case) -> Iterator[AuditFinding]:
    """Totals over a column that stop right before, or begin right after, rows put in with numbers in that column."""
    put_in = [fault for fault in case.faults if fault.variant == "baris_sisipan"]
    if not put_in:
        return
    for facts in case.facts:
        if facts.state is State.FORMULA and facts.official_formula.startswith("=SUM("):
            for fault in put_in:
                yield from _beside(case, facts, fault)


def _beside(case: Case, facts: CellFacts, fault: Fault) -> Iterator[AuditFinding]:
    rows = sorted({place(cell)[1] for cell in fault.cells})
    sheet = place(next(iter(fault.cells)))[0]
    for area in facts.precedents:
        if not isinstance(area, Area) or area.sheet != sheet or area.left + area.columns - 1 != area.left:
            continue
        touches = rows[0] == area.top + area.rows or rows[-1] == area.top - 1
        figures = [number(case.grid.cached(cell_id(sheet, row, area.left))) for row in rows]
        missed = [figure for figure in figures if figure is not None]
        if touches and missed and facts.row not in rows:
            amount = sum(missed)
            evidence = Evidence(
                formula=f"={facts.formula}", official=facts.official_formula, stored=facts.cached,
                computed=(number(facts.recomputed) or 0.0) + amount,
                impact=-amount if facts.unit == "rupiah" else None, precedents=case.precedents(facts.precedents),
            )  # fmt: skip
            yield make_finding(
                "A10", "tanpa_sisipan", sheet=facts.sheet, cell=cell_name(facts.row, facts.column),
                heading=case.labels.heading(facts.official_sheet, facts.official_row, facts.official_column),
                value=facts.found_value, evidence=evidence, baris_sisipan=rows_text(rows[0], rows[-1]),
                isi=plain_number(amount),
            )  # fmt: skip
