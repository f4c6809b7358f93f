"""lkjip.xlam as a package: complete, reproducible, and with no way for a workbook to decide what runs."""

from __future__ import annotations

import hashlib
import io
import os
import posixpath
import re
import subprocess
import sys
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import pytest

from lkjip_xl.addin.installed_file import FileState, examine
from lkjip_xl.addin.vba_project import ModuleKind
from lkjip_xl.addin.xlam import build_xlam, pack, parts, vba_project
from lkjip_xl.version import TOOL_VERSION

ROOT = Path(__file__).resolve().parents[2]
PYTHON = r"C:\Program Files\lkjip & co\pythonw.exe"
SYSTEM_WORDS = (
    *("CreateObject", "GetObject", "Shell", "AppleScriptTask", "MacScript", "Environ", "Open ", "Kill ", "Execute"),
    *("FileSystemObject", "Evaluate", "ExecuteExcel4Macro", "Application.Run", "SendKeys", "CallByName", "Workbooks"),
)


def package(interpreter: str = "") -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(build_xlam(interpreter)))


def code(name: str) -> str:
    """A module's statements, without comments."""
    text = next(module.text for module in vba_project().modules if module.name == name)
    return "\n".join(re.sub(r"(^|\s)'.*$", "", line) for line in text.splitlines())


def test_two_builds_are_byte_identical_even_in_another_process() -> None:
    script = "import hashlib; from lkjip_xl.addin.xlam import build_xlam; print(hashlib.sha256(build_xlam()).hexdigest())"
    environment = {**os.environ, "PYTHONHASHSEED": "7", "TZ": "Asia/Jakarta", "LC_ALL": "C"}
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == hashlib.sha256(build_xlam()).hexdigest() == hashlib.sha256(build_xlam()).hexdigest()


def test_the_zip_is_sound_and_stored() -> None:
    """Stored entries: what zlib makes of the same bytes differs from machine to machine."""
    with package() as opened:
        assert opened.testzip() is None
        assert {entry.compress_type for entry in opened.infolist()} == {zipfile.ZIP_STORED}
        assert {(entry.date_time, entry.create_system, entry.external_attr) for entry in opened.infolist()} == {
            ((2000, 1, 1, 0, 0, 0), 3, 0o644 << 16)
        }
        assert opened.namelist()[0] == "[Content_Types].xml"


def test_every_part_has_a_content_type_and_every_relation_a_part() -> None:
    with package() as opened:
        names = set(opened.namelist())
        types = ElementTree.fromstring(opened.read("[Content_Types].xml"))
        overrides = {item.attrib["PartName"].lstrip("/") for item in types if "PartName" in item.attrib}
        defaults = {item.attrib["Extension"] for item in types if "Extension" in item.attrib}
        assert overrides <= names
        assert all(name in overrides or name.rpartition(".")[2] in defaults for name in names)
        targets = set()
        for relations in (name for name in names if name.endswith(".rels")):
            folder = posixpath.dirname(posixpath.dirname(relations))
            items = list(ElementTree.fromstring(opened.read(relations)))
            assert len({item.attrib["Id"] for item in items}) == len(items)
            targets |= {posixpath.normpath(posixpath.join(folder, item.attrib["Target"])) for item in items}
        assert targets == {name for name in names if not name.endswith(".rels")} - {"[Content_Types].xml"}


def test_it_is_an_addin_with_a_hidden_window() -> None:
    with package() as opened:
        assert b"application/vnd.ms-excel.addin.macroEnabled.main+xml" in opened.read("[Content_Types].xml")
        assert b'visibility="hidden"' in opened.read("xl/workbook.xml")


def test_all_xml_is_well_formed_also_with_an_awkward_interpreter() -> None:
    for interpreter in ("", PYTHON, 'C:\\<a> & "b"\\python.exe'):
        made = {name: content for name, content in parts(interpreter).items() if not name.endswith(".bin")}
        assert all(len(ElementTree.fromstring(content)) for content in made.values())
        assert interpreter in "".join(ElementTree.fromstring(made["xl/worksheets/sheet1.xml"]).itertext())


