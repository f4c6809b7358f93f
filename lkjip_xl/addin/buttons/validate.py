"""Validasi: every entry checked, the findings listed on Temuan and marked in their cells."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from lkjip_xl.addin.buttons.desk import Desk, Said
from lkjip_xl.addin.buttons.opened import FINDINGS, Opened, dependents_on, open_submission
from lkjip_xl.address import quote_sheet
from lkjip_xl.checks.finding import Finding, Severity
from lkjip_xl.checks.run import CheckResult, check
from lkjip_xl.definition.own_sheets import FINDINGS_SHEET, RESULT_NAME
from lkjip_xl.feedback.findings_sheet import FILLS, WAIVED_FILL, findings_sheet
from lkjip_xl.workbook.live.cells import MarkRule, mark_cells
from lkjip_xl.workbook.live.guard import quiet
from lkjip_xl.workbook.live.sheets import Dependent, write_sheets
from lkjip_xl.workbook.model import SheetModel

_LEVEL, _SHEET, _CELL, _WAIVER = "B", "D", "E", "K"
"""Columns of the table on Temuan that the rules look at."""
_THIS_CELL: Final = "ADDRESS(ROW(),COLUMN(),4)"


def run(desk: Desk) -> Said:
    """Check, list, mark; end on the sheet Temuan."""
    with quiet(desk.app) as progress:
        progress.say("membaca buku kerja …")
        opened = open_submission(desk)
        dependents = writable(opened)
        progress.say("memeriksa isian …")
        result = check(opened.submission)
        progress.say("menulis temuan …")
        model = findings_sheet(desk.book.name, result)
        skipped = show_findings(desk, opened, model, rules_of(result.findings, model), dependents)
    return Said(sentence(result) + unmarked(skipped))


def writable(opened: Opened) -> dict[str, Dependent]:
    """The user's formulas that look at Temuan. Raises LiveBookError where it cannot be put into the workbook."""
    dependents = dependents_on(opened, opened.made[FINDINGS])
    opened.locks.refuse(sheets=True, cells=dependents)
    return dependents


def show_findings(
    desk: Desk, opened: Opened, model: SheetModel, rules: Mapping[str, Sequence[MarkRule]], dependents: Mapping[str, Dependent]
) -> list[str]:
    """Put the list first, mark the cells, and show the list. Returns the sheets that a protection kept unmarked."""
    write_sheets(
        desk.book,
        FINDINGS,
        [model],
        replaces=opened.made[FINDINGS],
        names={RESULT_NAME: f"={quote_sheet(FINDINGS_SHEET)}!$A$1"},
        first=True,
        dependents=dependents,
    )
    areas = {
        sheet.name: (max(sheet.rows), max(cell.column for cell in sheet.cells()))
        for sheet in opened.whole.sheets
        if sheet.rows and sheet.name not in opened.made[FINDINGS]
    }
    skipped = mark_cells(desk.book, areas, rules, opened.locks.sheets)
    desk.book.sheets[model.name].activate()
    return skipped


def rules_of(findings: Sequence[Finding], model: SheetModel) -> dict[str, list[MarkRule]]:
    """Sheet → rules that colour the cells its findings name, most serious first, waived ones last."""
    kinds: dict[str, set[Severity | None]] = {}
    for finding in findings:
        if finding.sheet and finding.cell:
            kinds.setdefault(finding.sheet, set()).add(None if finding.waiver else finding.severity)
    levels: list[Severity | None] = [*Severity, None]
    return {
        sheet: [
            MarkRule(
                mark_formula(model, sheet, ["*" if level is None else level.value], waived=level is None),
                WAIVED_FILL if level is None else FILLS[level],
            )
            for level in levels
            if level in found
        ]
        for sheet, found in kinds.items()
    }


def mark_formula(model: SheetModel, sheet: str, levels: Iterable[str], *, waived: bool = False) -> str:
    """True where the table names this very cell (of an area, its first one) with one of the levels.

    SUM makes one figure of what Excel takes for an array of one, since ROW() in a defined name gives such an array."""
    top, _, bottom, _ = model.tables[0].area
    counts = []
    for level in levels:
        for cell in (_THIS_CELL, f'{_THIS_CELL}&":*"'):
            wanted = {_LEVEL: f'"{level}"', _SHEET: _criterion(sheet), _CELL: cell, _WAIVER: '"?*"' if waived else '""'}
            asked = ",".join(f"{model.name}!${column}${top + 1}:${column}${bottom},{text}" for column, text in wanted.items())
            counts.append(f"SUM(COUNTIFS({asked}))")
    return f"={'+'.join(counts)}>0"


def _criterion(sheet: str) -> str:
    """A sheet's name as COUNTIFS compares it; of its wildcards a sheet's name may hold only the tilde."""
    return '"=' + sheet.replace("~", "~~").replace('"', '""') + '"'


def sentence(result: CheckResult) -> str:
    """What was found, in one sentence."""
    counts = result.counts()
    if not result.findings:
        return "Pemeriksaan selesai: tidak ada temuan."
    listed = ", ".join(f"{counts[severity]} {severity.value}" for severity in Severity)
    waived = f"; {result.waived} dikecualikan" if result.waived else ""
    return f"Pemeriksaan selesai: {listed}{waived}. Rinciannya di lembar Temuan; klik alamat sel di sana untuk membukanya."


def unmarked(sheets: Sequence[str]) -> str:
    """Which sheets have findings but no colours."""
    if not sheets:
        return ""
    return f"\nSel di lembar terproteksi tidak diwarnai: {', '.join(sheets)}. Lihat lembar Temuan."
