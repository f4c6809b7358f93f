"""Pictures of the toolbar's buttons, drawn as text in ``ekstensi/ikon.txt`` and written as PNG with the standard library.

The image data is stored, not deflated: compressed bytes would depend on the machine's zlib.
"""

from __future__ import annotations

import struct
import zlib
from importlib.resources import files
from typing import Final

SIZE: Final = 16
_COLOURS: Final = {
    ".": (0, 0, 0, 0),
    "k": (64, 64, 64, 255),
    "w": (255, 255, 255, 255),
    "b": (31, 78, 121, 255),
    "h": (46, 125, 50, 255),
    "m": (198, 40, 40, 255),
    "u": (249, 168, 37, 255),
    "s": (158, 158, 158, 255),
}


def drawings() -> dict[str, list[str]]:
    """Action → the rows of its picture."""
    text = files("lkjip_xl.addin.libreoffice").joinpath("ekstensi/ikon.txt").read_text("utf-8")
    blocks = [block.splitlines() for block in text.strip().split("\n\n")[1:]]
    return {name: rows for name, *rows in blocks}


def png(rows: list[str], scale: int = 1) -> bytes:
    """A picture with every dot ``scale`` pixels wide and high."""
    lines = [b"".join(bytes(_COLOURS[dot]) * scale for dot in row) for row in rows]
    data = b"".join((b"\0" + line) * scale for line in lines)
    header = struct.pack(">IIBBBBB", len(rows[0]) * scale, len(rows) * scale, 8, 6, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", _stored(data)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, content) for kind, content in chunks)


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def _stored(data: bytes) -> bytes:
    """A zlib stream of one stored block, which holds up to 65,535 bytes."""
    head = struct.pack("<BHH", 1, len(data), len(data) ^ 0xFFFF)
    return b"\x78\x01" + head + data + struct.pack(">I", zlib.adler32(data))
