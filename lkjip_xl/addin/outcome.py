"""What ``lkjip addin`` is asked for, and what it answers: lines for people, an object for programs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

DONE: Final = 0
NOT_WELL: Final = 1
FAILED: Final = 2


@dataclass(frozen=True, slots=True)
class Request:
    """``folder`` is None for this user's own program; ``python`` goes only with a folder. ``libreoffice`` asks for
    LibreOffice where Excel would be meant, and is what a system without Excel is given anyway."""

    folder: str | None = None
    python: str = ""
    libreoffice: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    """The same result twice: lines for people, an object for programs."""

    code: int
    lines: list[str]
    content: dict[str, Any]
