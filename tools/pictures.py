"""Pictures of sheets for the documents: ``python -m tools.pictures`` renders chosen sheets to docs/gambar/ with LibreOffice.

Each sheet of a report is written to a workbook of its own (values stand, formulas become values), so that one page is one
picture; a marked copy is rendered whole, and the pages are found by what they say. Needs soffice, pdftotext and pdftoppm,
and Pillow: ``pip install -e ".[gambar]"``.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from random import Random

from lkjip_xl.audit.paper.book import make_paper
from lkjip_xl.audit.paper.moment import moment
from lkjip_xl.audit.paper.source import paper_files
from lkjip_xl.audit.run import periksa
from lkjip_xl.batch.discovery import Task
from lkjip_xl.batch.job import work
from lkjip_xl.batch.outcome import REFUSED, Outcome
from lkjip_xl.batch.rekap import make_rekap
from lkjip_xl.checks.run import check
from lkjip_xl.report import make_report
from lkjip_xl.verbs import baca, tandai, validasi
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
MARKED = "rekaan_banyak_salah"
MARKED_PICTURES = {"temuan": "Temuan", "sel_bertanda": "DPA dan Realisasi Anggaran"}
"""Picture name → first words of the page of the marked copy. They keep all their colours: pale marks must stay apart."""
PAPER_PICTURES = {
    "kertas_kerja_ringkasan": "Ringkasan",
    "kertas_kerja_temuan": "Temuan",
    "kertas_kerja_checklist": "Checklist Reviu",
}
"""Picture name → sheet of the working paper of docs/panduan-inspektorat.md's case."""
REKAP_PICTURES = {"rekap": "Rekap OPD", "rekap_grafik": "Grafik"}
"""Picture name → sheet of a rekap of made-up offices."""
OFFICES = (
    "Pendidikan", "Sosial", "Perhubungan", "Komunikasi dan Informatika", "Pekerjaan Umum dan Penataan Ruang", "Tenaga Kerja",
    "Lingkungan Hidup", "Pariwisata dan Kebudayaan", "Pertanian dan Ketahanan Pangan", "Kelautan dan Perikanan",
    "Perpustakaan dan Kearsipan", "Pemberdayaan Perempuan dan Perlindungan Anak",
)  # fmt: skip


def _made_up_offices(folder: Path) -> Iterator[Outcome]:
    """The sample office under other names with other figures."""
    sample = work(Task(DINKES, ROOT / "samples" / f"{DINKES}.xlsx", f"{DINKES}.xlsx"), folder)
    random = Random(7)
    for number, office in enumerate(OFFICES, 1):
        name = f"Dinas {office}"
        pagu = random.randrange(4_000, 90_000) * 1_000_003
        facts = {
            **sample.facts,
            "nama_instansi": name,
            "kode_skpd": f"1.{number:02d}.0.00.0.00.01.0000",
            "rata_capaian": random.uniform(72, 108),
            "pagu": pagu,
            "realisasi": int(pagu * random.uniform(0.71, 0.995)),
            "temuan": {"GALAT": random.choice((0, 0, 1)), "PERINGATAN": random.randrange(7), "INFO": random.randrange(4)},
        }
        yield replace(sample, name=f"{name}.xlsx", output=f"{name}.xlsx", sha256=f"{number:064x}", facts=facts)
    yield Outcome("ekspor.xls", "", REFUSED, "HTML", "Berkas ini halaman web (HTML) yang diberi nama Excel.")


def _frozen(sheet: SheetModel) -> SheetModel:
    """The sheet with values in place of formulas; charts keep their cells because they stand on the same sheet."""
    rows = {row: [Cell(cell.style, cell.value) if cell else None for cell in cells] for row, cells in sheet.rows.items()}
    plain = SheetModel(sheet.name, rows, sheet.widths, sheet.heights, sheet.merges, page=sheet.page, gridlines=sheet.gridlines)
    plain.charts = sheet.charts
    return plain


