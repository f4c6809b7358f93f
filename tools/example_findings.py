"""docs/contoh-temuan.md: every contradiction of the reference document with the finding it yields, or why it yields none."""

from __future__ import annotations

from typing import Any

from lkjip_xl.checks.finding import Finding
from tools.printed_document import cells_as_printed, check_as_printed, contradictions

HEAD = """\
# Contoh temuan: LKjIP 2024 seperti tercetak

Dibuat dari `tests/acuan/tercetak_isian/` dengan `make docs`; jangan disunting.

Contoh Disdukcapil di `samples/` memuat angka yang benar. Di sini {isian} selnya diganti dengan isi seperti tercetak dalam
dokumen, lalu buku kerjanya diperiksa. Dari {semua} pertentangan dalam dokumen (`tests/acuan/salah_cetak.json`), {ditemukan} dapat
dimuat buku kerja dan semuanya menjadi temuan; {tidak} tidak dapat dimuat.
"""


def example_findings() -> str:
    """The whole document."""
    listed = contradictions()
    held = [entry for entry in listed if "temuan" in entry]
    lines = HEAD.format(isian=len(cells_as_printed()), semua=len(listed), ditemukan=len(held), tidak=len(listed) - len(held))
    parts = [lines, "## Yang ditemukan", "", _table(("Pertentangan", "Kode", "Sel", "Temuan"), [_found(entry) for entry in held])]
    others = [(entry["hal"], entry["alasan"]) for entry in listed if "alasan" in entry]
    parts += ["## Yang tidak dapat dimuat buku kerja", "", _table(("Pertentangan", "Alasan"), others)]
    cells = [(entry["lembar"], entry["sel"], entry["tercetak_di"], _short(str(entry["isi"]))) for entry in cells_as_printed()]
    parts += ["## Sel yang diganti", "", _table(("Lembar", "Sel", "Tercetak di", "Isi"), cells)]
    return "\n".join(parts)


def findings_for(entry: dict[str, Any]) -> list[Finding]:
    """The findings of a contradiction, in the order it lists them. Several may share a code and a cell: then the one that
    quotes words of the contradiction comes first."""
    found = []
    for code, sheet, cell in entry["temuan"]:
        here = [f for f in check_as_printed().findings if (f.code, f.sheet, f.cell) == (code, sheet, cell)]
        quoted = entry.get("memuat", "")
        found.append(next(f for f in here if quoted in f.message))
    return found


def _found(entry: dict[str, Any]) -> tuple[str, str, str, str]:
    findings = findings_for(entry)
    codes = "<br>".join(finding.code for finding in findings)
    cells = "<br>".join(f"{finding.sheet}!{finding.cell}" for finding in findings)
    said = "<br>".join(finding.message for finding in findings)
    return entry["hal"], codes, cells, f"{said} {entry['catatan']}" if "catatan" in entry else said


def _short(text: str) -> str:
    return text if len(text) <= 120 else f"{text[:119]}…"


def _table(headings: tuple[str, ...], rows: list[Any]) -> str:
    lines = [f"| {' | '.join(headings)} |", f"|{'---|' * len(headings)}"]
    lines += [f"| {' | '.join(cell.replace('|', '/').replace(chr(10), ' ') for cell in row)} |" for row in rows]
    return "\n".join(lines) + "\n"
