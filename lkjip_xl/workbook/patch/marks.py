"""Marking cells: a fill and a note each. What is added is written down, so that it can be taken away without a trace."""

from __future__ import annotations

from collections.abc import Mapping

from lkjip_xl.address import cell_name
from lkjip_xl.workbook.patch.book import Book
from lkjip_xl.workbook.patch.cells import on_sheet
from lkjip_xl.workbook.patch.manifest import digest
from lkjip_xl.workbook.patch.mark_styles import MarkStyles
from lkjip_xl.workbook.patch.notes import Notes, declare_vml
from lkjip_xl.workbook.patch.outcome import SkipLog
from lkjip_xl.workbook.patch.plan import Mark, Place
from lkjip_xl.workbook.patch.sheet_edit import SheetEditor
from lkjip_xl.workbook.patch.sheet_pass import map_sheet
from lkjip_xl.workbook.patch.stylesheet import StylesFullError
from lkjip_xl.workbook.patch.xml_tree import with_attribute


def mark_sheet(book: Book, styles: MarkStyles, name: str, marks: Mapping[Place, Mark], log: SkipLog) -> None:
    """Mark cells of one sheet. The sheet must be free of earlier marks."""
    part = book.worksheet(name)
    if part is None:
        log.add("SHEET_MISSING", name)
        return
    editor = SheetEditor(map_sheet(book.draft, part, book.limits))
    targets = _targets(book, editor, name, marks, log)
    for place, mark in targets.items():
        try:
            _fill(editor, styles, place, mark.fill)
        except StylesFullError:
            log.add("STYLES_FULL", name, place)
    _note(book, editor, styles, name, targets, log)
    book.draft.write(part, editor.finish())
    styles.manifest.sheets[name] = editor.added


def _targets(book: Book, editor: SheetEditor, name: str, marks: Mapping[Place, Mark], log: SkipLog) -> dict[Place, Mark]:
    """The cells to mark, in reading order. In a merged area the first cell stands for all: its colour is the first mark's,
    its note holds all notes."""
    inside = {place for place in marks if on_sheet(book, place)}
    for place in sorted(marks.keys() - inside):
        log.add("OUTSIDE", name, place)
    found: dict[Place, Mark] = {}
    for place, anchor in editor.sheet.anchors(inside).items():
        mark, other = marks[place], found.get(anchor)
        if other is None:
            found[anchor] = mark
        elif mark.note:
            found[anchor] = other._replace(note=f"{other.note}\n{mark.note}" if other.note else mark.note)
    return dict(sorted(found.items()))


def _fill(editor: SheetEditor, styles: MarkStyles, place: Place, color: str) -> None:
    row, column = place
    before = editor.style_for(row, column)
    style = styles.marked(before, color)
    editor.added.marked[place] = styles.covered_by(before)
    cell = editor.cell(row, column)
    if cell is None:
        editor.add(row, column, f'<{editor.sheet.prefix}c r="{cell_name(row, column)}" s="{style}"/>')
    else:
        editor.replace_tag(cell, with_attribute(editor.tag_of(cell), "s", style))


def _note(book: Book, editor: SheetEditor, styles: MarkStyles, name: str, targets: Mapping[Place, Mark], log: SkipLog) -> None:
    wanted = {place: mark.note for place, mark in targets.items() if mark.note}
    if not wanted:
        return
    notes = Notes(book, editor.sheet.part, styles.manifest)
    taken = notes.taken()
    for place in sorted(wanted.keys() & taken):
        log.add("NOTE_KEPT", name, place)
    free = {place: note for place, note in wanted.items() if place not in taken}
    if not free:
        return
    if notes.add(free, editor):
        styles.manifest.notes |= {digest(note) for note in free.values()}
        styles.manifest.vml_declared |= declare_vml(book)
    else:
        log.add("NOTE_IMPOSSIBLE", name)
