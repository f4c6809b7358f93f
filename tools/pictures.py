"""Pictures of sheets for the documents: ``python -m tools.pictures`` renders chosen sheets to docs/gambar/ with LibreOffice.

Each sheet is written to a workbook of its own (values stand, formulas become values), so that one page is one picture.
Needs soffice and pdftoppm.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from lkjip_xl.checks.run import check
from lkjip_xl.report import make_report
from lkjip_xl.verbs import baca
from lkjip_xl.workbook.model import Cell, SheetModel, WorkbookModel
from lkjip_xl.workbook.new import write_workbook

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "docs" / "gambar"
DISDUKCAPIL = "disdukcapil_probolinggo_2024"
DINKES = "rekaan_dinkes_2024"
PICTURES = {
    "ikhtisar": (DISDUKCAPIL, "Ikhtisar"),
    "tabel_1f": (DISDUKCAPIL, "Tabel 1f"),
    "tabel_1i": (DISDUKCAPIL, "Tabel 1i"),
    "matrik_renstra": (DINKES, "Matrik Renstra"),
    "perjanjian_kinerja": (DISDUKCAPIL, "Perjanjian Kinerja"),
    "realisasi_anggaran": (DISDUKCAPIL, "Realisasi Anggaran"),
    "isian_dpa": (DISDUKCAPIL, "DPA"),
    "rekaan_tabel_1a": (DINKES, "Tabel 1a"),
}
"""Picture name → (sample, sheet)."""


def _frozen(sheet: SheetModel) -> SheetModel:
    """The sheet with values in place of formulas; charts keep their cells because they stand on the same sheet."""
    rows = {row: [Cell(cell.style, cell.value) if cell else None for cell in cells] for row, cells in sheet.rows.items()}
    plain = SheetModel(sheet.name, rows, sheet.widths, sheet.heights, sheet.merges, page=sheet.page, gridlines=sheet.gridlines)
    plain.charts = sheet.charts
    return plain


def _render(sheet: SheetModel, picture: Path, folder: Path) -> None:
    book = folder / f"{picture.stem}.xlsx"
    write_workbook(WorkbookModel([_frozen(sheet)]), book)
    profile = f"-env:UserInstallation={(folder / 'profil').as_uri()}"
    run = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(book)]
    subprocess.run(run, check=True, capture_output=True)
    pdf = book.with_suffix(".pdf")
    first_page = ["pdftoppm", "-r", "100", "-png", "-f", "1", "-l", "1", "-singlefile", str(pdf), str(pdf.with_suffix(""))]
    subprocess.run(first_page, check=True)
    _cropped(pdf.with_suffix(".png"), picture)


def _cropped(source: Path, target: Path) -> None:
    """Without the page's empty margins and footer; Pillow is a tool of this script only."""
    from PIL import Image, ImageChops

    page = Image.open(source).convert("RGB")
    page = page.crop((0, 0, page.width, int(page.height * 0.93)))
    box = ImageChops.difference(page, Image.new("RGB", page.size, "white")).getbbox() or (0, 0, page.width, page.height)
    edge = 12
    cut = page.crop((max(0, box[0] - edge), max(0, box[1] - edge), box[2] + edge, box[3] + edge))
    cut.quantize(64).save(target, optimize=True)


def main() -> int:
    """Render every picture; 2 when a program is missing."""
    missing = [name for name in ("soffice", "pdftoppm") if shutil.which(name) is None]
    if missing:
        print(f"Tidak ditemukan: {', '.join(missing)}", file=sys.stderr)
        return 2
    TARGET.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        for name, (sample, sheet) in PICTURES.items():
            submission = baca(ROOT / "samples" / f"{sample}.xlsx")
            report = make_report(submission, check(submission).findings)
            _render(report.sheet(sheet), TARGET / f"{name}.png", Path(folder))
            print(f"ditulis: docs/gambar/{name}.png")
    return 0


if __name__ == "__main__":
    sys.exit(main())
