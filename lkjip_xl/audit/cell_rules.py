"""The rules that look at cells alone, so that they hold for the open workbook too, and the order in which findings stand."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Final

from lkjip_xl.address import cell_place
from lkjip_xl.audit.case import Case
from lkjip_xl.audit.finding import AuditFinding
from lkjip_xl.audit.rules.cells import examine_cells
from lkjip_xl.audit.rules.errors import examine_errors
from lkjip_xl.audit.rules.origin import examine_template
from lkjip_xl.audit.rules.settings import examine_settings
from lkjip_xl.audit.rules.totals import examine_totals
from lkjip_xl.audit.rules.unchecked import examine_unchecked
from lkjip_xl.audit.rules.units import examine_units
from lkjip_xl.audit.rules.values import examine_values
from lkjip_xl.reader.raw import RawWorkbook

Rule = Callable[[Case], Iterator[AuditFinding]]

CELL_RULES: Final[tuple[Rule, ...]] = (
    examine_template,
    examine_cells,
    examine_totals,
    examine_values,
    examine_units,
    examine_errors,
    examine_settings,
    examine_unchecked,
)
"""Those that need the file itself (hidden things, names, protection, origin) stand in ``run``."""


def examined(case: Case, workbook: RawWorkbook, rules: Iterable[Rule]) -> list[AuditFinding]:
    """What the rules find, by sheet, row, column and rule (audit.md §8); findings about the whole file come first."""
    sheets = {sheet.name: number for number, sheet in enumerate(workbook.sheets, 1)}

    def order(finding: AuditFinding) -> tuple[int, int, int, str, str, str]:
        row, column = cell_place(finding.cell) if finding.cell else (0, 0)
        return sheets.get(finding.sheet, 0), row, column, finding.code, finding.variant, finding.message

    return sorted((finding for rule in rules for finding in rule(case)), key=order)
