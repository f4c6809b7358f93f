"""Formulas that cells share, when some of those cells change: who shares with whom, and which cells cannot change alone."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field

from lkjip_xl.address import cell_name
from lkjip_xl.ooxml.area import Area, parse_area
from lkjip_xl.ooxml.shared_formula import moved
from lkjip_xl.workbook.patch.plan import Place
from lkjip_xl.workbook.patch.sheet_edit import SheetEditor
from lkjip_xl.workbook.patch.sheet_rows import Element
from lkjip_xl.workbook.patch.xml_tree import Node, with_attribute
from lkjip_xl.workbook.text_safety import markup

_INSEPARABLE = frozenset({"array", "dataTable"})


@dataclass(slots=True)
class SharedFormula:
    """A formula written once, in its ``master``; the others only name its ``index``. Members in document order."""

    index: str
    master: Place
    members: list[Place] = field(default_factory=list)


def array_areas(editor: SheetEditor) -> list[Area]:
    """The areas of array formulas and data tables: no cell in them can change alone."""
    found: list[Area] = []
    for cell in editor.sheet.special_formulas:
        if cell.formula.get("t") not in _INSEPARABLE:
            continue
        area = parse_area(cell.formula.get("ref", ""), editor.sheet.limits)
        place = editor.rows.place_of(cell)
        if area is None and place is not None:
            area = (*place, *place)
        if area is not None:
            found.append(area)
    return found


def shared_formulas(editor: SheetEditor) -> list[SharedFormula]:
    """The shared formulas of a sheet. The same index may be given out again: cells belong to the last one before them; where
    there is none before, to the last one of the sheet, as the reader has it."""
    current: dict[str, SharedFormula] = {}
    waiting: dict[str, list[Place]] = {}
    found: list[SharedFormula] = []
    for cell in editor.sheet.special_formulas:
        place = editor.rows.place_of(cell) if cell.formula.get("t") == "shared" else None
        if place is None:
            continue
        index = cell.formula.get("si", "")
        group = current.get(index)
        if ("ref" in cell.formula or group is None) and _formula_text(editor, place):
            group = current[index] = SharedFormula(index, place)
            found.append(group)
        elif group is None:
            waiting.setdefault(index, []).append(place)
        else:
            group.members.append(place)
    for index, places in waiting.items():
        if index in current:
            current[index].members[:0] = places
    return found


def hand_over(editor: SheetEditor, leaving: Collection[Place]) -> None:
    """Make the next member the master of every shared formula whose master is about to be overwritten."""
    gone = set(leaving)
    for group in shared_formulas(editor) if editor.sheet.special_formulas else ():
        if group.master not in gone:
            continue
        heirs = [place for place in group.members if place not in gone and not _formula_text(editor, place)]
        if heirs:
            _crown(editor, group, heirs)


def _crown(editor: SheetEditor, group: SharedFormula, heirs: list[Place]) -> None:
    """Write the shared formula into the first heir, as it reads there. Its cached value stays."""
    row, column = heirs[0]
    cell, formula = _formula(editor, heirs[0])
    if cell is None or formula is None:
        return
    begin, inner, end = (cell.begin + place for place in (formula.begin, formula.inner, formula.end))
    tag = with_attribute(editor.edits.text(begin, inner), "ref", _around(heirs))
    opening = tag[:-2].rstrip() if formula.self_closing else tag[:-1]
    written = markup(moved(_formula_text(editor, group.master), row - group.master[0], column - group.master[1]))
    editor.edits.put(begin, end, f"{opening}>{written}</{formula.tag}>")


def _around(places: list[Place]) -> str:
    """The smallest area that holds all these cells."""
    rows, columns = [row for row, _ in places], [column for _, column in places]
    first, last = cell_name(min(rows), min(columns)), cell_name(max(rows), max(columns))
    return first if first == last else f"{first}:{last}"


def _formula(editor: SheetEditor, place: Place) -> tuple[Element | None, Node | None]:
    """The cell there and its formula element, whose places count from the cell's begin."""
    cell = editor.cell(*place)
    return cell, next((child for child in cell.parsed.children if child.name == "f"), None) if cell else None


def _formula_text(editor: SheetEditor, place: Place) -> str:
    formula = _formula(editor, place)[1]
    return formula.text if formula else ""
