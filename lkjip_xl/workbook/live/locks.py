"""What of the open workbook takes no changes. Asked before the first change, so that a refusal leaves everything as it was:
Excel's own error for it is one number for all reasons, in a text of the language it is installed in."""

from __future__ import annotations

import sys
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from lkjip_xl.workbook.live.guard import READ_ONLY, LiveBookError, in_words

if TYPE_CHECKING:
    from xlwings import Book


@dataclass(frozen=True, slots=True)
class Locks:
    """``structure``: no sheet may be added, removed or renamed. ``sheets``: names of those whose cells are protected."""

    read_only: bool
    structure: bool
    sheets: frozenset[str]

    def refuse(self, *, sheets: bool = False, cells: Collection[str] = ()) -> None:
        """Raise LiveBookError if what is meant to be done cannot be done: anything at all, with ``sheets`` adding and
        removing sheets, and writing into cells of the sheets named in ``cells``."""
        if self.read_only:
            raise LiveBookError(READ_ONLY)
        if sheets and self.structure:
            raise LiveBookError(
                "Struktur buku kerja ini terproteksi, sehingga lembar tidak dapat ditambah, diganti, atau disembunyikan. "
                "Buka proteksinya (Tinjau > Proteksi Buku Kerja), lalu ulangi."
            )
        if locked := sorted(self.sheets.intersection(cells)):
            listed = ", ".join(f"“{name}”" for name in locked)
            raise LiveBookError(f"Lembar {listed} terproteksi. Buka proteksinya (Tinjau > Buka Proteksi Lembar), lalu ulangi.")


def read_locks(book: Book) -> Locks:
    """The state of protection now: two questions and one a sheet."""
    with in_words():
        read_only, structure, sheets = _asked(book)
    return Locks(bool(read_only), bool(structure), frozenset(name for name, locked in sheets if locked))


def _asked(book: Book) -> tuple[Any, Any, Iterable[tuple[str, Any]]]:
    """The only place that looks below xlwings' public interface: it has no word for protection.

    Excel on Windows gives COM objects and on macOS appscript references; our own engines answer ``locks`` themselves.
    """
    if book.app.engine.name != "excel":
        read_only, structure, locked = book.impl.locks()
        return read_only, structure, [(name, True) for name in locked]
    if sys.platform == "darwin":
        of_book = book.api
        asked = [(sheet.name, sheet.api.protect_contents.get()) for sheet in book.sheets]
        return of_book.read_only.get(), of_book.protect_structure.get(), asked
    native = book.api
    return native.ReadOnly, native.ProtectStructure, [(sheet.name, sheet.api.ProtectContents) for sheet in book.sheets]
