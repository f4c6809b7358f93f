"""SAT: one unit per indicator; percent as percent points."""

from __future__ import annotations

from lkjip_xl.reader.raw import RawStyle
from tests.buku import STYLES, Buku
from tests.checks.cases import Case
from tests.checks.rules.buku_lengkap import buku_lengkap

PERCENT, QUOTED = len(STYLES), len(STYLES) + 1


class Berformat(Buku):
    """A book that knows two more number formats: a percent format, and one that only prints the sign."""

    def raw(self):  # type: ignore[no-untyped-def]
        workbook = super().raw()
        workbook.styles += [RawStyle("0.00%", True, False), RawStyle('[$-421]#,##0.00"%"', True, False)]
        return workbook


CASES: dict[str, Case] = {
    "SAT-01": Case(
        lambda b: b.field("pk", "satuan", "indeks", record=1),
        "PK",
        "E6",
        "indeks",
        lambda b: b.field("pk", "satuan", "Persen", record=1),
    ),
    "SAT-02": Case(
        lambda b: b.field("dpa", "satuan", "orang", record=4),
        "DPA",
        "F9",
        "orang",
        lambda b: b.field("dpa", "satuan", " PERSEN (%)", record=4),
        book=buku_lengkap,
    ),
    "SAT-03": Case(
        lambda b: b.field("realisasi", "realisasi_n1", 0.9, style=PERCENT),
        "Realisasi",
        "J5",
        0.9,
        lambda b: b.field("realisasi", "realisasi_n1", 90, style=QUOTED),
        book=Berformat,
    ),
    "SAT-04": Case(
        lambda b: b.field("realisasi", "realisasi_n1", 0.9),
        "Realisasi",
        "J5",
        0.9,
        lambda b: b.field("realisasi", "tw1", 0.9).field("realisasi", "tw2", 30),
    ),
}
