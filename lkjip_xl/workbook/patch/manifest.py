"""What marks stand in a file, and what stood there before: kept in the file itself, as a custom XML part.

Excel and LibreOffice carry such parts along when they save. LibreOffice loses the authors of notes and the second colour
of fills, so the manifest also knows our notes by what they say and our fills by where they are. The part comes from a file
of unknown origin: whatever is odd in it makes it void, and nothing it says is done without looking whether it is true.
"""

from __future__ import annotations

import hashlib
import json
import posixpath
import re
from dataclasses import dataclass, field
from typing import Any, Final

from lkjip_xl.address import cell_name, cell_place
from lkjip_xl.errors import RefusedFileError
from lkjip_xl.workbook.patch.book import Book
from lkjip_xl.workbook.patch.identity import MANIFEST_NAMESPACE
from lkjip_xl.workbook.patch.links import relations_part
from lkjip_xl.workbook.patch.trace import SheetTrace
from lkjip_xl.workbook.patch.vocabulary import XML_HEAD
from lkjip_xl.workbook.patch.xml_tree import parse, parse_piece
from lkjip_xl.workbook.text_safety import cell_text, markup

_FOLDER: Final = "customXml"
_PROPERTIES_NAMESPACE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"
_ITEM_ID: Final = "{6C6B6A69-7078-4C00-8000-74616E646131}"
_COLOR: Final = re.compile(r"[0-9A-F]{6}\Z")
_STYLE: Final = re.compile(r"[0-9]{0,6}\Z", re.ASCII)
_OWN_PARTS: Final = re.compile(r"(?:[\w.-]+/)*(?:comments[0-9]+\.xml|vmlDrawing[0-9]+\.vml|_rels/[\w.-]+\.rels)\Z", re.ASCII)
_MAX_FILLS: Final = 0xFFFF


@dataclass(slots=True)
class Manifest:
    """``pairs``: style before (``s`` as written, ``""`` for none) and colour → index of the marked style made from it.
    ``fills``: fills that were covered, in the order of the numbers our own fills carry. ``parts``: parts that were made."""

    colors: list[str] = field(default_factory=list)
    fills: list[str] = field(default_factory=list)
    pairs: dict[tuple[str, str], int] = field(default_factory=dict)
    parts: list[str] = field(default_factory=list)
    notes: set[str] = field(default_factory=set)
    """Digests of the notes, see ``digest``."""
    vml_declared: bool = False
    sheets: dict[str, SheetTrace] = field(default_factory=dict)

    def fill_number(self, fill: str) -> int:
        """The number of a covered fill, given out when first asked for."""
        if fill not in self.fills and len(self.fills) < _MAX_FILLS:
            self.fills.append(fill)
        return self.fills.index(fill)


def digest(note: str) -> str:
    """A short stand-in for a note's text, without regard to space, which programs change when they save."""
    return hashlib.sha256(" ".join(cell_text(note).split()).encode()).hexdigest()[:12]


def read_manifest(book: Book) -> Manifest | None:
    """The manifest of an earlier run, or None where there is none or it makes no sense."""
    _, _, part = _find(book)
    if not part:
        return None
    root = parse(book.draft.read(part), part, book.limits, expected=None)
    try:
        found = _decoded(json.loads(root.text))
        for fill in found.fills:
            _check_fill(fill, book)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError, RefusedFileError):
        return None  # not ours, or tampered with: the marks are then treated as those of a file that lost its manifest
    return found


def write_manifest(book: Book, manifest: Manifest) -> None:
    """Put the manifest into the file, in place of an earlier one."""
    text = json.dumps(_encoded(manifest), ensure_ascii=True, separators=(",", ":"))
    content = f'{XML_HEAD}<tanda xmlns="{MANIFEST_NAMESPACE}">{markup(text)}</tanda>'.encode()
    _, _, part = _find(book)
    if part:
        book.draft.write(part, content)
        return
    item, _ = book.new_part(f"{_FOLDER}/item{{}}.xml", "customXml", book.main, content)
    references = f'<ds:schemaRefs><ds:schemaRef ds:uri="{MANIFEST_NAMESPACE}"/></ds:schemaRefs>'
    properties = (
        f'{XML_HEAD}<ds:datastoreItem ds:itemID="{_ITEM_ID}" xmlns:ds="{_PROPERTIES_NAMESPACE}">{references}</ds:datastoreItem>'
    )
    book.new_part(f"{_FOLDER}/itemProps{{}}.xml", "customXmlProps", item, properties.encode())


