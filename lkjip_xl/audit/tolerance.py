"""When two values count as equal (audit.md §3, Tolerance).

Excel snaps a subtraction near zero to 0 and LibreOffice stores 15 digits, so numbers are compared relative to the largest
number that went into them. Rupiah agree below half a sen, percentages below a millionth of a point. The raw difference is
never hidden: findings print both values in full.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, Literal

from lkjip_xl.values import CellError, Value

Unit = Literal["", "rupiah", "persen"]
"""What a cell holds, as far as it changes the tolerance."""
RELATIVE: Final = 1e-9
RUPIAH: Final = 0.005
PERCENT: Final = 1e-6
_ABSOLUTE: Final[dict[Unit, float]] = {"": 0.0, "rupiah": RUPIAH, "persen": PERCENT}


def _no_precedent() -> float:
    return 0.0


def kind(value: Value) -> str:
    """``angka``, ``teks``, ``kosong`` (blank, or a text that looks it), ``logika`` or ``galat``."""
    if value is None or value == "":
        return "kosong"
    if isinstance(value, bool):
        return "logika"
    if type(value) is CellError:
        return "galat"
    return "teks" if isinstance(value, str) else "angka"


def same_value(first: Value, second: Value, unit: Unit = "", largest: Callable[[], float] = _no_precedent) -> bool:
    """True where two values are equal: numbers within the tolerance, texts exactly, errors by their text, a blank and a text
    that looks blank alike. ``largest`` gives the largest precedent; it is asked only where that may decide."""
    if first is second:
        return True
    if isinstance(first, int | float) and isinstance(second, int | float):
        if isinstance(first, bool) or isinstance(second, bool):
            return first is second
        apart = abs(first - second)
        if apart <= RELATIVE * max(1.0, abs(first), abs(second)) or apart < _ABSOLUTE[unit]:
            return True
        return apart <= RELATIVE * largest()
    if first is None or second is None:
        return kind(first) == kind(second)
    return type(first) is type(second) and first == second
