"""Colours of a workbook's cell formats: which text cannot be seen because it has the colour of its background (D07), and which
differential formats a condition can hide a number with (D09).

RGB, the palette's black and white, and the theme's colours with their tint are judged; a pattern or a gradient is left alone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from colorsys import hls_to_rgb, rgb_to_hls
from typing import Final, NamedTuple

from lkjip_xl.ooxml.limits import Limits
from lkjip_xl.ooxml.package import Package
from lkjip_xl.ooxml.xml_pass import read_elements

WHITE: Final = "FFFFFF"
BLACK: Final = "000000"
UNKNOWN: Final = "?"
ALIKE: Final = 1.2
"""Contrast (WCAG 2) below which a reader sees nothing: white on white is 1, 5 % grey on it 1.12, black on it 21."""
_INDEXED: Final = {"0": BLACK, "1": WHITE, "8": BLACK, "9": WHITE, "64": BLACK, "65": WHITE}
_OFFICE: Final = (
    WHITE, BLACK, "E7E6E6", "44546A", "4472C4", "ED7D31", "A5A5A5", "FFC000", "5B9BD5", "70AD47", "0563C1", "954F72",
)  # fmt: skip
"""The usual theme's colours in the order in which cells number them."""
_ORDER: Final = (
    "lt1", "dk1", "lt2", "dk2", "accent1", "accent2", "accent3", "accent4", "accent5", "accent6", "hlink", "folHlink",
)  # fmt: skip
_DRAWING: Final = frozenset(
    {"http://schemas.openxmlformats.org/drawingml/2006/main", "http://purl.oclc.org/ooxml/drawingml/main"}
)


class Conditional(NamedTuple):
    """What a differential format changes: number format, colour of letters and of the ground; "" for what it leaves alone."""

    number_format: str = ""
    letters: str = ""
    ground: str = ""


class Colours(NamedTuple):
    """Colours by cell format (as cells refer to them), and the differential formats by number."""

    letters: tuple[str, ...] = ()
    grounds: tuple[str, ...] = ()
    conditional: tuple[Conditional, ...] = ()

    @property
    def unseen(self) -> frozenset[int]:
        """Cell formats whose text has the colour of its background."""
        pairs = enumerate(zip(self.letters, self.grounds, strict=True))
        return frozenset(number for number, (letters, ground) in pairs if alike(letters, ground))


NO_COLOURS: Final = Colours()


def read_colours(package: Package, styles: str | None, theme: str | None, limits: Limits) -> Colours:
    """The colours of the parts; none where there is no styles part."""
    if styles is None:
        return NO_COLOURS
    return _StylesPart(_read_theme(package, theme, limits) if theme else _OFFICE).read(package, styles, limits)


def alike(first: str, second: str) -> bool:
    """True for two known colours that a reader cannot tell apart."""
    if UNKNOWN in (first, second) or not first or not second:
        return False
    light, dark = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05) < ALIKE


def tinted(colour: str, tint: float) -> str:
    """A colour made lighter (tint above 0) or darker, as Excel does it: by its lightness (ECMA-376 part 1, 18.8.19)."""
    hue, lightness, saturation = rgb_to_hls(*_parts(colour))
    lightness = lightness * (1 + tint) if tint < 0 else lightness * (1 - tint) + tint
    return "".join(f"{round(255 * part):02X}" for part in hls_to_rgb(hue, min(max(lightness, 0.0), 1.0), saturation))


def _parts(colour: str) -> tuple[float, float, float]:
    red, green, blue = (int(colour[place : place + 2], 16) / 255 for place in (0, 2, 4))
    return red, green, blue


