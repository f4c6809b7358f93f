"""Which sheets of an open workbook are ours: each one carries a defined name, which goes with it. A sheet of the user's that
happens to have the name of a report sheet is never touched."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING, Final

from lkjip_xl.address import quote_sheet

if TYPE_CHECKING:
    from xlwings import Book

_PREFIX: Final = "lkjip_lembar_"
OWN_NAMES: Final = "lkjip_"
"""How every defined name of ours begins."""
_SHEET: Final = re.compile(r"=\$?(?:'((?:[^']|'')+)'|([^'!]+))!")


def sheet_of(refers_to: str | None) -> str:
    """The sheet that a defined name points to; "" where it points nowhere."""
    match = _SHEET.match(refers_to or "")
    return (match[1] or match[2]).replace("''", "'") if match else ""


def own_sheets(book: Book, kind: str) -> list[str]:
    """Names of the sheets of this kind that an earlier click made and that are still there, under whatever name."""
    there = {sheet.name for sheet in book.sheets}
    claimed = [sheet_of(name.refers_to) for name in book.names if name.name.startswith(f"{_PREFIX}{kind}_")]
    return [sheet for sheet in dict.fromkeys(claimed) if sheet in there]


def claim(book: Book, kind: str, sheets: Iterable[str]) -> None:
    """Make exactly these sheets ours, in the order given."""
    for name in list(book.names):
        if name.name.startswith(f"{_PREFIX}{kind}_"):
            name.delete()
    for number, sheet in enumerate(sheets, 1):
        book.names.add(f"{_PREFIX}{kind}_{number}", f"={quote_sheet(sheet)}!$A$1")


def looks_at(sheets: Collection[str]) -> re.Pattern[str]:
    """Finds a reference to any of these sheets in a formula, quoted or not."""
    spelled = {quote_sheet(name) for name in sheets} | {"'" + name.replace("'", "''") + "'" for name in sheets}
    return re.compile("|".join(rf"(?<![\w.']){re.escape(name)}!" for name in sorted(spelled)), re.IGNORECASE)
