"""The ribbon tab LKjIP as customUI14.xml, from ``pita.json``: what stands there is all that the ribbon shows."""

from __future__ import annotations

import json
from dataclasses import dataclass
from importlib.resources import files
from typing import Any, Final
from xml.etree.ElementTree import Element, SubElement, tostring

from lkjip_xl.version import TOOL_VERSION

NAMESPACE: Final = "http://schemas.microsoft.com/office/2009/07/customui"
"""Understood by Excel 2010 and later."""

_LOAD: Final = "LkjipPita.SaatMuat"
_PRESS: Final = "LkjipPita.Tekan"
_PRESS_WITHOUT_BOOK: Final = "LkjipPita.TekanTanpaBuku"
_ENABLED: Final = "LkjipPita.BolehTekan"


@dataclass(frozen=True, slots=True)
class Control:
    """A button, or a menu where ``menu`` holds buttons. ``action`` is the word that ``pita.py`` is started with."""

    id: str
    label: str
    image: str
    tip: str
    explanation: str
    action: str
    needs_book: bool
    menu: tuple[Control, ...]


@dataclass(frozen=True, slots=True)
class Group:
    id: str
    label: str
    controls: tuple[Control, ...]


@dataclass(frozen=True, slots=True)
class Ribbon:
    id: str
    label: str
    keytip: str
    groups: tuple[Group, ...]

    def buttons(self) -> list[Control]:
        """Every button that starts an action, those inside menus too."""
        return [button for group in self.groups for control in group.controls for button in control.menu or (control,)]


def read_ribbon() -> Ribbon:
    """The ribbon that ``pita.json`` describes."""
    content = _read_json("pita.json")
    groups = (Group(group["id"], group["label"], tuple(map(_control, group["isi"]))) for group in content["kelompok"])
    return Ribbon(**content["tab"], groups=tuple(groups))


def known_images() -> frozenset[str]:
    """Names of Office's own pictures that the ribbon may use: those of ``ikon.json``."""
    return frozenset(_read_json("ikon.json")["ikon"])


def custom_ui(ribbon: Ribbon) -> bytes:
    """The part ``customUI/customUI14.xml``."""
    root = Element("customUI", {"xmlns": NAMESPACE, "onLoad": _LOAD})
    tabs = SubElement(SubElement(root, "ribbon"), "tabs")
    tab = SubElement(tabs, "tab", {"id": ribbon.id, "label": ribbon.label, "keytip": ribbon.keytip})
    for group in ribbon.groups:
        place = SubElement(tab, "group", {"id": group.id, "label": group.label})
        for control in group.controls:
            _add(place, control, {"size": "large"})
    about = SubElement(tab, "group", {"id": "lkjipKelompokVersi", "label": "Versi"})
    SubElement(about, "labelControl", {"id": "lkjipVersi", "label": f"LKjIP {TOOL_VERSION}"})
    text: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return text


def _add(place: Element, control: Control, size: dict[str, str]) -> None:
    """A button, or a menu with its buttons; a menu's own buttons take no size."""
    shown = {"label": control.label, "imageMso": control.image, "screentip": control.tip, "supertip": control.explanation}
    enabled = {"getEnabled": _ENABLED} if control.needs_book else {}
    if control.menu:
        menu = SubElement(place, "menu", {"id": control.id, **shown, **size, **enabled})
        for button in control.menu:
            _add(menu, button, {})
    else:
        press = _PRESS if control.needs_book else _PRESS_WITHOUT_BOOK
        SubElement(place, "button", {"id": control.id, "tag": control.action, **shown, **size, "onAction": press, **enabled})


def _control(content: dict[str, Any]) -> Control:
    return Control(
        id=content["id"],
        label=content["label"],
        image=content["ikon"],
        tip=content["keterangan"],
        explanation=content["penjelasan"],
        action=content.get("aksi", ""),
        needs_book=not content.get("tanpa_buku", False),
        menu=tuple(map(_control, content.get("menu", ()))),
    )


def _read_json(name: str) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(files("lkjip_xl.addin").joinpath(name).read_text("utf-8"))
    return content
