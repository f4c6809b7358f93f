"""Hands a finished file over whole: into a neighbour file first, then one rename, so that nobody ever sees half of it."""

from __future__ import annotations

import os
from pathlib import Path


def deliver(data: bytes | memoryview, target: Path) -> None:
    """Write ``target``, or leave what stands there. OSError where the system does not take it."""
    draft = target.with_name(f".{target.name}.{os.getpid()}.tmp")
    try:
        draft.write_bytes(data)
        draft.replace(target)
    finally:
        draft.unlink(missing_ok=True)
