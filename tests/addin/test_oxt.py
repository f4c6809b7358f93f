"""lkjip.oxt: the same bytes every time, well-formed parts, and the same buttons as Excel's ribbon."""

from __future__ import annotations

import ast
import json
import zipfile
from io import BytesIO
from xml.etree import ElementTree

from lkjip_xl.addin.actions import NEEDS_BOOK
from lkjip_xl.addin.libreoffice.oxt import build_oxt, buttons


def parts() -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(build_oxt(["/opt/lkjip & co"], "3.11"))) as package:
        return {name: package.read(name) for name in package.namelist()}


def test_two_builds_have_the_same_bytes() -> None:
    assert build_oxt(["/a"], "3.11") == build_oxt(["/a"], "3.11")


def test_every_action_has_its_button() -> None:
    assert sorted(action for action, _ in buttons()) == sorted(NEEDS_BOOK)
    addons = parts()["Addons.xcu"].decode()
    for action, label in buttons():
        assert addons.count(f"service:id.go.lkjip.Pita?{action}<") == 2
        assert addons.count(f"<value>{label}</value>") == 2


def test_parts_are_well_formed_and_listed() -> None:
    found = parts()
    for name, data in found.items():
        if name.endswith((".xml", ".xcu")):
            ElementTree.fromstring(data)
    manifest = found["META-INF/manifest.xml"].decode()
    assert all(f'"{name}"' in manifest for name in ("python/lkjip_pita.py", "Addons.xcu"))
    ast.parse(found["python/lkjip_pita.py"])
    assert json.loads(found["python/letak.json"]) == {"python": "3.11", "jalur": ["/opt/lkjip & co"]}
