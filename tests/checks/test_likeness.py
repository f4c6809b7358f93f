"""Names: the same, the same written otherwise, or two names."""

from __future__ import annotations

import pytest

from lkjip_xl.checks.likeness import MAX_COMPARISONS, Likeness, NameJudge


@pytest.mark.parametrize(
    ("first", "second", "likeness"),
    [
        ("Program Pencatatan Sipil", "PROGRAM  PENCATATAN SIPIL", Likeness.SAME),
        ("KTP\u00a0elektronik", "ktp elektronik", Likeness.SAME),
        ("Kabupaten/ Kota", "KABUPATEN/KOTA", Likeness.VARIANT),
        ("Kerja Sama Data", "Kerjasama Data", Likeness.VARIANT),
        ("Persentase penduduk memiliki KTP-el", "Persentase penduduk yang memiliki KTP-el", Likeness.VARIANT),
        ("Persentase anak usia 0-5 tahun", "Persentase anak usia 0-18 tahun", Likeness.OTHER),
        ("Angka Kematian Ibu", "Prevalensi stunting pada balita", Likeness.OTHER),
        ("", "Program", Likeness.OTHER),
    ],
)
def test_likeness(first: str, second: str, likeness: Likeness) -> None:
    judge = NameJudge()
    assert judge.compare(first, second) is judge.compare(second, first) is likeness


def test_endless_wrong_names_are_compared_coarsely() -> None:
    judge = NameJudge(made=MAX_COMPARISONS)
    assert judge.alike("Meningkatnya kualitas pelayanan", "Meningkatnya kualitas palayanan")
    assert not judge.alike("Meningkatnya kualitas pelayanan", "Angka Kematian Ibu")
