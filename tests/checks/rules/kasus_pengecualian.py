"""Cases of the findings about recorded exceptions."""

from __future__ import annotations

from lkjip_xl.checks.waivers import MAX_WAIVERS
from lkjip_xl.values import Value
from tests.buku import Buku
from tests.checks.cases import Case

VALID: dict[str, Value] = {
    "kode_temuan": "ANL-05",
    "alasan": "Alasan contoh",
    "ditetapkan_oleh": "Kepala Dinas Contoh",
    "berlaku_sampai": "31-12-2025",
}


def waive(book: Buku, record: int = 0, **changes: Value) -> Buku:
    """A waiver for the blank Sumber Data of the first indicator, which is made blank with it."""
    book.field("renstra", "sumber_data")
    for key, value in {**VALID, **changes}.items():
        book.field("pengecualian", key, value, record=record)
    return book


def _too_many(book: Buku, count: int) -> Buku:
    for record in range(count):
        waive(book, record)
    return book


CASES: dict[str, Case] = {
    "PGC-01": Case(lambda b: waive(b, kode_temuan="ABC-99"), "Pengecualian", "A5", "ABC-99", waive, along=("ANL-05",)),
    "PGC-02": Case(lambda b: waive(b, kode_temuan="NIL-01"), "Pengecualian", "A5", "NIL-01", waive, along=("ANL-05",)),
    "PGC-03": Case(
        lambda b: waive(b, berlaku_sampai="31-12-2024"),
        "Pengecualian",
        "F5",
        "31-12-2024",
        lambda b: waive(b, berlaku_sampai="31-01-2025"),
        along=("ANL-05",),
    ),
    "PGC-04": Case(
        lambda b: waive(b, sel_atau_kunci="Q6"),
        "Pengecualian",
        "A5",
        "ANL-05",
        lambda b: waive(b, sel_atau_kunci="Q5"),
        along=("ANL-05",),
    ),
    "PGC-05": Case(
        lambda b: waive(b, berlaku_sampai="31-02-2025"),
        "Pengecualian",
        "F5",
        "31-02-2025",
        lambda b: waive(b, berlaku_sampai="28/2/2025"),
        along=("ANL-05",),
    ),
    "PGC-06": Case(
        lambda b: waive(b, berlaku_sampai=None),
        "Pengecualian",
        "F5",
        None,
        lambda b: waive(b, berlaku_sampai="2025"),
        along=("ANL-05",),
    ),
    "PGC-07": Case(
        lambda b: _too_many(b, MAX_WAIVERS + 1),
        "Pengecualian",
        f"A{5 + MAX_WAIVERS}",
        "ANL-05",
        lambda b: _too_many(b, MAX_WAIVERS),
        along=("ANL-05",),
    ),
}
