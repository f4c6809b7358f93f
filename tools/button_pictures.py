"""Pictures of the buttons' results for docs/panduan-staf.md: ``python -m tools.button_pictures`` clicks and photographs.

LibreOffice runs on a virtual screen with invented samples, as in tests/addin/layar, whose tools it needs. What is cut out is the
LKjIP toolbar with what lies below it: the program's own menus are in the language of this computer.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from tests.addin.layar.screen import Screen, office_on_screen

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "docs" / "gambar"
SAMPLES = ROOT / "samples"
TOP, WIDTH = 94, 1336
"""Pixels: where the toolbar begins, and where the program's side bar does."""
TALL, LOW = 560, 27
SHOWN = 1000
COLOURS = 48
TITLE = "TABEL 1f"
_FORMULAS = 16
"""A kind of contents, as UNO counts them."""


def main() -> int:
    """Make every picture of the guide."""
    with tempfile.TemporaryDirectory(prefix="lkjip-gambar-") as name:
        folder = Path(name)
        with office_on_screen(SAMPLES / "rekaan_dinkes_2024.xlsx", folder) as (screen, home):
            screen.picture("bilah")
            cut(folder / "bilah.png", "bilah", height=LOW, width=900)
            clear_computed(screen, "Realisasi")
            picture(screen, folder, "Isi Kolom Hitung", "isi_kolom_hitung")
            picture(screen, folder, "Buat Laporan", "buat_laporan")
            picture(screen, folder, "Bantuan", "bantuan")
            screen.press("Ekspor PDF lembar laporan", "ekspor")
            page_of(home / "rekaan_dinkes_2024_laporan.pdf", folder / "halaman", "ekspor")
            screen.press("Templat Baru", "templat_baru")  # its message names a folder of this computer
            cut(folder / "templat_baru.png", "templat_baru")
        with office_on_screen(SAMPLES / "rekaan_banyak_salah.xlsx", folder) as (screen, _):
            picture(screen, folder, "Validasi", "validasi")
            picture(screen, folder, "Periksa Rumus", "periksa_rumus")
    return 0


def picture(screen: Screen, folder: Path, label: str, name: str) -> None:
    """Press a button and keep what it ends with, its message included."""
    screen.press(label, name)
    cut(folder / f"{name}_pesan.png", name)


def page_of(pdf: Path, picture: Path, name: str) -> None:
    """The page of an export with the table of targets and budget, cut out."""
    text = subprocess.run(["pdftotext", "-layout", str(pdf), "-"], check=True, capture_output=True, text=True).stdout
    number = next(str(number) for number, page in enumerate(text.split("\f"), 1) if page.lstrip().startswith(TITLE))
    command = ["pdftoppm", "-r", "80", "-png", "-f", number, "-l", number, "-singlefile", str(pdf), str(picture)]
    subprocess.run(command, check=True)
    target = TARGET / f"tombol_{name}.png"
    trimmed = ["-trim", "-bordercolor", "white", "-border", "12", "-colors", str(COLOURS), "-strip"]
    subprocess.run(["convert", f"{picture}.png", *trimmed, "-define", "png:exclude-chunks=date,time", str(target)], check=True)
    print(f"ditulis: docs/gambar/{target.name}")


def clear_computed(screen: Screen, sheet: str) -> None:
    """Blank the formulas of a sheet, so that filling them is something to see; the view stays on it."""
    document: Any = screen.document
    shown = document.Sheets.getByName(sheet)
    document.CurrentController.setActiveSheet(shown)
    shown.clearContents(_FORMULAS)
    time.sleep(1)


def cut(source: Path, name: str, *, height: int = TALL, width: int = WIDTH) -> None:
    """The part of a screenshot that shows the result, made smaller."""
    target = TARGET / f"tombol_{name}.png"
    size = ["-crop", f"{width}x{height}+0+{TOP}", "+repage", "-resize", f"{SHOWN}x>", "-colors", str(COLOURS), "-strip"]
    subprocess.run(["convert", str(source), *size, "-define", "png:exclude-chunks=date,time", str(target)], check=True)
    print(f"ditulis: docs/gambar/{target.name}")


if __name__ == "__main__":
    sys.exit(main())
