"""An answer to a checklist item with its evidence, and how the share of what is there becomes one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from lkjip_xl.intake.submission import Record, SheetData, Submission
from lkjip_xl.values import CellError, is_blank

YES, PARTLY, NO, NOT_APPLICABLE = "Ya", "Sebagian", "Tidak", "Tidak berlaku"
OPEN: Final = ""
"""The item is left to the reviewer."""
MAX_PLACES: Final = 6


@dataclass(frozen=True, slots=True)
class Answer:
    """``result`` is one of the form's choices, or OPEN. ``evidence`` says what it rests on, ``places`` where to look."""

    result: str
    evidence: str = ""
    places: str = ""


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many of ``total`` places are filled. ``lacking`` are the addresses of those that are not; ``what`` names them."""

    what: str
    total: int
    lacking: tuple[str, ...]

    @property
    def complete(self) -> bool:
        return self.total > 0 and not self.lacking

    @property
    def nothing(self) -> bool:
        return len(self.lacking) >= self.total

    @property
    def text(self) -> str:
        return f"{self.what} terisi {self.total - len(self.lacking)} dari {self.total}"


def coverage(submission: Submission, sheet: str, field: str, what: str, records: Sequence[Record] | None = None) -> Coverage:
    """How far a column of an input sheet is filled; error values do not count as filled."""
    data = submission.sheets.get(sheet)
    looked_at = submission.records(sheet) if records is None else records
    lacking = [place(data, record, field) for record in looked_at if not is_filled(record, field)] if data else []
    return Coverage(what, len(looked_at), tuple(lacking))


def is_filled(record: Record, field: str) -> bool:
    """True where a field holds something usable."""
    value = record.values.get(field)
    return not is_blank(value) and not isinstance(value, CellError)


def place(data: SheetData, record: Record, field: str) -> str:
    """``PK!G5`` of a field; the sheet alone where the file has no such column."""
    address = data.address(record, field)
    return f"{data.found_name}!{address}" if address else data.found_name


def judged(parts: Sequence[Coverage], *, machine: bool) -> Answer:
    """The answer from several coverages: all complete, nothing at all, or something between. Without ``machine`` fullness
    proves nothing, so that a complete item stays open, with its evidence; only what is lacking is answered."""
    evidence = "; ".join(part.text for part in parts) + "."
    if all(part.complete for part in parts):
        return Answer(YES if machine else OPEN, evidence)
    result = NO if all(part.nothing for part in parts) else PARTLY
    return Answer(result, evidence, listed(address for part in parts for address in part.lacking))


def listed(places: Iterable[str]) -> str:
    """Places in short: the first ones, and how many more."""
    distinct = list(dict.fromkeys(places))
    more = len(distinct) - MAX_PLACES
    return "; ".join(distinct[:MAX_PLACES]) + (f"; dan {more} lagi" if more > 0 else "")
