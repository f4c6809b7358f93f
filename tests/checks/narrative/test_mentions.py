"""Which indicators prose names: only by words that no other indicator shares."""

from __future__ import annotations

import pytest

from lkjip_xl.checks.indicator_join import Indicator
from lkjip_xl.checks.narrative.mentions import Mentions
from lkjip_xl.intake.submission import Record

NAMES = (
    "Persentase penduduk yang memiliki KTP-el",
    "Persentase penduduk yang memiliki akta kelahiran usia 0-18 tahun",
    "Angka Kematian Ibu (AKI)",
    "Angka Kematian Bayi (AKB)",
    "Persentase puskesmas terakreditasi paripurna",
    "Persentase desa siaga",
    "Persentase desa mandiri",
    "Indikator",
)


def named(text: str) -> list[str]:
    indicators = [Indicator(name, {"pk": Record(5 + row, {"indikator": name})}) for row, name in enumerate(NAMES)]
    return [indicator.name for indicator in Mentions(indicators).named(text)]


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("kepemilikan KTP-el sudah baik", [0]),
        ("untuk kepemilikan akta kelahiran 0-18 tahun", [1]),
        ("AKI dan AKB turun", [2, 3]),
        ("angka kematian ibu", [2]),
        ("kematian ibu dan bayi", [2, 3]),
        ("akreditasi paripurna puskesmas", [4]),
        ("desa siaga", [5]),
        ("penduduk yang memiliki dokumen", []),
        ("masyarakat mandiri", []),
        ("kelahiran", []),
        ("indikator kinerja utama", []),
        ("", []),
    ],
)
def test_names_in_prose(text: str, places: list[int]) -> None:
    assert named(text) == [NAMES[place] for place in places]


def test_indicators_of_one_name_are_never_named() -> None:
    twins = [Indicator(str(row), {"pk": Record(row, {"indikator": "Indeks kepuasan masyarakat"})}) for row in (5, 6)]
    assert Mentions(twins).named("Indeks kepuasan masyarakat") == []
