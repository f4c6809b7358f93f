"""lkjip.oxt: the same bytes every time, well-formed parts, and the same buttons as Excel's ribbon."""

from __future__ import annotations

import ast
import json
import struct
import zipfile
import zlib
from io import BytesIO
from xml.etree import ElementTree

from lkjip_xl.addin.actions import NEEDS_BOOK
from lkjip_xl.addin.libreoffice.icons import SIZE, drawings
from lkjip_xl.addin.libreoffice.oxt import build_oxt, buttons, picture_path


def parts() -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(build_oxt(["/opt/lkjip & co"], "3.11"))) as package:
        return {name: package.read(name) for name in package.namelist()}


def test_two_builds_have_the_same_bytes() -> None:
    assert build_oxt(["/a"], "3.11") == build_oxt(["/a"], "3.11")


def test_every_action_has_its_button() -> None:
    assert sorted(action for action, _ in buttons()) == sorted(NEEDS_BOOK)
    addons = parts()["Addons.xcu"].decode()
    for action, label in buttons():
        assert addons.count(f"service:id.go.lkjip.Pita?{action}<") == 3  # menu, toolbar, picture
        assert addons.count(f"<value>{label}</value>") == 2


def test_parts_are_well_formed_and_listed() -> None:
    found = parts()
    for name, data in found.items():
        if name.endswith((".xml", ".xcu")):
            ElementTree.fromstring(data)
    manifest = found["META-INF/manifest.xml"].decode()
    assert all(f'"{name}"' in manifest for name in ("python/lkjip_pita.py", "Addons.xcu", "CalcWindowState.xcu"))
    ast.parse(found["python/lkjip_pita.py"])
    assert json.loads(found["python/letak.json"]) == {"python": "3.11", "jalur": ["/opt/lkjip & co"]}


def test_every_button_has_its_picture_in_two_sizes() -> None:
    found = parts()
    assert set(drawings()) == {action for action, _ in buttons()}
    for action, _ in buttons():
        for scale in (1, 2):
            width, height, dots = read_png(found[picture_path(action, scale)])
            assert (width, height, len(dots)) == (SIZE * scale, SIZE * scale, SIZE * scale * (1 + 4 * SIZE * scale))
            assert picture_path(action, scale) in found["Addons.xcu"].decode()


def read_png(data: bytes) -> tuple[int, int, bytes]:
    """Width, height and the unpacked rows (a filter byte and RGBA each) of a picture whose checksums are right."""
    assert data.startswith(b"\x89PNG\r\n\x1a\n")
    place, chunks = 8, {}
    while place < len(data):
        (length,) = struct.unpack_from(">I", data, place)
        kind, content = data[place + 4 : place + 8], data[place + 8 : place + 8 + length]
        assert struct.unpack_from(">I", data, place + 8 + length)[0] == zlib.crc32(kind + content)
        chunks[kind] = content
        place += 12 + length
    width, height = struct.unpack_from(">II", chunks[b"IHDR"])
    assert list(chunks) == [b"IHDR", b"IDAT", b"IEND"]
    return width, height, zlib.decompress(chunks[b"IDAT"])
