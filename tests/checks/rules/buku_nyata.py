"""The valid book with indicators as offices name them, for rules that read prose; and its prose.

Sasaran 1: KTP-el (1.1, target 92,5, realisasi 93,25) and akta kelahiran (1.2, target 92,5, realisasi 92,5). Further indicators
can be added; every figure of the base prose stands in a table.
"""

from __future__ import annotations

from lkjip_xl.definition.sheets import sheet_def
from lkjip_xl.values import Value
from tests.buku import DATA, Buku

NAMES = ("Persentase penduduk yang memiliki KTP-el", "Persentase anak yang memiliki akta kelahiran")
SHEETS = ("renstra", "pk", "realisasi", "analisis")
THIRD = "Indeks kepuasan masyarakat atas pelayanan"


def buku_nyata() -> Buku:
    """The valid book with real names."""
    book = Buku()
    for key in SHEETS:
        for record, name in enumerate(NAMES):
            book.field(key, "indikator", name, record=record)
    return book


def buku_tiga() -> Buku:
    """The same with a third indicator (2.1, sasaran 2, an index; target 80, realisasi 79) whose analysis is complete."""
    book = buku_nyata()
    both: dict[str, Value] = {"kode_indikator": "2.1", "indikator": THIRD}
    goal: dict[str, Value] = {"no_sasaran": 2, "sasaran": "Sasaran dua", "satuan": "indeks", **both}
    rows: dict[str, dict[str, Value]] = {
        "renstra": {**DATA["renstra"][0], **goal, **{f"target_{year}": 77 + year for year in range(1, 6)}},
        "pk": {**goal, "target_murni": 80},
        "realisasi": {**DATA["realisasi"][0], **both, "realisasi": 79, "realisasi_n1": 78, "realisasi_n2": 77, "nasional": 81},
        "analisis": {**both, "penyebab": "Antrean masih panjang", "solusi": "Menambah loket pelayanan"},
        "dukungan": {**DATA["dukungan"][0], "kode_indikator": "2.1", "bobot": 10},
    }
    book.field("dukungan", "bobot", 50)
    for key, row in rows.items():
        for field, value in row.items():
            book.field(key, field, value, record=2)
    return book


def naskah(book: Buku, text: str, *, part: str = "Kesimpulan", goal: int | None = None) -> Buku:
    """Put one piece of prose into sheet Naskah."""
    return book.field("naskah", "bagian", part).field("naskah", "no_sasaran", goal).field("naskah", "teks", text)


def naskah_cell() -> str:
    """Its cell."""
    definition = sheet_def("naskah")
    return Buku().cell(definition.key, "teks")
