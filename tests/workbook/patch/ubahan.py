"""Changes to the rich workbook: other spellings of the same content, and what programs do to a file when they save it."""

from __future__ import annotations

import re

from tests.workbook.patch.kaya import MAIN, REL, Parts

STRICT_MAIN = "http://purl.oclc.org/ooxml/spreadsheetml/main"
STRICT_REL = "http://purl.oclc.org/ooxml/officeDocument/relationships"
_PREFIXABLE = re.compile(r"xl/(workbook|styles|comments1|sharedStrings|worksheets/sheet\d|tables/table\d)\.xml\Z")


def strict(parts: Parts) -> Parts:
    """The same workbook in Strict Open XML, where transitional VML stays what it is."""
    return {
        name: content.replace(MAIN.encode(), STRICT_MAIN.encode()).replace(REL.encode(), STRICT_REL.encode())
        for name, content in parts.items()
    }


def prefixed(parts: Parts) -> Parts:
    """Every element of the workbook vocabulary as ``x:name``, the way the Open XML SDK writes."""
    return {name: _prefixed(content) if _PREFIXABLE.match(name) else content for name, content in parts.items()}


def _prefixed(content: bytes) -> bytes:
    text = re.sub(r"<(/?)([A-Za-z]\w*)(?=[\s/>])", r"<\1x:\2", content.decode())
    return text.replace(f'xmlns="{MAIN}"', f'xmlns:x="{MAIN}"').encode()


def in_utf16(parts: Parts, name: str) -> Parts:
    """One part in UTF-16."""
    text = parts[name].decode().replace('encoding="UTF-8"', 'encoding="UTF-16"')
    return {**parts, name: text.encode("utf-16")}


def in_latin1(parts: Parts, name: str, old: str, new: str) -> Parts:
    """One part in Latin-1, with a text that is not ASCII in it."""
    text = parts[name].decode().replace('encoding="UTF-8"', 'encoding="ISO-8859-1"').replace(old, new)
    return {**parts, name: text.encode("latin-1")}


def pretty(parts: Parts, name: str) -> Parts:
    """One part with a line per tag, and comments with traps in them."""
    text = parts[name].decode().replace("><", ">\n  <")
    text = text.replace("<sheetData>", '<sheetData><!-- <row r="1"> </sheetData> -->').replace(
        "</row>", '</row><?x <c r="A1"/> ?>'
    )
    return {**parts, name: text.encode()}


def saved_by_excel(parts: Parts) -> Parts:
    """What Excel does to styles: equal formats become one and all get other numbers; cells follow."""
    styles = parts["xl/styles.xml"].decode()
    head, listed, tail = re.split(r"<cellXfs[^>]*>|</cellXfs>", styles)
    old = re.findall(r"<xf\b[^>]*/>|<xf\b.*?</xf>", listed)
    new = [old[0], *sorted(set(old[1:]) - {old[0]}, reverse=True)]
    styles = f'{head}<cellXfs count="{len(new)}">{"".join(new)}</cellXfs>{tail}'

    def renumbered(match: re.Match[str]) -> str:
        return f'{match[1]}{new.index(old[int(match[2])])}"'

    sheets = {
        name: re.sub(r'(<(?:c|row)\b[^>]*?\ss=")(\d+)"', renumbered, content.decode()).encode()
        for name, content in parts.items()
        if name.startswith("xl/worksheets/sheet")
    }
    return {**parts, **sheets, "xl/styles.xml": styles.encode()}
