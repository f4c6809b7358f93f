"""Bantuan: what each button does, in one box."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Final

from lkjip_xl.addin.buttons.desk import Desk, Said
from lkjip_xl.version import TOOL_VERSION

OWN_ACTION: Final = "bantuan"


def run(desk: Desk) -> Said:
    """The labels and texts of the ribbon itself, so that the two cannot differ."""
    ribbon = json.loads(files("lkjip_xl.addin").joinpath("pita.json").read_text("utf-8"))
    lines = [f"LKjIP {TOOL_VERSION}. Isi lembar dari kiri ke kanan, tekan Validasi, perbaiki, lalu Buat Laporan.", ""]
    for group in ribbon["kelompok"]:
        lines += [f"{button['label']}: {button['penjelasan']}" for button in group["isi"] if button.get("aksi") != OWN_ACTION]
    lines += ["", "Lembar Petunjuk menerangkan setiap lembar isian; lembar Temuan menerangkan setiap temuan dan perbaikannya."]
    return Said("\n".join(lines))
