"""From signals to findings in the order in which an inspector should read them.

What moves money comes first, there the proven before the patterns, each by its rupiah effect; then what moves none, again the
proven first, by severity; notes last. Of one kind of pattern only the largest are told one by one, the rest is counted.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import replace
from typing import Final

from lkjip_xl.address import cell_name, cell_place
from lkjip_xl.audit.catalogue import formula_text, make_finding, phrase
from lkjip_xl.audit.evaluate.grid import place
from lkjip_xl.audit.finding import GRADES, AuditFinding, Evidence, Grade
from lkjip_xl.audit.umum.signal import Signal
from lkjip_xl.audit.umum.survey import Survey
from lkjip_xl.checks.grouping import join_cells
from lkjip_xl.checks.shown import plain_text

PROVEN: Final = frozenset({"A05", "A08", "A10", "C01", "C02", "C06"})
"""Rules whose findings are facts about the numbers; everything else is a pattern or a note."""
ONE_PER_CELL: Final = ("A10", "B09", "B10", "B01", "B11", "B02", "B03", "B12")
"""Rules that say the same about one cell in other words: the first one speaks."""
MOST_PATTERNS: Final = 10
MOST_PROVEN: Final = 300
"""Findings of one kind on one sheet that are told one by one."""
MOST_CELLS: Final = 12
_SMALL: Final = 0.005


def findings_of(survey: Survey, signals: Iterable[Signal]) -> list[AuditFinding]:
    """One finding for every cause."""
    groups: dict[Hashable, list[Signal]] = defaultdict(list)
    for signal in _one_per_cell(signals):
        groups[signal.code, signal.variant, place(signal.cell)[0], signal.cause].append(signal)
    return [_finding(survey, sorted(group, key=lambda signal: signal.cell)) for group in groups.values()]


def merged(findings: Sequence[AuditFinding]) -> list[AuditFinding]:
    """Findings of rules that speak cell by cell, joined by rule, sheet and column."""
    groups: dict[Hashable, list[AuditFinding]] = defaultdict(list)
    for number, finding in enumerate(findings):
        where: Hashable = cell_place(finding.cell)[1] if finding.cell and ":" not in finding.cell else number
        groups[finding.code, finding.variant, finding.sheet, where].append(finding)
    return [_with_others(group[0], [other.cell for other in group[1:]]) for group in groups.values()]


def ranked(findings: Iterable[AuditFinding], sheets: Sequence[str]) -> list[AuditFinding]:
    """The findings in reading order, each kind capped, what is left out counted."""
    order = {name: number for number, name in enumerate(sheets)}
    kinds: dict[tuple[str, str, str], int] = defaultdict(int)
    rest: dict[tuple[str, str, str], list[AuditFinding]] = defaultdict(list)
    kept: list[AuditFinding] = []
    for finding in sorted(findings, key=lambda found: _rank(found, order)):
        kind = (finding.code, finding.variant, finding.sheet)
        kinds[kind] += 1
        most = MOST_PROVEN if finding.code in PROVEN else MOST_PATTERNS
        (kept if kinds[kind] <= most else rest[kind]).append(finding)
    return kept + [_counted(sheet, listed) for (_, _, sheet), listed in rest.items()]


def _rank(finding: AuditFinding, order: dict[str, int]) -> tuple[bool, bool, bool, int, float, int, int, int, str]:
    impact = abs(finding.evidence.impact or 0.0)
    grade = GRADES.index(finding.grade)
    row, column = cell_place(finding.cell) if finding.cell else (0, 0)
    moves = impact >= _SMALL
    return (
        finding.grade is Grade.INFO, not moves, finding.code not in PROVEN, 0 if moves else grade, -impact,
        order.get(finding.sheet, -1), row, column, finding.code,
    )  # fmt: skip


def _one_per_cell(signals: Iterable[Signal]) -> list[Signal]:
    """The signals without those that repeat what a stronger rule says about the same cell."""
    best: dict[int, int] = {}
    listed = list(signals)
    for signal in listed:
        if signal.code in ONE_PER_CELL:
            rank = ONE_PER_CELL.index(signal.code)
            best[signal.cell] = min(rank, best.get(signal.cell, rank))
    seen: set[int] = set()
    kept = []
    for signal in listed:
        if signal.code in ONE_PER_CELL:
            if ONE_PER_CELL.index(signal.code) != best[signal.cell] or signal.cell in seen:
                continue
            seen.add(signal.cell)
        kept.append(signal)
    return kept


def _finding(survey: Survey, group: list[Signal]) -> AuditFinding:
    """The finding of one cause, told at the cell with the largest effect."""
    signal = max(group, key=lambda found: (abs(found.impact or 0.0), -found.cell))
    case, grid = survey.case, survey.case.grid
    raw, plan = grid.formulas.get(signal.cell), case.recalculation.plans.get(signal.cell)
    sheet, cell = grid.address(signal.cell)
    value = grid.cached(signal.cell) if signal.code in ("A05", "A08") else case.recalculation.values.get(signal.cell)
    evidence = Evidence(
        formula="" if raw is None else f"={raw.formula}",
        stored=grid.cached(signal.cell),
        computed=signal.computed,
        impact=_impact(group),
        precedents=case.precedents(plan.slots) if plan and survey.evidence.take_for(plan) else (),
        affected=tuple(case.address(other) for other in sorted(signal.affected)),
    )
    words = {"rumus_tetangga": formula_text(signal.right), "baris": "", "selisih": "", **signal.words}
    words["baris"] = plain_text(words["baris"]) or survey.heading(signal.cell) or "-"
    made = make_finding(
        signal.code, signal.variant, sheet=sheet, cell=cell, heading=plain_text(survey.heading(signal.cell)),
        value=value, evidence=evidence, words=words,
    )  # fmt: skip
    return _with_others(made, [cell_name(*place(other.cell)[1:]) for other in group if other.cell != signal.cell])


def _impact(group: Sequence[Signal]) -> float | None:
    """The money effect of a cause: the sum of a column's cells; of several columns (which repeat one another) the largest."""
    by_column: dict[int, float] = defaultdict(float)
    for signal in group:
        if signal.impact is not None:
            by_column[place(signal.cell)[2]] += signal.impact
    return max(by_column.values(), key=abs, default=None)


def _with_others(finding: AuditFinding, others: Sequence[str]) -> AuditFinding:
    if not others:
        return finding
    listed = join_cells(others[:MOST_CELLS])
    if len(others) > MOST_CELLS:
        listed += phrase("dan_lagi", banyak=str(len(others) - MOST_CELLS))
    message = f"{finding.message} {phrase('sel_lain', banyak=str(len(others)), sel=listed)}"
    return replace(finding, message=message, facts={**finding.facts, "sel_lain": join_cells(others)})


def _counted(sheet: str, findings: Sequence[AuditFinding]) -> AuditFinding:
    cells = [finding.cell for finding in findings if finding.cell]
    listed = join_cells(cells[:MOST_CELLS]) or "-"
    if len(cells) > MOST_CELLS:
        listed += phrase("dan_lagi", banyak=str(len(cells) - MOST_CELLS))
    return make_finding(
        "N03", sheet=sheet, banyak=str(len(findings)), judul_sejenis=f"“{findings[0].title}”", rinci=listed,
        ditemukan=f"{findings[0].code}{findings[0].variant}{len(findings)}",
    )  # fmt: skip
