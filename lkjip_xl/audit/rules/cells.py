"""Rules A01-A08, A10, A11 and A13 on every computed cell, and A09 on the structure with all cells that follow from it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from lkjip_xl.address import cell_name, cell_place
from lkjip_xl.audit.case import Case
from lkjip_xl.audit.catalogue import make_finding
from lkjip_xl.audit.draft import Draft
from lkjip_xl.audit.evaluate.coercion import NotComputableError
from lkjip_xl.audit.evaluate.grid import CellId
from lkjip_xl.audit.facts import CellFacts, Match, State
from lkjip_xl.audit.finding import AuditFinding
from lkjip_xl.audit.formula.tokens import cut
from lkjip_xl.audit.judgement import ODDITIES, formula_draft, value_draft
from lkjip_xl.audit.roots import RootSearch
from lkjip_xl.audit.rules.figures import value_rule
from lkjip_xl.audit.tolerance import same_value
from lkjip_xl.values import number


def examine_cells(case: Case) -> Iterator[AuditFinding]:
    """The findings. A cell that is wrong only because another is gets none: it is listed with that one."""
    yield from _missing_caches(case)
    judgement = _Judgement(case)
    for facts in case.facts:
        judgement.take(facts)
    for draft in judgement.drafts():
        yield draft.finding(case)


class _Judgement:
    """Sorts what is wrong into causes and followers."""

    def __init__(self, case: Case) -> None:
        self._case = case
        self._oddities = {
            (note.sheet, *cell_place(note.cell)): ODDITIES[note.code]
            for note in case.workbook.notes
            if note.code in ODDITIES and note.cell
        }
        self._faults = [Draft(fault.code, fault.variant, fault=fault) for fault in case.faults]
        self._causes: dict[CellId, list[Draft]] = defaultdict(list)
        for draft in self._faults:
            for cell in draft.fault.cells if draft.fault else ():
                self._causes[cell].append(draft)
        self._own: dict[CellId, list[Draft]] = defaultdict(list)
        self._followers: dict[CellId, tuple[CellFacts, Draft]] = {}

    def take(self, facts: CellFacts) -> None:
        """Judge one cell by itself."""
        clean = facts.match is Match.OFFICIAL and facts.own_holds is not False and facts.official_holds is not False
        if clean and not self._oddities:
            return
        oddity = self._oddities.get((facts.sheet, facts.row, facts.column), "")
        formula = formula_draft(facts, oddity)
        value = value_draft(facts, *self._value_rule(facts))
        if (formula or value) and (lost := self._lost(facts)):
            lost.affected.append(facts)
            self._causes[facts.cell].append(lost)
            return
        if formula is not None:
            self._add(facts.cell, formula)
        if value is None:
            return
        if (formula is not None and facts.match is not Match.EQUIVALENT) or self._stands_alone(facts):
            self._add(facts.cell, value)
        else:
            self._followers[facts.cell] = (facts, value)

    def drafts(self) -> Iterator[Draft]:
        """Every finding, followers put under their causes."""
        search = RootSearch(self._causes, {cell: facts.precedents for cell, (facts, _) in self._followers.items()})
        for cell, (facts, draft) in self._followers.items():
            causes = search.causes(cell)
            holders = {id(holder): holder for cause in causes for holder in self._causes[cause][:1]}
            for holder in holders.values():
                holder.affected.append(facts)
            if not causes:
                self._own[cell].append(draft)
        yield from self._faults
        for listed in self._own.values():
            yield from listed

    def _add(self, cell: CellId, draft: Draft) -> None:
        self._own[cell].append(draft)
        if draft.spreads:
            self._causes[cell].append(draft)

    def _value_rule(self, facts: CellFacts) -> tuple[str, str]:
        if facts.official_holds is not False or not facts.official_formula:
            return "A06", ""
        return value_rule(self._case.recalculation.book.parse(facts.official_formula[1:]))

    def _lost(self, facts: CellFacts) -> Draft | None:
        """The fault behind a formula whose official form looks at cells that the file does not hold."""
        if not self._faults or facts.state is not State.FORMULA:
            return None
        model = self._case.expected.model(facts.official_sheet)
        cell = model.cell(facts.official_row, facts.official_column) if model else None
        if cell is None or cell.formula is None:
            return None
        for reference in cut(cell.formula[1:])[1]:
            if self._case.placements.moved(reference, facts.official_sheet) is None:
                sheet = reference.sheet or facts.official_sheet
                row, column = (reference[1], reference[2])
                for draft in self._faults:
                    if draft.fault and draft.fault.explains(sheet, row, column):
                        return draft
        return None

    def _stands_alone(self, facts: CellFacts) -> bool:
        """True where the cached value is not even what the formula gives on the cached values of its precedents. A cell that
        still shows its official value is only waiting for a recalculation: what it looks at was changed."""
        if facts.own_holds is not False or facts.official_holds:
            return False
        try:
            shallow = self._case.recalculation.shallow(facts.cell)
        except NotComputableError:
            return True
        return not same_value(facts.cached, shallow, facts.unit, lambda: abs(number(facts.recomputed) or 0.0))


def _missing_caches(case: Case) -> Iterator[AuditFinding]:
    """A07, once per sheet: formulas without a cached value."""
    first: dict[str, tuple[str, int]] = {}
    for facts in case.facts:
        if facts.state is State.FORMULA and not facts.has_cache:
            cell, count = first.get(facts.sheet, (cell_name(facts.row, facts.column), 0))
            first[facts.sheet] = (cell, count + 1)
    for sheet, (cell, count) in first.items():
        yield make_finding("A07", sheet=sheet, banyak=str(count), pertama=cell, ditemukan=str(count))
