"""Codes and names of cells as texts to compare."""

from __future__ import annotations

from lkjip_xl.checks.shown import shown
from lkjip_xl.intake.names import normalised
from lkjip_xl.values import Value


def text(value: Value) -> str:
    """A cell's text for comparing and showing; blank is ""."""
    return "" if value is None else value if isinstance(value, str) else shown(value)


def same_name(first: Value, second: Value) -> bool:
    """True for names that differ at most in case, spaces and punctuation."""
    return bool(text(first)) and normalised(text(first)) == normalised(text(second))


def code_key(value: Value) -> str:
    """A code for comparing: ``1.1``, ``1-1`` and the number 1,1 are one code; ``11`` is another, and so is ``1.01``."""
    if value is None:
        return ""
    plain = value if isinstance(value, str) else shown(value)
    return plain.casefold().replace("-", ".").replace(",", ".").strip(" .\xa0")
