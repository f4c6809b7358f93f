"""Sheets of any length: rows are made when the writer asks for them, and let go at once.

The long sheets of a rekap have some rows for every office of the batch. As a whole model they would need most of the memory
of the rekap; so they are counted and measured office by office, and made once more while they are written.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, cast

from lkjip_xl.workbook.model import Cell, SheetModel

Row = list[Cell | None]
MakeRows = Callable[[], Iterator[Row]]
"""Gives all rows from the first one on, each time it is called the same ones."""


class PouredRows(Mapping[int, Row]):
    """Rows by number: those of the head are kept, the ``number`` rows from ``first`` on are made in turn. Whoever asks for
    them in order gets each one made once; going back begins again."""

    def __init__(self, head: dict[int, Row], first: int, number: int, make: MakeRows) -> None:
        self._head = head
        self._places = range(first, first + number)
        self._make = make
        self._source: Iterator[Row] = iter(())
        self._place = first + number
        self._row: Row = []

    def __getitem__(self, number: int) -> Row:
        if number in self._head:
            return self._head[number]
        if number not in self._places:
            raise KeyError(number)
        if number < self._place:
            self._source, self._place = self._make(), self._places.start - 1
        while self._place < number:
            self._row = next(self._source)
            self._place += 1
        return self._row

    def __iter__(self) -> Iterator[int]:
        yield from self._head
        yield from self._places

    def __len__(self) -> int:
        return len(self._head) + len(self._places)

    def values(self) -> Any:
        """The rows of the head, and one for all others: they are as wide as each other, and that is what is asked."""
        return [*self._head.values(), *([self[self._places.start]] if self._places else [])]


def pour(model: SheetModel, first: int, number: int, make: MakeRows) -> None:
    """Give a sheet that has its head only ``number`` more rows from ``first`` on, made by ``make``."""
    # the writers only look up, iterate and count
    model.rows = cast("dict[int, Row]", PouredRows(model.rows, first, number, make))
