"""The short way for rows written the way every spreadsheet program writes them.

Calling Python for every tag costs most of the time of an expat pass. A row that matches one strict pattern from its
first to its last character can only mean one thing, so it is taken out of the stream before the parser sees it. The
pattern has no room for comments, CDATA, namespaces, other attributes or another order; text must be free of markup
and control characters. Anything else, down to a number that is none, is left for the parser and ``cell_pass``; a row
is read completely or not at all, and nothing is noted here. ``SheetFeed`` sees to it that rows are taken only where
the parser itself stands between two rows.

A test reads the same sheets with and without this way and demands equal results.
"""

from __future__ import annotations

import re
from typing import Final

from lkjip_xl.address import column_number
from lkjip_xl.reader.cell_text import INTEGER_LIMIT, number_value, unescaped
from lkjip_xl.reader.formula_cells import FormulaCells
from lkjip_xl.reader.raw import RawCell
from lkjip_xl.reader.reading import Reading
from lkjip_xl.reader.row_book import RowBook, is_hidden_row
from lkjip_xl.values import ERROR_TEXTS, CellError, Value

ROW_END: Final = "</row>"

_ATTRIBUTES = r'(?:\ [A-Za-z]\w*+(?::[A-Za-z]\w*+)?+="[^"<>&]*+")'
_ATTRIBUTE = re.compile(r' ([\w:]+)="([^"]*)"', re.ASCII)
_ROW = re.compile(rf'[ \t\n]*+<row({_ATTRIBUTES}*?)\ r="([1-9][0-9]{{0,6}}+)"({_ATTRIBUTES}*+)\ ?+(/?+)>', re.ASCII)
_CELL = re.compile(
    rf"""
    <c\ r="([A-Z]{{1,3}}+)([0-9]++)"(?:\ s="([0-9]{{1,6}}+)")?+(?:\ t="([a-zA-Z]++)")?+(?:\ cm="[0-9]++")?+(?:\ vm="[0-9]++")?+
    (?: \ ?+/>
      | > (?: <f>([^<>]++)</f> | <f({_ATTRIBUTES}++)(?:\ ?+/>|>([^<>]*+)</f>) )?+
          (?: <v>([^<>]++)</v> | (<v></v>|<v\ ?+/>) | <is><t(?:\ xml:space="preserve")?+>([^<>]++)</t></is> )?+
        </c> )
    | ([\s\S]++)
    """,
    re.VERBOSE | re.ASCII,
)
"""One cell: column, row, style, type, formula, or attributes and text of a formula with attributes, value, a value
element without text, inline text. The last group is whatever is no such cell, up to the end of the row."""
_ENTITIES = (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&apos;", "'"), ("&amp;", "&"))
_BOOLEANS = {"1": True, "0": False}
_REMEMBERED_ROW_ATTRIBUTES = 1_000

_Found = tuple[str, str, str, str, str, str, str, str, str, str, str]
_Later = tuple[int, list[tuple[str, str]], str]
"""Place in the row, attributes and own text of a formula that needs more than its text."""


class PlainRows:
    """Takes plain rows off the front of a text."""

    def __init__(self, reading: Reading, rows: RowBook, formulas: FormulaCells, prefixes: set[str]) -> None:
        self._reading = reading
        self._prefixes = prefixes
        self._rows = rows
        self._formulas = formulas
        self._hidden: dict[str, bool | None] = {}
        reading.style_of.setdefault("", 0)

    def take(self, text: str, place: int) -> int:
        """Read plain rows from ``place`` on; return where the first row begins that is not plain."""
        longest = self._reading.limits.text
        while opening := _ROW.match(text, place):
            before, number, after, empty = opening.groups()
            begin = opening.end()
            end = begin if empty else text.find(ROW_END, begin)
            hidden = self._is_hidden(before + after)
            if not 0 <= end - begin <= longest or hidden is None or self._rows.is_open(int(number)):
                break
            found = _CELL.findall(text[begin:end])
            if found and found[-1][-1]:
                break
            later: list[_Later] = []
            cells = self._cells(number, found, later)
            if cells is None:
                break
            self._rows.add_plain(int(number), cells, len(found), hidden=hidden)
            if later:
                self._complete(cells, later)
            place = end if empty else end + len(ROW_END)
        return place

    def _cells(self, number: str, found: list[_Found], later: list[_Later]) -> list[RawCell] | None:
        """The cells of a row, or None where one of them needs the long way.

        The loop is the hottest of the program: no call per cell but for texts that hold an entity.
        """
        column_of, style_of, strings = self._reading.column_of, self._reading.style_of, self._reading.strings
        make = tuple.__new__
        row = int(number)
        last = 0
        cells: list[RawCell] = []
        add = cells.append
        value: Value
        try:
            for letters, digits, style, kind, formula, attributes, own, raw, empty, inline, _ in found:
                column = column_of.get(letters) or self._column(letters)
                if column <= last or digits != number:
                    return None
                last = column
                code = kind
                if not kind or kind == "n":
                    code = "n"
                    if raw:
                        value = float(raw) if "." in raw else int(raw)
                        if not -INTEGER_LIMIT < value < INTEGER_LIMIT or "_" in raw or not raw.isascii():
                            value = _number(raw)
                    elif inline:
                        return None
                    else:
                        value = None
                elif kind == "s":
                    value = strings[int(raw)] if raw else None
                    if inline or (raw and not raw.isdecimal()):
                        return None
                else:
                    value, code = _typed(kind, raw, empty, inline)
                if formula and "&" in formula:
                    formula = _without_entities(formula)
                if attributes:
                    later.append((len(cells), self._certain(attributes), _without_entities(own)))
                elif value is None and not formula:
                    continue
                if value is None:
                    code = ""
                style_index = style_of.get(style)
                if style_index is None:
                    style_index = self._style(style)
                add(make(RawCell, (row, column, value, formula or None, code, style_index)))
        except (ValueError, IndexError):
            return None
        return cells

    def _complete(self, cells: list[RawCell], later: list[_Later]) -> None:
        """Give cells with a shared, array or data table formula their text, now that the row is certain."""
        for at, attributes, own in later:
            cell = cells[at]
            formula = self._formulas.text(dict(attributes), own, cell.row, cell.column)
            cells[at] = cell._replace(formula=formula)

    def _column(self, letters: str) -> int:
        column = column_number(letters)
        if column > self._reading.limits.max_column:
            raise ValueError(letters)
        self._reading.column_of[letters] = column
        return column

    def _style(self, text: str) -> int:
        index = int(text)
        if index >= len(self._reading.styles):
            raise ValueError(text)
        self._reading.style_of[text] = index
        return index

    def _is_hidden(self, attributes: str) -> bool | None:
        """Whether a row with these attributes is hidden; None where they are not certain. Remembered by their text."""
        if attributes in self._hidden:
            return self._hidden[attributes]
        try:
            named = dict(self._certain(attributes))
            hidden = is_hidden_row(named) if "r" not in named else None
        except ValueError:
            hidden = None
        if len(self._hidden) < _REMEMBERED_ROW_ATTRIBUTES:
            self._hidden[attributes] = hidden
        return hidden

    def _certain(self, attributes: str) -> list[tuple[str, str]]:
        """Names and values of attributes; ValueError where a name stands twice, or has a prefix nobody declared."""
        pairs: list[tuple[str, str]] = _ATTRIBUTE.findall(attributes)
        names = {name for name, _ in pairs}
        prefixes = {name.partition(":")[0] for name in names if ":" in name}
        if len(names) < len(pairs) or "xmlns" in names or not prefixes <= self._prefixes:
            raise ValueError(attributes)
        return pairs


def _number(text: str) -> int | float:
    number = number_value(text)
    if number is None:
        raise ValueError(text)
    return number


def _typed(kind: str, raw: str, empty: str, inline: str) -> tuple[Value, str]:
    """Value and kind of a cell that is neither number nor shared string; ValueError where it is not certain."""
    if kind == "str" and not inline:
        return (unescaped(_without_entities(raw)) if raw or empty else None), "s"
    if kind == "inlineStr" and inline:
        return unescaped(_without_entities(inline)), "s"
    if kind == "b" and raw in _BOOLEANS:
        return _BOOLEANS[raw], "b"
    if kind == "e" and raw in ERROR_TEXTS:
        return CellError(raw), "e"
    raise ValueError(kind)


def _without_entities(text: str) -> str:
    """Text with the five named entities resolved; ValueError where there is any other ampersand."""
    if "&" not in text:
        return text
    if text.count("&") != sum(text.count(entity) for entity, _ in _ENTITIES):
        raise ValueError(text)
    for entity, character in _ENTITIES:
        text = text.replace(entity, character)
    return text
