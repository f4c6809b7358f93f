"""Style names of ``lkjip_xl.workbook.styles`` as entries of an existing styles part."""

from __future__ import annotations

from typing import Final

from lkjip_xl.workbook import styles
from lkjip_xl.workbook.patch.mark_styles import plain_color
from lkjip_xl.workbook.patch.stylesheet import StyleSheet
from lkjip_xl.workbook.patch.xml_tree import quoted
from lkjip_xl.workbook.styles import Properties

_BUILTIN_FORMATS: Final = {"General": 0, "0": 1, "0.00": 2, "#,##0": 3, "#,##0.00": 4, "0%": 9, "0.00%": 10, "@": 49}
_VERTICAL: Final = {"top": "top", "vcenter": "center", "bottom": "bottom"}
_KNOWN: Final = frozenset(
    {
        "font_name", "font_size", "bold", "italic", "underline", "font_color", "bg_color", "border", "border_color", "align",
        "valign", "text_wrap", "indent", "locked", "num_format",
    }
)  # fmt: skip


class NewStyles:
    """Style name → index of a cell format in this workbook, appended when first asked for."""

    def __init__(self, sheet: StyleSheet) -> None:
        self._sheet = sheet
        self._known: dict[tuple[str, bool], int] = {}

    def index(self, name: str, *, quoted_text: bool = False) -> int:
        """The index of a style; ``quoted_text`` for text that would become a formula if it were typed again."""
        key = (name, quoted_text)
        if key not in self._known:
            self._known[key] = self._sheet.xf_index(self._entry(styles.properties(name), quoted_text))
        return self._known[key]

    def _entry(self, look: Properties, quoted_text: bool) -> str:
        unknown = look.keys() - _KNOWN
        if unknown:
            raise KeyError(f"style properties the patch writer does not know: {sorted(unknown)}")
        sheet = self._sheet
        code = str(look.get("num_format", "General"))
        number = _BUILTIN_FORMATS[code] if code in _BUILTIN_FORMATS else sheet.format_id(code)
        font = sheet.fonts.index(sheet.own(_font(look)))
        fill = sheet.fills.index(sheet.own(_fill(look))) if "bg_color" in look else 0
        border = sheet.borders.index(sheet.own(_border(look))) if look.get("border") else _no_border(sheet)
        inside = _alignment(look) + ("" if look.get("locked", True) else '<protection locked="0"/>')
        facts = f'numFmtId="{number}" fontId="{font}" fillId="{fill}" borderId="{border}" xfId="0"'
        quote = ' quotePrefix="1"' if quoted_text else ""
        applied = ' applyNumberFormat="1" applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1" applyProtection="1"'
        return sheet.own(f"<xf {facts}{quote}{applied}>{inside}</xf>" if inside else f"<xf {facts}{quote}{applied}/>")


def _font(look: Properties) -> str:
    parts = [f"<{tag}/>" for tag, key in (("b", "bold"), ("i", "italic"), ("u", "underline")) if look.get(key)]
    parts.append(f'<sz val="{look["font_size"]}"/>')
    if "font_color" in look:
        parts.append(f'<color rgb="FF{plain_color(str(look["font_color"]))}"/>')
    parts.append(f'<name val={quoted(str(look["font_name"]))}/><family val="2"/>')
    return f"<font>{''.join(parts)}</font>"


def _fill(look: Properties) -> str:
    color = f'<fgColor rgb="FF{plain_color(str(look["bg_color"]))}"/><bgColor indexed="64"/>'
    return f'<fill><patternFill patternType="solid">{color}</patternFill></fill>'


def _border(look: Properties) -> str:
    color = f'<color rgb="FF{plain_color(str(look["border_color"]))}"/>' if "border_color" in look else '<color auto="1"/>'
    sides = "".join(f'<{side} style="thin">{color}</{side}>' for side in ("left", "right", "top", "bottom"))
    return f"<border>{sides}<diagonal/></border>"


def _no_border(sheet: StyleSheet) -> int:
    """A border that is none: index 0 of an unknown workbook may be anything."""
    return sheet.borders.index(sheet.own("<border><left/><right/><top/><bottom/><diagonal/></border>"))


def _alignment(look: Properties) -> str:
    facts = []
    if "align" in look:
        facts.append(f'horizontal="{look["align"]}"')
    if "valign" in look:
        facts.append(f'vertical="{_VERTICAL[str(look["valign"])]}"')
    if look.get("indent"):
        facts.append(f'indent="{look["indent"]}"')
    if look.get("text_wrap"):
        facts.append('wrapText="1"')
    return f"<alignment {' '.join(facts)}/>" if facts else ""
