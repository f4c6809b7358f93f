"""Conditional formats of the sheets, as far as they can hide a number. Nothing is evaluated here."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from lkjip_xl.ooxml.area import Area, parse_area
from lkjip_xl.ooxml.limits import Limits
from lkjip_xl.ooxml.package import Package
from lkjip_xl.ooxml.xml_pass import MAIN_NAMESPACES, GuardedParser, attribute_dict

MOST: Final = 2_000
"""Conditions of one workbook that are looked at."""
_MOST_AREAS: Final = 200
_CELLS_END: Final = re.compile(rb"</(?:[A-Za-z_][\w.-]*:)?sheetData\s*>|<(?:[A-Za-z_][\w.-]*:)?sheetData\s*/>")
_ROOT: Final = re.compile(rb"<(?:([A-Za-z_][\w.-]*):)?worksheet[^>]*>")


class Condition(NamedTuple):
    """One rule: where it looks, what it asks (``cellIs``, ``expression`` …), and the differential format it sets."""

    areas: tuple[Area, ...]
    kind: str
    operator: str
    formulas: tuple[str, ...]
    format: int


def read_conditions(package: Package, part: str, limits: Limits) -> tuple[Condition, ...]:
    """The conditions of one sheet. They stand behind the cells, which are passed over as bytes."""
    data = b"".join(package.pieces(part))
    root = _ROOT.search(data)
    if root is None or b"conditionalFormatting" not in data:
        return ()
    start = max((match.end() for match in _CELLS_END.finditer(data)), default=root.end())
    reading = _Reading(part, limits)
    reading.parser.feed(data[: root.end()] if data[: root.start()].isascii() else root[0])
    reading.parser.feed(data[start:])
    return tuple(reading.found)


class _Reading:
    def __init__(self, part: str, limits: Limits) -> None:
        self._limits = limits
        self.found: list[Condition] = []
        self._areas: tuple[Area, ...] = ()
        self._attributes: dict[str, str] = {}
        self._formulas: list[str] = []
        self._text: list[str] | None = None
        self.parser = GuardedParser(part, limits)
        self.parser.expat.StartElementHandler = self._start
        self.parser.expat.EndElementHandler = self._end
        self.parser.expat.CharacterDataHandler = self._characters

    def _start(self, full: str, flat: list[str]) -> None:
        uri, _, name = full.rpartition(" ")
        if uri not in MAIN_NAMESPACES:
            return
        if name == "conditionalFormatting":
            listed = attribute_dict(flat).get("sqref", "").split()[:_MOST_AREAS]
            self._areas = tuple(area for text in listed if (area := parse_area(text, self._limits)))
        elif name == "cfRule":
            self._attributes, self._formulas = attribute_dict(flat), []
        elif name == "formula":
            self._text = []

    def _end(self, full: str) -> None:
        uri, _, name = full.rpartition(" ")
        if uri not in MAIN_NAMESPACES:
            return
        if name == "formula" and self._text is not None:
            self._formulas.append("".join(self._text).strip())
            self._text = None
        elif name == "cfRule" and self._attributes.get("dxfId", "").isdecimal() and len(self.found) < MOST:
            given = self._attributes
            made = Condition(
                self._areas, given.get("type", ""), given.get("operator", ""), tuple(self._formulas), int(given["dxfId"][:7])
            )
            self.found.append(made)

    def _characters(self, text: str) -> None:
        if self._text is not None:
            self._text.append(text)
