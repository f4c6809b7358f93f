"""What a cell says once surrounding whitespace is taken away."""

from __future__ import annotations

from lkjip_xl.reader.raw import RawCell
from lkjip_xl.values import Value

_EDGES = "\u200b\u200e\u200f\u2060\ufeff"
"""Invisible characters that come along when text is pasted from web pages and PDF files; str.strip() leaves them."""


def trimmed(value: Value) -> Value:
    """The value without surrounding whitespace (no-break spaces too); text of nothing but whitespace is a blank."""
    if type(value) is str:  # not CellError
        text = value.strip()
        if text and (text[0] in _EDGES or text[-1] in _EDGES):
            text = text.strip(_EDGES + " \t\r\n\xa0")
        return text or None
    return value


def lacks_result(cell: RawCell) -> bool:
    """True for a formula that the file carries without its result: written by a program and never recalculated."""
    return cell.kind == "" and cell.formula is not None
