"""Which sheets of an open workbook are ours: each one carries a defined name, which follows it through renaming and goes
with it. A sheet of the user's that happens to have the name of a report sheet is never touched."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from lkjip_xl.address import quote_sheet

if TYPE_CHECKING:
    from xlwings import Book

_PREFIX: Final = "lkjip_lembar_"
_SHEET: Final = re.compile(r"=\$?(?:'((?:[^']|'')+)'|([^'!]+))!")


def own_sheets(book: Book, kind: str) -> list[str]:
    """Names of the sheets of this kind that an earlier click made and that are still there."""
    there = {sheet.name for sheet in book.sheets}
    found = []
    for name in book.names:
        if name.name.startswith(f"{_PREFIX}{kind}_"):
            match = _SHEET.match(name.refers_to or "")
            sheet = (match[1] or match[2]).replace("''", "'") if match else ""
            if sheet in there:
                found.append(sheet)
    return found


def claim(book: Book, kind: str, sheets: Iterable[str]) -> None:
    """Make exactly these sheets ours, in the order given."""
    for name in list(book.names):
        if name.name.startswith(f"{_PREFIX}{kind}_"):
            name.delete()
    for number, sheet in enumerate(sheets, 1):
        book.names.add(f"{_PREFIX}{kind}_{number}", f"={quote_sheet(sheet)}!$A$1")
