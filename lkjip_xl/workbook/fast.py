"""An XlsxWriter worksheet that makes its own ``<sheetData>``: about ten times faster on formula-heavy reports.

XlsxWriter runs some thirty regular expressions over every formula and keeps an object per cell. Here the XML of a row is
put together directly from the model; the package, styles, tables, charts and print setup stay XlsxWriter's. That needs a
few of its private names, so ``available()`` looks at the version and the names first, and ``new`` takes the stock path
where they do not fit. A test holds the two paths against each other, cell by cell.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from itertools import repeat
from typing import Any, Final

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.sharedstrings import SharedStringTable
from xlsxwriter.worksheet import Worksheet

from lkjip_xl.address import cell_name, column_letters
from lkjip_xl.values import CellError, Value
from lkjip_xl.workbook.model import Cell, SheetModel
from lkjip_xl.workbook.sheet_parts import row_attributes
from lkjip_xl.workbook.text_safety import (
    cell_text,
    checked_number,
    escaped,
    formula_text,
    markup,
    reads_as_formula,
    shared_text,
    visible,
)

_SERIES: Final = ((3, 2), (3, 3))
"""The XlsxWriter releases this was tested with."""

_NAMES: Final[tuple[tuple[type, tuple[str, ...]], ...]] = (
    (Worksheet, ("_write_sheet_data", "_check_dimensions", "_get_range_data", "_prepare_formula")),
    (Worksheet, ("_write", "_write_string", "_write_blank", "_write_formula", "_write_merge_cells")),
    (Format, ("_get_xf_index",)),
    (SharedStringTable, ("_get_shared_string_index",)),
)
_ROWS_PER_CHUNK: Final = 256


@cache
def available() -> bool:
    """Whether the installed XlsxWriter is one that FastWorksheet knows."""
    series = tuple(int(part) for part in xlsxwriter.__version__.split(".")[:2] if part.isdecimal())
    return series in _SERIES and all(hasattr(owner, name) for owner, names in _NAMES for name in names)


class StyleAttributes(dict[str, str]):
    """Style name → `` s="12"``, the attribute that gives a cell this style; made when first asked for."""

    def __init__(self, formats: Mapping[str, Format]) -> None:
        super().__init__()
        self._formats = formats

    def __missing__(self, name: str) -> str:
        index = self._formats[name]._get_xf_index()
        self[name] = made = f' s="{index}"' if index else ""
        return made


class CellXml:
    """Turns model rows into ``<row>`` elements; one for a workbook, as strings and styles are shared by its sheets."""

    def __init__(self, formats: Mapping[str, Format], quoted: Mapping[str, Format], strings: SharedStringTable) -> None:
        """``formats`` and ``quoted``: style name → Format, the second for text that looks like a formula."""
        self.strings = strings
        self._styles = StyleAttributes(formats)
        self._quoted = StyleAttributes(quoted)
        self._indices: dict[str, int] = {}

    def row(self, number: int, cells: Iterable[Cell | None], letters: Iterable[str], attributes: str) -> str:
        """One row. Numbers keep all 17 digits; a cached text is written even when it is empty, so that readers see text."""
        styles, indices = self._styles, self._indices
        out = [f'<row r="{number}"{attributes}>']
        add = out.append
        for cell, column in zip(cells, letters, strict=False):
            if cell is None:
                continue
            style, value, formula = cell
            kind = value.__class__
            if formula is None:
                if kind is str:
                    index = indices.get(value)  # type: ignore[arg-type]
                    if index is None:
                        add(self._new_text(f'<c r="{column}{number}"', style, value))  # type: ignore[arg-type]
                    else:
                        add(f'<c r="{column}{number}"{styles[style]} t="s"><v>{index}</v></c>')
                elif value is None:
                    add(f'<c r="{column}{number}"{styles[style]}/>')
                elif kind is float or kind is int:
                    add(f'<c r="{column}{number}"{styles[style]}><v>{value!r}</v></c>')
                else:
                    add(self._typed(f'<c r="{column}{number}"{styles[style]}', value, ""))
                continue
            text = formula[1:]
            if "&" in text or "<" in text or ">" in text or not text or formula[0] != "=" or not text.isprintable():
                text = markup(formula_text(formula))
            if kind is float or kind is int:
                add(f'<c r="{column}{number}"{styles[style]}><f>{text}</f><v>{value!r}</v></c>')
            elif kind is str:
                result = escaped(cell_text(value)) if value else ""  # type: ignore[arg-type]
                add(f'<c r="{column}{number}"{styles[style]} t="str"><f>{text}</f><v>{result}</v></c>')
            else:
                add(self._typed(f'<c r="{column}{number}"{styles[style]}', value, f"<f>{text}</f>"))
        add("</row>")
        return "".join(out)

    def _new_text(self, opening: str, style: str, text: str) -> str:
        """A text cell whose text was not met before. Text that looks like a formula is never remembered, so it always
        comes here and gets its quoted style."""
        index = self.strings._get_shared_string_index(shared_text(text))
        if reads_as_formula(text):
            return f'{opening}{self._quoted[style]} t="s"><v>{index}</v></c>'
        self._indices[text] = index
        return f'{opening}{self._styles[style]} t="s"><v>{index}</v></c>'

    def _typed(self, opening: str, value: Value, formula: str) -> str:
        """A cell of the rarer kinds: boolean, error, cached text, and subclasses of the plain types."""
        if isinstance(value, bool):
            return f'{opening} t="b">{formula}<v>{value:d}</v></c>'
        if isinstance(value, CellError):
            return f'{opening} t="e">{formula}<v>{escaped(visible(value))}</v></c>'
        if isinstance(value, str):
            return f'{opening} t="str">{formula}<v>{escaped(cell_text(value))}</v></c>'
        if value is None:
            return f"{opening}>{formula}</c>"
        plain = float(value) if isinstance(value, float) else int(value)
        return f"{opening}>{formula}<v>{plain!r}</v></c>"


class FastWorksheet(Worksheet):  # type: ignore[misc]
    """A worksheet whose cells come from a SheetModel, given once with ``take``; everything else as in XlsxWriter."""

    def take(self, sheet: SheetModel, xml: CellXml) -> None:
        """Make the rows' XML. Done before the workbook is closed, since the strings table is frozen then."""
        self._model = sheet
        self._pieces: list[str] = []
        numbers = sorted(sheet.rows.keys() | sheet.heights.keys())
        width = max(map(len, sheet.rows.values()), default=0)
        if not numbers:
            return
        if self._check_dimensions(numbers[0] - 1, 0) or self._check_dimensions(numbers[-1] - 1, max(width, 1) - 1):
            raise ValueError(f"sheet {sheet.name!r} is larger than a worksheet can be")
        letters = [column_letters(column) for column in range(1, width + 1)]
        attributes = row_attributes(sheet.heights)
        uses = xml.strings.count
        for start in range(0, len(numbers), _ROWS_PER_CHUNK):
            part = numbers[start : start + _ROWS_PER_CHUNK]
            self._pieces.append(
                "".join(xml.row(number, sheet.rows.get(number, ()), letters, attributes.get(number, "")) for number in part)
            )
            if ">nan<" in self._pieces[-1] or "inf<" in self._pieces[-1]:
                _require_finite(sheet, part)
            uses += self._pieces[-1].count('" t="s"><v>')
        xml.strings.count = uses

    def _write_sheet_data(self) -> None:
        """XlsxWriter calls this where ``<sheetData>`` belongs. The pieces are let go as they are written."""
        self.fh.write("<sheetData>")
        self._pieces.reverse()
        while self._pieces:
            self.fh.write(self._pieces.pop())
        self.fh.write("</sheetData>")

    def _get_range_data(self, row_start: int, col_start: int, row_end: int, col_end: int) -> list[Any]:
        """What a chart keeps as its own copy of the figures, taken from the model."""
        places = [(row, column) for row in range(row_start, row_end + 1) for column in range(col_start, col_end + 1)]
        cells = (self._model.cell(row + 1, column + 1) for row, column in places)
        return [None if cell is None else _chart_value(cell) for cell in cells]

    def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> str:
        """For the formulas of table columns and validation: they come in file form, so 150 regular expressions can rest."""
        return formula.removeprefix("=")

    def add_table(
        self, first_row: int, first_col: int, last_row: int, last_col: int, options: dict[str, Any] | None = None
    ) -> int:
        """XlsxWriter notes every cell of a table to find overlaps, which ``sheet_parts`` has found from the areas already.

        So it is given heading and first row only, and the area afterwards: a sixth of the time of a long sheet, and the
        memory of one tuple a cell.
        """
        code: int = super().add_table(first_row, first_col, first_row + 1, last_col, options)
        if code == 0:
            area = f"{cell_name(first_row + 1, first_col + 1)}:{cell_name(last_row + 1, last_col + 1)}"
            self.tables[-1].update(range=area, a_range=area, autofilter=area)
        return code

    def merge_range(
        self, first_row: int, first_col: int, last_row: int, last_col: int, data: Any = "", cell_format: Format | None = None
    ) -> int:
        """XlsxWriter looks for overlaps cell by cell; ``sheet_parts`` has compared the areas already."""
        if self._check_dimensions(first_row, first_col) or self._check_dimensions(last_row, last_col):
            return -1
        self.merge.append([first_row, first_col, last_row, last_col])
        return 0

    # merge_range, add_table and write_url also write cells; those of the model stand already.

    def _write(self, row: int, col: int, *args: object) -> int:
        return 0

    def _write_string(self, row: int, col: int, string: str, cell_format: Format | None = None) -> int:
        return 0

    def _write_blank(self, row: int, col: int, blank: object, cell_format: Format | None = None) -> int:
        return 0

    def _write_formula(self, row: int, col: int, formula: str, cell_format: Format | None = None, value: object = 0) -> int:
        return 0


def _chart_value(cell: Cell) -> Any:
    """A chart's copy of one cell, in the shape XlsxWriter's own would have."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, str):
        return cell_text(value)
    return value if cell.formula is not None else f"{value:.16g}"


def _require_finite(sheet: SheetModel, numbers: Iterable[int]) -> None:
    """ValueError that names the cell which holds NaN or infinity, if there is one (the text ``nan`` is none)."""
    for row, cells in zip(numbers, map(sheet.rows.get, numbers, repeat(())), strict=False):
        for column, cell in enumerate(cells or (), 1):
            if cell is not None and isinstance(cell.value, float):
                checked_number(cell.value, f"{sheet.name}!{cell_name(row, column)}")