def _luminance(colour: str) -> float:
    red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in _parts(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _hexadecimal(text: str) -> str:
    colour = text[-6:].upper()
    return colour if len(colour) == 6 and all(letter in "0123456789ABCDEF" for letter in colour) else UNKNOWN


def _read_theme(package: Package, part: str, limits: Limits) -> tuple[str, ...]:
    found: dict[str, str] = {}
    slot = ""

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal slot
        if name in _ORDER:
            slot = name
        elif slot and name in ("srgbClr", "sysClr"):
            found.setdefault(slot, _hexadecimal(attributes.get("lastClr") or attributes.get("val", "")))

    def end(name: str) -> None:
        nonlocal slot
        if name == slot:
            slot = ""

    read_elements(package, part, limits, start=start, end=end, namespaces=_DRAWING)
    return tuple(found.get(name, usual) for name, usual in zip(_ORDER, _OFFICE, strict=True))


class _StylesPart:
    """Handlers over the styles part."""

    def __init__(self, theme: Sequence[str]) -> None:
        self._theme = theme
        self._section = ""
        self._inside = ""
        self._fonts: list[str] = []
        self._fills: list[str] = []
        self._solid = False
        self._formats: list[tuple[int, int]] = []
        self._conditional: list[Conditional] = []

    def read(self, package: Package, part: str, limits: Limits) -> Colours:
        read_elements(package, part, limits, start=self._start, end=self._end)
        return Colours(
            tuple(self._fonts[font] if font < len(self._fonts) else BLACK for font, _ in self._formats),
            tuple(self._fills[fill] if fill < len(self._fills) else WHITE for _, fill in self._formats),
            tuple(self._conditional),
        )

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if name in {"fonts", "fills", "cellXfs", "cellStyleXfs", "dxfs", "borders"}:
            self._section = name
        elif self._section == "dxfs":
            self._differential(name, attributes)
        elif name == "font" and self._section == "fonts":
            self._fonts.append(BLACK)
        elif name == "color" and self._section == "fonts" and self._fonts:
            self._fonts[-1] = self._colour(attributes)
        elif name == "fill" and self._section == "fills":
            self._fills.append(WHITE)
        elif name == "patternFill" and self._section == "fills" and self._fills:
            kind = attributes.get("patternType", "none")
            self._solid = kind == "solid"
            self._fills[-1] = WHITE if kind == "none" else UNKNOWN
        elif name == "fgColor" and self._section == "fills" and self._solid:
            self._fills[-1] = self._colour(attributes)
        elif name == "xf" and self._section == "cellXfs":
            self._formats.append((_number(attributes.get("fontId")), _number(attributes.get("fillId"))))

    def _differential(self, name: str, attributes: dict[str, str]) -> None:
        """One ``<dxf>``; its fill names the ground as ``bgColor``, the other way round than a cell's."""
        if name == "dxf":
            self._conditional.append(Conditional())
        elif not self._conditional:
            return
        elif name in ("font", "fill", "border"):
            self._inside = name
        elif name == "numFmt":
            self._change(number_format=attributes.get("formatCode", ""))
        elif name == "color" and self._inside == "font":
            self._change(letters=self._colour(attributes))
        elif name == "bgColor" and self._inside == "fill":
            self._change(ground=self._colour(attributes))

    def _change(self, **fields: str) -> None:
        self._conditional[-1] = self._conditional[-1]._replace(**fields)

    def _end(self, name: str) -> None:
        if name == self._section:
            self._section = ""
        if name == self._inside:
            self._inside = ""

    def _colour(self, attributes: Mapping[str, str]) -> str:
        """Six hexadecimal digits, or ``?`` for a colour that is not judged."""
        if "rgb" in attributes:
            colour = _hexadecimal(attributes["rgb"])
        elif "theme" in attributes:
            number = _number(attributes["theme"])
            colour = self._theme[number] if number < len(self._theme) else UNKNOWN
        else:
            colour = _INDEXED.get(attributes.get("indexed", ""), UNKNOWN)
        tint = _tint(attributes.get("tint"))
        return colour if colour == UNKNOWN or not tint else tinted(colour, tint)


def _tint(text: str | None) -> float:
    try:
        tint = float(text or 0)
    except ValueError:
        return 0.0
    return tint if -1.0 <= tint <= 1.0 else 0.0


def _number(text: str | None) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 8 else 0
