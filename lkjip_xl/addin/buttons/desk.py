"""Where an action works: the program, the workbook in front, and what has been read of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lkjip_xl.definition.own_sheets import FINDINGS_SHEET, STAMP_NAME, is_report_sheet
from lkjip_xl.errors import UsageError
from lkjip_xl.intake.binding import bind
from lkjip_xl.intake.live_book import content_hash, read_book
from lkjip_xl.intake.submission import Submission
from lkjip_xl.reader.raw import RawWorkbook
from lkjip_xl.workbook.live.guard import in_words
from lkjip_xl.workbook.live.ownership import own_sheets

if TYPE_CHECKING:
    from xlwings import App, Book

FINDINGS, REPORT = "temuan", "laporan"
"""Kinds of sheets that an action makes and a later click replaces."""


@dataclass(frozen=True, slots=True)
class Desk:
    """The program and the workbook in front; None where the action needs none."""

    app: App
    front: Book | None

    @property
    def book(self) -> Book:
        if self.front is None:
            raise UsageError("Tombol ini memerlukan buku kerja yang terbuka.")
        return self.front


@dataclass(frozen=True, slots=True)
class Said:
    """How an action ends: its message, and whether it is bad news."""

    text: str
    critical: bool = False


@dataclass(frozen=True, slots=True)
class Opened:
    """The open workbook as read. ``whole`` holds every sheet, ``submission`` what is left without sheets of ours;
    ``made`` lists the latter by kind."""

    whole: RawWorkbook
    submission: Submission
    made: Mapping[str, list[str]]


def open_book(desk: Desk, *, formats: bool = False) -> Opened:
    """Read the workbook in front. Raises TemplateVersionError for one of a newer template."""
    with in_words():
        desk.app.calculate()  # somebody who calculates by hand may have left old values behind
        whole = read_book(desk.book, formats=formats)
        made = {kind: own_sheets(desk.book, kind) for kind in (FINDINGS, REPORT)}
    _adopt(whole, made)
    return Opened(whole, bind(without(whole, {name for names in made.values() for name in names})), made)


def without(workbook: RawWorkbook, sheets: set[str]) -> RawWorkbook:
    """The workbook without these sheets; its hash is of what is left, so that a report made from it does not change it."""
    kept = [sheet for sheet in workbook.sheets if sheet.name not in sheets]
    left = RawWorkbook(workbook.name, "", 0, kept, workbook.styles, workbook.names)
    left.sha256 = content_hash(left)
    return left


def _adopt(workbook: RawWorkbook, made: dict[str, list[str]]) -> None:
    """Sheets of the file route count as ours too: a report carries its stamp, the list of findings its title."""
    if STAMP_NAME in workbook.names and not made[REPORT]:
        made[REPORT] += [sheet.name for sheet in workbook.sheets if is_report_sheet(sheet.name)]
    found = workbook.sheet(FINDINGS_SHEET)
    title = found.cell(1, 1) if found else None
    if title is not None and title.value == FINDINGS_SHEET and FINDINGS_SHEET not in made[FINDINGS]:
        made[FINDINGS].append(FINDINGS_SHEET)