def test_openpyxl_reads_the_settings_sheet() -> None:
    import openpyxl

    content = parts(PYTHON)
    content["[Content_Types].xml"] = content["[Content_Types].xml"].replace(b"excel.addin.mac", b"excel.sheet.mac")
    book = openpyxl.load_workbook(io.BytesIO(pack(content)))
    sheet = book["Setelan"]
    assert [[cell.value for cell in row] for row in sheet["A1:B2"]] == [["versi", TOOL_VERSION], ["interpreter", PYTHON]]


def test_code_names_agree_with_the_vba_modules() -> None:
    with package() as opened:
        assert b'codeName="ThisWorkbook"' in opened.read("xl/workbook.xml")
        assert b'codeName="Lembar1"' in opened.read("xl/worksheets/sheet1.xml")
    kinds = {module.name: module.kind for module in vba_project().modules}
    assert (kinds["ThisWorkbook"], kinds["Lembar1"]) == (ModuleKind.WORKBOOK, ModuleKind.SHEET)


# what the add-in can be made to do


def test_only_one_class_touches_the_computer() -> None:
    """Functions of a standard module can be called from a cell of any workbook, and a drawn shape can call its subs."""
    for module in vba_project().modules:
        if module.name != "LkjipSistem":
            assert not [word for word in SYSTEM_WORDS if word.lower() in code(module.name).lower()], module.name
    kinds = {module.name: module.kind for module in vba_project().modules}
    assert kinds["LkjipSistem"] is ModuleKind.CLASS


def test_that_class_cannot_be_made_from_outside() -> None:
    from lkjip_xl.addin.vba_project import module_source

    source = next(module_source(module) for module in vba_project().modules if module.name == "LkjipSistem")
    for line in (b"Attribute VB_Creatable = False", b"Attribute VB_Exposed = False", b"Attribute VB_PredeclaredId = False"):
        assert line in source


def test_no_declare_no_command_processor_no_embedded_code() -> None:
    for module in vba_project().modules:
        for word in ("Declare ", "cmd.exe", "cmd /", "powershell", "VBProject", "CodeModule", "ExecuteGlobal"):
            assert word.lower() not in module.text.lower(), (module.name, word)


def test_of_the_open_workbook_only_its_name_is_used() -> None:
    used = [found for module in vba_project().modules for found in re.findall(r"Active\w+(?:\.\w+)*", code(module.name))]
    assert set(used) == {"ActiveWorkbook", "ActiveWorkbook.Name"}
    assert code("LkjipSistem").count("ThisWorkbook.Worksheets") == 1


def test_the_launcher_module_is_private_to_the_project() -> None:
    assert "Option Private Module" in code("LkjipJalan")


def test_every_module_asks_for_declared_variables() -> None:
    assert all("Option Explicit" in module.text for module in vba_project().modules if module.text)


# telling files apart


def test_examine_knows_its_own_file_with_and_without_an_interpreter() -> None:
    for interpreter in ("", PYTHON):
        found = examine(build_xlam(interpreter))
        assert (found.state, found.version, found.interpreter) == (FileState.SAME, TOOL_VERSION, interpreter)
        assert found.sha256 == hashlib.sha256(build_xlam(interpreter)).hexdigest()


def test_examine_tells_a_changed_an_older_and_a_broken_file() -> None:
    content = parts()
    changed = {**content, "xl/styles.xml": content["xl/styles.xml"] + b" "}
    assert examine(pack(changed)).state is FileState.CHANGED
    older = {**content, "docProps/custom.xml": content["docProps/custom.xml"].replace(TOOL_VERSION.encode(), b"0.0.9")}
    assert (examine(pack(older)).state, examine(pack(older)).version) == (FileState.OTHER_VERSION, "0.0.9")
    assert examine(None).state is FileState.MISSING


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"PK\x03\x04",
        b"bukan zip",
        pack({"a": b"b"}),
        pack({"docProps/custom.xml": b" " * 70000}),
        build_xlam()[:9000],
    ],
)
def test_examine_refuses_broken_files(data: bytes) -> None:
    assert examine(data).state is FileState.UNREADABLE
