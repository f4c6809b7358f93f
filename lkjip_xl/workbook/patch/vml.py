"""The boxes that show notes: VML, a format from before Office Open XML that notes still need.

Office writes VML that is not always well-formed XML, so it is never parsed: boxes are found by pattern, and bytes that
are not ours are left as they are. Bytes are handled as Latin-1, which gives every one of them back.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from itertools import count, islice
from typing import Final

from lkjip_xl.address import MAX_COLUMN, MAX_ROW
from lkjip_xl.workbook.patch.plan import Place

_HEAD: Final = (
    '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:x="urn:schemas-microsoft-com:office:excel"><o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="{blocks}"/>'
    "</o:shapelayout>{type}{shapes}</xml>"
)
_NAMESPACES: Final = {
    "v": "urn:schemas-microsoft-com:vml",
    "o": "urn:schemas-microsoft-com:office:office",
    "x": "urn:schemas-microsoft-com:office:excel",
}
_SHAPE_TYPE: Final = (
    '<v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe"{names}>'
    '<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
)
_SHAPE: Final = (
    '<v:shape id="_x0000_s{number}" type="#_x0000_t202" style="position:absolute;margin-left:{left}pt;margin-top:{top}pt;'
    'width:{width}pt;height:{height}pt;z-index:{order};visibility:hidden" fillcolor="#ffffe1" o:insetmode="auto"{names}>'
    '<v:fill color2="#ffffe1"/><v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/>'
    '<v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox>'
    '<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>{anchor}</x:Anchor>'
    "<x:AutoFill>False</x:AutoFill><x:Row>{row}</x:Row><x:Column>{column}</x:Column></x:ClientData></v:shape>"
)

_ANY_SHAPE: Final = re.compile(r"""<(\w+):shape(?=\s)(?:[^>"']|"[^"]*"|'[^']*')*(?<!/)>.*?</\1:shape>""", re.DOTALL)
_NOTE: Final = re.compile(r"""ObjectType=["']Note["']""")
_ROW: Final = re.compile(r"<\w+:Row>\s*([0-9]{1,7})\s*</")
_COLUMN: Final = re.compile(r"<\w+:Column>\s*([0-9]{1,5})\s*</")
_SHAPE_ID: Final = re.compile(r"""\bid=["']_x0000_s([0-9]{1,9})["']""")
_ID_MAP: Final = re.compile(r"""(<\w+:idmap\b[^>]*?\bdata=["'])([0-9,\s]*)(["'])""")
_ROOT: Final = re.compile(r"<xml\b[^>]*>")

_BLOCK: Final = 1024
_PER_BLOCK: Final = _BLOCK - 1
_COLUMNS, _MAX_LINES = 4, 30
_LINE_LETTERS: Final = 38
_CELL_WIDTH, _CELL_HEIGHT = 48, 15  # points of a cell that says nothing else


class OddVmlError(Exception):
    """VML in which there is no place for another box."""


def used_blocks(drawing: bytes) -> set[int]:
    """The blocks of 1,024 shape numbers that a drawing has claimed, or uses."""
    text = drawing.decode("latin-1")
    claimed = {number for match in _ID_MAP.finditer(text) for number in _numbers(match[2])}
    return claimed | {int(match[1]) // _BLOCK for match in _SHAPE_ID.finditer(text)}


def with_boxes(drawing: bytes | None, notes: Mapping[Place, str], used: Collection[int]) -> tuple[bytes, list[int]]:
    """A drawing with one box per note added, and the blocks of numbers they took; ``None`` begins a new drawing."""
    blocks = list(islice((block for block in count(1) if block not in used), -(-len(notes) // _PER_BLOCK)))
    numbers = (block * _BLOCK + inner for block in blocks for inner in range(1, _BLOCK))
    if drawing is None:
        shapes = "".join(_boxes(notes, numbers, ""))
        return _HEAD.format(blocks=_list(blocks), type=_SHAPE_TYPE.format(names=""), shapes=shapes).encode("ascii"), blocks
    text = drawing.decode("latin-1")
    root, end = _ROOT.search(text), text.rfind("</xml>")
    if root is None or end < 0:
        raise OddVmlError
    names = "".join(f' xmlns:{key}="{uri}"' for key, uri in _NAMESPACES.items() if f'xmlns:{key}="{uri}"' not in root[0])
    kind = "" if 'id="_x0000_t202"' in text else _SHAPE_TYPE.format(names=names)
    text = text[:end] + kind + "".join(_boxes(notes, numbers, names)) + text[end:]
    claim = _ID_MAP.search(text)
    if claim is not None:
        text = text[: claim.start(2)] + _list([*_numbers(claim[2]), *blocks]) + text[claim.end(2) :]
    return text.encode("latin-1"), blocks


def without_boxes(drawing: bytes, places: Collection[Place]) -> tuple[bytes, bool]:
    """A drawing without the boxes of these cells' notes, and whether any other shape is left in it."""
    text = drawing.decode("latin-1")
    kept: list[str] = []
    done = 0
    freed: set[int] = set()
    left: set[int] = set()
    others = False
    for match in _ANY_SHAPE.finditer(text):
        number = _SHAPE_ID.search(match[0])
        block = int(number[1]) // _BLOCK if number else -1
        if _note_place(match[0]) not in places:
            left.add(block)
            others = True
            continue
        freed.add(block)
        kept.append(text[done : match.start()])
        done = match.end()
    text = "".join([*kept, text[done:]])
    claim = _ID_MAP.search(text)
    if claim is not None and freed - left:
        stays = [block for block in _numbers(claim[2]) if block not in freed - left]
        text = text[: claim.start(2)] + _list(stays) + text[claim.end(2) :] if stays else text
    return text.encode("latin-1"), others


def _note_place(shape: str) -> Place | None:
    row, column = _ROW.search(shape), _COLUMN.search(shape)
    if row is None or column is None or not _NOTE.search(shape):
        return None
    return int(row[1]) + 1, int(column[1]) + 1


def _boxes(notes: Mapping[Place, str], numbers: Iterable[int], names: str) -> list[str]:
    return [
        _box(place, note, number, order, names)
        for order, ((place, note), number) in enumerate(zip(notes.items(), numbers, strict=False), 1)
    ]


def _box(place: Place, note: str, number: int, order: int, names: str) -> str:
    """A hidden box beside its cell, as high as its text needs; at the edges of the sheet it keeps inside."""
    row, column = place[0] - 1, place[1] - 1
    lines = min(_MAX_LINES, 1 + sum(1 + len(line) // _LINE_LETTERS for line in note.split("\n")))
    left = column + 1 if column + 1 + _COLUMNS < MAX_COLUMN else column - 1 - _COLUMNS
    top = max(0, min(row - 1, MAX_ROW - 1 - lines))
    anchor = f"{left}, 15, {top}, 10, {left + _COLUMNS}, 15, {top + lines}, 4"
    return _SHAPE.format(
        number=number, left=left * _CELL_WIDTH + 11.25, top=top * _CELL_HEIGHT + 7.5, width=_COLUMNS * _CELL_WIDTH,
        height=lines * _CELL_HEIGHT, order=order, names=names, anchor=anchor, row=row, column=column,
    )  # fmt: skip


def _numbers(listed: str) -> list[int]:
    return [int(number) for number in re.findall("[0-9]{1,9}", listed)]


def _list(blocks: Iterable[int]) -> str:
    return ",".join(map(str, blocks))
