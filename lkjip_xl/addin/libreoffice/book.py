"""A document of LibreOffice as a workbook, with its sheets and defined names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any, Final

from xlwings import NoSuchObjectError, XlwingsError, base_classes

from lkjip_xl.addin.libreoffice.bridge import property_values, uno
from lkjip_xl.addin.libreoffice.grammar import to_calc, to_excel
from lkjip_xl.addin.libreoffice.sheet import Sheet

if TYPE_CHECKING:
    from lkjip_xl.addin.libreoffice.app import App

_FILTERS: Final = {".xlsx": "Calc MS Excel 2007 XML", ".xlsm": "Calc MS Excel 2007 VBA XML", ".ods": "calc8"}
_SHEET: Final = r"'(?:[^']|'')+'|[^'!.$]+"
_CALC_CELL: Final = re.compile(rf"\$?({_SHEET})\.(\$?[A-Z]+\$?[0-9]+)(?::(?:\$?(?:{_SHEET})\.)?(\$?[A-Z]+\$?[0-9]+))?\Z")


class Book(base_classes.Book):
    """One open spreadsheet. Two of these are the same if their document is."""

    def __init__(self, app: App, document: Any) -> None:
        self._app = app
        self.document = document

    @property
    def api(self) -> Any:
        return self.document

    @property
    def app(self) -> App:
        return self._app

    @property
    def name(self) -> str:
        return PurePosixPath(self.fullname).name

    @property
    def fullname(self) -> str:
        url = self.document.URL
        return str(uno().fileUrlToSystemPath(url)) if url.startswith("file:") else str(url or self.document.Title)

    @property
    def sheets(self) -> Sheets:
        return Sheets(self)

    @property
    def names(self) -> Names:
        return Names(self.document.NamedRanges)

    def locks(self) -> tuple[bool, bool, list[str]]:
        """(read-only, structure protected, names of sheets with protected cells), for the live adapter."""
        sheets = self.document.Sheets
        locked = [name for name in sheets.ElementNames if sheets.getByName(name).isProtected()]
        return bool(self.document.isReadonly()), bool(self.document.isProtected()), locked

    def refuse_if_read_only(self) -> None:
        """Raise what Excel's engine raises for a workbook that takes no changes."""
        if self.document.isReadonly():
            raise XlwingsError("The workbook is read-only.")

    def activate(self, steal_focus: bool = False) -> None:
        controller = self.document.CurrentController
        if controller is not None and controller.Frame.ContainerWindow.isVisible():
            controller.Frame.activate()

    def save(self, path: str | None = None, password: str | None = None) -> None:
        target = path or self.fullname
        kind = _FILTERS[PurePosixPath(target).suffix.casefold()]
        self.document.storeAsURL(uno().systemPathToFileUrl(target), property_values(FilterName=kind, Overwrite=True))

    def to_pdf(self, path: str, quality: str) -> None:
        self.document.storeToURL(uno().systemPathToFileUrl(path), property_values(FilterName="calc_pdf_Export"))

    def close(self) -> None:
        self.document.setModified(False)
        self._app.forget(self.document)
        self.document.close(True)


class Sheets(base_classes.Sheets):
    """The sheets of a document in their order."""

    def __init__(self, book: Book) -> None:
        self._book = book

    @property
    def api(self) -> Any:
        return self._book.document.Sheets

    @property
    def active(self) -> Sheet:
        document = self._book.document
        controller = document.CurrentController
        if controller is not None and controller.Frame.ContainerWindow.isVisible():
            return Sheet(self._book, controller.ActiveSheet.Name)
        return Sheet(self._book, self._book.app.shown.get(document.RuntimeUID, self.api.ElementNames[0]))

    def __call__(self, key: int | str) -> Sheet:
        if isinstance(key, int):
            return Sheet(self._book, self.api.ElementNames[key - 1])
        for name in self.api.ElementNames:
            if name.casefold() == key.casefold():
                return Sheet(self._book, name)
        raise NoSuchObjectError(f"Sheet {key} doesn't exist.")

    def __contains__(self, key: str) -> bool:
        return key.casefold() in (name.casefold() for name in self.api.ElementNames)

    def __len__(self) -> int:
        return int(self.api.Count)

    def __iter__(self) -> Iterator[Sheet]:
        return (Sheet(self._book, name) for name in self.api.ElementNames)

    def add(self, before: Sheet | None = None, after: Sheet | None = None, name: str | None = None) -> Sheet:
        self._book.refuse_if_read_only()
        place = len(self) if before is after else before.index - 1 if before else after.index if after else len(self)
        made = name or next(free for number in range(1, 1000) if not self.api.hasByName(free := f"Sheet{number}"))
        self.api.insertNewByName(made, place)
        return self(made)


class Names(base_classes.Names):
    """Defined names, spelled as Excel spells them."""

    def __init__(self, native: Any) -> None:
        self._native = native

    @property
    def api(self) -> Any:
        return self._native

    def __len__(self) -> int:
        return len(self._native.ElementNames)

    def __call__(self, key: int | str) -> Name:
        return Name(self._native, self._native.ElementNames[key - 1] if isinstance(key, int) else key)

    def snapshot(self) -> list[tuple[str, Name]]:
        return [(name, Name(self._native, name)) for name in self._native.ElementNames]

    def contains(self, key: int | str) -> bool:
        return 1 <= key <= len(self) if isinstance(key, int) else bool(self._native.hasByName(key))

    def add(self, name: str, refers_to: str) -> Name:
        if self._native.hasByName(name):
            self._native.removeByName(name)
        self._native.addNewByName(name, _to_calc(refers_to), uno().createUnoStruct("com.sun.star.table.CellAddress"), 0)
        return Name(self._native, name)


class Name(base_classes.Name):
    """One defined name."""

    def __init__(self, native: Any, name: str) -> None:
        self._native, self._name = native, name

    @property
    def api(self) -> Any:
        return self._native.getByName(self._name)

    @property
    def name(self) -> str:
        return self._name

    @name.setter
    def name(self, value: str) -> None:
        self.api.Name = value
        self._name = value

    @property
    def refers_to(self) -> str:
        content = str(self.api.Content)
        match = _CALC_CELL.match(content)
        if match is None:
            return to_excel(f"={content}")
        return f"={match[1]}!{match[2]}" + (f":{match[3]}" if match[3] else "")

    @refers_to.setter
    def refers_to(self, value: str) -> None:
        self.api.Content = _to_calc(value)

    def delete(self) -> None:
        self._native.removeByName(self._name)


def _to_calc(refers_to: str) -> str:
    return to_calc("=" + refers_to.removeprefix("=")).removeprefix("=")
