"""Where fuzzing begins: small valid workbooks, the samples, and every hostile file that is small."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from lkjip_xl.checks.run import check
from lkjip_xl.feedback.mark import marked_copy
from lkjip_xl.intake.binding import bind
from lkjip_xl.reader.workbook_reader import read_workbook
from lkjip_xl.template.build import filled_workbook
from lkjip_xl.workbook.model import WorkbookModel
from lkjip_xl.workbook.new import write_workbook
from tests.fuzz.mutasi import packed, unpacked
from tests.ooxml.berkas_jahat import CASES
from tests.ooxml.paket import parts, strings, styles, worksheet, zipped
from tests.pengajuan import random_data
from tests.workbook.patch.kaya import packed as rich_packed
from tests.workbook.patch.kaya import rich

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
MAX_SEED = 48 << 10
MOST_ROWS = 6
SETS = (
    ("Instansi", "Pengaturan", "PK", "Realisasi"), ("PK", "Renstra", "Realisasi"), ("DPA", "PK Program", "Dukungan"), ("DPA",),
    ("Instansi", "Naskah", "PK"), ("SDM", "Sarpras", "Analisis"), ("Pengecualian", "DPA", "PK"), ("Instansi",),
)  # fmt: skip
"""Sheets that a small workbook may have: the fewer, the faster one run."""
ROWS = (
    '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" s="1"><v>45292</v></c><c r="C1" t="b"><v>1</v></c>'
    '<c r="D1" t="e"><v>#N/A</v></c></row>'
    '<row r="2"><c r="A2"><f t="shared" ref="A2:A4" si="0">B2*2</f><v>4</v></c><c r="B2"><v>2</v></c>'
    '<c r="C2" t="str"><f>"a"&amp;1</f><v>a1</v></c></row>'
    '<row r="3"><c r="A3"><f t="shared" si="0"/><v>6</v></c><c r="B3"><v>-1.5E-3</v></c>'
    '<c r="C3" t="inlineStr"><is><t xml:space="preserve"> a </t></is></c></row>'
)


def _saved(model: WorkbookModel) -> bytes:
    target = BytesIO()
    write_workbook(model, target)
    return target.getvalue()


def _cut_to(model: WorkbookModel, names: tuple[str, ...]) -> WorkbookModel:
    """The workbook with these sheets only: without names, lists and charts, which lean on the others."""
    kept = [sheet for sheet in model.sheets if sheet.name in names]
    for sheet in kept:
        sheet.choices.clear()
    return WorkbookModel(sheets=kept, title=model.title, custom=model.custom, active=kept[0].name)


def small_workbooks() -> Iterator[tuple[str, bytes]]:
    """Standard workbooks of a few sheets with a few rows, stored without packing."""
    for seed, names in enumerate(SETS, 1):
        data = {key: rows[:MOST_ROWS] for key, rows in random_data(seed).items()}
        made = unpacked(_saved(_cut_to(filled_workbook(data), names)))
        assert made is not None
        slim = {name: content for name, content in made.items() if "theme" not in name}
        yield f"standar-{seed}", packed(slim if len(slim) == len(made) else made)


def plain_packages() -> Iterator[tuple[str, bytes]]:
    """One sheet with a cell of every kind."""
    sheet = worksheet(ROWS, '<cols><col min="2" max="3" width="9"/></cols>', '<mergeCells><mergeCell ref="A4:B5"/></mergeCells>')
    yield "polos", zipped(parts(sheet, strings=strings("nol", "a_x000D_b"), styles=styles("<xf/>", '<xf numFmtId="14"/>')))
    yield "kaya", rich_packed(rich())


def marked_workbooks() -> Iterator[tuple[str, bytes]]:
    """Small workbooks that were marked before."""
    for name, data in small_workbooks():
        result = check(bind(read_workbook(data, name=f"{name}.xlsx")))
        yield f"bertanda-{name}", marked_copy(data, "kiriman.xlsx", result).data


def hostile() -> Iterator[tuple[str, bytes]]:
    """Every small crafted file."""
    for code, makes in CASES.items():
        for number, make in enumerate(makes):
            data = make()
            if len(data) <= MAX_SEED:
                yield f"jahat-{code.lower()}-{number}", data


def samples() -> Iterator[tuple[str, bytes]]:
    """The workbooks of samples/."""
    for path in sorted(SAMPLES.glob("*.xlsx")):
        yield path.stem, path.read_bytes()


def seeds(target: str) -> dict[str, bytes]:
    """Name → bytes of the files a target begins with."""
    found = dict(plain_packages())
    if target in ("berkas", "isi", "semua"):
        found |= dict(hostile())
    if target != "berkas":
        found |= dict(small_workbooks())
    if target in ("tandai", "semua"):
        found |= dict(marked_workbooks())
    if target in ("isi", "umum"):
        found |= {name: data for name, data in samples() if name.startswith("disduk")}
    return found


def write_seeds(target: str, folder: Path) -> int:
    """Lay the seeds of a target into a folder; how many there are."""
    folder.mkdir(parents=True, exist_ok=True)
    found = seeds(target)
    for name, data in found.items():
        (folder / name).write_bytes(data)
    return len(found)
