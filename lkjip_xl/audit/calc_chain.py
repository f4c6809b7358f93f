"""Excel's calculation chain: its own list of the cells that held a formula when it last saved the workbook (H03)."""

from __future__ import annotations

from collections.abc import Mapping

from lkjip_xl.ooxml.area import parse_area
from lkjip_xl.ooxml.limits import Limits
from lkjip_xl.ooxml.package import Package
from lkjip_xl.ooxml.xml_pass import read_elements

Place = tuple[int, int]
"""Row and column."""
Chain = Mapping[str, frozenset[Place]]
"""Part of a sheet → the cells listed for it."""


def read_chain(package: Package, part: str, sheet_parts: Mapping[str, str], limits: Limits) -> Chain:
    """The chain by sheet. ``sheet_parts``: sheetId → part. An entry without sheet belongs to that of the one before it."""
    found: dict[str, set[Place]] = {sheet: set() for sheet in sheet_parts.values()}
    current = ""

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal current
        if name != "c":
            return
        current = attributes.get("i", current)
        sheet, area = sheet_parts.get(current), parse_area(attributes.get("r", ""), limits)
        if sheet is not None and area is not None:
            found[sheet].add(area[:2])

    read_elements(package, part, limits, start=start)
    return {sheet: frozenset(cells) for sheet, cells in found.items()}


def sheet_parts(package: Package, main: str, parts: Mapping[str, str], limits: Limits) -> dict[str, str]:
    """sheetId → part of every sheet; ``parts``: relationship id → part."""
    found: dict[str, str] = {}

    def start(name: str, attributes: dict[str, str]) -> None:
        if name == "sheet" and attributes.get("id", "") in parts:
            found[attributes.get("sheetId", "")] = parts[attributes["id"]]

    read_elements(package, main, limits, start=start)
    return found
