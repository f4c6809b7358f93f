"""A part as elements that know their byte places, and edits of the bytes between them.

Nothing is ever serialised anew: an edit names the bytes it replaces, and all others stay as they are. Places are those
of expat, so that what is edited is what every other reader of the part sees there.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from pyexpat import ExpatError, ParserCreate, XMLParserType
from typing import Final

from lkjip_xl.ooxml.limits import Limits
from lkjip_xl.ooxml.package import PIECE
from lkjip_xl.ooxml.refusals import refusal
from lkjip_xl.ooxml.xml_pass import MAIN_NAMESPACES, GuardedParser
from lkjip_xl.workbook.patch.outcome import too_many_elements

_TAG: Final = re.compile(rb"""<[^>"']*(?:"[^"]*"[^>"']*|'[^']*'[^>"']*)*>""")
_TAG_TEXT: Final = re.compile(_TAG.pattern.decode())
_TAG_NAME: Final = re.compile(rb"<([^\s/>]+)")
_ATTRIBUTE: Final = re.compile(r"""(\s+)([^\s=/>]+)\s*=\s*("[^"]*"|'[^']*')""")


class Node:
    """One element. ``begin`` to ``inner`` is its start tag, ``close`` to ``end`` its end tag; a self-closing element has
    ``inner == close == end``. ``name`` is the local name, ``tag`` the name as written; ``attributes`` as in the part,
    namespaced ones as ``uri local`` where the part was read with namespaces."""

    __slots__ = ("attributes", "begin", "children", "close", "end", "inner", "name", "tag", "text", "uri")

    def __init__(self, name: str, uri: str, tag: str, attributes: dict[str, str], begin: int, inner: int) -> None:
        self.name, self.uri, self.tag = name, uri, tag
        self.attributes = attributes
        self.begin, self.inner = begin, inner
        self.close = self.end = inner
        self.text = ""
        self.children: list[Node] = []

    @property
    def prefix(self) -> str:
        """What stands before the element's name, colon included, or ``""``."""
        return self.tag[: len(self.tag) - len(self.name)]

    @property
    def self_closing(self) -> bool:
        return self.close == self.end

    def child(self, name: str) -> Node | None:
        """The first child of this name in the same namespace."""
        return next(self.named(name), None)

    def named(self, name: str) -> Iterator[Node]:
        """The children of this name in the same namespace."""
        return (child for child in self.children if child.name == name and child.uri == self.uri)

    def walk(self) -> Iterator[Node]:
        """The element and everything in it, in document order."""
        waiting = [self]
        while waiting:
            node = waiting.pop()
            yield node
            waiting.extend(reversed(node.children))


def parse(data: bytes, part: str, limits: Limits, *, expected: Collection[str] | None = MAIN_NAMESPACES) -> Node:
    """The root element of a part. Refused when it is not well formed, or its root lies outside ``expected``."""
    parser = GuardedParser(part, limits)
    tree = _Tree(data, part, limits, parser.expat, " ")
    parser.run(data[place : place + PIECE] for place in range(0, len(data), PIECE))
    if expected is not None and tree.root.uri not in expected:
        raise refusal("XML_STRUCTURE", part=part)
    return tree.root


def parse_piece(data: bytes, part: str, limits: Limits) -> Node:
    """One element out of a part that the guarded parser has passed over as a whole, so that its prefixes are declared
    elsewhere: names are split at the colon, ``uri`` stays the prefix."""
    expat = ParserCreate("utf-8")
    expat.buffer_text = expat.ordered_attributes = True
    tree = _Tree(data, part, limits, expat, ":")
    try:
        expat.Parse(data, True)
    except ExpatError as fault:
        raise refusal("XML_BROKEN", part=part) from fault
    return tree.root


class _Tree:
    """The handlers that build nodes."""

    def __init__(self, data: bytes, part: str, limits: Limits, expat: XMLParserType, mark: str) -> None:
        self._data, self._part, self._limits, self._expat, self._mark = data, part, limits, expat, mark
        self._stack: list[Node] = []
        self._seen = 0
        self.root: Node
        expat.StartElementHandler, expat.EndElementHandler, expat.CharacterDataHandler = self._start, self._end, self._text

    def _start(self, full: str, flat: list[str]) -> None:
        self._seen += 1
        if self._seen > self._limits.cells:
            raise too_many_elements(self._part, self._limits.cells)
        begin, stack = self._expat.CurrentByteIndex, self._stack
        uri, _, name = full.rpartition(self._mark)
        attributes = dict(zip(flat[::2], flat[1::2], strict=True))
        node = Node(name, uri, tag_name(self._data, begin), attributes, begin, tag_end(self._data, begin))
        if stack:
            stack[-1].children.append(node)
            if len(stack) > self._limits.xml_depth:
                raise refusal("XML_DEPTH", part=self._part, limit=self._limits.xml_depth)
        else:
            self.root = node
        stack.append(node)

    def _end(self, _: str) -> None:
        node = self._stack.pop()
        if self._data[node.inner - 2 : node.inner] != b"/>":
            node.close = self._expat.CurrentByteIndex
            node.end = tag_end(self._data, node.close)

    def _text(self, piece: str) -> None:
        if self._stack:
            self._stack[-1].text += piece


def tag_end(data: bytes, begin: int) -> int:
    """Where the tag that begins here is over."""
    match = _TAG.match(data, begin)
    if match is None:
        raise ValueError("no tag here")
    return match.end()


def tag_name(data: bytes, begin: int) -> str:
    """The name of the tag that begins here, as written."""
    match = _TAG_NAME.match(data, begin)
    if match is None:
        raise ValueError("no start tag here")
    return match[1].decode("utf-8", "replace")


def quoted(text: str) -> str:
    """Text as an attribute value, quotes included."""
    for raw, written in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ('"', "&quot;"), ("\n", "&#10;"), ("\t", "&#9;")):
        text = text.replace(raw, written)
    return f'"{text}"'


def with_attribute(tag: str, name: str, value: str) -> str:
    """A start tag with one attribute set: in its place, or after the last one."""
    place = len(tag_name(tag.encode(), 0)) + 1
    for match in _ATTRIBUTE.finditer(tag):
        if match[2] == name:
            return tag[: match.start(3)] + quoted(value) + tag[match.end(3) :]
        place = match.end()
    return f"{tag[:place]} {name}={quoted(value)}{tag[place:]}"


def with_first_attribute(element: str, name: str, value: str) -> str:
    """A whole element, with one attribute of its start tag set."""
    match = _TAG_TEXT.match(element)
    end = match.end() if match else len(element)
    return with_attribute(element[:end], name, value) + element[end:]


def attributes_of(tag: str) -> dict[str, str]:
    """The attributes of a tag by name as written, with the five named entities resolved."""
    return {match[2]: _resolved(match[3][1:-1]) for match in _ATTRIBUTE.finditer(tag)}


def _resolved(text: str) -> str:
    for written, raw in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&apos;", "'"), ("&amp;", "&")):
        text = text.replace(written, raw)
    return text


def without_attribute(tag: str, name: str) -> str:
    """A start tag without one attribute and the space before it: what ``with_attribute`` added is gone without a trace."""
    for match in _ATTRIBUTE.finditer(tag):
        if match[2] == name:
            return tag[: match.start()] + tag[match.end() :]
    return tag


class Splices:
    """Edits of one part, all given by places in its present bytes, made at once."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self._edits: list[tuple[int, int, int, bytes]] = []

    def __bool__(self) -> bool:
        return bool(self._edits)

    def text(self, begin: int, end: int) -> str:
        """The part's own characters between two places."""
        return self.data[begin:end].decode()

    def put(self, begin: int, end: int, new: str) -> None:
        """Replace the bytes between two places; with both the same, insert. Insertions at one place keep their order."""
        self._edits.append((begin, end, len(self._edits), new.encode()))

    def put_attribute(self, node: Node, name: str, value: str | None) -> None:
        """Set an attribute of an element, or with ``None`` remove it. One change per element."""
        tag = self.text(node.begin, node.inner)
        self.put(node.begin, node.inner, without_attribute(tag, name) if value is None else with_attribute(tag, name, value))

    def append(self, node: Node, inside: str, attributes: Iterable[tuple[str, str]] = ()) -> None:
        """Add text before the end tag of an element, opening a self-closing one; and set attributes of its start tag."""
        tag = old = self.text(node.begin, node.inner)
        for name, value in attributes:
            tag = with_attribute(tag, name, value)
        if node.self_closing:
            self.put(node.begin, node.end, f"{tag[:-2].rstrip()}>{inside}</{node.tag}>")
            return
        if tag != old:
            self.put(node.begin, node.inner, tag)
        self.put(node.close, node.close, inside)

    def result(self) -> bytes:
        """The part with every edit made. ValueError when two of them touch the same bytes."""
        pieces: list[bytes] = []
        done = 0
        for begin, end, _, new in sorted(self._edits):
            if begin < done:
                raise ValueError(f"edits overlap at byte {begin}")
            pieces += (self.data[done:begin], new)
            done = end
        pieces.append(self.data[done:])
        return b"".join(pieces)
