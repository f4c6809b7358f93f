"""One finding of the cross-check, with the evidence to redo it by hand. The words are looked up in the catalogue."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from lkjip_xl.values import Value
from lkjip_xl.version import TEMPLATE_VERSION

ID_LENGTH: Final = 12


class Grade(StrEnum):
    """How much a finding matters, most serious first. KRITIS: a reported number is wrong or unsupported (audit.md §3)."""

    KRITIS = "Kritis"
    TINGGI = "Tinggi"
    SEDANG = "Sedang"
    RENDAH = "Rendah"
    INFO = "Info"


GRADES: Final = tuple(Grade)


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a finding rests on.

    ``formula`` and ``official`` are formulas with ``=`` ("" where there is none); ``stored`` is the value in the file,
    ``computed`` what the calculation gives instead. ``impact`` is the money effect in rupiah (found less official), None
    where the cell holds no rupiah and moves none. ``precedents`` are (address, value) of the cells the formula looks at,
    ``affected`` addresses of cells that are wrong only because this one is.
    """

    formula: str = ""
    official: str = ""
    stored: Value = None
    computed: Value = None
    impact: float | None = None
    precedents: tuple[tuple[str, Value], ...] = ()
    affected: tuple[str, ...] = ()


NO_EVIDENCE: Final = Evidence()


@dataclass(frozen=True, slots=True)
class AuditFinding:
    """A finding of one rule of audit.md §3.

    ``code`` is the rule (``A03``), ``variant`` the case of it that chose the words. ``sheet`` and ``cell`` are those of the
    audited file ("" for the whole file or sheet). ``id`` stays the same from run to run, so that a later review can be compared
    with this one.
    """

    code: str
    variant: str
    grade: Grade
    sheet: str
    cell: str
    heading: str
    value: Value
    expected: str
    title: str
    message: str
    advice: str
    id: str
    evidence: Evidence = NO_EVIDENCE
    facts: dict[str, str] = field(default_factory=dict, compare=False)


def finding_id(code: str, sheet: str, cell: str, expected: str, found: str) -> str:
    """The stable id: SHA-256 of rule, template version, sheet, cell, expected and found, cut short (audit.md §8)."""
    content = "\x1f".join((code, TEMPLATE_VERSION, sheet, cell, expected, found))
    return hashlib.sha256(content.encode("utf-8", "surrogatepass")).hexdigest()[:ID_LENGTH]
