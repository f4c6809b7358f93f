"""docs/katalog-temuan.md: every finding code with its words, from the catalogue."""

from __future__ import annotations

from lkjip_xl.checks.catalogue import entries


def findings_catalogue() -> str:
    """The whole document."""
    lines = [
        "# Katalog temuan",
        "",
        "Dibuat dari `schemas/katalog_temuan.json` dengan `make docs`; jangan disunting.",
        "Kata dalam kurung kurawal diganti dengan tempat, isi, dan angka yang ditemukan.",
        "",
        "GALAT harus diperbaiki, PERINGATAN perlu dilihat, INFO untuk diketahui.",
        "",
    ]
    for code, entry in entries().items():
        lines += [f"## {code} {entry.title}", "", f"**{entry.severity}.** {entry.message}", ""]
        lines += [f"- Seharusnya: {entry.expected}"] if entry.expected else []
        lines += [f"- Cara memperbaiki: {entry.advice}", f"- Sumber aturan: {entry.source}", ""]
    return "\n".join(lines)
