"""A package on its way to another: what was read, and over it what is new, changed or gone.

A draft is a ``Package`` too, so every reader of a package sees the workbook as it will be.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from lkjip_xl.ooxml.limits import Limits
from lkjip_xl.ooxml.package import PIECE, Package
from lkjip_xl.ooxml.refusals import refusal
from lkjip_xl.workbook.patch.container import rebuild

_WIDE: Final = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16", b"<\x00": "utf-16-le", b"\x00<": "utf-16-be"}
_CODES: Final = frozenset({"utf-16", "utf-16-le", "utf-16-be", "us-ascii", "ascii", "iso-8859-1"})
"""The codes besides UTF-8 that the reader accepts."""
_DECLARED: Final = re.compile(rb"""(<\?xml[^>]*?encoding\s*=\s*["'])([^"']+)(["'])""")
_BINARY: Final = (".bin", ".vml", ".png", ".jpg", ".jpeg", ".emf", ".wmf", ".gif")


class Draft(Package):
    """A checked package with changes on top. ``write`` and ``remove`` change the draft, never the source."""

    def __init__(self, data: bytes, limits: Limits) -> None:
        super().__init__(data, limits)
        self._source = data
        self._base = {name.lower(): name for name in super().parts}
        self._read: dict[str, bytes] = {}
        self._changed: dict[str, bytes | None] = {}
        self._added: dict[str, tuple[str, bytes]] = {}

    @property
    def parts(self) -> list[str]:
        """Every part name the new package will have."""
        kept = [name for key, name in self._base.items() if self._changed.get(key, b"") is not None]
        return kept + [name for name, _ in self._added.values()]

    def find(self, name: str) -> str | None:
        """The part's name as the package spells it, or None."""
        key = name.lower()
        if key in self._added:
            return self._added[key][0]
        return self._base.get(key) if self._changed.get(key, b"") is not None else None

    def pieces(self, name: str) -> Iterator[bytes]:
        """The part's bytes as they are now, in pieces."""
        data = self.read(name)
        for place in range(0, len(data), PIECE):
            yield data[place : place + PIECE]

    def read(self, name: str) -> bytes:
        """The whole part as it is now. A part in another code is given in UTF-8, so that all places can be counted and
        all new text written in one code; unless it is written, the file keeps its own bytes."""
        key = name.lower()
        if key in self._added:
            return self._added[key][1]
        changed = self._changed.get(key, b"")
        if changed is None:
            raise refusal("PART_MISSING", part=name)
        if key in self._changed:
            return changed
        return self._original(key, name)

    def write(self, name: str, data: bytes) -> None:
        """Give a part this content; a part that has it already stays untouched."""
        key = name.lower()
        if key in self._base:
            if key in self._changed or self._original(key, name) != data:
                self._changed[key] = data
        else:
            self._added[key] = (self._added.get(key, (name, b""))[0], data)

    def remove(self, name: str) -> None:
        """Leave a part out."""
        key = name.lower()
        if key in self._base:
            self._changed[key] = None
        self._added.pop(key, None)

    def free_name(self, pattern: str) -> str:
        """The first part name of a pattern such as ``xl/comments{}.xml`` that is not taken."""
        number = 1
        while self.find(pattern.format(number)):
            number += 1
        return pattern.format(number)

    def differences(self) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
        """Names of changed, added and removed parts in the order of the package. What was changed back is unchanged."""
        self._settle()
        touched = [(name, self._changed[key]) for key, name in self._base.items() if key in self._changed]
        changed = tuple(name for name, data in touched if data is not None)
        removed = tuple(name for name, data in touched if data is None)
        return changed, tuple(name for name, _ in self._added.values()), removed

    def build(self) -> bytes:
        """The new package; the source's own bytes where nothing changed."""
        self._settle()
        if not self._changed and not self._added:
            return self._source
        return rebuild(self._source, {self._base[key]: data for key, data in self._changed.items()}, self._added.values())

    def _settle(self) -> None:
        """Forget changes that lead back to what was there."""
        for key in [key for key, data in self._changed.items() if data is not None]:
            if self._original(key, self._base[key]) == self._changed[key]:
                del self._changed[key]

    def _original(self, key: str, name: str) -> bytes:
        if key not in self._read:
            self._read[key] = _in_utf8(b"".join(super().pieces(name)), name)
        return self._read[key]


def _in_utf8(data: bytes, part: str) -> bytes:
    if part.lower().endswith(_BINARY):
        return data
    declared = _DECLARED.match(data)
    stated = declared[2].decode("latin-1") if declared else "utf-8"
    code = next((code for mark, code in _WIDE.items() if data.startswith(mark)), stated)
    if code.lower() not in _CODES:
        return data
    try:
        text = data.decode(code)
    except UnicodeDecodeError as fault:
        raise refusal("XML_BROKEN", part=part) from fault
    return _DECLARED.sub(rb"\1UTF-8\3", text.encode(), count=1)
