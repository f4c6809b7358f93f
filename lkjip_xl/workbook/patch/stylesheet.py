"""The styles part: entries found or appended, never changed. Indices of cells that exist keep their meaning."""

from __future__ import annotations

import posixpath
from typing import Final

from lkjip_xl.workbook.patch.book import Book, whole
from lkjip_xl.workbook.patch.vocabulary import CONTENT_TYPE, XML_HEAD
from lkjip_xl.workbook.patch.xml_tree import Node, Splices, quoted, with_first_attribute

_ORDER: Final = (
    "numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs", "cellStyles", "dxfs", "tableStyles", "colors", "extLst"
)  # fmt: skip

_SEEDS: Final[dict[str, tuple[str, ...]]] = {
    "fonts": ('<font><sz val="11"/><name val="Calibri"/><family val="2"/></font>',),
    "fills": ('<fill><patternFill patternType="none"/></fill>', '<fill><patternFill patternType="gray125"/></fill>'),
    "borders": ("<border><left/><right/><top/><bottom/><diagonal/></border>",),
    "cellStyleXfs": ('<xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>',),
    "cellXfs": ('<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>',),
}
"""What a section must begin with: index 0 is what a cell without a style gets, and Excel keeps the first two fills."""

_FIRST_OWN_FORMAT: Final = 164
_MAX_XFS: Final = 65_000


class StylesFullError(Exception):
    """Excel's limit of cell formats is reached."""


class Section:
    """One list of the styles part: the entries as written, and behind them those that are added. An empty list is begun with
    ``seeds``, which count as added but are no reason to change the part."""

    def __init__(self, name: str, node: Node | None, entries: list[str], seeds: list[str]) -> None:
        self.name = name
        self.node = node
        self.old = len(entries)
        self.entries = entries or seeds
        self.grown = False
        self.places: dict[str, list[int]] = {}
        for index, entry in enumerate(self.entries):
            self.places.setdefault(entry, []).append(index)

    def index(self, entry: str) -> int:
        """Where this entry stands; appended if it is nowhere."""
        found = self.places.get(entry)
        return found[0] if found else self.append(entry)

    def append(self, entry: str) -> int:
        """Add an entry, even one that is there already; its index."""
        self.entries.append(entry)
        self.places.setdefault(entry, []).append(len(self.entries) - 1)
        self.grown = True
        return len(self.entries) - 1

    @property
    def added(self) -> list[str]:
        return self.entries[self.old :]


class StyleSheet:
    """The styles of one workbook. Call ``save`` when no more are wanted."""

    def __init__(self, book: Book) -> None:
        self._book = book
        self._part = next((part for _, part in book.related(book.main, "styles")), "")
        if self._part:
            self._data, self._root = book.tree(self._part)
            self._edits = Splices(self._data)
            self.prefix = self._root.prefix
        else:
            self.prefix = ""
        self._sections = {name: self._section(name) for name in ("numFmts", *_SEEDS)}
        self._codes = self._format_codes()
        self.xfs, self.fills = self._sections["cellXfs"], self._sections["fills"]
        self.fonts, self.borders = self._sections["fonts"], self._sections["borders"]

    def quoted(self, style: str) -> str:
        """The style (as ``s`` has it, ``""`` for none) for text that would become a formula if it were typed again."""
        return str(self.xf_index(with_first_attribute(self.xf(style), "quotePrefix", "1")))

    def xf(self, style: str) -> str:
        """The cell format of an ``s`` as written, or the default one for ``""`` and for an index that leads nowhere."""
        index = int(style) if style.isascii() and style.isdecimal() and len(style) < 6 else 0
        return self.xfs.entries[index if index < len(self.xfs.entries) else 0]

    def xf_index(self, entry: str) -> int:
        """Index of a cell format, appended if need be."""
        return self.xfs.places[entry][0] if entry in self.xfs.places else self.append_xf(entry)

    def append_xf(self, entry: str) -> int:
        """Append a cell format. StylesFullError when there is no room."""
        if len(self.xfs.entries) >= _MAX_XFS:
            raise StylesFullError
        return self.xfs.append(entry)

    def own(self, markup: str) -> str:
        """Markup of ours with this part's prefix on every element."""
        if not self.prefix:
            return markup
        return markup.replace("<", f"<{self.prefix}").replace(f"<{self.prefix}/", f"</{self.prefix}")

    def plain(self, markup: str) -> str:
        """Markup of this part without its prefix, fit to be kept elsewhere."""
        return markup.replace(f"<{self.prefix}", "<").replace(f"</{self.prefix}", "</") if self.prefix else markup

    def format_id(self, code: str) -> int:
        """The number of a number format of our own."""
        if code not in self._codes:
            self._codes[code] = max([_FIRST_OWN_FORMAT - 1, *self._codes.values()]) + 1
            entry = f'<numFmt numFmtId="{self._codes[code]}" formatCode={quoted(code)}/>'
            self._sections["numFmts"].append(self.own(entry))
        return self._codes[code]

    def _format_codes(self) -> dict[str, int]:
        node = self._sections["numFmts"].node
        facts = [child.attributes for child in node.children] if node else []
        return {fact.get("formatCode", ""): whole(fact.get("numFmtId")) for fact in facts}

    def _section(self, name: str) -> Section:
        node = self._root.child(name) if self._part else None
        entries = [self._edits.text(child.begin, child.end) for child in node.children] if node else []
        return Section(name, node, entries, [self.own(seed) for seed in _SEEDS.get(name, ())])

    def save(self) -> None:
        """Write what was added into the part; a part nothing was added to stays as it is."""
        if not any(section.grown for section in self._sections.values()):
            return
        if not self._part:
            self._create()
            return
        at_end = "".join(self._append(section) for section in self._sections.values() if section.added)
        if at_end:
            self._edits.append(self._root, at_end)
        self._book.draft.write(self._part, self._edits.result())

    def _append(self, section: Section) -> str:
        """Put the added entries where they belong; what belongs at the end of the part is returned instead."""
        inside, count = "".join(section.added), str(len(section.entries))
        if section.node is not None:
            attributes = [("count", count)] if "count" in section.node.attributes else []
            self._edits.append(section.node, inside, attributes)
            return ""
        name = f"{self.prefix}{section.name}"
        written = f'<{name} count="{count}">{inside}</{name}>'
        later = _ORDER[_ORDER.index(section.name) + 1 :]
        follower = next((child for child in self._root.children if child.name in later and child.uri == self._root.uri), None)
        if follower is None:
            return written
        self._edits.put(follower.begin, follower.begin, written)
        return ""

    def _create(self) -> None:
        """A workbook may come without styles; then all it has are ours."""
        book = self._book
        sections = {name: section.entries for name, section in self._sections.items() if section.entries}
        sections["cellStyles"] = ['<cellStyle name="Normal" xfId="0" builtinId="0"/>']
        inside = "".join(
            f'<{name} count="{len(sections[name])}">{"".join(sections[name])}</{name}>' for name in _ORDER if name in sections
        )
        usual = posixpath.join(posixpath.dirname(book.main), "styles.xml")  # some programs look nowhere else
        part = usual if book.draft.find(usual) is None else book.draft.free_name(usual.replace(".xml", "{}.xml"))
        book.draft.write(part, f'{XML_HEAD}<styleSheet xmlns="{book.vocabulary.main}">{inside}</styleSheet>'.encode())
        book.links.declare(part, CONTENT_TYPE["styles"])
        book.links.add(book.main, book.vocabulary.relation_type("styles"), part)
