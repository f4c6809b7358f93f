"""How much work a recalculation may do: cells looked at inside areas, over the whole workbook."""

from __future__ import annotations

from typing import Final

from lkjip_xl.audit.evaluate.coercion import NotComputableError

MAX_STEPS: Final = 12_000_000
"""Cells; the report of 20,000 rows needs half a million."""


class Budget:
    """Counts work down. What comes after it is spent is not computed, and said so."""

    def __init__(self, steps: int = MAX_STEPS) -> None:
        self._left = steps

    @property
    def is_spent(self) -> bool:
        return self._left < 0

    def spend(self, steps: int) -> None:
        """Take so many steps; NotComputableError where none are left."""
        self._left -= steps
        if self._left < 0:
            raise NotComputableError("batas")

    def note(self, steps: int) -> None:
        """Take so many steps without a word; ``is_spent`` tells."""
        self._left -= steps
