"""Text of a submission that begins with = + - @ or looks like a link stays text in every output, seen at the level of XML."""

from __future__ import annotations

import zipfile
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree
from zlib import crc32

import pytest

from lkjip_xl.cli import main
from lkjip_xl.definition.sheets import sheet_def
from lkjip_xl.template.build import filled_workbook
from lkjip_xl.values import Value
from lkjip_xl.workbook.new import write_workbook
from tests.batch.kiriman import batch_json, put
from tests.pengajuan import random_data

MARK = "JAHAT"
FORMS = (
    "=JAHAT(1)", "=cmd|'/c calc'!JAHAT", '=HYPERLINK("http://JAHAT.invalid")', '=WEBSERVICE("http://JAHAT.invalid")', "==JAHAT",
    "{=JAHAT+1}", "+JAHAT+1", "-JAHAT", "@SUM(JAHAT)", "\tJAHAT", "http://JAHAT.invalid/", "mailto:JAHAT@x.invalid",
    "external:c:\\JAHAT.xlsx", "internal:JAHAT!A1", "#REF! JAHAT", "<r>JAHAT</r>", "_x003D_JAHAT", "'=JAHAT", "\\\\JAHAT\\c$",
    "TRUE JAHAT", "1e400 JAHAT", "＝JAHAT", "javascript:JAHAT", "]]><f>JAHAT</f>", "\u202eJAHAT",
)  # fmt: skip
S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
CHART_TEXT = "{http://schemas.openxmlformats.org/drawingml/2006/chart}v"
"""A chart's own copy of the text of a cell."""
RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"


def _dangerous(text: str) -> str:
    """The same text is dangerous in the same way everywhere, so that names still match across sheets."""
    return f"{FORMS[crc32(text.encode()) % len(FORMS)]} {text}"


def _workbook(seed: int) -> bytes:
    data = random_data(seed)
    for key, rows in data.items():
        free: dict[str, int] = {}
        for column in sheet_def(key).columns:
            schema = sheet_def(key).schema["properties"][column.key]
            if "string" in schema.get("type", ()) and "pattern" not in schema and "hitung" not in schema["x-lkjip"]:
                free[column.key] = schema.get("maxLength", 500)
        for row in rows:
            for field, longest in free.items():
                value: Value = row[field]
                if isinstance(value, str):
                    row[field] = _dangerous(value)[:longest]
    target = BytesIO()
    write_workbook(filled_workbook(data), target)
    return target.getvalue()


def _text_places(part: str, root: ElementTree.Element) -> list[str]:
    """Where the mark stands in a part other than as the text of a cell."""
    found: list[str] = []
    if part == "docProps/core.xml":  # the title of the document is a plain text of its own
        return found
    cells = {id(value): cell for cell in root.iter(f"{S}c") for value in cell.iter(f"{S}v")}
    for element in root.iter():
        kind = element.tag.removeprefix(S)
        if MARK in (element.text or "") and kind not in ("t", CHART_TEXT):
            cell = cells.get(id(element))
            if cell is None or cell.get("t") != "str":  # a cached text beside a formula is text
                found.append(f"{part} <{kind}> {element.text}")
        for name, value in element.attrib.items():
            if MARK in value and not _harmless(part, element, name, value):
                found.append(f"{part} <{kind} {name}> {value}")
    return found


def _harmless(part: str, element: ElementTree.Element, name: str, value: str) -> bool:
    """A relative link of the rekap to a file that bears the mark in its name, and the link's own display text."""
    if element.tag == RELATION and name == "Target":
        return part.startswith("xl/worksheets/_rels/") and ":" not in value and not value.startswith(("/", "\\"))
    return element.tag == f"{S}hyperlink" and name == "display"


def examine(path: Path) -> tuple[list[str], int]:
    """(wrong places, number of texts that bear the mark) of a workbook."""
    wrong: list[str] = []
    texts = 0
    with zipfile.ZipFile(path) as package:
        for part in package.namelist():
            raw = package.read(part)
            texts += raw.count(MARK.encode()) if part == "xl/sharedStrings.xml" else 0
            root = ElementTree.fromstring(raw)
            wrong += _text_places(part, root)
            if part.startswith("xl/worksheets/sheet"):
                wrong += [
                    f"{part} {cell.get('r')} t=e"
                    for cell in root.iter(f"{S}c")
                    if cell.get("t") == "e" and cell.find(f"{S}f") is None
                ]
            for relation in root.iter(RELATION):
                if relation.get("TargetMode") == "External" and path.name != "rekap.xlsx":
                    wrong.append(f"{part} {relation.get('Target')}")
    return wrong, texts


def test_dangerous_text_stays_text_in_reports_and_rekap(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder, output = tmp_path / "kiriman", tmp_path / "hasil"
    names = ("=JAHAT+1.xlsx", "-JAHAT.xlsx", "@JAHAT.xlsx", "mailto:JAHAT.xlsx", "javascript:JAHAT.xlsx", "+JAHAT/=JAHAT().xlsx")
    put(folder, {name: _workbook(seed) for seed, name in enumerate(names)})
    put(folder, {"=JAHAT rusak.xlsx": b"=JAHAT;1\n", "http:/JAHAT.xlsx": b""})
    code, said = batch_json(capsys, folder, output)
    assert code == 1
    assert said["ringkasan"]["selesai"] == len(names)
    counted = 0
    for path in output.rglob("*.xlsx"):
        wrong, texts = examine(path)
        assert not wrong, path
        counted += texts
    assert counted > 500, "the texts are there"


def test_dangerous_text_stays_text_in_copies_and_working_papers(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Whatever else is made of a submission: the marked copy with its list of findings and its notes, the copy with computed
    columns filled, the reviewer's working paper, and the workbook that is carried over anew."""
    source = tmp_path / "kiriman.xlsx"
    outputs = ("bertanda.xlsx", "terisi.xlsx", "kertas.xlsx", "pindahan.xlsx")
    marked, filled, paper, moved = (tmp_path / name for name in outputs)
    for seed in (3, 5):
        source.write_bytes(_workbook(seed))
        calls = (
            ["validasi", source, "--tandai", marked, "--timpa"], ["isi", source, "-o", filled, "--timpa"],
            ["periksa", source, "-o", paper, "--timpa"], ["migrasi", source, "-o", moved, "--tulis-ulang", "--timpa"],
        )  # fmt: skip
        for call in calls:
            assert main([str(part) for part in call]) in (0, 1), capsys.readouterr().err
        counted = {}
        for path in (marked, filled, paper, moved):
            wrong, counted[path.name] = examine(path)
            assert not wrong, path
        assert counted["bertanda.xlsx"] and counted["terisi.xlsx"] and counted["pindahan.xlsx"], "the texts are there"
