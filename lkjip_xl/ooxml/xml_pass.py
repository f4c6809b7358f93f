"""One guarded expat pass over a part: no DTD, only Unicode encodings, no endless token, bounded depth and names.

``read_elements`` is for most parts: local names, attributes as a dict, every limit checked at every tag.
``GuardedParser`` alone is for the large ones (cells, shared strings), whose handlers keep the remaining limits with
cheap counters and hand every unusual tag to a ``NameGuard``.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from pyexpat import XML_PARAM_ENTITY_PARSING_NEVER, ExpatError, ParserCreate
from typing import Final

from lkjip_xl.errors import RefusedFileError
from lkjip_xl.ooxml.limits import Limits
from lkjip_xl.ooxml.package import Package
from lkjip_xl.ooxml.refusals import refusal, size

MAIN_NAMESPACES: Final = frozenset(
    {
        "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
        "http://purl.oclc.org/ooxml/spreadsheetml/main",
    }
)
"""The two spellings of the workbook vocabulary: transitional, and Strict Open XML."""

_ENCODINGS = frozenset({"utf-8", "utf8", "utf-16", "utf-16le", "utf-16be", "us-ascii", "ascii", "iso-8859-1"})
_UTF8 = frozenset({"utf-8", "utf8"})
_TEXT_BUFFER = 64 << 10

StartHandler = Callable[[str, dict[str, str]], None]
EndHandler = Callable[[str], None]
TextHandler = Callable[[str], None]


class GuardedParser:
    """An expat parser that refuses DTDs, foreign encodings and endless tokens.

    ``expat`` is the parser itself, for setting handlers: names arrive as ``uri local``, attributes as a flat list in
    document order. ``fed`` counts the bytes given to it; ``prefixes`` are the namespace prefixes declared so far.
    """

    def __init__(self, part: str, limits: Limits) -> None:
        self._part = part
        self._limits = limits
        self.fed = 0
        self.is_utf8 = True
        self.prefixes = {"xml"}
        self.expat = ParserCreate(namespace_separator=" ")
        self.expat.buffer_text = True
        self.expat.buffer_size = _TEXT_BUFFER
        self.expat.ordered_attributes = True
        self.expat.SetParamEntityParsing(XML_PARAM_ENTITY_PARSING_NEVER)
        self.expat.XmlDeclHandler = self._check_encoding
        self.expat.StartNamespaceDeclHandler = self._see_prefix
        self.expat.StartDoctypeDeclHandler = self._refuse_dtd
        self.expat.EntityDeclHandler = self._refuse_dtd

    def feed(self, piece: bytes) -> None:
        """Parse one piece and see that no token has stayed open for too long."""
        try:
            self.expat.Parse(piece, False)
        except ExpatError as fault:
            raise refusal("XML_BROKEN", part=self._part) from fault
        self.fed += len(piece)
        open_token = self.fed - self.expat.CurrentByteIndex
        if open_token > self._limits.xml_token:
            raise refusal("XML_TOKEN", part=self._part, found=size(open_token), limit=size(self._limits.xml_token))

    def close(self) -> None:
        """Tell the parser that the part ends here."""
        try:
            self.expat.Parse(b"", True)
        except ExpatError as fault:
            raise refusal("XML_BROKEN", part=self._part) from fault

    def run(self, pieces: Iterable[bytes], check: Callable[[], None] | None = None) -> None:
        """Feed a whole part; ``check`` is called after each piece, for limits that need no exact stop."""
        for piece in pieces:
            self.feed(piece)
            if check:
                check()
        self.close()

    def _check_encoding(self, _version: str, encoding: str | None, _standalone: int) -> None:
        if encoding is None:
            return
        if encoding.lower() not in _ENCODINGS:
            raise refusal("XML_ENCODING", part=self._part)
        self.is_utf8 = encoding.lower() in _UTF8

    def _see_prefix(self, prefix: str | None, _uri: str) -> None:
        if prefix and len(self.prefixes) <= self._limits.xml_names:
            self.prefixes.add(prefix)

    def _refuse_dtd(self, *_: object) -> None:
        raise refusal("XML_DTD", part=self._part)


class NameGuard:
    """Counts different names and open elements of one part."""

    def __init__(self, part: str, limits: Limits) -> None:
        self._part = part
        self._limits = limits
        self._names: set[str] = set()
        self._depth = 0

    def enter(self, name: str, attributes: list[str]) -> None:
        """Check one start tag and go one level down."""
        self._depth += 1
        if self._depth > self._limits.xml_depth:
            raise refusal("XML_DEPTH", part=self._part, limit=self._limits.xml_depth)
        names = self._names
        names.add(name)
        names.update(attributes[::2])
        if len(names) > self._limits.xml_names:
            raise refusal("XML_NAMES", part=self._part, limit=self._limits.xml_names)
        for value in attributes[1::2]:
            if len(value) > self._limits.xml_attribute:
                raise refusal("XML_ATTR", part=self._part, found=len(value), limit=self._limits.xml_attribute)

    def leave(self) -> None:
        """Come back up one level."""
        self._depth -= 1

    def misplaced(self) -> RefusedFileError:
        """The error to raise for an element where the vocabulary has no place for it."""
        return refusal("XML_STRUCTURE", part=self._part)


def read_elements(
    package: Package,
    part: str,
    limits: Limits,
    *,
    start: StartHandler,
    end: EndHandler | None = None,
    text: TextHandler | None = None,
    namespaces: Collection[str] = MAIN_NAMESPACES,
) -> str:
    """Pass over a small part and call the handlers with local names; return the local name of the root element.

    Elements outside ``namespaces`` are passed over, their children are not: extension elements carry familiar names
    (``workbookPr``) with another meaning. The root must lie inside, otherwise ``""`` is returned.
    Prefixed attributes keep their local name and win over an unprefixed one (``r:id`` is what relations need).
    """
    parser = GuardedParser(part, limits)
    guard = NameGuard(part, limits)
    local: dict[str, str] = {}
    root: list[str] = []

    def local_name(full: str) -> str:
        found = local.get(full)
        if found is None:
            uri, _, name = full.rpartition(" ")
            found = local[full] = name if uri in namespaces else ""
        return found

    def on_start(full: str, attributes: list[str]) -> None:
        guard.enter(full, attributes)
        name = local_name(full)
        if not root:
            root.append(name)
        if name:
            start(name, _local_attributes(attributes))

    def on_end(full: str) -> None:
        guard.leave()
        name = local_name(full)
        if end and name:
            end(name)

    parser.expat.StartElementHandler = on_start
    parser.expat.EndElementHandler = on_end
    if text:
        parser.expat.CharacterDataHandler = text
    parser.run(package.pieces(part))
    return root[0]


def attribute_dict(flat: list[str]) -> dict[str, str]:
    """Attributes by name, from the flat list the parser gives."""
    return dict(zip(flat[::2], flat[1::2], strict=True))


def _local_attributes(flat: list[str]) -> dict[str, str]:
    named = attribute_dict(flat)
    for full in [full for full in named if " " in full]:
        named[full.rpartition(" ")[2]] = named.pop(full)
    return named


def is_true(value: str | None) -> bool:
    """An XML boolean attribute."""
    return value in {"1", "true", "on"}
