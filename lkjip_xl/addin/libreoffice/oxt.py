"""lkjip.oxt, the extension for LibreOffice Calc: menu and toolbar LKjIP. Standard library only; same input, same bytes.

Labels and order are those of Excel's ribbon (``pita.json``). The extension holds no program: it says where lkjip_xl is
installed, so that an update of the package is an update of the buttons.
"""

from __future__ import annotations

import json
import sys
import zipfile
from collections.abc import Iterator, Sequence
from importlib.resources import files
from io import BytesIO
from pathlib import Path
from typing import Any, Final
from xml.sax.saxutils import escape

from lkjip_xl.addin.libreoffice.icons import SIZE, drawings, png
from lkjip_xl.version import TOOL_VERSION

FILE_NAME: Final = "lkjip.oxt"
IDENTIFIER: Final = "id.go.lkjip"
DESCRIPTION: Final = "description.xml"
COMPONENT: Final = "python/lkjip_pita.py"
PLACE: Final = "python/letak.json"
"""The part that says where lkjip_xl is installed, and for which Python."""
_CALC: Final = "com.sun.star.sheet.SpreadsheetDocument"
_SCALES: Final = (1, 2)
_DATE: Final = (2000, 1, 1, 0, 0, 0)
_HEAD: Final = '<?xml version="1.0" encoding="UTF-8"?>\n'


def buttons() -> list[tuple[str, str]]:
    """(action, label) of every button, those of the menu Ekspor with its name before them."""
    ribbon = json.loads(files("lkjip_xl.addin").joinpath("pita.json").read_text("utf-8"))
    return list(_buttons(item for group in ribbon["kelompok"] for item in group["isi"]))


def _buttons(items: Any) -> Iterator[tuple[str, str]]:
    for item in items:
        if "menu" in item:
            yield from ((inner["aksi"], f"{item['label']} {inner['label']}") for inner in item["menu"])
        else:
            yield item["aksi"], item["label"]


def library_paths() -> list[str]:
    """The folders from which this very Python imports lkjip_xl and the packages it needs."""
    own = Path(__file__).resolve().parents[3]
    found = [path for path in sys.path if path.endswith(("site-packages", "dist-packages"))]
    return list(dict.fromkeys([str(own), *found]))


def running_python() -> str:
    """The version of the running Python as the extension writes it, such as ``3.11``."""
    return f"{sys.version_info[0]}.{sys.version_info[1]}"


def build_oxt(paths: Sequence[str] | None = None, python: str = "") -> bytes:
    """The extension's bytes. ``paths`` are the folders to import from and ``python`` their version (``3.11``); without
    them those of the running Python."""
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as package:
        for name, data in parts(paths, python).items():
            package.writestr(zipfile.ZipInfo(name, _DATE), data)
    return buffer.getvalue()


def parts(paths: Sequence[str] | None = None, python: str = "") -> dict[str, bytes]:
    """Name → content of every part of the extension."""
    place = {"python": python or running_python(), "jalur": list(library_paths() if paths is None else paths)}
    component = files("lkjip_xl.addin.libreoffice").joinpath("ekstensi/lkjip_pita.py.txt").read_text("utf-8")
    texts = {
        "META-INF/manifest.xml": _manifest(),
        DESCRIPTION: _description(),
        "Addons.xcu": _addons(),
        "CalcWindowState.xcu": _window_state(),
        COMPONENT: component,
        PLACE: json.dumps(place, indent=1),
    }
    pictures = {picture_path(action, scale): png(rows, scale) for action, rows in drawings().items() for scale in _SCALES}
    return {name: text.encode("utf-8") for name, text in texts.items()} | pictures


def picture_path(action: str, scale: int) -> str:
    """The part with a button's picture: 16 pixels for small icons, twice as many for large ones."""
    return f"gambar/{action}_{SIZE * scale}.png"


