"""Cell formats of marked cells: a copy of the cell's own format with our fill, and the way back.

Our fills are solid; their second colour, which a solid fill never shows, carries the number of the fill that was covered.
So a marked cell tells by itself what to restore, wherever it has been moved to and whatever numbers Excel has given its
formats since. In a file nobody saved in between, the manifest's pairs lead back to the very same index. LibreOffice loses
the second colour; then the manifest's list of marked cells must do.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Final

from lkjip_xl.workbook.patch.identity import FILL_MARK
from lkjip_xl.workbook.patch.manifest import Manifest
from lkjip_xl.workbook.patch.stylesheet import StyleSheet
from lkjip_xl.workbook.patch.xml_tree import with_first_attribute

_OURS: Final = re.compile(
    r'patternType="solid".*?fgColor\b[^>]*?\brgb="FF([0-9A-F]{6})".*?bgColor\b[^>]*?\brgb="FF'
    + f"{FILL_MARK:02X}"
    + r'([0-9A-F]{4})"',
    re.DOTALL,
)
_SOLID: Final = re.compile(r'patternType="solid".*?fgColor\b(?:[^>]*?\brgb="FF([0-9A-F]{6})")?', re.DOTALL)
_FILL_ID: Final = re.compile(r"""\A<[^>]*?\sfillId=["']([0-9]{1,6})["']""")
_COLOR: Final = re.compile(r"#?([0-9A-Fa-f]{6})\Z")


class MarkStyles:
    """Finds or makes the format of a marked cell. ``earlier`` is the manifest found in the file; what stays true of it goes
    on in ``manifest``."""

    def __init__(self, styles: StyleSheet, earlier: Manifest | None) -> None:
        self._styles = styles
        self.manifest = Manifest()
        self._before: dict[int, str] = {}
        self._covered: dict[str, int] = {}
        if earlier is not None:
            self.manifest.colors = list(earlier.colors)
            self.manifest.fills = list(earlier.fills)
            for (style, color), index in earlier.pairs.items():
                if self._entry(style, color, make=False) == self._xf(index):
                    self.manifest.pairs[style, color] = index
                    self._before[index] = style
        self._numbers = {index: number for index, fill in enumerate(styles.fills.entries) if (number := self._number(fill)) >= 0}

    def marked(self, style: str, color: str) -> str:
        """The ``s`` of a cell that had ``style`` and gets this colour (``#RRGGBB``). StylesFullError when there is no room."""
        plain = plain_color(color)
        if plain not in self.manifest.colors:
            self.manifest.colors.append(plain)
        index = self.manifest.pairs.get((style, plain))
        if index is None:
            index = self._new(style, plain)
            self.manifest.pairs[style, plain] = index
            self._before[index] = style
        return str(index)

    def ours(self) -> frozenset[str]:
        """Every ``s`` that carries one of our fills."""
        return frozenset(
            str(index) for index, entry in enumerate(self._styles.xfs.entries) if self._fill_of(entry) in self._numbers
        )

    def solid(self, colors: Collection[str] | None) -> frozenset[str]:
        """Every ``s`` with a solid fill in one of these colours (``None`` = any), whoever made it."""
        fills = set()
        for index, fill in enumerate(self._styles.fills.entries):
            match = _SOLID.search(fill)
            if match is not None and (colors is None or match[1] in colors):
                fills.add(index)
        return frozenset(str(index) for index, entry in enumerate(self._styles.xfs.entries) if self._fill_of(entry) in fills)

    def covered_by(self, style: str) -> int:
        """The number of the fill that a mark on this style covers."""
        number = self._covered.get(style)
        if number is None:
            fill = self._fill_of(self._styles.xf(style))
            entries = self._styles.fills.entries
            number = self.manifest.fill_number(self._styles.plain(entries[fill]) if fill < len(entries) else "")
            self._covered[style] = number
        return number

    def before(self, style: str) -> str:
        """The ``s`` that a marked cell had, or one that looks the same; ``""`` where the cell had none."""
        index = int(style)
        known = self._before.get(index)
        if known is not None:
            return known
        return self.with_covered(style, self._numbers[self._fill_of(self._styles.xfs.entries[index])])

    def with_covered(self, style: str, number: int) -> str:
        """The same format with a covered fill in place of the one it has; with no fill for a number nobody gave out."""
        fill = self.manifest.fills[number] if 0 <= number < len(self.manifest.fills) else ""
        index = self._styles.fills.index(self._styles.own(fill)) if fill else 0
        return self._with_fill(self._styles.xfs.entries[int(style)], index)

    def _with_fill(self, entry: str, fill: int) -> str:
        return str(self._styles.xf_index(with_first_attribute(entry, "fillId", str(fill))))

    def _new(self, style: str, color: str) -> int:
        """Two formats that look alike once marked stay apart, so that each leads back to its own."""
        entry = self._entry(style, color, make=True)
        taken = set(self.manifest.pairs.values())
        free = (index for index in self._styles.xfs.places.get(entry, ()) if index not in taken)
        found = next(free, None)
        return self._styles.append_xf(entry) if found is None else found

    def _entry(self, style: str, color: str, *, make: bool) -> str:
        """The marked format as XML; ``""`` where that would need a fill that is not there and none is to be made."""
        entry = self._styles.xf(style)
        number = self._fill_of(entry)
        covered = self._styles.plain(self._styles.fills.entries[number]) if number < len(self._styles.fills.entries) else ""
        if not make and covered not in self.manifest.fills:
            return ""
        second = f"FF{FILL_MARK:02X}{self.manifest.fill_number(covered):04X}"
        fill = self._styles.own(
            f'<fill><patternFill patternType="solid"><fgColor rgb="FF{color}"/><bgColor rgb="{second}"/></patternFill></fill>'
        )
        if not make and fill not in self._styles.fills.places:
            return ""
        entry = with_first_attribute(entry, "fillId", str(self._styles.fills.index(fill)))
        return with_first_attribute(entry, "applyFill", "1")

    def _xf(self, index: int) -> str | None:
        return self._styles.xfs.entries[index] if 0 <= index < len(self._styles.xfs.entries) else None

    def _number(self, fill: str) -> int:
        """The number of the covered fill if this fill is ours, otherwise -1."""
        match = _OURS.search(fill)
        if match is None or match[1] not in self.manifest.colors:
            return -1
        number = int(match[2], 16)
        return number if number < len(self.manifest.fills) else -1

    @staticmethod
    def _fill_of(entry: str) -> int:
        match = _FILL_ID.match(entry)
        return int(match[1]) if match else 0


def plain_color(color: str) -> str:
    """``#ffc7ce`` → ``FFC7CE``. ValueError for anything that is no colour."""
    match = _COLOR.match(color)
    if match is None:
        raise ValueError(f"not a colour: {color!r}")
    return match[1].upper()
