"""Relationships between parts: which sheet lies in which part, and what a part refers to outside the package."""

from __future__ import annotations

import posixpath
from typing import NamedTuple

from lkjip_xl.ooxml.limits import Limits
from lkjip_xl.ooxml.package import Package
from lkjip_xl.ooxml.refusals import refusal
from lkjip_xl.ooxml.xml_pass import read_elements

_NAMESPACES = frozenset(
    {
        "http://schemas.openxmlformats.org/package/2006/relationships",
        "http://purl.oclc.org/ooxml/package/relationships",
    }
)


class Relation(NamedTuple):
    """One relationship. ``kind`` is the last word of its type (``worksheet``, ``styles``).

    ``part`` is the target as the package spells it, ``None`` where it lies outside or does not exist; ``target`` is
    the text as written.
    """

    kind: str
    part: str | None
    target: str
    external: bool


def relations_of(package: Package, part: str, limits: Limits) -> dict[str, Relation]:
    """The relationships of a part by id; ``part`` is ``""`` for those of the package itself."""
    folder, name = posixpath.split(part)
    source = package.find(posixpath.join(folder, "_rels", name + ".rels"))
    found: dict[str, Relation] = {}
    if source is None:
        return found

    def start(element: str, attributes: dict[str, str]) -> None:
        if element != "Relationship":
            return
        if len(found) >= limits.relations:
            raise refusal("RELATIONS", part=source or part, limit=limits.relations)
        target = attributes.get("Target", "")
        external = attributes.get("TargetMode") == "External"
        kind = attributes.get("Type", "").rpartition("/")[2]
        inside = None if external else _resolve(package, folder, target)
        found[attributes.get("Id", "")] = Relation(kind, inside, target, external)

    read_elements(package, source, limits, start=start, namespaces=_NAMESPACES)
    return found


def _resolve(package: Package, folder: str, target: str) -> str | None:
    path = target.replace("\\", "/")
    full = posixpath.normpath(posixpath.join("/", folder, path)).lstrip("/")
    return package.find(full) or package.find(_unquoted(full))


def _unquoted(path: str) -> str:
    """``%20`` as the space it stands for; few targets need it, and the module is not light to load."""
    if "%" not in path:
        return path
    from urllib.parse import unquote

    return unquote(path)
