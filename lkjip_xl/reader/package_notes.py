"""Active and outside content of a package: named, never opened."""

from __future__ import annotations

from typing import Final

from lkjip_xl.ooxml.relations import Relation, relations_of
from lkjip_xl.ooxml.xml_pass import read_elements
from lkjip_xl.reader.reading import Reading

_BY_FOLDER: Final = (
    ("/embeddings/", "EMBEDDED"),
    ("/activex/", "ACTIVEX"),
    ("/querytables/", "CONNECTION"),
    ("/connections.xml", "CONNECTION"),
    ("/customui/", "CUSTOM_UI"),
    ("/vbaproject.bin", "MACRO"),
)


def note_parts(reading: Reading) -> None:
    """Note what the part names alone tell."""
    for part in reading.package.parts:
        path = "/" + part.lower()
        for fragment, code in _BY_FOLDER:
            if fragment in path and not path.endswith(".rels"):
                reading.notes.add(code, detail=part)


def note_extension(name: str, content_type: str, reading: Reading) -> None:
    """Note a file name whose ending hides or promises macros, or is that of another format."""
    macros = "macroenabled" in content_type.lower()
    endings = (".xlsm", ".xltm", ".xlam") if macros else (".xlsx", ".xltx")
    if name and not name.lower().endswith(endings):
        reading.notes.add("WRONG_EXTENSION", detail=endings[0])


def note_links(relations: dict[str, Relation], reading: Reading) -> None:
    """Note links to other workbooks and DDE links, with what they point at."""
    for relation in relations.values():
        if relation.kind.startswith("externalLink") and relation.part:
            _note_link(relation.part, reading)


def _note_link(part: str, reading: Reading) -> None:
    targets = [relation.target for relation in relations_of(reading.package, part, reading.limits).values()]

    def start(name: str, attributes: dict[str, str]) -> None:
        if name == "ddeLink":
            reading.notes.add("DDE", detail=f"{attributes.get('ddeService', '')}|{attributes.get('ddeTopic', '')}")
        elif name in {"externalBook", "oleLink"}:
            reading.notes.add("EXTERNAL_LINK", detail=", ".join(targets) or part)

    read_elements(reading.package, part, reading.limits, start=start)
