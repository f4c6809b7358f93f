"""PER: years that must fit one another."""

from __future__ import annotations

from lkjip_xl.values import Value
from tests.buku import Buku
from tests.checks.cases import Case


def _office(**fields: Value) -> object:
    def change(book: Buku) -> None:
        for key, value in fields.items():
            book.field("instansi", key, value)

    return change


def _long(last: int) -> object:
    """A period up to this year, with targets in every column."""

    def change(book: Buku) -> None:
        book.field("instansi", "renstra_akhir", last)
        for record in (0, 1):
            book.field("renstra", "target_6", 96, record=record)

    return change


def _short(book: Buku, last: int) -> None:
    """A period up to the year of the report, with the targets it has."""
    for key, value in (("renstra_akhir", last), ("tahun", last), ("tanggal", f"Januari {last + 1}")):
        book.field("instansi", key, value)
    for record in (0, 1):
        for year in range(1, 6):
            book.field("renstra", f"target_{year}", 92.5 if year <= last - 2021 else None, record=record)


CASES: dict[str, Case] = {
    "PER-01": Case(
        _office(tahun=2021, tanggal="Januari 2022"),
        "Instansi",
        "B9",
        2021,  # type: ignore[arg-type]
        lambda b: b.field("instansi", "tahun", 2024),
    ),
    "PER-02": Case(_office(renstra_akhir=2021), "Instansi", "B11", 2021, lambda b: b),  # type: ignore[arg-type]
    "PER-03": Case(_long(2028), "Instansi", "B11", 2028, _long(2027)),  # type: ignore[arg-type]
    "PER-04": Case(
        lambda b: _short(b, 2023),
        "Instansi",
        "B11",
        2023,
        lambda b: _short(b, 2024),
    ),
    "PER-05": Case(
        lambda b: b.field("instansi", "tahun_dasar", 2022),
        "Instansi",
        "B12",
        2022,
        lambda b: b.field("instansi", "tahun_dasar", 2021),
    ),
    "PER-06": Case(
        lambda b: b.field("instansi", "tanggal", "12 Januari 2023"),
        "Instansi",
        "B22",
        "12 Januari 2023",
        lambda b: b.field("instansi", "tanggal", "31 Desember 2024"),
    ),
    "PER-07": Case(
        lambda b: b.field("renstra", "target_6", 97),
        "Renstra",
        "N5",
        97,
        lambda b: b.field("renstra", "target_5", 97),
    ),
}
