"""The workbook in front as it has been read: its records, the sheets that are ours, what looks at them, what is locked."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from lkjip_xl.definition.own_sheets import (
    FINDINGS_SHEET,
    LIST_OF_TABLES,
    NOTES,
    RESULT_NAME,
    STAMP_NAME,
    is_report_sheet,
)
from lkjip_xl.errors import UsageError
from lkjip_xl.intake.binding import bind
from lkjip_xl.intake.live_book import content_hash, read_book
from lkjip_xl.intake.submission import Submission
from lkjip_xl.reader.raw import RawSheet, RawWorkbook
from lkjip_xl.workbook.live.blocks import Place, typed_in
from lkjip_xl.workbook.live.guard import in_words
from lkjip_xl.workbook.live.locks import Locks, read_locks
from lkjip_xl.workbook.live.ownership import looks_at, own_sheets, sheet_of
from lkjip_xl.workbook.live.sheets import Dependent

if TYPE_CHECKING:
    from lkjip_xl.addin.buttons.desk import Desk

FINDINGS, REPORT = "temuan", "laporan"
"""Kinds of sheets that an action makes and a later click replaces."""
_NOT_OURS: Final = "Buku kerja ini tidak memuat lembar isian LKjIP. Buat yang baru dengan tombol Templat Baru."


@dataclass(frozen=True, slots=True)
class Opened:
    """The open workbook as read. ``whole`` holds every sheet, ``submission`` what is left without sheets of ours;
    ``made`` lists the latter by kind, and ``locks`` what takes no changes."""

    whole: RawWorkbook
    submission: Submission
    made: Mapping[str, list[str]]
    locks: Locks

    @property
    def own(self) -> set[str]:
        """Every sheet that a button or a command made."""
        return {name for names in self.made.values() for name in names}


def open_book(desk: Desk, *, formats: bool = False) -> Opened:
    """Read the workbook in front. Raises TemplateVersionError for one of a newer template."""
    with in_words():
        desk.app.calculate()  # somebody who calculates by hand may have left old values behind
        whole = read_book(desk.book, formats=formats)
        claimed = {kind: own_sheets(desk.book, kind) for kind in (FINDINGS, REPORT)}
    locks = read_locks(desk.book)
    made = _still_ours(whole, claimed)
    return Opened(whole, bind(without(whole, {name for names in made.values() for name in names})), made, locks)


def open_submission(desk: Desk) -> Opened:
    """Like ``open_book``, for what makes no sense without input sheets: raises UsageError for a workbook that has none."""
    opened = open_book(desk)
    if not opened.submission.sheets:
        raise UsageError(_NOT_OURS)
    return opened


def without(workbook: RawWorkbook, sheets: Collection[str]) -> RawWorkbook:
    """The workbook without these sheets; its hash is of what is left, so that a report made from it does not change it."""
    kept = [sheet for sheet in workbook.sheets if sheet.name not in sheets]
    left = RawWorkbook(workbook.name, "", 0, kept, workbook.styles, workbook.names)
    left.sha256 = content_hash(left)
    return left


def _still_ours(workbook: RawWorkbook, claimed: Mapping[str, list[str]]) -> dict[str, list[str]]:
    """The sheets that may be replaced. One that the user has renamed is kept: that is how people keep things. Sheets of the
    file route count too: a report lists its own, and a marked copy names its list of findings."""
    report = [name for name in claimed[REPORT] if is_report_sheet(name)]
    if not report and STAMP_NAME in workbook.names:
        report = _listed_report(workbook)
    marked = sheet_of(workbook.names.get(RESULT_NAME)) == FINDINGS_SHEET and workbook.sheet(FINDINGS_SHEET) is not None
    findings = [FINDINGS_SHEET] if marked or FINDINGS_SHEET in claimed[FINDINGS] else []
    return {FINDINGS: findings, REPORT: report}


def _listed_report(workbook: RawWorkbook) -> list[str]:
    """Sheets of a report file: the list of tables, what it lists, and the notes that carry the stamp."""
    contents = workbook.sheet(LIST_OF_TABLES)
    listed = {cell.value for cell in contents.cells()} if contents else set()
    listed |= {LIST_OF_TABLES, NOTES}
    return [sheet.name for sheet in workbook.sheets if sheet.name in listed and is_report_sheet(sheet.name)]


def dependents_on(opened: Opened, sheets: Collection[str]) -> dict[str, Dependent]:
    """Formulas on the user's own sheets that look at these sheets: replacing a sheet turns them into #REF!."""
    if not sheets:
        return {}
    looks = looks_at(sheets)
    found = {}
    for sheet in opened.whole.sheets:
        if sheet.name in opened.own:
            continue
        cells = {
            (cell.row, cell.column): typed_in(None, f"={cell.formula}")
            for cell in sheet.cells()
            if cell.formula is not None and looks.search(cell.formula)
        }
        if cells:
            found[sheet.name] = Dependent(cells, standing(sheet, cells))
    return found


def standing(sheet: RawSheet, cells: Collection[Place]) -> dict[Place, Any]:
    """What stands in the columns of these cells, as it must be assigned to stay as it is."""
    columns = {column for _, column in cells}
    return {
        (cell.row, cell.column): typed_in(cell.value, None if cell.formula is None else f"={cell.formula}")
        for cell in sheet.cells()
        if cell.column in columns
    }
