"""What is printed from the open workbook: page numbers run on, and charts name their series in the report's words."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from lkjip_xl.addin.buttons.run import press
from tests.addin.kontrak.conftest import Open

SAMPLE = Path(__file__).resolve().parents[3] / "samples" / "rekaan_dinkes_2024.xlsx"


def test_the_pdf_counts_its_pages_and_names_its_series(opened: Open, tmp_path: Path) -> None:
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext (poppler-utils) tidak terpasang")
    book = opened(Path(shutil.copy(SAMPLE, tmp_path)))
    press("buat-laporan", book.app, book)
    press("ekspor-pdf", book.app, book)
    made = tmp_path / f"{SAMPLE.stem}_laporan.pdf"
    text = subprocess.run(["pdftotext", "-layout", str(made), "-"], check=True, capture_output=True, text=True).stdout
    pages = [tuple(map(int, found)) for found in re.findall(r"Halaman (\d+) dari (\d+)", text)]
    assert [number for number, _ in pages] == list(range(1, len(pages) + 1))
    assert {total for _, total in pages} == {len(pages)}
    assert re.search(r"\bPagu\b.*\bRealisasi\b|\bRealisasi\b.*\bPagu\b", text)
    assert not re.search(r"Column [A-Z]", text)
