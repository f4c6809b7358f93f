"""customUI14.xml against the rules of Office's ribbon, written here from its documentation."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest

from lkjip_xl.addin.actions import NEEDS_BOOK
from lkjip_xl.addin.ribbon import NAMESPACE, custom_ui, known_images, read_ribbon
from lkjip_xl.addin.xlam import vba_project

CALLBACKS = {
    "onLoad": r"Public Sub {}\(\w+ As IRibbonUI\)",
    "onAction": r"Public Sub {}\(\w+ As IRibbonControl\)",
    "getEnabled": r"Public Sub {}\(\w+ As IRibbonControl, ByRef \w+\)",
}
"""Attribute → signature that Office calls it with (for a button; a toggle button's onAction has one more argument)."""

COMMON = {"id", "label", "imageMso", "screentip", "supertip", "getEnabled"}
ALLOWED = {
    "customUI": {"onLoad"},
    "ribbon": set(),
    "tabs": set(),
    "tab": {"id", "label", "keytip"},
    "group": {"id", "label"},
    "button": COMMON | {"tag", "size", "onAction"},
    "menu": COMMON | {"size"},
    "labelControl": {"id", "label"},
}
REQUIRED = {
    "tab": {"id", "label"},
    "group": {"id", "label"},
    "button": {"id", "label", "onAction", "tag", "imageMso", "screentip", "supertip"},
    "menu": {"id", "label", "imageMso", "screentip", "supertip"},
    "labelControl": {"id", "label"},
}
CHILDREN = {
    "customUI": {"ribbon"},
    "ribbon": {"tabs"},
    "tabs": {"tab"},
    "tab": {"group"},
    "group": {"button", "menu", "labelControl"},
    "menu": {"button"},
}
LONGEST = {"label": 30, "screentip": 60, "supertip": 250, "keytip": 3, "id": 1024, "tag": 1024}
"""Office takes 1024 letters; what is longer than this cannot be read on the ribbon."""

ROOT = ElementTree.fromstring(custom_ui(read_ribbon()))


def name(element: ElementTree.Element) -> str:
    return element.tag.removeprefix(f"{{{NAMESPACE}}}")


def all_attributes(attribute: str) -> list[str]:
    return [element.attrib[attribute] for element in ROOT.iter() if attribute in element.attrib]


def test_it_is_an_xml_part_of_the_right_namespace() -> None:
    assert ROOT.tag == f"{{{NAMESPACE}}}customUI"
    assert custom_ui(read_ribbon()).startswith(b"<?xml version='1.0' encoding='utf-8'?>")


def test_elements_and_attributes_are_those_that_office_knows() -> None:
    for element in ROOT.iter():
        kind = name(element)
        assert set(element.attrib) <= ALLOWED[kind], kind
        assert REQUIRED.get(kind, set()) <= set(element.attrib), element.attrib
        assert {name(child) for child in element} <= CHILDREN.get(kind, set()), kind
        assert not (element.text or "").strip()


def test_ids_are_unique_xml_names() -> None:
    ids = all_attributes("id")
    assert len(ids) == len(set(ids))
    assert all(re.fullmatch(r"[A-Za-z_][\w.-]*", given) for given in ids)


def test_buttons_inside_a_menu_have_no_size() -> None:
    for menu in ROOT.iter(f"{{{NAMESPACE}}}menu"):
        assert len(menu)
        assert all("size" not in button.attrib for button in menu)


def test_texts_are_present_and_short() -> None:
    for attribute, longest in LONGEST.items():
        for text in all_attributes(attribute):
            assert 0 < len(text) <= longest, text
            assert text == text.strip()


@pytest.mark.parametrize("attribute", CALLBACKS)
def test_every_callback_exists_with_its_signature(attribute: str) -> None:
    sources = {module.name: module.text for module in vba_project().modules}
    called = set(all_attributes(attribute))
    assert called
    for callback in called:
        module, _, procedure = callback.partition(".")
        assert re.search(f"^{CALLBACKS[attribute].format(procedure)}$", sources[module], re.MULTILINE), callback


def test_no_callback_of_the_ribbon_module_is_unused() -> None:
    source = next(module.text for module in vba_project().modules if module.name == "LkjipPita")
    written = set(re.findall(r"^Public Sub (\w+)\(.*As IRibbon", source, re.MULTILINE))
    called = {callback.partition(".")[2] for attribute in CALLBACKS for callback in all_attributes(attribute)}
    assert written == called


def test_pictures_are_on_the_committed_list() -> None:
    assert set(all_attributes("imageMso")) <= known_images()


def test_no_listed_picture_is_idle() -> None:
    assert known_images() == set(all_attributes("imageMso"))


def test_buttons_start_exactly_the_known_actions() -> None:
    assert {button.action: button.needs_book for button in read_ribbon().buttons()} == NEEDS_BOOK
    assert sorted(all_attributes("tag")) == sorted(NEEDS_BOOK)


def test_what_needs_a_workbook_is_disabled_without_one() -> None:
    for button in read_ribbon().buttons():
        element = next(item for item in ROOT.iter() if item.attrib.get("id") == button.id)
        assert ("getEnabled" in element.attrib) == button.needs_book
        wanted = "LkjipPita.Tekan" if button.needs_book else "LkjipPita.TekanTanpaBuku"
        assert element.attrib["onAction"] == wanted


def test_action_names_pass_the_launchers_own_check() -> None:
    assert all(re.fullmatch("[a-z-]+", action) for action in NEEDS_BOOK)


def test_the_tab_is_called_lkjip_and_holds_the_promised_buttons() -> None:
    labels = [control.label for group in read_ribbon().groups for control in group.controls]
    assert read_ribbon().label == "LKjIP"
    promised = ["Validasi", "Isi Kolom Hitung", "Buat Laporan", "Periksa Rumus", "Ekspor", "Templat Baru", "Bantuan"]
    assert sorted(labels) == sorted(promised)
    (export,) = [control for group in read_ribbon().groups for control in group.controls if control.menu]
    assert [button.action for button in export.menu] == ["ekspor-pdf", "ekspor-json"]
