"""Bytes of a changed copy handed over whole: a neighbour file first, then one rename."""

from __future__ import annotations

import os
from pathlib import Path


def deliver(data: bytes, target: Path) -> None:
    """Write a file so that nobody ever sees half of it."""
    draft = target.with_name(f".{target.name}.{os.getpid()}.tmp")
    try:
        draft.write_bytes(data)
        draft.replace(target)
    finally:
        draft.unlink(missing_ok=True)
