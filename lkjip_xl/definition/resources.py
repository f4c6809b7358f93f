"""Where schemas/ and workbook_templates/ are: inside the wheel, or at the top of a checkout."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from lkjip_xl.errors import LkjipError


@cache
def data_folder(name: str) -> Path:
    """The folder ``schemas`` or ``workbook_templates``, from the installed package first, else from the checkout.

    Raises LkjipError when the installation is incomplete.
    """
    package = Path(__file__).resolve().parent.parent
    for candidate in (package / "_data" / name, package.parent / name):
        if candidate.is_dir():
            return candidate
    raise LkjipError(f"Pemasangan lkjip_xl tidak lengkap: folder {name} tidak ditemukan. Pasang ulang paketnya.")
