"""Carrying out a plan, step by step, on a draft of the package."""

from __future__ import annotations

from collections.abc import Collection

from lkjip_xl.ooxml.limits import DEFAULT_LIMITS, Limits
from lkjip_xl.ooxml.refusals import refusal, size
from lkjip_xl.workbook.patch.book import Book
from lkjip_xl.workbook.patch.cells import patch_cells
from lkjip_xl.workbook.patch.first_sheet import put_first, remove_first
from lkjip_xl.workbook.patch.manifest import drop_manifest, read_manifest, write_manifest
from lkjip_xl.workbook.patch.mark_styles import MarkStyles
from lkjip_xl.workbook.patch.marks import mark_sheet
from lkjip_xl.workbook.patch.outcome import PatchResult, SkipLog
from lkjip_xl.workbook.patch.plan import PatchPlan
from lkjip_xl.workbook.patch.removal import remove_marks
from lkjip_xl.workbook.patch.stylesheet import StyleSheet
from lkjip_xl.workbook.patch.workbook_edit import recalculate_on_load

_SIGNATURES = "_xmlsignatures/"


def apply_patch(source: bytes, plan: PatchPlan, *, limits: Limits = DEFAULT_LIMITS) -> PatchResult:
    """The workbook with the plan carried out; every part that need not change keeps its bytes, packed ones included.

    Same source and same plan give the same bytes, and marking what this function marked before gives the bytes of
    marking once. What could not be done is in ``skipped``. Raises ``RefusedFileError`` for a package that is broken or
    goes beyond ``limits``, ``ValueError`` for what only a fault of this program can put into a plan: NaN, a colour that
    is none, a chart in ``first_sheet``.
    """
    if len(source) > limits.file_size:
        raise refusal("FILE_SIZE", found=size(len(source)), limit=size(limits.file_size))
    book, log = Book(source, limits), SkipLog()
    styles = StyleSheet(book)
    marks = _earlier_marks_removed(book, styles, log) if plan.marks or plan.remove_marks else None
    patched = [patch_cells(book, styles, name, plan.cells[name], log) for name in _in_order(book, plan.cells)]
    formulas_moved = any(done.formulas_moved for done in patched)
    if marks is not None:
        _mark(book, marks, plan, log)
    first = ""
    if plan.first_sheet is not None:
        first, moved = put_first(book, styles, plan.first_sheet)
        formulas_moved |= moved
    elif plan.remove_marks:
        formulas_moved |= remove_first(book, log)
    styles.save()
    if formulas_moved:
        _drop_calculation_chain(book)
    if plan.recalculate and any(done.any for done in patched):
        recalculate_on_load(book)
    data = book.draft.build()
    if data != source and any(part.lower().startswith(_SIGNATURES) for part in book.draft.parts):
        log.add("SIGNATURE")
    return PatchResult(data, *book.draft.differences(), tuple(log.skipped), first)


def _earlier_marks_removed(book: Book, styles: StyleSheet, log: SkipLog) -> MarkStyles:
    """Take away what an earlier run marked; what is still true of its manifest goes on in the new one."""
    earlier = read_manifest(book)
    marks = MarkStyles(styles, earlier)
    remove_marks(book, marks, earlier, log)
    return marks


def _mark(book: Book, marks: MarkStyles, plan: PatchPlan, log: SkipLog) -> None:
    for name in _in_order(book, plan.marks):
        mark_sheet(book, marks, name, plan.marks[name], log)
    if plan.marks:
        write_manifest(book, marks.manifest)
    else:
        drop_manifest(book)


def _in_order(book: Book, names: Collection[str]) -> list[str]:
    """Sheets named in a plan in the workbook's order, so that the order of the plan makes no difference; unknown ones last."""
    known = [sheet.name for sheet in book.sheets() if sheet.name in names]
    return known + sorted(set(names) - set(known))


def _drop_calculation_chain(book: Book) -> None:
    """The list of formula cells in order of calculation. Excel makes a new one; one that does not fit makes it repair."""
    for key, part in book.related(book.main, "calcChain"):
        book.links.drop(book.main, {key})
        book.links.remove_part(part)
