"""A running LibreOffice as xlwings' App: its settings, its messages and its open spreadsheets."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Any, Final

from xlwings import base_classes

from lkjip_xl.addin.libreoffice.books import Books
from lkjip_xl.addin.libreoffice.bridge import enum, property_values, service, uno

if TYPE_CHECKING:
    from lkjip_xl.addin.libreoffice.engine import Apps, Engine

_XLSX: Final = "Calc MS Excel 2007 XML"
_numbers: Final = itertools.count(1)


class App(base_classes.App):
    """One running LibreOffice. ``said`` keeps what ``alert`` showed, and ``shown`` the active sheet of documents without a
    visible window (by their identifier)."""

    def __init__(self, apps: Apps, context: Any) -> None:
        self._apps = apps
        self._number = next(_numbers)
        self._context = context
        self._unseen: list[Any] = []
        self._desktop = service(context, "com.sun.star.frame.Desktop")
        self._books = Books(self)
        self._updating = True
        self._status: str | bool = False
        self._indicator: Any = None
        self.said: list[str] = []
        self.shown: dict[str, str] = {}
        self.answer = "yes"
        self._alerts = True
        self._events = True
        apps.connected.insert(0, self)

    @property
    def engine(self) -> Engine:
        return self._apps.engine

    @property
    def api(self) -> Any:
        return self._desktop

    @property
    def pid(self) -> int:
        return self._number

    @property
    def hwnd(self) -> int:
        return 0

    @property
    def visible(self) -> bool:
        return self._window() is not None

    @visible.setter
    def visible(self, value: bool) -> None:
        """LibreOffice decides at its start whether it has windows."""

    @property
    def books(self) -> Books:
        return self._books

    @property
    def selection(self) -> None:
        return None

    @property
    def display_alerts(self) -> bool:
        return self._alerts

    @display_alerts.setter
    def display_alerts(self, value: bool) -> None:
        """Only kept: what this engine calls asks no questions."""
        self._alerts = value

    @property
    def enable_events(self) -> bool:
        return self._events

    @enable_events.setter
    def enable_events(self, value: bool) -> None:
        """Only kept: LibreOffice has no such switch, and runs macros of a workbook only where its user allows them."""
        self._events = value

    def activate(self, steal_focus: bool = False) -> None:
        """Nothing to do: the program in front is the one whose button was pressed."""

    def documents(self) -> list[Any]:
        """Every open spreadsheet."""
        found = self._desktop.Components.createEnumeration()
        every = list(self._unseen)
        while found.hasMoreElements():
            document = found.nextElement()
            if hasattr(document, "supportsService") and document.supportsService("com.sun.star.sheet.SpreadsheetDocument"):
                every.append(document)
        return every

    def load(self, path: str) -> Any:
        """Open a file in a window of its own; its macros do not run. None where LibreOffice cannot."""
        url = uno().systemPathToFileUrl(path)
        return self._desktop.loadComponentFromURL(url, "_blank", 0, property_values(MacroExecutionMode=0))

    def load_unseen(self, path: str | None = None) -> Any:
        """Open a file, or an empty workbook, without any view: nothing is painted, and nothing is there to get in the way.
        Whoever asks for it says ``forget`` when it is closed."""
        document = service(self._context, "com.sun.star.sheet.SpreadsheetDocument")
        if path is None:
            document.initNew()
        else:
            url = uno().systemPathToFileUrl(path)
            document.load(property_values(URL=url, FilterName=_XLSX, MacroExecutionMode=0, Hidden=True))
        self._unseen.append(document)
        return document

    def forget(self, document: Any) -> None:
        """The document has been closed."""
        self._unseen = [other for other in self._unseen if other != document]

    def calculate(self) -> None:
        """Everything anew: a loaded formula that shows nothing would else count as 0 while calculation is manual."""
        for document in self.documents():
            document.calculateAll()

    @property
    def calculation(self) -> str:
        return "automatic" if all(document.isAutomaticCalculationEnabled() for document in self.documents()) else "manual"

    @calculation.setter
    def calculation(self, value: str) -> None:
        for document in self.documents():
            document.enableAutomaticCalculation(value != "manual")
            if value != "manual":
                document.calculate()  # as Excel does; LibreOffice leaves what waited as it was

    @property
    def screen_updating(self) -> bool:
        return self._updating

    @screen_updating.setter
    def screen_updating(self, value: bool) -> None:
        for document in self.documents():
            if value and document.hasControllersLocked():
                document.unlockControllers()
            elif not value and not document.hasControllersLocked():
                document.lockControllers()
        self._updating = value

    @property
    def status_bar(self) -> str | bool:
        return self._status

    @status_bar.setter
    def status_bar(self, value: str | bool) -> None:
        self._status = value
        if value is not False and self._window() is None:
            return
        if value is False:
            if self._indicator is not None:
                self._indicator.end()
            self._indicator = None
        elif self._indicator is None:
            self._indicator = self._desktop.getCurrentFrame().createStatusIndicator()
            self._indicator.start(str(value), 100)
        else:
            self._indicator.setText(str(value))

    def _window(self) -> Any:
        """The window of the document in front; None where there is none to be seen."""
        frame = self._desktop.getCurrentFrame()
        window = frame.ContainerWindow if frame is not None else None
        return window if window is not None and window.isVisible() else None

    def alert(self, prompt: str, title: str | None, buttons: str, mode: str | None, callback: str | None) -> str:
        """Show a message and wait; without a visible window only keep it."""
        self.said.append(prompt)
        window = self._window()
        if window is None:
            return self.answer if buttons == "yes_no" else "ok"
        kind = "QUERYBOX" if buttons == "yes_no" else "ERRORBOX" if mode == "critical" else "INFOBOX"
        number = 3 if buttons == "yes_no" else 1
        box = window.Toolkit.createMessageBox(
            window, enum("com.sun.star.awt.MessageBoxType", kind), number, title or "LKjIP", prompt
        )
        return {2: "yes", 3: "no"}.get(box.execute(), "ok")

    def quit(self) -> None:
        self._desktop.terminate()
