"""Conditional formats by formula: all that the live adapter needs of them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

from xlwings import XlwingsError, base_classes

from lkjip_xl.addin.libreoffice.grammar import to_calc, with_excel_sheets

if TYPE_CHECKING:
    from lkjip_xl.addin.libreoffice.book import Book
    from lkjip_xl.addin.libreoffice.cells import Range

_CONDITION: Final = 0
_STYLES: Final = "CellStyles"


class ConditionalFormats(base_classes.ConditionalFormats):
    """The rules that touch a range; a new one comes first."""

    def __init__(self, cells: Range) -> None:
        self._cells = cells
        self._list = cells.sheet.native.ConditionalFormats

    @property
    def api(self) -> Any:
        return self._list

    def _rules(self) -> list[ConditionalFormat]:
        found = []
        for group in self._list.getConditionalFormats():
            if not group.Range.queryIntersection(self._cells.api.RangeAddress).Count:
                continue
            found += [ConditionalFormat(self._list, group, at) for at in range(group.getCount())]
        return [rule for rule in found if rule.type == "custom"]

    def __iter__(self) -> Iterator[ConditionalFormat]:
        return iter(self._rules())

    def __len__(self) -> int:
        return len(self._rules())

    def __call__(self, number: int) -> ConditionalFormat:
        return self._rules()[number - 1]

    def add_custom(self, spec: dict[str, Any]) -> ConditionalFormat:
        """A rule by formula with a fill, in a group of its own: of a group, LibreOffice 7.4 lets no single rule be removed."""
        sheet = self._cells.sheet
        sheet.book.refuse_if_read_only()
        if sheet.native.isProtected():
            raise XlwingsError("The sheet is protected.")
        ranges = sheet.book.document.createInstance("com.sun.star.sheet.SheetCellRanges")
        ranges.addRangeAddress(self._cells.api.RangeAddress, False)
        number = self._list.createByRange(ranges)
        group = next(group for group in self._list.getConditionalFormats() if number == group.ID)
        group.createEntry(_CONDITION, 0)
        entry = group.getByIndex(0)
        entry.Operator = _BY_FORMULA
        entry.Formula1 = to_calc(spec["formula"]).removeprefix("=")
        entry.StyleName = fill_style(sheet.book, spec["fill_color"])
        return ConditionalFormat(self._list, group, 0)


_BY_FORMULA: Final = 9
"""com.sun.star.sheet.ConditionFormatOperator.EXPRESSION"""


class ConditionalFormat(base_classes.ConditionalFormat):
    """One rule."""

    def __init__(self, owner: Any, group: Any, place: int) -> None:
        self._owner, self._group, self._place = owner, group, place

    @property
    def api(self) -> Any:
        return self._group.getByIndex(self._place)

    @property
    def type(self) -> str:
        return "custom" if getattr(self.api, "Operator", None) == _BY_FORMULA else "other"

    @property
    def formula(self) -> str:
        return with_excel_sheets(f"={self.api.Formula1}")

    def delete(self) -> None:
        """Take the rule away. One that shares its group with others stays: it is none of those made here."""
        if self._group.getCount() == 1:
            self._owner.removeByID(self._group.ID)


def fill_style(book: Book, colour: tuple[int, int, int]) -> str:
    """A cell style with this fill. A workbook with a protected sheet lets nobody edit styles, so the style is made in a
    document of its own and comes in with a sheet that is taken out again."""
    number = colour[0] << 16 | colour[1] << 8 | colour[2]
    name = f"LKjIP {number:06X}"
    document = book.document
    if document.StyleFamilies.getByName(_STYLES).hasByName(name):
        return name
    carrier = book.app.load_unseen()
    try:
        family = carrier.StyleFamilies.getByName(_STYLES)
        family.insertByName(name, carrier.createInstance("com.sun.star.style.CellStyle"))
        family.getByName(name).CellBackColor = number
        sheet = carrier.Sheets.getByIndex(0)
        sheet.Name = "LKjIP warna"
        sheet.getCellByPosition(0, 0).CellStyle = name
        at = document.Sheets.importSheet(carrier, sheet.Name, document.Sheets.Count)
        document.Sheets.removeByName(document.Sheets.getByIndex(at).Name)
    finally:
        book.app.forget(carrier)
        carrier.close(True)
    return name

