"""Names the package formats agree on: namespaces (transitional and Strict), relationship types, content types."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The two spellings of Office Open XML. ``main`` is the workbook namespace, ``relations`` that of ``r:id``."""

    main: str
    relations: str

    def relation_type(self, kind: str) -> str:
        """The type of a relationship such as ``worksheet`` or ``comments``."""
        return f"{self.relations}/{kind}"


TRANSITIONAL: Final = Vocabulary(
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
)
STRICT: Final = Vocabulary(
    "http://purl.oclc.org/ooxml/spreadsheetml/main", "http://purl.oclc.org/ooxml/officeDocument/relationships"
)

PACKAGE_RELATIONS: Final = "http://schemas.openxmlformats.org/package/2006/relationships"
PACKAGE_RELATION_NAMESPACES: Final = frozenset({PACKAGE_RELATIONS, "http://purl.oclc.org/ooxml/package/relationships"})
CONTENT_TYPES_NAMESPACE: Final = "http://schemas.openxmlformats.org/package/2006/content-types"

XML_HEAD: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

CONTENT_TYPE: Final[dict[str, str]] = {
    "worksheet": "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml",
    "table": "application/vnd.openxmlformats-officedocument.spreadsheetml.table+xml",
    "styles": "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml",
    "comments": "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml",
    "vmlDrawing": "application/vnd.openxmlformats-officedocument.vmlDrawing",
    "customXml": "application/xml",
    "customXmlProps": "application/vnd.openxmlformats-officedocument.customXmlProperties+xml",
}
"""Content type of a part by the kind of the relationship that leads to it."""
