"""Edits of cells in a worksheet part: cells replaced where they stand, added where they belong, or taken away.

Only the rows that are touched are looked into. What is not touched keeps its bytes, down to the space between tags.
"""

from __future__ import annotations

from lkjip_xl.address import cell_name
from lkjip_xl.ooxml.area import parse_area
from lkjip_xl.ooxml.xml_pass import is_true
from lkjip_xl.workbook.patch.sheet_map import SheetMap
from lkjip_xl.workbook.patch.sheet_rows import Element, Row, SheetRows
from lkjip_xl.workbook.patch.trace import SheetTrace
from lkjip_xl.workbook.patch.xml_tree import Splices, tag_end, with_attribute

_SPAN_PARTS = 2


class SheetEditor:
    """The edits of one worksheet part. Call ``finish`` once, when all of them are known; ``added`` then tells what came to
    the sheet that was not there."""

    def __init__(self, sheet: SheetMap) -> None:
        self.sheet = sheet
        self.edits = Splices(sheet.data)
        self.rows = SheetRows(sheet)
        self.added = SheetTrace()
        self._new: dict[int, dict[int, str]] = {}
        self._gone: dict[int, set[int]] = {}
        self._doomed_rows: set[int] = set()
        self._span_texts: dict[int, str] = {}

    def cell(self, row: int, column: int) -> Element | None:
        """The cell element at this place."""
        return self.rows.cell(row, column)

    def tag_of(self, element: Element) -> str:
        """The start tag of a row or cell as written."""
        return self.edits.text(element.begin, element.inner)

    def row_attributes(self, row: int) -> dict[str, str]:
        """The attributes of a row element; none for a row that is not there."""
        return next((found.attributes for found in self.rows.rows(row)), {})

    def style_for(self, row: int, column: int) -> str:
        """The ``s`` of a cell, or the one its row or column gives to a cell that is not there; ``""`` for none."""
        cell = self.cell(row, column)
        if cell is not None:
            return cell.attributes.get("s", "")
        attributes = self.row_attributes(row)
        given = attributes.get("s", "") if is_true(attributes.get("customFormat")) else ""
        if given:
            return given
        return next((style for first, last, style in self.sheet.columns if first <= column <= last), "")

    def replace(self, element: Element, written: str) -> None:
        """Put another element where this one stands."""
        self.edits.put(element.begin, element.end, written)

    def replace_tag(self, element: Element, tag: str) -> None:
        """Put another start tag where this element has its own."""
        self.edits.put(element.begin, element.inner, tag)

    def add(self, row: int, column: int, written: str) -> None:
        """Add a cell that is not there."""
        self._new.setdefault(row, {})[column] = written

    def drop(self, row: int, column: int) -> None:
        """Take a cell away."""
        self._gone.setdefault(row, set()).add(column)

    def drop_row_if_empty(self, row: int) -> None:
        """Take a row away if no cell is left in it."""
        self._doomed_rows.add(row)

    def reset_spans(self, row: int, before: str) -> None:
        """Give a row its former ``spans`` again."""
        self._span_texts[row] = before

    def set_dimension(self, area: str) -> None:
        """State another area as the sheet's."""
        found = self.sheet.outer_named("dimension")
        if found is not None:
            end = tag_end(self.sheet.data, found.begin)
            self.edits.put(found.begin, end, with_attribute(self.edits.text(found.begin, end), "ref", area))

    def finish(self) -> bytes:
        """The part with every edit made."""
        self._drop()
        if self._new:
            self._extend_dimension()
        self._add()
        for row, before in self._span_texts.items():
            for found in self.rows.rows(row)[:1]:
                self.replace_tag(found, with_attribute(self.tag_of(found), "spans", before))
        return self.edits.result()

    def _drop(self) -> None:
        """Take cells and rows away. Rows that only held those become what they are without cells."""
        removed: set[int] = set()
        for number in self._gone.keys() | self._doomed_rows:
            gone = self._gone.get(number, set())
            left = {column for row in self.rows.rows(number) for column in row.cells} - gone
            if number in self._doomed_rows and not left and number not in self._new:
                removed.add(number)
                self._span_texts.pop(number, None)
            else:
                for row in self.rows.rows(number):
                    self._drop_cells(number, row, gone & row.cells.keys())
        data = self.sheet.outer_named("sheetData")
        if removed and data and not self._new and removed.issuperset(span.number for span in self.sheet.rows):
            tag = self.edits.text(data.begin, tag_end(self.sheet.data, data.begin))
            self.edits.put(data.begin, data.end, tag[:-1] + "/>")
            return
        for row in (row for number in removed for row in self.rows.rows(number)):
            self.replace(row, "")

    def _drop_cells(self, number: int, row: Row, gone: set[int]) -> None:
        if gone and len(gone) == len(row.cells) and number not in self._new and not row.has("extLst"):
            before = self._span_texts.pop(number, None)
            tag = self.tag_of(row)
            self.replace(row, (with_attribute(tag, "spans", before) if before else tag)[:-1] + "/>")
            return
        for column in gone:
            self.replace(row.cells[column], "")

    def _add(self) -> None:
        prefix = self.sheet.prefix
        waiting: dict[int, list[str]] = {}
        for number in sorted(self._new):
            new = self._new[number]
            self.added.cells += [(number, column) for column in sorted(new)]
            rows = self.rows.rows(number)
            if rows:
                self._fill_row(number, rows[0], new)
                continue
            self.added.rows.append(number)
            cells = "".join(new[column] for column in sorted(new))
            waiting.setdefault(self.rows.place_for(number), []).append(f'<{prefix}row r="{number}">{cells}</{prefix}row>')
        data = self.sheet.outer_named("sheetData")
        for place, written in waiting.items():
            if data is not None and data.end == self.sheet.rows_end:  # self-closing
                tag = self.edits.text(data.begin, data.end)
                self.edits.put(data.begin, data.end, f"{tag[:-2].rstrip()}>{''.join(written)}</{prefix}sheetData>")
            else:
                self.edits.put(place, place, "".join(written))

    def _fill_row(self, number: int, row: Row, new: dict[int, str]) -> None:
        """Put cells between the ones that are there, before the first that lies right of them."""
        tag = self.tag_of(row)
        grown = self._grown_spans(number, row, new)
        if grown:
            tag = with_attribute(tag, "spans", grown)
        if row.self_closing:
            cells = "".join(new[column] for column in sorted(new))
            self.replace(row, f"{tag[:-2].rstrip()}>{cells}</{row.tag}>")
            return
        if grown:
            self.replace_tag(row, tag)
        for column in sorted(new):
            place = next((cell.begin for other, cell in row.cells.items() if other > column), self._row_end(row))
            self.edits.put(place, place, new[column])

    @staticmethod
    def _row_end(row: Row) -> int:
        """Behind the last cell of a row, before anything else it may hold."""
        return max((cell.end for cell in row.cells.values()), default=row.inner)

    def _grown_spans(self, number: int, row: Row, new: dict[int, str]) -> str:
        """The row's ``spans`` with the new columns in it, or ``""`` where it need not change. It is only a hint to readers,
        but one that should not be wrong."""
        before = row.attributes.get("spans", "")
        parts = before.split(":")
        if len(parts) != _SPAN_PARTS or not all(part.isdecimal() and len(part) < 6 for part in parts):
            return ""
        first, last = int(parts[0]), int(parts[1])
        grown = f"{min(first, *new)}:{max(last, *new)}"
        if grown == f"{first}:{last}":
            return ""
        self.added.spans[number] = (before, grown)
        return grown

    def _extend_dimension(self) -> None:
        found = self.sheet.outer_named("dimension")
        area = parse_area(found.attributes.get("ref", ""), self.sheet.limits) if found else None
        if found is None or area is None:
            return
        columns = [column for new in self._new.values() for column in new]
        top, left = min(area[0], *self._new), min(area[1], *columns)
        bottom, right = max(area[2], *self._new), max(area[3], *columns)
        if (top, left, bottom, right) != area:
            after = f"{cell_name(top, left)}:{cell_name(bottom, right)}"
            self.added.dimension = (found.attributes["ref"], after)
            self.set_dimension(after)
