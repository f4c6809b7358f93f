"""The workbook part when a sheet comes first or goes: list of sheets, what counts sheets by their place, defined names."""

from __future__ import annotations

from typing import Final

from lkjip_xl.address import quote_sheet
from lkjip_xl.workbook.patch.book import Book, SheetEntry, sheet_nodes, whole
from lkjip_xl.workbook.patch.identity import SHEET_NAME_MARK
from lkjip_xl.workbook.patch.xml_tree import Node, Splices, attributes_of, quoted, with_attribute, without_attribute
from lkjip_xl.workbook.text_safety import markup

_BEFORE_NAMES: Final = ("sheets", "functionGroups", "externalReferences")
_BEFORE_CALCULATION: Final = (*_BEFORE_NAMES, "definedNames")
_MAX_SHEET_ID: Final = 65_534
_COUNTED: Final = ("activeTab", "firstSheet")


def insert_first(book: Book, name: str, relation: str, names: dict[str, str]) -> None:
    """Put a sheet before all others; ``names`` are defined names of that sheet. The sheet that was open stays the open one."""
    data, root = book.workbook()
    edits = Splices(data)
    first = sheet_nodes(root)[0]
    taken = {whole(node.attributes.get("sheetId")) for node in sheet_nodes(root)}
    wanted = (max(taken) + 1, *range(1, len(taken) + 2))
    number = next(number for number in wanted if number not in taken and number <= _MAX_SHEET_ID)
    link = f"xmlns:r={quoted(book.vocabulary.relations)} r:id={quoted(relation)}"
    written = f'<{first.tag} name={quoted(name)} sheetId="{number}" {link}/>'
    edits.put(first.begin, first.begin, written)
    _shift(edits, root, 0, 1)
    mark = (SHEET_NAME_MARK, f"{quote_sheet(name)}!$A$1", None)
    _add_names(edits, root, [mark, *((key, text, 0) for key, text in names.items())])
    book.draft.write(book.main, edits.result())


def rename_local(book: Book, sheet: SheetEntry, names: dict[str, str]) -> None:
    """Give a sheet these defined names instead of those it had."""
    data, root = book.workbook()
    edits = Splices(data)
    local = _local_names(root, sheet.position)
    old = {node.attributes.get("name", ""): node.text for node in local}
    if old == names:
        return
    for node in local:
        edits.put(node.begin, node.end, "")
    _add_names(edits, root, [(key, text, sheet.position) for key, text in names.items()])
    book.draft.write(book.main, edits.result())


def remove_sheet(book: Book, sheet: SheetEntry) -> None:
    """Take a sheet out of the list, with its names and our mark."""
    data, root = book.workbook()
    edits = Splices(data)
    node = sheet_nodes(root)[sheet.position]
    edits.put(node.begin, node.end, "")
    doomed = [*_local_names(root, sheet.position), *_mark_nodes(root)]
    names = root.child("definedNames")
    if names is not None and len(doomed) == len(names.children):
        edits.put(names.begin, names.end, "")
    else:
        for name in doomed:
            edits.put(name.begin, name.end, "")
    _shift(edits, root, sheet.position, -1)
    book.draft.write(book.main, edits.result())


def own_sheet(book: Book) -> SheetEntry | None:
    """The sheet an earlier run put first, found by its defined name even if it was renamed or moved since."""
    targets = {node.text for node in _mark_nodes(book.workbook()[1])}
    for sheet in book.sheets():
        quoted_name = "'" + sheet.name.replace("'", "''") + "'"
        if sheet.part and targets & {f"{quote_sheet(sheet.name)}!$A$1", f"{quoted_name}!$A$1"}:
            return sheet
    return None


def recalculate_on_load(book: Book) -> None:
    """Ask the spreadsheet program to work out every formula when it opens the file."""
    data, root = book.workbook()
    edits = Splices(data)
    node = root.child("calcPr")
    if node is not None:
        if node.attributes.get("fullCalcOnLoad") not in {"1", "true"}:
            edits.put_attribute(node, "fullCalcOnLoad", "1")
    else:
        _insert_after(edits, root, _BEFORE_CALCULATION, f'<{root.prefix}calcPr fullCalcOnLoad="1"/>')
    book.draft.write(book.main, edits.result())


def _shift(edits: Splices, root: Node, index: int, step: int) -> None:
    """Count sheets anew from ``index`` on: views and the sheets that defined names belong to. A sheet that goes (``step``
    -1) takes its own names along."""
    for node in root.walk():
        if node.name == "definedName" and "localSheetId" in node.attributes:
            number = whole(node.attributes["localSheetId"])
            if number > index or (number == index and step > 0):
                edits.put_attribute(node, "localSheetId", str(number + step))
    views = root.child("bookViews")
    shown = list(views.named("workbookView")) if views else []
    if not shown and step > 0:
        sheets = root.child("sheets")
        place = sheets.begin if sheets else root.inner
        inside = f'<{root.prefix}workbookView activeTab="1"/>'
        if views is None:
            edits.put(place, place, f"<{root.prefix}bookViews>{inside}</{root.prefix}bookViews>")
        else:
            edits.append(views, inside)
    for view in shown:
        _shift_view(edits, view, index, step, len(sheet_nodes(root)) - 1)


def _shift_view(edits: Splices, view: Node, index: int, step: int, last: int) -> None:
    tag = edits.text(view.begin, view.inner)
    new = tag
    for key in _COUNTED:
        number = whole(view.attributes.get(key))
        added = step > 0 and (key == "activeTab" or number > 0)
        removed = step < 0 and (number > index or number == last > 0)
        if added or removed:
            new = _counted(new, key, number + step)
    if new != tag:
        edits.put(view.begin, view.inner, new)


def _counted(tag: str, key: str, number: int) -> str:
    """The tag with a count; without it for 0 where it stands last, since that is where ``with_attribute`` adds it."""
    added_here = [*attributes_of(tag)][-1:] == [key]
    return without_attribute(tag, key) if not number and added_here else with_attribute(tag, key, str(number))


def _add_names(edits: Splices, root: Node, names: list[tuple[str, str, int | None]]) -> None:
    written = "".join(
        f"<{root.prefix}definedName name={quoted(name)}"
        + (f' localSheetId="{index}"' if index is not None else "")
        + f">{markup(text)}</{root.prefix}definedName>"
        for name, text, index in names
    )
    if not written:
        return
    node = root.child("definedNames")
    if node is not None:
        edits.append(node, written)
    else:
        _insert_after(edits, root, _BEFORE_NAMES, f"<{root.prefix}definedNames>{written}</{root.prefix}definedNames>")


def _insert_after(edits: Splices, root: Node, names: tuple[str, ...], written: str) -> None:
    """Insert behind the last child that the schema puts before the new one."""
    place = max(child.end for child in root.children if child.name in names and child.uri == root.uri)
    edits.put(place, place, written)


def _local_names(root: Node, index: int) -> list[Node]:
    names = root.child("definedNames")
    found = names.named("definedName") if names else ()
    return [node for node in found if node.attributes.get("localSheetId") == str(index)]


def _mark_nodes(root: Node) -> list[Node]:
    names = root.child("definedNames")
    found = names.named("definedName") if names else ()
    return [node for node in found if node.attributes.get("name", "").casefold() == SHEET_NAME_MARK]
