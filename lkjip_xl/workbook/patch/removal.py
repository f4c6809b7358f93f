"""Taking the marks of an earlier run away: notes by their author, fills by the sign they carry, and what was added for them."""

from __future__ import annotations

from lkjip_xl.workbook.patch.book import Book
from lkjip_xl.workbook.patch.manifest import Manifest
from lkjip_xl.workbook.patch.mark_styles import MarkStyles
from lkjip_xl.workbook.patch.notes import Notes
from lkjip_xl.workbook.patch.outcome import SkipLog
from lkjip_xl.workbook.patch.plan import Place
from lkjip_xl.workbook.patch.sheet_edit import SheetEditor
from lkjip_xl.workbook.patch.sheet_pass import map_sheet
from lkjip_xl.workbook.patch.trace import SheetTrace
from lkjip_xl.workbook.patch.xml_tree import with_attribute, without_attribute

_BARE_ROW = frozenset({"r", "spans"})


def remove_marks(book: Book, styles: MarkStyles, earlier: Manifest | None, log: SkipLog) -> None:
    """Take all marks away. Without a manifest the noted cells lose their fill, since nobody knows the one they had."""
    ours = styles.ours() if earlier is not None else styles.solid()
    made = set(earlier.parts) if earlier is not None else _vanishing_parts(book)
    for sheet in book.sheets():
        if sheet.part is None:
            continue
        notes = Notes(book, sheet.part, [])
        noted = notes.own()
        if not noted and (earlier is None or not _mentions(book.draft.read(sheet.part), ours)):
            continue
        editor = SheetEditor(map_sheet(book.draft, sheet.part, book.limits))
        trace = earlier.sheets.get(sheet.name, SheetTrace()) if earlier is not None else SheetTrace()
        lost = _restore(editor, styles, ours, trace, None if earlier is not None else noted)
        if lost:
            log.add("FILL_LOST", sheet.name)
        notes.remove(noted, editor, made)
        book.draft.write(sheet.part, editor.finish())
    _withdraw_vml(book, earlier)


def _restore(
    editor: SheetEditor, styles: MarkStyles, ours: frozenset[str], trace: SheetTrace, noted: set[Place] | None
) -> bool:
    """Give cells their former formats; with ``noted`` only those cells, and only to no fill. Whether a fill was lost."""
    added = set(trace.cells)
    lost = False
    for met in editor.sheet.styled_cells(ours):
        place = editor.rows.place_of(met)
        cell = editor.cell(*place) if place else None
        if place is None or cell is None or (noted is not None and place not in noted):
            continue
        if place in added and cell.blank:
            editor.drop(*place)
            added.discard(place)
            continue
        lost |= noted is not None
        style = styles.unfilled(met.attributes["s"]) if noted is not None else styles.before(met.attributes["s"])
        tag = editor.tag_of(cell)
        editor.replace_tag(cell, with_attribute(tag, "s", style) if style else without_attribute(tag, "s"))
    _restore_frame(editor, trace, added)
    return lost


def _restore_frame(editor: SheetEditor, trace: SheetTrace, kept: set[Place]) -> None:
    """Rows, spans and area as they were, except where a cell that was added has been put to use since."""
    used_rows = {row for row, _ in kept}
    for row in trace.rows:
        if editor.row_attributes(row).keys() <= _BARE_ROW:
            editor.drop_row_if_empty(row)
    for row, (before, after) in trace.spans.items():
        if row not in used_rows and editor.row_attributes(row).get("spans") == after:
            editor.reset_spans(row, before)
    area = editor.sheet.outer_named("dimension")
    if trace.dimension and not kept and area and area.attributes.get("ref") == trace.dimension[1]:
        editor.set_dimension(trace.dimension[0])


def _mentions(data: bytes, styles: frozenset[str]) -> bool:
    """Whether a sheet can hold a cell with one of these styles; quicker than reading it."""
    return any(b's="%b"' % style.encode() in data or b"s='%b'" % style.encode() in data for style in styles)


def _vanishing_parts(book: Book) -> set[str]:
    """Parts that hold notes: without a manifest each of them goes when our notes were all that was in it."""
    kinds = ("comments", "vmlDrawing")
    sheets = [sheet.part for sheet in book.sheets() if sheet.part]
    return {part for sheet in sheets for kind in kinds for _, part in book.related(sheet, kind)}


def _withdraw_vml(book: Book, earlier: Manifest | None) -> None:
    if earlier is not None and earlier.vml_declared and not any(part.lower().endswith(".vml") for part in book.draft.parts):
        book.links.withdraw_extension("vml")
