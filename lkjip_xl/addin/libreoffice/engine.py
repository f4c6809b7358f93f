"""The xlwings engine ``libreoffice``: as much of it as the live adapter and the buttons use, over a running LibreOffice.

It is written against ``xlwings.base_classes``, which xlwings does not promise to keep; the version is pinned and the contract
tests decide about another one. Semantics are Excel's: text that is written is parsed like typed text unless an apostrophe
precedes it, every number is a double, error values come back as None or, if asked for, as their text.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from typing import Any, Final

import xlwings
from xlwings import base_classes

from lkjip_xl.addin.libreoffice.app import App
from lkjip_xl.addin.libreoffice.cells import ErrorText

NAME: Final = "libreoffice"


class Engine:
    """What xlwings asks an engine: its programs, and the last word on values read and written."""

    name = NAME
    type = "desktop"

    def __init__(self) -> None:
        self.apps = Apps(self)

    @staticmethod
    def prepare_xl_data_element(value: Any, options: Any) -> Any:
        """A value on its way in; blank is None."""
        return None if isinstance(value, float) and value != value else value

    @staticmethod
    def clean_value_data(
        data: list[list[Any]], dates: Callable[..., Any], empty: Any, numbers: Callable[[float], Any] | None, errors_as_text: bool
    ) -> list[list[Any]]:
        """Values on their way out, as the options of the reading call want them."""

        def clean(value: Any) -> Any:
            if value is None or value == "":
                return empty
            if isinstance(value, ErrorText):
                return str(value) if errors_as_text else None
            if isinstance(value, dt.datetime) and dates is not dt.datetime:
                return dates(value.year, value.month, value.day)
            if numbers is not None and isinstance(value, float):
                return numbers(value)
            return value

        return [[clean(value) for value in row] for row in data]


class Apps(base_classes.Apps):
    """The LibreOffice programs this engine has been connected to."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.connected: list[App] = []

    def keys(self) -> list[int]:
        return [app.pid for app in self.connected]

    def __iter__(self) -> Iterator[App]:
        return iter(self.connected)

    def __len__(self) -> int:
        return len(self.connected)

    def __getitem__(self, pid: int) -> App:
        return next(app for app in self.connected if app.pid == pid)


def connect(context: Any) -> xlwings.App:
    """LibreOffice behind a component context as an ``xlwings.App``; the engine is registered with xlwings once."""
    if NAME not in [engine.name for engine in xlwings.engines]:
        xlwings.engines.add(xlwings.Engine(impl=Engine()))
    xlwings.engines[NAME].activate()  # xlwings activates a sheet only in the engine that is active, and Windows has its own
    return xlwings.App(impl=App(xlwings.engines[NAME].impl.apps, context))