def _render(sheet: SheetModel, picture: Path, folder: Path) -> None:
    book = folder / f"{picture.stem}.xlsx"
    write_workbook(WorkbookModel([_frozen(sheet)]), book)
    _page(_as_pdf(book, folder), 1, picture)


def _render_marked(folder: Path) -> None:
    """Pictures of a copy as ``validasi --tandai`` gives it back."""
    book = folder / "bertanda.xlsx"
    source = ROOT / "samples" / f"{MARKED}.xlsx"
    tandai(source, book, validasi(source))
    pdf = _as_pdf(book, folder)
    text = subprocess.run(["pdftotext", "-layout", str(pdf), "-"], check=True, capture_output=True, text=True).stdout
    pages = text.split("\f")
    for name, words in MARKED_PICTURES.items():
        number = next(number for number, page in enumerate(pages, 1) if page.lstrip().startswith(words))
        _page(pdf, number, TARGET / f"{name}.png", 130)
        print(f"ditulis: docs/gambar/{name}.png")


def _render_paper(folder: Path) -> None:
    """Pictures of the working paper of a report with a typed percentage and a stale total."""
    submission = baca(ROOT / "samples" / f"{DINKES}.xlsx")
    report = make_report(submission, check(submission).findings)
    budget = report.sheet("Realisasi Anggaran")
    percent, total = budget.cell(8, 10), budget.cell(72, 9)
    if percent is None or total is None or not isinstance(total.value, int | float):
        raise ValueError("the case of the guide stands on cells that the report no longer has")
    budget.put(8, 10, Cell(percent.style, 99.44))
    budget.put(72, 9, total._replace(value=total.value - 500_000_000))
    book = folder / "laporan_dinkes.xlsx"
    write_workbook(report, book)
    paper = make_paper(paper_files([periksa(book)], [""]), moment("31-01-2025", "", [])).model
    for name, sheet in PAPER_PICTURES.items():
        made = folder / f"{name}.xlsx"
        write_workbook(WorkbookModel([_frozen(paper.sheet(sheet))]), made)
        _page(_as_pdf(made, folder), 1, TARGET / f"{name}.png", 130)
        print(f"ditulis: docs/gambar/{name}.png")


def _as_pdf(book: Path, folder: Path) -> Path:
    profile = f"-env:UserInstallation={(folder / 'profil').as_uri()}"
    run = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(book)]
    subprocess.run(run, check=True, capture_output=True)
    return book.with_suffix(".pdf")


def _page(pdf: Path, number: int, picture: Path, resolution: int = 100) -> None:
    page = ["pdftoppm", "-r", str(resolution), "-png", "-f", str(number), "-l", str(number), "-singlefile", str(pdf)]
    subprocess.run([*page, str(pdf.with_suffix(""))], check=True)
    _cropped(pdf.with_suffix(".png"), picture)


def _cropped(source: Path, target: Path) -> None:
    """Without the page's empty margins and footer; Pillow is a tool of this script only."""
    from PIL import Image, ImageChops

    page = Image.open(source).convert("RGB")
    page = page.crop((0, 0, page.width, int(page.height * 0.93)))
    box = ImageChops.difference(page, Image.new("RGB", page.size, "white")).getbbox() or (0, 0, page.width, page.height)
    edge = 12
    right, bottom = min(page.width, box[2] + edge), min(page.height, box[3] + edge)
    cut = page.crop((max(0, box[0] - edge), max(0, box[1] - edge), right, bottom))
    (cut if target.stem in MARKED_PICTURES else cut.quantize(64)).save(target, optimize=True)


def main() -> int:
    """Render every picture; 2 when a program is missing."""
    missing = [name for name in ("soffice", "pdftotext", "pdftoppm") if shutil.which(name) is None]
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
        rekap = make_rekap(list(_made_up_offices(Path(folder))), "../kiriman")
        for name, sheet in REKAP_PICTURES.items():
            _render(rekap.sheet(sheet), TARGET / f"{name}.png", Path(folder))
            print(f"ditulis: docs/gambar/{name}.png")
        _render_marked(Path(folder))
        _render_paper(Path(folder))
    return 0


if __name__ == "__main__":
    sys.exit(main())
