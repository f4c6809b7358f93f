"""The ZIP package of a workbook: its directory checked before anything is inflated, its parts inflated in counted pieces.

The directory is read here and not by ``zipfile``: that module keeps the later of two members with one name, reads
members that overlap, and leaves the counting of inflated bytes to the caller.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from lkjip_xl.ooxml.limits import Limits
from lkjip_xl.ooxml.refusals import refusal, size
from lkjip_xl.ooxml.sniff import END_OF_DIRECTORY, LOCAL_HEADER, require_zip

PIECE: Final = 64 << 10
"""Inflated bytes handed on at a time."""
_PACKED_PIECE: Final = 16 << 10

_END = struct.Struct("<4s4H2LH")
_END64 = struct.Struct("<4sQ2H2L4Q")
_LOCATOR64 = struct.Struct("<4sLQL")
_CENTRAL = struct.Struct("<4s6H3L5H2L")
_LOCAL = struct.Struct("<4s5H3L2H")
_STORED, _DEFLATED = 0, 8
_ENCRYPTED_FLAGS = 0x1 | 0x40 | 0x2000
_UTF8_FLAG = 0x800
_ANY_16, _ANY_32 = 0xFFFF, 0xFFFFFFFF
_MAX_COMMENT = 0xFFFF


class Member(NamedTuple):
    """One entry of the directory: where its packed bytes begin, and what it claims to be."""

    name: str
    method: int
    crc: int
    packed: int
    size: int
    begin: int
    data: int


class Directory(NamedTuple):
    """Where the directory begins, how many entries it has, and where it ends."""

    begin: int
    entries: int
    end: int


class Package:
    """A checked package. Part names are looked up without regard to case, as the package convention demands."""

    def __init__(self, data: bytes, limits: Limits) -> None:
        require_zip(data)
        self._data = data
        self._limits = limits
        self._members: dict[str, Member] = {}
        self._inflated = 0
        directory = _directory_place(data)
        for member in _members(data, directory, limits):
            key = member.name.lower()
            if key in self._members:
                raise refusal("ZIP_DUPLICATE", part=member.name)
            self._members[key] = member
        _check_sizes(self._members.values(), limits)
        _check_places(self._members.values(), directory.begin)

    @property
    def parts(self) -> list[str]:
        """Every part name in directory order, folder entries left out."""
        return [member.name for member in self._members.values() if not member.name.endswith("/")]

    def find(self, name: str) -> str | None:
        """The part's name as the package spells it, or None."""
        member = self._members.get(name.lower())
        return member.name if member else None

    def pieces(self, name: str) -> Iterator[bytes]:
        """The part's bytes in pieces of at most 64 KiB; refused at the first byte that was not declared."""
        member = self._members.get(name.lower())
        if member is None:
            raise refusal("PART_MISSING", part=name)
        length = checksum = 0
        for piece in self._inflate(member):
            length += len(piece)
            if length > member.size:
                raise refusal("ZIP_LYING_SIZE", part=member.name)
            self._count(len(piece))
            checksum = zlib.crc32(piece, checksum)
            yield piece
        if length != member.size:
            raise refusal("ZIP_LYING_SIZE", part=member.name)
        if checksum != member.crc:
            raise refusal("ZIP_CRC", part=member.name)

    def _count(self, length: int) -> None:
        """Guard the sum over all readings: a part named twice is inflated twice."""
        self._inflated += length
        if self._inflated > 2 * self._limits.total_size:
            raise refusal("TOTAL_SIZE", found=size(self._inflated), limit=size(self._limits.total_size))

    def _inflate(self, member: Member) -> Iterator[bytes]:
        packed = memoryview(self._data)[member.data : member.data + member.packed]
        if member.method == _STORED:
            for place in range(0, len(packed), PIECE):
                yield bytes(packed[place : place + PIECE])
            return
        inflater = zlib.decompressobj(-zlib.MAX_WBITS)
        try:
            for place in range(0, len(packed), _PACKED_PIECE):
                left: bytes | memoryview = packed[place : place + _PACKED_PIECE]
                while left and not inflater.eof:
                    piece = inflater.decompress(left, PIECE)
                    left = inflater.unconsumed_tail
                    if piece:
                        yield piece
            while not inflater.eof:
                piece = inflater.decompress(b"", PIECE)
                if not piece:
                    raise refusal("ZIP_BROKEN")
                yield piece
        except zlib.error as fault:
            raise refusal("ZIP_BROKEN") from fault


def _members(data: bytes, directory: Directory, limits: Limits) -> Iterator[Member]:
    place, entries, end = directory
    if entries > limits.entries:
        raise refusal("ZIP_ENTRIES", found=entries, limit=limits.entries)
    if entries == 0:
        raise refusal("ZIP_EMPTY")
    for _ in range(entries):
        if place + _CENTRAL.size > end:
            raise refusal("ZIP_BROKEN")
        fields = _CENTRAL.unpack_from(data, place)
        mark, _, _, flags, method, _, _, crc, packed, length, name_length, extra_length, comment_length = fields[:13]
        begin = fields[16]
        after = place + _CENTRAL.size + name_length + extra_length + comment_length
        if mark != b"PK\x01\x02" or after > end:
            raise refusal("ZIP_BROKEN")
        raw_name = data[place + _CENTRAL.size : place + _CENTRAL.size + name_length]
        name = _part_name(raw_name, flags, limits)
        if _ANY_32 in (packed, length, begin):
            extra = data[place + _CENTRAL.size + name_length : after - comment_length]
            length, packed, begin = _wide_numbers(extra, length, packed, begin)
        if flags & _ENCRYPTED_FLAGS:
            raise refusal("ZIP_ENCRYPTED", part=name)
        if method not in (_STORED, _DEFLATED):
            raise refusal("ZIP_METHOD", part=name)
        yield Member(name, method, crc, packed, length, begin, _data_place(data, begin, raw_name, method))
        place = after
    if place != end:
        raise refusal("ZIP_BROKEN")


