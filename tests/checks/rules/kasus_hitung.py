"""HIT: computed columns in which somebody typed."""

from __future__ import annotations

from tests.checks.cases import Case
from tests.checks.rules.buku_lengkap import buku_lengkap

CASES: dict[str, Case] = {
    "HIT-01": Case(
        lambda b: b.field("sdm", "jumlah", 23),
        "SDM",
        "E5",
        23,
        lambda b: b.field("sdm", "jumlah", 23, formula="C5+D5+1"),
        book=buku_lengkap,
    ),
    "HIT-02": Case(
        lambda b: b.field("dpa", "penyerapan", 98.33, record=3),
        "DPA",
        "M8",
        98.33,
        lambda b: b.field("dpa", "keterangan", "98,33"),
        book=buku_lengkap,
    ),
}
