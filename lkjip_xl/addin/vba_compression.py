"""VBA source as it lies in a file: the run-length compression of [MS-OVBA] 2.4.1."""

from __future__ import annotations

from typing import Final

CHUNK: Final = 4096
"""Bytes of source that are compressed on their own; what a copy token points at lies in the same chunk."""

_SIGNATURE: Final = b"\x01"
_COMPRESSED: Final = 0xB000
_RAW: Final = 0x3000
_SHORTEST: Final = 3
"""A copy token costs two bytes and a flag, so it pays from three bytes on."""


def compress(data: bytes) -> bytes:
    """``data`` as a compressed container.

    A chunk that will not shrink is stored raw, and a raw chunk always holds 4096 bytes: where that is the last and
    shorter chunk, the format pads it with zero bytes and a reader gets them back (see ``grows``).
    """
    chunks = (data[start : start + CHUNK] for start in range(0, len(data), CHUNK))
    return _SIGNATURE + b"".join(map(_chunk, chunks))


def grows(data: bytes) -> bool:
    """Whether reading ``compress(data)`` back gives zero bytes after ``data``, because its last chunk had to be padded."""
    tail = data[len(data) - len(data) % CHUNK :]
    return len(_tokens(tail)) > CHUNK


def _chunk(plain: bytes) -> bytes:
    """One chunk: two bytes with its kind and its size less three, then tokens, or the plain bytes where tokens are longer."""
    body = _tokens(plain)
    kind = _COMPRESSED
    if len(body) > CHUNK:
        kind, body = _RAW, plain.ljust(CHUNK, b"\0")
    return (kind | len(body) - 1).to_bytes(2, "little") + body


def _tokens(plain: bytes) -> bytes:
    """Groups of a flag byte and up to eight tokens; a set flag marks a copy token, a clear one a plain byte."""
    packed = bytearray()
    earlier = _Earlier(plain)
    place = 0
    while place < len(plain):
        flags, group = 0, bytearray()
        for bit in range(8):
            if place == len(plain):
                break
            length, distance = earlier.longest(place)
            if length:
                flags |= 1 << bit
                group += _copy_token(place, length, distance)
            else:
                length = 1
                group.append(plain[place])
            place += length
        packed.append(flags)
        packed += group
    return bytes(packed)


def _distance_bits(place: int) -> int:
    """How many of a copy token's 16 bits hold the distance: as few as reach back to the chunk's start, at least four."""
    return max(4, (place - 1).bit_length())


def _copy_token(place: int, length: int, distance: int) -> bytes:
    return ((distance - 1) << (16 - _distance_bits(place)) | (length - _SHORTEST)).to_bytes(2, "little")


class _Earlier:
    """Where the bytes at a place stood before, within one chunk."""

    def __init__(self, plain: bytes) -> None:
        self._plain = plain
        self._places: dict[bytes, list[int]] = {}
        self._known = 0

    def longest(self, place: int) -> tuple[int, int]:
        """(length, distance) of the longest earlier occurrence, the nearest one of equals; (0, 0) where none pays."""
        self._learn(place)
        best, distance = 0, 0
        limit = min((0xFFFF >> _distance_bits(place)) + _SHORTEST, len(self._plain) - place) if place else 0
        for start in reversed(self._places.get(self._plain[place : place + _SHORTEST], ())):
            length = self._common(start, place, limit)
            if length > best:
                best, distance = length, place - start
                if best == limit:
                    break
        return (best, distance) if best >= _SHORTEST else (0, 0)

    def _learn(self, place: int) -> None:
        """Note every three bytes that begin before ``place``."""
        for start in range(self._known, place):
            self._places.setdefault(self._plain[start : start + _SHORTEST], []).append(start)
        self._known = place

    def _common(self, start: int, place: int, limit: int) -> int:
        """How many bytes agree; the earlier occurrence may run into the later one."""
        plain, length = self._plain, 0
        while length < limit and plain[start + length] == plain[place + length]:
            length += 1
        return length
