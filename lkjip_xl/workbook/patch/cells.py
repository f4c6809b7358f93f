"""New content for cells that stand in the file: value, or formula with its cached value; everything around them stays."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from lkjip_xl.address import cell_name
from lkjip_xl.ooxml.area import Area, parse_area
from lkjip_xl.workbook.patch.book import Book
from lkjip_xl.workbook.patch.cell_xml import cell_xml
from lkjip_xl.workbook.patch.formulas import array_areas, hand_over
from lkjip_xl.workbook.patch.outcome import SkipLog
from lkjip_xl.workbook.patch.plan import CellPatch, Place
from lkjip_xl.workbook.patch.sheet_edit import SheetEditor
from lkjip_xl.workbook.patch.sheet_map import areas_around
from lkjip_xl.workbook.patch.sheet_pass import map_sheet
from lkjip_xl.workbook.patch.stylesheet import StyleSheet
from lkjip_xl.workbook.patch.xml_tree import quoted
from lkjip_xl.workbook.text_safety import reads_as_formula

_REWRITTEN = frozenset({"r", "s", "t", "cm", "vm"})
"""Attributes of a cell that are written anew, or belong to the content that goes (metadata of dynamic arrays and pictures)."""


class CellsPatched(NamedTuple):
    """Whether any cell was written, and whether one gained or lost a formula, so that the calculation chain is wrong."""

    any: bool = False
    formulas_moved: bool = False


def patch_cells(book: Book, styles: StyleSheet, name: str, cells: Mapping[Place, CellPatch], log: SkipLog) -> CellsPatched:
    """Change cells of one sheet."""
    part = book.worksheet(name)
    if part is None:
        log.add("SHEET_MISSING", name)
        return CellsPatched()
    editor = SheetEditor(map_sheet(book.draft, part, book.limits))
    targets = _targets(book, editor, name, cells, log)
    hand_over(editor, targets)
    moved = [_patch(editor, styles, place, patch) for place, patch in targets.items()]
    book.draft.write(part, editor.finish())
    return CellsPatched(bool(targets), any(moved))


def _targets(
    book: Book, editor: SheetEditor, name: str, cells: Mapping[Place, CellPatch], log: SkipLog
) -> dict[Place, CellPatch]:
    """The cells that can be changed, in reading order; the others are noted."""
    inside = {place for place in cells if on_sheet(book, place)}
    anchors = editor.sheet.anchors(inside)
    headings = areas_around(anchors.values(), _table_headings(book, editor.sheet.part))
    arrays = areas_around(anchors.values(), array_areas(editor))
    found: dict[Place, CellPatch] = {}
    for place in sorted(cells.keys() - inside):
        log.add("OUTSIDE", name, place)
    for place, anchor in anchors.items():
        if anchor != place and (anchor in cells or anchor in found):
            log.add("MERGED", name, place)
        elif anchor in headings:
            log.add("TABLE_HEADER", name, anchor)
        elif anchor in arrays:
            log.add("ARRAY_FORMULA", name, anchor)
        else:
            found[anchor] = cells[place]
    return dict(sorted(found.items()))


def on_sheet(book: Book, place: Place) -> bool:
    """Whether a worksheet can have a cell there."""
    return 1 <= place[0] <= book.limits.max_row and 1 <= place[1] <= book.limits.max_column


def _patch(editor: SheetEditor, styles: StyleSheet, place: Place, patch: CellPatch) -> bool:
    """Write one cell; whether it gained or lost a formula."""
    row, column = place
    cell = editor.cell(row, column)
    style = editor.style_for(row, column)
    if patch.formula is None and isinstance(patch.value, str) and reads_as_formula(patch.value):
        style = styles.quoted(style)
    attributes = f" s={quoted(style)}" if style else ""
    prefix = editor.sheet.prefix
    if cell is None:
        if patch != CellPatch(None):
            editor.add(row, column, cell_xml(prefix, cell_name(row, column), attributes, *patch))
        return patch.formula is not None
    attributes += "".join(f" {key}={quoted(value)}" for key, value in cell.attributes.items() if key not in _REWRITTEN)
    editor.replace(cell, cell_xml(prefix, cell.attributes.get("r", ""), attributes, *patch))
    return cell.has("f") != (patch.formula is not None)


def _table_headings(book: Book, part: str) -> list[Area]:
    """The heading rows of the tables on a sheet. A heading and its table must say the same, so neither is changed."""
    found: list[Area] = []
    for _, table in book.related(part, "table"):
        root = book.tree(table)[1]
        area = parse_area(root.attributes.get("ref", ""), book.limits)
        if area is not None and root.attributes.get("headerRowCount", "1") != "0":
            found.append((area[0], area[1], area[0], area[3]))
    return found
