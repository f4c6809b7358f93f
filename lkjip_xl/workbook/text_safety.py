"""Text on its way into a workbook: what the file format cannot hold, or would read as something else, is made visible.

The rules are those of the study of hostile input: text is only ever text, nothing is dropped in silence, and what Excel
would decode (``_x0041_``) or refuse (control characters, lone surrogates, more than 32,767 characters) never reaches it raw.
"""

from __future__ import annotations

import re
from typing import Final

from lkjip_xl.values import is_number

MAX_TEXT: Final = 32_000
"""Longest text of one cell in UTF-16 units. Excel's own limit is 32,767; the rest is room for the mark."""

# C0 and C1 controls except tab and newline, lone surrogates, and the two code points XML forbids.
_UNPRINTABLE: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_EXCEL_ESCAPE: Final = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_BEFORE_ESCAPE: Final = re.compile("(?=_x[0-9A-Fa-f]{4}_)")
_SHARED_UNDERSCORE: Final = re.compile("_x[0-9A-Fa-f]{4}_x[0-9A-Fa-f]{4}_")


def visible(text: str) -> str:
    r"""The text with every character that a workbook cannot hold written out, as ``\x07`` or ``\uD800``.

    Line ends become ``\n``, the only one Excel knows. Applies to every text that ends up in a part of the package:
    cells, headings, messages, titles, properties.
    """
    if text.isprintable():  # the common case, decided in C
        return text
    return _UNPRINTABLE.sub(_written_out, text.replace("\r\n", "\n"))


def _written_out(match: re.Match[str]) -> str:
    code = ord(match[0])
    return f"\\x{code:02X}" if code < 0x100 else f"\\u{code:04X}"


def cell_text(text: str) -> str:
    """What a cell may hold of this text: visible characters only, cut with a visible mark where it is too long."""
    text = visible(text)
    if len(text) > MAX_TEXT // 2 and utf16_length(text) > MAX_TEXT:
        text = cut(text, MAX_TEXT, f" […dipotong, panjang asli {len(text)} karakter]")
    return text


def cut(text: str, limit: int, mark: str = "…") -> str:
    """The text, ending in ``mark`` if it had to be cut to fit ``limit`` UTF-16 units (what Excel counts)."""
    if utf16_length(text) <= limit:
        return text
    units = text.encode("utf-16-le")[: 2 * (limit - utf16_length(mark))]
    return units.decode("utf-16-le", "ignore") + mark


def utf16_length(text: str) -> int:
    """Length as Excel counts it: a character outside the basic plane is two."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def markup(text: str) -> str:
    """Text as it stands between XML tags."""
    if "&" in text or "<" in text or ">" in text:
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return text


def kept_from_decoding(text: str) -> str:
    """Excel reads ``_x0041_`` as ``A``; this writes the underscore itself as an escape, so that the text stays."""
    return _EXCEL_ESCAPE.sub("_x005F_", text) if "_x" in text else text


def escaped(text: str) -> str:
    """Text as it stands in a cell of the file."""
    return kept_from_decoding(markup(text))


def reads_as_formula(text: str) -> bool:
    """True for text that Excel would take for a formula, were it typed: such a cell is marked as quoted (OWASP, CWE-1236)."""
    return len(text) > 1 and text.startswith(("=", "+", "-", "@"))


def formula_text(formula: str) -> str:
    """A formula without its ``=``, visible characters only. ValueError for what is not a formula."""
    if not formula.startswith("=") or len(formula) == 1:
        raise ValueError(f"not a formula: {formula!r}")
    return visible(formula[1:])


def checked_number(value: object, place: str) -> int | float:
    """A number that a cell can hold; ValueError for NaN and infinity, which only a fault of this program can make."""
    if not is_number(value) or value - value != 0:  # type: ignore[operator, arg-type]
        raise ValueError(f"{place}: {value!r} is not a finite number")
    return value  # type: ignore[return-value]


def shared_text(text: str) -> str:
    """What to hand to XlsxWriter's table of shared strings for this text.

    XlsxWriter escapes it, but for two cases. A string that begins with ``<r>`` and ends with ``</r>`` is copied into the
    file as it is, as rich text; and of two escapes that share an underscore (``_x0041_x0042_``) the second stays raw. Both
    are therefore given as rich text of our own: the text, cut into runs before each escape.
    """
    text = cell_text(text)
    if (text.startswith("<r>") and text.endswith("</r>")) or ("_x" in text and _SHARED_UNDERSCORE.search(text)):
        pieces = (piece for piece in _BEFORE_ESCAPE.split(text) if piece)
        return "".join(f'<r><t xml:space="preserve">{markup(piece)}</t></r>' for piece in pieces)
    return text
