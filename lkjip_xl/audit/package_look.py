"""What the audit wants to know about a package beside its cells."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from lkjip_xl.audit.colours import unseen_styles
from lkjip_xl.audit.metadata import NO_METADATA, Metadata, read_metadata
from lkjip_xl.ooxml.limits import Limits


@dataclass(frozen=True, slots=True)
class PackageLook:
    """Document properties, and the cell formats whose text cannot be seen."""

    metadata: Metadata = NO_METADATA
    unseen_styles: frozenset[int] = frozenset()


NOTHING: Final = PackageLook()


def look_at(data: bytes, limits: Limits) -> PackageLook:
    """Read them from a package that the reader has accepted."""
    return PackageLook(read_metadata(data, limits), unseen_styles(data, limits))
