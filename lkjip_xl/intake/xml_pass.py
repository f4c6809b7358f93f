"""One guarded expat pass over a part: no DTD, only Unicode encodings, no endless token, bounded depth and names.

Two ways to use it. ``read_elements`` is for the many small parts: namespaces resolved, attributes as a dict, every
limit checked at every tag. ``read_large`` is for cells and shared strings, where resolving namespaces alone costs a
third of the time: names come as written, the prefix is learnt from the root element, and the handlers keep limits
with cheap counters and hand every unusual tag to a ``NameGuard``.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from pyexpat import XML_PARAM_ENTITY_PARSING_NEVER, ExpatError, ParserCreate
from typing import Final

from lkjip_xl.errors import RefusedFileError
from lkjip_xl.intake.limits import Limits
from lkjip_xl.intake.package import Package
from lkjip_xl.intake.refusals import refusal, size

MAIN_NAMESPACES: Final = frozenset(
    {
        "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
        "http://purl.oclc.org/ooxml/spreadsheetml/main",
    }
)
"""The two spellings of the workbook vocabulary: transitional, and Strict Open XML."""

_ENCODINGS = frozenset({"utf-8", "utf8", "utf-16", "utf-16le", "utf-16be", "us-ascii", "ascii", "iso-8859-1"})
_TEXT_BUFFER = 64 << 10

StartHandler = Callable[[str, dict[str, str]], None]
EndHandler = Callable[[str], None]
TextHandler = Callable[[str], None]


class GuardedParser:
    """An expat parser that refuses DTDs, foreign encodings and endless tokens.

    ``expat`` is the parser itself, for setting handlers; attributes arrive as a flat list in document order.
    With ``namespaces`` names arrive as ``uri local``, without as written.
    """

    def __init__(self, part: str, limits: Limits, *, namespaces: bool) -> None:
        self._part = part
        self._limits = limits
        self.check: Callable[[], None] = _nothing
        self.expat = ParserCreate(namespace_separator=" " if namespaces else None)
        self.expat.buffer_text = True
        self.expat.buffer_size = _TEXT_BUFFER
        self.expat.ordered_attributes = True
        self.expat.SetParamEntityParsing(XML_PARAM_ENTITY_PARSING_NEVER)
        self.expat.XmlDeclHandler = self._check_encoding
        self.expat.StartDoctypeDeclHandler = self._refuse_dtd
        self.expat.EntityDeclHandler = self._refuse_dtd

    def run(self, pieces: Iterable[bytes]) -> None:
        """Feed every piece; ``check`` is called after each one, for limits that need no exact stop."""
        fed = 0
        expat = self.expat
        try:
            for piece in pieces:
                expat.Parse(piece, False)
                fed += len(piece)
                open_token = fed - expat.CurrentByteIndex
                if open_token > self._limits.xml_token:
                    found, limit = size(open_token), size(self._limits.xml_token)
                    raise refusal("XML_TOKEN", part=self._part, found=found, limit=limit)
                self.check()
            expat.Parse(b"", True)
        except ExpatError as fault:
            raise refusal("XML_BROKEN", part=self._part) from fault

    def _check_encoding(self, _version: str, encoding: str | None, _standalone: int) -> None:
        if encoding is not None and encoding.lower() not in _ENCODINGS:
            raise refusal("XML_ENCODING", part=self._part)

    def _refuse_dtd(self, *_: object) -> None:
        raise refusal("XML_DTD", part=self._part)


def _nothing() -> None:
    """The check of a part that needs none."""


class NamespaceMovedError(Exception):
    """An inner element declares the workbook vocabulary anew: the file must be read with namespaces resolved."""


class NameGuard:
    """Counts different names and open elements of one part, and watches for moved namespaces."""

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
        self.see(name, attributes)

    def see(self, name: str, attributes: list[str]) -> None:
        """Check one start tag without entering it."""
        names = self._names
        names.add(name)
        names.update(attributes[::2])
        if len(names) > self._limits.xml_names:
            raise refusal("XML_NAMES", part=self._part, limit=self._limits.xml_names)
        for value in attributes[1::2]:
            if len(value) > self._limits.xml_attribute:
                raise refusal("XML_ATTR", part=self._part, found=len(value), limit=self._limits.xml_attribute)
            if value in MAIN_NAMESPACES:
                raise NamespaceMovedError

    def leave(self) -> None:
        """Come back up one level."""
        self._depth -= 1

    def misplaced(self) -> RefusedFileError:
        """The error to raise for an element where the vocabulary has no place for it."""
        return refusal("XML_STRUCTURE", part=self._part)


@dataclass(frozen=True, slots=True)
class Handlers:
    """What a reader of a large part wants called: per start tag (with flat attributes), end tag, text and piece."""

    start: Callable[[str, list[str]], None]
    end: Callable[[str], None]
    text: Callable[[str], None] | None
    check: Callable[[], None]


@dataclass(frozen=True, slots=True)
class LargePart:
    """An open pass over a large part. ``prefix`` stands before every name of the workbook vocabulary."""

    parser: GuardedParser
    guard: NameGuard
    prefix: str

    def use(self, handlers: Handlers) -> None:
        """Call these handlers from now on."""
        expat = self.parser.expat
        expat.StartElementHandler = handlers.start
        expat.EndElementHandler = handlers.end
        expat.CharacterDataHandler = handlers.text
        self.parser.check = handlers.check


def read_large(
    package: Package, part: str, limits: Limits, *, root: str, namespaces: bool, begin: Callable[[LargePart], Handlers]
) -> None:
    """Pass over a large part whose root element must be ``root``; ``begin`` gives the handlers for what is inside.

    Without ``namespaces`` a part that declares the vocabulary anew inside ends with ``NamespaceMovedError``.
    """
    parser = GuardedParser(part, limits, namespaces=namespaces)
    guard = NameGuard(part, limits)
    mark = " " if namespaces else ":"

    def on_root(name: str, attributes: list[str]) -> None:
        before, _, local = name.rpartition(mark)
        key = f"xmlns:{before}" if before else "xmlns"
        uri = before if namespaces else dict(zip(attributes[::2], attributes[1::2], strict=True)).get(key)
        if uri not in MAIN_NAMESPACES or local != root:
            raise guard.misplaced()
        opened = LargePart(parser, guard, before + mark if before else "")
        opened.use(begin(opened))

    parser.expat.StartElementHandler = on_root
    parser.run(package.pieces(part))


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
    parser = GuardedParser(part, limits, namespaces=True)
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
            start(name, _named(attributes))

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


def _named(attributes: list[str]) -> dict[str, str]:
    named = dict(zip(attributes[::2], attributes[1::2], strict=True))
    for full in [full for full in named if " " in full]:
        named[full.rpartition(" ")[2]] = named.pop(full)
    return named


def is_true(value: str | None) -> bool:
    """An XML boolean attribute."""
    return value in {"1", "true", "on"}
