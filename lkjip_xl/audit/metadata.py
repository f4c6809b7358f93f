"""What a package says about itself: who made it, who changed it, when, with which program (H). Never proof of anything.

Only these few properties are read; paths and other personal traces are left where they are.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Final

from lkjip_xl.errors import RefusedFileError
from lkjip_xl.ooxml.limits import Limits
from lkjip_xl.ooxml.package import Package
from lkjip_xl.ooxml.xml_pass import read_elements

_CORE: Final = "docProps/core.xml"
_NAMESPACES: Final = frozenset(
    {
        "http://schemas.openxmlformats.org/package/2006/metadata/core-properties",
        "http://purl.org/dc/elements/1.1/",
        "http://purl.org/dc/terms/",
    }
)
_FIELDS: Final = {"creator": "creator", "lastModifiedBy": "changed_by", "created": "created", "modified": "modified"}
_TIME: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z\Z")
_LONGEST: Final = 200


@dataclass(frozen=True, slots=True)
class Metadata:
    """Document properties; "" where the package has none. Times are UTC as the file writes them."""

    creator: str = ""
    changed_by: str = ""
    created: str = ""
    modified: str = ""

    @property
    def backwards(self) -> bool:
        """True where the file was changed before it was made, both times given in full."""
        given = _TIME.match(self.created) and _TIME.match(self.modified)
        return bool(given) and self.modified < self.created


NO_METADATA: Final = Metadata()


def read_metadata(data: bytes, limits: Limits) -> Metadata:
    """The properties of a package that has been read already; none where that part is missing or broken."""
    try:
        package = Package(data, limits)
        return _read(package, limits) if package.find(_CORE) else NO_METADATA
    except RefusedFileError:
        return NO_METADATA


def _read(package: Package, limits: Limits) -> Metadata:
    found: dict[str, str] = {}
    inside = ""

    def start(name: str, _: dict[str, str]) -> None:
        nonlocal inside
        inside = _FIELDS.get(name, "")

    def end(_: str) -> None:
        nonlocal inside
        inside = ""

    def text(piece: str) -> None:
        if inside:
            found[inside] = (found.get(inside, "") + piece)[:_LONGEST]

    read_elements(package, _CORE, limits, start=start, end=end, text=text, namespaces=_NAMESPACES)
    return replace(NO_METADATA, **{name: value.strip() for name, value in found.items()})
