"""2,000 findings in a DPA of 20,000 rows: all of them marked in one copy, and each sheet is read once for it."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from lkjip_xl.address import cell_place
from lkjip_xl.feedback.mark import marked_copy
from lkjip_xl.ooxml.limits import Limits
from lkjip_xl.reader.workbook_reader import read_workbook
from lkjip_xl.verbs import baca, validasi
from lkjip_xl.workbook.patch import CellPatch, PatchPlan, apply_patch, marks, removal
from lkjip_xl.workbook.patch import cells as cells_module
from lkjip_xl.workbook.patch.draft import Draft
from lkjip_xl.workbook.patch.sheet_map import SheetMap
from tests.feedback.test_tandai import places
from tests.workbook.patch.berkas import cells

pytestmark = pytest.mark.lambat
ROOT = Path(__file__).resolve().parents[2]
COUNT = 2_000


@pytest.fixture(scope="module")
def spoilt(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A text in 2,000 cells of the column Realisasi."""
    path = tmp_path_factory.mktemp("banyak") / "dpa.xlsx"
    subprocess.run([sys.executable, ROOT / "bench" / "isian.py", "dpa", path], check=True, cwd=ROOT)
    data = baca(path).sheets["dpa"]
    wrong = [record for record in data.records if record.values["realisasi"] is not None][: COUNT * 5 : 5]
    plan = {cell_place(data.address(record, "realisasi")): CellPatch("belum ada") for record in wrong}
    path.write_bytes(apply_patch(path.read_bytes(), PatchPlan(cells={"DPA": plan}, recalculate=False)).data)
    return path


def test_all_are_marked_in_one_pass(spoilt: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    result = validasi(spoilt)
    wrong = {finding.cell for finding in result.findings if (finding.code, finding.sheet) == ("NIL-05", "DPA")}
    assert len(wrong) == COUNT
    data = spoilt.read_bytes()
    part = next(sheet.part for sheet in read_workbook(data).sheets if sheet.name == "DPA")
    passes: list[str] = []
    run = marks.map_sheet

    def counting(draft: Draft, name: str, limits: Limits) -> SheetMap:
        passes.append(name)
        return run(draft, name, limits)

    for module in (cells_module, marks, removal):
        monkeypatch.setattr(module, "map_sheet", counting)
    patched = marked_copy(data, spoilt.name, result)
    assert passes.count(part) == 1
    before, after = cells(data), cells(patched.data)
    changed = {place for place, cell in before.items() if after[place].style != cell.style}
    assert {f"DPA!{cell}" for cell in wrong} <= changed
    assert changed == {f"{f.sheet}!{f.cell}" for f in result.findings if f.cell and f"{f.sheet}!{f.cell}" in before}
    assert sum(place.startswith("Temuan!C") for place in after) >= len(result.findings)
    with zipfile.ZipFile(BytesIO(patched.data)) as package:
        notes = [package.read(name) for name in package.namelist() if name.rpartition("/")[2].startswith("comments")]
    assert sum(content.count(b"<comment ") for content in notes) == len({(f.sheet, f.cell) for f in result.findings if f.cell})


def test_the_copy_yields_the_same_findings(spoilt: Path) -> None:
    result = validasi(spoilt)
    copy = spoilt.with_name("bertanda.xlsx")
    copy.write_bytes(marked_copy(spoilt.read_bytes(), spoilt.name, result).data)
    assert places(validasi(copy).findings) == places(result.findings)
