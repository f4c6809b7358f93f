"""What the audit wants to know about a package beside its cells."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Final, TypeVar

from lkjip_xl.audit.calc_chain import Chain, read_chain, sheet_parts
from lkjip_xl.audit.colours import NO_COLOURS, Colours, read_colours
from lkjip_xl.audit.conditions import Condition, read_conditions
from lkjip_xl.audit.metadata import NO_METADATA, Metadata, read_metadata
from lkjip_xl.errors import RefusedFileError
from lkjip_xl.ooxml.limits import Limits
from lkjip_xl.ooxml.package import Package
from lkjip_xl.ooxml.relations import relations_of


@dataclass(frozen=True, slots=True)
class PackageLook:
    """Document properties, colours of the cell formats, conditional formats by sheet part, and Excel's calculation chain (None
    where the package has none)."""

    metadata: Metadata = NO_METADATA
    colours: Colours = NO_COLOURS
    conditions: Mapping[str, tuple[Condition, ...]] = field(default_factory=dict)
    chain: Chain | None = None


Found = TypeVar("Found")
NOTHING: Final = PackageLook()


def look_at(data: bytes, limits: Limits) -> PackageLook:
    """Read them from a package that the reader has accepted. What is missing or broken here is left out: these are side
    matters, and the reader has judged the rest."""
    metadata = read_metadata(data, limits)
    try:
        package = Package(data, limits)
        main = next((r.part for r in relations_of(package, "", limits).values() if r.kind == "officeDocument" and r.part), "")
        return _look(package, main, metadata, limits) if main else PackageLook(metadata)
    except RefusedFileError:
        return PackageLook(metadata)


def _look(package: Package, main: str, metadata: Metadata, limits: Limits) -> PackageLook:
    related = {key: relation for key, relation in relations_of(package, main, limits).items() if relation.part}
    by_kind = {relation.kind: relation.part for relation in related.values()}
    sheets = {key: relation.part for key, relation in related.items() if relation.kind == "worksheet" and relation.part}
    styles, theme, chain = by_kind.get("styles"), by_kind.get("theme"), by_kind.get("calcChain")
    colours = _kept(lambda: read_colours(package, styles, theme, limits), NO_COLOURS)
    conditions: dict[str, tuple[Condition, ...]] = {}
    if any(colours.conditional):
        for part in sheets.values():
            conditions[part] = _kept(partial(read_conditions, package, part, limits), ())
    listed = None
    if chain:
        listed = _kept(lambda: read_chain(package, chain, sheet_parts(package, main, sheets, limits), limits), None)
    return PackageLook(metadata, colours, conditions, listed)


def _kept(read: Callable[[], Found], otherwise: Found) -> Found:
    """One part by itself: a broken calculation chain must not keep white letters from being seen."""
    try:
        return read()
    except RefusedFileError:
        return otherwise
