"""What became of one file, as the batch remembers it. Nothing heavy is imported here: the process that leads a batch needs only
this, and leaves reading, checking and writing to its workers."""

from __future__ import annotations

import hashlib
import stat
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

Facts = dict[str, Any]
"""An office's figures as plain values that fit in a journal line; see ``facts``."""
DONE, REFUSED, FAILED = "SELESAI", "DITOLAK", "GAGAL"
MEMORY = "MEMORY"
DISK_FULL = "DISK_PENUH"
MAX_HASHED = 1 << 28
"""A file larger than this is refused by its size alone and gets no hash: reading it would take longer than anybody waits."""
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file. ``status``: SELESAI report made, DITOLAK the file cannot be examined, GAGAL the work on it was
    ended. ``code`` and ``message`` say why; ``output`` is the report's name below the output folder, ``""`` without one."""

    name: str
    sha256: str
    status: str
    code: str = ""
    message: str = ""
    output: str = ""
    output_sha256: str = ""
    seconds: float = 0.0
    facts: Facts = field(default_factory=dict)
    """What the rekap needs to know; dropped as soon as it stands in the journal, see ``without_facts``."""

    @property
    def without_facts(self) -> Outcome:
        """The same without the office's figures, small enough to keep thousands of them."""
        return replace(self, facts={})

    def to_json(self) -> dict[str, Any]:
        """Every field, for the journal."""
        return asdict(self)


def file_sha256(path: Path) -> str:
    """SHA-256 of a file, read in pieces."""
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        while piece := stream.read(_CHUNK):
            digest.update(piece)
    return digest.hexdigest()


def source_sha256(path: Path) -> str:
    """SHA-256 of a submitted file; ``""`` for what has none: a link, a pipe, a file too large to be examined."""
    found = path.lstat()
    return file_sha256(path) if stat.S_ISREG(found.st_mode) and found.st_size <= MAX_HASHED else ""
