"""A sheet of LibreOffice, and how it is carried over to another document."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, Final

from xlwings import base_classes

from lkjip_xl.addin.libreoffice.cells import Range
from lkjip_xl.addin.libreoffice.charts import carry_series_names
from lkjip_xl.address import cell_place

if TYPE_CHECKING:
    from lkjip_xl.addin.libreoffice.book import Book

MAX_ROW: Final = 1_048_576
MAX_COLUMN: Final = 16_384
_PAGE_STYLES: Final = "PageStyles"


class Sheet(base_classes.Sheet):
    """One sheet, looked up by its name when first touched: xlwings lists all names again and again."""

    def __init__(self, book: Book, name: str) -> None:
        self._book = book
        self._name = name
        self._found: Any = None

    @property
    def native(self) -> Any:
        if self._found is None:
            self._found = self._book.document.Sheets.getByName(self._name)
        return self._found

    @property
    def api(self) -> Any:
        return self.native

    @property
    def book(self) -> Book:
        return self._book

    @property
    def name(self) -> str:
        return self._name if self._found is None else str(self._found.Name)

    @name.setter
    def name(self, value: str) -> None:
        self.native.Name = value

    @property
    def index(self) -> int:
        return int(self.native.RangeAddress.Sheet) + 1

    @property
    def visible(self) -> bool:
        return bool(self.native.IsVisible)

    @visible.setter
    def visible(self, value: bool) -> None:
        self.native.IsVisible = value

    @property
    def tables(self) -> Tables:
        return Tables()

    @property
    def cells(self) -> Range:
        return Range(self, 1, 1, MAX_ROW, MAX_COLUMN)

    @property
    def used_range(self) -> Range:
        cursor = self.native.createCursor()
        cursor.gotoStartOfUsedArea(False)
        first = cursor.RangeAddress
        cursor.gotoEndOfUsedArea(False)
        last = cursor.RangeAddress
        top, left = first.StartRow + 1, first.StartColumn + 1
        return Range(self, top, left, last.EndRow - top + 2, last.EndColumn - left + 2)

    def range(self, first: Any, last: Any = None) -> Range:
        if isinstance(first, str):
            start, _, end = first.replace("$", "").partition(":")
            first, last = cell_place(start), cell_place(end or start)
        if isinstance(first, Range):
            other = last or first
            height, width = other.row + other.shape[0] - first.row, other.column + other.shape[1] - first.column
            return Range(self, first.row, first.column, height, width)
        if len(first) == 4:  # row, column, height, width: how xlwings itself asks for a slice
            return Range(self, *first)
        bottom, right = last or first
        return Range(self, first[0], first[1], bottom - first[0] + 1, right - first[1] + 1)

    def activate(self) -> None:
        """Show the sheet. A document without a visible window only remembers it: its view is no place for another thread."""
        controller = self._book.document.CurrentController
        if controller is not None and controller.Frame.ContainerWindow.isVisible():
            controller.setActiveSheet(self.native)
        self._book.app.shown[self._book.document.RuntimeUID] = self.name

    def select(self) -> None:
        self.activate()

    def delete(self) -> None:
        self._book.refuse_if_read_only()
        self._book.document.Sheets.removeByName(self.name)

    def copy(self, before: Sheet | None, after: Sheet | None) -> None:
        """Carry the sheet over with everything on it; page setup and names of series too, which LibreOffice's own call leaves
        behind."""
        neighbour = before or after
        if neighbour is None:
            raise ValueError("before or after")
        place = neighbour.index - 1 if before else neighbour.index
        target, source = neighbour.book, self._book
        target.refuse_if_read_only()
        sheets = target.document.Sheets
        if target.document == source.document:
            free = next(name for number in range(2, 1000) if not sheets.hasByName(name := f"{self.name[:25]} ({number})"))
            sheets.copyByName(self.name, free, place)
            return
        at = sheets.importSheet(source.document, self.name, place)
        made = sheets.getByIndex(at)
        made.PageStyle = _carried_page_style(source.document, self.native.PageStyle, target.document)
        made.setTitleRows(self.native.getTitleRows())
        made.setPrintTitleRows(self.native.getPrintTitleRows())
        carry_series_names(self.native, made)


class Tables(base_classes.Collection):
    """LibreOffice has database ranges, not tables; nothing here depends on their names."""

    def __len__(self) -> int:
        return 0

    def __iter__(self) -> Iterator[Any]:
        return iter(())


def _carried_page_style(source: Any, name: str, target: Any) -> str:
    """A page style of the target that looks like the source's; equal ones are shared."""
    wanted = _page_setup(source.StyleFamilies.getByName(_PAGE_STYLES).getByName(name))
    family = target.StyleFamilies.getByName(_PAGE_STYLES)
    for number in range(1, 1000):
        made = f"LKjIP {number}"
        if not family.hasByName(made):
            family.insertByName(made, target.createInstance("com.sun.star.style.PageStyle"))
            style = family.getByName(made)
            for key, value in wanted.items():
                if not key.endswith("Content"):
                    style.setPropertyValue(key, value)
            _write_header_footer(style, wanted)
            return made
        if _comparable(_page_setup(family.getByName(made))) == _comparable(wanted):
            return made
    return name


_PLAIN: Final = (
    "IsLandscape", "Width", "Height", "LeftMargin", "RightMargin", "TopMargin", "BottomMargin", "CenterHorizontally",
    "ScaleToPagesX", "ScaleToPagesY", "FirstPageNumber", "HeaderIsOn", "FooterIsOn",
)  # fmt: skip


def _page_setup(style: Any) -> dict[str, Any]:
    found = {key: style.getPropertyValue(key) for key in _PLAIN}
    for part in ("Header", "Footer"):
        if found[f"{part}IsOn"]:
            found[f"RightPage{part}Content"] = style.getPropertyValue(f"RightPage{part}Content")
    return found


def _comparable(setup: dict[str, Any]) -> dict[str, Any]:
    read: Callable[[Any], Any] = lambda value: tuple(  # noqa: E731
        getattr(value, side).String for side in ("LeftText", "CenterText", "RightText")
    )
    return {key: read(value) if key.endswith("Content") else value for key, value in setup.items()}


def _write_header_footer(style: Any, wanted: dict[str, Any]) -> None:
    for key, content in wanted.items():
        if key.endswith("Content"):
            style.setPropertyValue(key, content)
