"""The same targets as ``make fuzz`` with random mutations from hypothesis, for machines that have no fuzzing engine."""

from __future__ import annotations

from functools import cache
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lkjip_xl.errors import RefusedFileError
from lkjip_xl.reader.workbook_reader import read_workbook
from tests.fuzz.bibit import seeds
from tests.fuzz.jalankan import SHARES
from tests.fuzz.mutasi import changed_bytes, mutate, packed, unpacked
from tests.fuzz.sasaran import TARGETS

EXAMPLES = 60


@cache
def begun(target: str) -> tuple[bytes, ...]:
    return tuple(seeds(target).values())


@pytest.mark.parametrize("target", sorted(SHARES))
def test_every_seed_passes(target: str) -> None:
    for data in begun(target):
        TARGETS[target](data)


@pytest.mark.parametrize("target", sorted(set(SHARES) - {"berkas"}))
@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(number=st.integers(0, 2**32), times=st.integers(1, 4))
def test_mutated_workbooks(target: str, number: int, times: int) -> None:
    random = Random(number)
    data = random.choice(begun(target))
    for _ in range(times):
        data = mutate(data, random)
    TARGETS[target](data)


@settings(max_examples=4 * EXAMPLES, deadline=None)
@given(number=st.integers(0, 2**32))
def test_mutated_bytes(number: int) -> None:
    random = Random(number)
    TARGETS["berkas"](changed_bytes(random.choice(begun("berkas")), random))


def test_mutations_get_past_the_package_and_the_parser() -> None:
    """What is refused teaches little: a good part must still be read, and most must be packages."""
    random, read, whole, tried = Random(1), 0, 0, 300
    for _ in range(tried):
        data = mutate(random.choice(begun("validasi")), random)
        whole += unpacked(data) is not None
        try:
            read_workbook(data)
        except RefusedFileError:
            continue
        read += 1
    assert whole > 0.9 * tried
    assert 0.3 * tried < read < 0.95 * tried


def test_the_same_numbers_give_the_same_mutation() -> None:
    data = begun("validasi")[0]
    assert mutate(data, Random(5)) == mutate(data, Random(5)) != mutate(data, Random(6))


def test_packing_keeps_the_parts() -> None:
    parts = unpacked(begun("validasi")[0])
    assert parts is not None
    assert unpacked(packed(parts, deflated=True)) == parts


def test_what_is_no_package_is_changed_as_bytes() -> None:
    assert mutate(b"kode;pagu\n", Random(1)) != b"kode;pagu\n"
