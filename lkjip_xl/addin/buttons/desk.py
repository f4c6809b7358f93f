"""Where an action works, and how it ends. Nothing else is imported here: every press of a button begins with this module."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from lkjip_xl.errors import UsageError

if TYPE_CHECKING:
    from xlwings import App, Book


@dataclass(frozen=True, slots=True)
class Desk:
    """The program and the workbook in front; None where the action needs none."""

    app: App
    front: Book | None

    @property
    def book(self) -> Book:
        """The workbook in front. Raises UsageError where there is none."""
        if self.front is None:
            raise UsageError("Tombol ini memerlukan buku kerja yang terbuka.")
        return self.front


@dataclass(frozen=True, slots=True)
class Said:
    """How an action ends: its message, and whether it is bad news."""

    text: str
    critical: bool = False
