"""A finding in the making: what is known before its followers are."""

from __future__ import annotations

from dataclasses import dataclass, field

from lkjip_xl.address import cell_name
from lkjip_xl.audit.case import Case, Fault
from lkjip_xl.audit.catalogue import make_finding, phrase
from lkjip_xl.audit.facts import CellFacts
from lkjip_xl.audit.finding import AuditFinding, Evidence
from lkjip_xl.checks.shown import plain_number
from lkjip_xl.values import Value, number

_HARMLESS = frozenset({("A01", "setara"), ("A02", "sama"), ("A04", ""), ("A13", "larik")})
_NOISE = 1e-12


@dataclass(slots=True)
class Draft:
    """One finding on a computed cell (``facts``) or on the structure (``fault``), and the cells that only follow from it."""

    code: str
    variant: str = ""
    facts: CellFacts | None = None
    fault: Fault | None = None
    words: dict[str, str] = field(default_factory=dict)
    computed: Value = None
    impact: float | None = None
    affected: list[CellFacts] = field(default_factory=list)

    @property
    def spreads(self) -> bool:
        """True where other cells can be wrong because of this one."""
        return (self.code, self.variant) not in _HARMLESS

    def finding(self, case: Case) -> AuditFinding:
        """The finished finding."""
        return self._of_cell(case, self.facts) if self.facts else self._of_structure(case)

    def _of_structure(self, case: Case) -> AuditFinding:
        fault = self.fault or Fault(self.variant)
        return make_finding(
            fault.code, fault.variant, sheet=fault.sheet, cell=fault.cell, heading=fault.heading, value=fault.value,
            evidence=Evidence(impact=self._largest_impact(), affected=self._addresses(case)), words=fault.words,
        )  # fmt: skip

    def _of_cell(self, case: Case, facts: CellFacts) -> AuditFinding:
        official = (facts.official_sheet, facts.official_row, facts.official_column)
        known = bool(facts.official_formula)
        evidence = Evidence(
            formula="" if facts.formula is None else "=" + facts.formula,
            official=facts.official_formula,
            stored=facts.cached,
            computed=self.computed,
            impact=self._largest_impact(),
            precedents=case.precedents(facts.precedents),
            affected=self._addresses(case),
        )
        words = {
            "baris": case.labels.row_label(*official) if known else "",
            "selisih": _difference(facts.found_value, self.computed),
        }
        return make_finding(
            self.code, self.variant, sheet=facts.sheet, cell=cell_name(facts.row, facts.column),
            heading=case.labels.heading(*official) if known else "", value=facts.found_value, evidence=evidence,
            words={**words, **self.words},
        )  # fmt: skip

    def _addresses(self, case: Case) -> tuple[str, ...]:
        return tuple(case.address(facts.cell) for facts in sorted(self.affected, key=lambda facts: facts.cell))

    def _largest_impact(self) -> float | None:
        """The money effect: of the cell itself where it holds rupiah, else the largest among its followers."""
        if self.impact is not None and abs(self.impact) > _NOISE:
            return self.impact
        effects = [effect for facts in self.affected if (effect := facts.impact) is not None and abs(effect) > _NOISE]
        return max(effects, key=abs, default=self.impact)


def _difference(found: Value, other: Value) -> str:
    """``, selisih 12,5`` between two numbers, "" where one is none."""
    a, b = number(found), number(other)
    return "" if a is None or b is None else phrase("selisih", angka=plain_number(_apart(a, b)))


def _apart(a: float, b: float) -> float:
    """a - b as a person would subtract the figures shown: 99 - 99,3 is -0,3, not -0,29999999999999716. Six decimals, unless
    nothing would be left of them."""
    plain = a - b
    return round(plain, 6) or plain
