"""Prose as sentences, clauses, words and stems."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lkjip_xl.checks.narrative.numbers import number_at_end
from lkjip_xl.checks.narrative.sentences import clauses, excerpt, sentences, span, stem, words


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Satu. Dua! Tiga?", ["Satu.", "Dua!", "Tiga?"]),
        ("Sebesar Rp. 5.629.936.406,-. Digunakan", ["Sebesar Rp. 5.629.936.406,-.", "Digunakan"]),
        ("1. Capaian no. 23 baik", ["1. Capaian no. 23 baik"]),
        ("sebanyak 23. Selanjutnya", ["sebanyak 23.", "Selanjutnya"]),
        ("beberapa faktor:\n1. Migrasi\n\n2. Usia", ["beberapa faktor:", "1. Migrasi", "2. Usia"]),
        ("a; b", ["a;", "b"]),
        ("  \n ", []),
    ],
)
def test_sentences(text: str, parts: list[str]) -> None:
    assert sentences(text) == parts


@given(st.text(alphabet="ab.:;\n Rp1", max_size=60))
def test_no_letter_is_lost_between_sentences(text: str) -> None:
    assert "".join("".join(sentences(text)).split()) == "".join(text.split())


def test_clauses_part_at_contrast_and_cause_and_leave_out_asides() -> None:
    sentence = "Prevalensi turun, tetapi belum mencapai target karena (data lapangan, dua desa) terlambat"
    assert clauses(sentence) == ["Prevalensi turun", "tetapi belum mencapai target", "karena   terlambat"]
    assert clauses("Terdapat 2 (dua) indikator sehingga baik") == ["Terdapat 2 (dua) indikator", "sehingga baik"]


def test_words_keep_numbers_and_joined_words_whole() -> None:
    assert words("KTP-el usia 0-18, 99,30% (2.500) dan target-target.") == [
        "ktp-el", "usia", "0-18", "99,30%", "2.500", "dan", "target-target",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("first", "second"),
    [("terakreditasi", "akreditasi"), ("kompetensinya", "kompetensi"), ("kelahiran", "lahir"), ("mempunyai", "mempunyainya")],
)
def test_forms_of_one_word_share_a_stem(first: str, second: str) -> None:
    assert stem(first) == stem(second)


def test_a_stem_keeps_enough_of_short_words() -> None:
    assert [stem(word) for word in ("ibu", "bayi", "0-18", "ktp-el")] == ["ibu", "bayi", "0-18", "ktp-el"]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("dua", 2),
        ("dari sebelas", 11),
        ("tiga belas", 13),
        ("dua puluh", 20),
        ("dua puluh satu", 21),
        ("2 dua", 2),
        ("12", 12),
        ("1250", None),
        ("seratus dua", None),
        ("beberapa", None),
        ("", None),
    ],
)
def test_small_numbers_in_words(text: str, number: int | None) -> None:
    assert number_at_end(text.split()) == number


def test_a_quotation_ends_with_its_claim() -> None:
    assert excerpt("sudah\nmencapai target") == "“sudah mencapai target”"
    long = excerpt("kata " * 40 + "sudah mencapai target")
    assert long.startswith("“…kata") and long.endswith("sudah mencapai target”") and len(long) < 90


def test_a_span_runs_from_clause_to_clause() -> None:
    sentence = "KTP-el naik, tetapi akta, meski sulit, mencapai target"
    parts = clauses(sentence)
    assert span(sentence, parts, 1, 3) == "tetapi akta, meski sulit, mencapai target"
