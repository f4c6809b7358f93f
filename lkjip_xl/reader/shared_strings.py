"""The shared string table: rich text joined, phonetic guides left out, sizes bounded."""

from __future__ import annotations

from lkjip_xl.ooxml.limits import Limits
from lkjip_xl.ooxml.package import Package
from lkjip_xl.ooxml.refusals import refusal
from lkjip_xl.ooxml.xml_pass import MAIN_NAMESPACES, GuardedParser, NameGuard
from lkjip_xl.reader.cell_text import unescaped


def read_shared_strings(package: Package, part: str, limits: Limits) -> list[str]:
    """Every shared string in order."""
    table = _StringTable(part, limits)
    parser = GuardedParser(part, limits)
    parser.expat.StartElementHandler = table.start
    parser.expat.EndElementHandler = table.end
    parser.expat.CharacterDataHandler = table.text
    parser.run(package.pieces(part), table.check)
    return table.strings


_ITEMS = frozenset(f"{uri} si" for uri in MAIN_NAMESPACES)
_RUNS = frozenset(f"{uri} t" for uri in MAIN_NAMESPACES)
_PHONETIC = frozenset(f"{uri} rPh" for uri in MAIN_NAMESPACES)


class _StringTable:
    """Handlers for the table. ``_whole`` is the open string, ``_run`` its open piece of text."""

    def __init__(self, part: str, limits: Limits) -> None:
        self._limits = limits
        self._guard = NameGuard(part, limits)
        self._whole: str | None = None
        self._run: str | None = None
        self._in_phonetic = False
        self._total = 0
        self.strings: list[str] = []

    def start(self, name: str, attributes: list[str]) -> None:
        if self._run is not None:
            raise self._guard.misplaced()
        if name in _RUNS:
            self._run = ""
        elif name in _ITEMS:
            if self._whole is not None:
                raise self._guard.misplaced()
            self._whole = ""
        else:
            self._guard.enter(name, attributes)
            if name in _PHONETIC:
                self._in_phonetic = True

    def end(self, name: str) -> None:
        if name in _RUNS:
            if not self._in_phonetic:
                self._whole = (self._whole or "") + (self._run or "")
            self._run = None
        elif name in _ITEMS:
            found = unescaped(self._whole or "")
            self._total += len(found)
            self._check_item(len(found))
            self.strings.append(found)
            self._whole = None
        else:
            self._guard.leave()
            if name in _PHONETIC:
                self._in_phonetic = False

    def text(self, data: str) -> None:
        if self._run is not None:
            self._run += data

    def check(self) -> None:
        """Compare the counters with the limits, once per piece."""
        limits = self._limits
        if len(self.strings) > limits.strings:
            raise refusal("SST_COUNT", limit=limits.strings)
        if self._total > limits.strings_text:
            raise refusal("SST_TEXT", limit=limits.strings_text)
        self._check_item(len(self._run or "") + len(self._whole or ""))

    def _check_item(self, length: int) -> None:
        if length > self._limits.text_refused:
            raise refusal("SST_TEXT", limit=self._limits.text_refused)