def _directory_place(data: bytes) -> Directory:
    at = data.rfind(END_OF_DIRECTORY, max(0, len(data) - _END.size - _MAX_COMMENT))
    if at < 0 or at + _END.size > len(data):
        raise refusal("ZIP_BROKEN")
    _, disk, first_disk, here, entries, length, begin, comment = _END.unpack_from(data, at)
    if at + _END.size + comment != len(data):
        raise refusal("ZIP_TRAILING")
    end = at
    if _ANY_16 in (here, entries, disk) or _ANY_32 in (length, begin):
        end, disk, first_disk, here, entries, length, begin = _wide_end(data, at)
    if disk or first_disk or here != entries:
        raise refusal("ZIP_BROKEN")
    if begin + length != end:
        raise refusal("ZIP_PREFIX" if begin + length < end else "ZIP_BROKEN")
    return Directory(begin, entries, end)


def _wide_end(data: bytes, at: int) -> tuple[int, int, int, int, int, int, int]:
    """The ZIP64 form of the end record: some writers use it for small packages too."""
    locator = at - _LOCATOR64.size
    if locator < 0 or data[locator : locator + 4] != b"PK\x06\x07":
        raise refusal("ZIP_BROKEN")
    _, _, place, _ = _LOCATOR64.unpack_from(data, locator)
    if place + _END64.size > locator or data[place : place + 4] != b"PK\x06\x06":
        raise refusal("ZIP_BROKEN")
    _, _, _, _, disk, first_disk, here, entries, length, begin = _END64.unpack_from(data, place)
    return place, disk, first_disk, here, entries, length, begin


def _wide_numbers(extra: bytes, *numbers: int) -> list[int]:
    """Size, packed size and offset with the ones too large for 32 bits taken from the ZIP64 extra field."""
    while len(extra) >= 4:
        kind, length = struct.unpack_from("<HH", extra)
        field, extra = extra[4 : 4 + length], extra[4 + length :]
        if kind == 1:
            wide = [number for (number,) in struct.iter_unpack("<Q", field[: len(field) // 8 * 8])]
            if len(wide) >= numbers.count(_ANY_32):
                return [wide.pop(0) if number == _ANY_32 else number for number in numbers]
    raise refusal("ZIP_BROKEN")


def _part_name(raw: bytes, flags: int, limits: Limits) -> str:
    """The name with old writers' backslashes turned; a name that leaves the package is refused."""
    try:
        name = raw.decode("utf-8" if flags & _UTF8_FLAG else "cp437")
    except UnicodeDecodeError as fault:
        raise refusal("ZIP_NAME", part=raw.decode("latin-1")) from fault
    turned = name.replace("\\", "/")
    strange = not name or turned.startswith("/") or ".." in turned.split("/") or not turned.isprintable()
    if strange or ":" in turned or len(turned) > limits.part_name:
        raise refusal("ZIP_NAME", part=name)
    return turned


def _data_place(data: bytes, begin: int, raw_name: bytes, method: int) -> int:
    """Where the packed bytes begin. The local header must tell the same name and method as the directory."""
    if begin + _LOCAL.size > len(data):
        raise refusal("ZIP_BROKEN")
    mark, _, _, own_method, _, _, _, _, _, name_length, extra_length = _LOCAL.unpack_from(data, begin)
    name_at = begin + _LOCAL.size
    if mark != LOCAL_HEADER or data[name_at : name_at + name_length] != raw_name or own_method != method:
        raise refusal("ZIP_BROKEN")
    place = name_at + name_length + extra_length
    if place > len(data):
        raise refusal("ZIP_BROKEN")
    return int(place)


def _check_sizes(members: Iterable[Member], limits: Limits) -> None:
    total = 0
    for member in members:
        if member.size > limits.part_size:
            raise refusal("PART_SIZE", part=member.name, found=size(member.size), limit=size(limits.part_size))
        ratio = member.size // max(1, member.packed)
        if member.size > limits.ratio_grace and ratio >= limits.ratio:
            raise refusal("ZIP_RATIO", part=member.name, found=ratio, limit=limits.ratio)
        total += member.size
    if total > limits.total_size:
        raise refusal("TOTAL_SIZE", found=size(total), limit=size(limits.total_size))


def _check_places(members: Iterable[Member], directory: int) -> None:
    """Members must lie one after another from the first byte on: readers disagree about anything else."""
    end = 0
    for member in sorted(members, key=lambda found: found.begin):
        if end == 0 and member.begin != 0:
            raise refusal("ZIP_PREFIX")
        if member.begin < end or member.data + member.packed > directory:
            raise refusal("ZIP_OVERLAP", part=member.name)
        end = member.data + member.packed
