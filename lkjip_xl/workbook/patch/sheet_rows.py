"""The rows and cells of a mapped worksheet, looked into one row at a time and remembered."""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate
from typing import NamedTuple

from lkjip_xl.address import cell_place, column_number
from lkjip_xl.intake.limits import Limits
from lkjip_xl.intake.refusals import refusal
from lkjip_xl.workbook.patch.plan import Place
from lkjip_xl.workbook.patch.sheet_map import MetCell, RowSpan, SheetMap
from lkjip_xl.workbook.patch.xml_tree import Node, parse_piece


class RowPiece(NamedTuple):
    """One row element and its cells; ``base`` is where its bytes begin in the part, since its places count from there."""

    node: Node
    base: int
    cells: dict[int, Node]


class SheetRows:
    """Finds rows and cells by number. A row number may stand in the part more than once: then it has several pieces."""

    def __init__(self, sheet: SheetMap, limits: Limits) -> None:
        self._sheet = sheet
        self._limits = limits
        self._highest = list(accumulate((span.number for span in sheet.rows), max))
        self._spans: dict[int, list[RowSpan]] = {}
        for span in sheet.rows:
            self._spans.setdefault(span.number, []).append(span)
        self._pieces: dict[int, list[RowPiece]] = {}

    def pieces(self, row: int) -> list[RowPiece]:
        """The elements of a row; none for a row that is not there."""
        pieces = self._pieces.get(row)
        if pieces is None:
            pieces = self._pieces[row] = [self._look_into(span) for span in self._spans.get(row, ())]
        return pieces

    def cell(self, row: int, column: int) -> Node | None:
        """The cell element at this place; its byte places count from ``base``."""
        return next((piece.cells[column] for piece in self.pieces(row) if column in piece.cells), None)

    def base(self, row: int, node: Node) -> int:
        """Where the row element begins that this node lies in."""
        top = node
        while top.parent is not None:
            top = top.parent
        return next(piece.base for piece in self.pieces(row) if piece.node is top)

    def place_for(self, row: int) -> int:
        """Where a new row belongs: before the first one with a higher number."""
        at = bisect_right(self._highest, row)
        return self._sheet.rows[at].begin if at < len(self._sheet.rows) else self._sheet.rows_end

    def place_of(self, met: MetCell) -> Place | None:
        """Where a cell stands that the map met; None where it cannot be told."""
        row = met.row.number
        try:
            place = cell_place(met.attributes.get("r", ""))
        except ValueError:
            place = (0, 0)
        if place[0] == row:
            return place
        nodes = ((column, piece.base + node.begin) for piece in self.pieces(row) for column, node in piece.cells.items())
        return next(((row, column) for column, begin in nodes if begin == met.begin), None)

    def _look_into(self, span: RowSpan) -> RowPiece:
        node = parse_piece(self._sheet.data[span.begin : span.end], self._sheet.part, self._limits)
        cells: dict[int, Node] = {}
        column = 0
        for child in node.children:
            if child.name == "c" and "xmlns" not in "".join(child.attributes):
                column = self._column(child, span.number, column)
                cells[column] = child
        return RowPiece(node, span.begin, cells)

    def _column(self, cell: Node, row: int, last: int) -> int:
        address = cell.attributes.get("r")
        if address is None:
            return last + 1
        letters = address.rstrip("0123456789")
        if address[len(letters) :] != str(row) or not letters.isascii() or not letters.isupper() or len(letters) > 3:
            raise refusal("GRID", sheet=self._sheet.part, cell=f"sel {address}")
        return column_number(letters)
