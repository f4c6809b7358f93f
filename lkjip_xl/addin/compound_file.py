"""Writer of compound files, the little file system inside vbaProject.bin: [MS-CFB], version 3, 512-byte sectors."""

from __future__ import annotations

import struct
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, Union

Storage = Mapping[str, Union[bytes, "Storage"]]
"""Names to streams (bytes) and storages (folders)."""

SECTOR: Final = 512
MINI_SECTOR: Final = 64
MINI_LIMIT: Final = 4096
"""Streams below this many bytes live in the mini stream."""

_FREE, _END, _FAT, _DIFAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD, 0xFFFFFFFC
_STORAGE, _STREAM, _ROOT = 1, 2, 5
_RED, _BLACK = 0, 1
_PER_SECTOR: Final = SECTOR // 4
_IN_HEADER: Final = 109
"""Places of FAT sectors that fit in the header; further ones stand in DIFAT sectors."""
_MAX_NAME: Final = 31
_ENTRY: Final = struct.Struct("<64sHBBIII16sIQQIQ")
_HEADER: Final = struct.Struct("<8s16sHHHHH6sIIIIIIIII")
_MAGIC: Final = bytes.fromhex("D0CF11E0A1B11AE1")


def write_compound_file(tree: Storage) -> bytes:
    """The compound file with these streams. Nothing of the clock or the machine goes in: same tree, same bytes.

    Raises ValueError for a name longer than 31 UTF-16 units.
    """
    entries = _directory(tree)
    sectors = _Sectors()
    mini = _place_streams(entries, sectors)
    root = entries[0]
    root.size, root.start = len(mini.content), sectors.add(bytes(mini.content))
    mini_fat = sectors.add(_numbers(mini.next, padded=True))
    directory = sectors.add(
        b"".join(map(_packed_entry, entries)) + _packed_entry(_Entry("", 0, color=_RED)) * (-len(entries) % 4)
    )
    return _with_fat(sectors, directory, mini_fat, _sectors_needed(len(mini.next), _PER_SECTOR))


@dataclass(slots=True)
class _Entry:
    """One line of the directory. ``left``, ``right`` and ``child`` are numbers of other lines."""

    name: str
    kind: int
    data: bytes = b""
    left: int = _FREE
    right: int = _FREE
    child: int = _FREE
    color: int = _BLACK
    start: int = 0
    size: int = 0


@dataclass(slots=True)
class _Sectors:
    """Sectors of one size with the chain they form: ``next[n]`` is the sector after sector ``n``."""

    size: int = SECTOR
    content: bytearray = field(default_factory=bytearray)
    next: list[int] = field(default_factory=list)

    def add(self, data: bytes) -> int:
        """Append a chain; the number of its first sector, or the end mark where there is nothing to hold."""
        if not data:
            return _END
        first, count = len(self.next), _sectors_needed(len(data), self.size)
        self.content += data.ljust(count * self.size, b"\0")
        self.next += [*range(first + 1, first + count), _END]
        return first


def _sectors_needed(items: int, per_sector: int) -> int:
    return -(-items // per_sector)


def _numbers(values: list[int], *, padded: bool = False) -> bytes:
    """32-bit numbers; padded to whole sectors with the mark for a free sector."""
    filler = [_FREE] * (-len(values) % _PER_SECTOR) if padded else []
    return struct.pack(f"<{len(values) + len(filler)}I", *values, *filler)


def _directory(tree: Storage) -> list[_Entry]:
    """The root and everything below it, each storage's members as a balanced search tree."""
    entries = [_Entry("Root Entry", _ROOT)]

    def enter(storage: Storage, owner: int) -> None:
        members = []
        for name, content in storage.items():
            if len(_utf16(name)) > 2 * _MAX_NAME:
                raise ValueError(f"name too long for a compound file: {name}")
            members.append(len(entries))
            if isinstance(content, bytes):
                entries.append(_Entry(name, _STREAM, content, size=len(content)))
            else:
                entries.append(_Entry(name, _STORAGE))
                enter(content, members[-1])
        members.sort(key=lambda number: _sort_key(entries[number].name))
        entries[owner].child = _link(entries, members, 1, len(members).bit_length())

    enter(tree, 0)
    return entries


def _sort_key(name: str) -> tuple[int, bytes]:
    """Order of names within a storage: the shorter first, then by UTF-16 units of the upper-case name (2.6.4)."""
    return len(_utf16(name)), name.upper().encode("utf-16-be")


def _link(entries: list[_Entry], members: list[int], level: int, depth: int) -> int:
    """Hang sorted members under their middle one. The lowest level is red, the others black: a valid red-black tree."""
    if not members:
        return _FREE
    middle = len(members) // 2
    entry = entries[members[middle]]
    entry.left = _link(entries, members[:middle], level + 1, depth)
    entry.right = _link(entries, members[middle + 1 :], level + 1, depth)
    entry.color = _RED if level == depth > 1 else _BLACK
    return members[middle]


def _place_streams(entries: list[_Entry], sectors: _Sectors) -> _Sectors:
    """Give every stream its first sector; the mini stream that holds the short ones is returned."""
    mini = _Sectors(MINI_SECTOR)
    for entry in entries:
        if entry.kind == _STREAM:
            entry.start = (mini if entry.size < MINI_LIMIT else sectors).add(entry.data)
    return mini


def _utf16(name: str) -> bytes:
    return name.encode("utf-16-le")


def _packed_entry(entry: _Entry) -> bytes:
    name = _utf16(entry.name) + b"\0\0" if entry.kind else b""
    links = (entry.left, entry.right, entry.child)
    return _ENTRY.pack(name, len(name), entry.kind, entry.color, *links, bytes(16), 0, 0, 0, entry.start, entry.size)


def _with_fat(sectors: _Sectors, directory: int, mini_fat: int, mini_fat_count: int) -> bytes:
    """Header, sectors, then the FAT (which also counts itself) and the list of its sectors."""
    used = len(sectors.next)
    fat_count, difat_count = _fat_size(used)
    fat_start, difat_start = used, used + fat_count
    fat = _numbers([*sectors.next, *[_FAT] * fat_count, *[_DIFAT] * difat_count], padded=True)
    places = list(range(fat_start, fat_start + fat_count))
    head = _HEADER.pack(
        *(_MAGIC, bytes(16), 0x3E, 3, 0xFFFE, 9, 6, bytes(6), 0, fat_count, directory, 0),
        *(MINI_LIMIT, mini_fat, mini_fat_count, difat_start if difat_count else _END, difat_count),
    )
    known = places[:_IN_HEADER]
    head += _numbers(known + [_FREE] * (_IN_HEADER - len(known)))
    return head + bytes(sectors.content) + fat + _difat(places[_IN_HEADER:], difat_start)


def _fat_size(used: int) -> tuple[int, int]:
    """(FAT sectors, DIFAT sectors) for so many other sectors; both take part in what the FAT describes."""
    fat_count, difat_count = 1, 0
    while fat_count * _PER_SECTOR < used + fat_count + difat_count:
        fat_count += 1
        difat_count = _sectors_needed(max(0, fat_count - _IN_HEADER), _PER_SECTOR - 1)
    return fat_count, difat_count


def _difat(places: list[int], start: int) -> bytes:
    """DIFAT sectors: 127 places of FAT sectors each, then the number of the next DIFAT sector."""
    step = _PER_SECTOR - 1
    groups = [places[first : first + step] for first in range(0, len(places), step)]
    packed = b""
    for number, group in enumerate(groups, 1):
        following = start + number if number < len(groups) else _END
        packed += _numbers([*group, *[_FREE] * (step - len(group)), following])
    return packed
