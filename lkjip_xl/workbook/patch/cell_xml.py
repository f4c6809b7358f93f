"""One cell as XML, for cells that are patched and for sheets that are new.

Text stands in the cell itself (an inline string, or the cached text of a formula), so that the table of shared strings,
and with it every other sheet, stays as it is.
"""

from __future__ import annotations

from lkjip_xl.values import CellError, Value
from lkjip_xl.workbook.text_safety import cell_text, checked_number, escaped, formula_text, markup, visible


def cell_xml(prefix: str, address: str, attributes: str, value: Value, formula: str | None) -> str:
    """A ``<c>`` element. ``attributes`` are those that stay (style and the like), written out with a space before each;
    ``address`` is ``""`` for a cell that says nothing about its place."""
    place = f' r="{address}"' if address else ""
    kind, inside = _content(prefix, value, formula, address)
    opening = f"<{prefix}c{place}{attributes}{kind}"
    return f"{opening}>{inside}</{prefix}c>" if inside else f"{opening}/>"


def _content(prefix: str, value: Value, formula: str | None, place: str) -> tuple[str, str]:
    """The type attribute and what stands between the tags."""
    written = f"<{prefix}f>{markup(formula_text(formula))}</{prefix}f>" if formula is not None else ""
    if value is None:
        return "", written
    if isinstance(value, bool):
        return ' t="b"', f"{written}<{prefix}v>{value:d}</{prefix}v>"
    if isinstance(value, CellError):
        return ' t="e"', f"{written}<{prefix}v>{escaped(visible(value))}</{prefix}v>"
    if isinstance(value, str):
        text = escaped(cell_text(value))
        if formula is not None:
            return ' t="str"', f"{written}<{prefix}v>{text}</{prefix}v>"
        return ' t="inlineStr"', f"<{prefix}is>{text_xml(prefix, text)}</{prefix}is>"
    number = checked_number(value, place)
    plain = float(number) if isinstance(number, float) else int(number)
    return "", f"{written}<{prefix}v>{plain!r}</{prefix}v>"


def text_xml(prefix: str, text: str) -> str:
    """A ``<t>`` element around text that is escaped already; space at its ends is kept."""
    keep = ' xml:space="preserve"' if text != text.strip() or "\n" in text else ""
    return f"<{prefix}t{keep}>{text}</{prefix}t>"