def drop_manifest(book: Book) -> None:
    """Take the manifest out of the file, with the parts that belong to it."""
    source, key, part = _find(book)
    if not part:
        return
    for _, properties in book.related(part, "customXmlProps"):
        book.links.remove_part(properties)
    book.draft.remove(relations_part(part))
    book.links.drop(source, {key})
    book.links.remove_part(part)


def _find(book: Book) -> tuple[str, str, str]:
    """The part that leads to the manifest, the relationship's id and the manifest's part; three times ``""`` for none.
    Excel relates custom XML to the workbook, LibreOffice to the package."""
    wanted = f'"{MANIFEST_NAMESPACE}"'.encode()
    for source in (book.main, ""):
        for key, part in book.related(source, "customXml"):
            if posixpath.splitext(part)[1].lower() == ".xml" and wanted in book.draft.read(part)[:1024]:
                return source, key, part
    return "", "", ""


def _encoded(manifest: Manifest) -> dict[str, Any]:
    return {
        "versi": 1,
        "warna": manifest.colors,
        "isian": manifest.fills,
        "gaya": [[style, color, index] for (style, color), index in manifest.pairs.items()],
        "bagian": manifest.parts,
        "catatan": sorted(manifest.notes),
        "vml": manifest.vml_declared,
        "lembar": {name: _encoded_trace(trace) for name, trace in manifest.sheets.items()},
    }


def _encoded_trace(trace: SheetTrace) -> dict[str, Any]:
    marked: dict[str, list[str]] = {}
    for place, number in trace.marked.items():
        marked.setdefault(str(number), []).append(cell_name(*place))
    return {
        "sel": [cell_name(*place) for place in trace.cells],
        "baris": trace.rows,
        "rentang": {str(row): list(texts) for row, texts in trace.spans.items()},
        "luas": list(trace.dimension or ()),
        "tanda": marked,
    }


def _decoded(found: Any) -> Manifest:
    """The manifest a decoded text tells of. ValueError, KeyError or TypeError for anything but one of ours."""
    if found["versi"] != 1 or not all(_COLOR.match(color) for color in found["warna"]):
        raise ValueError("not a manifest")
    parts = [_checked(part, _OWN_PARTS.match(part) is not None) for part in found["bagian"]]
    return Manifest(
        colors=list(found["warna"]),
        fills=[_checked(fill, isinstance(fill, str)) for fill in found["isian"][:_MAX_FILLS]],
        pairs={
            (_checked(style, _STYLE.match(style) is not None), str(color)): int(index) for style, color, index in found["gaya"]
        },
        parts=parts,
        notes={str(note) for note in found["catatan"]},
        vml_declared=found["vml"] is True,
        sheets={str(name): _decoded_trace(trace) for name, trace in found["lembar"].items()},
    )


def _check_fill(fill: str, book: Book) -> None:
    """A covered fill goes back into the styles as it is, so it must be one."""
    if fill and parse_piece(fill.encode(), "fill", book.limits).name != "fill":
        raise ValueError("not a fill")


def _decoded_trace(found: Any) -> SheetTrace:
    area = [str(text) for text in found["luas"]]
    return SheetTrace(
        cells=[cell_place(name) for name in found["sel"]],
        rows=[int(row) for row in found["baris"]],
        spans={int(row): (str(before), str(after)) for row, (before, after) in found["rentang"].items()},
        dimension=(area[0], area[1]) if area else None,
        marked={cell_place(name): int(number) for number, names in found["tanda"].items() for name in names},
    )


def _checked(text: str, fits: bool) -> str:
    if not fits:
        raise ValueError("not a manifest")
    return text
