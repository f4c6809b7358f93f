"""What fuzzing finds: each fault once, with its trace, and a file made as small as the fault allows."""

from __future__ import annotations

import re
import time
import traceback
from hashlib import sha256
from pathlib import Path

from tests.fuzz.mutasi import Parts, packed, unpacked
from tests.fuzz.sasaran import Target

PACKAGE = "lkjip_xl"
SLOW_SECONDS = 10.0
"""Processor time after which one small file is a finding: instrumented code is several times slower than plain code."""
_PIECE = re.compile(r"<[^<>]*>|[^<>]+|[<>]")
_LETTERS = re.compile(r"[^\w.-]+")


class SlowError(Exception):
    """A file that took too long."""


def key_of(error: BaseException) -> str:
    """What tells one fault from another: its kind and the innermost place in the package. A broken promise is told by the first
    words of what it says, since it is noticed in the target and not where it comes from."""
    if isinstance(error, AssertionError) and _place(error) == "":
        return f"AssertionError {' '.join(re.split(r'[^a-z]+', str(error))[:4])}".strip()
    return f"{type(error).__name__} {_place(error)}".strip()


def _place(error: BaseException) -> str:
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if PACKAGE in Path(frame.filename).parts]
    if not frames:
        return ""
    file = Path(frames[-1].filename)
    return f"{'.'.join(file.parts[file.parts.index(PACKAGE) :]).removesuffix('.py')}.{frames[-1].name}"


def fault_of(target: Target, data: bytes) -> BaseException | None:
    """What a target raises on these bytes; None where all is well."""
    begun = time.process_time()
    try:
        target(data)
    except Exception as error:  # this is what is looked for
        return error
    spent = time.process_time() - begun
    return SlowError(f"{spent:.1f} detik prosesor") if spent > SLOW_SECONDS else None


class Findings:
    """The findings of one target in a folder of its own: NAME.xlsx beside NAME.txt."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._known = {path.stem for path in folder.glob("*.txt")}

    def add(self, data: bytes, error: BaseException) -> bool:
        """Keep a fault that is new; True where it was."""
        key = key_of(error)
        name = f"{_LETTERS.sub('-', key)[:90]}-{sha256(key.encode()).hexdigest()[:6]}"
        if name in self._known:
            return False
        self._known.add(name)
        self.folder.mkdir(parents=True, exist_ok=True)
        (self.folder / f"{name}.xlsx").write_bytes(data)
        trace = "".join(traceback.format_exception(error))
        (self.folder / f"{name}.txt").write_text(f"{key}\n\n{trace}", "utf-8", errors="backslashreplace")
        return True


def shrunk(target: Target, data: bytes, seconds: float = 20.0) -> bytes:
    """A smaller file with the same fault: parts left out, then elements and texts, as long as the fault stays."""
    error = fault_of(target, data)
    parts = unpacked(data)
    if error is None or parts is None:
        return data
    key, until = key_of(error), time.monotonic() + seconds

    def still(smaller: Parts) -> bool:
        if time.monotonic() > until:
            return False
        other = fault_of(target, packed(smaller))
        return other is not None and key_of(other) == key

    if not still(parts):
        return data  # the fault lies in how the file is packed
    for name in sorted(parts, key=lambda part: -len(parts[part])):
        less = {other: content for other, content in parts.items() if other != name}
        if less and still(less):
            parts = less
    for name in sorted(parts, key=lambda part: -len(parts[part])):
        parts = _shrunk_part(parts, name, still)
    return packed(parts)


def _shrunk_part(parts: Parts, name: str, still: object) -> Parts:
    """One part without the pieces it can do without: halves first, single pieces last."""
    assert callable(still)
    try:
        pieces = _PIECE.findall(parts[name].decode())
    except UnicodeDecodeError:
        return parts
    size = max(1, len(pieces) // 2)
    while size:
        at = 0
        while at < len(pieces):
            fewer = pieces[:at] + pieces[at + size :]
            smaller = {**parts, name: "".join(fewer).encode()}
            if fewer and still(smaller):
                pieces, parts = fewer, smaller
            else:
                at += size
        size //= 2
    return parts
