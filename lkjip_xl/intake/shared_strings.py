"""The shared string table: rich text joined, phonetic guides left out, sizes bounded."""

from __future__ import annotations

from lkjip_xl.intake.cell_text import unescaped
from lkjip_xl.intake.limits import Limits
from lkjip_xl.intake.package import Package
from lkjip_xl.intake.refusals import refusal
from lkjip_xl.intake.xml_pass import Handlers, LargePart, read_large


def read_shared_strings(package: Package, part: str, limits: Limits, *, namespaces: bool = False) -> list[str]:
    """Every shared string in order. ``namespaces`` as for ``read_large``."""
    strings: list[str] = []

    def begin(opened: LargePart) -> Handlers:
        return _handlers(strings, opened, limits)

    read_large(package, part, limits, root="sst", namespaces=namespaces, begin=begin)
    return strings


def _handlers(strings: list[str], opened: LargePart, limits: Limits) -> Handlers:
    guard = opened.guard
    item, run, phonetic = (opened.prefix + local for local in ("si", "t", "rPh"))
    whole: str | None = None
    text: str | None = None
    in_phonetic = False
    total = 0

    def start(name: str, attributes: list[str]) -> None:
        nonlocal whole, text, in_phonetic
        if text is not None:
            raise guard.misplaced()
        if name == run:
            text = ""
        elif name == item:
            if whole is not None:
                raise guard.misplaced()
            whole = ""
        else:
            guard.enter(name, attributes)
            if name == phonetic:
                in_phonetic = True

    def end(name: str) -> None:
        nonlocal whole, text, in_phonetic, total
        if name == run:
            if not in_phonetic:
                whole = (whole or "") + (text or "")
            text = None
        elif name == item:
            found = unescaped(whole or "")
            total += len(found)
            strings.append(found)
            whole = None
        else:
            guard.leave()
            if name == phonetic:
                in_phonetic = False

    def on_text(data: str) -> None:
        nonlocal text
        if text is not None:
            text += data

    def check() -> None:
        if len(strings) > limits.strings:
            raise refusal("SST_COUNT", limit=limits.strings)
        if total > limits.strings_text:
            raise refusal("SST_TEXT", limit=limits.strings_text)
        if len(text or "") + len(whole or "") > limits.text_refused:
            raise refusal("SST_TEXT", limit=limits.text_refused)

    return Handlers(start, end, on_text, check)
