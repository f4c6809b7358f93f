"""IND: the same indicators and sasaran on every sheet."""

from __future__ import annotations

from tests.buku import DATA, Buku
from tests.checks.cases import Case
from tests.checks.rules.buku_lengkap import blank_row, put_row

THIRD = {"kode_indikator": "1.3", "indikator": "Indikator tambahan yang lain"}


def _third(book: Buku, sheet: str, **change: str) -> None:
    """A third row on a sheet."""
    put_row(book, sheet, 2, {**DATA[sheet][0], **THIRD, **change})


def _both_goals(book: Buku, key: str, value: str) -> None:
    book.field("pk", key, value).field("pk", key, value, record=1)


CASES: dict[str, Case] = {
    "IND-01": Case(
        lambda b: blank_row(b, "realisasi", 1),
        "PK",
        "C6",
        "1.2",
        lambda b: blank_row(blank_row(b, "analisis", 0), "analisis", 1),
    ),
    "IND-02": Case(
        lambda b: _third(b, "realisasi"),
        "Realisasi",
        "A7",
        "1.3",
        lambda b: b.field("realisasi", "kode_indikator", "1-1"),
    ),
    "IND-03": Case(
        lambda b: b.field("realisasi", "kode_indikator", "9.9", record=1),
        "Realisasi",
        "A6",
        "9.9",
        lambda b: b.field("realisasi", "kode_indikator", "1-2", record=1),
    ),
    "IND-04": Case(
        lambda b: b.field("analisis", "kode_indikator", "1.1", record=1),
        "Analisis",
        "A6",
        "1.1",
        lambda b: b.field("analisis", "kode_indikator", "1-2", record=1),
    ),
    "IND-05": Case(
        lambda b: [b.field(sheet, "indikator", "INDIKATOR 1", record=1) for sheet in ("pk", "renstra", "realisasi", "analisis")],
        "PK",
        "D6",
        "INDIKATOR 1",
        lambda b: b.field("pk", "indikator", "indikator  2", record=1),
        along=("IND-05", "IND-05", "IND-05"),
    ),
    "IND-06": Case(
        lambda b: b.field("analisis", "indikator", "Indikator ke-1"),
        "Analisis",
        "B5",
        "Indikator ke-1",
        lambda b: b.field("analisis", "indikator", "INDIKATOR  1"),
    ),
    "IND-07": Case(
        lambda b: b.field("pk", "indikator", "Sama sekali lain"),
        "PK",
        "D5",
        "Sama sekali lain",
        lambda b: b.field("pk", "indikator", "Indikator, 1"),
    ),
    "IND-08": Case(
        lambda b: (b.field("pk", "no_sasaran", 2), b.field("pk", "no_sasaran", 2, record=1)),
        "PK",
        "A5",
        2,
        lambda b: b,
    ),
    "IND-09": Case(
        lambda b: _both_goals(b, "sasaran", "Sasaran ke satu"),
        "PK",
        "B5",
        "Sasaran ke satu",
        lambda b: _both_goals(b, "sasaran", "SASARAN SATU"),
    ),
    "IND-10": Case(
        lambda b: _both_goals(b, "sasaran", "Meningkatnya mutu"),
        "PK",
        "B5",
        "Meningkatnya mutu",
        lambda b: _both_goals(b, "sasaran", "Sasaran  satu"),
    ),
    "IND-11": Case(
        lambda b: b.field("renstra", "sasaran", "Sasaran ketiga", record=1),
        "Renstra",
        "B6",
        "Sasaran ketiga",
        lambda b: b.field("renstra", "sasaran", "SASARAN SATU", record=1),
    ),
    "IND-12": Case(
        lambda b: (_third(b, "renstra"), b.field("renstra", "no_sasaran", 2, record=2)),
        "Renstra",
        "A7",
        2,
        lambda b: _third(b, "renstra"),
        along=("IND-02",),
    ),
}
