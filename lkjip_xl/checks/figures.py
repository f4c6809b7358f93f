"""The figures of one indicator on all sheets, and the indicators that are shares of a whole."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

from lkjip_xl.checks.indicator_join import Indicator
from lkjip_xl.checks.units import is_percent
from lkjip_xl.intake.submission import Record
from lkjip_xl.values import Value, number

QUARTERS: Final = ("tw1", "tw2", "tw3", "tw4")
FIGURES: Final = {
    "renstra": ("nilai_dasar", *(f"target_{year}" for year in range(1, 7))),
    "pk": ("target_murni", "target_perubahan"),
    "realisasi": ("realisasi", *(f"realisasi_n{back}" for back in range(1, 6)), "nasional", *QUARTERS),
}
"""Columns that hold a figure in the indicator's unit, by sheet."""

_SHARE_WORDS: Final = frozenset({"persentase", "prosentase", "presentase", "cakupan", "proporsi"})
_OPEN_WORDS: Final = frozenset(
    {"peningkatan", "kenaikan", "pertumbuhan", "penambahan", "laju", "capaian", "ketercapaian", "pencapaian", "realisasi"}
)
"""Words of indicators in percent that may well pass 100: growth, or a result against a target."""


class Figure(NamedTuple):
    """A number in the indicator's unit."""

    sheet: str
    record: Record
    key: str
    value: float


def figures(indicator: Indicator) -> Iterator[Figure]:
    """Every number of an indicator that is in its unit."""
    for sheet, keys in FIGURES.items():
        record = indicator.records.get(sheet)
        if record is None:
            continue
        for key in keys:
            value = number(record.values[key])
            if value is not None:
                yield Figure(sheet, record, key, value)


def is_share_name(name: Value) -> bool:
    """True for a name that says it is part of a whole: ``Persentase penduduk yang …``."""
    if not isinstance(name, str):
        return False
    words = name.casefold().split()
    return bool(words) and words[0] in _SHARE_WORDS and not _OPEN_WORDS.intersection(words)


def is_share(indicator: Indicator) -> bool:
    """True for an indicator in percent that is part of a whole: by its name, or because pembilang and penyebut are given."""
    if not is_percent(indicator.unit) or _OPEN_WORDS.intersection(indicator.name.casefold().split()):
        return False
    parts = (number(indicator.value("realisasi", key)) for key in ("pembilang", "penyebut"))
    return is_share_name(indicator.name) or all(part is not None for part in parts)
