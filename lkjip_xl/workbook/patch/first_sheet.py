"""The sheet that comes first: added, or put in place of the one an earlier run left, or taken away."""

from __future__ import annotations

import posixpath
from typing import Final

from lkjip_xl.address import quote_sheet
from lkjip_xl.workbook.model import SheetModel
from lkjip_xl.workbook.patch.book import Book, SheetEntry, whole
from lkjip_xl.workbook.patch.identity import SHEET_NAME_MARK
from lkjip_xl.workbook.patch.links import relations_part
from lkjip_xl.workbook.patch.new_sheet import sheet_xml, table_xml
from lkjip_xl.workbook.patch.new_styles import NewStyles
from lkjip_xl.workbook.patch.outcome import SkipLog
from lkjip_xl.workbook.patch.stylesheet import StyleSheet
from lkjip_xl.workbook.patch.vocabulary import CONTENT_TYPE
from lkjip_xl.workbook.patch.workbook_edit import insert_first, own_sheet, remove_sheet, rename_local

_OWNED: Final = frozenset({"table", "printerSettings", "comments", "vmlDrawing", "threadedComment"})
"""Parts that belong to one sheet alone and go with it."""
_MAX_NAME: Final = 31


def put_first(book: Book, styles: StyleSheet, model: SheetModel) -> tuple[str, bool]:
    """Put the sheet into the workbook: the name it got, and whether formulas came or went with it.

    A sheet of an earlier run keeps its place and name. A sheet of the user's with the wanted name keeps it, and ours is
    numbered instead.
    """
    new_styles = NewStyles(styles)
    old = own_sheet(book)
    formulas = any(cell.formula is not None for _, _, cell in model.cells())
    if old is not None and old.part is not None:
        formulas |= b"<f" in book.draft.read(old.part)
        name, part, relation = old.name, old.part, ""
        _drop_belongings(book, part)
    else:
        name = _free_name(book, model.name)
        folder = posixpath.dirname(book.main)
        part, relation = book.new_part(posixpath.join(folder, "worksheets/sheet{}.xml"), "worksheet", book.main, b"")
    tables = _add_tables(book, part, model)
    book.draft.write(
        part, sheet_xml(model, book.vocabulary, lambda style, risky: new_styles.index(style, quoted_text=risky), tables)
    )
    names = _names(model, name)
    if old is not None:
        rename_local(book, old, names)
    else:
        insert_first(book, name, relation, names)
    return name, formulas


def remove_first(book: Book, log: SkipLog) -> bool:
    """Take the sheet of an earlier run away; whether formulas went with it. It stays where something still refers to it."""
    old = own_sheet(book)
    if old is None or old.part is None:
        return False
    if len(book.sheets()) == 1 or _is_used(book, old):
        log.add("SHEET_IN_USE", old.name)
        return False
    formulas = b"<f" in book.draft.read(old.part)
    _drop_belongings(book, old.part)
    remove_sheet(book, old)
    book.links.drop(book.main, {old.relation})
    book.links.remove_part(old.part)
    return formulas


def _names(model: SheetModel, name: str) -> dict[str, str]:
    """The defined names of the sheet itself."""
    rows = model.page.repeat_rows
    return {"_xlnm.Print_Titles": f"{quote_sheet(name)}!${rows[0]}:${rows[1]}"} if rows else {}


def _drop_belongings(book: Book, part: str) -> None:
    for relation in book.relations(part).values():
        if relation.part and relation.kind in _OWNED:
            book.links.remove_part(relation.part)
    book.draft.remove(relations_part(part))


def _add_tables(book: Book, part: str, model: SheetModel) -> list[str]:
    """The tables of the sheet as parts; their relationship ids. Names and numbers that the workbook uses are avoided."""
    if not model.tables:
        return []
    names, number = _taken_names(book)
    folder = posixpath.dirname(book.main)
    keys = []
    for table in model.tables:
        number += 1
        name = _numbered(table.name, names)
        names.add(name.casefold())
        content = table_xml(model, table, number, name, book.vocabulary)
        keys.append(book.new_part(posixpath.join(folder, "tables/table{}.xml"), "table", part, content)[1])
    return keys


def _taken_names(book: Book) -> tuple[set[str], int]:
    """Names of tables and defined names, and the highest number of a table."""
    defined = book.workbook()[1].child("definedNames")
    names = {node.attributes.get("name", "").casefold() for node in defined.children} if defined else set()
    highest = 0
    declared = book.links.content_types()
    for part in book.draft.parts:
        if declared.get(part.lower()) == CONTENT_TYPE["table"]:
            root = book.tree(part)[1]
            names |= {root.attributes.get(key, "").casefold() for key in ("name", "displayName")}
            highest = max(highest, whole(root.attributes.get("id")))
    return names, highest


def _numbered(name: str, taken: set[str]) -> str:
    number = 2
    found = name
    while found.casefold() in taken:
        found = f"{name}_{number}"
        number += 1
    return found


def _free_name(book: Book, wanted: str) -> str:
    taken = {sheet.name.casefold() for sheet in book.sheets()}
    number = 1
    name = wanted[:_MAX_NAME]
    while name.casefold() in taken:
        number += 1
        end = f" ({number})"
        name = wanted[: _MAX_NAME - len(end)] + end
    return name


def _is_used(book: Book, sheet: SheetEntry) -> bool:
    """Whether any other part names the sheet in a formula or as a source of data. Looks at the bytes: a false alarm only
    means that the sheet stays."""
    quoted_name = "'" + sheet.name.replace("'", "''") + "'!"
    wanted = {text.encode() for text in (f"{quote_sheet(sheet.name)}!", quoted_name, f'sheet="{sheet.name}"')}
    wanted |= {text.replace(b"&", b"&amp;").replace(b"'", b"&apos;") for text in wanted}
    own = {sheet.part, book.main, relations_part(sheet.part or "")}
    names = book.workbook()[1].child("definedNames")
    own_names = {("name", SHEET_NAME_MARK), ("localSheetId", str(sheet.position))}
    foreign = [node.text for node in (names.children if names else ()) if own_names.isdisjoint(node.attributes.items())]
    texts = "\n".join(foreign).encode()
    return any(mark in texts for mark in wanted) or any(
        mark in book.draft.read(part)
        for part in book.draft.parts
        if part not in own and part.lower().endswith(".xml") and not part.lower().startswith("docprops/")
        for mark in wanted
    )
