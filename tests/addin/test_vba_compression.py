"""Compressed VBA source comes back through an independent reader (oletools)."""

from __future__ import annotations

import random

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from lkjip_xl.addin.vba_compression import CHUNK, compress, grows
from tests.addin.vba_reader import decompress

SIZES = [*range(1, 70), 4094, 4095, 4096, 4097, 4098, 8191, 8192, 8193, 12288, 40000]
ALPHABETS = {"satu huruf": b"a", "dua huruf": b"ab", "mirip kode": b"    Dim As String\r\n()=", "huruf": bytes(range(32, 127))}


def read_back(data: bytes) -> bytes:
    return decompress(compress(data))


@pytest.mark.parametrize("alphabet", ALPHABETS)
def test_round_trip_at_every_size_that_matters(alphabet: str) -> None:
    random_source = random.Random(5)
    for size in SIZES:
        data = bytes(random_source.choices(ALPHABETS[alphabet], k=size))
        if not grows(data):
            assert read_back(data) == data, size


@given(st.binary(max_size=300) | st.lists(st.sampled_from([b"Dim ", b"End Sub\r\n", b"    ", b"x"]), max_size=3000).map(b"".join))
@example(b"")
@example(b"abcabcabcabcabcabc" * 400)
def test_round_trip_of_anything(data: bytes) -> None:
    assert grows(data) or read_back(data) == data


def test_repetition_shrinks() -> None:
    assert len(compress(b"Option Explicit\r\n" * 400)) < 400


def test_a_full_incompressible_chunk_is_stored_raw() -> None:
    data = random.Random(6).randbytes(2 * CHUNK)
    packed = compress(data)
    assert len(packed) == 1 + 2 * (2 + CHUNK)
    assert not grows(data)
    assert read_back(data) == data


def test_an_incompressible_last_chunk_is_padded_and_says_so() -> None:
    """The format has no raw chunk shorter than 4096 bytes; the reader gets the padding too ([MS-OVBA] 2.4.1.3.10)."""
    data = random.Random(7).randbytes(CHUNK + 4000)
    assert grows(data)
    assert read_back(data) == data.ljust(2 * CHUNK, b"\0")


def test_a_short_incompressible_chunk_needs_no_padding() -> None:
    data = random.Random(8).randbytes(3640)
    assert not grows(data)
    assert read_back(data) == data