def _node(number: int, action: str, label: str) -> str:
    values = {"Context": _CALC, "URL": f"service:{IDENTIFIER}.Pita?{action}", "Title": label, "Target": "_self"}
    properties = "".join(
        f'<prop oor:name="{name}" oor:type="xs:string"><value>{escape(value)}</value></prop>' for name, value in values.items()
    )
    return f'<node oor:name="N{number:03d}" oor:op="replace">{properties}</node>'


def _picture(number: int, action: str) -> str:
    small, large = (f"%origin%/{picture_path(action, scale)}" for scale in _SCALES)
    return (
        f'<node oor:name="G{number:03d}" oor:op="replace">'
        f'<prop oor:name="URL" oor:type="xs:string"><value>service:{IDENTIFIER}.Pita?{action}</value></prop>'
        '<node oor:name="UserDefinedImages">'
        f'<prop oor:name="ImageSmallURL" oor:type="xs:string"><value>{small}</value></prop>'
        f'<prop oor:name="ImageBigURL" oor:type="xs:string"><value>{large}</value></prop>'
        "</node></node>"
    )


def _addons() -> str:
    nodes = "\n".join(_node(number, *button) for number, button in enumerate(buttons(), 1))
    pictures = "\n".join(_picture(number, action) for number, (action, _) in enumerate(buttons(), 1))
    return f"""{_HEAD}<oor:component-data xmlns:oor="http://openoffice.org/2001/registry"
 xmlns:xs="http://www.w3.org/2001/XMLSchema" oor:name="Addons" oor:package="org.openoffice.Office">
<node oor:name="AddonUI">
<node oor:name="OfficeMenuBar"><node oor:name="{IDENTIFIER}.menu" oor:op="replace">
<prop oor:name="Title" oor:type="xs:string"><value>LKjIP</value></prop>
<prop oor:name="Context" oor:type="xs:string"><value>{_CALC}</value></prop>
<node oor:name="Submenu">{nodes}</node></node></node>
<node oor:name="OfficeToolBar"><node oor:name="{IDENTIFIER}.toolbar" oor:op="replace">{nodes}</node></node>
<node oor:name="Images">{pictures}</node>
</node></oor:component-data>
"""


def _window_state() -> str:
    """The toolbar's name and place: without it LibreOffice lets it float as "Add-On 1" over its own toolbars."""
    values = {
        "UIName": ("string", "LKjIP"),
        "Visible": ("boolean", "true"),
        "Docked": ("boolean", "true"),
        "DockingArea": ("int", "0"),
        "DockPos": ("string", "0,9"),
        "Style": ("int", "2"),
    }
    properties = "".join(
        f'<prop oor:name="{name}" oor:type="xs:{kind}"><value>{value}</value></prop>' for name, (kind, value) in values.items()
    )
    return f"""{_HEAD}<oor:component-data xmlns:oor="http://openoffice.org/2001/registry"
 xmlns:xs="http://www.w3.org/2001/XMLSchema" oor:name="CalcWindowState" oor:package="org.openoffice.Office.UI">
<node oor:name="UIElements"><node oor:name="States">
<node oor:name="private:resource/toolbar/addon_{IDENTIFIER}.toolbar" oor:op="replace">{properties}</node>
</node></node></oor:component-data>
"""


def _manifest() -> str:
    types = {
        COMPONENT: "application/vnd.sun.star.uno-component;type=Python",
        "Addons.xcu": "application/vnd.sun.star.configuration-data",
        "CalcWindowState.xcu": "application/vnd.sun.star.configuration-data",
    }
    entries = "".join(
        f'<manifest:file-entry manifest:media-type="{kind}" manifest:full-path="{path}"/>\n' for path, kind in types.items()
    )
    return f'{_HEAD}<manifest:manifest xmlns:manifest="http://openoffice.org/2001/manifest">\n{entries}</manifest:manifest>\n'


def _description() -> str:
    return (
        f'{_HEAD}<description xmlns="http://openoffice.org/extensions/description/2006">\n'
        f'<identifier value="{IDENTIFIER}"/><version value="{TOOL_VERSION}"/>\n'
        '<display-name><name lang="id">LKjIP untuk Calc</name><name lang="en">LKjIP for Calc</name></display-name>\n'
        "</description>\n"
    )
