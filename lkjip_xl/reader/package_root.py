"""The entrance of a package: which part is the workbook, of what kind it is, and which program saved it."""

from __future__ import annotations

from lkjip_xl.ooxml.refusals import clean_name, refusal
from lkjip_xl.ooxml.relations import relations_of
from lkjip_xl.ooxml.xml_pass import read_elements
from lkjip_xl.reader.reading import Reading

_CONTENT_TYPES = "[Content_Types].xml"
_CONTENT_TYPE_NAMESPACES = frozenset({"http://schemas.openxmlformats.org/package/2006/content-types"})
_PROPERTIES_NAMESPACES = frozenset(
    {
        "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties",
        "http://purl.oclc.org/ooxml/officeDocument/extendedProperties",
    }
)


def find_main_part(reading: Reading) -> tuple[str, str]:
    """The workbook part and its content type. The package's relationships name it; the content types only confirm."""
    package = reading.package
    types = _content_types(reading)
    missing = ""
    for relation in relations_of(package, "", reading.limits).values():
        if relation.kind == "officeDocument" and relation.part:
            return _workbook_only(relation.part), types.get(relation.part.lower(), "")
        if relation.kind == "officeDocument":
            missing = relation.target
    for part, content_type in types.items():
        found = package.find(part)
        if found and "sheet" in content_type and content_type.endswith("main+xml"):
            return found, content_type
    if missing:
        raise refusal("PART_MISSING", part=missing)
    raise refusal("NOT_WORKBOOK")


def _workbook_only(part: str) -> str:
    if part.lower().endswith(".bin"):
        raise refusal("XLSB")
    return part


def _content_types(reading: Reading) -> dict[str, str]:
    package = reading.package
    if package.find(_CONTENT_TYPES) is None:
        raise refusal("ODS" if package.find("META-INF/manifest.xml") and package.find("content.xml") else "NOT_OOXML")
    types: dict[str, str] = {}

    def start(element: str, attributes: dict[str, str]) -> None:
        if element == "Override" and len(types) <= reading.limits.relations:
            types[attributes.get("PartName", "").lstrip("/").lower()] = attributes.get("ContentType", "")

    read_elements(package, _CONTENT_TYPES, reading.limits, start=start, namespaces=_CONTENT_TYPE_NAMESPACES)
    return types


def application_of(reading: Reading) -> str:
    """The program that saved the file, as it names itself."""
    package = reading.package
    related = relations_of(package, "", reading.limits).values()
    part = next((found.part for found in related if found.kind in {"extended-properties", "extendedProperties"}), None)
    if part is None:
        return ""
    inside = False
    texts: list[str] = []

    def start(name: str, _: dict[str, str]) -> None:
        nonlocal inside
        inside = name == "Application"

    def end(_: str) -> None:
        nonlocal inside
        inside = False

    def text(data: str) -> None:
        if inside and len(texts) < 100:
            texts.append(data)

    read_elements(package, part, reading.limits, start=start, end=end, text=text, namespaces=_PROPERTIES_NAMESPACES)
    return clean_name("".join(texts).strip())
