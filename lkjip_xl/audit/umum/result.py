"""What the audit of any workbook hands back; plain data that can leave the guarded process."""

from __future__ import annotations

from dataclasses import dataclass

from lkjip_xl.audit.facts import CellFacts
from lkjip_xl.audit.finding import AuditFinding


@dataclass(frozen=True, slots=True)
class GeneralAudit:
    """``findings`` in reading order (ranking.py), ``facts`` of every formula: what is there, and whether its stored value is
    what it gives. ``second_engine`` counts formulas that formualizer worked out."""

    findings: tuple[AuditFinding, ...]
    facts: tuple[CellFacts, ...]
    second_engine: int = 0
