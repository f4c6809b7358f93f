"""The time a paper carries. It never comes from the clock, so that the same input gives the same bytes (audit.md §8)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from lkjip_xl.errors import UsageError
from lkjip_xl.indonesian import date_text, read_date

_DOCUMENT_TIME: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z\Z")
_WITHOUT_MEANING: Final = "2000-01-01T00:00:00Z"
"""The fixed time that files made by this tool carry."""


@dataclass(frozen=True, slots=True)
class Moment:
    """``text`` as the paper shows it, ``source`` where it comes from; both in words."""

    text: str
    source: str


def moment(asked: str, epoch: str, documents: Iterable[str]) -> Moment:
    """``asked`` (--waktu) first, then ``epoch`` (SOURCE_DATE_EPOCH), else the newest time that an input document gives for its
    last change. Raises UsageError for a time that is none."""
    if asked:
        return Moment(_asked(asked), "ditetapkan dengan --waktu")
    if epoch:
        try:
            return Moment(_shown(datetime.fromtimestamp(int(epoch), UTC)), "ditetapkan dengan SOURCE_DATE_EPOCH")
        except (ValueError, OverflowError, OSError):
            raise UsageError(f"SOURCE_DATE_EPOCH bukan bilangan detik: {epoch}") from None
    known = [time for time in documents if _DOCUMENT_TIME.match(time) and time != _WITHOUT_MEANING]
    newest = max(known, default="")
    try:
        return Moment(_shown(datetime.fromisoformat(newest)), "perubahan terakhir berkas masukan terbaru")
    except ValueError:  # no document says when it was changed, or the newest says a day that no calendar has
        return Moment("tidak dicatat", "berkas masukan tidak menyebut waktunya; tetapkan dengan --waktu")


def _asked(text: str) -> str:
    """A date alone stays a date; a time is shown as it was given."""
    if (day := read_date(text)) is not None:
        return date_text(day)
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        raise UsageError(f"Waktu tidak dikenal: {text}. Tulis seperti 31-01-2026 atau 2026-01-31T09:30.") from None
    return _shown(found) if "T" in text or " " in text.strip() else date_text(found.date())


def _shown(time: datetime) -> str:
    offset = time.utcoffset()
    zone = "" if offset is None else f" {time:%z}" if offset else " UTC"
    return f"{date_text(time.date())} {time:%H.%M}{zone}"
