"""Pangkat and golongan as people write them; the digits of a NIP."""

from __future__ import annotations

import pytest

from lkjip_xl.checks.nip import faults
from lkjip_xl.checks.ranks import read_rank


@pytest.mark.parametrize(
    ("text", "golongan"),
    [
        ("Pembina Utama Muda", "IV/c"),
        ("Pembina Tk. I", "IV/b"),
        ("PEMBINA TINGKAT I", "IV/b"),
        ("Pembina Tk.1", "IV/b"),
        ("Penata Muda Tk. I, III/b", "III/b"),
        ("Golongan III / a", "III/a"),
        ("Gol. III.a", "III/a"),
        ("IIIa", "III/a"),
        ("IV b", "IV/b"),
        ("Kelas IX", "IX"),
        ("Golongan IV", "IV"),
        ("Juru", "I/c"),
        ("Pengatur", "II/c"),
    ],
)
def test_known_ranks(text: str, golongan: str) -> None:
    rank = read_rank(text)
    assert (rank.golongan, rank.is_known, rank.disagrees) == (golongan, True, False)


@pytest.mark.parametrize("text", ["IV/f", "Golongan III / e", "Golongan XVIII", "V/a"])
def test_golongan_that_do_not_exist(text: str) -> None:
    rank = read_rank(text)
    assert rank.golongan and not rank.is_known


@pytest.mark.parametrize("text", ["", "Kepala Bidang", "Tenaga ahli", "PPPK", "Diploma"])
def test_no_rank_at_all(text: str) -> None:
    assert not read_rank(text).golongan


def test_pangkat_and_golongan_of_one_text() -> None:
    assert read_rank("Pembina Utama Muda (IV/d)").disagrees
    assert not read_rank("Pembina Utama Muda (IV/c)").disagrees
    assert not read_rank("Pembina, golongan IV").disagrees


@pytest.mark.parametrize(
    ("nip", "wrong"),
    [
        ("197809271998021001", []),
        ("199001012015031999", []),
        ("197001012023211001", []),
        ("197013271998021001", ["nip_lahir"]),
        ("202409272030021001", ["nip_lahir", "nip_tmt"]),
        ("197809271998131001", ["nip_tmt"]),
        ("197809271980021001", ["nip_tmt"]),
        ("197809271998023001", ["nip_kelamin"]),
        ("000000000000000000", ["nip_lahir", "nip_tmt", "nip_kelamin"]),
    ],
)
def test_digits_of_a_nip(nip: str, wrong: list[str]) -> None:
    assert faults(nip, 2024) == wrong


def test_without_the_year_of_the_report_only_the_digits_are_judged() -> None:
    assert faults("197809271998021001", None) == []
    assert faults("189009271998021001", None) == []
    assert faults("189009271998021001", 2024) == ["nip_lahir"]
