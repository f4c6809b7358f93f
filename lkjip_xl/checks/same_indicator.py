"""Program indicators on sheet DPA that are indicators of the Perjanjian Kinerja.

A program row or its Indikator Lanjutan is the same indicator where its name is the same, written in any way; or where the
program serves the indicator (sheet Dukungan) and the names are near. A row that is exactly another indicator is not taken.
"""

from __future__ import annotations

from collections.abc import Iterable

from lkjip_xl.checks.budget_tree import BudgetTree
from lkjip_xl.checks.indicator_join import INDICATOR_SHEETS, Indicator
from lkjip_xl.checks.likeness import NameJudge
from lkjip_xl.checks.naming import text
from lkjip_xl.intake.names import normalised
from lkjip_xl.intake.submission import Record


def match_rows(indicators: Iterable[Indicator], tree: BudgetTree, judge: NameJudge) -> dict[int, list[Record]]:
    """DPA records by ``id`` of their indicator; only indicators of sheet PK are looked for."""
    rows: dict[str, list[Record]] = {}
    for program in tree.programs:
        for record in program.indicator_rows():
            if name := normalised(text(record.values["indikator"])):
                rows.setdefault(name, []).append(record)
    wanted = [indicator for indicator in indicators if "pk" in indicator.records]
    found: dict[int, list[Record]] = {}
    taken: set[int] = set()
    for indicator in wanted:
        same = [record for name in _names(indicator) for record in rows.get(normalised(name), ())]
        found[id(indicator)] = list({record.row: record for record in same}.values())
        taken.update(record.row for record in same)
    for indicator in wanted:
        if not found[id(indicator)]:
            found[id(indicator)] = [record for record in _near(indicator, tree, judge) if record.row not in taken]
    return found


def _names(indicator: Indicator) -> list[str]:
    listed = (text(indicator.value(sheet, "indikator")) for sheet in INDICATOR_SHEETS)
    return list(dict.fromkeys(name for name in listed if name))


def _near(indicator: Indicator, tree: BudgetTree, judge: NameJudge) -> list[Record]:
    """Rows of the programs that serve the indicator, with a name near one of its names."""
    programs = {
        id(program): program
        for support in indicator.supports
        if (program := tree.program(support.values["kode_program"], support.values["program"])) is not None
    }
    return [
        record
        for program in programs.values()
        for record in program.indicator_rows()
        if any(judge.alike(name, text(record.values["indikator"])) for name in _names(indicator))
    ]
