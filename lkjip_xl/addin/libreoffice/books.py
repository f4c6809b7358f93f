"""The open spreadsheets of one LibreOffice."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from xlwings import XlwingsError, base_classes

from lkjip_xl.addin.libreoffice.book import Book

if TYPE_CHECKING:
    from lkjip_xl.addin.libreoffice.app import App


class Books(base_classes.Books):
    """The open spreadsheets of one LibreOffice, the one in front first."""

    def __init__(self, app: App) -> None:
        self._app = app

    @property
    def app(self) -> App:
        return self._app

    @property
    def api(self) -> Any:
        return self._app.api

    def _every(self) -> list[Book]:
        front = self._app.api.getCurrentComponent()
        books = [Book(self._app, document) for document in self._app.documents()]
        return sorted(books, key=lambda book: book.document != front)

    @property
    def active(self) -> Book:
        return self._every()[0]

    def __call__(self, key: int | str) -> Book:
        books = self._every()
        if isinstance(key, int):
            return books[key - 1]
        for book in books:
            if book.name.casefold() == key.casefold():
                return book
        raise KeyError(key)

    def __contains__(self, key: str) -> bool:
        return any(book.name.casefold() == key.casefold() for book in self._every())

    def __len__(self) -> int:
        return len(self._every())

    def __iter__(self) -> Iterator[Book]:
        return iter(self._every())

    def open(self, fullname: str, *positional: Any, **named: Any) -> Book:
        """Open a file: unseen if read-only (it only serves as a source), in a window otherwise."""
        read_only = bool(named.get("read_only", positional[1] if len(positional) > 1 else False))
        document = self._app.load_unseen(fullname) if read_only else self._app.load(fullname)
        if document is None:
            raise XlwingsError(f"LibreOffice cannot open {fullname}")
        return Book(self._app, document)

    def add(self) -> Book:
        return Book(self._app, self._app.load_unseen())
