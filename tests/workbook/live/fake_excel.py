"""An Excel in memory, as an xlwings engine: quick, the same every time, and as stubborn as the real one where that matters.

It does not calculate. It reads what is assigned as if it were typed, keeps a formula in a text cell as text, refuses a long
text in a block and a change to what is protected, and turns references to a removed sheet into #REF!.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import xlwings
from xlwings import base_classes

from lkjip_xl.addin.libreoffice.cells import ErrorText
from lkjip_xl.addin.libreoffice.engine import Engine
from lkjip_xl.address import cell_place, column_letters
from lkjip_xl.reader.workbook_reader import read_workbook
from lkjip_xl.values import CellError
from lkjip_xl.workbook.live.ownership import looks_at

NAME = "palsu"
LONGEST = 8203
WINDOW = 66123
_NUMBER = re.compile(r"[+-]?[0-9]+(?:\.[0-9]+)?%?\Z")
_DATE = re.compile(r"[0-9]+[/-][0-9]+(?:[/-][0-9]+)?\Z")
Box = tuple[int, int, int, int]


class ComError(Exception):
    """What COM raises: (hresult, text, (…, scode), argument), the same for every refusal."""

    def __init__(self, scode: int = -2146827284, hresult: int = -2147352567) -> None:
        super().__init__(hresult, "Exception occurred.", (0, None, None, None, 0, scode), None)


class FakeCell:
    """What a cell holds."""

    def __init__(self, value: Any = None, formula: str | None = None, number_format: str = "General") -> None:
        self.value, self.formula, self.number_format = value, formula, number_format


class FakeEngine(Engine):
    name = NAME


class FakeApp(base_classes.App):
    engine: Any = None
    api: Any = None
    books: Any = None
    pid = 4711
    hwnd = WINDOW
    visible = True
    screen_updating = True
    display_alerts = True
    enable_events = True
    calculation = "automatic"

    def __init__(self) -> None:
        self.engine = FakeEngine()
        self.books = FakeBooks(self)
        self.said: list[tuple[str, str | None]] = []
        self.answer = "yes"
        self.statuses: list[Any] = []
        self.calculated = 0

    @property
    def status_bar(self) -> Any:
        return self.statuses[-1] if self.statuses else False

    @status_bar.setter
    def status_bar(self, value: Any) -> None:
        self.statuses.append(value)

    def activate(self, steal_focus: bool = False) -> None:
        """It is always in front."""

    def calculate(self) -> None:
        self.calculated += 1

    def alert(self, prompt: str, title: str | None, buttons: str | None, mode: str | None, callback: Any) -> str:
        self.said.append((prompt, mode))
        return self.answer if buttons == "yes_no" else "ok"


class FakeBooks(base_classes.Books):
    api: Any = None

    def __init__(self, app: FakeApp) -> None:
        self.app = app
        self.opened: list[FakeBook] = []

    @property
    def active(self) -> FakeBook:
        return self.opened[0]

    def __len__(self) -> int:
        return len(self.opened)

    def __iter__(self) -> Iterator[FakeBook]:
        return iter(self.opened)

    def __call__(self, key: int | str) -> FakeBook:
        if isinstance(key, int):
            return self.opened[key - 1]
        found = [book for book in self.opened if book.name.casefold() == key.casefold()]
        if not found:
            raise KeyError(key)
        return found[0]

    def open(self, fullname: str, *positional: Any, **named: Any) -> FakeBook:
        book = FakeBook(self.app, Path(fullname).name, str(fullname))
        raw = read_workbook(Path(fullname))
        for sheet in raw.sheets:
            made = FakeSheet(book, sheet.name, visible=sheet.state == "visible")
            made.protected = sheet.protected
            for cell in sheet.cells():
                value = ErrorText(cell.value) if isinstance(cell.value, CellError) else cell.value
                value = float(value) if isinstance(value, int) and not isinstance(value, bool) else value
                formula = None if cell.formula is None else f"={cell.formula}"
                made.cells_in[cell.row, cell.column] = FakeCell(value, formula, raw.styles[cell.style].number_format)
            book.listed.append(made)
        book.names.defined.update({name: "=" + target.removeprefix("=") for name, target in raw.names.items() if "!" not in name})
        self.opened.append(book)
        return book

    def add(self) -> FakeBook:
        book = FakeBook(self.app, f"Book{len(self.opened) + 1}", f"Book{len(self.opened) + 1}")
        book.listed.append(FakeSheet(book, "Sheet1"))
        self.opened.append(book)
        return book


class FakeBook(base_classes.Book):
    app: Any = None
    names: Any = None
    sheets: Any = None
    api: Any = None

    def __init__(self, app: FakeApp, name: str, fullname: str) -> None:
        self.app, self._name, self._fullname = app, name, fullname
        self.listed: list[FakeSheet] = []
        self.names = FakeNames()
        self.sheets = FakeSheets(self)
        self.read_only = False
        self.structure = False
        self.shown = 0
        self.printed: list[tuple[str, list[str]]] = []

    @property
    def name(self) -> str:
        return self._name

    @name.setter
    def name(self, value: str) -> None:
        self._name = value

    @property
    def fullname(self) -> str:
        return self._fullname

    @fullname.setter
    def fullname(self, value: str) -> None:
        self._fullname = value

    def locks(self) -> tuple[bool, bool, list[str]]:
        return self.read_only, self.structure, [sheet.name for sheet in self.listed if sheet.protected]

    def refuse_structure(self) -> None:
        if self.structure:
            raise ComError()

    def activate(self) -> None:
        self.app.books.opened.sort(key=lambda book: book is not self)

    def close(self) -> None:
        self.app.books.opened.remove(self)

    def to_pdf(self, path: str, quality: str) -> None:
        self.printed.append((path, [sheet.name for sheet in self.listed if sheet.visible]))
        Path(path).write_bytes(b"%PDF-1.7")


class FakeSheets(base_classes.Sheets):
    api: Any = None

    def __init__(self, book: FakeBook) -> None:
        self._book = book

    @property
    def active(self) -> FakeSheet:
        return self._book.listed[self._book.shown]

    def __len__(self) -> int:
        return len(self._book.listed)

    def __iter__(self) -> Iterator[FakeSheet]:
        return iter(list(self._book.listed))

    def __contains__(self, key: str) -> bool:
        return any(sheet.name.casefold() == key.casefold() for sheet in self._book.listed)

    def __call__(self, key: int | str) -> FakeSheet:
        if isinstance(key, int):
            return self._book.listed[key - 1]
        found = [sheet for sheet in self._book.listed if sheet.name.casefold() == key.casefold()]
        if not found:
            raise xlwings.NoSuchObjectError(key)
        return found[0]

    def add(self, before: FakeSheet | None = None, after: FakeSheet | None = None, name: str | None = None) -> FakeSheet:
        self._book.refuse_structure()
        made = FakeSheet(self._book, name or f"Sheet{len(self) + 1}")
        at = before.index - 1 if before else after.index if after else len(self)
        self._book.listed.insert(at, made)
        return made


class FakeSheet(base_classes.Sheet):
    name: Any = ""
    book: Any = None
    api: Any = None
    tables: Any = ()

    def __init__(self, book: FakeBook, name: str, *, visible: bool = True) -> None:
        self.book, self.name, self._visible = book, name, visible
        self.cells_in: dict[tuple[int, int], FakeCell] = {}
        self.rules: list[tuple[Box, str, Any]] = []
        self.protected = False
        self.copied_from = ""

    @property
    def visible(self) -> bool:
        return self._visible

    @visible.setter
    def visible(self, value: bool) -> None:
        self.book.refuse_structure()
        if not value and not any(sheet.visible for sheet in self.book.listed if sheet is not self):
            raise ComError()
        self._visible = value

    @property
    def index(self) -> int:
        return int(self.book.listed.index(self)) + 1

    @property
    def used_range(self) -> FakeRange:
        filled = [place for place, cell in self.cells_in.items() if cell.value is not None or cell.formula is not None]
        if not filled:
            return FakeRange(self, (1, 1, 1, 1))
        top, left = min(row for row, _ in filled), min(column for _, column in filled)
        bottom, right = max(row for row, _ in filled), max(column for _, column in filled)
        return FakeRange(self, (top, left, bottom - top + 1, right - left + 1))

    def range(self, first: Any, last: Any = None) -> FakeRange:
        if isinstance(first, str):
            start, _, end = first.replace("$", "").partition(":")
            first, last = cell_place(start), cell_place(end or start)
        if isinstance(first, FakeRange):
            end = last or first
            first, last = (first.row, first.column), (end.row + end.shape[0] - 1, end.column + end.shape[1] - 1)
        if len(first) == 4:
            return FakeRange(self, first)
        last = last or first
        return FakeRange(self, (first[0], first[1], last[0] - first[0] + 1, last[1] - first[1] + 1))

    def activate(self) -> None:
        self.book.shown = self.index - 1

    def delete(self) -> None:
        self.book.refuse_structure()
        if len(self.book.listed) == 1:
            raise ComError()
        self.book.listed.remove(self)
        looks = looks_at([self.name])
        for sheet in self.book.listed:
            for cell in sheet.cells_in.values():
                if cell.formula is not None and looks.search(cell.formula):
                    cell.formula, cell.value = looks.sub("#REF!", cell.formula), ErrorText("#REF!")
        for name, target in self.book.names.defined.items():
            self.book.names.defined[name] = looks.sub("#REF!", target)

    def copy(self, before: FakeSheet | None, after: FakeSheet | None) -> None:
        neighbour = before or after
        assert neighbour is not None
        neighbour.book.refuse_structure()
        name, number = self.name, 1
        while name in neighbour.book.sheets:
            number += 1
            name = f"{self.name} ({number})"
        made = FakeSheet(neighbour.book, name)
        made.copied_from = self.book.name
        made.cells_in = {at: FakeCell(cell.value, cell.formula, cell.number_format) for at, cell in self.cells_in.items()}
        neighbour.book.listed.insert(neighbour.index - (1 if before else 0), made)


class FakeRange(base_classes.Range):
    sheet: Any = None
    api: Any = True

    def __init__(self, sheet: FakeSheet, box: Box) -> None:
        self.sheet, self._box = sheet, box
        self.options: dict[str, Any] = {}

    @property
    def row(self) -> int:
        return self._box[0]

    @property
    def column(self) -> int:
        return self._box[1]

    @property
    def shape(self) -> tuple[int, int]:
        return self._box[2], self._box[3]

    @property
    def coords(self) -> tuple[Any, ...]:
        return (self.sheet.name, *self._box)

    @property
    def max_cells_per_read(self) -> None:
        return None

    @property
    def max_cells_per_write(self) -> None:
        return None

    @property
    def address(self) -> str:
        return f"${column_letters(self.column)}${self.row}"

    def __len__(self) -> int:
        return self._box[2] * self._box[3]

    def __bool__(self) -> bool:
        return True

    def __call__(self, row: int, column: int | None = None) -> FakeRange:
        if column is None:
            row, column = (row - 1) // self._box[3] + 1, (row - 1) % self._box[3] + 1
        return FakeRange(self.sheet, (self.row + row - 1, self.column + column - 1, 1, 1))

    def _places(self) -> list[list[tuple[int, int]]]:
        top, left, height, width = self._box
        return [[(row, column) for column in range(left, left + width)] for row in range(top, top + height)]

    def _cells(self) -> list[FakeCell]:
        return [self.sheet.cells_in.get(place) or FakeCell() for row in self._places() for place in row]

    @property
    def raw_value(self) -> list[list[Any]]:
        cells = self.sheet.cells_in
        return [[cells[place].value if place in cells else None for place in row] for row in self._places()]

    @raw_value.setter
    def raw_value(self, value: Any) -> None:
        self._write(value)

    @property
    def formula(self) -> Any:
        rows = tuple(tuple(self._spelled(place) for place in row) for row in self._places())
        return rows[0][0] if len(self) == 1 else rows

    @formula.setter
    def formula(self, value: Any) -> None:
        self._write(value)

    def _spelled(self, place: tuple[int, int]) -> Any:
        cell = self.sheet.cells_in.get(place)
        if cell is None or (cell.value is None and cell.formula is None):
            return ""
        return cell.formula if cell.formula is not None else cell.value

    def _write(self, value: Any) -> None:
        if self.sheet.protected:
            raise ComError()
        if not isinstance(value, list | tuple):
            value = [[value] * self._box[3]] * self._box[2]
        if len(self) > 1 and any(isinstance(item, str) and len(item) > LONGEST for row in value for item in row):
            raise ComError()
        for places, items in zip(self._places(), value, strict=True):
            for place, item in zip(places, items, strict=True):
                cell = self.sheet.cells_in.setdefault(place, FakeCell())
                cell.value, cell.formula = typed(item, cell.number_format)

    @property
    def number_format(self) -> str | None:
        found = {cell.number_format for cell in self._cells()}
        return found.pop() if len(found) == 1 else None

    @number_format.setter
    def number_format(self, value: str) -> None:
        if self.sheet.protected:
            raise ComError()
        for row in self._places():
            for place in row:
                self.sheet.cells_in.setdefault(place, FakeCell()).number_format = value

    @property
    def conditional_formats(self) -> FakeRules:
        return FakeRules(self)

    @property
    def box(self) -> Box:
        return self._box


def typed(item: Any, number_format: str) -> tuple[Any, str | None]:
    """(value, formula) of a cell into which this is typed; what looks like a number or a date becomes one."""
    if item in (None, ""):
        return None, None
    if not isinstance(item, str):
        return (float(item) if isinstance(item, int) and not isinstance(item, bool) else item), None
    if item.startswith("'"):
        return item[1:], None
    if "@" in number_format and ";" not in number_format:
        return item, None
    if item.startswith(("=", "+", "-", "@")) and len(item) > 1 and not _NUMBER.match(item):
        return ErrorText(item[1:]) if item[1:].startswith("#") else "", item
    if _NUMBER.match(item):
        return float(item.rstrip("%")), None
    return (45000.0 if _DATE.match(item) else item), None


class FakeRules(base_classes.ConditionalFormats):
    api: Any = None

    def __init__(self, cells: FakeRange) -> None:
        self._cells = cells

    def _here(self) -> list[FakeRule]:
        return [FakeRule(self._cells.sheet, rule) for rule in self._cells.sheet.rules]

    def __len__(self) -> int:
        return len(self._here())

    def __iter__(self) -> Iterator[FakeRule]:
        return iter(self._here())

    def __call__(self, number: int) -> FakeRule:
        return self._here()[number - 1]

    def add_custom(self, spec: dict[str, Any]) -> FakeRule:
        if self._cells.sheet.protected:
            raise ComError()
        if "," in spec["formula"]:  # a computer in Indonesia separates with ";", and here Excel does not translate
            raise ComError()
        rule = (self._cells.box, spec["formula"], spec["fill_color"])
        self._cells.sheet.rules.insert(0, rule)
        return FakeRule(self._cells.sheet, rule)


class FakeRule(base_classes.ConditionalFormat):
    api: Any = None
    type = "custom"

    def __init__(self, sheet: FakeSheet, rule: tuple[Box, str, Any]) -> None:
        self._sheet, self._rule = sheet, rule

    @property
    def formula(self) -> str:
        return self._rule[1]

    def delete(self) -> None:
        if self._sheet.protected:
            raise ComError()
        self._sheet.rules.remove(self._rule)


class FakeNames(base_classes.Names):
    def __init__(self) -> None:
        self.defined: dict[str, str] = {}

    def __len__(self) -> int:
        return len(self.defined)

    def __call__(self, key: int | str) -> FakeName:
        return FakeName(self, list(self.defined)[key - 1] if isinstance(key, int) else key)

    def snapshot(self) -> list[tuple[str, FakeName]]:
        return [(name, FakeName(self, name)) for name in self.defined]

    def contains(self, key: int | str) -> bool:
        return key in self.defined

    def add(self, name: str, refers_to: str) -> FakeName:
        self.defined[name] = refers_to
        return FakeName(self, name)


class FakeName(base_classes.Name):
    name: Any = ""

    def __init__(self, names: FakeNames, name: str) -> None:
        self._names, self.name = names, name

    @property
    def refers_to(self) -> str:
        return self._names.defined[self.name]

    def delete(self) -> None:
        del self._names.defined[self.name]


def fake_excel() -> xlwings.App:
    """A new Excel without workbooks. It is known to xlwings like any other engine, which it needs to activate a sheet."""
    made = FakeApp()
    made.engine.apps.connected.append(made)
    engine = xlwings.Engine(impl=made.engine)
    xlwings.engines.add(engine)
    engine.activate()
    return xlwings.App(impl=made)
