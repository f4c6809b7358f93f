"""Taking the marks of an earlier run away: notes by their author, fills by the sign they carry, and what was added for them."""

from __future__ import annotations

from collections.abc import Mapping

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
    """Take all marks away. Where nobody knows the fill that a cell had, the cell loses its fill, and the sheet is noted."""
    ours = styles.ours()
    # Only where no fill tells any more that it is ours: else a fill without the sign is one that the user chose since.
    likely = frozenset() if ours else styles.solid(set(earlier.colors) if earlier is not None else None)
    made = set(earlier.parts) if earlier is not None else _vanishing_parts(book)
    for sheet in book.sheets():
        if sheet.part is None:
            continue
        notes = Notes(book, sheet.part, earlier)
        trace = earlier.sheets.get(sheet.name, SheetTrace()) if earlier is not None else SheetTrace()
        noted = notes.own()
        if not noted and not trace.marked and not _mentions(book.draft.read(sheet.part), ours):
            continue
        editor = SheetEditor(map_sheet(book.draft, sheet.part, book.limits))
        before = _former_styles(editor, styles, ours)
        lost = _likely_styles(editor, styles, likely, trace, noted, before)
        _restore(editor, trace, before)
        if lost:
            log.add("FILL_LOST", sheet.name)
        notes.remove(noted, editor, made)
        book.draft.write(sheet.part, editor.finish())
    _carry_over(book, earlier, styles.manifest)


def _former_styles(editor: SheetEditor, styles: MarkStyles, ours: frozenset[str]) -> dict[Place, str]:
    """The cells whose fill says that it is ours, each with the style it had."""
    met = ((editor.rows.place_of(cell), cell.attributes["s"]) for cell in editor.sheet.styled_cells(ours))
    return {place: styles.before(style) for place, style in met if place is not None}


def _likely_styles(
    editor: SheetEditor, styles: MarkStyles, likely: frozenset[str], trace: SheetTrace, noted: set[Place], found: dict[Place, str]
) -> bool:
    """Add the cells whose fill only looks like ours, if they were marked or have one of our notes. Whether a fill was lost."""
    lost = False
    for cell in editor.sheet.styled_cells(likely) if trace.marked or noted else ():
        place = editor.rows.place_of(cell)
        if place is None or place in found or not (place in trace.marked or place in noted):
            continue
        lost |= place not in trace.marked
        found[place] = styles.with_covered(cell.attributes["s"], trace.marked.get(place, -1))
    return lost


def _restore(editor: SheetEditor, trace: SheetTrace, before: Mapping[Place, str]) -> None:
    """Give cells their former styles; cells that were added for marking go, unless they have been put to use since."""
    added = set(trace.cells)
    for place, style in before.items():
        cell = editor.cell(*place)
        if cell is None:
            continue
        if place in added and cell.blank:
            editor.drop(*place)
            added.discard(place)
            continue
        tag = editor.tag_of(cell)
        editor.replace_tag(cell, with_attribute(tag, "s", style) if style else without_attribute(tag, "s"))
    _restore_frame(editor, trace, added)


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


def _carry_over(book: Book, earlier: Manifest | None, new: Manifest) -> None:
    """What was made for marks and is still in use, by marks or by what the user has put there since, stays on record."""
    if earlier is None:
        return
    new.parts = [part for part in earlier.parts if book.draft.find(part)]
    stated = book.links.content_types() if earlier.vml_declared else {}
    drawings = {part.lower() for part in book.draft.parts if part.lower().endswith(".vml")}
    if earlier.vml_declared and drawings - stated.keys():
        new.vml_declared = True
    elif earlier.vml_declared:
        book.links.withdraw_extension("vml")
