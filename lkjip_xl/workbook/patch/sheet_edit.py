"""Edits of cells in a worksheet part: cells replaced where they stand, added where they belong, or taken away.

Only the rows that are touched are looked into. What is not touched keeps its bytes, down to the space between tags.
"""

from __future__ import annotations

from lkjip_xl.address import cell_name
from lkjip_xl.intake.area import parse_area
from lkjip_xl.intake.limits import Limits
from lkjip_xl.intake.xml_pass import is_true
from lkjip_xl.workbook.patch.sheet_map import SheetMap
from lkjip_xl.workbook.patch.sheet_rows import RowPiece, SheetRows
from lkjip_xl.workbook.patch.trace import SheetTrace
from lkjip_xl.workbook.patch.xml_tree import Node, Splices, tag_end, with_attribute

_SPAN_PARTS = 2


class SheetEditor:
    """The edits of one worksheet part. Call ``finish`` once, when all of them are known."""

    def __init__(self, sheet: SheetMap, limits: Limits) -> None:
        self.sheet = sheet
        self.edits = Splices(sheet.data)
        self.added = SheetTrace()
        self._limits = limits
        self.rows = SheetRows(sheet, limits)
        self._new: dict[int, dict[int, str]] = {}
        self._gone: dict[int, set[int]] = {}
        self._doomed_rows: set[int] = set()
        self._span_texts: dict[int, str] = {}

    def cell(self, row: int, column: int) -> Node | None:
        """The cell element at this place. Its byte places are those of its row: use ``replace``, never ``edits`` itself."""
        return self.rows.cell(row, column)

    def tag_of(self, row: int, node: Node) -> str:
        """The start tag of an element of this row, as written."""
        base = self.rows.base(row, node)
        return self.edits.text(base + node.begin, base + node.inner)

    def row_attributes(self, row: int) -> dict[str, str]:
        """The attributes of a row element; none for a row that is not there."""
        return next((piece.node.attributes for piece in self.rows.pieces(row)), {})

    def style_for(self, row: int, column: int) -> str:
        """The ``s`` of a cell, or the one its row or column gives to a cell that is not there; ``""`` for none."""
        node = self.cell(row, column)
        if node is not None:
            return node.attributes.get("s", "")
        attributes = self.row_attributes(row)
        given = attributes.get("s", "") if is_true(attributes.get("customFormat")) else ""
        if given:
            return given
        return next((style for first, last, style in self.sheet.columns if first <= column <= last), "")

    def replace(self, row: int, node: Node, written: str) -> None:
        """Put other text where an element of this row stands."""
        base = self.rows.base(row, node)
        self.edits.put(base + node.begin, base + node.end, written)

    def replace_tag(self, row: int, node: Node, tag: str) -> None:
        """Put another start tag where an element of this row has its own."""
        base = self.rows.base(row, node)
        self.edits.put(base + node.begin, base + node.inner, tag)

    def add(self, row: int, column: int, written: str) -> None:
        """Add a cell that is not there."""
        self._new.setdefault(row, {})[column] = written

    def drop(self, row: int, column: int) -> None:
        """Take a cell away."""
        if self.cell(row, column) is not None:
            self._gone.setdefault(row, set()).add(column)

    def drop_row_if_empty(self, row: int) -> None:
        """Take a row away if no cell is left in it."""
        self._doomed_rows.add(row)

    def reset_spans(self, row: int, before: str) -> None:
        """Give a row its former ``spans`` again."""
        self._span_texts[row] = before

    def finish(self) -> bytes:
        """The part with every edit made."""
        removed = self._drop_cells()
        if self._new:
            self._extend_dimension()
        kept_rows = [span for span in self.sheet.rows if span.number not in removed]
        data = self.sheet.outer_named("sheetData")
        if removed and not kept_rows and not self._new and data is not None:
            tag = self.edits.text(data.begin, self.sheet.rows[0].begin).rstrip()
            self.edits.put(data.begin, data.end, tag[:-1] + "/>")
        else:
            for row in removed:
                for piece in self.rows.pieces(row):
                    self.edits.put(piece.base + piece.node.begin, piece.base + piece.node.end, "")
        self._add_cells()
        for row, before in self._span_texts.items():
            for piece in self.rows.pieces(row)[:1]:
                tag = self.edits.text(piece.base + piece.node.begin, piece.base + piece.node.inner)
                self.edits.put(
                    piece.base + piece.node.begin, piece.base + piece.node.inner, with_attribute(tag, "spans", before)
                )
        return self.edits.result()

    def _drop_cells(self) -> set[int]:
        """Take cells away; the rows that are to go as a whole."""
        removed: set[int] = set()
        for row in sorted(self._gone.keys() | self._doomed_rows):
            pieces = self.rows.pieces(row)
            gone = self._gone.get(row, set())
            left = {column for piece in pieces for column in piece.cells} - gone
            if row in self._doomed_rows and not left and row not in self._new:
                removed.add(row)
                self._span_texts.pop(row, None)
                continue
            for piece in pieces:
                doomed = gone & piece.cells.keys()
                if doomed and len(doomed) == len(piece.cells) == len(piece.node.children) and row not in self._new:
                    self._close_row(row, piece)
                    continue
                for column in doomed:
                    node = piece.cells[column]
                    self.edits.put(piece.base + node.begin, piece.base + node.end, "")
        return removed

    def _close_row(self, row: int, piece: RowPiece) -> None:
        """Write an emptied row the way every program writes one without cells."""
        tag = self.edits.text(piece.base + piece.node.begin, piece.base + piece.node.inner)
        before = self._span_texts.pop(row, None)
        if before is not None:
            tag = with_attribute(tag, "spans", before)
        self.edits.put(piece.base + piece.node.begin, piece.base + piece.node.end, tag[:-1] + "/>")

    def _add_cells(self) -> None:
        prefix = self.sheet.prefix
        waiting: dict[int, list[str]] = {}
        for row in sorted(self._new):
            new = self._new[row]
            self.added.cells += [(row, column) for column in sorted(new)]
            pieces = self.rows.pieces(row)
            if pieces:
                self._fill_row(row, pieces[0], new)
                continue
            self.added.rows.append(row)
            cells = "".join(new[column] for column in sorted(new))
            place = self.rows.place_for(row)
            waiting.setdefault(place, []).append(f'<{prefix}row r="{row}">{cells}</{prefix}row>')
        data = self.sheet.outer_named("sheetData")
        for place, rows in waiting.items():
            if data is not None and data.end == self.sheet.rows_end:  # self-closing
                tag = self.edits.text(data.begin, data.end)
                self.edits.put(data.begin, data.end, f"{tag[:-2].rstrip()}>{''.join(rows)}</{prefix}sheetData>")
            else:
                self.edits.put(place, place, "".join(rows))

    def _fill_row(self, row: int, piece: RowPiece, new: dict[int, str]) -> None:
        """Put cells between the ones that are there, before the first that lies right of them."""
        node, base = piece.node, piece.base
        tag = self.edits.text(base + node.begin, base + node.inner)
        grown = self._grown_spans(row, node, new)
        if grown:
            tag = with_attribute(tag, "spans", grown)
        if node.self_closing:
            cells = "".join(new[column] for column in sorted(new))
            self.edits.put(base + node.begin, base + node.end, f"{tag[:-2].rstrip()}>{cells}</{node.tag}>")
            return
        if grown:
            self.edits.put(base + node.begin, base + node.inner, tag)
        for column in sorted(new):
            place = next((cell.begin for other, cell in piece.cells.items() if other > column), node.close)
            self.edits.put(base + place, base + place, new[column])

    def _grown_spans(self, row: int, node: Node, new: dict[int, str]) -> str:
        """The row's ``spans`` with the new columns in it, or ``""`` where it need not change. It is only a hint to readers,
        but one that should not be wrong."""
        before = node.attributes.get("spans", "")
        parts = before.split(":")
        if len(parts) != _SPAN_PARTS or not all(part.isdecimal() and len(part) < 6 for part in parts):
            return ""
        first, last = int(parts[0]), int(parts[1])
        grown = f"{min(first, *new)}:{max(last, *new)}"
        if grown == f"{first}:{last}":
            return ""
        self.added.spans[row] = (before, grown)
        return grown

    def _extend_dimension(self) -> None:
        found = self.sheet.outer_named("dimension")
        area = parse_area(found.attributes.get("ref", ""), self._limits) if found else None
        if found is None or area is None:
            return
        columns = [column for new in self._new.values() for column in new]
        top, left = min(area[0], *self._new), min(area[1], *columns)
        bottom, right = max(area[2], *self._new), max(area[3], *columns)
        if (top, left, bottom, right) != area:
            after = f"{cell_name(top, left)}:{cell_name(bottom, right)}"
            self.added.dimension = (found.attributes["ref"], after)
            self.set_dimension(after)

    def set_dimension(self, area: str) -> None:
        """State another area as the sheet's."""
        found = self.sheet.outer_named("dimension")
        if found is not None:
            end = tag_end(self.sheet.data, found.begin)
            self.edits.put(found.begin, end, with_attribute(self.edits.text(found.begin, end), "ref", area))
