"""docs/katalog-audit.md: every rule of ``lkjip periksa`` with its words, from the two catalogues of the audit."""

from __future__ import annotations

import json
from collections.abc import Iterator

from lkjip_xl.audit.catalogue import FILE_NAMES, Entry, entries
from lkjip_xl.definition.resources import data_folder

_HEAD = """\
# Katalog pemeriksaan silang

Dibuat dari `schemas/katalog_audit.json` dan `schemas/katalog_umum.json` dengan `make docs`; jangan disunting.
Kata dalam kurung kurawal diganti dengan tempat, isi, dan angka yang ditemukan.

Kritis: angka yang dilaporkan salah atau tidak berdasar. Tinggi, Sedang, Rendah: menurut beratnya. Info: untuk diketahui, tidak
mengubah putusan. Aturan bertanda **umum** hanya berlaku pada buku kerja tanpa rumus resmi (`--umum`).

Cara membaca hasilnya: [panduan inspektorat](panduan-inspektorat.md). Mengapa begini:
[keputusan 0014](keputusan/0014-rancangan-pemeriksaan-silang.md).
"""
_FAMILIES = {
    "A": "Rumus dan nilai dibandingkan dengan yang resmi",
    "B": "Pola rumus (perlu dicek)",
    "C": "Nilai isian",
    "D": "Isi tersembunyi",
    "E": "Pengaturan buku kerja",
    "F": "Isi aktif dan sambungan luar",
    "G": "Nama dan proteksi",
    "H": "Asal berkas",
    "N": "Cakupan pemeriksaan",
}


def audit_catalogue() -> str:
    """The whole document."""
    general = _only_general()
    lines = [_HEAD]
    for family, title in _FAMILIES.items():
        lines += [f"## {family}. {title}", ""]
        codes = dict.fromkeys(code for code, _ in entries() if code.startswith(family))
        for code in sorted(codes):
            lines += _rule([entry for (other, _), entry in entries().items() if other == code], general)
    return "\n".join(lines)


def _rule(cases: list[Entry], general: set[tuple[str, str]]) -> Iterator[str]:
    """One rule: what its cases share is said once."""
    yield from (f"### {cases[0].code} {_rule_title(cases)}", "")
    advices = {case.advice for case in cases}
    for case in cases:
        marks = [f"**{case.grade}**", *(["**umum**"] if (case.code, case.variant) in general else [])]
        named = f"*{case.title}.* " if case.title != _rule_title(cases) else ""
        yield f"- {', '.join(marks)}. {named}{case.message}"
        if case.expected:
            yield f"  - Seharusnya: {case.expected}"
        if len(advices) > 1:
            yield f"  - Tindak lanjut: {case.advice}"
    yield ""
    if len(advices) == 1:
        yield from (f"Tindak lanjut: {cases[0].advice}", "")
    yield from (f"Sumber aturan: {'; '.join(dict.fromkeys(case.source for case in cases))}", "")


def _rule_title(cases: list[Entry]) -> str:
    """The rule's own title where the catalogue gives one, else its first case's."""
    for name in FILE_NAMES:
        rule = json.loads((data_folder("schemas") / name).read_text("utf-8")).get(cases[0].code, {})
        if "judul" in rule:
            return str(rule["judul"])
    return cases[0].title


def _only_general() -> set[tuple[str, str]]:
    """Cases that stand in the catalogue of any workbook."""
    document = json.loads((data_folder("schemas") / FILE_NAMES[1]).read_text("utf-8"))
    rules = {code: rule for code, rule in document.items() if not code.startswith("_")}
    return {(code, variant) for code, rule in rules.items() for variant in rule.get("varian", {"": None})}
