"""NIP: date of birth (8 digits), month of appointment (6), sex (1), number (3) — Peraturan Kepala BKN 22/2007."""

from __future__ import annotations

from datetime import date
from typing import Final

YOUNGEST, OLDEST = 17, 75
"""Age in the year of the report; nobody signs outside it."""
YOUNGEST_APPOINTED: Final = 15
PPPK_MONTH: Final = 21
"""What stands for the month in the number of a PPPK."""


def faults(nip: str, year: int | None) -> list[str]:
    """What does not fit in a number of 18 digits: names of phrases of the catalogue, in the order of the digits. ``year`` is
    that of the report."""
    found = []
    birth = _date(nip[:8])
    if birth is None or (year is not None and not YOUNGEST <= year - birth.year <= OLDEST):
        found.append("nip_lahir")
    appointed, month = int(nip[8:12]), int(nip[12:14])
    late = year is not None and appointed > year + 1
    early = birth is not None and appointed < birth.year + YOUNGEST_APPOINTED
    if not (1 <= month <= 12 or month == PPPK_MONTH) or appointed < 1950 or late or early:
        found.append("nip_tmt")
    if nip[14] not in "12":
        found.append("nip_kelamin")
    return found


def _date(digits: str) -> date | None:
    try:
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return None
