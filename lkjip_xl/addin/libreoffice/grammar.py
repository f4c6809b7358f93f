"""One formula in two spellings: Excel's (``'Tabel 1f'!$F$7``, ``,``) and that of LibreOffice's API (``$'Tabel 1f'.$F$7``, ``;``).

Whole blocks of formulas go through LibreOffice's array calls in this spelling; asking its own parser cell by cell takes ten
times longer. Structured references and links to other files have no spelling there and are refused by name.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from openpyxl.formula import Tokenizer
from openpyxl.formula.tokenizer import Token

_SHEET_PREFIX: Final = re.compile(r"\$?('(?:[^']|'')+'|[\w .]+?)\.(?=\$?[A-Z]{1,3}\$?[0-9]|\$?[A-Z]{1,3}:|\$?[0-9]+:)")
_LOST: Final = re.compile(r"\$?#REF!\.")
_STRINGS: Final = re.compile(r'("(?:[^"]|"")*")')
_NAMED_SEPARATELY: Final = re.compile(r"COM\.SUN\.STAR\.SHEET\.ADDIN\.ANALYSIS\.GET", re.IGNORECASE)
_KEPT: Final = 65_536


class UnsupportedFormulaError(ValueError):
    """A formula that LibreOffice's API cannot be given."""


@lru_cache(maxsize=_KEPT)
def to_calc(formula: str) -> str:
    """Excel's spelling → the API's. Raises UnsupportedFormulaError for structured and external references."""
    pieces, depth = ["="], 0
    for token in Tokenizer(formula).items:
        text = token.value
        if token.type == Token.ARRAY:
            depth += 1 if token.subtype == Token.OPEN else -1
        elif token.type == Token.SEP:
            text = _separator(text, depth)
        elif token.type == Token.OPERAND and token.subtype == Token.RANGE:
            text = _reference(text, formula)
        pieces.append(text)
    return "".join(pieces)


def _separator(text: str, depth: int) -> str:
    if not depth:
        return ";"
    return ";" if text == "," else "|"


def _reference(text: str, formula: str) -> str:
    if "[" in text:
        raise UnsupportedFormulaError(f"LibreOffice does not take {text!r} in {formula!r}")
    sheet, sign, cells = text.rpartition("!")
    return f"${sheet}.{cells}" if sign else text


def with_excel_sheets(formula: str) -> str:
    """Sheet names spelled as Excel spells them, everything else as it is."""
    halves = _STRINGS.split(formula)
    return "".join(
        half if half.startswith('"') else _LOST.sub("#REF!", _SHEET_PREFIX.sub(r"\1!", half)) for half in halves
    )


@lru_cache(maxsize=_KEPT)
def to_excel(formula: str) -> str:
    """The API's spelling → Excel's."""
    text = _NAMED_SEPARATELY.sub("", with_excel_sheets(formula))
    if "#REF!" in text:  # what pointed to a deleted sheet; openpyxl cannot cut it into tokens
        return "".join(half if half.startswith('"') else half.replace(";", ",") for half in _STRINGS.split(text))
    pieces, depth = ["="], 0
    for token in Tokenizer(text).items:
        piece = token.value
        if token.type == Token.ARRAY:
            depth += 1 if token.subtype == Token.OPEN else -1
        elif token.type == Token.SEP:
            piece = ","
        elif depth:
            piece = piece.replace("|", ";")
        pieces.append(piece)
    return "".join(pieces)
