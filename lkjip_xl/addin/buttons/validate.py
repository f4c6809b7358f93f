"""Validasi: every entry checked, the findings listed on Temuan and marked in their cells."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from lkjip_xl.addin.buttons.desk import FINDINGS, Desk, Opened, Said, open_book
from lkjip_xl.checks.finding import Finding, Severity
from lkjip_xl.checks.run import CheckResult, check
from lkjip_xl.feedback.findings_sheet import FILLS, WAIVED_FILL, findings_sheet
from lkjip_xl.workbook.live.cells import SIGN, MarkRule, mark_cells
from lkjip_xl.workbook.live.guard import quiet
from lkjip_xl.workbook.live.sheets import write_sheets
from lkjip_xl.workbook.model import SheetModel

_LEVEL, _SHEET, _CELL, _WAIVER = "B", "D", "E", "K"
"""Columns of the table on Temuan that the rules look at."""
_WITHOUT_WAIVER: Final = ""
_WITH_WAIVER: Final = "?*"


def run(desk: Desk) -> Said:
    """Check, list, mark; end on the sheet Temuan."""
    with quiet(desk.app) as progress:
        progress.say("membaca buku kerja …")
        opened = open_book(desk)
        progress.say("memeriksa isian …")
        result = check(opened.submission)
        progress.say("menulis temuan …")
        model = findings_sheet(desk.book.name, result)
        skipped = show_findings(desk, opened, model, rules_of(result.findings, model))
    return Said(sentence(result) + _unmarked(skipped), critical=False)


def show_findings(desk: Desk, opened: Opened, model: SheetModel, rules: Mapping[str, Sequence[MarkRule]]) -> list[str]:
    """Put the list first, mark the cells, and show the list. Returns the sheets that a protection kept unmarked."""
    write_sheets(desk.book, FINDINGS, [model], first=True, adopted=opened.made[FINDINGS])
    ours = {name for names in opened.made.values() for name in names}
    areas = {
        sheet.name: (max(sheet.rows), max(cell.column for cell in sheet.cells()))
        for sheet in opened.whole.sheets
        if sheet.rows and (sheet.name not in ours or sheet.name in rules)
    }
    skipped = mark_cells(desk.book, areas, rules)
    desk.book.sheets[model.name].activate()
    return [sheet for sheet in skipped if sheet in rules]


def rules_of(findings: Sequence[Finding], model: SheetModel) -> dict[str, list[MarkRule]]:
    """Sheet → rules that colour the cells its findings name, most serious first, waived ones last."""
    kinds: dict[str, set[tuple[Severity | None, bool]]] = {}
    for finding in findings:
        if finding.sheet and finding.cell:
            kind = None if finding.waiver else finding.severity
            kinds.setdefault(finding.sheet, set()).add((kind, ":" in finding.cell))
    levels: list[Severity | None] = [*Severity, None]
    return {
        sheet: [
            MarkRule(
                mark_formula(model, sheet, "*" if level is None else level.value, wide=wide, waived=level is None),
                WAIVED_FILL if level is None else FILLS[level],
            )
            for level in levels
            for wide in (False, True)
            if (level, wide) in found
        ]
        for sheet, found in kinds.items()
    }


def mark_formula(model: SheetModel, sheet: str, level: str, *, wide: bool, waived: bool) -> str:
    """True where the table names this very cell (of an area, its first one). Short enough for Excel's 255 characters."""
    top, _, bottom, _ = model.tables[0].area
    wanted = {
        _LEVEL: f'"{level}"',
        _SHEET: '"=' + sheet.replace('"', '""') + '"',
        _CELL: SIGN + ('&":*"' if wide else ""),
        _WAIVER: f'"{_WITH_WAIVER if waived else _WITHOUT_WAIVER}"',
    }
    asked = ",".join(f"{model.name}!${column}${top + 1}:${column}${bottom},{text}" for column, text in wanted.items())
    return f"=COUNTIFS({asked})>0"


def sentence(result: CheckResult) -> str:
    """What was found, in one sentence."""
    counts = result.counts()
    if not result.findings:
        return "Pemeriksaan selesai: tidak ada temuan."
    listed = ", ".join(f"{counts[severity]} {severity.value}" for severity in Severity)
    waived = f"; {result.waived} dikecualikan" if result.waived else ""
    return f"Pemeriksaan selesai: {listed}{waived}. Rinciannya di lembar Temuan; klik alamat sel di sana untuk membukanya."


def _unmarked(sheets: Sequence[str]) -> str:
    if not sheets:
        return ""
    return f"\nSel di lembar terproteksi tidak diwarnai: {', '.join(sheets)}. Lihat lembar Temuan."
