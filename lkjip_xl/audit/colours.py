"""Cell formats whose text has the colour of its background (D07): there, but not to be seen.

Only plain colours are judged: RGB, the palette's black and white, the theme's first two. A tinted theme colour is left alone.
"""

from __future__ import annotations

from typing import Final

from lkjip_xl.errors import RefusedFileError
from lkjip_xl.ooxml.limits import Limits
from lkjip_xl.ooxml.package import Package
from lkjip_xl.ooxml.relations import relations_of
from lkjip_xl.ooxml.xml_pass import read_elements

WHITE: Final = "FFFFFF"
BLACK: Final = "000000"
_INDEXED: Final = {"0": BLACK, "1": WHITE, "8": BLACK, "9": WHITE, "64": BLACK, "65": WHITE}
_THEME: Final = {"0": WHITE, "1": BLACK}
_UNKNOWN: Final = "?"


def unseen_styles(data: bytes, limits: Limits) -> frozenset[int]:
    """Indexes of cell formats (as cells refer to them) whose text cannot be seen; none where the part is missing or broken."""
    try:
        package = Package(data, limits)
        main = next((r.part for r in relations_of(package, "", limits).values() if r.kind == "officeDocument" and r.part), "")
        styles = next((r.part for r in relations_of(package, main or "", limits).values() if r.kind == "styles" and r.part), None)
        return _Colours().read(package, styles, limits) if main and styles else frozenset()
    except RefusedFileError:
        return frozenset()


def _colour(attributes: dict[str, str]) -> str:
    """Six hexadecimal digits, or ``?`` for a colour that is not judged."""
    if attributes.get("tint", "0") not in ("0", "0.0"):
        return _UNKNOWN
    if "rgb" in attributes:
        return attributes["rgb"][-6:].upper()
    if "theme" in attributes:
        return _THEME.get(attributes["theme"], _UNKNOWN)
    return _INDEXED.get(attributes.get("indexed", ""), _UNKNOWN)


class _Colours:
    """Handlers over the styles part."""

    def __init__(self) -> None:
        self._section = ""
        self._fonts: list[str] = []
        self._fills: list[str] = []
        self._solid = False
        self._formats: list[tuple[int, int]] = []

    def read(self, package: Package, part: str, limits: Limits) -> frozenset[int]:
        read_elements(package, part, limits, start=self._start, end=self._end)
        return frozenset(number for number, (font, fill) in enumerate(self._formats) if self._unseen(font, fill))

    def _unseen(self, font: int, fill: int) -> bool:
        letters = self._fonts[font] if font < len(self._fonts) else BLACK
        ground = self._fills[fill] if fill < len(self._fills) else WHITE
        return letters == ground and letters != _UNKNOWN

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if name in {"fonts", "fills", "cellXfs", "cellStyleXfs", "dxfs", "borders"}:
            self._section = name
        elif name == "font" and self._section == "fonts":
            self._fonts.append(BLACK)
        elif name == "color" and self._section == "fonts" and self._fonts:
            self._fonts[-1] = _colour(attributes)
        elif name == "fill" and self._section == "fills":
            self._fills.append(WHITE)
        elif name == "patternFill" and self._section == "fills" and self._fills:
            kind = attributes.get("patternType", "none")
            self._solid = kind == "solid"
            self._fills[-1] = WHITE if kind == "none" else _UNKNOWN
        elif name == "fgColor" and self._section == "fills" and self._solid:
            self._fills[-1] = _colour(attributes)
        elif name == "xf" and self._section == "cellXfs":
            self._formats.append((_number(attributes.get("fontId")), _number(attributes.get("fillId"))))

    def _end(self, name: str) -> None:
        if name == self._section:
            self._section = ""


def _number(text: str | None) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 8 else 0
