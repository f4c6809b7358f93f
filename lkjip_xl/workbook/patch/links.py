"""Relationships and content types, edited in place: one element added or taken away, the others as they were."""

from __future__ import annotations

import posixpath
import re
from typing import Final

from lkjip_xl.ooxml.limits import Limits
from lkjip_xl.ooxml.refusals import refusal
from lkjip_xl.workbook.patch.draft import Draft
from lkjip_xl.workbook.patch.vocabulary import (
    CONTENT_TYPES_NAMESPACE,
    PACKAGE_RELATION_NAMESPACES,
    PACKAGE_RELATIONS,
    XML_HEAD,
)
from lkjip_xl.workbook.patch.xml_tree import Node, Splices, parse, quoted

CONTENT_TYPES: Final = "[Content_Types].xml"
_NUMBERED: Final = re.compile(r"rId([0-9]{1,9})\Z")


def relations_part(part: str) -> str:
    """The name of the part that holds the relationships of ``part``."""
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", name + ".rels")


class Links:
    """Relationship and content type edits of one draft."""

    def __init__(self, draft: Draft, limits: Limits) -> None:
        self._draft = draft
        self._limits = limits

    def add(self, part: str, relation_type: str, target: str) -> str:
        """Relate ``part`` to another part of the package; the new relationship's id."""
        name = relations_part(part)
        found = self._draft.find(name)
        if found is None:
            self._draft.write(name, f'{XML_HEAD}<Relationships xmlns="{PACKAGE_RELATIONS}"></Relationships>'.encode())
        data, root = self._relations(found or name)
        numbers = [int(match[1]) for node in root.children if (match := _NUMBERED.match(node.attributes.get("Id", "")))]
        identifier = f"rId{max(numbers, default=0) + 1}"
        path = posixpath.relpath(target, posixpath.dirname(part) or ".")
        facts = f"Id={quoted(identifier)} Type={quoted(relation_type)} Target={quoted(path)}"
        edits = Splices(data)
        edits.append(root, f"<{root.prefix}Relationship {facts}/>")
        self._draft.write(found or name, edits.result())
        return identifier

    def drop(self, part: str, identifiers: set[str]) -> None:
        """Take relationships of ``part`` away."""
        found = self._draft.find(relations_part(part))
        if found is None:
            return
        data, root = self._relations(found)
        edits = Splices(data)
        for node in root.children:
            if node.attributes.get("Id") in identifiers:
                edits.put(node.begin, node.end, "")
        self._draft.write(found, edits.result())

    def has_any(self, part: str) -> bool:
        """Whether a relationships part (by its own name) holds any relationship."""
        return bool(self._relations(part)[1].children)

    def declare(self, part: str, content_type: str) -> None:
        """State the content type of a part, behind the last statement that comes before it by name: so the order in which
        parts come and go leaves no trace."""
        data, root = self._types()
        if self._override(root, part) is not None:
            return
        edits = Splices(data)
        written = f"<{root.prefix}Override PartName={quoted('/' + part)} ContentType={quoted(content_type)}/>"
        others = list(root.named("Override"))
        before = [node for node in others if node.attributes.get("PartName", "") <= "/" + part]
        if others:
            place = before[-1].end if before else others[0].begin
            edits.put(place, place, written)
        else:
            edits.append(root, written)
        self._draft.write(CONTENT_TYPES, edits.result())

    def declare_extension(self, extension: str, content_type: str) -> bool:
        """State the content type of all parts with this ending; True where that was not stated before."""
        data, root = self._types()
        for node in root.named("Default"):
            if node.attributes.get("Extension", "").lower() == extension:
                return False
        edits = Splices(data)
        written = f"<{root.prefix}Default Extension={quoted(extension)} ContentType={quoted(content_type)}/>"
        place = next(root.named("Override"), None)
        if place is None:
            edits.append(root, written)
        else:
            edits.put(place.begin, place.begin, written)
        self._draft.write(CONTENT_TYPES, edits.result())
        return True

    def withdraw_extension(self, extension: str) -> None:
        """Take back what ``declare_extension`` stated."""
        data, root = self._types()
        edits = Splices(data)
        for node in root.named("Default"):
            if node.attributes.get("Extension", "").lower() == extension:
                edits.put(node.begin, node.end, "")
        self._draft.write(CONTENT_TYPES, edits.result())

    def remove_part(self, part: str) -> None:
        """Leave a part out together with the statement of its content type."""
        self._draft.remove(part)
        data, root = self._types()
        node = self._override(root, part)
        if node is not None:
            edits = Splices(data)
            edits.put(node.begin, node.end, "")
            self._draft.write(CONTENT_TYPES, edits.result())

    def content_types(self) -> dict[str, str]:
        """Part name in small letters → content type, for parts that have their own statement."""
        return {
            node.attributes.get("PartName", "").lstrip("/").lower(): node.attributes.get("ContentType", "")
            for node in self._types()[1].named("Override")
        }

    def _override(self, root: Node, part: str) -> Node | None:
        wanted = "/" + part.lower()
        return next((node for node in root.named("Override") if node.attributes.get("PartName", "").lower() == wanted), None)

    def _relations(self, name: str) -> tuple[bytes, Node]:
        data = self._draft.read(name)
        return data, parse(data, name, self._limits, expected=PACKAGE_RELATION_NAMESPACES)

    def _types(self) -> tuple[bytes, Node]:
        name = self._draft.find(CONTENT_TYPES)
        if name is None:
            raise refusal("NOT_OOXML")
        data = self._draft.read(name)
        return data, parse(data, name, self._limits, expected={CONTENT_TYPES_NAMESPACE})
