"""The workbook a draft holds: its sheets and parts by name, as far as the patch writer needs to find its way."""

from __future__ import annotations

from typing import Final, NamedTuple

from lkjip_xl.ooxml.limits import Limits
from lkjip_xl.ooxml.refusals import refusal
from lkjip_xl.ooxml.relations import Relation, relations_of
from lkjip_xl.workbook.patch.draft import Draft
from lkjip_xl.workbook.patch.links import CONTENT_TYPES, Links
from lkjip_xl.workbook.patch.vocabulary import CONTENT_TYPE, STRICT, TRANSITIONAL, Vocabulary
from lkjip_xl.workbook.patch.xml_tree import Node, parse

_RELATION_NAMESPACES: Final = (TRANSITIONAL.relations, STRICT.relations)


class SheetEntry(NamedTuple):
    """A sheet in the workbook's list. ``part`` is None for a sheet that is no worksheet, or has lost its part."""

    position: int
    name: str
    sheet_id: int
    relation: str
    part: str | None


class Book:
    """One workbook under change. Sheets and relationships are read again whenever they are asked for: steps change them."""

    def __init__(self, data: bytes, limits: Limits) -> None:
        self.limits = limits
        self.draft = Draft(data, limits)
        self.links = Links(self.draft, limits)
        self.main = self._main_part()
        self.vocabulary: Vocabulary = STRICT if self.workbook()[1].uri == STRICT.main else TRANSITIONAL

    def workbook(self) -> tuple[bytes, Node]:
        """The workbook part: bytes and elements."""
        return self.tree(self.main)

    def tree(self, part: str) -> tuple[bytes, Node]:
        """A part of the workbook vocabulary: bytes and elements."""
        data = self.draft.read(part)
        return data, parse(data, part, self.limits)

    def relations(self, part: str) -> dict[str, Relation]:
        """The relationships of a part by id."""
        return relations_of(self.draft, part, self.limits)

    def related(self, part: str, kind: str) -> list[tuple[str, str]]:
        """Ids and parts of the relationships of one kind that lead to an existing part."""
        return [(key, found.part) for key, found in self.relations(part).items() if found.kind == kind and found.part]

    def sheets(self) -> list[SheetEntry]:
        """Every sheet, in order. Refused where two have one name: nobody could say which is meant."""
        relations = self.relations(self.main)
        found: list[SheetEntry] = []
        names: set[str] = set()
        for index, node in enumerate(sheet_nodes(self.workbook()[1])):
            name, key = node.attributes.get("name", ""), relation_id(node)
            if name.casefold() in names:
                raise refusal("SHEET_DUPLICATE", sheet=name)
            if index >= self.limits.sheets:
                raise refusal("SHEETS", limit=self.limits.sheets)
            names.add(name.casefold())
            relation = relations.get(key)
            part = relation.part if relation and relation.kind == "worksheet" else None
            found.append(SheetEntry(index, name, whole(node.attributes.get("sheetId")), key, part))
        return found

    def worksheet(self, name: str) -> str | None:
        """The part of the worksheet with exactly this name."""
        return next((sheet.part for sheet in self.sheets() if sheet.name == name), None)

    def new_part(self, pattern: str, kind: str, source: str, content: bytes, relation: str = "") -> tuple[str, str]:
        """Add a part, state its content type and relate ``source`` to it: its name and the relationship's id."""
        name = self.draft.free_name(pattern)
        self.draft.write(name, content)
        self.links.declare(name, CONTENT_TYPE[kind])
        return name, self.links.add(source, self.vocabulary.relation_type(relation or kind), name)

    def _main_part(self) -> str:
        if self.draft.find(CONTENT_TYPES) is None:
            raise refusal("NOT_OOXML")
        for _, part in self.related("", "officeDocument"):
            if part.lower().endswith(".bin"):
                raise refusal("XLSB")
            return self._workbook_only(part)
        for name, content_type in self.links.content_types().items():
            found = self.draft.find(name)
            if found and "sheet" in content_type and content_type.endswith("main+xml"):
                return self._workbook_only(found)
        raise refusal("NOT_WORKBOOK")

    def _workbook_only(self, part: str) -> str:
        if self.tree(part)[1].name != "workbook":
            raise refusal("NOT_WORKBOOK")
        return part


def sheet_nodes(root: Node) -> list[Node]:
    """The entries of the sheet list. Refused where there is none."""
    sheets = root.child("sheets")
    nodes = list(sheets.named("sheet")) if sheets else []
    if not nodes:
        raise refusal("NO_SHEETS")
    return nodes


def relation_id(node: Node) -> str:
    """The ``r:id`` of an element."""
    found = (node.attributes.get(f"{namespace} id") for namespace in _RELATION_NAMESPACES)
    return next((value for value in found if value is not None), "")


def whole(text: str | None) -> int:
    """A whole number out of an attribute, 0 for anything else."""
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) < 10 else 0
