"""One finding: what is wrong, where, and what was expected. The words are looked up in the catalogue."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from lkjip_xl.values import Value


class Severity(StrEnum):
    """How much a finding matters: GALAT must be mended, PERINGATAN should be looked at, INFO is good to know."""

    GALAT = "GALAT"
    PERINGATAN = "PERINGATAN"
    INFO = "INFO"


@dataclass(frozen=True, slots=True)
class Finding:
    """A finding of one rule.

    ``sheet`` and ``cell`` are those of the submitted file ("" where the finding has no sheet or no cell; such findings
    sort to the top). ``heading`` is the column heading the user sees. ``value`` is what stands there, ``expected`` what
    should. ``facts`` fill the placeholders of the catalogue's message. ``waiver`` is the reason of the recorded exception
    that accepts this finding, and who decided it; "" where there is none.
    """

    code: str
    severity: Severity
    sheet: str
    cell: str
    heading: str = ""
    value: Value = None
    expected: str = ""
    message: str = ""
    advice: str = ""
    facts: dict[str, str] = field(default_factory=dict, compare=False)
    waiver: str = ""

    @property
    def blocks(self) -> bool:
        """True for a GALAT that no exception accepts: the workbook is not in order."""
        return self.severity is Severity.GALAT and not self.waiver
