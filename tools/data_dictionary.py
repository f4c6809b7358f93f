"""docs/kamus-data.md: every sheet and column of the standard workbook, from the schemas."""

from __future__ import annotations

from lkjip_xl.compute.kategori import scales
from lkjip_xl.definition.sheets import ColumnDef, SheetDef, sheet_defs
from lkjip_xl.version import TEMPLATE_ID, TEMPLATE_VERSION

_TYPES = {"string": "teks", "number": "angka", "integer": "bilangan bulat", "boolean": "ya/tidak"}


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


def _kind(column: ColumnDef) -> str:
    if column.computed:
        return "dihitung"
    return " atau ".join(_TYPES[name] for name in sorted(column.types - {"null"}))


def _allowed(sheet: SheetDef, column: ColumnDef) -> str:
    schema = sheet.schema["properties"][column.key]
    parts = []
    if column.choices:
        parts.append(", ".join(f"`{choice}`" for choice in column.choices))
    if "minimum" in schema or "maximum" in schema:
        parts.append(f"{schema.get('minimum', '…')} sampai {schema.get('maximum', '…')}")
    if "pattern" in schema:
        parts.append(f"pola `{schema['pattern']}`")
    if "default" in schema:
        parts.append(f"bawaan `{schema['default']}`")
    if column.suggestions:
        parts.append("saran: " + ", ".join(column.suggestions))
    return "; ".join(parts)


def _sheet(sheet: SheetDef) -> list[str]:
    form = sheet.layout == "formulir"
    layout = "formulir: satu baris satu isian" if form else f"tabel `{sheet.table}`: satu baris satu catatan"
    lines = [f"## {sheet.name}", "", f"{sheet.description} {sheet.instruction}", ""]
    lines += [f"Bentuk: {layout}. Skema: `schemas/{sheet.key}.schema.json`.", ""]
    lines += ["| Kolom | Kunci | Jenis | Wajib | Isi yang diperbolehkan | Keterangan |", "|---|---|---|---|---|---|"]
    for column in sheet.columns:
        required = "ya" if column.required and not column.computed else ""
        cells = (column.heading, f"`{column.key}`", _kind(column), required, _allowed(sheet, column), column.help)
        lines.append("| " + " | ".join(_cell(cell) for cell in cells) + " |")
    formulas = [column for column in sheet.columns if column.computed]
    if formulas:
        key = "`{kunci}` = sel pada baris yang sama, `{Lembar.kunci}` = isian formulir"
        lines += ["", f"Rumus resmi kolom yang dihitung ({key}):", ""]
        lines += [f"- **{column.heading}**: `{column.formula}`" for column in formulas]
    return [*lines, ""]


def data_dictionary() -> str:
    """The whole document."""
    lines = [
        "# Kamus data buku kerja standar",
        "",
        "Dibuat dari `schemas/` dengan `make docs`; jangan disunting.",
        f"Templat `{TEMPLATE_ID}` versi {TEMPLATE_VERSION}.",
        "",
        "Sel kosong berarti data tidak ada; nol adalah nilai. Persen ditulis sebagai poin persen (99,3 untuk 99,3%).",
        "",
    ]
    for sheet in sheet_defs():
        lines += _sheet(sheet)
    lines += ["## Skala kategori capaian", "", "Dipilih pada lembar Pengaturan; batas dalam persen, dari yang tertinggi.", ""]
    for name, scale in scales().items():
        steps = []
        for step in scale.steps:
            sign = "≥" if step.inclusive else ">"
            steps.append(f"{step.word} ({'sisanya' if step.bound is None else f'{sign} {step.bound:g}'})")
        lines.append(f"- **{name}**: {', '.join(steps)}. Sumber: {scale.source}.")
    return "\n".join(lines) + "\n"
