"""Where exports go: beside the workbook where it is a file here, in the user's documents where it is not (OneDrive, unsaved)."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import TYPE_CHECKING, Final

from lkjip_xl.addin.buttons.desk import Desk

if TYPE_CHECKING:
    from xlwings import Book

_DOCUMENT_FOLDERS: Final = ("Documents", "Dokumen")


def documents() -> Path:
    """The user's folder for documents; the home folder where there is none."""
    home = Path.home()
    return next((home / name for name in _DOCUMENT_FOLDERS if (home / name).is_dir()), home)


def beside(book: Book, ending: str) -> Path:
    """``isian.xlsx`` → ``…/isian<ending>``."""
    name = Path(book.name).stem + ending
    saved = book.fullname
    folder = Path(saved).parent
    local = "://" not in saved and folder != Path() and folder.is_dir()
    return (folder if local else documents()) / name


def may_write(desk: Desk, target: Path) -> bool:
    """Whether the file may be made: it does not exist, or the user says yes."""
    if not target.exists():
        return True
    return desk.app.alert(f"{target} sudah ada. Ganti?", title="LKjIP", buttons="yes_no") == "yes"


def free_path(target: Path, taken: Collection[str] = ()) -> Path:
    """The path itself, or the first with a number that nobody uses. ``taken`` are names of open workbooks: no program opens
    two of one name, wherever they lie."""
    names = {name.casefold() for name in taken}
    number, free = 1, target
    while free.exists() or free.name.casefold() in names:
        number += 1
        free = target.with_stem(f"{target.stem} {number}")
    return free
