"""An Excel Table part: its name, area and column headings."""

from __future__ import annotations

from lkjip_xl.ooxml.area import parse_area
from lkjip_xl.ooxml.limits import Limits
from lkjip_xl.ooxml.package import Package
from lkjip_xl.ooxml.xml_pass import read_elements
from lkjip_xl.reader.cell_text import unescaped
from lkjip_xl.reader.raw import RawTable


def read_table(package: Package, part: str, limits: Limits) -> RawTable | None:
    """The table, or None where the part is no table with a name and an area."""
    found: dict[str, str] = {}
    columns: list[str] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        if name == "table":
            found.update(attributes)
        elif name == "tableColumn" and len(columns) < limits.max_column:
            columns.append(unescaped(attributes.get("name", "")))

    read_elements(package, part, limits, start=start)
    name = found.get("displayName") or found.get("name")
    area = parse_area(found.get("ref", ""), limits)
    return RawTable(name, area, tuple(columns)) if name and area else None
