"""Where the extension's buttons arrive: inside LibreOffice's own Python."""

from __future__ import annotations

from typing import Any

import xlwings

from lkjip_xl.addin.buttons.run import press
from lkjip_xl.addin.libreoffice.book import Book
from lkjip_xl.addin.libreoffice.engine import connect


def pressed(context: Any, action: str) -> None:
    """Do an action on the spreadsheet in front; it ends with its message box."""
    app = connect(context)
    document = app.impl.api.getCurrentComponent()
    is_book = document is not None and document.supportsService("com.sun.star.sheet.SpreadsheetDocument")
    press(action, app, xlwings.Book(impl=Book(app.impl, document)) if is_book else None)
