"""Compound files come back through an independent reader (olefile), at every size where the layout changes."""

from __future__ import annotations

import io
import random
import warnings

import olefile
import pytest

from lkjip_xl.addin.compound_file import MINI_LIMIT, SECTOR, Storage, write_compound_file

EDGES = [0, 1, 63, 64, 65, 511, 512, 513, 4095, 4096, 4097, 70000]


def read(data: bytes) -> olefile.OleFileIO:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        opened = olefile.OleFileIO(io.BytesIO(data), raise_defects=olefile.DEFECT_INCORRECT)
    assert opened.parsing_issues == []
    return opened


def flat(tree: Storage, path: str = "") -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    for name, content in tree.items():
        if isinstance(content, bytes):
            found[path + name] = content
        else:
            found |= flat(content, f"{path}{name}/")
    return found


def assert_same(tree: Storage) -> None:
    expected = flat(tree)
    opened = read(write_compound_file(tree))
    assert {"/".join(parts) for parts in opened.listdir()} == set(expected)
    for path, content in expected.items():
        assert opened.openstream(path).read() == content, path


@pytest.mark.parametrize("size", EDGES)
def test_one_stream(size: int) -> None:
    assert_same({"Data": random.Random(size).randbytes(size)})


def test_all_sizes_together_and_nested() -> None:
    streams = {f"S{size}": random.Random(size).randbytes(size) for size in EDGES}
    assert_same({**streams, "VBA": streams, "A": {"B": {"C": streams}}})


@pytest.mark.parametrize("count", [1, 2, 3, 4, 7, 8, 50, 200])
def test_any_number_of_members_is_found_by_name(count: int) -> None:
    """olefile walks the tree; looking up each name also needs the order of the search tree to be right."""
    tree = {f"Modul{number * 7919 % 10007}{'x' * (number % 5)}": str(number).encode() for number in range(count)}
    assert_same(tree)
    assert_search_tree(write_compound_file(tree))


def assert_search_tree(data: bytes) -> None:
    """From every entry all shorter (then alphabetically earlier) names lie to the left; no red entry has a red child."""
    entries = read(data).direntries

    def walk(number: int, red_above: bool) -> list[tuple[int, str]]:
        if number == olefile.NOSTREAM:
            return []
        entry = entries[number]
        red = entry.color == 0
        assert not (red and red_above)
        own = (len(entry.name), entry.name.upper())
        return [*walk(entry.sid_left, red), own, *walk(entry.sid_right, red)]

    for storage in (entry for entry in entries if entry is not None and entry.sid_child != olefile.NOSTREAM):
        names = walk(storage.sid_child, False)
        assert names == sorted(names)


def test_a_file_that_needs_difat_sectors() -> None:
    """Above 109 FAT sectors, nearly 7 MB, their places no longer fit in the header."""
    big = random.Random(1).randbytes(9 << 20)
    data = write_compound_file({"Besar": big, "kecil": b"x" * 100})
    assert int.from_bytes(data[72:76], "little") == 1
    assert_same({"Besar": big, "kecil": b"x" * 100})


def test_more_difat_sectors_than_one() -> None:
    big = bytes(17 << 20)
    data = write_compound_file({"Besar": big})
    assert int.from_bytes(data[72:76], "little") == 2
    assert read(data).openstream("Besar").read() == big


def test_layout_facts() -> None:
    data = write_compound_file({"a": b"1" * (MINI_LIMIT - 1), "b": b"2" * MINI_LIMIT})
    assert len(data) % SECTOR == 0
    assert data[:8].hex() == "d0cf11e0a1b11ae1"
    opened = read(data)
    assert [opened.get_size(name) for name in ("a", "b")] == [4095, 4096]
    assert opened.minisectorcutoff == MINI_LIMIT


def test_same_tree_same_bytes() -> None:
    tree: Storage = {"VBA": {"dir": b"x" * 5000, "M": b"y"}, "PROJECT": b"z"}
    assert write_compound_file(tree) == write_compound_file(tree)


def test_a_name_too_long_is_refused() -> None:
    assert_same({"N" * 31: b"1"})
    with pytest.raises(ValueError, match="name too long"):
        write_compound_file({"N" * 32: b"1"})
